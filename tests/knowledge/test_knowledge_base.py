"""Finding answers, and what the language part is told about the topics."""

from __future__ import annotations

from datetime import date

import pytest

from backline.knowledge import Answer, KnowledgeBase, Source, Topic
from backline.knowledge.fallback import FALLBACKS
from backline.knowledge.topic import ASPECTS

SOURCE = Source("page", "A page", "Somebody", "https://example.org", date(2026, 11, 20))


def topic(name: str, aspects: str, part_of: str | None = None, kind: str = "care") -> Topic:
    """A topic whose answers have their topic and aspect as text."""
    answers = {
        aspect: Answer(name, aspect, f"{name} {aspect}", (SOURCE,), SOURCE.checked) for aspect in aspects.split()
    }
    return Topic(name, kind, name.title(), name, (f"{name}s", name), (), answers, part_of)


@pytest.fixture
def small() -> KnowledgeBase:
    """Care, training as a part of it, and planks as a part of training."""
    topics = (
        topic("care", "what_is treatment when_surgery"),
        topic("training", "what_is how_to recovery", "care"),
        topic("planks", "benefits", "training"),
        topic("strain", "what_is self_care recovery", kind="condition"),
    )
    return KnowledgeBase({topic.id: topic for topic in topics}, {"page": SOURCE})


def found(base: KnowledgeBase, name: str, aspect: str) -> str | None:
    """The text that ``find`` returns."""
    answer = base.find(name, aspect)
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("name", "aspect", "text"),
    [
        ("training", "how_to", "training how_to"),  # its own
        ("strain", "treatment", "strain self_care"),  # the nearest aspect
        ("strain", "risks", "strain recovery"),
        ("training", "exercises", "training how_to"),  # the nearest aspect before the wider topic
        ("training", "when_surgery", "care when_surgery"),  # the wider topic
        ("planks", "recovery", "training recovery"),
        ("planks", "when_surgery", "care when_surgery"),  # the wider topic of the wider topic
        ("strain", "cost", None),  # "what is it" is no answer to "what does it cost"
        ("strain", "symptoms", None),
        ("care", "recovery", None),  # a part does not stand in for the whole
        ("nothing", "what_is", None),
        ("care", "nonsense", None),
    ],
)
def test_find_takes_the_nearest_answer_that_serves(
    small: KnowledgeBase, name: str, aspect: str, text: str | None
) -> None:
    assert found(small, name, aspect) == text


def test_answer_is_exact(small: KnowledgeBase) -> None:
    assert small.answer("strain", "treatment") is None
    assert small.answer("nothing", "what_is") is None
    answer = small.answer("strain", "self_care")
    assert answer is not None
    assert answer.text == "strain self_care"


def test_aspects_are_the_topics_own(small: KnowledgeBase) -> None:
    assert small.aspects("strain") == ("what_is", "self_care", "recovery")
    assert small.aspects("planks") == ("benefits",)
    assert small.aspects("nothing") == ()


def test_what_is_never_stands_in() -> None:
    assert set(FALLBACKS) == set(ASPECTS)
    for aspect, others in FALLBACKS.items():
        assert "what_is" not in others
        assert aspect not in others
        assert set(others) <= set(ASPECTS)


def test_lexicon_has_conditions_and_all_else(small: KnowledgeBase) -> None:
    lexicon = small.lexicon()
    assert set(lexicon) == {"condition", "treatment", "medication_class"}
    assert lexicon["medication_class"] == {}
    assert lexicon["condition"] == {"strain": ("strain", "strains")}
    assert set(lexicon["treatment"]) == {"care", "training", "planks"}


def test_fill_puts_the_clinics_words_in() -> None:
    answer = Answer("care", "how_to", "Call {clinic_phone} for {clinic_name}.", (SOURCE,), SOURCE.checked)
    assert answer.fill({"clinic_phone": "1", "clinic_name": "Us", "more": "x"}) == "Call 1 for Us."
    with pytest.raises(KeyError):
        answer.fill({"clinic_phone": "1"})

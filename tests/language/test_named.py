"""What a message names, for the encoder to judge."""

from __future__ import annotations

import pytest

from backline.language import Reader
from backline.language.contract import TOPICS
from backline.language.named import _TOPIC_OF, named_in


def topics(reader: Reader, text: str) -> set[str]:
    """The topics a text is asked about."""
    asked = (one.question for one in named_in(reader.read(text), {}))
    return {question.removeprefix("about ") for question in asked if question.startswith("about ")}


def test_every_word_leads_to_a_topic_of_the_contract() -> None:
    assert set(_TOPIC_OF.values()) <= set(TOPICS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I have sciatica", "condition:sciatica"),
        ("my neck", "condition:neck_pain"),
        ("my disc went", "condition:herniated_disc"),
        ("went to a chiropractor", "physical_therapy"),
        ("took ibuprofen", "medication"),
        ("20 weeks pregnant", "pregnancy"),
        ("it wakes me at night", "sleep"),
        ("how long till I am back on my bike", "recovery"),
        ("it went through the roof", "sudden_worsening"),
        ("my shift starts at six", "work_activity"),
    ],
)
def test_words_lead_to_topics(reader: Reader, text: str, topic: str) -> None:
    assert topic in topics(reader, text)


def test_words_that_mostly_mean_something_else_lead_nowhere(reader: Reader) -> None:
    for text in ("that works for me", "it hurts when I sit", "my foot fell asleep", "I carry on"):
        assert not {"work_activity", "sleep"} & topics(reader, text)


def test_each_mention_has_a_place_of_its_own(reader: Reader) -> None:
    named = named_in(reader.read("I have sciatica. Sciatica is bad."), {})
    assert [one.key for one in named].count("about condition:sciatica") == 2


def test_care_topics_and_amounts_of_time_are_named(reader: Reader) -> None:
    text = "My sciatica began 3 months ago, I had physical therapy for 6 weeks"
    named = named_in(reader.read(text), {})
    found = {(one.question, one.key, text[one.start : one.end]) for one in named}
    assert found >= {
        ("about condition:sciatica", "about condition:sciatica", "sciatica"),
        ("had physical_therapy", "had physical_therapy", "physical therapy"),
        ("about physical_therapy", "about physical_therapy", "physical therapy"),
        ("meant", "meant 1", "6 weeks"),
    }
    assert [one.key for one in named if one.question == "meant"] == ["meant 0", "meant 1"]


def test_a_topic_is_asked_for_by_its_name_in_the_contract(reader: Reader) -> None:
    text = "would fusion help"
    asked = {one.question for one in named_in(reader.read(text), {"spinal_fusion": "surgery"})}
    assert asked >= {"about surgery"}
    assert "about spinal_fusion" not in asked


def test_nothing_named_nothing_asked(reader: Reader) -> None:
    assert named_in(reader.read("hello there"), {}) == []

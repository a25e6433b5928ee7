"""What is asked about a treatment that no aspect names."""

from pathlib import Path

import pytest

from backline.knowledge import KnowledgeBase
from backline.knowledge.matters import MATTERS, telling

KNOWLEDGE = KnowledgeBase.load(Path(__file__).parents[2] / "data" / "knowledge")
_BY_ID = {matter.id: matter for matter in MATTERS}
MEDICINES = [topic.id for topic in KNOWLEDGE.topics.values() if topic.part_of == "medication"]


@pytest.mark.parametrize(
    ("matter", "question"),
    [
        ("stopping", "may i come off it"),
        ("stopping", "i quit them cold turkey"),
        ("alcohol", "is one glass of wine too much"),
        ("device", "she has a pace maker"),
        ("pregnancy", "while breast feeding"),
        ("device", "with rods and screws in me"),
        ("device", "a metal hip"),
        ("bones", "my osteopenia"),
        ("diabetes", "will it change my blood sugar"),
        ("habit", "do people get hooked"),
    ],
)
def test_a_question_is_known_by_its_words(matter: str, question: str) -> None:
    assert _BY_ID[matter].asked.search(question)


@pytest.mark.parametrize(
    ("matter", "question"),
    [
        ("stopping", "will it stop the pain"),
        ("stopping", "the pain does not stop"),
        ("stopping", "should i stop smoking"),
        ("stopping", "how do i get off work"),
        ("alcohol", "do i drink water with it"),
    ],
)
def test_other_uses_of_the_words_are_none(matter: str, question: str) -> None:
    assert not _BY_ID[matter].asked.search(question)


@pytest.mark.parametrize(
    "topic", ["opioid", "nerve_pain_medicine", "antidepressant", "muscle_relaxant", "oral_steroid"]
)
def test_of_medicine_that_must_not_be_stopped_suddenly_the_risks_say_so(topic: str) -> None:
    answer = telling(KNOWLEDGE, topic, _BY_ID["stopping"], wider=False)
    assert answer is not None
    assert (answer.topic, answer.aspect) == (topic, "risks")


@pytest.mark.parametrize("topic", MEDICINES)
def test_of_every_medicine_something_tells_about_pregnancy(topic: str) -> None:
    assert telling(KNOWLEDGE, topic, _BY_ID["pregnancy"]) is not None


def test_what_the_topic_itself_does_not_tell_its_wider_topic_may() -> None:
    thinners = _BY_ID["thinners"]
    assert telling(KNOWLEDGE, "opioid", thinners, wider=False) is None
    wider = telling(KNOWLEDGE, "opioid", thinners)
    assert wider is not None
    assert wider.topic == "medication"


def test_nothing_is_told_where_no_text_holds_it() -> None:
    assert telling(KNOWLEDGE, "massage", _BY_ID["device"]) is None

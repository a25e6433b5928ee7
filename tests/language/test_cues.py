"""Which words name a topic, and what speaks for and against it."""

from __future__ import annotations

from datetime import date

import pytest

from backline.language import Reader
from backline.language.contract import TOPICS
from backline.language.cues import _TOPIC_OF, topic_places

NAMES = {"surgery": "surgery"}


def places(reader: Reader, text: str) -> dict[str, tuple[str, ...]]:
    found = topic_places(reader.read(text, today=date(2026, 11, 24)), NAMES)
    return {place.name: place.hints for place in found}


def test_every_cue_leads_to_a_topic_of_the_contract() -> None:
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
    assert topic in places(reader, text)


def test_words_that_mostly_mean_something_else_lead_nowhere(reader: Reader) -> None:
    for text in ("that works for me", "it hurts when I sit", "my foot fell asleep", "I carry on"):
        assert not {"work_activity", "sleep"} & set(places(reader, text))


def test_how_it_is_meant_stands_beside_the_cue(reader: Reader) -> None:
    assert "condition is denied" in places(reader, "no sciatica")["condition:sciatica"]
    assert "condition is imagined" in places(reader, "I am afraid of sciatica")["condition:sciatica"]
    assert "condition is" in places(reader, "I have sciatica")["condition:sciatica"]


def test_a_question_and_company_are_noticed(reader: Reader) -> None:
    hints = places(reader, "My back aches. Is it sciatica or stenosis?")["condition:sciatica"]
    assert "asked here" in hints
    assert "last sentence" in hints
    assert "beside condition:spinal_stenosis condition" in hints


def test_each_sentence_has_a_place_of_its_own(reader: Reader) -> None:
    found = topic_places(reader.read("I have sciatica. Sciatica is bad."), NAMES)
    assert [place.name for place in found].count("condition:sciatica") == 2


def test_a_message_without_cues_has_no_place(reader: Reader) -> None:
    assert topic_places(reader.read("hello there"), NAMES) == []

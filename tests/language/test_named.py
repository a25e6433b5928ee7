"""What a message names, for the encoder to judge."""

from __future__ import annotations

from backline.language import Reader
from backline.language.named import named_in


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

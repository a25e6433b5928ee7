from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backline.language import Reader, Reading

# Words of the domain and scraps of chat, so that random texts reach every branch.
SCRAPS = st.sampled_from(
    ["my back hurts", "can't pee", "no numbness", "both legs", "since March", "3 months", "in 2015", "if", "what if",
     "and", "but", ",", ".", "...", "\n", "\n\n", "?", "!!", "PT didn't help", "should I", "L4/5", "herniated disk",
     "\u2019", "\u201cx\u201d", "\U0001f44d", "(", ")", "-", "1.", "\t", "my mother had cancer", "fell off a ladder",
     "20lbs", "w/o", "http://x.example", "e.g.", "\u00df", "\u0130", "e\u0301", "\U0001f9b4", "\u200b"]
)  # fmt: skip
CHAT = st.lists(st.one_of(SCRAPS, st.text(max_size=8)), max_size=25).map(" ".join)


def check(reading: Reading, text: str) -> None:
    assert reading.text == text
    for part in (*reading.sentences, *reading.mentions):
        assert text[part.start : part.end] == part.text
        assert part.text.strip() == part.text != ""
    ends = [0]
    for sentence in reading.sentences:
        assert sentence.start >= ends[-1]
        ends.append(sentence.end)
    covered = "".join(sentence.text for sentence in reading.sentences)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text)


@given(CHAT)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_and_offsets_are_right(reader: Reader, text: str) -> None:
    check(reader.read(text, today=date(2026, 11, 24)), text)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_unicode_is_read(reader: Reader, text: str) -> None:
    check(reader.read(text, today=date(2026, 11, 24)), text)


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\ud800 lone surrogate", "x" * 30_000, "pain " * 6_000, "~" * 500, "not " * 500]
)
def test_strange_texts(reader: Reader, text: str) -> None:
    assert reader.read(text).text == text


def test_text_beyond_the_limit_is_not_read(reader: Reader) -> None:
    assert reader.read("a " * 10_000 + "I can't pee").red_flags == ()


def test_a_whole_message(reader: Reader) -> None:
    reading = reader.read(
        "Hi, I've had lower back pain and siatica for about 2 years. PT and two injections did nothing. "
        "I can't sit for long or sleep. No numbness. Should I get surgery?",
        today=date(2026, 11, 24),
    )
    assert len(reading.sentences) == 5
    assert reading.topics == ("low_back_pain", "sciatica", "surgery")
    assert reading.regions == ("lower_back",)
    assert reading.limits == ("sitting", "sleep")
    assert reading.tried == ("physical_therapy", "injection")
    assert reading.duration_weeks == 104
    assert reading.red_flags == ()
    assert "numbness" not in reading.values("symptom")


def test_reading_the_same_text_twice_gives_the_same(reader: Reader) -> None:
    text = "I fell and my legs are numb, my back hurts."
    assert reader.read(text) == reader.read(text)


@pytest.mark.parametrize(
    ("text", "value", "meant"),
    [
        ("My mother has sciatica. I have lower back pain.", "sciatica", "other"),
        ("My mother has sciatica. I have lower back pain.", "low_back_pain", "person"),
        ("My mother has sciatica and her leg hurts, what can she do?", "sciatica", "person"),
        ("my dad had stenosis too, i have neck pain", "spinal_stenosis", "other"),
        ("I am afraid of a slipped disc", "herniated_disc", "imagined"),
        ("what if I need surgery", "surgery", "imagined"),
        ("I do not have stenosis", "spinal_stenosis", "negated"),
        ("I had sciatica as a kid, now my neck hurts", "sciatica", "past"),
        ("I had sciatica as a kid, now my neck hurts", "neck", "person"),
    ],
)
def test_who_and_when_is_meant(reader: Reader, text: str, value: str, meant: str) -> None:
    mention = next(m for m in reader.read(text, today=date(2026, 11, 24)).mentions if m.value == value)
    said = {
        "other": mention.other,
        "imagined": mention.imagined,
        "negated": mention.negated,
        "past": mention.weeks_ago is not None,
    }
    assert [name for name, value in said.items() if value] == ([] if meant == "person" else [meant])


def test_what_somebody_else_has_or_tried_is_not_the_writers(reader: Reader) -> None:
    reading = reader.read("My brother had physical therapy for his stenosis. I have lower back pain.")
    assert reading.topics == ("low_back_pain",)
    assert reading.tried == ()

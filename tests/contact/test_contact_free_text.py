"""When to reach a person, and why, stay in the person's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import Invalid, Valid, parse_reach, parse_reason
from backline.contact.free_text import MAX_REACH, MAX_REASON, mentions_time


@pytest.mark.parametrize(
    ("text", "value", "display"),
    [
        ("mornings", "mornings", "Mornings"),
        ("after 5pm", "after 5pm", "After 5pm"),
        ("weekdays", "weekdays", "Weekdays"),
        ("tomorrow", "tomorrow", "Tomorrow"),
        ("tomorrow morning?", "tomorrow morning", "Tomorrow morning"),
        ("please call me in the evening", "in the evening", "In the evening"),
        ("can you call tomorrow?", "tomorrow", "Tomorrow"),
        ("yes, mornings please", "mornings", "Mornings"),
        ("best time is 9-11", "9-11", "9-11"),
        ("I'm free after lunch", "after lunch", "After lunch"),
        ("  Mon-Fri   9 to 5 ", "Mon-Fri 9 to 5", "Mon-Fri 9 to 5"),
        ("not before 5pm", "not before 5pm", "Not before 5pm"),
        ("never on Mondays", "never on Mondays", "Never on Mondays"),
        ("when I get home from work", "when I get home from work", "When I get home from work"),
        ("call me on 2027-01-12", "on 2027-01-12", "On 2027-01-12"),
        ("5", "5", "5"),
        ("17:30", "17:30", "17:30"),
    ],
)
def test_times_stay_in_the_persons_words(text: str, value: str, display: str) -> None:
    assert parse_reach(text) == Valid(value, display, "reach")


@pytest.mark.parametrize(
    "text",
    ["anytime", "Any time", "any time is fine", "anytime works for me", "whenever", "whenever works for you", "any",
     "no preference", "no, anytime", "I don't mind", "doesn't matter", "always", "yes, any time you like", "anytime?"],
)  # fmt: skip
def test_every_way_to_say_any_time(text: str) -> None:
    assert parse_reach(text) == Valid("any time", "Any time", "reach")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "did not see"),
        ("   ", "did not see"),
        ("...", "did not see"),
        ("?", "did not see"),
        ("yes", "did not see"),
        ("ok", "did not see"),
        ("maybe", "did not see"),
        ("I don't know", "did not see"),
        ("please", "did not see"),
        ("call me", "did not see"),
        ("please call me back", "did not see"),
        ("no", "suits you"),
        ("No!", "suits you"),
        ("no thanks", "suits you"),
        ("don't call me", "suits you"),
        ("why?", "question"),
        ("what time do you open", "question"),
        ("when do you call", "question"),
        ("are you open on weekdays?", "question"),
        ("is this a robot?", "question"),
        ("can I send a letter instead", "question"),
        ("415 555 0134", "not read like a time"),
        ("ana@example.com", "not read like a time"),
        ("https://example.com/mornings", "not read like a time"),
        ("m" * (MAX_REACH + 1), "long"),
    ],
)
def test_what_is_no_time_is_refused(text: str, said: str) -> None:
    result = parse_reach(text)
    assert isinstance(result, Invalid)
    assert said in result.message


@pytest.mark.parametrize(
    "text",
    ["at 5", "by noon", "Tuesdays", "wed or thurs", "5 pm", "5pm.", "Jan 5", "the 5th", "3/14", "after work", "asap"],
)
def test_times_are_recognised(text: str) -> None:
    assert mentions_time(text)


@pytest.mark.parametrize(
    "text", ["at home", "sunlight", "about 415 555 0134", "my back", "monitor", "it is worse", "L5", "satin"]
)
def test_other_words_are_no_times(text: str) -> None:
    assert not mentions_time(text)


def test_the_limit_of_a_time() -> None:
    assert isinstance(parse_reach("m" * MAX_REACH), Valid)


@pytest.mark.parametrize(
    "text", ["leg pain for two months", "Do I need surgery?", "MRI", "L5-S1 disc", "m" * MAX_REASON, "Rücken schmerzt"]
)
def test_reasons_stay_as_written(text: str) -> None:
    assert parse_reason(text) == Valid(text, text, "reason")


def test_a_reason_is_brought_on_one_line() -> None:
    assert parse_reason(" leg pain\n\nfor\ttwo\u200b months ") == Valid(
        "leg pain for two months", "leg pain for two months", "reason"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "did not see"),
        ("12", "did not see"),
        ("\U0001f60a\U0001f60a\U0001f60a", "did not see"),
        ("no", "a little more"),
        ("ok", "a little more"),
        ("yes", "a little more"),
        ("why?", "a little more"),
        ("nothing", "a little more"),
        ("just because", "a little more"),
        ("ab", "a little more"),
        ("m" * (MAX_REASON + 1), "more than I can"),
    ],
)
def test_what_is_no_reason_is_refused(text: str, said: str) -> None:
    result = parse_reason(text)
    assert isinstance(result, Invalid)
    assert said in result.message


@given(st.text(max_size=700))
def test_any_text_keeps_the_limits(text: str) -> None:
    reach, reason = parse_reach(text), parse_reason(text)
    if isinstance(reach, Valid):
        assert 1 <= len(reach.value) <= MAX_REACH
        assert reach.value.isprintable()
    if isinstance(reason, Valid):
        assert 3 <= len(reason.value) <= MAX_REASON

from __future__ import annotations

import pytest

from backline.language.resolved import what_ends_an_alarm


@pytest.mark.parametrize(
    "text",
    [
        "i called 911",
        "I have called an ambulance, thank you",
        "the paramedics are here",
        "im at the hospital now",
        "on my way to the ER",
        "a doctor has checked this",
        "doctor looked at it this morning, all fine",
        "my wife is with me",
        "I am safe now",
        "I'm safe now, my brother is here",
        "i talked to the crisis line",
        "it's been checked by a doctor",
        "help is on the way",
        "talking with 988, im on the phone with 988",
    ],
)
def test_help_that_is_there_ends_it(text: str) -> None:
    assert what_ends_an_alarm(text) == "handled"


@pytest.mark.parametrize(
    "text",
    [
        "i am not safe",
        "I'm not safe",
        "i'm safe but i still want to die",
        "should i call the crisis line?",
        "nobody is with me",
        "it was years ago",
        "im fine",
        "i am not calling",
        "the doctor is closed",
        "i called 911 but they didnt come",
        "a doctor saw me 2 years ago",
        "its better now",
        "gone",
        "i took an antacid and its gone",
        "it went away",
        "should i call 911?",
        "can i see my doctor tomorrow",
        "they told me to stop",
        "i dont want to call 911 its too expensive",
        "ok",
        "",
    ],
)
def test_everything_else_does_not(text: str) -> None:
    assert what_ends_an_alarm(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "thats not what i meant, i spilled water",
        "its a joke",
        "sorry i was joking",
        "no i never said that",
        "just a figure of speech",
    ],
)
def test_a_misunderstanding_is_known(text: str) -> None:
    assert what_ends_an_alarm(text) == "mistake"

from __future__ import annotations

import pytest

from backline.console.password_rules import LONGEST, SHORTEST, problem_with

NAMES = ("ann.lee", "Harbor Spine Clinic")


@pytest.mark.parametrize(
    "password",
    [
        "blue tin radish lamp",
        "correct horse battery",
        "nine words are easier to keep than eight signs",
        "zwölf Möwen über Kiel",
        "ваза на подоконнике",
        "kR7;vqZ2&mTx",
        "x9vplmwqtrkd" * 21,
        "we met Ann Lee at the harbor",
    ],
)
def test_a_long_password_of_any_kind_is_taken(password: str) -> None:
    assert problem_with(password, *NAMES) is None


@pytest.mark.parametrize("password", ["", "short", "elevenchars", "x9vplmwqtrk"])
def test_a_short_one_is_not(password: str) -> None:
    assert str(SHORTEST) in (problem_with(password, *NAMES) or "")


def test_one_that_is_too_long_is_not() -> None:
    assert str(LONGEST) in (problem_with("x9vp lmwq " * 26, *NAMES) or "")


@pytest.mark.parametrize(
    "password",
    [
        *("aaaaaaaaaaaaaaaa", "abababababababab", "abcdefghijklmnop", "123456789012", "098765432109"),
        *("qwertyuiopasdf", "QWERTYUIOP!!", "1q2w3e4r5t6y", "asdfghjkl1234", "zxcvbnm,./1234"),
        *("Password1234!", "P@ssw0rd2026!!", "passwordpassword", "my password123", "letmein letmein", "Welcome2026!!"),
        *(
            "ann.lee ann.lee",
            "AnnLee2026!!",
            "harborspineclinic",
            "Harb0r-Sp1ne-2026",
            "HarborSpine123",
            "backline backline",
        ),
        *("Summer2026!!!", "admin1234567", "            ", "!!!!????....----"),
    ],
)
def test_one_that_is_easy_to_guess_is_not(password: str) -> None:
    assert "easy to guess" in (problem_with(password, *NAMES) or "")

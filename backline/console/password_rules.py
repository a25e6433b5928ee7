"""Which passwords are taken: long ones that are not easy to guess; no rules about kinds of characters."""

from __future__ import annotations

import re

SHORTEST = 12
LONGEST = 256
# What must be left of a password besides what is easy to guess.
_LEAST_LEFT = 6
_LEAST_RUN = 4
_ROWS = (
    *("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "1q2w3e4r5t6y7u8i9o0p"),
    *("1qaz2wsx3edc4rfv5tgb6yhn7ujm", "abcdefghijklmnopqrstuvwxyz"),
)
_RUNS = _ROWS + tuple(row[::-1] for row in _ROWS)
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")
_USUAL = (
    *("password", "passwort", "passphrase", "passcode", "pass", "secret", "login", "signin", "welcome", "letmein"),
    *("changeme", "default", "admin", "administrator", "backline", "clinic", "hospital", "doctor", "staff", "spine"),
    *("spring", "summer", "autumn", "winter", "iloveyou", "monday", "friday", "january", "december"),
)


def problem_with(password: str, *names: str) -> str | None:
    """What is wrong with a new password, as a sentence; None where nothing is.

    Args:
        password: what they want to use.
        names: the account's name and the clinic's.
    """
    if len(password) < SHORTEST:
        return f"Please use at least {SHORTEST} characters. Four or five words that do not belong together are good."
    if len(password) > LONGEST:
        return f"Please use at most {LONGEST} characters."
    if len(_hard_part(password, names)) < _LEAST_LEFT:
        return "This is easy to guess: it is little more than a name, a usual word, a row of keys or a repetition."
    return None


def _hard_part(password: str, names: tuple[str, ...]) -> str:
    """What is left without names, usual words, years, rows of keys and repetitions."""
    left = _without_runs("".join(password.lower().split()))
    left = re.sub(r"(?:19|20)\d\d", "", left).translate(_LOOKALIKES)
    for word in sorted({*_USUAL, *_words_of(names)}, key=len, reverse=True):
        left = left.replace(word, "")
    left = re.sub(r"[\W_]", "", left)
    return re.sub(r"(.+?)\1+", r"\1", left)


def _words_of(names: tuple[str, ...]) -> set[str]:
    words: set[str] = set()
    for name in names:
        parts = [part.translate(_LOOKALIKES) for part in re.findall(r"[^\W_]+", name.lower())]
        words |= {part for part in (*parts, "".join(parts)) if len(part) > 2}
    return words


def _without_runs(text: str) -> str:
    kept, at = "", 0
    while at < len(text):
        length = max(_run_length(text[at:], row) for row in _RUNS)
        if length < _LEAST_RUN:
            kept += text[at]
            length = 1
        at += length
    return kept


def _run_length(text: str, row: str) -> int:
    start = row.find(text[0])
    if start < 0:
        return 0
    length = 1
    while length < len(text) and start + length < len(row) and text[length] == row[start + length]:
        length += 1
    return length

"""Reference numbers for contact requests: short, easy to read aloud, and a slip is noticed.

A reference is ``BL-7KQ4-M2``: five random characters and a check character.

The alphabet leaves out what looks alike (0/O, 1/I/L, 5/S, 2/Z, 8/B: one of each pair or none is left), N
beside M, and the vowels, so no reference spells a word. It has 23 characters, and 23 is a prime; the check is
the one of ISBN-10: each character's number is multiplied with its place (6 to 2, the check 1), and the sum
must be divisible by 23. No place and no difference of two places is a multiple of 23, so every single wrong
character and every swap of two characters is noticed. ISO 7064 mod 37,36 would do as well, but its check may
be any of 0-9 and A-Z.

There are 23^5 (6.4 million) references. They are names and no secrets, and two requests may draw the same
one, so the table keeps them unique and the caller draws again.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "2346789CDFGHJKMPQRTVWXY"
_PRIME = len(ALPHABET)
_PREFIX = "BL"
_RANDOM = 5
_CODE_WORDS = (
    "Bravo", "Charlie", "Delta", "Foxtrot", "Golf", "Hotel", "Juliett", "Kilo", "Lima", "Mike", "Papa",
    "Quebec", "Romeo", "Tango", "Victor", "Whiskey", "X-ray", "Yankee",
)  # fmt: skip
_DIGIT_WORDS = ("two", "three", "four", "six", "seven", "eight", "nine")
_SAID = {word[0].upper(): f"{word[0]} as in {word}" for word in _CODE_WORDS} | dict(
    zip("2346789", _DIGIT_WORDS, strict=True)
)


def new_reference() -> str:
    """Draw a reference such as ``BL-7KQ4-M2`` from the system's source of randomness."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    return _written(body + _check(body))


def is_reference(text: str) -> bool:
    """Whether ``text`` is a reference with the right check, whatever its case, spaces and dashes."""
    return normal_reference(text) is not None


def normal_reference(text: str) -> str | None:
    """Bring a typed reference ("bl 7kq4 m2") into its normal form, or give None where it is none."""
    plain = re.sub(r"[\s\u2013\u2014_.-]+", "", text).upper()
    body = plain.removeprefix(_PREFIX)
    if body == plain or len(body) != _RANDOM + 1 or any(char not in ALPHABET for char in body):
        return None
    return _written(body) if body[-1] == _check(body[:-1]) else None


def spoken_reference(reference: str) -> str:
    """Write a reference for reading aloud: "B as in Bravo, L as in Lima, seven, K as in Kilo, ..."."""
    return ", ".join(_SAID.get(char, char) for char in reference.upper() if char.isalnum())


def _check(body: str) -> str:
    """The character that makes the weighted sum divisible by 23."""
    weighted = sum((len(body) + 1 - place) * ALPHABET.index(char) for place, char in enumerate(body))
    return ALPHABET[-weighted % _PRIME]


def _written(body: str) -> str:
    return f"{_PREFIX}-{body[:4]}-{body[4:]}"

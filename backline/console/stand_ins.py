"""Invented words in place of masks, so that a redacted message reads like one that somebody typed."""

from __future__ import annotations

import re

from backline.assistant.turn_record import WITHHELD
from backline.contact.phones import example_phone
from backline.storage.redaction import ADDRESS, EMAIL, NAME, NUMBER, PHONE

_NAMES = ("Ann Lee", "Ben Ortiz", "Cora Lind", "Dev Shah")
_MASK = re.compile("|".join(re.escape(mask) for mask in (PHONE, EMAIL, NAME, NUMBER, ADDRESS)))
_TWICE = re.compile(rf"(?:({_MASK.pattern})(?:[\s,]+))(?=\1)")


def has_mask(text: str) -> bool:
    """Whether something in ``text`` was masked."""
    return bool(_MASK.search(text)) or WITHHELD in text


def is_only_masks(text: str) -> bool:
    """Whether there are no words but masks."""
    return has_mask(text) and not re.search(r"\w", _MASK.sub("", text.replace(WITHHELD, "")))


class StandIns:
    """Puts invented words in place of masks; what stands in a later message differs, as a correction would."""

    def __init__(self, region: str = "US") -> None:
        """Use phone numbers of ``region``, a two-letter country code."""
        self._region = region
        self._used = dict.fromkeys((NAME, PHONE, EMAIL), 0)

    def fill(self, text: str) -> str:
        """``text`` without masks; all masks of a kind in it stand for the same person."""
        text = _TWICE.sub("", text)
        found = set(_MASK.findall(text))
        words = {mask: self._words(mask) for mask in sorted(found)}
        for mask in found & set(self._used):
            self._used[mask] += 1
        return _MASK.sub(lambda match: words[match[0]], text)

    def _words(self, mask: str) -> str:
        if mask == NAME:
            return _NAMES[self._used[NAME] % len(_NAMES)]
        if mask == EMAIL:
            number = self._used[EMAIL]
            return f"ann.lee{number + 1 if number else ''}@example.com"
        if mask == PHONE:
            return self._phone(self._used[PHONE])
        return "12 Main Street" if mask == ADDRESS else "4711"

    def _phone(self, number: int) -> str:
        if self._region in ("US", "CA"):
            # 555-0100 to 555-0199 belong to nobody.
            return f"415 555 01{34 + number % 60}"
        return example_phone(self._region)

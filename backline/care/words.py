"""Plain words for ids and numbers that are said back to a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: Every kind of care a person may have tried, in the words used to them.
CARE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "physical_therapy": "physical therapy",
        "exercise": "exercises",
        "hot_cold": "heat or cold packs",
        "medication": "medicine",
        "injection": "injections",
        "posture": "changes in how you sit and move",
        "weight": "work on your weight",
        "smoking": "cutting down on smoking",
        "chiropractic": "chiropractic care",
        "acupuncture": "acupuncture",
        "massage": "massage",
        "rest": "rest",
        "traction": "traction",
        "tens": "a TENS machine",
        "brace": "a brace",
        "surgery": "surgery",
    }
)

_WEEKS_IN_A_MONTH = 52 / 12


def care_name(care_id: str) -> str:
    """The plain words for a care id; an unknown id is said with its underscores as spaces."""
    return CARE_NAMES.get(care_id, care_id.replace("_", " "))


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Join as people speak: ``a``, ``a and b``, ``a, b and c``; empty text for nothing.

    Args:
        words: The parts, in order.
        last: The word before the last part.
    """
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def describe_weeks(weeks: float) -> str:
    """Say a duration in weeks the way people do: days, weeks up to 12, months, and years from 2 on."""
    if weeks < 1:
        return _count(max(1, round(weeks * 7)), "day")
    if weeks <= 12:
        return _count(round(weeks), "week")
    months = round(weeks / _WEEKS_IN_A_MONTH)
    return _count(months, "month") if months < 24 else _count(round(weeks / 52), "year")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

"""The short summary of a conversation that staff see beside a contact request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict


class LeadFacts(TypedDict, total=False):
    """What a conversation brought to light; every entry may be missing or None (not known).

    Attributes:
        regions, limits, tried: ids such as ``lower_back``, ``sitting``, ``physical_therapy``.
        duration_weeks: length of this episode in weeks.
        improved: whether what was tried helped.
        worsening: whether it suddenly got worse.
        red_flags: ids of warning signs the person named.
        red_flags_asked: ids the assistant asked about.
        red_flags_denied: ids the person said no to.
    """

    regions: Sequence[str] | None
    duration_weeks: float | None
    limits: Sequence[str] | None
    tried: Sequence[str] | None
    improved: bool | None
    worsening: bool | None
    red_flags: Sequence[str] | None
    red_flags_asked: Sequence[str] | None
    red_flags_denied: Sequence[str] | None


RED_FLAGS: Mapping[str, str] = {
    "cauda_equina": "bladder, bowel, saddle or both-leg signs",
    "infection": "fever or infection",
    "cancer": "cancer, weight loss or night pain",
    "fracture": "fall, crash or other injury",
    "progressive_weakness": "growing weakness in an arm or leg",
    "vascular_cardiac": "chest pain, breathlessness or collapse",
    "self_harm": "thoughts of self-harm",
}
_WORDS = {"buttock_leg": "buttock or leg", "hot_cold": "heat or cold", "tens": "TENS"}
_NOTE = "Told in chat by the person; not checked by a clinician."


def summarise(facts: LeadFacts) -> tuple[str, ...]:
    """Write what staff should know, one fact a line, warning signs first.

    Args:
        facts: see ``LeadFacts``. Ids that are not known are written as they are, so nothing is lost.

    Returns:
        Short lines without line breaks. What was not asked or not said is told as such, never as "no": a
        warning sign counts as denied only where it is in ``red_flags_denied``.
    """
    lines = _red_flag_lines(facts)
    if facts.get("worsening"):
        lines.append("Suddenly worse: yes")
    _listed(lines, "Where", facts.get("regions"))
    if (weeks := facts.get("duration_weeks")) is not None:
        lines.append(f"For: {_duration(weeks)}")
    _listed(lines, "Limits", facts.get("limits"))
    _listed(lines, "Tried", facts.get("tried"))
    if (improved := facts.get("improved")) is not None:
        lines.append(f"Better with it: {'yes' if improved else 'no'}")
    elif _ids(facts.get("tried")):
        lines.append("Better with it: not said")
    if facts.get("worsening") is False:
        lines.append("Suddenly worse: no")
    return (*lines, _NOTE)


def _red_flag_lines(facts: LeadFacts) -> list[str]:
    named = _ids(facts.get("red_flags"))
    # Said yes once and no later: the yes stays in sight, and the no does not hide it.
    denied = [flag for flag in _ids(facts.get("red_flags_denied")) if flag not in named]
    asked = _ids(facts.get("red_flags_asked"))
    unclear = [flag for flag in asked if flag not in named and flag not in denied]
    not_asked = [flag for flag in RED_FLAGS if flag not in {*named, *denied, *asked}]
    lines: list[str] = []
    for title, flags in (
        ("WARNING SIGNS NAMED", named),
        ("Warning signs asked, no clear answer", unclear),
        ("Warning signs denied", denied),
        ("Warning signs not asked", not_asked),
    ):
        if flags:
            lines.append(f"{title}: {'; '.join(RED_FLAGS.get(flag, _plain(flag)) for flag in flags)}")
    return lines


def _listed(lines: list[str], title: str, values: Any) -> None:
    if ids := _ids(values):
        lines.append(f"{title}: {', '.join(_plain(value) for value in ids)}")


def _ids(values: Any) -> list[str]:
    """None, one id or several -> a list without repeats, in order."""
    if values is None:
        return []
    return list(dict.fromkeys([values] if isinstance(values, str) else values))


def _plain(value: str) -> str:
    return _WORDS.get(value, " ".join(value.replace("_", " ").split()))


def _duration(weeks: float) -> str:
    """Weeks below three months, months below two years, else years; rounded."""
    if weeks < 1:
        return "less than a week"
    if weeks < 12:
        count, unit = round(weeks), "week"
    elif weeks < 104:
        count, unit = round(weeks / 52 * 12), "month"
    else:
        count, unit = round(weeks / 52), "year"
    return f"about {count} {unit}{'' if count == 1 else 's'}"

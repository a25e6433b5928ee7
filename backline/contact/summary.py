"""The short summary of a conversation that staff read beside a contact request, and the person before it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict


class LeadFacts(TypedDict, total=False):
    """What a conversation brought to light; every entry may be missing or None (not known).

    Attributes:
        complaint: what it is about, in the person's own words.
        topic: the name of the condition or operation that was asked about.
        regions, limits, tried: ids such as ``lower_back``, ``sitting``, ``physical_therapy``.
        duration_weeks: length of this episode in weeks.
        regularity: how often exercises or therapy were done: ``most_days``, ``weekly`` or ``now_and_then``.
        improved: whether what was tried helped.
        worsening: whether it suddenly got worse.
        function: pain, lost joy and lost activity over the past week, 0 to 10 each; None where left out.
        earlier_surgery, imaging: whether there were operations on the spine, and scans of it.
        wishes: ids such as ``second_opinion``.
        exercises_given: whether the assistant suggested a plan of exercises.
        advice: what the review of care came to.
        red_flags: ids of warning signs the person named.
        red_flags_asked: ids the assistant asked about.
        red_flags_denied: ids the person said no to.
    """

    complaint: str | None
    topic: str | None
    regions: Sequence[str] | None
    duration_weeks: float | None
    limits: Sequence[str] | None
    tried: Sequence[str] | None
    regularity: str | None
    improved: bool | None
    worsening: bool | None
    function: Sequence[float | None] | None
    earlier_surgery: bool | None
    imaging: bool | None
    wishes: Sequence[str] | None
    exercises_given: bool | None
    advice: str | None
    red_flags: Sequence[str] | None
    red_flags_asked: Sequence[str] | None
    red_flags_denied: Sequence[str] | None


@dataclass(frozen=True)
class SummaryLine:
    """One line, and the part of the summary that it belongs to."""

    part: str
    text: str


RED_FLAGS: Mapping[str, str] = {
    "cauda_equina": "trouble with bladder or bowel, numbness between the legs, or signs in both legs",
    "infection": "fever or infection",
    "cancer": "cancer, weight loss or night pain",
    "fracture": "fall, crash or other injury",
    "progressive_weakness": "growing weakness in an arm or leg",
    "vascular_cardiac": "chest pain, breathlessness or collapse",
    "self_harm": "thoughts of self-harm",
    "overdose": "too much medicine",
    "other_illness": "signs of another illness",
}
#: What the question about warning signs names; the rest is heard whenever it is told, and never asked in a list.
SCREENED = tuple(flag for flag in RED_FLAGS if flag not in ("self_harm", "overdose", "other_illness"))
#: In ``without``: nothing of the summary is sent.
ALL = "all"
#: What cannot be left out alone: whose words these are.
_NOTE_PART = "note"
_NOTE = "Told in chat by the person; not checked by a clinician."
_NOTHING = "The person chose to send no summary."
_SHORTENED = "The person left something out."
_WORDS = {"buttock_leg": "buttock or leg", "hot_cold": "heat or cold", "tens": "TENS"}
_REGULARITY = {"most_days": "on most days", "weekly": "once or twice a week", "now_and_then": "now and then"}
_WISHES = {
    "surgery_talk": "to talk about surgery",
    "no_surgery": "no surgery",
    "second_opinion": "a second opinion",
}
_ADVICE = {
    "emergency": "get help at once",
    "see_clinician_soon": "see a clinician soon",
    "talk_to_clinic": "talk to the clinic",
    "keep_going": "keep going with care",
}
_FUNCTION = ("pain", "joy spoiled", "daily life held back")
# The words by which people name a part of the summary, in the order in which they are looked for.
_NAMED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (part, re.compile(rf"\b(?:{words})\b", re.I))
    for part, words in (
        ("signs", r"(?:warning|red|danger)[ -]?(?:signs?|flags?)|signs"),
        ("worsening", r"(?:suddenly |sudden )?worse(?:ning)?|sudden\w*"),
        ("imaging", r"scans?|m\.?r\.?i\.?s?|x-?\s?rays?|ct|pictures|imaging"),
        ("surgery", r"operations?|operated|earlier surgery|surger(?:y|ies)|my op"),
        ("regularity", r"how often|how regular\w*|regular\w*"),
        ("function", r"numbers?|scores?|how strong|daily life|joy|fun|mood|past week|last week|0 to 10|pain levels?"),
        ("effect", r"(?:what|how|whether|if) (?:it |they )?(?:helped|worked)|better|results?|effects?"),
        ("duration", r"how long|weeks|months|years|duration|since when"),
        ("complaint", r"(?:my )?own words|my words|quot\w+|in my words|what i (?:wrote|said)|complaint|first line"),
        ("wishes", r"wish(?:es)?|second opinion|what i want"),
        ("exercises", r"exercise plan|plan of exercises"),
        ("advice", r"advice|review"),
        ("limits", r"limits?|what (?:is|it makes) hard"),
        ("where", r"where(?: it hurts)?|place|region|body part"),
        ("topic", r"topics?|what i asked|asked about"),
        ("tried", r"(?:what (?:i|was) (?:have )?tried|treatments?|care so far|tried)"),
    )
)
_REASON_PARTS = re.compile(r"[,;.]\s*|\s+(?:and|with|plus|but)\s+", re.I)
_SHORT_WORD = 3
# Words that tell no line from another.
_COMMON = re.compile(
    r"leave|left|taken?|parts?|lines?|about|please|remove|delete|that|this|with|from|want|dont|does|them|they|tell|what"
    r"|summary|said|have|will|just|your|mine|should|would|could|clinic|before|asked|signs?|warning|person"
)
_WHOLE = re.compile(
    r"\b(?:summary|everything|every ?thing|all(?: of it| this| that)?|whole (?:thing|part|text))\b", re.I
)
_PART_OF_IT = re.compile(r"\b(?:part|line|bit|piece|thing|word|sentence)s?\b", re.I)


def summarise(facts: LeadFacts, without: Iterable[str] = ()) -> tuple[str, ...]:
    """Write what staff should know, one fact a line, warning signs first.

    Args:
        facts: see ``LeadFacts``. Ids that are not known are written as they are, so nothing is lost.
        without: what the person left out: parts such as ``surgery``, one treatment as ``tried:injection``, or
            ``ALL``. Staff read that something is missing, and not what.

    Returns:
        Short lines without line breaks. What was not asked or not said is told as such, never as "no": a
        warning sign counts as denied only where it is in ``red_flags_denied``.
    """
    return tuple(line.text for line in summary_lines(facts, without))


def summary_lines(facts: LeadFacts, without: Iterable[str] = ()) -> tuple[SummaryLine, ...]:
    """The lines of ``summarise``, each with its part."""
    left_out = frozenset(without)
    if ALL in left_out:
        return (SummaryLine(_NOTE_PART, _NOTHING),)
    whole = _lines(facts, frozenset())
    kept = [line for line in _lines(facts, left_out) if line.part not in left_out]
    note = [SummaryLine(_NOTE_PART, _SHORTENED)] if kept != whole else []
    return (*kept, *note, SummaryLine(_NOTE_PART, _NOTE))


def parts_named(text: str, lines: Iterable[SummaryLine]) -> list[str]:
    """The parts that a wish such as "leave out the part about surgery" means: ``ALL``, parts, or nothing clear.

    Only parts that the summary has count. A word that stands in just one line names that line.
    """
    told = {line.part: line.text for line in lines if line.part != _NOTE_PART}
    named = [part for part, words in _NAMED if part in told and words.search(text)]
    if named:
        return named
    by_word = [part for part, line in told.items() if _telling_words(text) & _telling_words(line)]
    if len(by_word) == 1:
        return by_word
    return [ALL] if _WHOLE.search(text) and not _PART_OF_IT.search(text) else []


def names_a_part(text: str) -> bool:
    """Whether ``text`` names what a summary may have, be it in this one or not."""
    return any(words.search(text) for _, words in _NAMED)


def reason_without(reason: str, text: str) -> str | None:
    """A reason without the parts that a wish means: "sciatica, numb fingers" without "the part about fingers".

    Returns:
        what is left of it, maybe nothing; None where none of its parts is meant.
    """
    named = _telling_words(text)
    parts = [part.strip() for part in _REASON_PARTS.split(reason) if part.strip()]
    kept = [part for part in parts if not named & _telling_words(part)]
    return None if len(kept) == len(parts) else ", ".join(kept)


def _telling_words(text: str) -> set[str]:
    words = re.findall(r"[a-z]+", text.lower())
    return {word.rstrip("s") for word in words if len(word) > _SHORT_WORD and not _COMMON.fullmatch(word)}


def _lines(facts: LeadFacts, left_out: frozenset[str]) -> list[SummaryLine]:
    lines = [SummaryLine("signs", text) for text in _red_flag_lines(facts)]
    worsening = facts.get("worsening")
    if worsening:
        lines.append(SummaryLine("worsening", "URGENT, suddenly worse: yes"))
    if complaint := " ".join((facts.get("complaint") or "").split()):
        lines.append(SummaryLine("complaint", f'In their own words: "{complaint}"'))
    _listed(lines, "where", "Where", facts.get("regions"))
    if topic := facts.get("topic"):
        lines.append(SummaryLine("topic", f"Asked about: {_plain(topic)}"))
    if (weeks := facts.get("duration_weeks")) is not None:
        lines.append(SummaryLine("duration", f"For: {_duration(weeks)}"))
    _listed(lines, "limits", "Limits", facts.get("limits"))
    _care_lines(lines, facts, left_out)
    if worsening is False:
        lines.append(SummaryLine("worsening", "Suddenly worse: no"))
    if numbers := _numbers(facts.get("function")):
        lines.append(SummaryLine("function", f"Past week, 0 to 10: {numbers}"))
    for part, title, value in (
        ("surgery", "Operation on the spine before", facts.get("earlier_surgery")),
        ("imaging", "Scan of the spine", facts.get("imaging")),
    ):
        if value is not None:
            lines.append(SummaryLine(part, f"{title}: {'yes' if value else 'no'}"))
    if wishes := _ids(facts.get("wishes")):
        lines.append(SummaryLine("wishes", f"Wishes: {', '.join(_WISHES.get(wish, _plain(wish)) for wish in wishes)}"))
    if facts.get("exercises_given"):
        lines.append(SummaryLine("exercises", "Exercise plan given in chat: yes"))
    if advice := facts.get("advice"):
        lines.append(SummaryLine("advice", f"Advice given in chat: {_ADVICE.get(advice, _plain(advice))}"))
    return lines


def _care_lines(lines: list[SummaryLine], facts: LeadFacts, left_out: frozenset[str]) -> None:
    tried = [care for care in _ids(facts.get("tried")) if f"tried:{care}" not in left_out]
    _listed(lines, "tried", "Tried", tried)
    if often := facts.get("regularity"):
        lines.append(SummaryLine("regularity", f"How often: {_REGULARITY.get(often, _plain(often))}"))
    if (improved := facts.get("improved")) is not None:
        lines.append(SummaryLine("effect", f"Better with it: {'yes' if improved else 'no'}"))
    elif tried:
        lines.append(SummaryLine("effect", "Better with it: not said"))


def _numbers(answers: Sequence[float | None] | None) -> str:
    given = list(answers or ())
    if all(answer is None for answer in given):
        return ""
    return ", ".join(
        f"{name} {'not said' if answer is None else f'{answer:g}'}"
        for name, answer in zip(_FUNCTION, given, strict=False)
    )


def _red_flag_lines(facts: LeadFacts) -> list[str]:
    named = _ids(facts.get("red_flags"))
    # Said yes once and no later: the yes stays in sight, and the no does not hide it.
    denied = [flag for flag in _ids(facts.get("red_flags_denied")) if flag not in named]
    asked = _ids(facts.get("red_flags_asked"))
    unclear = [flag for flag in asked if flag not in named and flag not in denied]
    not_asked = [flag for flag in SCREENED if flag not in {*named, *denied, *asked}]
    lines: list[str] = []
    for title, flags in (
        ("URGENT, WARNING SIGNS NAMED", named),
        ("Warning signs asked, no clear answer", unclear),
        ("Warning signs denied", denied),
    ):
        if flags:
            lines.append(f"{title}: {'; '.join(RED_FLAGS.get(flag, _plain(flag)) for flag in flags)}")
    if not denied and not asked:
        lines.append("Other warning signs: not asked" if named else "Warning signs: not asked")
    elif not_asked:
        lines.append(f"Warning signs not asked: {'; '.join(RED_FLAGS[flag] for flag in not_asked)}")
    return lines


def _listed(lines: list[SummaryLine], part: str, title: str, values: Any) -> None:
    if ids := _ids(values):
        lines.append(SummaryLine(part, f"{title}: {', '.join(_plain(value) for value in ids)}"))


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

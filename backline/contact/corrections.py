"""Finds what a person wants to change in a contact request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from backline.contact.emails import find_emails
from backline.contact.field_meant import PARTS
from backline.contact.field_words import FIELD_NAMES
from backline.contact.free_text import is_only_a_time, mentions_time, parse_reach, parse_reason
from backline.contact.names import parse_name
from backline.contact.other_names import without_others
from backline.contact.phones import check_region, digits_of_words, find_phones
from backline.contact.restrictions import find_restriction, without_restriction
from backline.contact.results import FieldName, Valid, tidy

_MAX_TEXT = 1000
_NAME_WORDS = 4
_FEW_WORDS = 2
# Stands for a number or an address where the time is looked for.
_DETAIL = "|"
# A number or an address that was blanked out, or a number that is none in this region.
_DETAIL_GAP = re.compile(r" {3,}")
_NUMBER = re.compile(rf"{_DETAIL_GAP.pattern}|\+?\(?\d[\d\s().-]{(6,)}\d")


def _patterns(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_IS = r"(?:is|(?:sh\w{1,4}d|must|needs? to|has to) (?:be|read|say))"
# Each is tried in turn; its one group is the new value.
_NAME_TO = _patterns(
    r"\b(?:change|correct|fix|update|make|set)\s+(?:my |the )?name\s+(?:to|into)\s+(.+)",
    r"\b(?:make|put)\s+(?:my |the )?name\s+(?:as |down as )?(?!(?:to|is|right|wrong)\b)(.+)",
    rf"\bname\s+{_IS}\s+(.+)",
    r"\bname'?s\s+(.+)",
    # "Use my wife's name instead, Ada Moss"
    r"\bname\s+instead[\s,:]+(?:it'?s\s+|that'?s\s+)?(.+)",
    r"\b(?:use|under|put)\s+(?:my|his|her)\s+(?:\w[\w']*\s+){0,2}name[\s,:]+(?!is\b|as\b|to\b)(?:instead[\s,:]+)?(.+)",
    r"\bspel(?:led|t)\s+(.+)|\bspell it\s+(.+)",
    r"\bi(?:'?m| am) called\s+(.+)",
    r"\bi go by\s+(.+)",
    r"\b(?:sur)?name\b[^.]{0,60}?\b(?:it'?s|it is|i'?m|i am)\s+(.+)",
)
# "Reason to wait" and "time to call" name what is done, and no new value.
_TO_DO = (
    r"(?:call|reach|ring|contact|phone|text|talk|speak|be|see|think|worry|wait|hold|go|send|say|do|come|start|stop"
    r"|have|get|make|ask|answer|try|know|change|fix|keep|leave)\b"
)
# "Name Anna, phone ..., time: mornings": a label and its value.
_LABELLED = re.compile(
    r"^\W*(?:(?:and|but|also|plus|then|please|pls|ok|okay|yes|sorry|correct|the|my|new"
    r"|(?P<puts>change|set|make|put|fix|update))\W+)*"
    rf"(?P<label>{FIELD_NAMES['name']}|{FIELD_NAMES['reach']}|{FIELD_NAMES['reason']})"
    rf"(?P<mark>\s*[:=]\s*|\s*-\s+|\s+(?:into|as|is)\s+|\s+to\s+(?!{_TO_DO})|\s+)"
    r"(?!(?:is|was|too|also|and|needs?|should|to|of|for|when|i|you|we|as|please|instead|again|that|it|has)\b)"
    r"(?P<value>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
# Behind a field, how it is and nothing new: "the name looks good", "reason stays".
_HOW_IT_IS = re.compile(
    r"(?:(?:still|just|both|all|also|now|already|really|do|does|can|should|must|may)\W+)*(?:looks?|sounds?|seems?"
    r"|stays?|stands?|remains?|reads?|match(?:es)?|feels?|works?|suits?|was|are|were|has|had|did|got|came|goes)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_SO = re.compile(
    r"(?:(?:fine|right|wrong|correct(?:ed|ly)?|incorrect|good|great|perfect|ok|okay|same|unchanged|bad|off|true|false"
    r"|enough|typos?|mistakes?|spelling|misspel\w+|mistyped|mixed up|as|before|it|that|too|not|the|a|all|also|still"
    r"|now|here|there|is|very|just|quite|already|really|please|so|well)\b\W*)+",
    re.IGNORECASE,
)
# What ends a reason: "..., thanks", "... and everything else is right".
_NO_MORE = re.compile(
    r"(?:please|pls|plz|thanks?|thank you|thx|send|submit|go ahead|that'?s (?:it|all)|(?:everything|all)(?: else)?"
    r" (?:is|looks?|stays?)|the rest|otherwise|ok|okay|yes)\b",
    re.IGNORECASE,
)
_WRITTEN_LIKE_A_NAME = re.compile(r"[A-Z][\w'.-]*(?:\s[A-Z][\w'.-]*)*\W*")
_IN_ITS_CLAUSE = re.compile(
    r"^\W*(?:(?i:and|also|plus|oh)\W+)*(?i:it'?s|it is|i'?m|i am|this is)\s+([A-Z][\w'-]+(?:\s[A-Z][\w'-]+)*)\W*$"
)
# Without the word "name" only a capitalised name counts: "no, it's Ann Lee", never "no, it's wrong".
_ITS_ANN = (
    re.compile(
        r"^(?:(?i:no|nope|actually|sorry|oops|wait)[\s,.!;:\u2013\u2014-]+){1,4}"
        r"(?:(?i:not) [\w' ]{1,40}[,.;] )?(?i:it'?s|it is|i'?m|i am|this is)\s+([A-Z].*)"
    ),
    re.compile(r"^(?i:it'?s|it is|i'?m|i am)\s+([A-Z][^,]*),?\s(?i:not)\s"),
    re.compile(r"^(?:(?i:no|actually|sorry|please|just)[\s,.!]+){0,3}(?i:call me)\s+([A-Z].*)"),
)
_REACH_TO = _patterns(
    r"\b(?:change|move|set|make|switch|update)\s+(?:(?:the|my)\s+)?"
    r"(?:(?:best |call )?time(?: to (?:call|reach) me)?|it|that)\s+(?:to\s+)?(.+)",
    r"\b(?:call|ring|reach|phone|contact|text)\s+me\s+(?:back\s+)?(.+)",
    rf"\btimes?\s+(?:to|into)\s+(?!{_TO_DO})(.+)",
    rf"\btime(?: to (?:call|reach) me)?\s+(?:would be|{_IS})\s+(.+)",
    r"\bi(?:'?d| would)?\s+(?:rather|prefer)\s+(.+)",
    r"(?:^|[,;.]\s+)(?:(?:no|actually|sorry|and)[, ]+)*([^,.]+?)\s+"
    r"(?:(?:is|are|would be|works?)\s+(?:better|best)(?: for me)?|instead)\W*$",
)
_REASON_TO = _patterns(
    r"\b(?:change|update|set)\s+(?:my |the )?reason\s+to\s+(.+)",
    rf"\breason\s+{_IS}\s+(.+)",
    rf"(?<!\bno )(?<!\bany )\breason\s+(?:to|into)\s+(?!{_TO_DO})(.+)",
)

# "Sciatica and call me at ..." ends where the next field begins.
# It begins only where no such mark stands before it: one try for each run of them.
_NEXT_FIELD = re.compile(
    r"(?<![\s,;.])\s*(?:[,;.]|\b(?:and|but|also|plus|then)\b)\s*(?:(?:[,;.]|\b(?:and|but|also|plus|then|please|pls)\b)\s*)*"
    r"(?:(?:change|set|make|fix|update|put)\s+)?"
    rf"(?:(?:my|the|ur|your)\s+)?(?:{'|'.join(FIELD_NAMES.values())}"
    r"|(?:call|ring|reach|text|phone|contact|e-?mail) me)\b.*$",
    re.IGNORECASE,
)
_THING = rf"one|address|{FIELD_NAMES['phone']}s?|{FIELD_NAMES['email']}"
# Said right before a value that is to be dropped.
_DROPPED = re.compile(
    r"(?:\b(?:not|isn'?t|instead of|rather than|was|change\w*\b.{0,40}\bfrom)\W*"
    rf"|\b(?:old|wrong|previous|former) (?:{_THING})?(?: is| was|'s)?[\s:(=]*)$",
    re.IGNORECASE,
)
# Said right behind one: "415 555 0134 is my old number", "415 555 0134 doesn't work".
_DROPPED_AFTER = re.compile(
    r"^\W*(?:(?:(?:is|was|that'?s)\s+(?:(?:my|the|an?)\s+)?|(?=(?:old|wrong|previous|former)\b\W*(?:[,;.)]|$)))"
    r"(?:old|wrong|previous|former|dead|out of (?:service|order))\b"
    r"|(?:is |does )?(?:no longer|not (?:working|mine|right)|doesn'?t work|isn'?t (?:mine|right|working)))",
    re.IGNORECASE,
)
_NEW = re.compile(rf"\bnew (?:{_THING})?(?: is|'s)?\W*$", re.IGNORECASE)
_NOT_X = re.compile(r"(?:^|[\s,;:\u2013\u2014-]+)(?:not|instead of|rather than)\s.*$", re.IGNORECASE)
_NOT_FIRST = re.compile(r"^not [^,;.]+?(?:[,;.]| but)\s+(?:it'?s |it is |but )*", re.IGNORECASE)
_NAME_ENDS = re.compile(
    r"\s*(?:(?<![\s.]\w)[.;!]\s|,|\sand\s|\sbut\s|\s[-\u2013\u2014]\s|\s(?:instead|please|now|with|like in"
    r"|as in)\b).*$",
    re.IGNORECASE,
)
_FILLER = re.compile(r"^(?:(?:actually|really|just|now|spelled|spelt|to)\s+)+", re.IGNORECASE)
_ITS_INSIDE = re.compile(r"\b(?:it'?s|it is|i'?m|i am)\s+(.+)", re.IGNORECASE)


def find_corrections(text: str, region: str) -> dict[FieldName, Valid]:
    """Find every new field value in a correcting message.

    Args:
        text: the message: "no, my number is 415 555 0199", "wrong name, it's Ann Lee", "call me in the
            evening instead". Call it where a correction is expected: a phone number or an address counts
            without any cue.
        region: two-letter country code for phone numbers without one.

    Returns:
        The fields given, in the order name, phone, email, reach, reason; empty where nothing is clear. A
        value that is named only to be dropped ("not ... but ...", "instead of ...") is left out. So is one
        that cannot be used: ``which_field(text)`` then tells what to ask for again.

    Raises:
        ValueError: ``region`` is not a country code.
    """
    check_region(region)
    clean = digits_of_words(tidy(text)[:_MAX_TEXT])
    emails = list(find_emails(clean))
    rest = _blank(clean, [(start, end) for start, end, _ in emails])
    phones = list(find_phones(rest, region))
    rest = _blank(rest, [(start, end) for start, end, _ in phones])
    labelled = _labelled(rest, beside=bool(phones or emails))
    with_detail = bool(phones or emails or labelled)
    own = without_others(rest)
    labelled_name = labelled.get("name") if own == rest else None
    name = _name(own) or labelled_name or _name_in_a_clause(own, with_detail=with_detail)
    with_more = with_detail or name is not None or find_restriction(rest) is not None
    found: dict[FieldName, Valid | None] = {
        "name": name,
        "phone": _kept(clean, phones),
        "email": _kept(clean, emails),
        "reach": _reach(without_restriction(_NUMBER.sub(f" {_DETAIL} ", rest)))
        or labelled.get("reach")
        or (_time_in_a_clause(without_restriction(rest)) if with_more else None),
        "reason": _reason(rest) or labelled.get("reason"),
    }
    return {field: value for field, value in found.items() if value is not None}


def first_kept(text: str, region: str) -> Valid | None:
    """The first number or address that is not named to be dropped, a number before an address; None for none.

    Args:
        text: the answer to how somebody can be reached: "the old one was 415 555 0134, now 415 555 0199".
        region: two-letter country code for phone numbers without one.
    """
    clean = digits_of_words(tidy(text)[:_MAX_TEXT])
    emails = list(find_emails(clean))
    rest = _blank(clean, [(start, end) for start, end, _ in emails])
    return _kept(clean, list(find_phones(rest, region)), first=True) or _kept(clean, emails, first=True)


def without_other_fields(text: str) -> str:
    """An answer up to where another field is named: "after 4 pm, and the reason is my back" -> "after 4 pm"."""
    return _NEXT_FIELD.sub("", tidy(text)[:_MAX_TEXT])


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _kept(text: str, found: list[tuple[int, int, Valid]], *, first: bool = False) -> Valid | None:
    """The last value that is not named to be dropped, or the ``first``; the one that is called new, where one is."""
    kept = [
        (bool(_NEW.search(text[:start])), valid)
        for start, end, valid in found
        if not _DROPPED.search(text[:start]) and not _DROPPED_AFTER.search(text[end:])
    ]
    kept = [one for one in kept if one[0]] or kept
    return kept[0 if first else -1][1] if kept else None


def _labelled(text: str, *, beside: bool) -> dict[FieldName, Valid]:
    """Fields that stand behind their label, each in a clause of its own.

    "Reason leg pain" counts with a mark between ("reason: leg pain"), with another such field, or with a number or
    an address ``beside`` it.
    """
    sure: dict[FieldName, Valid] = {}
    likely: dict[FieldName, Valid] = {}
    starts = [0, *(part.end() for part in PARTS.finditer(text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        match = _LABELLED.match(text[start:])
        if not match or start + match.start("value") >= end:
            continue
        marked = bool(match["mark"].strip())
        clause = _DETAIL_GAP.split(PARTS.split(match["value"])[0])[0].strip()
        if _ONLY_SO.fullmatch(clause) or (not marked and _HOW_IT_IS.fullmatch(clause)):
            continue
        label = match["label"].lower()
        if label.endswith("name"):
            read = _labelled_name(clause, marked=marked, beside=beside)
        elif label.endswith("time"):
            read = _read_time(_whole_time(match["value"])) if mentions_time(clause) else None
        else:
            read = _read_reason(match["value"])
        if read is not None:
            likely[read.kind] = read
            if marked or match["puts"]:
                sure[read.kind] = read
    return likely if beside or len(likely) > 1 else sure


def _labelled_name(value: str, *, marked: bool, beside: bool) -> Valid | None:
    """ "Name ida ray" takes a mark between, capitals, or two words beside a number."""
    count = len(value.split())
    if count > _NAME_WORDS or not (marked or _WRITTEN_LIKE_A_NAME.fullmatch(value) or (beside and count == _FEW_WORDS)):
        return None
    return _read_name(f"my name is {_bare_name(value)}")


def _name_in_a_clause(text: str, *, with_detail: bool) -> Valid | None:
    """ "..., and it's Maeve Kelly": with capitals, and two of them where nothing else is put right."""
    clauses = PARTS.split(text)
    for clause in clauses if len(clauses) > 1 else []:
        match = _IN_ITS_CLAUSE.match(clause)
        # "Yes, and I'm Ida"
        sure = with_detail or all(len(other.split()) <= _FEW_WORDS for other in clauses if other is not clause)
        if match and (sure or " " in match[1]) and not mentions_time(match[1]):
            return _read_name(f"I am {match[1]}")
    return None


def _time_in_a_clause(text: str) -> Valid | None:
    """ "..., and mornings": a clause that is a time and nothing else."""
    for clause in re.split(rf"{PARTS.pattern}| {{3,}}", text, flags=re.IGNORECASE):
        if is_only_a_time(clause):
            return _read_time(re.sub(r"^\W*(?:(?:and|also|plus|but|so|try|then)\W+)*", "", clause, flags=re.IGNORECASE))
    return None


def _whole_time(text: str) -> str:
    """The time that ``text`` begins with: "mornings and evenings, thanks" -> "mornings and evenings"."""
    value = _DETAIL_GAP.split(text)[0]
    for joint in PARTS.finditer(value):
        if not is_only_a_time(PARTS.split(value[joint.end() :])[0]):
            return value[: joint.start()].strip()
    return value.strip()


def _read_reason(text: str) -> Valid | None:
    """The reason that ``text`` begins with, up to another field, a number, a name, or a word to who reads it."""
    value = _NEXT_FIELD.sub("", _DETAIL_GAP.split(text.strip())[0])
    for joint in PARTS.finditer(value):
        behind = value[joint.end() :]
        if _NO_MORE.match(behind) or _IN_ITS_CLAUSE.match(PARTS.split(behind)[0]):
            value = value[: joint.start()]
            break
    # "Sciatica, and evenings": a time in a clause of its own at the end belongs to no reason.
    *_, last = [None, *PARTS.finditer(value)]
    value = value[: last.start()] if last is not None and is_only_a_time(value[last.end() :]) else value
    result = None if _ONLY_SO.fullmatch(value) else parse_reason(value)
    return result if isinstance(result, Valid) else None


def _read_time(text: str) -> Valid | None:
    result = parse_reach(text)
    return result if isinstance(result, Valid) else None


def _values(patterns: Iterable[re.Pattern[str]], text: str) -> Iterable[str]:
    for pattern in patterns:
        if match := pattern.search(text):
            yield _NEXT_FIELD.sub("", next(group for group in match.groups() if group is not None))


def _name(text: str) -> Valid | None:
    for value in _values(_NAME_TO, text):
        bare = _bare_name(value)
        if _ONLY_SO.fullmatch(bare) or _HOW_IT_IS.fullmatch(value):
            continue
        if found := _read_name(f"my name is {bare}"):
            return found
    for value in _values(_ITS_ANN, text):
        bare = _bare_name(value)
        if not mentions_time(bare) and (found := _read_name(f"I am {bare}")):
            return found
    return None


def _bare_name(value: str) -> str:
    """ "not Jon, it's John" and "John, not Jon" -> "John"."""
    value = _NOT_FIRST.sub("", _FILLER.sub("", value))
    inside = _ITS_INSIDE.search(value)
    return _NAME_ENDS.sub("", _NOT_X.sub("", inside[1] if inside else value))


def _read_name(text: str) -> Valid | None:
    result = parse_name(text)
    return result if isinstance(result, Valid) else None


def _reach(text: str) -> Valid | None:
    for found in _values(_REACH_TO, text):
        # What stands before a number is no part of the time behind it: "I'm Ann 415 555 0134 mornings are best".
        parts = [part for part in found.split(_DETAIL) if mentions_time(part)]
        value = re.sub(r"\s+", " ", parts[-1] if parts else found).strip(" ,.")
        value = re.sub(r"^(?:at|on)\s+(?=(?:at|in|after|before|on|any)\b)|^to\s+", "", value, flags=re.IGNORECASE)
        value = re.sub(r",?\s+(?:not|rather than|instead of|about)\s(?!\d).*$", "", value, flags=re.IGNORECASE)
        result = parse_reach(value) if mentions_time(value) else None
        if isinstance(result, Valid):
            return result
    return None


def _reason(text: str) -> Valid | None:
    return next((read for value in _values(_REASON_TO, text) if (read := _read_reason(value))), None)

"""Finds names in a text: those that are known, and those a person introduces themselves with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence


def words(text: str) -> frozenset[str]:
    """The words of ``text``, separated by white space."""
    return frozenset(text.split())


_TITLES = words("dr mr mrs ms miss prof sir madam jr sr md phd doctor mister")
_PARTICLES = words("de la del della di da das do dos du le los las van von der den ter ten zu al el bin ibn bint y")
_STOP = words(
    """
    a an the i i'm im i've ive i'd it it's its he she we you they me us them my your his her our their this
    that these those there here and or but so because since if then than as at in on of to for from with
    without by about after before over is isn't are was wasn't were be been being am have has had having do
    does did don't dont didn't can can't cannot could would should will won't may might must not no yes never
    ever just only really very too also still now already again what why how when where who which please
    thanks thank ok okay sorry hello hi hey well want need feel feels feeling got get getting went go going
    came been suffer suffering hurt hurts hurting ache aches pain pains painful back neck leg legs arm arms
    spine doctor surgery therapy important wrong right private none nothing unknown anonymous secret same
    different difficult hard easy long short old young years months weeks days bad good worse better fine
    great terrible awful annoying my-self spelled spelt written under your patient
    """
)
_NO_NAMES_AFTER_I_AM = _STOP | words(
    """
    type vitamin rh post pre stage covid blood native african asian latin puerto united new north south
    east west
    """
)

_LETTER = r"[^\W\d_]"
_NAME_WORD = rf"{_LETTER}(?:['\u2019\-.]?(?:{_LETTER}|[\u0300-\u036f\u0900-\u0dff]))*"
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0410-\u042f]"
_WHOSE = r"(?:my|his|her|their|our|(?:wife|husband|son|daughter|mother|father|mom|dad|patient|partner)'?s)"
_INTRODUCTION = re.compile(
    rf"\b(?:{_WHOSE}\s+(?:(?:full|first|last|middle|maiden|real|legal|family)\s+)?name(?:\s+is|'?s|\s*:)"
    r"|(?:full|first|last)\s+name(?:\s+is|\s*:)|\bname\s*:|i(?:'?m|\s+am)\s+(?:called|named)|i\s+go\s+by"
    r"|(?:they|people|friends|everyone)\s+calls?\s+me)\s+(?:(?:really|actually|just|spelled|spelt)\s+)?",
    re.IGNORECASE,
)
_SPEAKING = re.compile(
    rf"\b(?:this\s+is|it'?s)\s+(?P<name>{_NAME_WORD}\.?(?:\s+{_NAME_WORD}\.?){{0,4}}?)\s+(?P<verb>speaking|calling|here)\b",
    re.IGNORECASE,
)
_I_AM = re.compile(
    rf"\b[Ii](?:['\u2019]?m|\s+am)\s+(?P<name>{_CAPITAL}{_LETTER}+(?:\s+{_CAPITAL}[\w'\u2019-]*[^\W\d_]\b){{1,3}})"
)
_SIGNED = re.compile(
    rf"\b(?i:regards|sincerely|yours truly|best wishes|cheers|many thanks),?\s+"
    rf"(?P<name>{_CAPITAL}{_LETTER}+(?:\s+{_CAPITAL}[\w'-]+){{0,3}})\W*$"
)

# These scripts put no spaces between words, or attach endings to a name.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_FOLDS = str.maketrans("øłđıæœßþ\u2019\u02bc\u0060\u00b4\u2010\u2011\u2013", "oldiaost''''---")


def introduced_spans(text: str) -> list[tuple[int, int]]:
    """Where a person says a name: "my name is X", "I'm called X", "this is X speaking", "I'm X Y", "Regards,
    X".

    Returns:
        (start, end) of each name in ``text``, without overlaps.
    """
    spans: list[tuple[int, int]] = []
    for cue in _INTRODUCTION.finditer(text):
        if (end := _name_end(text, cue.end())) > cue.end():
            spans.append((cue.end(), end))
    for found in _SPEAKING.finditer(text):
        words = found["name"].lower().split()
        certain = found["verb"].lower() != "here" or found["name"][0].isupper()
        if certain and not _STOP.intersection(words):
            spans.append(found.span("name"))
    for found in _I_AM.finditer(text):
        words = found["name"].lower().split()
        if not found["name"].isupper() and not _NO_NAMES_AFTER_I_AM.intersection(words):
            spans.append(found.span("name"))
    spans.extend(found.span("name") for found in _SIGNED.finditer(text))
    return _merged(spans)


def _name_end(text: str, start: int) -> int:
    """The end of the name that begins at ``start``; ``start`` itself where a sentence goes on instead.

    A name typed with a capital goes on through capitalised words, particles and initials; one typed without
    goes on for up to three words. The second word always counts, for "John smith" is common. Words that build
    sentences end it.
    """
    end, position, count = start, start, 0
    capital = text[start : start + 1].isupper()
    while count < 6 and (word := re.compile(rf"{_NAME_WORD}\.?").match(text, position)):
        bare = word[0].lower().rstrip(".").replace("\u2019", "'")
        initial = len(bare) == 1 and (word[0].endswith(".") or (count > 0 and word[0].isupper() and bare != "i"))
        if bare in _STOP and not initial:
            break
        particle = bare in _PARTICLES
        if count > (1 if capital else 2) and not (word[0][0].isupper() or particle):
            break
        count += 1
        if not particle:
            end = word.end() - (word[0].endswith(".") and not initial and bare not in _TITLES)
        gap = re.compile(r"[^\S\n]+").match(text, word.end())
        if not gap or (word[0].endswith(".") and not initial and bare not in _TITLES):
            break
        position = gap.end()
    return end


def known_name_pattern(known: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern for the names in ``known``, to be used by ``matched_spans``; None where there are none."""
    choices: set[str] = set()
    for name in known:
        parts = [
            part for part in re.split(r"[\s,./_()\"\-]+", _fold(unicodedata.normalize("NFC", name))) if part.strip("'")
        ]
        spelled = [_spelled(part) for part in dict.fromkeys(parts)]
        if len(parts) > 1:
            anyone = "|".join(sorted(spelled, key=len, reverse=True))
            choices.add(_word(rf"(?:{anyone})(?:[\s.,_/\-]{{1,3}}(?:{anyone}))+"))
            for together in (spelled, [spelled[0], spelled[-1]]):
                joined = "".join(together)
                choices.add(joined if _UNSPACED.search(name) else _word(joined))
        for part, pattern in zip(dict.fromkeys(parts), spelled, strict=True):
            if _UNSPACED.search(part):
                if len(part) >= 2:
                    choices.add(pattern)
            elif sum(char.isalpha() for char in part) >= 3 and part not in _TITLES | _PARTICLES:
                choices.add(_word(pattern))
    return re.compile("|".join(sorted(choices, key=len, reverse=True))) if choices else None


def matched_spans(names: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where ``names`` stand in ``text``, whatever the case and the accents."""
    return _merged([found.span() for found in names.finditer(_fold(text))])


def _spelled(part: str) -> str:
    """ "o'neil" also finds "oneil"."""
    return "'?".join(re.escape(piece) for piece in part.split("'"))


def _word(pattern: str) -> str:
    """``pattern`` with no letter before or after it; digits and underscores may touch it ("john_77")."""
    return rf"(?<!{_LETTER})(?:{pattern})(?!{_LETTER})"


def _fold(text: str) -> str:
    """Lower case without accents, one character for each character of ``text``."""
    folded = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        lower = (base if not _UNSPACED.match(char) else char).lower()
        folded.append(lower if len(lower) == 1 else char)
    return "".join(folded).translate(_FOLDS)


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

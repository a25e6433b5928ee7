"""Remarks on how a name is spelled: "Tom with an h", "Jon, no h", "two n's", "a y, not an i"."""

from __future__ import annotations

import re

from backline.contact.name_words import words
from backline.contact.names import is_like
from backline.contact.results import tidy

#: The name is spelled in another way than it is known, and the remark does not tell which.
UNCLEAR = ""

_LETTERS = r"(?P<{}>[a-z]|ph|th|ch|sh|ck|ie|ee|ey|ei|sch)"
_AN = r"(?:(?:an?|the|the letter|one|only one|just one|1) )?"
_ONE = _LETTERS.format("add")
_NEW = _LETTERS.format("new")
_OLD = _LETTERS.format("old")
_OUT = _LETTERS.format("out")
_TWICE = r"(?P<twice>[a-z])"
_ONCE = r"(?P<once>[a-z])"
_S = r"(?: s|s)?"
_PLACE = r"(?: (?:at|in|on) the (?P<{}>end|start|beginning|front)| in (?:it|there|the middle|my name|the name))?"
_HAS = r"(?:with|w|has|have|needs?|got|missing|forgot|add)"
# Tried in this order: what is longer comes first.
_REMARKS = tuple(
    re.compile(rf"\b{remark}\b(?! \w\b)")
    for remark in (
        rf"(?:{_HAS} )?{_AN}{_NEW} (?:not|instead of|rather than) (?:with )?{_AN}{_OLD}",
        rf"(?:not|no) (?:with )?{_AN}{_OLD} (?:but|it is|its|but with|with) (?:with )?{_AN}{_NEW}",
        rf"{_AN}{_OLD} (?:is|should be|must be|needs to be|has to be) {_AN}{_NEW}",
        rf"(?:no|without|w o|minus|drop|remove|leave out|take out|not with|does not have|doesnt have|has no|there is no"
        rf"|theres no|not have) (?:with )?(?:an? |the |any )?{_OUT}{_PLACE.format('out_at')}",
        rf"(?:with |has |needs |and )?(?:two|2|double|a double) {_TWICE}{_S}",
        rf"(?:with |has |needs )?(?:(?:only |just )?(?:one|1|a single|single)|only an?) {_ONCE}",
        rf"(?:ends|ending|end) (?:in|with|on) {_AN}(?P<last>[a-z])",
        rf"{_AN}(?P<behind>[a-z]) at the (?P<at>end)",
        rf"{_HAS} {_AN}{_ONE}{_PLACE.format('add_at')}",
    )
)
# What may stand beside such a remark, and is no part of a name.
_BESIDE = words(
    """
    no nope oh sorry actually wait please pls btw by the way it its it's is thats that's that spelled spelt
    spelling spell spells written write wrote you my name first last surname family correct right wrong like as in
    so and but ok okay yes hey just only me i'm im am not there here now u forgot put have
    """
)
_MOST_WORDS = 14
_TWO = 2
# A letter that a sound may be written with, for others.
_FOR = {
    "k": ("c",),
    "c": ("k", "s"),
    "y": ("i",),
    "i": ("y",),
    "ie": ("y",),
    "z": ("s",),
    "s": ("z", "c"),
    "ph": ("f", "v"),
    "f": ("ph",),
    "v": ("ph",),
    "j": ("g",),
    "g": ("j",),
    "x": ("cks", "ks"),
    "ey": ("y",),
    "ck": ("k", "c"),
    "ch": ("k", "c"),
    "ei": ("ie", "i"),
    "ee": ("ea", "i"),
    "th": ("t",),
}
_VOWELS = "aeiouy"
# "No, I" and "no u" begin something else.
_WORDS_TOO = ("a", "i", "u")


def respelled(known: str, text: str) -> str | None:
    """A name after a remark on its spelling.

    Args:
        known: the whole name so far: "Tom Bell".
        text: the message: "that's Tom with an h".

    Returns:
        "Thom Bell"; ``UNCLEAR`` where the remark does not tell how the name is spelled; None where the message is no
        such remark, or says more.
    """
    plain = re.sub(r"[^\w']+", " ", tidy(text).lower().replace("\u2019", "'")).replace("'s", "s").strip()
    if not plain or len(plain.split()) > _MOST_WORDS:
        return None
    for remark in _REMARKS:
        found = remark.search(plain)
        if not found:
            continue
        named = [word for word in f"{plain[: found.start()]} {plain[found.end() :]}".split() if word not in _BESIDE]
        parts = known.split()
        meant = [part for part in parts if any(is_like(part, word) for word in named)]
        if len(named) > _TWO or (named and not meant):
            continue
        if not named and found.groupdict().get("out", "") in _WORDS_TOO:
            continue
        typed = next((word for word in named if meant and is_like(meant[0], word)), "")
        given = {name: value for name, value in found.groupdict().items() if value}
        if typed and _fits(typed, given):
            return " ".join(_cased(typed, part) if part == meant[0] else part for part in parts)
        changed = {part: new for part in meant or parts if (new := _changed(part, given)) is not None}
        if len(changed) != 1:
            return UNCLEAR
        ((old, new),) = changed.items()
        return " ".join(new if part == old else part for part in parts)
    return None


def _fits(word: str, given: dict[str, str]) -> bool:
    """Whether a word that was typed is spelled in the way of the remark already."""
    if "new" in given:
        return given["new"] in word and given["old"] not in word
    if "out" in given:
        return given["out"] not in word
    if "twice" in given:
        return given["twice"] * 2 in word
    if "once" in given:
        return word.count(given["once"]) == 1
    if end := given.get("last") or given.get("behind"):
        return word.endswith(end)
    return given["add"] in word


def _changed(word: str, given: dict[str, str]) -> str | None:
    """A word spelled in the way of the remark; None where that can not be, or may be in several ways."""
    low = word.lower()
    new: list[str] = []
    if "new" in given:
        new = _swapped(low, given["old"], given["new"])
    elif "out" in given:
        new = [low.removesuffix(given["out"])] if given.get("out_at") == "end" else _swapped(low, given["out"], "")
    elif "twice" in given:
        new = _swapped(low, given["twice"], given["twice"] * 2)
    elif "once" in given:
        new = _swapped(low, given["once"] * 2, given["once"]) or _added(low, given["once"], "")
    elif end := given.get("last") or given.get("behind"):
        new = _added(low, end, "end")
    else:
        new = _added(low, given["add"], given.get("add_at", ""))
    new = [one for one in dict.fromkeys(new) if one not in (low, "")]
    return _cased(new[0], word) if len(new) == 1 else None


def _added(word: str, letter: str, at: str) -> list[str]:
    """The ways in which a word may get a letter that it has not."""
    if letter in word and not at:
        return []
    if at == "end":
        # "Sandi, with a y at the end"
        swapped = [word[: -len(old)] + letter for old in _FOR.get(letter, ()) if word.endswith(old)]
        return [] if word.endswith(letter) else swapped or [word + letter]
    if at:
        return [word[0] + letter + word[1:]] if letter == "h" else [letter + word[1:]]
    if letter == "h":
        ways = [word[0] + "h" + word[1:]] if word[0] == "t" else []
        ways += [word + "h"] if word.endswith("a") else []
        ways += ["john" + word[3:]] if word in ("jon", "jonny") else []
        return ways + (_swapped(word, "c", "ch") if "ch" not in word else [])
    if letter == "e":
        return [word + "e"] if word[-1] not in _VOWELS else _swapped(word, "a", "e")
    return [new for old in _FOR.get(letter, ()) for new in _swapped(word, old, letter)]


def _swapped(word: str, old: str, new: str) -> list[str]:
    """The word with one thing for another, where it has that just once."""
    return [word.replace(old, new)] if word.count(old) == 1 else []


def _cased(new: str, like: str) -> str:
    return new if like.islower() else new.upper() if like.isupper() and len(like) > 1 else new.capitalize()

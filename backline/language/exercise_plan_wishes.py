"""What a message wants changed in a plan as a whole: only stretches, no strength, fewer of them, none at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COUNTED: Mapping[str, int] = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NOUN = r"(?: (?:exercises?|ones|moves|stuff|work|training|things))"
_KINDS: Mapping[str, str] = {
    "flexibility": rf"(?:stretches|stretching{_NOUN}?|flexibility{_NOUN}?|mobility{_NOUN}?)",
    "strength": rf"(?:strength(?:en\w*)?{_NOUN}|muscle{_NOUN}|strengthening)",
    "endurance": rf"(?:cardio{_NOUN}?|endurance{_NOUN})",
    "balance": rf"(?:balance|balancing){_NOUN}",
    "core_strength": rf"(?:core|abs?){_NOUN}",
}
# What the spine is not to do, as in `Exercise.moves`.
_FORBID = (
    r"(?:no|avoid|without|must not|should not|not allowed to|not supposed to|told not to|said not to|not to|never"
    r"|do not want to|leave out|nothing with)"
)
_MOVES: Mapping[str, tuple[str, ...]] = {
    rf"\b{_FORBID} (?:any |more )?(?:bend(?:ing)?|forward bend\w*|flexion)(?! back)(?: forward\w*| over| down)?\b": (
        "flexion",
        "end_range_flexion",
        "loaded_flexion",
    ),
    rf"\b{_FORBID} (?:any |more )?(?:bend(?:ing)? back\w*|arch(?:ing)?|back ?bends?|extension)\b": (
        "extension",
        "end_range_extension",
    ),
    rf"\b{_FORBID} (?:any |more )?(?:bend(?:ing)? (?:or|and|nor) )?(?:twist(?:ing|s)?|rotation|turning my back)\b": (
        "twisting",
    ),
}
_IS_FORBIDDEN = tuple((re.compile(words), moves) for words, moves in _MOVES.items())
_GOALS = frozenset({"flexibility", "strength", "endurance"})
_ONLY = r"(?:only|just|nothing but|solely|nothing except)"
_WANT = r"(?:(?:want|like|do|the|some|give|show|me|need|to|have|with|gentle|simple|easy|back|light) )*"
_OUT = (
    r"(?:(?:no|without|remove|delete|drop|skip|exclude|omit|lose|ditch|scrap|leave out|take out|cut out|take away"
    r"|get rid of|except|do not want|do not like|hate)(?: for)?)"
)
_ALL = r"(?:(?:all|any|the|more|of|those|these|my|doing|every|them) )*"
_IS_ONLY = {
    kind: re.compile(
        rf"\b{_ONLY} {_WANT}{words}(?! (?:help|ease|hurt|feel|make)s?\b)|\b{words} (?:only|and nothing else)\b"
        r"(?! (?:on|when|if|at|after|before|once|twice|every|in the)\b)"
    )
    for kind, words in _KINDS.items()
}
_IS_OUT = {
    kind: re.compile(rf"\b{_OUT} {_ALL}{words}|\b(?:take|leave|get|keep|throw) {_ALL}{words} (?:out|away|off)\b")
    for kind, words in _KINDS.items()
}
_TELLS = re.compile(r"\bi (?:only|just) (?:do|did|tried|have done|have been)\b")
# "Can I have only stretches" is a wish; "can I do stretches only" asks.
_ASKS = re.compile(
    r"\b(?:how|why|should|is|are|does|when|what|do i"
    r"|(?:can|could|may) i (?:(?:just|only|still|also|then) )*(?:do|use|begin|start|try|exercise|train|stretch))\b"
)
_THINGS = r"(?:exercises?|ones|moves|stretches|of them|things)"
_FEWER = re.compile(
    rf"\b(?:fewer|less) {_THINGS}\b|\btoo many(?: {_THINGS})?\b|\b(?:shorter|smaller) (?:plan|list|set|routine)\b"
    rf"|\bnot (?:so|that|as|quite so) many\b|\b(?:make|keep) it shorter\b|^\W*(?:fewer|less)(?: please)?\W*$"
)
_NUMBER = rf"(?P<n>[1-6]|{'|'.join(_COUNTED)})"
_HOW_MANY = re.compile(
    rf"\b(?:only|just|no more than|at most|max\w*|give me|show me|want|make it|cut (?:it )?(?:down )?to|down to) "
    rf"(?:(?:want|need|like|have|do|the|a|about|me|to|give|show|have|time|for) )*{_NUMBER} "
    rf"{_THINGS}\b(?! (?:times|days))"
    rf"|\b(?P<bare>[1-6]|{'|'.join(_COUNTED)}) {_THINGS} (?:only|max\w*|at most|are enough|is enough"
    r"|would do|will do)\b"
)
_EVERYTHING = re.compile(
    r"\b(?:take|leave|throw|cut|get) (?:everything|all of (?:it|them|these|those)|them all|all|all the exercises|it all"
    r"|all exercises) (?:out|away|off)\b"
    r"|\b(?:remove|delete|drop|skip|leave out|take out|get rid of|scrap|clear|cancel|erase|ditch)"
    r" (?:everything|all(?: of)? (?:them|it|these|those)|all|them all|it all"
    r"|(?:all )?(?:of )?(?:the |my |these )?(?:whole |entire )?(?:exercises|plan|list|routine))\W*(?:please)?\W*$"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_SEVERAL = re.compile(
    r"\b(?:numbers?|no|nr|nos|exercises?|remove|delete|drop|skip|out|#)\.? ?"
    r"(?P<list>\d{1,2}(?:(?: ?,| and| or| ?&| plus| number)+ ?#? ?\d{1,2})+)\b"
)


def kinds_out(text: str) -> frozenset[str]:
    """The kinds of exercises that a message does not want, as in `Exercise.kinds`.

    Args:
        text: the message in plain words, without the names of exercises.
    """
    if _TELLS.search(text) or _ASKS.search(text):
        return frozenset()
    only = {kind for kind, words in _IS_ONLY.items() if kind in _GOALS and words.search(text)}
    out = {kind for kind, words in _IS_OUT.items() if words.search(text)} - only
    out.update(move for words, moves in _IS_FORBIDDEN if words.search(text) for move in moves)
    return frozenset(out | (_GOALS - only if only else set()))


def count_wished(text: str, now: int) -> int | None:
    """How many exercises a message wants; None where it does not say.

    Args:
        text: the message in plain words, without the names of exercises.
        now: how many there are; "fewer" is less than that.
    """
    if _ASKS.search(text):
        return None
    told = _HOW_MANY.search(text)
    if told:
        number = told["n"] or told["bare"]
        return _COUNTED.get(number) or int(number)
    return max(1, min(now - 1, 3)) if now and _FEWER.search(text) else None


def wants_all_out(text: str) -> bool:
    """Whether a message wants every exercise out of a plan: "take everything out"."""
    return bool(_EVERYTHING.search(text)) and not _ASKS.search(text)


def places_in(text: str) -> tuple[int, ...]:
    """The places in a list that a message names where it names several: "number 2 and 4"."""
    several = _SEVERAL.search(text)
    if several:
        return tuple(dict.fromkeys(int(number) for number in re.findall(r"\d+", several["list"])))
    spoken = dict.fromkeys(_ORDINALS.index(word) + 1 for word in _ORDINAL.findall(text))
    return tuple(spoken) if len(spoken) > 1 else ()

"""What a message says a person can get into, and has at home: positions and things, by rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NOT = (
    r"(?:can not|could not|can hardly|can barely|hardly|unable|not able|not allowed|must not|should not|do not want"
    r"|would rather not|will not let|does not let|do not let|not possible|impossible|no good|out of the question"
    r"|a no|no way|too hard|too difficult|not an option|do not like|hate|struggle|no longer|does not work"
    r"|do not work|hurts? too much|is not on|are out|is out|have trouble|hard for me|difficult for me|never)"
)
_LEAVE = r"(?:nothing|no|without|leave out|take out|skip|drop|not|none|avoid|remove|get rid of)"
_LIE = r"(?:lie|lay|lying|laying|lieing|be|being|get|go|roll|stay|am|rest|sleep)"
_POSITIONS: Mapping[str, str] = {
    "kneeling": r"k?neel\w*|on (?:my|your|the) knees?",
    "hands_and_knees": r"(?:on )?all fours|hands and knees",
    "lying_front": r"on(?:to)? (?:my |the |your )?(?:stomach|tummy|belly|front|tum|abdomen)|face down|belly down"
    r"|prone",
    "lying_back": rf"{_LIE} (?:\w+ )?(?:on(?:to)?|flat on) (?:my |the )back|flat on my back|face up|{_LIE} flat",
    "side_lying": r"on(?:to)? (?:my |the |your |one |either )(?:left |right |bad )?sides?(?! of)|sideways",
    "lying": r"(?:lie|lay|lying|laying) down|lying ones",
    "sitting": r"sit(?:ting)?\b(?! up)|seated|on a chair|in a chair",
    "standing": r"stand(?:ing)?\b(?! (?:it|this|that|them|these|the pain|my|pain))|on my feet|upright",
    "floor": r"(?:on|off|onto|to|from|up from) (?:the |my )?(?:floor|ground|carpet)|floor (?:exercises?|ones|work"
    r"|stuff)"
    r"|down there|the floor|(?:no|without|avoid) floor",
}
_POSITION = {name: re.compile(rf"\b(?:{words})\b") for name, words in _POSITIONS.items()}
# "No floor please", "nothing on the floor".
_NO_FLOOR = re.compile(r"\b(?:no|without(?: the)?|not the|avoid(?: the)?|off the) floor\b(?! (?:is|was))")
_LYING = ("lying_back", "lying_front", "side_lying")
_OUT = re.compile(rf"\b{_NOT}\b")
_LEFT = re.compile(rf"\b{_LEAVE}\b")
_BACK = re.compile(r"\b(?:can|could|able to|fine|ok|okay|no problem|possible|works|all right|alright|do not mind)\b")
_SITS = r"(?:sit(?:ting)?(?: down)?|sat(?: down)?|seated|(?:in|on|from) (?:a|my|the) (?:chair|wheelchair))"
# Where exercises are to be done: "exercises on a chair", "some that I can do in bed", "ones standing up".
_SET = (
    r"(?:exercises|stretches|stretching|moves|work ?outs?|routine|some|ones|them|these|those|all|something|anything"
    r"|plan)(?: (?:that|which|i|we|can|could|do|be|done|are|only|please|just|all|to do))*"
)
_SET_SITS = re.compile(
    rf"\b{_SET} (?:(?:while |when )?(?:i am )?(?:sitting|seated|sat)(?: down)?(?: (?:in|on))?"
    r"|(?:in|on|from)) (?:a |my |the |an |office |kitchen |desk |dining )*(?:chair|wheel ?chair|stool)\b"
    rf"|\b{_SET} (?:while (?:i am )?)?(?:sitting down|seated)(?= (?:only|please|for)\b| ?[.,;!?]| ?$)"
)
_SET_STANDS = re.compile(
    rf"\b{_SET} (?:(?:while )?(?:i am )?)?(?:standing(?: up)?|stood up|on my feet)"
    r"(?= (?:only|please|for my|for the|instead|then)\b| ?[.,;!?]| ?$)"
)
_SET_LIES = re.compile(
    rf"\b{_SET} (?:(?:lying |laying |while lying )?(?:in|on|from) (?:my |the |a )?bed\b"
    r"|(?:lying|laying)(?: down)?(?= (?:only|please|for my|for the|instead|then)\b| ?[.,;!?]| ?$))"
)
_ONLY_SITS = re.compile(
    rf"\b(?:only|just|has to be|have to be|must be|needs? to be|all|everything|can i do|could i do|do (?:it|them"
    rf"|these)"
    rf"|rather|prefer|i am)\b(?: \w+){{0,6}}? {_SITS}\b"
    r"|\b(?:sitting|seated|sat down|chair) (?:ones?|exercises|moves|versions?)(?: only)?\b|\bwheel ?chair\b"
    rf"|\b{_SITS} only\b|\beverything from a chair\b"
)
_ONLY_STANDS = re.compile(
    r"\bonly standing\b|\bstanding (?:ones?|exercises|moves)(?: only| please)?$"
    r"|\bdo (?:it|them|these|all of them) standing\b"
)
_ONLY_LIES = re.compile(
    r"\b(?:i am (?:\w+ )?in bed|in bed (?:all|now|right|for)|stay in bed|bed ?ridden|stuck in (?:my )?bed|bed rest"
    r"|confined to bed|only (?:\w+ ){0,3}?(?:lying|lie|laying)(?: down)?\b|do (?:it|them|these) (?:lying down|in bed)"
    r"|from (?:my )?bed|stuck on the sofa)"
)

_KINDS: Mapping[str, str] = {
    "mat": r"(?:yoga |exercise |gym |floor )?(?:mats?|matt)",
    "rug": r"rugs?|carpets?",
    "bed": r"(?:firm |proper |real )?beds?",
    "chair": r"(?:\w+ )?(?:chairs?|stools?)",
    "wall": r"(?:\w+ )?walls?(?: space)?",
    "door": r"door ?(?:frames?|ways?)",
    "band": r"(?:\w+ ){0,2}bands?|thera ?bands?",
    "bike": r"(?:\w+ )?(?:bikes?|bicycles?)",
    "counter": r"(?:kitchen )?counters?(?: ?tops?)?",
    "towel": r"towels?",
    "pillow": r"pillows?|cushions?",
    "equipment": r"(?:\w+ )?(?:equipment|gear|kit|weights|machines?|gym stuff|things? to exercise with|gadgets)"
    r"|nothing (?:here |at home )?to (?:use|exercise with|train with)|nothing to use",
}
_LACKS = (
    r"(?:no|without|have not(?: got)?|do not (?:have|own|possess|got|hav)|has not|not got|not own|got no|there is no"
    r"|can not find|lost|broke|lack)"
)
_ANY_KIND = "mats?|rugs?|beds?|chairs?|walls?|bands?|bikes?|towels?|pillows?|equipment|yoga|resistance|exercise"
_MISSING = {
    kind: re.compile(
        rf"\b{_LACKS} (?:(?:a|an|any|my|the|one of those|proper|good|firm|free|spare|such|room|space|against|at"
        rf"|have|got|or|and|no"
        rf"|{_ANY_KIND}) )*"
        rf"(?:{words})\b"
        rf"|\b(?:{words})\b[^.;!?]{{0,25}}\b(?:have none|do not have (?:one|any|it)|have not got (?:one|any)"
        rf"|is missing"
        r"|(?:own|have) neither)\b"
    )
    for kind, words in _KINDS.items()
}
_FOUND = {
    kind: re.compile(
        rf"\b(?:(?:i|we) (?:do |now |also |actually |did )?(?:have|got|found|bought|own|borrowed)"
        rf"|i have (?:got|found|bought)) (?:a |an |my |the |some |that )?(?:{words})\b"
    )
    for kind, words in _KINDS.items()
}
_ONLY_A_RUG = re.compile(
    r"\bonly (?:have|got|own) (?:a |an |my |the |some )?(?:thick |soft )?(?:rug|carpet|bed|blanket)\b"
)
_NO_GEAR = re.compile(r"\bnothing (?:here |at home |in the house )?to (?:use|exercise with|train with|work with)\b")


@dataclass(frozen=True)
class Reach:
    """What is out of reach, or missing, and what is not after all.

    Attributes:
        out: what is out of reach, as in `backline.care.reach`; "lying" and such are taken apart already.
        in_reach: what is said to be within reach after all.
        only: "sitting", "lying" or "standing", where nothing else is possible.
        missing: things that are not there.
        found: things that are there after all.
    """

    out: frozenset[str]
    in_reach: frozenset[str]
    only: str | None
    missing: frozenset[str]
    found: frozenset[str]


def reach_in(text: str, rest: str) -> Reach:
    """Read positions and things.

    Args:
        text: the message in plain words, with spelling put right.
        rest: the same, with "exercise" in place of the names of exercises, some of which are named after positions.
    """
    only_rug = frozenset({"mat"} if _ONLY_A_RUG.search(text) else ())
    missing = only_rug | frozenset(kind for kind, words in _MISSING.items() if words.search(text))
    if _NO_GEAR.search(text):
        missing |= {"equipment"}
    found = frozenset(kind for kind, words in _FOUND.items() if words.search(text)) - missing
    out, in_reach = _positions(rest)
    only = "sitting" if _ONLY_SITS.search(text) or _SET_SITS.search(rest) else None
    if only is None and (_ONLY_LIES.search(text) or _SET_LIES.search(rest)):
        only = "lying"
    if only is None and not out and (_ONLY_STANDS.search(text) or _SET_STANDS.search(rest)):
        only = "standing"
    if only == "sitting" and "sitting" in out:
        only = None
    return Reach(frozenset() if only else out, in_reach, only, missing, found)


def _clauses(text: str) -> list[str]:
    return [
        part for part in re.split(r"[.;!?,]|\bbut\b|\bbecause\b|\band (?=i\b|no\b|nothing\b)", text) if part.strip()
    ]


def _positions(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """What a message says is out of reach, and what it says is possible after all."""
    out: set[str] = set()
    back: set[str] = set()
    for clause in _clauses(text):
        named = {name for name, words in _POSITION.items() if words.search(clause)}
        if "hands_and_knees" in named:
            named.discard("kneeling")
        if "lying" in named:
            named = named - {"lying"} | set(_LYING)
        if "floor" in named and re.search(r"\b(?:get|getting|go|going|come|stand|rise)\b.*\b(?:up|down|off)\b", clause):
            named -= {"standing", *_LYING}
        if not named or re.search(r"\b(?:asleep|sleep\w*)\b", clause):
            continue
        if (
            _OUT.search(clause)
            or ("floor" in named and _NO_FLOOR.search(clause))
            or (
                _LEFT.search(clause)
                and re.search(
                    r"\b(?:ones?|exercises?|stuff|things?|nothing|moves?|everything|work|where i|please)\b",
                    clause,
                )
            )
        ):
            out |= named
        elif _BACK.search(clause) and not re.search(r"\b(?:not|how|what|which|can i|should i)\b", clause):
            back |= named
    return frozenset(out), frozenset(back - out)

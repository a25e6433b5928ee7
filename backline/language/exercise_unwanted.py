"""Which of the exercises that a message names it does not want: "no plank", "anything but the bridge", by rules."""

from __future__ import annotations

import re

#: Stands in a text in place of the name of an exercise; its number follows.
NAME = "exercise#"
_NAME = rf"{NAME}(?:\d+)"
_ITEM = rf"(?:(?:the|a|any|no|also|my) )*{_NAME}(?! (?:is|are|was|were|stays?|can|may|feels?|helps?|works?)\b)"
_AND = r"(?: ?,)? (?:and|or|nor|plus)"
_PAIR = rf"{_NAME}(?:{_AND} {_ITEM})*"
# "Drop the plank, the bridge is fine": a bare comma goes on only in a list that goes on, or to its end.
_LIST = (
    rf"{_NAME}(?:(?:{_AND}| ?,(?= no\b)) {_ITEM}"
    rf"| ?, {_ITEM}(?={_AND} {_ITEM}| ?, {_ITEM}| (?:please|too|as well|out|off|away)\b| ?[.;!?]| ?$))*"
)
_FILL = (
    r"(?:(?:the|a|an|any|more|of|doing|do|that|those|these|my|with|out|away|off|please|all|both|just|stupid|even) )*"
)
# "No walking for more than 5 minutes" tells what is hard.
_TOLD = r"(?! (?:more than|for (?:long|more|\d|an?\b)|longer|far|is|are|was|were|has|yet|at the moment|since)\b)"
_ALL_BUT = (
    r"(?:except(?: for)?|excluding|apart from|other than|besides|minus|bar|(?:anything|everything|all|any|ones?"
    r"|exercises|whatever) but|but no|but not|nothing (?:with|like))"
)
_REMOVE = (
    r"(?:(?<!had to )(?<!have to )(?<!i )(?:skip|omit|drop|stop(?: doing)?|remove|delete|exclude|ditch|scrap|avoid|ban"
    r"|leave?(?: out| off)?|take (?:out|away|off)|(?:cut|throw|kick|cross) out|get rid of))"
)
_NOT = r"(?:(?<!can )(?<!could )(?<!do )(?<!did )(?<!why )(?<!or )(?<!if )(?<!does )not|(?<!do it )without)"
_ALL_BUT_THESE = re.compile(rf"\b{_ALL_BUT} {_FILL}(?P<names>{_LIST})")
_REMOVED = (
    re.compile(rf"\b{_REMOVE} {_FILL}(?P<names>{_LIST})"),
    re.compile(rf"\b(?:leave?|take|keep|cut|throw|get|want) {_FILL}(?P<names>{_LIST}) (?:out|off|away|gone)\b"),
)
_NO_MORE = re.compile(rf"\b(?:no more(?: of)?(?: the)?|no) (?P<names>{_LIST}){_TOLD}")
# "Not the plank, the bridge" wants the second; "without walking I get stiff" tells of a day.
_NOT_THESE = re.compile(
    rf"\b{_NOT} {_FILL}(?P<names>{_PAIR}){_TOLD}(?! ?,? ?(?:i (?!want|need|would|like|wish)|my|it|everything)\b)"
)
# "Take out the plank, not the bridge": the bridge stays.
_STAYS = re.compile(rf"(?: ?,)?(?: but| and)? \bnot {_FILL}{_PAIR}")
# "My physio told me never to do the bridge", "I was told not to do planks".
_FORBIDDEN = re.compile(
    rf"\b(?:told|said|says|tells|advised|warned|ordered|wants)(?: (?:me|us))? (?:i (?:can|must|should|may) )?"
    rf"(?:never|not)(?: (?:to|do|ever|try))* {_FILL}(?P<names>{_LIST})"
)
_UNWANTED = (_ALL_BUT_THESE, *_REMOVED, _NO_MORE, _FORBIDDEN, _NOT_THESE)
# What was or can be done: "I did everything but the bridge" asks for nothing.
_DONE = re.compile(
    r"(?:(?<!can )(?<!could )(?<!should )(?<!may )(?<!do )\b(?:i|we) "
    r"|^\W*(?:(?:yes|well|ok|okay|so|just|already|today|yesterday)\W+)*)"
    r"(?:(?:can|could|have|had|am|was|been|only|just|already|usually|now|mostly|nearly|almost|able|to|still|even|get|got"
    r"|easily|always) )*"
    r"(?:do|did|done|doing|finish\w*|manag\w*|tried|trying|complet\w*|through|handled?|perform\w*)\b[^,]*$"
)
# Where exercises are asked for, what is not liked is not wanted.
_DISLIKED = re.compile(rf"\b(?:hate|do not (?:like|want)|can not stand|dislike) {_FILL}(?P<names>{_LIST})")
_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay) )?(?:why|should|shall|must|do i|does|is|are|how|when|what (?:if|happens|about))\b"
)
_SENTENCE = re.compile(r"[^.;!?]+[.;!?]*")


def unwanted_in(marked: str, *, disliked: bool = False) -> tuple[tuple[int, ...], str]:
    """Find what is not wanted.

    Args:
        marked: the message in plain words, with `NAME` and a number in place of each name of an exercise.
        disliked: exercises that are not liked count too.

    Returns:
        The numbers of those that are not wanted, in order, and the message without the words that say so.
    """
    found: dict[int, None] = {}
    rest: list[str] = []
    for sentence in _SENTENCE.findall(marked):
        left = sentence
        if not _WHETHER.search(sentence):
            if any(words.search(left) for words in _REMOVED):
                left = _STAYS.sub(" ", left)
            for words in (*_UNWANTED, *((_DISLIKED,) if disliked else ())):
                matches = [one for one in words.finditer(left) if not _is_told(words, left[: one.start()])]
                for match in matches:
                    found.update(dict.fromkeys(int(number) for number in re.findall(rf"{NAME}(\d+)", match["names"])))
                for match in reversed(matches):
                    left = f"{left[: match.start()]} {left[match.end() :]}"
        rest.append(left)
    return tuple(found), " ".join("".join(rest).split())


def _is_told(words: re.Pattern[str], before: str) -> bool:
    """Whether words that may leave something out tell what was or can be done instead."""
    return words in (_ALL_BUT_THESE, _NOT_THESE) and bool(_DONE.search(before))

"""Which of the exercises that a message names it does not want: "no plank", "anything but the bridge", by rules."""

from __future__ import annotations

import re

#: Stands in a text in place of the name of an exercise; its number follows.
NAME = "exercise#"
_NAME = rf"{NAME}(?:\d+)"
_LIST = rf"{_NAME}(?:(?: ?,| and| or| nor| plus)+ (?:(?:the|a|any|no|not|also) )*{_NAME})*"
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
_NO = (
    r"(?:no more(?: of)?(?: the)?|no|(?<!can )(?<!could )(?<!do )(?<!did )(?<!why )(?<!or )(?<!if )(?<!does )not"
    r"|(?<!do it )without)"
)
_UNWANTED = (
    re.compile(rf"\b{_ALL_BUT} {_FILL}(?P<names>{_LIST})"),
    re.compile(rf"\b{_REMOVE} {_FILL}(?P<names>{_LIST})"),
    re.compile(rf"\b(?:leave?|take|keep|cut|throw|get|want) {_FILL}(?P<names>{_LIST}) (?:out|off|away|gone)\b"),
    re.compile(rf"\b(?:no more(?: of)?(?: the)?|no) (?P<names>{_LIST}){_TOLD}"),
    re.compile(rf"\b{_NO}(?<!\bno) {_FILL}(?P<names>{_LIST}){_TOLD}"),
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
            for words in (*_UNWANTED, *((_DISLIKED,) if disliked else ())):
                for match in words.finditer(left):
                    found.update(dict.fromkeys(int(number) for number in re.findall(rf"{NAME}(\d+)", match["names"])))
                left = words.sub(" ", left)
        rest.append(left)
    return tuple(found), " ".join("".join(rest).split())

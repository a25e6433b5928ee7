"""Where sentences end in chat: with or without full stops, capital letters or blanks in the right place."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

from backline.language.normalise import word_set

SENTENCES = "backline_sentences"
_TERMINAL = frozenset(".!?")
_ELLIPSES = ("...", "…", "..")
_CLOSING = frozenset("\"')]}\u00bb\u201d\u2019")
_LONG_LINE = 60  # characters; a longer line that goes on in lower case was wrapped by a program
_LONG_RUN = 25  # words without an end: look for a new "I ..." clause
_AUXILIARIES = word_set("can could should would will do does did is are am was were has have may might")
_INVERTED = _AUXILIARIES - {"have", "had"}
_NEAR = 6  # words; "what exercises should I do" is one question
_SUBJECTS = word_set("i you it this that there they we he she my the anyone someone")
_QUESTION_WORDS = word_set("what how why when where which who")
_LEADS = word_set("so and but also or please then")
# Before these an inverted question would be part of what came before ("neither do I", "not only is it").
_NO_BREAK_AFTER = word_set("neither nor only than as that which who what how why when where if")
_CLAUSE_VERBS = word_set(
    "am have had was can could do did feel get got went tried also was've now just take took need want still"
)
_CLAUSE_OPENERS_BEFORE = word_set(
    "and but that because if when what which as since so then than while where how like think said say know "
    "feel believe guess hope wish after before until though although whenever everytime time or whatever all "
    "everything thing things anything nothing the a why who once unless something someone anyone whether even"
)
_RESTARTS = _SUBJECTS | _QUESTION_WORDS | word_set("please thanks thank help so but also and now then")
_UNFINISHED = word_set(", and or but the a an to of with my because for in on at")


@Language.component(SENTENCES)
def split_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token. Commas and "..." stay inside the sentence they belong to."""
    previous: Token | None = None
    run = 0
    for token in doc:
        token.is_sent_start = False
        if token.is_space:
            continue
        if previous is None:
            run = 1
        elif _starts_sentence(doc, previous, token, run):
            token.is_sent_start = True
            run = 1
        else:
            run += 1
        previous = token
    if len(doc):
        doc[0].is_sent_start = True
    return doc


def _starts_sentence(doc: Doc, previous: Token, token: Token, run: int) -> bool:
    text = token.lower_
    if (text in _CLOSING and not previous.whitespace_) or (text and set(text) <= _TERMINAL):
        return False
    if previous.text in _CLOSING and previous.i > 0 and not previous.is_sent_start:
        before = doc[previous.i - 1].text
        if before and set(before) <= _TERMINAL and token.text[:1].isupper():
            return True
    if previous.text.endswith(_ELLIPSES):
        return token.text[:1].isupper() or text in _RESTARTS
    if previous.text and set(previous.text) <= _TERMINAL:
        return not _is_list_number(doc, previous)
    # A line break is a token of its own that stands between the two.
    gap = "".join(blank.text for blank in doc[previous.i + 1 : token.i])
    if "\n" in gap or "\r" in gap:
        return _line_ends(doc, previous, token, gap)
    return _new_question(doc, previous, token, run) or _new_clause(doc, previous, token, run)


def _is_list_number(doc: Doc, stop: Token) -> bool:
    """True for the full stop of "1." at the beginning of a line."""
    if stop.i == 0 or stop.text != "." or not doc[stop.i - 1].like_num:
        return False
    number = doc[stop.i - 1]
    return number.i == 0 or doc[number.i - 1].is_space or bool(number.is_sent_start)


def _line_ends(doc: Doc, previous: Token, token: Token, gap: str) -> bool:
    if gap.count("\n") > 1:
        return True
    if previous.lower_ in _UNFINISHED:
        return False
    line_start = doc.text.rfind("\n", 0, previous.idx) + 1
    wrapped = previous.idx + len(previous) - line_start > _LONG_LINE
    return not (wrapped and token.text[:1].islower() and token.lower_ != "i")


def _following(doc: Doc, token: Token, steps: int) -> str:
    return doc[token.i + steps].lower_ if token.i + steps < len(doc) else ""


def _new_question(doc: Doc, previous: Token, token: Token, run: int) -> bool:
    """True before a question that follows without any mark ("my back hurts what should I do")."""
    if run < 3 or previous.lower_ in _NO_BREAK_AFTER | _LEADS:
        return False
    at = 1 if token.lower_ in _LEADS else 0
    first, second, third = (_following(doc, token, at + n) for n in range(3))
    if first in _QUESTION_WORDS:
        return second in _AUXILIARIES and third in _SUBJECTS
    if first not in _INVERTED or previous.lower_ == "i":
        return False
    if {before.lower_ for before in doc[max(0, token.i - _NEAR) : token.i]} & (_QUESTION_WORDS | {"if"}):
        return False
    return second in (_SUBJECTS if run > _NEAR and (at or previous.text == ",") else {"i", "you"})


def _new_clause(doc: Doc, previous: Token, token: Token, run: int) -> bool:
    """True before "i have ..." in a long run of words without any full stop."""
    if run < _LONG_RUN or token.lower_ not in ("i", "im", "ive") or previous.lower_ in _CLAUSE_OPENERS_BEFORE | {","}:
        return False
    return token.lower_ != "i" or _following(doc, token, 1) in _CLAUSE_VERBS

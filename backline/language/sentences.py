"""Where sentences end in chat: with or without full stops, capital letters or blanks in the right place."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

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


@dataclass(frozen=True)
class _Tokens:
    """What is looked at of a document's tokens, as lists: asking spaCy for each again costs most of the time.

    Attributes:
        text: the words as written.
        lower: the words in lower case.
        is_space: it is blanks or line breaks only.
        blank_after: a blank follows.
        begins: a sentence begins there, as far as is known yet.
    """

    doc: Doc
    text: list[str]
    lower: list[str]
    is_space: list[bool]
    blank_after: list[bool]
    begins: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> _Tokens:
        return cls(
            doc,
            [token.text for token in doc],
            [token.lower_ for token in doc],
            [token.is_space for token in doc],
            [bool(token.whitespace_) for token in doc],
            [False] * len(doc),
        )

    def following(self, at: int) -> str:
        return self.lower[at] if at < len(self.lower) else ""


@Language.component(SENTENCES)
def split_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token. Commas and "..." stay inside the sentence they belong to."""
    tokens = _Tokens.of(doc)
    previous = -1
    run = 0
    for at, is_space in enumerate(tokens.is_space):
        if is_space:
            continue
        if previous >= 0 and _starts_sentence(tokens, previous, at, run):
            tokens.begins[at] = True
            run = 0
        run += 1
        previous = at
    for token, begins in zip(doc, tokens.begins, strict=True):
        token.is_sent_start = begins or token.i == 0
    return doc


def _starts_sentence(tokens: _Tokens, previous: int, at: int, run: int) -> bool:
    text, lower, before = tokens.text[at], tokens.lower[at], tokens.text[previous]
    if (lower in _CLOSING and not tokens.blank_after[previous]) or _is_terminal(lower):
        return False
    if (
        before in _CLOSING
        and previous > 0
        and not tokens.begins[previous]
        and _is_terminal(tokens.text[previous - 1])
        and text[:1].isupper()
    ):
        return True
    if before.endswith(_ELLIPSES):
        return text[:1].isupper() or lower in _RESTARTS
    if _is_terminal(before):
        return not _is_list_number(tokens, previous)
    # A line break is a token of its own that stands between the two.
    gap = "".join(tokens.text[previous + 1 : at])
    if "\n" in gap or "\r" in gap:
        return _line_ends(tokens, previous, at, gap)
    return _new_question(tokens, previous, at, run) or _new_clause(tokens, previous, at, run)


def _is_terminal(text: str) -> bool:
    return text[:1] in _TERMINAL and set(text) <= _TERMINAL


def _is_list_number(tokens: _Tokens, stop: int) -> bool:
    """True for the full stop of "1." at the beginning of a line."""
    number = stop - 1
    if number < 0 or tokens.text[stop] != "." or not tokens.doc[number].like_num:
        return False
    return number == 0 or tokens.is_space[number - 1] or tokens.begins[number]


def _line_ends(tokens: _Tokens, previous: int, at: int, gap: str) -> bool:
    if gap.count("\n") > 1:
        return True
    if tokens.lower[previous] in _UNFINISHED:
        return False
    last = tokens.doc[previous]
    line_start = tokens.doc.text.rfind("\n", 0, last.idx) + 1
    wrapped = last.idx + len(last) - line_start > _LONG_LINE
    return not (wrapped and tokens.text[at][:1].islower() and tokens.lower[at] != "i")


def _new_question(tokens: _Tokens, previous: int, at: int, run: int) -> bool:
    """True before a question that follows without any mark ("my back hurts what should I do")."""
    before = tokens.lower[previous]
    if run < 3 or before in _NO_BREAK_AFTER or before in _LEADS:
        return False
    led = 1 if tokens.lower[at] in _LEADS else 0
    first = tokens.following(at + led)
    if first in _QUESTION_WORDS:
        return tokens.following(at + led + 1) in _AUXILIARIES and tokens.following(at + led + 2) in _SUBJECTS
    if first not in _INVERTED or before == "i":
        return False
    if any(word in _QUESTION_WORDS or word == "if" for word in tokens.lower[max(0, at - _NEAR) : at]):
        return False
    return tokens.following(at + led + 1) in (
        _SUBJECTS if run > _NEAR and (led or tokens.text[previous] == ",") else {"i", "you"}
    )


def _new_clause(tokens: _Tokens, previous: int, at: int, run: int) -> bool:
    """True before "i have ..." in a long run of words without any full stop."""
    word, before = tokens.lower[at], tokens.lower[previous]
    if run < _LONG_RUN or word not in ("i", "im", "ive") or before in _CLAUSE_OPENERS_BEFORE or before == ",":
        return False
    return word != "i" or tokens.following(at + 1) in _CLAUSE_VERBS

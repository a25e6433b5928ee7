"""Where sentences end in chat: with or without full stops, capital letters or blanks in the right place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.lang.en.lex_attrs import like_num

from backline.language.normalise import word_set
from backline.language.tokens import Tokens

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
_SPEAKERS = word_set("i im ive")
_UNFINISHED = word_set(", and or but the a an to of with my because for in on at")
_MAY_BEGIN = _LEADS | _QUESTION_WORDS | _INVERTED | _SPEAKERS
_MAY_END = _TERMINAL | _CLOSING | {"…"}


@dataclass(frozen=True)
class _Tokens:
    """What is looked at of a text's tokens.

    Attributes:
        all: the tokens.
        text: the words as written.
        lower: the words in lower case.
        begins: the tokens with which a sentence begins, as far as is known yet.
    """

    all: Tokens
    text: Sequence[str]
    lower: Sequence[str]
    begins: set[int]

    def following(self, at: int) -> str:
        return self.lower[at] if at < len(self.lower) else ""


def split_sentences(tokens: Tokens) -> list[tuple[int, int]]:
    """The tokens from which and up to which each sentence goes, with all of the text.

    Commas and "..." stay inside the sentence they belong to.
    """
    if not tokens.words:
        return []
    seen = _Tokens(tokens, tokens.words, [word.lower() for word in tokens.words], set())
    previous = -1
    run = 0
    for at, word in enumerate(seen.lower):
        if word.isspace():
            continue
        # A quick look before the long one: where no mark or line break ended a sentence, only some words begin one.
        if (
            previous >= 0
            and (word in _MAY_BEGIN or at - previous > 1 or seen.text[previous][-1] in _MAY_END)
            and _starts_sentence(seen, previous, at, run)
        ):
            seen.begins.add(at)
            run = 0
        run += 1
        previous = at
    starts = [0, *sorted(seen.begins)]
    return list(zip(starts, [*starts[1:], len(tokens.words)], strict=True))


def _starts_sentence(tokens: _Tokens, previous: int, at: int, run: int) -> bool:
    text, lower, before = tokens.text[at], tokens.lower[at], tokens.text[previous]
    if (lower in _CLOSING and not tokens.all.blank_after(previous)) or _is_terminal(lower):
        return False
    if (
        before in _CLOSING
        and previous > 0
        and previous not in tokens.begins
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
    if number < 0 or tokens.text[stop] != "." or not like_num(tokens.text[number]):
        return False
    return number == 0 or tokens.text[number - 1].isspace() or number in tokens.begins


def _line_ends(tokens: _Tokens, previous: int, at: int, gap: str) -> bool:
    if gap.count("\n") > 1:
        return True
    if tokens.lower[previous] in _UNFINISHED:
        return False
    line_start = tokens.all.text.rfind("\n", 0, tokens.all.starts[previous]) + 1
    wrapped = tokens.all.end(previous) - line_start > _LONG_LINE
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
    if run < _LONG_RUN or word not in _SPEAKERS or before in _CLAUSE_OPENERS_BEFORE or before == ",":
        return False
    return word != "i" or tokens.following(at + 1) in _CLAUSE_VERBS

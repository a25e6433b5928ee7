"""The small language in which red-flag phrases are written, and its translation to regular expressions.

word          the plain word; several words stand one after another; "my" is also "me", as many write it
word*         any ending: numb* is numb, numbness, numbing; *sarcoma is any beginning
~             up to three other words may stand here
a <> b        a and b in either order, with up to six other words between them; once in a phrase
[a|b c]       may stand here or not
(a|b c)       one of these stands here
{name}        one of the phrases listed under `words: name`
#             a number, in digits or as a word
, or .        a comma or full stop; gaps never cross one
%             a percent sign
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from backline.language.errors import LanguageError
from backline.language.normalise import NUMBER_WORDS, word_set

_PART = re.compile(r"\s*([()\[\]|~#]|\{[a-z_]+\}|[^\s()\[\]|~#{}]+)")
_WORD = re.compile(r"\*?[a-z0-9]+\*?$|[,.%]$")
_GAP = r"(?:\w[\w'.]* ){0,3}"
_NUMBER = r"(?:\d[\d.]*|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r") "
_MAX_DEPTH = 6
_MY = frozenset({"my", "me"})
# Words that most messages hold: that a phrase needs one of them says little.
_COMMON = word_set(
    "a about after all am an and any are as at back be been but by can could day did do does down during even ever "
    "feel felt for from get go had has have he her his how i if in is it just keep left leg legs like lower made make "
    "me more much my neck no not now of off on one or out over pain really right she since so some still than that "
    "the their them then there they this time to two up very was we well were what when which who will with would "
    "years you your , ."
) | {"#", "*"}


@dataclass(frozen=True)
class Piece:
    """A part of a phrase.

    Attributes:
        source: its regular expression.
        starts: the words it may begin with: plain words, and patterns with `*`; "#" is any number and "*" any word.
        optional: it may be absent.
        needs: sets of words, written likewise: whatever it matches holds a word of each.
    """

    source: str
    starts: frozenset[str]
    optional: bool
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase.

    Attributes:
        source: its regular expression.
        starts: the words it may begin with, see `Piece`.
        needs: sets of words of each of which it holds one, first the one that tells most.
    """

    source: str
    starts: frozenset[str]
    needs: tuple[frozenset[str], ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches the phrase where it is looked for."""
        return re.compile(self.source)


@dataclass(frozen=True)
class PhraseSet:
    """Compiled phrases of which any may match; where several do, the first counts.

    Attributes:
        phrases: the phrases in their order.
    """

    phrases: tuple[Phrase, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Matches any of the phrases at the beginning of a word; made when first needed, which takes milliseconds."""
        return re.compile("(?<![^ ])(?:" + "|".join(phrase.source for phrase in self.phrases) + ")")


class PhraseCompiler:
    """Turns phrases into regular expressions over `SentenceWords.text`.

    Attributes:
        vocabulary: every whole word that some compiled phrase names; spelling is corrected towards them.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take the named word groups that phrases refer to with `{name}`."""
        self._groups = words
        self._done: dict[str, Piece] = {}
        self.vocabulary: set[str] = set()

    def compile(self, phrases: Sequence[str]) -> PhraseSet:
        """Compile phrases of which any may match.

        Raises:
            LanguageError: a phrase is empty or malformed, or names a group that does not exist.
        """
        phrases = [order for phrase in phrases for order in _orders(phrase)]
        pieces = [self._phrase(phrase, 0) for phrase in phrases]
        for phrase, piece in zip(phrases, pieces, strict=True):
            if piece.optional:
                raise LanguageError(f"the phrase '{phrase}' names no word; write at least one")
        return PhraseSet(
            tuple(Phrase(piece.source, piece.starts, tuple(sorted(piece.needs, key=_commonness))) for piece in pieces)
        )

    def _phrase(self, phrase: str, depth: int) -> Piece:
        piece, rest = self._sequence(_parts(phrase), phrase, depth)
        if rest:
            raise LanguageError(f"the phrase '{phrase}' has '{rest[0]}' without its opening bracket")
        return piece

    def _sequence(self, parts: list[str], phrase: str, depth: int) -> tuple[Piece, list[str]]:
        pieces: list[Piece] = []
        while parts and parts[0] not in ("|", ")", "]"):
            part, parts = parts[0], parts[1:]
            if part in ("(", "["):
                piece, parts = self._alternatives(parts, phrase, ")" if part == "(" else "]", depth)
            else:
                piece = self._single(part, phrase, depth)
            pieces.append(piece)
        return _in_a_row(pieces), parts

    def _alternatives(self, parts: list[str], phrase: str, close: str, depth: int) -> tuple[Piece, list[str]]:
        options: list[Piece] = []
        while True:
            before = parts
            option, parts = self._sequence(parts, phrase, depth)
            if parts == before:
                raise LanguageError(f"the phrase '{phrase}' has an empty choice; remove the extra '|' or bracket")
            options.append(option)
            if not parts:
                raise LanguageError(f"the phrase '{phrase}' lacks a '{close}'")
            mark, parts = parts[0], parts[1:]
            if mark == close:
                return _one_of(options, optional=close == "]"), parts
            if mark != "|":
                raise LanguageError(f"the phrase '{phrase}' closes with '{mark}' where '{close}' is due")

    def _single(self, part: str, phrase: str, depth: int) -> Piece:
        if part == "~":
            return Piece(_GAP, frozenset("*"), optional=True, needs=())
        if part == "#":
            numbers = frozenset({"#", *NUMBER_WORDS})
            return Piece(_NUMBER, numbers, optional=False, needs=(numbers,))
        if part.startswith("{"):
            return self._group(part[1:-1], phrase, depth)
        if not _WORD.match(part):
            raise LanguageError(f"the phrase '{phrase}' has '{part}', which is no plain lower-case word")
        if "*" not in part and part not in ",.%":
            self.vocabulary.add(part)
        if part == "my":  # many write "me back"
            self.vocabulary.add(part)
            return Piece("m[ye] ", _MY, optional=False, needs=(_MY,))
        source = re.escape(part).replace(r"\*", r"[\w'.]*") + " "
        return Piece(source, frozenset({part}), optional=False, needs=(frozenset({part}),))

    def _group(self, name: str, phrase: str, depth: int) -> Piece:
        if name not in self._groups:
            raise LanguageError(f"the phrase '{phrase}' names the group '{name}', which is not under 'words'")
        if depth >= _MAX_DEPTH:
            raise LanguageError(f"the group '{name}' contains itself; write its words out")
        if name not in self._done:
            self._done[name] = _one_of([self._phrase(each, depth + 1) for each in self._groups[name]], optional=False)
        return self._done[name]


def _orders(phrase: str) -> list[str]:
    """Write out `a <> b` in its two orders."""
    sides = [side.strip() for side in phrase.split("<>")]
    if len(sides) == 1:
        return [phrase]
    if len(sides) > 2 or not all(sides):
        raise LanguageError(f"the phrase '{phrase}' needs words on both sides of one '<>'")
    return [f"{sides[0]} ~ ~ {sides[1]}", f"{sides[1]} ~ ~ {sides[0]}"]


def _in_a_row(pieces: Sequence[Piece]) -> Piece:
    starts: set[str] = set()
    for piece in pieces:
        starts |= piece.starts
        if not piece.optional:
            break
    return Piece(
        source="".join(piece.source for piece in pieces),
        starts=frozenset(starts),
        optional=all(piece.optional for piece in pieces),
        needs=tuple(dict.fromkeys(words for piece in pieces for words in piece.needs)),
    )


def _commonness(words: frozenset[str]) -> tuple[int, int]:
    return len(words & _COMMON), len(words)


def _one_of(options: Iterable[Piece], *, optional: bool) -> Piece:
    options = list(options)
    source = "(?:" + "|".join(option.source for option in options) + ")" + ("?" if optional else "")
    starts = frozenset().union(*(option.starts for option in options))
    optional = optional or any(option.optional for option in options)
    if optional or not all(option.needs for option in options):
        return Piece(source, starts, optional, needs=())
    # Of each option the set that tells most: a sentence that holds a word of none of them can not match.
    telling = (min(option.needs, key=_commonness) for option in options)
    return Piece(source, starts, optional, needs=(frozenset().union(*telling),))


def _parts(phrase: str) -> list[str]:
    parts, at = [], 0
    text = phrase.strip()
    while at < len(text):
        match = _PART.match(text, at)
        if not match:
            raise LanguageError(f"the phrase '{phrase}' has '{text[at]}', which means nothing here")
        parts.append(match[1])
        at = match.end()
    return parts

"""The small language in which red-flag phrases are written, and its translation to regular expressions.

word          the plain word; several words stand one after another
word*         any ending: numb* is numb, numbness, numbing; *sarcoma is any beginning
~             up to three other words may stand here
[a|b c]       may stand here or not
(a|b c)       one of these stands here
{name}        one of the phrases listed under `words: name`
#             a number, in digits or as a word
,             a comma; gaps never cross one
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from backline.language.errors import LanguageError
from backline.language.normalise import NUMBER_WORDS

_TOKEN = re.compile(r"\s*([()\[\]|~#]|\{[a-z_]+\}|[^\s()\[\]|~#{}]+)")
_WORD = re.compile(r"\*?[a-z0-9]+\*?$|[,.]$")
_GAP = r"(?:\w[\w'.]* ){0,3}"
_NUMBER = r"(?:\d[\d.]*|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True)) + r") "
_MAX_DEPTH = 6


class PhraseCompiler:
    """Turns phrases into regular expressions over `SentenceWords.text`.

    Attributes:
        vocabulary: every whole word that some compiled phrase names; spelling is corrected towards them.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        """Take the named word groups that phrases refer to with `{name}`."""
        self._groups = words
        self.vocabulary: set[str] = set()

    def compile(self, phrases: Sequence[str]) -> re.Pattern[str]:
        """Return one expression that matches any of the phrases, at the beginning of a word.

        Raises:
            LanguageError: a phrase is empty or malformed, or names a group that does not exist.
        """
        return re.compile("(?<![^ ])(?:" + "|".join(self.source(phrase) for phrase in phrases) + ")")

    def source(self, phrase: str, depth: int = 0) -> str:
        """Return the regular expression of one phrase."""
        tokens = _tokens(phrase)
        source, rest = self._sequence(tokens, phrase, depth)
        if rest:
            raise LanguageError(f"the phrase '{phrase}' has '{rest[0]}' without its opening bracket")
        if depth == 0 and re.fullmatch(source, ""):
            raise LanguageError(f"the phrase '{phrase}' names no word; write at least one")
        return source

    def _sequence(self, tokens: list[str], phrase: str, depth: int) -> tuple[str, list[str]]:
        parts: list[str] = []
        while tokens and tokens[0] not in ("|", ")", "]"):
            token, tokens = tokens[0], tokens[1:]
            if token in ("(", "["):
                inner, tokens = self._alternatives(tokens, phrase, ")" if token == "(" else "]", depth)
                parts.append(f"(?:{inner})" + ("?" if token == "[" else ""))
            else:
                parts.append(self._single(token, phrase, depth))
        return "".join(parts), tokens

    def _alternatives(self, tokens: list[str], phrase: str, close: str, depth: int) -> tuple[str, list[str]]:
        options: list[str] = []
        while True:
            option, tokens = self._sequence(tokens, phrase, depth)
            if not option:
                raise LanguageError(f"the phrase '{phrase}' has an empty choice; remove the extra '|' or bracket")
            options.append(option)
            if not tokens:
                raise LanguageError(f"the phrase '{phrase}' lacks a '{close}'")
            mark, tokens = tokens[0], tokens[1:]
            if mark == close:
                return "|".join(options), tokens
            if mark != "|":
                raise LanguageError(f"the phrase '{phrase}' closes with '{mark}' where '{close}' is due")

    def _single(self, token: str, phrase: str, depth: int) -> str:
        if token == "~":
            return _GAP
        if token == "#":
            return _NUMBER
        if token.startswith("{"):
            name = token[1:-1]
            if name not in self._groups:
                raise LanguageError(f"the phrase '{phrase}' names the group '{name}', which is not under 'words'")
            if depth >= _MAX_DEPTH:
                raise LanguageError(f"the group '{name}' contains itself; write its words out")
            return "(?:" + "|".join(self.source(each, depth + 1) for each in self._groups[name]) + ")"
        if not _WORD.match(token):
            raise LanguageError(f"the phrase '{phrase}' has '{token}', which is no plain lower-case word")
        if "*" not in token and token not in ",.":
            self.vocabulary.add(token)
        return re.escape(token).replace(r"\*", r"[\w'.]*") + " "


def _tokens(phrase: str) -> list[str]:
    tokens, at = [], 0
    text = phrase.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise LanguageError(f"the phrase '{phrase}' has '{text[at]}', which means nothing here")
        tokens.append(match[1])
        at = match.end()
    return tokens

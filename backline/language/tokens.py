"""The tokens under the reader: spaCy's tokenizer and plain spelling. No model is downloaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.lang.char_classes import LIST_ELLIPSES, LIST_ICONS
from spacy.lang.en import English
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from backline.language.normalise import plain_word, word_set
from backline.language.spelling import Speller

# A full stop after these ends no sentence.
_ABBREVIATIONS = word_set(
    "a.m. p.m. e.g. i.e. etc. vs. approx. dr. mr. mrs. ms. prof. st. inc. ca. yrs. wks. mos. lbs. oz. ft. dept. appt. "
    "fig. min. max."
)
# Only real web addresses keep their dots: people forget the blank after a full stop ("hurts.what now").
_URL = re.compile(
    r"^(?:https?://|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.-]+$|^[\w-]+\.(?:com|org|net|gov|edu|io|co\.uk)(?:/\S*)?$"
)
_STRETCHED = re.compile(r"([a-zA-Z])\1\1")
_INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"(?<=[^\W_])[-~/](?=[^\W_])",
    r"(?<=[a-zA-Z]{2})\.(?=[a-zA-Z])",
    r"(?<=\d)\.(?=[A-Z])",
    r"(?<=[^\W_])[?!,;:)(\"]+(?=[a-zA-Z])",
    r"(?<=[a-zA-Z])[,;](?=\d)",
    r"(?<=\w)[&+](?=\w)",
]


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text, as lists: spaCy's own objects would cost more than all that is read from them.

    Attributes:
        text: the whole text.
        words: the tokens as written; line breaks and more than one blank are tokens of their own.
        plain: the same in lower case with spelling put right ("can not", "sciatica").
        starts: offset of each token's first character.
    """

    text: str
    words: Sequence[str]
    plain: Sequence[str]
    starts: Sequence[int]

    def end(self, at: int) -> int:
        """Offset after the last character of a token."""
        return self.starts[at] + len(self.words[at])

    def blank_after(self, at: int) -> bool:
        """True where a blank parts a token from the next, or from the end of the text."""
        return self.end(at) < (self.starts[at + 1] if at + 1 < len(self.starts) else len(self.text))

    def between(self, first: int, last: int) -> str:
        """The text from one token up to another, as written."""
        return self.text[self.starts[first] : self.end(last - 1)]


class Tokenization:
    """Splits texts into tokens with their plain spelling ("can't" -> "can not", "siatica" -> "sciatica")."""

    def __init__(self, speller: Speller) -> None:
        """Take what corrects misspelt words towards the lexicon."""
        self._speller = speller
        self._split = _tokenizer()
        self.plain = lru_cache(maxsize=20_000)(self._plain)

    def __call__(self, text: str) -> Tokens:
        """Split one text."""
        doc = self._split(text)
        words = [token.text for token in doc]
        return Tokens(text, words, [self.plain(word) for word in words], [token.idx for token in doc])

    def _plain(self, text: str) -> str:
        known, word = self._speller.known, plain_word(text)
        if not _STRETCHED.search(text):
            return word if word in known else self._speller.correct(word)
        if text.lower() in known:  # "ddd" is degenerative disc disease, and no stretched "d"
            return text.lower()
        once = re.sub(r"([a-z])\1", r"\1", word)
        return once if once in known else self._speller.correct(word)


def _tokenizer() -> Tokenizer:
    defaults = English.Defaults
    suffixes = [s for s in defaults.suffixes or () if s not in ("'s", "'S", "\u2019s", "\u2019S")]
    cases = {form: [{ORTH: form}] for word in _ABBREVIATIONS for form in (word, word.capitalize(), word.upper())}
    # The bare vocabulary works out nothing about a word but its letters: nobody asks for more.
    return Tokenizer(
        Vocab(),
        rules=cases | {"w/": [{ORTH: "w/"}], "w/o": [{ORTH: "w/o"}]},
        prefix_search=compile_prefix_regex(defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=_URL.match,
    )

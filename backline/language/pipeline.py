"""The spaCy pipeline under the reader: tokenizer and plain spelling. No model is downloaded: `spacy.blank("en")`."""

from __future__ import annotations

import re
from functools import lru_cache

import spacy
from spacy.lang.char_classes import LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from backline.language.normalise import plain_word, word_set
from backline.language.spelling import Speller

SPELLING = "backline_spelling"
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


def blank_pipeline(speller: Speller) -> Language:
    """Return a blank English pipeline whose tokens carry their plain, corrected spelling as NORM.

    Args:
        speller: corrects misspelt words towards the lexicon.
    """
    nlp = spacy.blank("en")
    suffixes = [s for s in nlp.Defaults.suffixes or () if s not in ("'s", "'S", "\u2019s", "\u2019S")]
    cases = {form: [{ORTH: form}] for word in _ABBREVIATIONS for form in (word, word.capitalize(), word.upper())}
    nlp.tokenizer = Tokenizer(
        nlp.vocab,
        rules=cases | {"w/": [{ORTH: "w/"}], "w/o": [{ORTH: "w/o"}]},
        prefix_search=compile_prefix_regex(nlp.Defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=_URL.match,
    )
    nlp.add_pipe(SPELLING).speller = speller
    return nlp


class Spelling:
    """Sets every token's NORM to its plain spelling ("can't" -> "can not", "siatica" -> "sciatica")."""

    def __init__(self) -> None:
        """Start without a vocabulary: nothing is corrected until `speller` is set."""
        self.speller = Speller(())
        self.norm = lru_cache(maxsize=20_000)(self._norm)

    def _norm(self, text: str) -> str:
        known, word = self.speller.known, plain_word(text)
        if not _STRETCHED.search(text):
            return word if word in known else self.speller.correct(word)
        if text.lower() in known:  # "ddd" is degenerative disc disease, and no stretched "d"
            return text.lower()
        once = re.sub(r"([a-z])\1", r"\1", word)
        return once if once in known else self.speller.correct(word)

    def __call__(self, doc: Doc) -> Doc:
        """Write the norms of one document."""
        for token in doc:
            token.norm_ = self.norm(token.text)
        return doc


# A lambda, because spaCy can not read the postponed annotations of a factory function.
Language.factory(SPELLING, func=lambda nlp, name: Spelling())

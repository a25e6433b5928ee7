"""The spaCy pipeline under the reader: tokens with plain spelling, sentences, and what the lexicon names.

Its components keep what they find as plain lists, in extension attributes of the document: `tokens`, `sentences` and
`named`. Asking spaCy's tokens and spans for each thing again cost a third of reading a message. No model is downloaded.
"""

from __future__ import annotations

import re
from functools import lru_cache

from spacy.lang.char_classes import LIST_ELLIPSES, LIST_ICONS
from spacy.lang.en import English
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

from backline.language.lexicon import Lexicon, MentionFinder
from backline.language.normalise import plain_word, word_set
from backline.language.sentences import split_sentences
from backline.language.spelling import Speller
from backline.language.tokens import Tokens

TOKENS, SENTENCES, MENTIONS = "backline_tokens", "backline_sentences", "backline_mentions"
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


for _found in ("tokens", "sentences", "named"):
    Doc.set_extension(_found, default=None, force=True)


def reading_pipeline(speller: Speller, lexicon: Lexicon) -> Language:
    """Build the pipeline.

    Args:
        speller: corrects misspelt words towards the lexicon.
        lexicon: label -> value -> phrases.
    """
    # The bare vocabulary works out nothing about a word but its letters: nobody asks for more.
    nlp = English(Vocab())
    nlp.tokenizer = _tokenizer(nlp)
    tokens = nlp.add_pipe(TOKENS)
    tokens.speller = speller
    nlp.add_pipe(SENTENCES)
    nlp.add_pipe(MENTIONS).finder = MentionFinder(lexicon, tokens.plain)
    return nlp


class PlainTokens:
    """Sets `doc._.tokens`: the tokens with their plain spelling ("can't" -> "can not", "siatica" -> "sciatica")."""

    def __init__(self) -> None:
        """Start without a vocabulary: nothing is corrected until `speller` is set."""
        self.speller = Speller(())
        self.plain = lru_cache(maxsize=20_000)(self._plain)

    def __call__(self, doc: Doc) -> Doc:
        """Collect the tokens of one document."""
        words = [token.text for token in doc]
        doc._.tokens = Tokens(doc.text, words, [self.plain(word) for word in words], [token.idx for token in doc])
        return doc

    def _plain(self, text: str) -> str:
        known, word = self.speller.known, plain_word(text)
        if not _STRETCHED.search(text):
            return word if word in known else self.speller.correct(word)
        if text.lower() in known:  # "ddd" is degenerative disc disease, and no stretched "d"
            return text.lower()
        once = re.sub(r"([a-z])\1", r"\1", word)
        return once if once in known else self.speller.correct(word)


class Mentions:
    """Sets `doc._.named`: what the lexicon names."""

    def __init__(self) -> None:
        """Start without a lexicon: nothing is found until `finder` is set."""
        self.finder = MentionFinder({}, str)

    def __call__(self, doc: Doc) -> Doc:
        """Find what one document names."""
        doc._.named = self.finder.find(doc._.tokens.plain)
        return doc


@Language.component(SENTENCES)
def set_sentences(doc: Doc) -> Doc:
    """Set `doc._.sentences`: the tokens from which and up to which each goes."""
    doc._.sentences = split_sentences(doc._.tokens)
    return doc


# Lambdas, because spaCy can not read the postponed annotations of a factory function.
Language.factory(TOKENS, func=lambda nlp, name: PlainTokens())
Language.factory(MENTIONS, func=lambda nlp, name: Mentions())


def _tokenizer(nlp: Language) -> Tokenizer:
    suffixes = [s for s in nlp.Defaults.suffixes or () if s not in ("'s", "'S", "\u2019s", "\u2019S")]
    cases = {form: [{ORTH: form}] for word in _ABBREVIATIONS for form in (word, word.capitalize(), word.upper())}
    return Tokenizer(
        nlp.vocab,
        rules=cases | {"w/": [{ORTH: "w/"}], "w/o": [{ORTH: "w/o"}]},
        prefix_search=compile_prefix_regex(nlp.Defaults.prefixes or ()).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
        url_match=_URL.match,
    )

"""Text to meaning: sentences, mentions, negation, durations, red flags. Knows nothing of Rasa, the web or storage."""

from __future__ import annotations

from backline.language.durations import parse_duration
from backline.language.errors import LanguageError
from backline.language.lexicon import load_lexicon
from backline.language.reader import Mention, Reader, Reading, Sentence
from backline.language.red_flags import Examination, RedFlag, RedFlagRules
from backline.language.yes_no import answer_yes_no

__all__ = [
    "Examination",
    "LanguageError",
    "Mention",
    "Reader",
    "Reading",
    "RedFlag",
    "RedFlagRules",
    "Sentence",
    "answer_yes_no",
    "load_lexicon",
    "parse_duration",
]

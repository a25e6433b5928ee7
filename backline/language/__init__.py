"""Text to meaning: sentences, mentions, negation, durations, red flags. Knows nothing of Rasa, the web or storage."""

from __future__ import annotations

from backline.language.corpus import LabelledMessage, read_corpus
from backline.language.durations import parse_duration
from backline.language.errors import LanguageError
from backline.language.lexicon import load_lexicon
from backline.language.reader import Mention, Reader, Reading, Sentence
from backline.language.red_flags import Examination, RedFlag, RedFlagRules
from backline.language.thresholds import Thresholds, read_thresholds
from backline.language.understanding import Question, Understander, Understanding
from backline.language.yes_no import answer_yes_no

__all__ = [
    "Examination",
    "LabelledMessage",
    "LanguageError",
    "Mention",
    "Question",
    "Reader",
    "Reading",
    "RedFlag",
    "RedFlagRules",
    "Sentence",
    "Thresholds",
    "Understander",
    "Understanding",
    "answer_yes_no",
    "load_lexicon",
    "parse_duration",
    "read_corpus",
    "read_thresholds",
]

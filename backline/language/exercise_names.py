"""The names of exercises in what people write, as their files have them, in any spelling that can be put right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from backline.language.exercise_unwanted import NAME
from backline.language.normalise import plain_characters, plain_word, word_set
from backline.language.spelling import Speller, real_words

_BEFORE_MONTH = word_set(
    "since in last this next until till by from of early late mid around before after during between every"
)
_MARK = re.compile(rf"{NAME}\d+")
_TOKEN = re.compile(r"[a-z0-9']+|[#.;!?,]")

# Words of the patterns of `backline.language.exercise_talk` that people misspell; correction may lead to them.
_WORDS = word_set(
    "kneel kneeling stomach belly tummy floor ground sitting seated standing wheelchair bed bedridden equipment "
    "resistance exercise exercises stretch stretches easier harder gentler simpler hurts painful tingle tingles "
    "tingling numb numbness sharp shoots shooting sore soreness sideways position second third fourth fifth "
    "number explain instructions different missed skipped monday tuesday wednesday thursday friday saturday "
    "sunday weekend together kneels another weights machine machines version describe demonstrate"
)

# Words of every day that are one letter away from one of a name: "can back pain" is no cat back.
_COMMON = word_set(
    "can car cap cut cats but big bit bus buy his him hit let lot led legal are art arc the two too tow "
    "toes will well walk all call wake old and any for from form been sat set six sin side size heal hell "
    "help heat here held head bad bed bend band hand had has hard have dead deal dear dog dogs dig did "
    "day days do does don note not now no nod knee know neck next need back black pack bird bridge child "
    "chair chain chip in on is it if of or so to we me my be by he she him her they them this that then "
    "than there"
)


class ExerciseNames:
    """Finds the names of exercises. Build one and keep it."""

    def __init__(self, names: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> None:
        """Index the names.

        Args:
            names: exercise id -> what people call it.
            known: further words that are right as they are.
        """
        self._phrases: dict[tuple[str, ...], str] = {}
        for exercise, called in names.items():
            for phrase in called:
                words = _words(phrase)
                for form in (words, (*words[:-1], _plural(words[-1]))):
                    self._phrases.setdefault(form, exercise)
        vocabulary = {word for phrase in self._phrases for word in phrase} | _WORDS
        self._longest = max(len(phrase) for phrase in self._phrases)
        self._vocabulary = frozenset(vocabulary)
        self._speller = Speller(vocabulary, {*real_words(), *known})
        self._right = frozenset({*vocabulary, *real_words(), *_COMMON})

    def plain(self, text: str) -> list[str]:
        """The words and marks of a message in plain words, with spelling put right."""
        return [self._correct(word) for word in _words(text, marks=True)]

    def _correct(self, word: str) -> str:
        return word if word in self._vocabulary else self._speller.correct(word)

    def find(self, tokens: Sequence[str]) -> tuple[tuple[str, ...], str]:
        """The exercises that a message names, the longest name first where two overlap.

        Args:
            tokens: the message, as `plain` gives it.

        Returns:
            their ids, and the message with the number of one of them for each name, see `without_names`.
        """
        found: dict[str, int] = {}
        rest: list[str] = []
        at = 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                exercise = self._match(tuple(tokens[at : at + length]))
                if exercise is not None and not (length == 1 and _is_month(tokens, at)):
                    found.setdefault(exercise, len(found))
                    rest.append(f"{NAME}{found[exercise]}")
                    at += length
                    break
            else:
                rest.append(tokens[at])
                at += 1
        return tuple(found), joined(rest)

    def _match(self, words: tuple[str, ...]) -> str | None:
        exact = self._phrases.get(words) or self._phrases.get(("".join(words),) if len(words) == 2 else words)
        if exact is not None or not 2 <= len(words) <= 4:
            return exact
        # "bird dgo", "brid dog": one slip in one short word, beside another word that is right.
        for phrase, exercise in self._phrases.items():
            if len(phrase) == len(words):
                wrong = [(a, b) for a, b in zip(words, phrase, strict=True) if a != b]
                if len(wrong) == 1 and _is_slip(*wrong[0], right=self._right):
                    return exercise
        return None


def joined(tokens: Iterable[str]) -> str:
    """The text of words and marks."""
    return re.sub(r" ([.;!?,])", r"\1", " ".join(tokens))


def without_names(marked: str) -> str:
    """A message with "exercise" for each number of a name in it."""
    return _MARK.sub("exercise", marked)


def _is_month(tokens: Sequence[str], at: int) -> bool:
    """Whether the word there is the month, as in "since march" or "march 3rd", and no exercise."""
    if tokens[at] != "march":
        return False
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    return before in _BEFORE_MONTH or after[:1].isdigit()


def _is_slip(written: str, meant: str, right: frozenset[str]) -> bool:
    """Whether a word is another one with a slip; a word of its own, as in "can back pain", is none."""
    if written in right or len(meant) < 3 or written[0] != meant[0] or not written.isalpha():
        return False
    return bool(OSA.distance(written, meant, score_cutoff=1) <= 1)


def _words(text: str, *, marks: bool = False) -> tuple[str, ...]:
    pieces: list[str] = []
    for token in _TOKEN.findall(plain_characters(text).lower().replace("-", " ").replace("/", " ")):
        if token[0] in "#.;!?,":
            pieces += [token] if marks else []
        else:
            pieces += plain_word(token).split()
    return tuple(pieces)


def _plural(word: str) -> str:
    return word if word.endswith("s") else f"{word}s"

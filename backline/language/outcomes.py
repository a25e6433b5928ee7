"""What people say came of the care they had, and how the trouble goes on: phrases of data/outcomes.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backline.language.context import Context
from backline.language.errors import LanguageError
from backline.language.negation import CLAUSE_ENDS
from backline.language.normalise import word_set
from backline.language.phrase_index import PhraseIndex
from backline.language.phrases import PhraseCompiler, PhraseSet
from backline.language.sections import phrase_list, read_sections
from backline.language.words import SentenceWords

GROUPS = (
    "better",
    "no_better",
    "short_lived",
    "worse",
    "worse_suddenly",
    "tried_everything",
    "nothing_found",
    "dismissed",
)
# A group of the file whose phrases are no outcome: they keep their words from the other groups.
_NEITHER = "neither"
# Their phrases hold a denial themselves; only a "not" right before turns them round.
_DENIALS = frozenset({"no_better", "nothing_found", "dismissed"})
_HOPES = word_set(
    "will would could might may should if whether hope hopes hoping hopefully wish want wants need needs until before "
    "prevent avoid anything something trying wonder wondering order"
)
_QUESTION_WORDS = word_set(
    "do does did is are was were can could will would should has have how what which when why who where any anyone "
    "anybody must shall may might"
)
_FAR = 6  # words a hope reaches
# "Tablets: nothing" and "PT = useless" are read like "tablets, nothing".
_COMMAS = word_set(": ; = -")


@dataclass(frozen=True)
class FoundOutcome:
    """An outcome in a sentence.

    Attributes:
        group: one of `GROUPS`.
        start: index of its first word in the sentence.
        end: index after its last word.
        denied: the sentence denies it ("I can not say it helped").
        asked: it is asked about, hoped for or feared ("will it help?").
        other: it is told of somebody else.
    """

    group: str
    start: int
    end: int
    denied: bool = False
    asked: bool = False
    other: bool = False


class OutcomePhrases:
    """The phrases of data/outcomes.yml.

    Attributes:
        vocabulary: every word the phrases name; spelling leaves them as they are.
    """

    def __init__(self, words: Mapping[str, Sequence[str]], groups: Mapping[str, Sequence[str]]) -> None:
        """Compile phrases; use `load` to read a file.

        Raises:
            LanguageError: a phrase is malformed.
        """
        compiler = PhraseCompiler(words)
        self._group: dict[str, str] = {}
        sets: dict[str, PhraseSet] = {}
        for group, phrases in groups.items():
            for number, phrase in enumerate(phrases):
                name = f"{group} {number}"
                sets[name] = compiler.compile([phrase])
                self._group[name] = group
        self._index = PhraseIndex(sets)
        self.vocabulary = frozenset(compiler.vocabulary)

    @classmethod
    def load(cls, path: Path) -> OutcomePhrases:
        """Read and check a file of outcomes.

        Raises:
            LanguageError: one sentence that says what is wrong and how to mend it.
        """
        content = read_sections(path, {"words", "outcomes"})
        outcomes = content["outcomes"]
        every = (*GROUPS, _NEITHER)
        if not isinstance(outcomes, dict) or set(outcomes) != set(every):
            raise LanguageError(f"{path.name}: the section outcomes needs exactly the groups {', '.join(every)}")
        words = content["words"] or {}
        if not isinstance(words, dict):
            raise LanguageError(f"{path.name}: the section words needs a list of words for each name")
        try:
            named = {str(name): phrase_list(value, f"the word group '{name}'") for name, value in words.items()}
            groups = {group: phrase_list(outcomes[group], f"the group '{group}'") for group in every}
            return cls(named, groups)
        except LanguageError as error:
            raise LanguageError(f"{path.name}: {error}") from None

    def prepare(self) -> None:
        """Make every pattern now, so that no message has to wait for one."""
        self._index.prepare()

    def find(self, sentence: SentenceWords, message: str, today: date) -> list[FoundOutcome]:
        """Find the outcomes of one sentence, in order; of phrases that share a word the one of more words counts.

        Args:
            sentence: the sentence.
            message: the plain words of the whole message; tells whom the message is about.
            today: the day on which "in 2015" is read.
        """
        plain = sentence.words
        if not _COMMAS.isdisjoint(plain):
            plain = tuple("," if word in _COMMAS else word for word in plain)
        stopped = SentenceWords((*plain, "."), sentence.tokens, sentence.raw)
        places: dict[tuple[int, int], str] = {}
        for name, first, last in self._index.matches(stopped):
            start, end = stopped.word_span(first, last)
            places.setdefault((start, min(end, len(plain))), self._group[name])
        taken: set[int] = set()
        kept = []
        for start, end in sorted(places, key=lambda span: (span[0] - span[1], span[0])):
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                kept.append((start, end))
        told = (span for span in sorted(kept) if places[span] != _NEITHER)
        return [self._judged(places[span], *span, sentence, message, today) for span in told]

    def _judged(
        self, group: str, start: int, end: int, sentence: SentenceWords, message: str, today: date
    ) -> FoundOutcome:
        context = Context(sentence, start, end, message, today)
        words = sentence.words
        denied = words[start - 1 : start] == ("not",) if group in _DENIALS else context.negated
        asked = context.general or context.imagined or _is_hoped(words, start) or _is_question(words, start, end)
        return FoundOutcome(group, start, end, denied, asked, context.other)


def _clause_start(words: Sequence[str], start: int) -> int:
    return next((at + 1 for at in range(start - 1, -1, -1) if words[at] in CLAUSE_ENDS), 0)


def _is_hoped(words: Sequence[str], start: int) -> bool:
    """True where a word right before says that it is hoped for, feared or asked ("hoping it helps")."""
    for at in range(start - 1, max(-1, start - 1 - _FAR), -1):
        if words[at] in _HOPES:
            return words[at + 1 : at + 2] != ("not",)
        if words[at] in CLAUSE_ENDS:
            # "until" and "because" begin a clause; a hope before them does not reach it.
            return False
    return False


def _is_question(words: Sequence[str], start: int, end: int) -> bool:
    """True where the clause begins like a question and ends with its mark."""
    stop = next((words[at] for at in range(end, len(words)) if words[at] in CLAUSE_ENDS), "")
    first = _clause_start(words, start)
    return stop == "?" and first < start and words[first] in _QUESTION_WORDS

"""Two classifiers in a row: only what the quick one is not sure of is looked at closely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path

from backline.language.classifier import IntentClassifier
from backline.language.features import Part

# From this confidence on the quick one is believed: for a third to three quarters of the sentences, and hardly fewer
# are right than if all were looked at closely; see docs/benchmarks/sentence_vectors.md. At 0.8 it takes a correction
# such as "no, it has been 7 months" for a report.
SURE = 0.9
# Where it does not matter which of several intents it is, from this sum of theirs: of 1,918 clauses that the quick one
# was not sure of, a third reach it, and 4 of these 660 the careful one takes for another question.
SURE_TOGETHER = 0.85
# Where the careful one is by so much less sure, its guess is worth less than the first ("evry day").
_FAR_LESS = 0.3


class Cascade:
    """Ranks the intents of a sentence as an `IntentClassifier` does, most of them several times faster."""

    FILES = ("intents_quick.npz", "intents.npz")
    """The names of its two files."""

    def __init__(self, quick: IntentClassifier, careful: IntentClassifier, sure: float = SURE) -> None:
        """Take both classifiers.

        Args:
            quick: asked first.
            careful: asked where the confidence of the first is too low.
            sure: the least confidence with which the quick one is believed; 0 to 1.
        """
        self._quick = quick
        self._careful = careful
        self._sure = sure
        # They learned from the same examples: letters and words are looked up once.
        self._alike = quick.features.has_terms_of(careful.features)

    @classmethod
    def train(
        cls, texts: Sequence[str], labels: Sequence[str], *, quick: Sequence[Part], careful: Sequence[Part]
    ) -> Cascade:
        """Learn from examples.

        Args:
            texts: example sentences.
            labels: the intent of each.
            quick: further views of a sentence for the quick classifier, see `TextFeatures`.
            careful: those for the careful one.

        Raises:
            ValueError: if the two differ in length, or there are fewer than two intents.
        """
        first = IntentClassifier.train(texts, labels, parts=quick)
        return cls(first, IntentClassifier.train(texts, labels, parts=careful))

    def rank(self, text: str, meaning: Callable[[str], Hashable] | None = None) -> list[tuple[str, float]]:
        """Every intent with its confidence, the most confident first.

        Args:
            text: one sentence.
            meaning: what the caller makes of an intent. Where the quick one is sure of that, the intent needs no
                closer look: a report of pain and a report of care alike ask nothing.
        """
        row = self._quick.features.row(text)
        first = self._quick.rank(text, row)
        if first[0][1] >= self._sure or (meaning and _most_together(first, meaning) >= SURE_TOGETHER):
            return first
        second = self._careful.rank(text, row if self._alike else None)
        return first if first[0][1] > second[0][1] + _FAR_LESS else second

    def save(self, folder: Path) -> None:
        """Write both into a folder, as `FILES`."""
        for name, classifier in zip(self.FILES, (self._quick, self._careful), strict=True):
            classifier.save(folder / name)

    @classmethod
    def load(cls, folder: Path, *, quick: Sequence[Part], careful: Sequence[Part]) -> Cascade:
        """Read what `save` wrote, with the same further parts as in training.

        Raises:
            ValueError: a file is of another format, or was trained with other parts.
        """
        first, second = (folder / name for name in cls.FILES)
        return cls(IntentClassifier.load(first, parts=quick), IntentClassifier.load(second, parts=careful))


def _most_together(ranking: Sequence[tuple[str, float]], meaning: Callable[[str], Hashable]) -> float:
    """The greatest sum of the confidences of intents that mean the same."""
    sums: defaultdict[Hashable, float] = defaultdict(float)
    for intent, confidence in ranking:
        sums[meaning(intent)] += confidence
    return max(sums.values())

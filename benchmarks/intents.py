"""How well intents are recognised: cross-validation, held-out sentences, confusions, and what a threshold costs.

``python -m benchmarks intents`` writes docs/benchmarks/intents.md; ``python -m benchmarks.intents --nlu FOLDER``
prints the same for other training files.

The fallback threshold (FallbackClassifier in config.yml) is read off the last table. It marks the threshold with the
most right answers minus wrong ones; where several are about as good, take the lower one: a person who is asked again
without need leaves.

Cross-validation reads low: the examples of an intent were chosen to differ from one another, so each fold lacks just
the phrasing it is asked for. ``held_out`` reads high: the data were improved with it in view. ``unseen`` was not.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from backline.assistant.language_model import load_vectors
from backline.language.cascade import Cascade
from backline.language.features import Part
from backline.language.vectors import VectorView

PROJECT = Path(__file__).resolve().parent.parent
NLU = PROJECT / "data" / "nlu"
THRESHOLDS = (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)


class Guess(NamedTuple):
    """One sentence with the intent it should have, the one it got, and with what confidence."""

    text: str
    wanted: str
    got: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether the intent is the wanted one."""
        return self.wanted == self.got


def read_examples(paths: Iterable[Path]) -> tuple[list[str], list[str]]:
    """Read NLU files of the Rasa 3.1 form; returns the sentences, and the intent of each."""
    texts: list[str] = []
    intents: list[str] = []
    for path in sorted(paths):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines():
                texts.append(line.removeprefix("- "))
                intents.append(block["intent"])
    return texts, intents


def views() -> dict[str, list[Part]]:
    """Sentence vectors, as the assistant uses them; every sentence is encoded once."""
    return {
        "quick": [("word vectors", VectorView(load_vectors(PROJECT, layers=0, training=True)))],
        "careful": [("vectors", VectorView(load_vectors(PROJECT, training=True)))],
    }


def guesses(classifier: Cascade, texts: Sequence[str], intents: Sequence[str]) -> list[Guess]:
    """Classify every sentence."""
    return [Guess(text, wanted, *classifier.rank(text)[0]) for text, wanted in zip(texts, intents, strict=True)]


def cross_validate(
    texts: Sequence[str], intents: Sequence[str], parts: Mapping[str, Sequence[Part]], folds: int = 5
) -> list[Guess]:
    """Classify every training sentence by a classifier that never saw it."""
    found: list[Guess] = []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, intents):
        classifier = Cascade.train([texts[i] for i in train], [intents[i] for i in train], **parts)
        found += guesses(classifier, [texts[i] for i in test], [intents[i] for i in test])
    return found


def accuracy(name: str, found: Sequence[Guess]) -> str:
    """One line: sentences, accuracy, macro-F1, mean confidence."""
    right = np.mean([guess.right for guess in found])
    macro = f1_score([guess.wanted for guess in found], [guess.got for guess in found], average="macro")
    confidence = np.mean([guess.confidence for guess in found])
    return f"{name:<18}{len(found):>6}{right:>10.3f}{macro:>10.3f}{confidence:>12.3f}"


def reliability(name: str, found: Sequence[Guess]) -> list[str]:
    """How often a confidence is right: ten steps of confidence, and the expected calibration error."""
    lines = ["", f"Reliability, {name}: confidence said, share right, sentences"]
    error = 0.0
    for step in range(10):
        inside = [guess for guess in found if min(int(guess.confidence * 10), 9) == step]
        if inside:
            said = float(np.mean([guess.confidence for guess in inside]))
            right = float(np.mean([guess.right for guess in inside]))
            error += abs(said - right) * len(inside) / len(found)
            lines.append(f"  {step / 10:.1f}-{(step + 1) / 10:.1f}{said:>8.2f}{right:>8.2f}{len(inside):>7}")
    return [*lines, f"  expected calibration error {error:.3f}"]


def confusions(name: str, found: Sequence[Guess], most: int = 20) -> list[str]:
    """The pairs of intents most often mistaken, and the intents that are found less than 8 times in 10."""
    pairs = Counter((guess.wanted, guess.got) for guess in found if not guess.right)
    lines = ["", f"Confusions, {name}: times, wanted, got"]
    lines += [f"  {times:>4}  {wanted:<18} {got}" for (wanted, got), times in pairs.most_common(most)]
    lines += ["", f"Recall below 0.8, {name}: recall, intent, sentences"]
    for intent in sorted({guess.wanted for guess in found}):
        own = [guess.right for guess in found if guess.wanted == intent]
        if np.mean(own) < 0.8:
            lines.append(f"  {np.mean(own):.2f}  {intent:<18}{len(own):>4}")
    return lines


def thresholds(found: Sequence[Guess]) -> list[str]:
    """What a fallback threshold does: share answered, accuracy of the answers, right minus wrong."""
    rows: list[tuple[float, int, int]] = []
    for threshold in THRESHOLDS:
        answered = [guess.right for guess in found if guess.confidence >= threshold]
        rows.append((threshold, len(answered), sum(answered)))
    best = max(2 * right - count for _, count, right in rows)
    lines = ["", "Threshold, answered, right among them, right minus wrong (held-out and unseen)"]
    for threshold, count, right in rows:
        gain = 2 * right - count
        mark = "  <- best" if gain == best else ""
        lines.append(f"  {threshold:.2f}{count / len(found):>10.3f}{right / max(count, 1):>10.3f}{gain:>8}{mark}")
    return lines


def main(folder: Path = NLU) -> str:
    """Train on the files of a folder, measure, and return all tables as a page."""
    texts, intents = read_examples(folder.glob("*.yml"))
    counts = Counter(intents)
    started = time.perf_counter()
    parts = views()
    classifier = Cascade.train(texts, intents, **parts)
    seconds = time.perf_counter() - started
    held_out, unseen = (
        guesses(classifier, *read_examples([PROJECT / "tests" / "nlu" / f"{name}.yml"]))
        for name in ("held_out", "unseen")
    )
    started = time.perf_counter()
    guesses(classifier, texts[:500], intents[:500])
    milliseconds = (time.perf_counter() - started) * 2
    crossed = cross_validate(texts, intents, parts)
    lines = [
        f"{len(texts)} examples of {len(counts)} intents ({min(counts.values())} to {max(counts.values())} each)",
        f"Training {seconds:.1f} s; one sentence {milliseconds:.2f} ms",
        "",
        f"{'':<18}{'texts':>6}{'accuracy':>10}{'macro-F1':>10}{'confidence':>12}",
        accuracy("5-fold CV", crossed),
        accuracy("held_out", held_out),
        accuracy("unseen", unseen),
        *reliability("5-fold CV", crossed),
        *reliability("held-out and unseen", [*held_out, *unseen]),
        *confusions("5-fold CV", crossed),
        # Not those of unseen.yml: who looks at them is tempted to mend them.
        *confusions("held_out", held_out),
        *thresholds([*held_out, *unseen]),
    ]
    return "\n".join(["# Intents", "", "```", *lines, "```", ""])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nlu", type=Path, default=NLU, help="folder of the training files")
    print(main(parser.parse_args().nlu))

"""How well intents are recognised: cross-validation, held-out sentences, confusions, and what a threshold costs.

Run from the project's folder: ``python benchmarks/intents.py [--nlu FOLDER]``. It prints tables and writes nothing.

The fallback threshold (FallbackClassifier in config.yml) is read off the last table: the highest threshold at which
sentences answered are worth more than sentences asked again. The table marks the one that maximises answers that are
right minus answers that are wrong, over the held-out and the unseen sentences together.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from backline.language.classifier import IntentClassifier

PROJECT = Path(__file__).resolve().parent.parent
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


def guesses(classifier: IntentClassifier, texts: Sequence[str], intents: Sequence[str]) -> list[Guess]:
    """Classify every sentence."""
    return [Guess(text, wanted, *classifier.rank(text)[0]) for text, wanted in zip(texts, intents, strict=True)]


def cross_validate(texts: Sequence[str], intents: Sequence[str], folds: int = 5) -> list[Guess]:
    """Classify every training sentence by a classifier that never saw it."""
    found: list[Guess] = []
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(texts, intents):
        classifier = IntentClassifier.train([texts[i] for i in train], [intents[i] for i in train])
        found += guesses(classifier, [texts[i] for i in test], [intents[i] for i in test])
    return found


def print_accuracy(name: str, found: Sequence[Guess]) -> None:
    """One line: sentences, accuracy, macro-F1, mean confidence."""
    accuracy = np.mean([guess.right for guess in found])
    macro = f1_score([guess.wanted for guess in found], [guess.got for guess in found], average="macro")
    confidence = np.mean([guess.confidence for guess in found])
    print(f"{name:<18}{len(found):>6}{accuracy:>10.3f}{macro:>10.3f}{confidence:>12.3f}")


def print_reliability(name: str, found: Sequence[Guess]) -> None:
    """How often a confidence is right: ten steps of confidence, and the expected calibration error."""
    print(f"\nReliability, {name}: confidence said, share right, sentences")
    error = 0.0
    for step in range(10):
        inside = [guess for guess in found if min(int(guess.confidence * 10), 9) == step]
        if inside:
            said = float(np.mean([guess.confidence for guess in inside]))
            right = float(np.mean([guess.right for guess in inside]))
            error += abs(said - right) * len(inside) / len(found)
            print(f"  {step / 10:.1f}-{(step + 1) / 10:.1f}{said:>8.2f}{right:>8.2f}{len(inside):>7}")
    print(f"  expected calibration error {error:.3f}")


def print_confusions(name: str, found: Sequence[Guess], most: int = 20) -> None:
    """The pairs of intents most often mistaken, and the recall of each intent that falls below 0.8."""
    pairs = Counter((guess.wanted, guess.got) for guess in found if not guess.right)
    print(f"\nConfusions, {name}: times, wanted, got")
    for (wanted, got), times in pairs.most_common(most):
        print(f"  {times:>4}  {wanted:<18} {got}")
    print(f"Recall below 0.8, {name}")
    for intent in sorted({guess.wanted for guess in found}):
        own = [guess.right for guess in found if guess.wanted == intent]
        if np.mean(own) < 0.8:
            print(f"  {np.mean(own):>6.2f}  {intent} ({len(own)})")


def print_thresholds(found: Sequence[Guess]) -> None:
    """What a fallback threshold does: share answered, accuracy of the answers, right minus wrong."""
    rows: list[tuple[float, int, int]] = []
    for threshold in THRESHOLDS:
        answered = [guess.right for guess in found if guess.confidence >= threshold]
        rows.append((threshold, len(answered), sum(answered)))
    best = max(2 * right - count for _, count, right in rows)
    print("\nThreshold, answered, right among them, right minus wrong (held-out and unseen)")
    for threshold, count, right in rows:
        gain = 2 * right - count
        mark = "  <- best" if gain == best else ""
        print(f"  {threshold:.2f}{count / len(found):>10.3f}{right / max(count, 1):>10.3f}{gain:>8}{mark}")


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nlu", type=Path, default=PROJECT / "data" / "nlu", help="folder of the training files")
    folder: Path = parser.parse_args().nlu
    texts, intents = read_examples(folder.glob("*.yml"))
    started = time.perf_counter()
    classifier = IntentClassifier.train(texts, intents)
    seconds = time.perf_counter() - started
    sets = {
        name: guesses(classifier, *read_examples([PROJECT / "tests" / "nlu" / f"{name}.yml"]))
        for name in ("held_out", "unseen")
    }
    counts = Counter(intents)
    print(f"{len(texts)} examples of {len(counts)} intents ({min(counts.values())} to {max(counts.values())} each)")
    started = time.perf_counter()
    guesses(classifier, texts[:500], intents[:500])
    print(f"Training {seconds:.1f} s; one sentence {(time.perf_counter() - started) * 2:.2f} ms")
    print(f"\n{'':<18}{'texts':>6}{'accuracy':>10}{'macro-F1':>10}{'confidence':>12}")
    crossed = cross_validate(texts, intents)
    print_accuracy("5-fold CV", crossed)
    for name, found in sets.items():
        print_accuracy(name, found)
    print_reliability("5-fold CV", crossed)
    both = [*sets["held_out"], *sets["unseen"]]
    print_reliability("held-out and unseen", both)
    print_confusions("5-fold CV", crossed)
    # Not those of unseen.yml: who looks at them is tempted to mend them.
    print_confusions("held_out", sets["held_out"])
    print_thresholds(both)


if __name__ == "__main__":
    main()

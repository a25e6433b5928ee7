"""The first fold: the fifth of all texts that one fine-tuned encoder never saw, so that it can be measured on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from backline.language.adapters import Adapters, number_of, numbers_of

FOLDS = 5
FIRST_FOLD = Path(__file__).resolve().parent / "first_fold.npz"


def left_out_of(texts: Iterable[str], before: Adapters | None) -> frozenset[int]:
    """Which texts are kept from an encoder that is to be measured: a fifth of those that it does not know yet.

    Args:
        texts: all there are.
        before: what was taught earlier; what it left out stays out, so that nobody ever sees it.

    Returns:
        Their numbers, see `number_of`.
    """
    taught = before.taught_on if before else frozenset()
    left_out = before.left_out if before else frozenset()
    return frozenset(n for n in numbers_of(texts) - taught if n in left_out or n % FOLDS == 0)


def unseen_by(encoder: Adapters, texts: Sequence[str]) -> list[int]:
    """The places of the texts that an encoder was not taught on.

    Raises:
        SystemExit: it knows them all.
    """
    found = [i for i, text in enumerate(texts) if number_of(text) not in encoder.taught_on]
    if not found:
        raise SystemExit(
            f"benchmarks/{FIRST_FOLD.name} was taught on all there is, so that nothing is left to measure: make it "
            "anew with 'python scripts/fine_tune.py --first-fold', see data/fine_tuned/README.md."
        )
    return found

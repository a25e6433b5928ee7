"""What a message says as a whole, and of what it names, by MiniLM fine-tuned on the messages of data/messages.

The learned layer counts letters, words and what the rules found; this reads the words in their order. Each errs where
the other does not, so that the mean of the two is better than either: docs/understanding.md has the figures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import numpy as np

from backline.language.adapters import Adapters
from backline.language.contract import CARE
from backline.language.learned import Learned
from backline.language.named import MEANT, Named
from backline.language.readout import Array
from backline.language.vectors import load_encoder

# As it was taught. A longer message is read piece by piece.
MAX_PIECES = 256
_MAX_WINDOWS = 8  # about 1,500 words
# How much the learned layer and the encoder count in a score; where there are three numbers the last one is the
# encoder's of what is named. Chosen on a fifth of data/messages that neither had seen, see
# docs/benchmarks/sentence_vectors.md.
_SCOPE = (0.4, 0.6)
_FLAG = (0.6, 0.4)
_IMPROVED = (0.4, 0.6)
_TRIED = (0.4, 0.2, 0.4)
_TOPIC = (0.3, 0.3, 0.6)
_SPAN = (0.3, 0.7)


class FineTunedEncoder:
    """Scores what a message says; every number above 0 is more likely than not."""

    def __init__(self, encoder: Path, vocabulary: Path, adapters: Adapters, *, threads: int = 1) -> None:
        """Load the encoder; takes a tenth of a second.

        Args:
            encoder: the file that ``minilm.write_fine_tuned`` wrote out of the adapters.
            vocabulary: the ``tokenizer.json`` that belongs to MiniLM.
            adapters: their linear models are used.
            threads: how many cores one message may use.

        Raises:
            LanguageError: one of the files can not be read.
        """
        self._session, self._tokenizer = load_encoder(encoder, vocabulary, threads, MAX_PIECES)
        self._readout = adapters.readout

    def score(self, text: str, named: Sequence[Named] = ()) -> dict[str, float]:
        """Name of `Readout.names`, or key of what is named -> score.

        Args:
            text: a message as it was written; what stands beyond some 1,500 words is not read.
            named: what it names. Of what is named more than once the highest score counts.
        """
        whole = self._tokenizer.encode(text)
        windows = [whole, *whole.overflowing][:_MAX_WINDOWS]
        states = np.concatenate([self._states(window.ids) for window in windows])
        scores = self._readout.score_text(states)
        pieces = Pieces([offset for window in windows for offset in window.offsets])
        found = [(one, part) for one in named if (part := pieces.between(one.start, one.end))]
        told = self._readout.score_named(states, [(one.question, *part) for one, part in found])
        for (one, _), score in zip(found, told, strict=True):
            scores[one.key] = max(score, scores.get(one.key, score))
        return scores

    def _states(self, ids: list[int]) -> Array:
        feeds = {"ids": np.array(ids, dtype=np.int64), "positions": np.arange(len(ids), dtype=np.int64)}
        states: Array = self._session.run(["states"], feeds)[0]
        return states


class Pieces:
    """Where the pieces of a text stand in it."""

    def __init__(self, offsets: Sequence[tuple[int, int]]) -> None:
        """Take where each piece begins and ends; a mark of the encoder's own ends where it begins."""
        self._ends = list(accumulate((end for _, end in offsets), max))
        self._starts = [start if start < last else end for (start, last), end in zip(offsets, self._ends, strict=True)]

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """The pieces of a part of the text: the first, and the one after the last; None where there are none.

        Args:
            start: offset of the first character of the part.
            end: offset after its last character.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (first, last) if first < last else None


def mixed(learned: Learned, scores: Mapping[str, float]) -> Learned:
    """What the learned layer says of a message, and what the fine-tuned encoder says, in one.

    Args:
        learned: the learned layer's scores; single sentences stay as they are.
        scores: the encoder's scores by name.
    """
    return replace(
        learned,
        scope=_weighed(_SCOPE, learned.scope, scores.get("scope")),
        topics={
            topic: _weighed(_TOPIC, value, scores.get(f"topic {topic}"), scores.get(f"about {topic}"))
            for topic, value in learned.topics.items()
        },
        flags={flag: _weighed(_FLAG, value, scores.get(f"flag {flag}")) for flag, value in learned.flags.items()},
        improved={name: _weighed(_IMPROVED, value, scores.get(name)) for name, value in learned.improved.items()},
        tried={
            care: _weighed(_TRIED, value, scores.get(f"tried {care}"), scores.get(f"had {care}"))
            for care, value in learned.tried.items()
        },
        spans=tuple(_weighed(_SPAN, value, scores.get(f"{MEANT} {n}")) for n, value in enumerate(learned.spans)),
        unnamed={
            care: scores[f"tried {care}"] for care in CARE if f"tried {care}" in scores and f"had {care}" not in scores
        },
    )


def _weighed(weights: Sequence[float], *scores: float | None) -> float:
    """The mean of those scores that there are."""
    known = [(weight, score) for weight, score in zip(weights, scores, strict=True) if score is not None]
    return sum(weight * score for weight, score in known) / sum(weight for weight, _ in known)

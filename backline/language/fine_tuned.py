"""What a message says as a whole, by MiniLM fine-tuned on the labelled messages of data/messages.

The learned layer counts letters, words and what the rules found; this reads the words in their order. Each errs where
the other does not, so that the mean of the two is better than either: docs/understanding.md has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from backline.language.adapters import Adapters
from backline.language.learned import Learned
from backline.language.vectors import load_encoder

# As it was taught. A longer message is read piece by piece.
MAX_PIECES = 256
_MAX_WINDOWS = 8  # about 1,500 words
# How much it counts beside the learned layer; chosen on a fifth of data/messages that neither had seen.
SHARE = 0.4


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
        self._adapters = adapters

    def score(self, text: str) -> dict[str, float]:
        """Name of `Adapters.names` -> score.

        Args:
            text: a message as it was written; what stands beyond some 1,500 words is not read.
        """
        whole = self._tokenizer.encode(text)
        windows = [part.ids for part in (whole, *whole.overflowing)][:_MAX_WINDOWS]
        means, mosts = zip(*(self._run(ids) for ids in windows), strict=True)
        mean, most = means[0], mosts[0]
        if len(windows) > 1:
            mean = np.average(means, axis=0, weights=[len(ids) for ids in windows])
            most = np.max(mosts, axis=0)
        vector = np.concatenate([mean, most]).astype(np.float32)
        scores = vector @ self._adapters.weights + self._adapters.bias
        return dict(zip(self._adapters.names, scores.tolist(), strict=True))

    def _run(self, ids: list[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        feeds = {"ids": np.array(ids, dtype=np.int64), "positions": np.arange(len(ids), dtype=np.int64)}
        mean, most = self._session.run(["mean", "most"], feeds)
        return mean, most


def mixed(learned: Learned, scores: Mapping[str, float], share: float = SHARE) -> Learned:
    """What the learned layer says of a message, and what the fine-tuned encoder says, in one.

    Args:
        learned: the learned layer's scores; single sentences and amounts of time stay as they are.
        scores: the encoder's scores by name.
        share: how much these count, 0 to 1.
    """

    def mix(values: Mapping[str, float], prefix: str) -> dict[str, float]:
        return {
            name: (1 - share) * value + share * scores.get(f"{prefix}{name}", value) for name, value in values.items()
        }

    return replace(
        learned,
        scope=mix({"scope": learned.scope}, "")["scope"],
        topics=mix(learned.topics, "topic "),
        flags=mix(learned.flags, "flag "),
        improved=mix(learned.improved, ""),
        tried=mix(learned.tried, "tried "),
    )

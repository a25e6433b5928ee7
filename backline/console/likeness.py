"""Grouping messages by likeness, with the sentence vectors that the model uses."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from backline.assistant.language_model import load_vectors
from backline.language.features import normalise
from backline.language.vectors import SentenceVectors

Vectors = NDArray[np.float32]

_REMEMBERED = 4000  # messages; a vector takes 1.5 kB
_AT_ONCE = 50
# Chosen on the sentences of tests/nlu: in groups of two or more, two thirds have the group's commonest intent.
_LIKE = 0.35
# Letters tell apart what the vectors take for much alike.
_LETTERS = 0.3


class Likeness:
    """Keeps a vector for each message, by its id, and groups messages. One for each server."""

    def __init__(self) -> None:
        """Start with nothing read; the encoder is loaded when it is needed."""
        self._encoder: SentenceVectors | None = None
        self._common: Vectors | None = None
        self._known: OrderedDict[int, Vectors] = OrderedDict()
        self._reading: asyncio.Task[None] | None = None
        self._groups: list[list[int]] = []

    async def read(self, texts: dict[int, str], project_dir: Path, samples: Sequence[str], wait: float) -> int:
        """Work out the vectors of messages in a thread, and wait for them for some seconds.

        Args:
            texts: id -> text.
            project_dir: the project whose encoder is used.
            samples: sentences as people write them, whatever they mean.
            wait: so many seconds at most.

        Returns:
            how many are still missing; they are worked on, so ask again.
        """
        if self._missing(texts):
            if self._reading is None or self._reading.done():
                self._reading = asyncio.create_task(self._read(texts, project_dir, samples))
            await asyncio.wait([self._reading], timeout=wait)
            if self._reading.done():
                self._reading.result()
        return len(self._missing(texts))

    async def group(self, texts: dict[int, str], samples: Sequence[str]) -> list[list[int]]:
        """The ids of messages whose vectors were read, in groups: the largest first, then by their newest message.

        Groups stay as they are while messages only go, so that they do not change under the hands of a reviewer.
        """
        ids = sorted((id_ for id_ in texts if id_ in self._known), reverse=True)
        if not set(ids) <= {id_ for group in self._groups for id_ in group}:
            rows = [self._known[id_] for id_ in ids]
            said = [texts[id_] for id_ in ids]
            self._groups = await asyncio.to_thread(group_by_likeness, ids, said, rows, samples)
        left = set(ids)
        return _in_order([id_ for id_ in group if id_ in left] for group in self._groups)

    def forget(self) -> None:
        """Forget every vector: some of the messages are being erased."""
        self._known.clear()

    def _missing(self, texts: dict[int, str]) -> list[int]:
        return [id_ for id_ in texts if id_ not in self._known]

    async def _read(self, texts: dict[int, str], project_dir: Path, samples: Sequence[str]) -> None:
        if self._encoder is None:
            # One of its own: the assistant's may not be used by two threads at once.
            self._encoder = await asyncio.to_thread(load_vectors, project_dir)
            self._common = (await asyncio.to_thread(self._encoder.encode, samples)).mean(axis=0)
        missing = self._missing(texts)
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            rows = await asyncio.to_thread(self._encode, [texts[id_] for id_ in some])
            self._known.update(zip(some, rows, strict=True))
        for id_ in texts:
            self._known.move_to_end(id_)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        assert self._encoder is not None
        assert self._common is not None
        # Any two sentences have much in common here; what is left tells them apart.
        rows = self._encoder.encode(texts) - self._common
        unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
        return unit


def group_by_likeness(
    ids: Sequence[int], texts: Sequence[str], rows: Sequence[Vectors], samples: Sequence[str]
) -> list[list[int]]:
    """Group messages by average linkage; the same messages give the same groups every time.

    Args:
        ids: of the messages.
        texts: of each.
        rows: a vector of length 1 for each.
        samples: other sentences, so that letters are weighed well also among few messages.
    """
    if len(ids) < 2:
        return [[id_] for id_ in ids]
    groups: dict[int, list[int]] = {}
    tree = linkage(squareform(_distances(texts, rows, samples), checks=False), "average")
    for id_, number in zip(ids, fcluster(tree, 1 - _LIKE, "distance"), strict=True):
        groups.setdefault(int(number), []).append(id_)
    return _in_order(groups.values())


def _in_order(groups: Iterable[list[int]]) -> list[list[int]]:
    return sorted((group for group in groups if group), key=lambda group: (-len(group), -max(group)))


def _distances(texts: Sequence[str], rows: Sequence[Vectors], samples: Sequence[str]) -> NDArray[Any]:
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=normalise)
    spelled = letters.fit([*texts, *samples]).transform(texts)
    vectors = np.array(rows)
    alike = (1 - _LETTERS) * (vectors @ vectors.T) + _LETTERS * (spelled @ spelled.T).toarray()
    distances: NDArray[Any] = np.clip(1 - (alike + alike.T) / 2, 0, None)
    np.fill_diagonal(distances, 0)
    return distances

"""What the teacher makes of texts: written by teach.py, read by fine_tune.py."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from training_texts import NAMES, Part

from backline.language.readout import Array


@dataclass(frozen=True)
class Judgement:
    """What the teacher makes of a text.

    Attributes:
        scores: how true each of `NAMES` is of it, 0 to 1.
        answers: the same for each thing it names, in order.
    """

    scores: Array
    answers: tuple[float, ...]


@dataclass(frozen=True)
class Judgements:
    """What the teacher makes of labelled texts and of parts of them.

    Attributes:
        texts: number of a labelled text, see `number_of` -> what it makes of it.
        parts: the parts.
        of_parts: what it makes of each.
        left_out: the numbers of texts that it did not learn from.
    """

    texts: dict[int, Judgement]
    parts: tuple[Part, ...]
    of_parts: tuple[Judgement, ...]
    left_out: frozenset[int]

    def save(self, path: Path) -> None:
        """Write plain arrays."""
        every = [*self.texts.values(), *self.of_parts]
        words = json.dumps([[part.text, part.of] for part in self.parts]).encode()
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                names=np.array(NAMES),
                numbers=np.array(list(self.texts), dtype=np.uint32),
                scores=np.array([one.scores for one in every], dtype=np.float16),
                counts=np.array([len(one.answers) for one in every], dtype=np.uint16),
                answers=np.array([answer for one in every for answer in one.answers], dtype=np.float16),
                parts=np.frombuffer(words, dtype=np.uint8),
                left_out=np.array(sorted(self.left_out), dtype=np.uint32),
            )

    @classmethod
    def load(cls, path: Path) -> Judgements:
        """Read what ``save`` wrote.

        Raises:
            SystemExit: the file is missing, no such file, or tells of other names.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                state = {name: stored[name] for name in stored.files}
            names, numbers = tuple(state["names"].tolist()), state["numbers"].tolist()
        except (OSError, ValueError, EOFError, BadZipFile, KeyError):
            sys.exit(
                f"{path} holds no judgements: make it with 'python scripts/teach.py', see data/fine_tuned/README.md."
            )
        if names != NAMES:
            sys.exit(f"{path} judges by other names than there are now: make it anew with 'python scripts/teach.py'.")
        every = _judgements(state["scores"], state["counts"], state["answers"])
        parts = tuple(Part(text, tuple(of)) for text, of in json.loads(state["parts"].tobytes()))
        return cls(
            dict(zip(numbers, every, strict=False)),
            parts,
            tuple(every[len(numbers) :]),
            frozenset(state["left_out"].tolist()),
        )


def _judgements(scores: Array, counts: Array, answers: Array) -> list[Judgement]:
    ends: Sequence[int] = np.cumsum(counts, dtype=np.int64).tolist()
    starts = [0, *ends]
    return [
        Judgement(row.astype(np.float32), tuple(answers[start:end].astype(float).tolist()))
        for row, start, end in zip(scores, starts, ends, strict=False)
    ]

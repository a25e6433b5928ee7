"""What fine-tuning made of MiniLM: what changed in its weights, and what is read off its states.

A changed matrix is kept as its difference from MiniLM's own, the product of two narrow matrices in whole numbers of
eight bits: two megabytes instead of twelve. The low rank is that of LoRA (https://arxiv.org/abs/2106.09685), but taken
after teaching. Of the inner numbers of a layer (its feed-forward part, two thirds of its work) only some may be kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from backline.language.errors import LanguageError
from backline.language.readout import Array, Readout

RANK = 128
_FORMAT = 5
ALL_LAYERS = (0, 1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Adapters:
    """A fine-tuned encoder, as what differs from MiniLM.

    Attributes:
        readout: the linear models it was taught with.
        changes: matrix of MiniLM -> the two whose product is added to it.
        replaced: vector of MiniLM -> what stands in its place.
        taught_on: the texts it was taught on, as `numbers_of` gives them.
        left_out: those that were kept from it, so that it can be measured on them.
        layers: which of MiniLM's it has, in order.
        kept: which of its inner numbers a layer has; a layer that is not named has all 1,536.
    """

    readout: Readout
    changes: Mapping[str, tuple[Array, Array]]
    replaced: Mapping[str, Array]
    taught_on: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()
    layers: tuple[int, ...] = ALL_LAYERS
    kept: Mapping[int, Array] = field(default_factory=dict)

    @classmethod
    def between(
        cls,
        plain: Mapping[str, Array],
        tuned: Mapping[str, Array],
        readout: Readout,
        taught_on: frozenset[int] = frozenset(),
        left_out: frozenset[int] = frozenset(),
        layers: tuple[int, ...] = ALL_LAYERS,
        kept: Mapping[int, Array] | None = None,
    ) -> Adapters:
        """What fine-tuning changed.

        Args:
            plain: MiniLM's weights, in full.
            tuned: those that were taught, by the same names; without what is not kept.
            readout: see the class, like the rest.
            taught_on: see the class.
            left_out: see the class.
            layers: see the class.
            kept: see the class.
        """
        plain = narrowed(plain, kept or {})
        changes = {}
        for name, value in tuned.items():
            if value.ndim == 2:
                left, sizes, right = np.linalg.svd(value - plain[name], full_matrices=False)
                root = np.sqrt(sizes[:RANK])
                changes[name] = (left[:, :RANK] * root, root[:, None] * right[:RANK])
        vectors = {name: value for name, value in tuned.items() if value.ndim == 1}
        return cls(readout, changes, vectors, taught_on, left_out, layers, kept or {})

    def applied_to(self, plain: Mapping[str, Array]) -> dict[str, Array]:
        """MiniLM's weights with what fine-tuning changed, and without what it left away."""
        plain = narrowed(plain, self.kept)
        tuned = {**plain, **self.replaced}
        for name, (left, right) in self.changes.items():
            tuned[name] = (plain[name] + left @ right).astype(np.float32)
        return tuned

    def save(self, path: Path) -> None:
        """Write plain arrays."""
        state: dict[str, Array] = {
            "format": np.array(_FORMAT),
            **self.readout.state(),
            "taught_on": np.array(sorted(self.taught_on), dtype=np.uint32),
            "left_out": np.array(sorted(self.left_out), dtype=np.uint32),
            "layers": np.array(self.layers),
        }
        for layer, inner in self.kept.items():
            state[f"kept {layer}"] = inner.astype(np.uint16)
        for name, value in self.replaced.items():
            state[f"replaced {name}"] = value.astype(np.float16)
        for name, sides in self.changes.items():
            for side, value in zip(("left", "right"), sides, strict=True):
                scale = np.maximum(np.abs(value).max(axis=1, keepdims=True), 1e-12) / 127
                state[f"{side} {name}"] = np.round(value / scale).astype(np.int8)
                state[f"{side} scale {name}"] = scale.astype(np.float32)
        with path.open("wb") as file:
            np.savez_compressed(file, **state)

    @classmethod
    def load(cls, path: Path) -> Adapters:
        """Read what ``save`` wrote.

        Raises:
            LanguageError: the file is missing, of another format, or no such file at all.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                state = {name: stored[name] for name in stored.files}
            if int(state["format"]) != _FORMAT:
                raise KeyError("format")
            readout = Readout.of(state)
        except (OSError, ValueError, EOFError, BadZipFile, KeyError, TypeError, AttributeError):
            raise LanguageError(
                f"{path.name} is no file of fine-tuned weights: take it from the repository again, or make it anew as "
                "data/fine_tuned/README.md says"
            ) from None
        sides = {
            side: {
                name.removeprefix(f"{side} scale "): state[f"{side} {name.removeprefix(f'{side} scale ')}"] * scale
                for name, scale in state.items()
                if name.startswith(f"{side} scale ")
            }
            for side in ("left", "right")
        }
        return cls(
            readout=readout,
            changes={name: (left, sides["right"][name]) for name, left in sides["left"].items()},
            replaced={
                name.removeprefix("replaced "): value.astype(np.float32)
                for name, value in state.items()
                if name.startswith("replaced ")
            },
            taught_on=frozenset(state["taught_on"].tolist()),
            left_out=frozenset(state["left_out"].tolist()),
            layers=tuple(state["layers"].tolist()),
            kept={
                int(name.removeprefix("kept ")): value.astype(np.int64)
                for name, value in state.items()
                if name.startswith("kept ")
            },
        )


def narrowed(weights: Mapping[str, Array], kept: Mapping[int, Array]) -> dict[str, Array]:
    """Weights of MiniLM without the inner numbers that are not kept.

    Args:
        weights: in full.
        kept: layer -> its inner numbers that stay, 0 to 1,535, in order.
    """
    narrow = dict(weights)
    for layer, inner in kept.items():
        name = f"encoder.layer.{layer}"
        for part in (f"{name}.intermediate.dense.weight", f"{name}.intermediate.dense.bias"):
            narrow[part] = weights[part][inner]
        narrow[f"{name}.output.dense.weight"] = weights[f"{name}.output.dense.weight"][:, inner]
    return narrow


def number_of(text: str) -> int:
    """A number below 2**32 that stands for a text: two of 15,000 texts share one in every fortieth case."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def numbers_of(texts: Iterable[str]) -> frozenset[int]:
    """The numbers of texts, see `number_of`."""
    return frozenset(map(number_of, texts))

"""MPNet (https://arxiv.org/abs/2004.09297) in PyTorch with the linear models over its states, taught by teach.py."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import torch
from readout_network import NamedPieces, ReadoutNetwork
from torch import nn
from torch.nn import functional

WIDTH = 768
LAYERS = 12
HEADS = 12
FIXED = 3  # layers that stay as they are: little is gained by them, and a sixth of the time
DROPOUT = 0.1
_FIRST_POSITION = 2  # MPNet counts from there
_DISTANCES = 32  # kinds of distance between two pieces: half of them to each side
_FARTHEST = 128  # pieces; whatever is farther is of one kind
_NOWHERE = -1e4


class TeacherNetwork(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """MPNet with the linear models of a `Readout`."""

    def __init__(self, weights: Mapping[str, Any], reader: ReadoutNetwork) -> None:
        """Start with MPNet's weights.

        Args:
            weights: MPNet's, as tensors.
            reader: the linear models, for states of `WIDTH` numbers.
        """
        super().__init__()
        self.reader = reader
        taught = tuple(f"encoder.layer.{number}." for number in range(FIXED, LAYERS))
        self.fixed = {name: value.float() for name, value in weights.items() if not name.startswith(taught)}
        self.taught = {name: nn.Parameter(value.float()) for name, value in weights.items() if name.startswith(taught)}
        self.body = nn.ParameterList(self.taught.values())

    def layer_of(self, name: str) -> int:
        """The layer that a weight of `taught` belongs to."""
        return int(name.split(".")[2])

    def forward(self, ids: Any, real: Any, named: NamedPieces | None = None) -> tuple[Any, Any, Any]:
        """Read a batch.

        Args:
            ids: rows of pieces.
            real: which of them are no padding.
            named: what the texts name; None asks nothing of it.

        Returns:
            See `ReadoutNetwork`.
        """
        count = ids.shape[1]
        positions = self.fixed["embeddings.position_embeddings.weight"][_FIRST_POSITION : count + _FIRST_POSITION]
        state = functional.embedding(ids, self.fixed["embeddings.word_embeddings.weight"]) + positions
        state = self._dropped(self._norm(state, "embeddings.LayerNorm"))
        mask = self._nearness(count) + torch.where(real, 0.0, _NOWHERE)[:, None, None, :]
        # Where a processor has instructions for sixteen bits this takes an eighth of the time.
        with torch.autocast("cpu", torch.bfloat16):
            for number in range(LAYERS):
                state = self._layer(state, mask.to(torch.bfloat16), f"encoder.layer.{number}")
        return self.reader(self._dropped(state.float()), real, named)

    def _nearness(self, count: int) -> Any:
        """How much more or less a head looks at a piece for its distance alone."""
        places = torch.arange(count)
        distance = places[:, None] - places[None, :]
        half = _DISTANCES // 2
        near = half // 2  # up to here each distance is a kind of its own
        far = near + (torch.log(distance.abs().clamp(min=1) / near) / math.log(_FARTHEST / near) * (half - near)).long()
        kind = torch.where(distance.abs() < near, distance.abs(), far.clamp(max=half - 1))
        table = self.fixed["encoder.relative_attention_bias.weight"]
        return functional.embedding(kind + half * (distance < 0), table).permute(2, 0, 1)[None]

    def _layer(self, state: Any, mask: Any, name: str) -> Any:
        rows, pieces, _ = state.shape
        query, key, value = (
            self._linear(state, f"{name}.attention.attn.{part}").view(rows, pieces, HEADS, -1).transpose(1, 2)
            for part in "qkv"
        )
        looked = (query @ key.transpose(-1, -2)) / math.sqrt(WIDTH // HEADS) + mask
        seen = looked.float().softmax(-1).to(value.dtype) @ value
        seen = self._linear(seen.transpose(1, 2).reshape(rows, pieces, WIDTH), f"{name}.attention.attn.o")
        state = self._norm(state + self._dropped(seen), f"{name}.attention.LayerNorm")
        inner = functional.gelu(self._linear(state, f"{name}.intermediate.dense"))
        outer = self._linear(inner, f"{name}.output.dense")
        return self._norm(state + self._dropped(outer), f"{name}.output.LayerNorm")

    def _weight(self, name: str) -> Any:
        return self.taught[name] if name in self.taught else self.fixed[name]

    def _linear(self, value: Any, name: str) -> Any:
        return functional.linear(value, self._weight(f"{name}.weight"), self._weight(f"{name}.bias"))

    def _norm(self, value: Any, name: str) -> Any:
        return functional.layer_norm(
            value, (WIDTH,), self._weight(f"{name}.weight"), self._weight(f"{name}.bias"), 1e-5
        )

    def _dropped(self, value: Any) -> Any:
        return functional.dropout(value, DROPOUT, self.training)

"""MiniLM in PyTorch with the linear models over its states, to be taught by fine_tune.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from readout_network import NamedPieces, ReadoutNetwork
from torch import nn
from torch.nn import functional

from backline.language.adapters import Adapters, narrowed
from backline.language.minilm import HEADS
from backline.language.vectors import WIDTH

DROPOUT = 0.1
_EMBEDDINGS = "embeddings.word_embeddings.weight"


class EncoderNetwork(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """MiniLM with the linear models of a `Readout`."""

    def __init__(
        self,
        weights: dict[str, Any],
        layers: Sequence[int],
        reader: ReadoutNetwork,
        start: Adapters | None = None,
        kept: dict[int, Any] | None = None,
    ) -> None:
        """Start with MiniLM's weights, or with what was taught before.

        Args:
            weights: MiniLM's.
            layers: which of its layers are used.
            reader: the linear models.
            start: what was taught before.
            kept: the inner numbers of each layer that stay; None leaves all there are.
        """
        super().__init__()
        self.layers, self.reader = tuple(layers), reader
        begun = narrowed(start.applied_to(weights) if start else weights, kept or {})
        tensors = {name: torch.tensor(value, dtype=torch.float32) for name, value in begun.items()}
        fixed = ("embeddings.word", "embeddings.position", "embeddings.token_type")
        self.fixed = {name: value for name, value in tensors.items() if name.startswith(fixed)}
        taught = ("embeddings.LayerNorm.", *(f"encoder.layer.{n}." for n in self.layers))
        self.taught = {name: nn.Parameter(value) for name, value in tensors.items() if name.startswith(taught)}
        self.body = nn.ParameterList(self.taught.values())
        self.watched: dict[str, Any] | None = None  # name of a layer -> how large its inner numbers were, in sum
        if start:
            reader.take(start.readout)

    def forward(self, ids: Any, real: Any, named: NamedPieces | None = None) -> tuple[Any, Any, Any]:
        """Read a batch.

        Args:
            ids: rows of pieces.
            real: which of them are no padding.
            named: what the texts name; None asks nothing of it.

        Returns:
            See `ReadoutNetwork`.
        """
        state = functional.embedding(ids, self.fixed[_EMBEDDINGS])
        state = state + self.fixed["embeddings.position_embeddings.weight"][: ids.shape[1]]
        state = self._norm(state + self.fixed["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        state = self._dropped(state)
        with torch.autocast("cpu", torch.bfloat16):
            for number in self.layers:
                state = self._layer(state, real[:, None, None, :], f"encoder.layer.{number}")
        return self.reader(self._dropped(state.float()), real, named)

    def _layer(self, state: Any, mask: Any, name: str) -> Any:
        rows, pieces, _ = state.shape
        query, key, value = (
            self._linear(state, f"{name}.attention.self.{part}").view(rows, pieces, HEADS, -1).transpose(1, 2)
            for part in ("query", "key", "value")
        )
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self._linear(seen.transpose(1, 2).reshape(rows, pieces, WIDTH), f"{name}.attention.output.dense")
        state = self._norm(state + self._dropped(seen), f"{name}.attention.output.LayerNorm")
        inner = functional.gelu(self._linear(state, f"{name}.intermediate.dense"))
        if self.watched is not None:
            self.watched[name] = self.watched.get(name, 0) + inner.float().abs().sum((0, 1))
        outer = self._linear(inner, f"{name}.output.dense")
        return self._norm(state + self._dropped(outer), f"{name}.output.LayerNorm")

    def _linear(self, value: Any, name: str) -> Any:
        return functional.linear(value, self.taught[f"{name}.weight"], self.taught[f"{name}.bias"])

    def _norm(self, value: Any, name: str) -> Any:
        scale, bias = self.taught[f"{name}.weight"], self.taught[f"{name}.bias"]
        return functional.layer_norm(value.float(), (WIDTH,), scale, bias, 1e-12)

    def _dropped(self, value: Any) -> Any:
        return functional.dropout(value, DROPOUT, self.training)

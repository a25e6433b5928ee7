"""MiniLM in PyTorch with the linear models over its states, to be taught by fine_tune.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from backline.language.adapters import Adapters, narrowed
from backline.language.minilm import HEADS
from backline.language.readout import Readout
from backline.language.vectors import WIDTH

DROPOUT = 0.1
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_NOWHERE = -1e4


@dataclass(frozen=True)
class NamedPieces:
    """What the texts of a batch name; all are tensors with one number for each place.

    Attributes:
        row: the text it stands in.
        first: its first piece.
        last: the piece after its last.
        question: which question is asked about it.
        thing: of which thing it is one place; the surest place of a thing counts.
        things: how many things there are.
    """

    row: Any
    first: Any
    last: Any
    question: Any
    thing: Any
    things: int


class EncoderNetwork(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """MiniLM with the linear models of a `Readout`."""

    def __init__(
        self,
        weights: dict[str, Any],
        layers: Sequence[int],
        names: Sequence[str],
        named: Sequence[str],
        shares: Any,
        start: Adapters | None = None,
        kept: dict[int, Any] | None = None,
    ) -> None:
        """Start with MiniLM's weights, or with what was taught before.

        Args:
            weights: MiniLM's.
            layers: which of its layers are used.
            names: what is told of a text, see `Readout`.
            named: what is told of something named, see `Readout`.
            shares: how many messages each of `names` is true of; 0 to 1.
            start: what was taught before.
            kept: the inner numbers of each layer that stay; None leaves all there are.
        """
        super().__init__()
        self.layers, self.names, self.named = tuple(layers), tuple(names), tuple(named)
        begun = narrowed(start.applied_to(weights) if start else weights, kept or {})
        tensors = {name: torch.tensor(value, dtype=torch.float32) for name, value in begun.items()}
        fixed = ("embeddings.word", "embeddings.position", "embeddings.token_type")
        self.fixed = {name: value for name, value in tensors.items() if name.startswith(fixed)}
        taught = ("embeddings.LayerNorm.", *(f"encoder.layer.{n}." for n in self.layers))
        self.taught = {name: nn.Parameter(value) for name, value in tensors.items() if name.startswith(taught)}
        self.body = nn.ParameterList(self.taught.values())
        self.watched: dict[str, Any] | None = None  # name of a layer -> how large its inner numbers were, in sum
        self.heads = nn.Linear(2 * WIDTH, len(self.names))
        self.look = nn.Linear(WIDTH, len(self.names), bias=False)
        self.of_named = nn.Linear(WIDTH, len(self.named))
        for part in (self.heads, self.look, self.of_named):
            nn.init.zeros_(part.weight)
        nn.init.zeros_(self.of_named.bias)
        shares = torch.tensor(shares, dtype=torch.float32).clamp(1e-3, 1 - 1e-3)
        self.heads.bias.data = torch.log(shares / (1 - shares))
        # Care that is named was had or not by the same words, whichever it is: what they share is learned once.
        self.kinds = sorted({question.split(" ")[0] for question in self.named})
        self.kind = torch.tensor([self.kinds.index(question.split(" ")[0]) for question in self.named])
        self.of_kind = nn.Linear(WIDTH, len(self.kinds))
        nn.init.zeros_(self.of_kind.weight)
        nn.init.zeros_(self.of_kind.bias)
        if start:
            self._take(start.readout)

    def _take(self, readout: Readout) -> None:
        for column, name in enumerate(self.names):
            if name in readout.names:
                old = readout.names.index(name)
                self.heads.weight.data[column] = torch.tensor(readout.weights[:, old])
                self.heads.bias.data[column] = float(readout.bias[old])
                self.look.weight.data[column] = torch.tensor(readout.look[:, old])
        for column, question in enumerate(self.named):
            if question in readout.named:
                old = readout.named.index(question)
                self.of_named.weight.data[column] = torch.tensor(readout.named_weights[:, old])
                self.of_named.bias.data[column] = float(readout.named_bias[old])

    def readout(self) -> Readout:
        """What the linear models have learned."""
        return Readout(
            self.names,
            self.look.weight.detach().numpy().T,
            self.heads.weight.detach().numpy().T,
            self.heads.bias.detach().numpy(),
            self.named,
            (self.of_named.weight + self.of_kind.weight[self.kind]).detach().numpy().T,
            (self.of_named.bias + self.of_kind.bias[self.kind]).detach().numpy(),
        )

    def forward(self, ids: Any, real: Any, named: NamedPieces | None = None) -> tuple[Any, Any, Any]:
        """Read a batch.

        Args:
            ids: rows of pieces.
            real: which of them are no padding.
            named: what the texts name; None asks nothing of it.

        Returns:
            The scores of each text, the logarithm of how much each model looks at each piece, and the scores of what
            is named.
        """
        state = functional.embedding(ids, self.fixed[_EMBEDDINGS])
        state = state + self.fixed["embeddings.position_embeddings.weight"][: ids.shape[1]]
        state = self._norm(state + self.fixed["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        state = self._dropped(state)
        for number in self.layers:
            state = self._layer(state, real[:, None, None, :], f"encoder.layer.{number}")
        state = self._dropped(state)
        looked = self.look(state).masked_fill(~real[..., None], _NOWHERE).log_softmax(1)
        most = state.masked_fill(~real[..., None], _NOWHERE).max(1).values
        of_mean, of_most = self.heads.weight[:, :WIDTH], self.heads.weight[:, WIDTH:]
        scores = (looked.exp() * functional.linear(state, of_mean)).sum(1) + most @ of_most.T + self.heads.bias
        return scores, looked, self._of_named(state, named) if named else None

    def _of_named(self, state: Any, named: NamedPieces) -> Any:
        before = functional.pad(state.cumsum(1), (0, 0, 1, 0))
        mean = (before[named.row, named.last] - before[named.row, named.first]) / (named.last - named.first)[:, None]
        kind = self.kind[named.question]
        scores = (mean * (self.of_named.weight[named.question] + self.of_kind.weight[kind])).sum(1)
        scores = scores + self.of_named.bias[named.question] + self.of_kind.bias[kind]
        return torch.full((named.things,), _NOWHERE).scatter_reduce(0, named.thing, scores, "amax")

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
            self.watched[name] = self.watched.get(name, 0) + inner.abs().sum((0, 1))
        outer = self._linear(inner, f"{name}.output.dense")
        return self._norm(state + self._dropped(outer), f"{name}.output.LayerNorm")

    def _linear(self, value: Any, name: str) -> Any:
        return functional.linear(value, self.taught[f"{name}.weight"], self.taught[f"{name}.bias"])

    def _norm(self, value: Any, name: str) -> Any:
        scale, bias = self.taught[f"{name}.weight"], self.taught[f"{name}.bias"]
        return functional.layer_norm(value, (WIDTH,), scale, bias, 1e-12)

    def _dropped(self, value: Any) -> Any:
        return functional.dropout(value, DROPOUT, self.training)

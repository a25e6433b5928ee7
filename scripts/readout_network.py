"""The linear models of a `Readout` in PyTorch, over the states of a text's pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from backline.language.readout import Readout

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


class ReadoutNetwork(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """What is told of a text, and of what it names."""

    def __init__(self, width: int, names: Sequence[str], named: Sequence[str], shares: Any) -> None:
        """Start with models that know nothing but how common each thing is.

        Args:
            width: how many numbers a state has.
            names: what is told of a text, see `Readout`.
            named: what is told of something named, see `Readout`.
            shares: how many messages each of `names` is true of; 0 to 1.
        """
        super().__init__()
        self.width, self.names, self.named = width, tuple(names), tuple(named)
        self.heads = nn.Linear(2 * width, len(self.names))
        self.look = nn.Linear(width, len(self.names), bias=False)
        self.of_named = nn.Linear(width, len(self.named))
        # Care that is named was had or not by the same words, whichever it is: what they share is learned once.
        self.kinds = sorted({question.split(" ")[0] for question in self.named})
        self.kind = torch.tensor([self.kinds.index(question.split(" ")[0]) for question in self.named])
        self.of_kind = nn.Linear(width, len(self.kinds))
        for part in (self.heads, self.look, self.of_named, self.of_kind):
            nn.init.zeros_(part.weight)
        nn.init.zeros_(self.of_named.bias)
        nn.init.zeros_(self.of_kind.bias)
        shares = torch.tensor(shares, dtype=torch.float32).clamp(1e-3, 1 - 1e-3)
        self.heads.bias.data = torch.log(shares / (1 - shares))

    @property
    def new(self) -> list[Any]:
        """What learns faster than `heads`: it begins with nothing."""
        return [*self.look.parameters(), *self.of_named.parameters(), *self.of_kind.parameters()]

    def take(self, readout: Readout) -> None:
        """Begin with what was learned before."""
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

    def forward(self, state: Any, real: Any, named: NamedPieces | None = None) -> tuple[Any, Any, Any]:
        """Read states.

        Args:
            state: a row of states for each text.
            real: which of them are no padding.
            named: what the texts name; None asks nothing of it.

        Returns:
            The scores of each text, the logarithm of how much each model looks at each piece, and the scores of what
            is named.
        """
        looked = self.look(state).masked_fill(~real[..., None], _NOWHERE).log_softmax(1)
        most = state.masked_fill(~real[..., None], _NOWHERE).max(1).values
        of_mean, of_most = self.heads.weight[:, : self.width], self.heads.weight[:, self.width :]
        scores = (looked.exp() * functional.linear(state, of_mean)).sum(1) + most @ of_most.T + self.heads.bias
        return scores, looked, self._of_named(state, named) if named else None

    def _of_named(self, state: Any, named: NamedPieces) -> Any:
        before = functional.pad(state.cumsum(1), (0, 0, 1, 0))
        mean = (before[named.row, named.last] - before[named.row, named.first]) / (named.last - named.first)[:, None]
        kind = self.kind[named.question]
        scores = (mean * (self.of_named.weight[named.question] + self.of_kind.weight[kind])).sum(1)
        scores = scores + self.of_named.bias[named.question] + self.of_kind.bias[kind]
        return torch.full((named.things,), _NOWHERE).scatter_reduce(0, named.thing, scores, "amax")

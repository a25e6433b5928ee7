"""How a network is taught by texts with labels, and asked what it makes of others; for teach.py and fine_tune.py."""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from training_texts import NAMES, Row

try:
    import torch
    from readout_network import NamedPieces
    from torch import nn
    from torch.nn import functional
except ImportError:
    sys.exit("This needs PyTorch: run 'pip install torch' in the project's environment, then try again.")

WARM_UP = 0.06  # of all steps
HIDDEN = 0.1  # of the pieces of a text, each time it is seen: no word is to be learned by heart
BY_EVIDENCE = 0.5  # how much it counts that a red flag is seen where its evidence stands
_POOL = 6_000  # texts that are sorted by length together, so that little is padded
_MOST = 128  # texts in a batch
_SEEN_AT_ONCE = 6_000  # pieces


@dataclass(frozen=True)
class Course:
    """How a network is taught.

    Attributes:
        epochs: how often it sees each text.
        rate: the learning rate of its layers.
        heads_rate: that of its linear models.
        pieces: how many a batch has at most, padding among them.
        averaged: how fast the mean of the weights, which is what is kept, follows them; 1 keeps the last ones.
        decay: the rate of a layer is so many times that of the next.
    """

    epochs: float
    rate: float
    heads_rate: float
    pieces: int
    averaged: float
    decay: float = 1.0


def batches(rows: Sequence[Row], pieces: int) -> list[list[int]]:
    """The numbers of all rows in random batches of about the same length."""
    order = list(range(len(rows)))
    random.shuffle(order)
    found: list[list[int]] = []
    for first in range(0, len(order), _POOL):
        found += _packed(rows, order[first : first + _POOL], pieces)
    random.shuffle(found)
    return found


def _packed(rows: Sequence[Row], some: Sequence[int], pieces: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for row in sorted(some, key=lambda row: len(rows[row].ids)):
        if len(found[-1]) == _MOST or len(rows[row].ids) * (len(found[-1]) + 1) > max(pieces, len(rows[row].ids)):
            found.append([])
        found[-1].append(row)
    return found


def padded(rows: Sequence[Row]) -> tuple[Any, Any]:
    """Rows of one length, and which pieces are real."""
    longest = max(len(row.ids) for row in rows)
    ids = torch.tensor([[*row.ids, *[0] * (longest - len(row.ids))] for row in rows])
    real = torch.tensor([[True] * len(row.ids) + [False] * (longest - len(row.ids)) for row in rows])
    return ids, real


def named_by(rows: Sequence[Row]) -> tuple[NamedPieces, Any] | None:
    """What the texts of a batch name, and the answers; None where they name nothing."""
    things = [(row, *thing) for row, text in enumerate(rows) for thing in text.things]
    places = [
        (row, *part, question, number) for number, (row, question, parts, _) in enumerate(things) for part in parts
    ]
    if not places:
        return None
    columns = [torch.tensor(column) for column in zip(*places, strict=True)]
    return NamedPieces(*columns, len(things)), torch.tensor([wanted for *_, wanted in things])


def teach(
    model: Any,
    body: Sequence[tuple[int, Any]],
    rows: Sequence[Row],
    wanted: Any,
    known: Any,
    course: Course,
    mask: int,
    most_steps: int | None,
) -> None:
    """Teach a network.

    Args:
        model: the network; its linear models are its `reader`.
        body: what else it learns with: how many layers stand above a weight, and the weight.
        rows: the pieces of each text.
        wanted: for each text how true each of `NAMES` is of it; 0 to 1.
        known: for each text 1 where that is known, else 0.
        course: how.
        mask: the piece that stands for a hidden one.
        most_steps: stop after so many; None goes through all epochs.
    """
    reader = model.reader
    groups = [{"params": [weight], "lr": course.rate * course.decay**above} for above, weight in body]
    groups.append({"params": list(reader.heads.parameters()), "lr": course.heads_rate})
    groups.append({"params": reader.new, "lr": 3 * course.heads_rate})
    every = [weight for group in groups for weight in group["params"]]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = int(len(batches(rows, course.pieces)) * course.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    means = every if course.averaged == 1.0 else [value.detach().clone() for value in every]
    waiting: list[list[int]] = []
    model.train()
    for done in range(1, min(steps, most_steps or steps) + 1):
        waiting = waiting or batches(rows, course.pieces)
        batch = waiting.pop()
        loss = loss_of(model, [rows[row] for row in batch], wanted[batch], known[batch], mask)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(every, 5.0)
        optimizer.step()
        schedule.step()
        if means is not every:
            with torch.no_grad():
                torch._foreach_lerp_(means, every, max(course.averaged, 1 / done))
        if done % 50 == 0:
            print(f"{done} of {steps} steps, loss {loss.item():.2f}", flush=True)
    with torch.no_grad():
        for mean, value in zip(means, every, strict=True):
            value.copy_(mean)


def loss_of(model: Any, rows: Sequence[Row], wanted: Any, known: Any, mask: int) -> Any:
    """How wrong a network is about a batch, some of whose pieces are hidden from it; for a text."""
    ids, real = padded(rows)
    own = torch.ones_like(real)  # not the encoder's marks of the beginning and the end
    own[:, 0] = False
    own[torch.arange(len(rows)), real.sum(1) - 1] = False
    ids = ids.masked_fill((torch.rand(ids.shape) < HIDDEN) & real & own, mask)
    named = named_by(rows)
    scores, looked, answers = model(ids, real, named[0] if named else None)
    loss = functional.binary_cross_entropy_with_logits(scores, wanted, known, reduction="none").sum()
    if named:
        loss = loss + functional.binary_cross_entropy_with_logits(answers, named[1], reduction="sum")
    for row, text in enumerate(rows):
        for flag, first, last in text.evidence:
            loss = loss - BY_EVIDENCE * looked[row, first:last, flag].mean()
    return loss / len(rows)


def judged(model: Any, rows: Sequence[Row]) -> tuple[Any, list[list[float]]]:
    """What a taught network makes of texts.

    Args:
        model: the network.
        rows: the pieces of each text.

    Returns:
        How true each of `NAMES` is of each text, 0 to 1, and for each text the same of each thing it names.
    """
    model.eval()
    found = torch.zeros(len(rows), len(NAMES))
    answered: list[list[float]] = [[] for _ in rows]
    with torch.no_grad():
        for batch in _packed(rows, range(len(rows)), _SEEN_AT_ONCE):
            texts = [rows[row] for row in batch]
            named = named_by(texts)
            scores, _, answers = model(*padded(texts), named[0] if named else None)
            found[batch] = torch.sigmoid(scores)
            rest = torch.sigmoid(answers).tolist() if named else []
            for row in batch:
                count = len(rows[row].things)
                answered[row], rest = rest[:count], rest[count:]
    return found, answered

"""Fine-tune MiniLM on data/messages and data/nlu and write data/fine_tuned/messages.npz; see the README there.

All six layers learn from the labels; then three of them, with a third of their inner numbers, learn from the six, also
on parts of messages that nobody labelled (distillation, https://arxiv.org/abs/1910.01108): nearly as good, in a quarter
of the time.

Needs PyTorch, which the project itself does not: `pip install torch` (its build for processors is enough). Takes an
hour on two cores.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

try:
    import torch
    from encoder_network import EncoderNetwork, NamedPieces
    from torch import nn
    from torch.nn import functional
except ImportError:
    sys.exit("fine_tune.py needs PyTorch: run 'pip install torch' in the project's environment, then try again.")

from training_texts import (  # noqa: E402
    NAMED,
    NAMES,
    Example,
    Row,
    examples_of,
    harmless_examples,
    parts_of,
    rows_of,
)

from backline.assistant import resources  # noqa: E402
from backline.assistant.language_model import fine_tuned_path  # noqa: E402
from backline.language import read_corpus  # noqa: E402
from backline.language.adapters import ALL_LAYERS, Adapters, number_of, numbers_of  # noqa: E402
from backline.language.fine_tuned import MAX_PIECES  # noqa: E402
from backline.language.minilm import model_folder  # noqa: E402
from benchmarks.first_fold import FIRST_FOLD, left_out_of  # noqa: E402

BATCH = 32
WARM_UP = 0.06  # of all steps
HIDDEN = 0.1  # of the pieces of a text, each time it is seen: no word is to be learned by heart
BY_EVIDENCE = 0.5  # how much it counts that a red flag is seen where its evidence stands
AVERAGED = 0.003  # how fast the mean of the weights, which is what is kept, follows them
_MASK = "[MASK]"
_SAMPLE = 2_000  # texts to see on which inner numbers matter
_POOL = 50  # batches that are sorted by length together, so that little is padded


@dataclass(frozen=True)
class Course:
    """How a network is taught.

    Attributes:
        layers: which of MiniLM's it has.
        epochs: how often it sees each text.
        rate: the learning rate of its layers.
        heads_rate: that of its linear models.
    """

    layers: tuple[int, ...]
    epochs: int
    rate: float
    heads_rate: float


TEACHER = Course(ALL_LAYERS, 3, 2e-4, 2e-3)
STUDENT = Course((0, 2, 4), 3, 4e-4, 4e-3)
AGAIN = Course((0, 2, 4), 4, 2e-4, 1e-3)  # where labels have changed, or some messages have come
PARTS = 20_000  # texts made out of the messages for the student
TRUSTED = 0.7  # how much the teacher has to say beside the label of a message
INNER = 512  # of the 1,536 inner numbers of a layer: a third of its work there


def batches(rows: Sequence[Row]) -> Iterator[list[int]]:
    """The numbers of all rows in random batches of about the same length."""
    order = list(range(len(rows)))
    random.shuffle(order)
    found = []
    for first in range(0, len(order), BATCH * _POOL):
        pool = sorted(order[first : first + BATCH * _POOL], key=lambda row: len(rows[row].ids))
        found += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    random.shuffle(found)
    yield from found


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
    model: EncoderNetwork,
    rows: Sequence[Row],
    wanted: Any,
    known: Any,
    course: Course,
    mask: int,
    most_steps: int | None,
) -> None:
    """Teach a network.

    Args:
        model: the network.
        rows: the pieces of each text.
        wanted: for each text how true each of `NAMES` is of it; 0 to 1.
        known: for each text 1 where that is known, else 0.
        course: how.
        mask: the piece that stands for a hidden one.
        most_steps: stop after so many; None goes through all epochs.
    """
    body, heads = list(model.body), list(model.heads.parameters())
    new = [*model.look.parameters(), *model.of_named.parameters(), *model.of_kind.parameters()]
    steps = course.epochs * math.ceil(len(rows) / BATCH)
    optimizer = torch.optim.AdamW(
        [
            {"params": body, "lr": course.rate},
            {"params": heads, "lr": course.heads_rate},
            {"params": new, "lr": 3 * course.heads_rate},
        ],
        weight_decay=0.01,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    every = [*body, *heads, *new]
    means = [value.detach().clone() for value in every]
    model.train()
    for done, batch in enumerate((batch for _ in range(course.epochs) for batch in batches(rows)), start=1):
        loss = loss_of(model, [rows[row] for row in batch], wanted[batch], known[batch], mask)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(every, 5.0)
        optimizer.step()
        schedule.step()
        with torch.no_grad():
            for mean, value in zip(means, every, strict=True):
                mean.lerp_(value, max(AVERAGED, 1 / done))
        if done % 50 == 0:
            print(f"{done} of {steps} steps, loss {loss.item():.2f}", flush=True)
        if done == most_steps:
            break
    with torch.no_grad():
        for mean, value in zip(means, every, strict=True):
            value.copy_(mean)


def loss_of(model: EncoderNetwork, rows: Sequence[Row], wanted: Any, known: Any, mask: int) -> Any:
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


def judged(model: EncoderNetwork, rows: Sequence[Row]) -> Any:
    """How true each of `NAMES` is of texts, as a taught network sees it; 0 to 1."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda row: len(rows[row].ids))
    found = torch.zeros(len(rows), len(NAMES))
    with torch.no_grad():
        for first in range(0, len(order), 2 * BATCH):
            batch = order[first : first + 2 * BATCH]
            found[batch] = torch.sigmoid(model(*padded([rows[row] for row in batch]))[0])
    return found


def that_matter(model: EncoderNetwork, rows: Sequence[Row], count: int) -> dict[int, Any]:
    """The inner numbers of each layer that tell most: how large they are, times their weight in the next step.

    Args:
        model: as it is before teaching.
        rows: the pieces of texts; some of them are looked at.
        count: how many of a layer are wanted.
    """
    model.watched = {}
    judged(model, random.sample(rows, min(len(rows), _SAMPLE)))
    watched, model.watched = model.watched, None
    found = {}
    for layer in model.layers:
        name = f"encoder.layer.{layer}"
        weight = watched[name] * model.taught[f"{name}.output.dense.weight"].detach().norm(dim=0)
        found[layer] = np.sort(np.asarray(weight.argsort(descending=True)[:count]))
    return found


def fine_tune(
    examples: Sequence[Example],
    left_out: frozenset[int] = frozenset(),
    most_steps: int | None = None,
    start: Adapters | None = None,
) -> Adapters:
    """Fine-tune on labelled texts.

    Args:
        examples: the texts; those that are left out among them.
        left_out: numbers of those that are not to be seen.
        most_steps: stop each course after so many; None goes through all epochs.
        start: taught before, and to be taught on; None begins with MiniLM and a teacher.
    """
    torch.manual_seed(0)
    random.seed(0)
    plain = load_file(model_folder() / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    seen = [example for example in examples if number_of(example.text) not in left_out]
    wanted = torch.tensor([example.wanted for example in seen])
    known = torch.tensor([example.known for example in seen])
    shares = np.asarray((wanted * known).sum(0) / known.sum(0))
    rows = rows_of(tokenizer, seen)
    mask = tokenizer.token_to_id(_MASK)
    course = AGAIN if start else STUDENT
    kept = dict(start.kept) if start else {}

    def network(layers: Sequence[int], begun: Adapters | None = None, inner: dict[int, Any] | None = None) -> Any:
        return EncoderNetwork(plain, layers, NAMES, NAMED, shares, begun, inner)

    if not start:
        teacher = network(TEACHER.layers)
        teach(teacher, rows, wanted, known, TEACHER, mask, most_steps)
        kept = that_matter(network(course.layers), rows, INNER)
        parts = parts_of([example.text for example in seen if all(example.known)], PARTS)
        judgement = torch.cat([judged(teacher, rows), judged(teacher, more := rows_of(tokenizer, parts))])
        # What nobody knows of a text is the teacher's to say.
        share = TRUSTED * known + (1 - known)
        both = share * judgement[: len(rows)] + (1 - share) * wanted
        wanted = torch.cat([both, judgement[len(rows) :]])
        known = torch.ones_like(wanted)
        rows += more
    # What was taught before is already without what it does not keep.
    model = network(course.layers, start, None if start else kept)
    teach(model, rows, wanted, known, course, mask, most_steps)
    return Adapters.between(
        plain,
        {name: value.detach().numpy() for name, value in model.taught.items()},
        model.readout(),
        # It still knows what has gone since.
        numbers_of(example.text for example in seen) | (start.taught_on if start else frozenset()),
        left_out,
        model.layers,
        kept,
    )


def main() -> None:
    """Fine-tune on all examples, or without those of the first fold, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--first-fold", action="store_true", help="leave the first fold out; for 'make evaluate' to measure on"
    )
    parser.add_argument(
        "--again", action="store_true", help="go on from the weights there are, where labels changed or messages came"
    )
    parser.add_argument("--steps", type=int, help="stop each course early, to see whether it runs")
    parser.add_argument("--output", type=Path, help="the file to write")
    arguments = parser.parse_args()
    resources.prepare_training()
    examples = [*examples_of(read_corpus(PROJECT / "data" / "messages")), *harmless_examples(PROJECT / "data" / "nlu")]
    standing = FIRST_FOLD if arguments.first_fold else fine_tuned_path(PROJECT)
    before = Adapters.load(standing) if standing.exists() else None
    if arguments.again and not before:
        sys.exit(f"{standing.name} is not there to go on from: leave out --again.")
    left_out = left_out_of((example.text for example in examples), before) if arguments.first_fold else frozenset()
    target = arguments.output or standing
    fine_tune(examples, left_out, arguments.steps, before if arguments.again else None).save(target)
    print(f"{target} is written.")


if __name__ == "__main__":
    main()

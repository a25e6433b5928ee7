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
import re
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
    from torch import nn
    from torch.nn import functional
except ImportError:
    sys.exit("fine_tune.py needs PyTorch: run 'pip install torch' in the project's environment, then try again.")

from backline.assistant import resources  # noqa: E402
from backline.assistant.language_model import fine_tuned_path, read_harmless  # noqa: E402
from backline.language import LabelledMessage, read_corpus  # noqa: E402
from backline.language.adapters import ALL_LAYERS, Adapters, narrowed, number_of, numbers_of  # noqa: E402
from backline.language.contract import CARE, RED_FLAGS, TOPICS  # noqa: E402
from backline.language.fine_tuned import MAX_PIECES  # noqa: E402
from backline.language.minilm import HEADS, WIDTH, model_folder  # noqa: E402
from benchmarks.first_fold import FIRST_FOLD, left_out_of  # noqa: E402

BATCH = 32
DROPOUT = 0.1
WARM_UP = 0.06  # of all steps
_SAMPLE = 2_000  # texts to see on which inner numbers matter
_POOL = 50  # batches that are sorted by length together, so that little is padded
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_NAMES = (
    "scope",
    *(f"flag {flag}" for flag in RED_FLAGS),
    *(f"topic {topic}" for topic in TOPICS),
    *(f"tried {care}" for care in CARE),
    "improved",
    "not_improved",
)


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
AGAIN = Course((0, 2, 4), 2, 1e-4, 1e-3)  # where labels have changed, or some messages have come
PARTS = 20_000  # texts made out of the messages for the student
TRUSTED = 0.7  # how much the teacher has to say beside the label of a message
INNER = 512  # of the 1,536 inner numbers of a layer: a third of its work there

_CUT = re.compile(r"(?<=[.!?])\s+|\n+|, (?=and|but|i )")


def labels_of(message: LabelledMessage) -> list[float]:
    """1 for each of `_NAMES` that is true of a message, else 0."""
    said = {
        *(["scope"] if message.in_scope else []),
        *(f"flag {flag}" for flag in message.red_flags),
        *(f"topic {topic}" for topic in message.topics),
        *(f"tried {care}" for care in message.tried),
        *({True: ["improved"], False: ["not_improved"], None: []}[message.improved]),
    }
    return [float(name in said) for name in _NAMES]


@dataclass(frozen=True)
class Example:
    """A text to learn from.

    Attributes:
        text: as it was written.
        wanted: 1 for each of `_NAMES` that is true of it, else 0.
        known: 1 for each of `_NAMES` of which that is known, else 0.
    """

    text: str
    wanted: list[float]
    known: list[float]


def examples_of(messages: Sequence[LabelledMessage]) -> list[Example]:
    """Messages, of which all is known."""
    return [Example(message.text, labels_of(message), [1.0] * len(_NAMES)) for message in messages]


def harmless_examples() -> list[Example]:
    """Examples of intents that tell of no warning sign: their topics are not known, their scope of some."""
    found = []
    for reading, inside in read_harmless(PROJECT / "data" / "nlu", resources.reader()):
        known = [float(name.startswith("flag ") or (name == "scope" and inside is not None)) for name in _NAMES]
        found.append(Example(reading.text, [float(name == "scope" and inside is True) for name in _NAMES], known))
    return found


class Encoder(nn.Module):  # type: ignore[misc]  # torch is not there when types are checked
    """MiniLM with a linear model for each of `_NAMES` over the mean and the greatest of its last states."""

    def __init__(
        self,
        weights: dict[str, Any],
        layers: Sequence[int],
        shares: Any,
        start: Adapters | None = None,
        kept: dict[int, Any] | None = None,
    ) -> None:
        """Start with MiniLM's weights, or with what was taught before.

        Args:
            weights: MiniLM's.
            layers: which of its layers are used.
            shares: how many messages each of `_NAMES` is true of; 0 to 1.
            start: what was taught before.
            kept: the inner numbers of each layer that stay; None leaves all there are.
        """
        super().__init__()
        self.layers = tuple(layers)
        begun = narrowed(start.applied_to(weights) if start else weights, kept or {})
        tensors = {name: torch.tensor(value, dtype=torch.float32) for name, value in begun.items()}
        fixed = ("embeddings.word", "embeddings.position", "embeddings.token_type")
        self.fixed = {name: value for name, value in tensors.items() if name.startswith(fixed)}
        kept = (f"encoder.layer.{n}." for n in self.layers)
        taught = ("embeddings.LayerNorm.", *kept)
        self.taught = {name: nn.Parameter(value) for name, value in tensors.items() if name.startswith(taught)}
        self.body = nn.ParameterList(self.taught.values())
        self.watched: dict[str, Any] | None = None  # name of a layer -> how large its inner numbers were, in sum
        self.heads = nn.Linear(2 * WIDTH, len(_NAMES))
        nn.init.zeros_(self.heads.weight)
        shares = torch.tensor(shares, dtype=torch.float32).clamp(1e-3, 1 - 1e-3)
        self.heads.bias.data = torch.log(shares / (1 - shares))
        for column, name in enumerate(_NAMES):
            if start and name in start.names:
                old = start.names.index(name)
                self.heads.weight.data[column] = torch.tensor(start.weights[:, old])
                self.heads.bias.data[column] = float(start.bias[old])

    def forward(self, ids: Any, real: Any) -> Any:
        """Scores of a batch: rows of pieces, and which of them are no padding."""
        state = functional.embedding(ids, self.fixed[_EMBEDDINGS])
        state = state + self.fixed["embeddings.position_embeddings.weight"][: ids.shape[1]]
        state = self._norm(state + self.fixed["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        state = self._dropped(state)
        for number in self.layers:
            state = self._layer(state, real[:, None, None, :], f"encoder.layer.{number}")
        mask = real[..., None]
        mean = (state * mask).sum(1) / mask.sum(1)
        most = state.masked_fill(~mask, -1e4).max(1).values
        return self.heads(self._dropped(torch.cat([mean, most], dim=1)))

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


def batches(rows: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of all rows in random batches of about the same length."""
    order = list(range(len(rows)))
    random.shuffle(order)
    found = []
    for first in range(0, len(order), BATCH * _POOL):
        pool = sorted(order[first : first + BATCH * _POOL], key=lambda row: len(rows[row]))
        found += [pool[at : at + BATCH] for at in range(0, len(pool), BATCH)]
    random.shuffle(found)
    yield from found


def padded(rows: Sequence[Sequence[int]]) -> tuple[Any, Any]:
    """Rows of one length, and which pieces are real."""
    longest = max(map(len, rows))
    ids = torch.tensor([[*row, *[0] * (longest - len(row))] for row in rows])
    real = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in rows])
    return ids, real


def parts_of(texts: Sequence[str], count: int) -> list[str]:
    """Texts that nobody wrote: parts of messages, the beginning of one with the end of another, words left out."""
    chance = np.random.default_rng(0)

    def pieces() -> list[str]:
        return [piece for piece in _CUT.split(texts[chance.integers(len(texts))]) if piece.strip()]

    made = []
    for kind in chance.random(count):
        own = pieces()
        if kind < 0.6 and len(own) > 1:
            length = chance.integers(1, len(own))
            first = chance.integers(0, len(own) - length + 1)
            made.append(" ".join(own[first : first + length]))
        elif kind < 0.8:
            other = pieces()
            beginning, end = own[: chance.integers(1, len(own) + 1)], other[-chance.integers(1, len(other) + 1) :]
            made.append(" ".join(beginning + end))
        else:
            words = " ".join(own).split()
            made.append(" ".join([word for word in words if chance.random() > 0.12] or words))
    return made


def teach(
    model: Encoder, rows: Sequence[Sequence[int]], wanted: Any, known: Any, course: Course, most_steps: int | None
) -> None:
    """Teach a network.

    Args:
        model: the network.
        rows: the pieces of each text.
        wanted: for each text how true each of `_NAMES` is of it; 0 to 1.
        known: for each text 1 where that is known, else 0.
        course: how.
        most_steps: stop after so many; None goes through all epochs.
    """
    body, heads = list(model.body), list(model.heads.parameters())
    steps = course.epochs * math.ceil(len(rows) / BATCH)
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": course.rate}, {"params": heads, "lr": course.heads_rate}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    model.train()
    for done, batch in enumerate((batch for _ in range(course.epochs) for batch in batches(rows)), start=1):
        scores = model(*padded([rows[row] for row in batch]))
        losses = functional.binary_cross_entropy_with_logits(scores, wanted[batch], known[batch], reduction="none")
        loss = losses.sum(1).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *heads], 5.0)
        optimizer.step()
        schedule.step()
        if done % 50 == 0:
            print(f"{done} of {steps} steps, loss {loss.item():.2f}", flush=True)
        if done == most_steps:
            break


def judged(model: Encoder, rows: Sequence[Sequence[int]]) -> Any:
    """How true each of `_NAMES` is of texts, as a taught network sees it; 0 to 1."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda row: len(rows[row]))
    found = torch.zeros(len(rows), len(_NAMES))
    with torch.no_grad():
        for first in range(0, len(order), 2 * BATCH):
            batch = order[first : first + 2 * BATCH]
            found[batch] = torch.sigmoid(model(*padded([rows[row] for row in batch])))
    return found


def that_matter(model: Encoder, rows: Sequence[Sequence[int]], count: int) -> dict[int, Any]:
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
    texts = [example.text for example in seen]
    wanted = torch.tensor([example.wanted for example in seen])
    known = torch.tensor([example.known for example in seen])
    shares = np.asarray((wanted * known).sum(0) / known.sum(0))
    rows = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    course = AGAIN if start else STUDENT
    kept = dict(start.kept) if start else {}
    if not start:
        teacher = Encoder(plain, TEACHER.layers, shares)
        teach(teacher, rows, wanted, known, TEACHER, most_steps)
        kept = that_matter(Encoder(plain, course.layers, shares), rows, INNER)
        whole = [example.text for example in seen if all(example.known)]
        rows += [encoding.ids for encoding in tokenizer.encode_batch(parts_of(whole, PARTS))]
        judgement = judged(teacher, rows)
        # What nobody knows of a text is the teacher's to say.
        share = TRUSTED * known + (1 - known)
        both = share * judgement[: len(texts)] + (1 - share) * wanted
        wanted = torch.cat([both, judgement[len(texts) :]])
        known = torch.ones_like(wanted)
    # What was taught before is already without what it does not keep.
    model = Encoder(plain, course.layers, shares, start, None if start else kept)
    teach(model, rows, wanted, known, course, most_steps)
    return Adapters.between(
        plain,
        {name: value.detach().numpy() for name, value in model.taught.items()},
        _NAMES,
        model.heads.weight.detach().numpy().T,
        model.heads.bias.detach().numpy(),
        numbers_of(texts) | (start.taught_on if start else frozenset()),  # it still knows what has gone since
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
    examples = [*examples_of(read_corpus(PROJECT / "data" / "messages")), *harmless_examples()]
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

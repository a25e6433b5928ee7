"""Fine-tune MiniLM on data/messages and data/nlu and write data/fine_tuned/messages.npz; see the README there.

Three of its layers, with a third of their inner numbers, learn from the labels and from what a far larger teacher makes
of the messages, and of parts of them that nobody labelled (distillation, https://arxiv.org/abs/1910.01108).

Needs PyTorch, which the project itself does not: `pip install torch` (its build for processors is enough), and the
teacher's judgements, see teach.py.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from judgements import Judgements  # noqa: E402
from teaching import Course, judged, teach, torch  # noqa: E402
from training_texts import NAMED, NAMES, Example, Row, all_examples, answered, rows_of, unlabelled  # noqa: E402

from backline.assistant import resources  # noqa: E402
from backline.assistant.language_model import fine_tuned_path  # noqa: E402
from backline.language.adapters import Adapters, number_of, numbers_of  # noqa: E402
from backline.language.fine_tuned import MAX_PIECES  # noqa: E402
from backline.language.minilm import model_folder  # noqa: E402
from backline.language.vectors import WIDTH  # noqa: E402
from benchmarks.first_fold import FIRST_FOLD, left_out_of  # noqa: E402

LAYERS = (0, 2, 4)
FROM_NOTHING = Course(epochs=5, rate=4e-4, heads_rate=4e-3, pieces=1024, averaged=0.003)
AGAIN = Course(epochs=1.5, rate=2e-4, heads_rate=1e-3, pieces=1024, averaged=0.003)
#: For texts that came since, among others that are known: a few minutes instead of an hour.
NEW_ONLY = Course(epochs=3, rate=2e-4, heads_rate=1e-3, pieces=1024, averaged=0.01)
REHEARSED = 6  # known texts for each new one, so that what they taught is not forgotten
# Of what was there before --again: between both lie weights that are better than either, on new messages and on those
# of another kind (https://arxiv.org/abs/2109.01903).
KEPT = 0.5
TRUSTED = 0.7  # how much the teacher has to say beside the label of a message
INNER = 512  # of the 1,536 inner numbers of a layer: a third of its work there
_SAMPLE = 2_000  # texts to see on which inner numbers matter
_MASK = "[MASK]"


def that_matter(model: Any, rows: Sequence[Row], count: int) -> dict[int, Any]:
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


def lessons(
    tokenizer: Tokenizer, examples: Sequence[Example], judgements: Judgements, left_out: frozenset[int]
) -> tuple[list[Row], Any, Any]:
    """What there is to learn: pieces of texts, how true each of `NAMES` is of them, and whether that is known.

    Args:
        tokenizer: MiniLM's.
        examples: labelled texts; those that are left out are not among them.
        judgements: what the teacher makes of them and of parts of them. Of what it has not seen the labels stand alone.
        left_out: numbers of texts; no part is made of one of them.
    """
    rows = rows_of(tokenizer, examples)
    wanted = np.array([example.wanted for example in examples], dtype=np.float32)
    known = np.array([example.known for example in examples], dtype=np.float32)
    for number, example in enumerate(examples):
        if judgement := judgements.texts.get(number_of(example.text)):
            # What nobody knows of a text is the teacher's to say.
            share = TRUSTED * known[number] + (1 - known[number])
            wanted[number] = share * judgement.scores + (1 - share) * wanted[number]
            known[number] = 1.0
            if len(judgement.answers) == len(rows[number].things):
                rows[number] = answered(rows[number], judgement.answers, TRUSTED)
    pairs = zip(judgements.parts, judgements.of_parts, strict=True)
    parts = [(part.text, judgement) for part, judgement in pairs if left_out.isdisjoint(part.of)]
    more = [
        (answered(row, judgement.answers, 1.0), judgement.scores)
        for row, (_, judgement) in zip(rows_of(tokenizer, [unlabelled(text) for text, _ in parts]), parts, strict=True)
        if len(judgement.answers) == len(row.things)  # else the lexicon has changed since
    ]
    rows += [row for row, _ in more]
    every = np.concatenate([wanted, np.array([scores for _, scores in more], dtype=np.float32).reshape(-1, len(NAMES))])
    return rows, torch.tensor(every), torch.tensor(np.concatenate([known, np.ones_like(every[len(known) :])]))


def new_and_rehearsed(known: Sequence[bool], count: int) -> list[int]:
    """The places of the texts that are new, and of some of the others, by chance.

    Args:
        known: for each labelled text whether it was learned from before.
        count: of all texts; those after the labelled ones are parts of them.
    """
    new = [place for place, seen in enumerate(known) if not seen]
    others = [place for place in range(count) if place >= len(known) or known[place]]
    return [*new, *random.sample(others, min(len(others), REHEARSED * len(new)))]


def fine_tune(
    examples: Sequence[Example],
    judgements: Judgements,
    left_out: frozenset[int] = frozenset(),
    most_steps: int | None = None,
    start: Adapters | None = None,
    *,
    new_only: bool = False,
) -> Adapters:
    """Fine-tune on labelled texts.

    Args:
        examples: the texts; those that are left out among them.
        judgements: what the teacher makes of them.
        left_out: numbers of those that are not to be seen.
        most_steps: stop after so many; None goes through all epochs.
        start: taught before, and to be taught on; None begins with MiniLM.
        new_only: learn from the texts that ``start`` does not know, and rehearse some of the others.
    """
    from encoder_network import EncoderNetwork
    from readout_network import ReadoutNetwork

    torch.manual_seed(0)
    random.seed(0)
    plain = load_file(model_folder() / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    seen = [example for example in examples if number_of(example.text) not in left_out]
    rows, wanted, known = lessons(tokenizer, seen, judgements, left_out)
    shares = np.asarray(wanted.mean(0))
    if start and new_only:
        chosen = new_and_rehearsed([number_of(example.text) in start.taught_on for example in seen], len(rows))
        rows, wanted, known = [rows[i] for i in chosen], wanted[chosen], known[chosen]
    layers = start.layers if start else LAYERS
    # What was taught before is already without what it does not keep.
    kept = dict(start.kept) if start else {}
    narrow = None
    if not start:
        kept = narrow = that_matter(
            EncoderNetwork(plain, layers, ReadoutNetwork(WIDTH, NAMES, NAMED, shares)), rows, INNER
        )
    model = EncoderNetwork(plain, layers, ReadoutNetwork(WIDTH, NAMES, NAMED, shares), start, narrow)
    body = [(0, weight) for weight in model.body]
    before = [value.detach().clone() for value in model.parameters()]
    course = (NEW_ONLY if new_only else AGAIN) if start else FROM_NOTHING
    teach(model, body, rows, wanted, known, course, tokenizer.token_to_id(_MASK), most_steps)
    if start:
        with torch.no_grad():
            torch._foreach_lerp_(list(model.parameters()), before, KEPT)
    return Adapters.between(
        plain,
        {name: value.detach().numpy() for name, value in model.taught.items()},
        model.reader.readout(),
        # It still knows what has gone since.
        numbers_of(example.text for example in seen) | (start.taught_on if start else frozenset()),
        left_out,
        model.layers,
        kept,
    )


def main() -> None:
    """Fine-tune on all examples, or without those of the first fold, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judgements", type=Path, default=PROJECT / "models" / "judgements.npz", help="see teach.py")
    parser.add_argument(
        "--first-fold", action="store_true", help="leave the first fold out; for 'make evaluate' to measure on"
    )
    parser.add_argument(
        "--again", action="store_true", help="go on from the weights there are, where labels changed or messages came"
    )
    parser.add_argument(
        "--new-only", action="store_true", help="with --again: learn from what they do not know, and rehearse some more"
    )
    parser.add_argument("--steps", type=int, help="stop early, to see whether it runs")
    parser.add_argument("--output", type=Path, help="the file to write")
    arguments = parser.parse_args()
    judgements = Judgements.load(arguments.judgements)
    resources.prepare_training()
    examples = all_examples(PROJECT)
    standing = FIRST_FOLD if arguments.first_fold else fine_tuned_path(PROJECT)
    before = Adapters.load(standing) if standing.exists() else None
    if arguments.new_only and not arguments.again:
        sys.exit("--new-only goes on from the weights there are: give --again as well.")
    if arguments.again and not before:
        sys.exit(f"{standing.name} is not there to go on from: leave out --again.")
    left_out = left_out_of((example.text for example in examples), before) if arguments.first_fold else frozenset()
    if left_out & (judgements.texts.keys() - judgements.left_out):
        print("The teacher has learned from some of what is left out: what is measured on it is flattered.")
    target = arguments.output or standing
    start = before if arguments.again else None
    fine_tune(examples, judgements, left_out, arguments.steps, start, new_only=arguments.new_only).save(target)
    print(f"{target} is written.")


if __name__ == "__main__":
    main()

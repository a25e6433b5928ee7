"""Teach a teacher on data/messages and data/nlu, and write what it makes of them, and of parts of them.

The teacher is all-mpnet-base-v2, eight times as large as what answers patients could be. It never sees the first fold,
so that fine_tune.py can make both of its files with what it says.

Needs PyTorch and the teacher's weights, see data/fine_tuned/README.md. Takes 45 minutes on two cores that have
instructions for sixteen bits (AMX), and many times as long on others.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from judgements import Judgement, Judgements  # noqa: E402
from teaching import Course, judged, teach, torch  # noqa: E402
from training_texts import NAMED, NAMES, all_examples, parts_of, rows_of, unlabelled  # noqa: E402

from backline.assistant import resources  # noqa: E402
from backline.language.adapters import Adapters, number_of  # noqa: E402
from backline.language.fine_tuned import MAX_PIECES  # noqa: E402
from benchmarks.first_fold import FIRST_FOLD, left_out_of  # noqa: E402

WEIGHTS = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # SHA-256
FROM_NOTHING = Course(epochs=2.5, rate=7e-5, heads_rate=1e-3, pieces=3072, averaged=1.0, decay=0.92)
AGAIN = Course(epochs=1.5, rate=5e-5, heads_rate=3e-4, pieces=3072, averaged=1.0, decay=0.92)
JUDGEMENTS = PROJECT / "models" / "judgements.npz"
TAUGHT = PROJECT / "models" / "teacher.safetensors"
_MASK = "<mask>"
_TEXTS = "taught_on"  # numbers of texts, in what the file says of itself


def taught_before(path: Path) -> frozenset[int]:
    """The numbers of the texts that the teacher in a file learned from; none where the file does not say.

    Raises:
        SystemExit: there is no such file.
    """
    from safetensors import safe_open

    if not path.exists():
        sys.exit(f"{path.name} is not there to go on from: leave out --again and --judge.")
    with safe_open(path, "np") as file:
        return frozenset(json.loads((file.metadata() or {}).get(_TEXTS, "[]")))


def main() -> None:
    """Teach, judge, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teacher", type=Path, help="the folder of all-mpnet-base-v2")
    parser.add_argument("--output", type=Path, default=JUDGEMENTS, help="the file to write")
    parser.add_argument(
        "--again", action="store_true", help=f"go on from models/{TAUGHT.name}, which each whole run writes"
    )
    parser.add_argument("--judge", action="store_true", help="judge with that teacher as it is, and teach it nothing")
    parser.add_argument("--steps", type=int, help="stop early, to see whether it runs")
    parser.add_argument("--parts", type=int, default=30_000, help="how many parts of messages it judges")
    arguments = parser.parse_args()
    weights = arguments.teacher / "model.safetensors"
    if not weights.exists() or hashlib.sha256(weights.read_bytes()).hexdigest() != WEIGHTS:
        sys.exit(f"{weights} is not all-mpnet-base-v2: data/fine_tuned/README.md says where to get it.")
    from readout_network import ReadoutNetwork
    from safetensors.torch import load_file, save_file
    from teacher_network import LAYERS, WIDTH, TeacherNetwork

    resources.prepare_training()
    torch.manual_seed(0)
    random.seed(0)
    tokenizer = Tokenizer.from_file(str(arguments.teacher / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_PIECES)
    examples = all_examples(PROJECT)
    before = Adapters.load(FIRST_FOLD) if FIRST_FOLD.exists() else None
    left_out = left_out_of((example.text for example in examples), before)
    taught_on = taught_before(TAUGHT) if arguments.again or arguments.judge else frozenset()
    if left_out & taught_on:
        print("The teacher has learned from some of what is left out: what is measured on it is flattered.")
    rows = rows_of(tokenizer, examples)
    seen = [number for number, example in enumerate(examples) if number_of(example.text) not in left_out]
    wanted = torch.tensor([examples[number].wanted for number in seen])
    known = torch.tensor([examples[number].known for number in seen])
    shares = np.asarray((wanted * known).sum(0) / known.sum(0))
    model = TeacherNetwork(load_file(str(weights)), ReadoutNetwork(WIDTH, NAMES, NAMED, shares))
    if arguments.again or arguments.judge:
        model.load_state_dict(load_file(TAUGHT))
    if not arguments.judge:
        body = [(LAYERS - 1 - model.layer_of(name), weight) for name, weight in model.taught.items()]
        course = AGAIN if arguments.again else FROM_NOTHING
        mask = tokenizer.token_to_id(_MASK)
        teach(model, body, [rows[number] for number in seen], wanted, known, course, mask, arguments.steps)
        taught_on |= {number_of(examples[number].text) for number in seen}
        if not arguments.steps:
            save_file(model.state_dict(), TAUGHT, {_TEXTS: json.dumps(sorted(taught_on))})
    parts = parts_of([examples[number].text for number in seen if all(examples[number].known)], arguments.parts)
    scores, answers = judged(model, rows + rows_of(tokenizer, [unlabelled(part.text) for part in parts]))
    every = [Judgement(row, tuple(told)) for row, told in zip(scores.numpy(), answers, strict=True)]
    numbers = [number_of(example.text) for example in examples]
    unseen = left_out - taught_on
    Judgements(dict(zip(numbers, every, strict=False)), tuple(parts), tuple(every[len(examples) :]), unseen).save(
        arguments.output
    )
    print(f"{arguments.output} is written.")


if __name__ == "__main__":
    main()

"""The training and the held-out sentences, read once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from backline.assistant.language_model import load_vectors
from backline.language.cascade import Cascade
from backline.language.vectors import VectorView

PROJECT = Path(__file__).resolve().parent.parent.parent


class Example(NamedTuple):
    file: str
    intent: str
    text: str


def read(paths: Iterable[Path]) -> list[Example]:
    found: list[Example] = []
    for path in sorted(paths):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert content["version"] == "3.1", path
        for block in content["nlu"]:
            for line in block["examples"].splitlines():
                assert line.startswith("- "), f"{path}: {line!r} does not start with a dash and a blank"
                found.append(Example(path.name, block["intent"], line[2:]))
    return found


@pytest.fixture(scope="session")
def training() -> list[Example]:
    return read((PROJECT / "data" / "nlu").glob("*.yml"))


@pytest.fixture(scope="session")
def held_out() -> list[Example]:
    return read([PROJECT / "tests" / "nlu" / "held_out.yml"])


@pytest.fixture(scope="session")
def unseen() -> list[Example]:
    return read([PROJECT / "tests" / "nlu" / "unseen.yml"])


@pytest.fixture(scope="session")
def classifier(training: list[Example]) -> Cascade:
    words = [("word vectors", VectorView(load_vectors(PROJECT, layers=0, training=True)))]
    vectors = [("vectors", VectorView(load_vectors(PROJECT, training=True)))]
    texts, intents = [e.text for e in training], [e.intent for e in training]
    return Cascade.train(texts, intents, quick=words, careful=vectors)

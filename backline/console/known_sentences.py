"""The sentences the project has already: what it is trained with, and what it is tested with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from backline.console.example_text import Finding, nearly_same, plain, same

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Folders and files of sentences that the assistant is measured with; they must not be learned.
_TESTS = ("tests/nlu/*.yml", "tests/conversations/**/*.yml", "tests/rasa/*.yml", "tests/language/*.yml")
_WHOLE_FILE = "red_flag_messages.yml"


@dataclass(frozen=True)
class Trained:
    """An example of data/nlu."""

    intent: str
    text: str


@dataclass
class KnownSentences:
    """Looked up by what is the same in two sentences.

    Attributes:
        intents: those that are learned from examples, by name.
        samples: a few examples of each intent, in the files' order.
        has_tests: whether the test sentences are there; a server may run without them.
    """

    intents: tuple[str, ...] = ()
    samples: tuple[str, ...] = ()
    has_tests: bool = False
    _trained: dict[str, Trained] = field(default_factory=dict)
    _tested: dict[str, str] = field(default_factory=dict)

    def check(self, text: str, intent: str | None) -> list[Finding]:
        """What these sentences say about ``text`` as a new example of ``intent`` (None: not chosen yet)."""
        bare = plain(text)
        known = self._trained.get(same(bare))
        if known is not None and intent in (None, known.intent):
            return [Finding("duplicate", f"It is an example of {known.intent} already: {known.text}")]
        for key in (same(bare), nearly_same(bare)):
            if key in self._tested:
                sentence = (
                    f"It stands in {self._tested[key]}: the assistant is measured with it, so it can't be learned."
                )
                return [Finding("leak", sentence, refuses=True)]
        if known is not None:
            sentence = (
                f"It is an example of {known.intent} already: {known.text} "
                "The same words can't teach two things, so the export will leave it out."
            )
            return [Finding("conflict", sentence)]
        near = self._trained.get(nearly_same(bare))
        if near is not None:
            return [Finding("near", f"It is nearly the same as an example of {near.intent}: {near.text}")]
        return []


def known_sentences(project_dir: Path) -> KnownSentences:
    """Read them; what was read is kept until a file changes. Takes about a second the first time."""
    files = tuple(sorted(_files(project_dir)))
    return _load(project_dir, tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=1)
def _load(project_dir: Path, files: tuple[tuple[Path, int], ...]) -> KnownSentences:
    known = KnownSentences()
    intents: dict[str, list[str]] = {}
    for path, _ in files:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  (a safe loader)
        if path.is_relative_to(project_dir / "data"):
            for intent, text in _examples(content):
                intents.setdefault(intent, []).append(text)
                for key in (nearly_same(text), same(text)):
                    known._trained.setdefault(key, Trained(intent, text))
        else:
            known.has_tests = True
            name = str(path.relative_to(project_dir))
            for text in _tested(content, whole=path.name == _WHOLE_FILE):
                for key in (same(text), nearly_same(text)):
                    known._tested.setdefault(key, name)
    known.intents = tuple(sorted(intents))
    known.samples = tuple(text for name in known.intents for text in intents[name][:3])
    return known


def _files(project_dir: Path) -> Iterator[Path]:
    yield from (project_dir / "data" / "nlu").rglob("*.yml")
    for pattern in _TESTS:
        yield from project_dir.glob(pattern)


def _examples(content: Any) -> Iterator[tuple[str, str]]:
    for block in content.get("nlu", []):
        for line in block.get("examples", "").splitlines():
            if line.startswith("- ") and "intent" in block:
                yield block["intent"], line[2:]


def _tested(content: Any, *, whole: bool) -> Iterator[str]:
    """The sentences of a test file: examples, and what is typed; of a file of messages every text."""
    if isinstance(content, dict) and "nlu" in content:
        yield from (text for _, text in _examples(content))
        return
    if isinstance(content, str):
        if whole:
            yield content
    elif isinstance(content, list):
        for entry in content:
            yield from _tested(entry, whole=whole)
    elif isinstance(content, dict):
        for name, value in content.items():
            if name == "user" and isinstance(value, str):
                yield re.sub(r"\[([^\]]+)\](?:\{[^}]*\}|\(\w+\))", r"\1", value)
            else:
                yield from _tested(value, whole=whole)

"""The labelled messages of data/messages: what the learned layer learns from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from backline.language.contract import CARE, RED_FLAGS, TOPICS
from backline.language.errors import LanguageError

_KEYS = {"text", "in_scope", "red_flags", "evidence", "topics", "tried", "duration_weeks", "improved"}


@dataclass(frozen=True)
class LabelledMessage:
    """A message and what it says.

    Attributes:
        text: the message.
        in_scope: it is about back, neck or spine, the clinic, or the conversation itself.
        red_flags: ids of `contract.RED_FLAGS`.
        evidence: for each red flag, the words of `text` that show it.
        topics: ids of `contract.TOPICS`; empty where out of scope.
        tried: ids of `contract.CARE`.
        duration_weeks: how long this episode has lasted; None where not said.
        improved: what came of the care tried; None where not said.
        source: the file it stands in, without its ending.
    """

    text: str
    in_scope: bool
    red_flags: tuple[str, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    duration_weeks: float | None = None
    improved: bool | None = None
    source: str = ""


def read_corpus(folder: Path) -> tuple[LabelledMessage, ...]:
    """Read every ``*.jsonl`` file of a folder; the order is the same every time.

    Raises:
        LanguageError: a line is wrong; one sentence that names file and line and says what to mend.
    """
    messages = [message for path in sorted(folder.glob("*.jsonl")) for message in _read(path)]
    if not messages:
        raise LanguageError(f"{folder} holds no labelled message; add a file such as questions.jsonl")
    return tuple(messages)


def _read(path: Path) -> list[LabelledMessage]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                entry = json.loads(line)
            except ValueError as error:
                raise LanguageError(f"{path.name}, line {number}: this is no JSON ({error}); mend it") from None
            complaint = _complaint(entry)
            if complaint:
                raise LanguageError(f"{path.name}, line {number}: {complaint}")
            found.append(
                LabelledMessage(
                    text=entry["text"],
                    in_scope=entry["in_scope"],
                    red_flags=tuple(entry["red_flags"]),
                    evidence=entry["evidence"],
                    topics=tuple(entry["topics"]),
                    tried=tuple(entry["tried"]),
                    duration_weeks=entry["duration_weeks"],
                    improved=entry["improved"],
                    source=path.stem,
                )
            )
    return found


def _complaint(entry: Any) -> str | None:
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        return f"write an object with exactly the keys {', '.join(sorted(_KEYS))}"
    if not isinstance(entry["text"], str) or not entry["text"].strip():
        return "the text is empty; write the message"
    for key, known in (("red_flags", RED_FLAGS), ("topics", TOPICS), ("tried", CARE)):
        for name in entry[key]:
            if name not in known:
                return f"'{name}' under {key} is no name of the contract; see backline/language/contract.py"
    if set(entry["evidence"]) != set(entry["red_flags"]):
        return "evidence needs one entry for each red flag; copy the words that show it"
    for flag, words in entry["evidence"].items():
        if not words or words not in entry["text"]:
            return f"the evidence for {flag} does not stand in the text; copy it letter by letter"
    if entry["topics"] and not entry["in_scope"]:
        return "topics are only for messages in scope; leave them empty"
    if entry["improved"] not in (True, False, None) or not isinstance(entry["in_scope"], bool):
        return "in_scope is true or false, improved true, false or null"
    if entry["duration_weeks"] is not None and not isinstance(entry["duration_weeks"], int | float):
        return "duration_weeks is a number or null"
    return None

"""The command `backline understand`: one JSON line of meaning for each JSON line of text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from backline.assistant import resources
from backline.assistant.model import model_path
from backline.assistant.questions import QuestionFinder, load_classifier
from backline.settings import Settings


class InputError(ValueError):
    """A line can not be understood as JSON with an id and a text."""


def understand_lines(settings: Settings, lines: Iterable[str]) -> Iterator[str]:
    """Understand messages one by one, in order.

    Args:
        settings: the project, trained.
        lines: JSON objects with ``id`` (any JSON value) and ``text``; blank lines are passed over.

    Yields:
        The public contract as one JSON line for each message, with its id.

    Raises:
        InputError: a line is wrong; what came before it has been yielded.
    """
    resources.use(settings)
    understander = resources.understander()
    questions = QuestionFinder(load_classifier(model_path(settings.project_dir)))
    for number, line in enumerate(lines, start=1):
        if line.strip():
            entry = _parse(line, number)
            understood = understander.understand(entry["text"], questions=questions)
            yield json.dumps({"id": entry["id"], **understood.as_dict()}, ensure_ascii=False)


def _parse(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise InputError(f"line {number} is no JSON ({error}): write {{'id': ..., 'text': ...}}.") from None
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise InputError(f"line {number} needs an id and a text: write {{'id': ..., 'text': ...}}.")
    return entry

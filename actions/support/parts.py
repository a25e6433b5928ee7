"""A message that answers a question and asks one: its parts."""

from __future__ import annotations

import re
from typing import Any

from actions.support.view import TurnView
from backline.assistant.message_reader import read_by_rules, reading_as_dict
from backline.language.intents import ASPECT_OF, HEARD
from backline.language.plain_text import QUESTION

_IS_IT_SAFE = re.compile(r"\b(?:is|are)\b.*\b(?:ok|okay|safe|alright|all right|allowed|dangerous|bad)\b", re.I)
_ABOUT_EXERCISES = frozenset({"exercise", "core_strength", "flexibility"})


def answer_and_question(view: TurnView) -> tuple[str, list[dict[str, Any]]]:
    """The part of a typed message that asks nothing, and its questions about a topic of its own.

    Returns:
        the words of the other clauses, and questions as `TurnView.questions` gives them; questions about exercises
        themselves are not among them.
    """
    asked: list[dict[str, Any]] = []
    rest: list[str] = []
    for ask in view.reading.get("asks") or []:
        is_question = ask["intent"] in ASPECT_OF and ask["confidence"] >= HEARD and QUESTION.search(ask["sentence"])
        if is_question and ask["topics"] and not set(ask["topics"]) & _ABOUT_EXERCISES:
            aspect = "risks" if _IS_IT_SAFE.search(ask["sentence"]) else ASPECT_OF[ask["intent"]]
            asked.append({"aspect": aspect, "topics": ask["topics"], "own": True})
        else:
            rest.append(ask["sentence"])
    return " ".join(rest).strip(), asked[:1]


def part_of(view: TurnView, text: str) -> TurnView:
    """The same turn, as if nothing but ``text`` had been said."""
    part = TurnView(view.tracker)
    part.message = {
        **view.message,
        "text": text,
        "intent": {"name": "inform", "confidence": 1.0},
        "reading": {**reading_as_dict(read_by_rules(text)), "scope": view.reading.get("scope")},
    }
    return part

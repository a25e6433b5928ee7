"""A conversation as a file for tests/conversations, with what to expect taken from holding it once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from backline.assistant.replay import COMPARED, Outcome, Step
from backline.assistant.turn_record import WITHHELD
from backline.console.stand_ins import StandIns
from backline.storage.conversation_turns import HeldTurn

# What name and number are refused for; how the person wrote it was not kept.
_REFUSED = "12"


@dataclass(frozen=True)
class ConversationFile:
    """The file, and in which steps the assistant did something else than when the conversation was held."""

    text: str
    differences: tuple[str, ...]


class _InLine(list[Any]):
    """A list that is written in one line."""


class _Dumper(yaml.SafeDumper):
    """Writes lists further in than the key they belong to, as the other files do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Go one level in."""
        super().increase_indent(flow, False)


_Dumper.add_representer(
    _InLine, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=True)
)


def steps_of(held: Sequence[HeldTurn], region: str) -> list[Step]:
    """What the person did, with invented words in place of masks; ``region`` is for phone numbers."""
    stand_ins = StandIns(region)
    return [
        Step(
            _REFUSED if turn.text == WITHHELD else stand_ins.fill(turn.text), pressed=turn.pressed or not turn.has_facts
        )
        for turn in held
    ]


def conversation_file(held: Sequence[HeldTurn], outcomes: Sequence[Outcome], *, cut: bool) -> ConversationFile:
    """Write what was replayed.

    Args:
        held: the turns as they were held.
        outcomes: of replaying each of them.
        cut: the conversation went on after these.
    """
    differences = tuple(_differences(held, outcomes))
    comments = ["Saved from a conversation. Whatever named a person is invented."]
    if cut:
        comments.append(f"The conversation went on after these {len(held)} steps.")
    if differences:
        comments.append("Since it was held, the assistant has changed. What is expected here is what it does now:")
        comments += [f"  {difference}" for difference in differences]
    steps: list[dict[str, Any]] = []
    before: Outcome | None = None
    for outcome in outcomes:
        steps.append(_step(outcome, before))
        before = outcome
    body = yaml.dump({"steps": steps}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)
    return ConversationFile("".join(f"# {comment}\n" for comment in comments) + body, differences)


def file_name(text: str) -> str:
    """A file's name without its ending, out of whatever was typed for it."""
    words = re.findall(r"[a-z0-9]+", text.lower())[:10]
    return "_".join(words)[:80] or "saved_conversation"


def _step(outcome: Outcome, before: Outcome | None) -> dict[str, Any]:
    step: dict[str, Any] = {"press" if outcome.pressed else "user": outcome.step.text}
    if before is not None and set(before.texts) & set(outcome.texts):
        step["repeats"] = True
    step["expect"] = _expected(outcome, before)
    return step


def _expected(outcome: Outcome, before: Outcome | None) -> dict[str, Any]:
    facts = outcome.facts
    expected: dict[str, Any] = {"actions": _InLine(facts["actions"].split())}
    if facts["answer"]:
        expected["answer"] = facts["answer"]
    if facts["form"] or (before is not None and before.facts["form"]):
        expected["form"] = facts["form"]
    if facts["asked"]:
        expected["asks"] = facts["asked"]
    tones = [reply.payload.get("tone", "normal") for reply in outcome.replies]
    telling = next((tone for tone in tones if tone != "normal"), None)
    if telling:
        expected["tone"] = telling
    if buttons := outcome.gathered("buttons"):
        expected["buttons"] = _InLine(dict.fromkeys(button["title"] for button in buttons))
    if cards := outcome.gathered("cards"):
        expected["cards"] = len(cards)
    if outcome.lead is not None:
        expected["lead"] = {"name": outcome.lead.name, "urgent": outcome.lead.urgent}
    return expected


def _differences(held: Sequence[HeldTurn], outcomes: Sequence[Outcome]) -> list[str]:
    found = []
    for number, (turn, outcome) in enumerate(zip(held, outcomes, strict=True), start=1):
        if not turn.has_facts:
            continue
        if turn.pressed and not outcome.pressed:
            found.append(f"step {number}: the button was not among those of the step before, so its words are typed")
        for name in COMPARED:
            then, now = getattr(turn, name) or "nothing", outcome.facts[name] or "nothing"
            if then != now:
                found.append(f"step {number}: {name} was {then}, and is {now}")
    return found

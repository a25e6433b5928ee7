"""The exercise form: warning signs first, then where it hurts, since when, what it limits, what to be careful with."""

from __future__ import annotations

import re
from typing import Any

from actions.support.answering import find
from actions.support.answers import hear_cautions, hear_limits, hear_region, hear_warning_signs, hear_weeks
from actions.support.fact_form import FactForm
from actions.support.form import Heard
from actions.support.parts import answer_and_question, part_of
from actions.support.plan_edits import wishes_for_plan
from actions.support.reach import reach_told, talk_of
from actions.support.speech import fill
from actions.support.view import TurnView
from backline.assistant.signs_asked_about import picks_one
from backline.assistant.slot_values import WARNING_SIGNS_DECLINED, WARNING_SIGNS_NONE, WARNING_SIGNS_UNCLEAR

_NO_EXERCISES = re.compile(
    r"\b(?:do(?:n\W?t| not)|did(?:n\W?t| not)|no longer) (?:\w+ ){0,2}(?:want|need|like|ask(?:ed)? for|feel like)"
    r" (?:\w+ ){0,3}?(?:exercis\w+|workouts?|this|these|that|it|them)\b"
    r"|^\W*no (?:more )?exercises?\W*(?:please|thanks?|thank you|for me)?\W*$",
    re.I,
)
# "Actually yes", "sorry I meant yes", "wait, yes the second one", after a no to the signs.
_YES_AFTER_ALL = re.compile(
    r"^\W*(?:(?:oh|wait|sorry|actually|hold on|no|hm+|oops|well|i (?:do|meant?)|it should be)\W+)+(?:yes|yeah|yep)\b"
    r"(?:\W+(?:the|to|i|have|do|one|of|them|those|it|that|first|second|third|fourth|fifth|last|sign|is|was|there))*\W*$",
    re.I,
)
_ALSO_LIMITS = frozenset({"sitting", "standing", "lying_back", "side_lying"})


def _takes_the_no_back(slot: str, view: TurnView) -> bool:
    """Whether a yes comes right after a no to the warning signs: in doubt they are asked for once more."""
    first = slot != "warning_signs" and view.slot("warning_signs") == WARNING_SIGNS_NONE
    asked: list[Any] = []
    requested: Any = None
    for event in view.tracker.events:
        if event["event"] == "slot" and event.get("name") == "requested_slot":
            requested = event.get("value")
        elif event["event"] == "user":
            asked.append(requested)
    just_asked = asked[-2:-1] == ["warning_signs"]
    return bool(view.reading) and first and just_asked and bool(_YES_AFTER_ALL.search(view.text))


class ValidateExerciseForm(FactForm):
    """Collects what an exercise plan needs."""

    form = "exercise_form"
    ends_on_goodbye = True
    optional = frozenset({"pain_region", "pain_weeks", "pain_limits", "pain_cautions"})
    facts = optional | {
        *("cautions_told", "age", "positions_out", "equipment_missing", "eased_by", "exercise_goals"),
        *("exercises_left_out", "exercise_kinds_out", "exercise_count"),
    }
    readers = {
        "warning_signs": hear_warning_signs,
        "pain_region": hear_region,
        "pain_weeks": hear_weeks,
        "pain_limits": hear_limits,
        "pain_cautions": hear_cautions,
    }

    def told(self, view: TurnView) -> dict[str, Any]:
        """What cannot be done or is not there counts too, so that the plan fits from the start."""
        reach = reach_told(view)
        if not talk_of(view).only:
            # "I can't stand" says here what the pain makes hard; the plan minds that anyway.
            reach = {name: [one for one in value if one not in _ALSO_LIMITS] for name, value in reach.items()}
        return {
            **super().told(view),
            **wishes_for_plan(view),
            **{name: value for name, value in reach.items() if value},
        }

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        """An answer with a question behind it is an answer too; "the second one" of what, is not known."""
        if picks_one(view.text) and view.reading:
            return False
        if _takes_the_no_back(slot, view):
            return False
        return self._with_a_question(slot, view) is None and super()._is_digression(slot, view)

    def _with_a_question(self, slot: str, view: TurnView) -> Heard | None:
        """What was heard in "my knee is bad, and is heat ok?", with the answer as a reply; None where it is not both.

        The question for warning signs takes an answer as a whole only.
        """
        rest, asked = answer_and_question(view)
        if slot == "warning_signs" or not rest or not asked:
            return None
        heard = super().hear(slot, part_of(view, rest))
        answers = [answer for question in asked if (answer := find(view, question).answer) is not None]
        if not heard.understood or not answers:
            return None
        heard.replies = [*heard.replies, *(fill(answer.text) for answer in answers)]
        return heard

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Who wants no exercises is not asked on: that says nothing about warning signs."""
        if _takes_the_no_back(slot, view):
            return Heard({"warning_signs": None}, replies=["utter_noted"])
        both = self._with_a_question(slot, view)
        if both is not None:
            return both
        if view.reading and _NO_EXERCISES.search(view.text):
            return Heard({"warning_signs": WARNING_SIGNS_DECLINED})
        return super().hear(slot, view)

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Nothing more is asked once a warning sign is left open, or exercises are not wanted."""
        if slots.get("warning_signs") in (WARNING_SIGNS_UNCLEAR, WARNING_SIGNS_DECLINED):
            return []
        return ["warning_signs", "pain_region", "pain_weeks", "pain_limits", "pain_cautions"]

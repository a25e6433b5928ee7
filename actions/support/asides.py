"""Facts in a message whose intent says something else: they are taken all the same."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.correcting import merge
from actions.support.facts import facts_in
from actions.support.menu import MENU
from actions.support.speech import fresh, say
from actions.support.switching import Events
from actions.support.update import redo
from actions.support.view import TurnView
from backline.language.plain_text import QUESTION

# Joints that a plan has to mind, and that are no business of ours by themselves.
_JOINTS = {"knee_problem": "knee", "shoulder_problem": "shoulder", "wrist_problem": "wrist"}
_HURTS = re.compile(
    r"\b(?:hurt\w*|pain\w*|ach\w*|sore|swoll\w*|swell\w*|stiff\w*|killing|throb\w*|click\w*|twist\w*|sprain\w*)\b", re.I
)


async def take_cautions(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
    """Note an illness that exercises have to fit, with a new plan where there is one already; empty for none."""
    view = TurnView(tracker)
    facts = facts_in(view)
    if not facts.get("cautions_told") or QUESTION.search(view.text):
        return []
    changes = await redo(dispatcher, tracker, domain, first="utter_noted")
    if changes:
        return changes
    joint = next((name for caution, name in _JOINTS.items() if caution in facts["cautions_told"]), None)
    if joint and view.slot("pain_region") is None and view.slot("pain_weeks") is None and _HURTS.search(view.text):
        text = (
            f"I'm sorry that your {joint} troubles you. I only know about backs and necks, so for that your own doctor "
            f"is the right person. If you want exercises for your back or neck, I mind your {joint} in them."
        )
        say(dispatcher, fresh(text, view.said_before()), buttons=[MENU[1], MENU[0], MENU[3]])
        return [*(SlotSet(name, value) for name, value in merge(tracker.slots, facts).items()), SlotSet("offer", None)]
    text = "Thank you for telling me. I will leave out exercises that do not go with it. Shall I suggest some that fit?"
    say(dispatcher, text, buttons=[MENU[1], MENU[3]])
    known = merge(tracker.slots, facts)
    return [*(SlotSet(name, value) for name, value in known.items()), SlotSet("offer", "exercise_form")]

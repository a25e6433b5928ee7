"""Facts in a message whose intent says something else: they are taken all the same."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.facts import QUESTION, facts_in, merge
from actions.support.menu import MENU
from actions.support.speech import say
from actions.support.switching import Events
from actions.support.update import redo
from actions.support.view import TurnView


async def take_cautions(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
    """Note an illness that exercises have to fit, with a new plan where there is one already; empty for none."""
    view = TurnView(tracker)
    facts = facts_in(view)
    if not facts.get("cautions_told") or QUESTION.search(view.text):
        return []
    changes = await redo(dispatcher, tracker, domain, first="utter_noted")
    if changes:
        return changes
    text = "Thank you for telling me. I will leave out exercises that do not go with it. Shall I suggest some that fit?"
    say(dispatcher, text, buttons=[MENU[1], MENU[3]])
    known = merge(tracker.slots, facts)
    return [*(SlotSet(name, value) for name, value in known.items()), SlotSet("offer", "exercise_form")]

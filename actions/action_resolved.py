"""The emergency or warning sign is dealt with."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_emergency import ActionEmergency
from actions.action_note_symptoms import ActionNoteSymptoms
from actions.support.facts import facts_in
from actions.support.menu import MENU
from actions.support.speech import say
from actions.support.switching import Events, leave_form
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.alarms import is_of_another

_PAIN = frozenset({"pain_region", "pain_weeks", "pain_limits"})
_LAST_QUESTION = re.compile(r"\s+[^.!?]*\?\s*$")


class ActionResolved(Action):
    """Takes the person's word that a warning sign is dealt with."""

    def name(self) -> str:
        return "action_resolved"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say what that means, and let the conversation go on."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        buttons = [] if view.form else MENU
        if tracker.get_slot("red_flag_tier") not in ("emergency", "urgent"):
            if _PAIN & set(facts_in(view)) and not view.form:
                return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
            end = "" if view.form else " Is there anything else I can do for you?"
            say(dispatcher, "I'm glad to hear that." + end, buttons=buttons)
            return []
        if view.entity("value") == "mistake":
            others = (tracker.get_slot("red_flags") or [])[1:]
            if others and tracker.get_slot("red_flag_tier") == "emergency":
                # One sign was a mistake; the others still stand.
                return [SlotSet("red_flags", others), *await ActionEmergency().run(dispatcher, tracker, domain)]
            text = (
                "Good, thank you for clearing that up. If one of these signs does come up, "
                f"call {clinic.emergency_number} right away."
            )
            say(dispatcher, text if view.form else text + " What can I do for you?", buttons=buttons)
            return [SlotSet("red_flag_tier", "resolved"), SlotSet("red_flags", None)]
        replies = resources.red_flag_replies()
        if (tracker.get_slot("red_flags") or [])[:1] == ["self_harm"]:
            key = "resolved_self_harm_of_another" if is_of_another(tracker.events) else "resolved_self_harm"
            say(dispatcher, replies.text(key, clinic.words()), buttons=MENU)
            # Nobody is asked for a phone number after that, unless they want it.
            return [SlotSet("red_flag_tier", "resolved"), *(leave_form() if view.form else [])]
        text = replies.text("resolved", clinic.words())
        if view.form:
            # The form's own question follows; one question at a time.
            text = _LAST_QUESTION.sub("", text)
        say(dispatcher, text, buttons=buttons)
        return [SlotSet("red_flag_tier", "resolved")]

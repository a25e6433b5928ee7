"""The emergency or warning sign is dealt with."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say
from actions.support.switching import Events
from backline.assistant import resources


class ActionResolved(Action):
    """Takes the person's word that a warning sign is dealt with."""

    def name(self) -> str:
        return "action_resolved"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say what that means, and let the conversation go on."""
        if tracker.get_slot("red_flag_tier") not in ("emergency", "urgent"):
            say(dispatcher, "I'm glad to hear that. Is there anything else I can do for you?")
            return []
        key = "resolved_self_harm" if (tracker.get_slot("red_flags") or [])[:1] == ["self_harm"] else "resolved"
        say(dispatcher, resources.red_flag_replies().text(key, resources.clinic().words()))
        return [SlotSet("red_flag_tier", "resolved")]

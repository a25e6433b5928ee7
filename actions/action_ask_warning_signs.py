"""Ask about warning signs before exercises, or after a sudden change."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionAskWarningSigns(Action):
    """Asks with the reviewed list of ``data/red_flag_replies.yml``."""

    def name(self) -> str:
        return "action_ask_warning_signs"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask; where the list stands right above, ask without it."""
        question = fill(resources.red_flag_replies().texts["ask_warning_signs"])
        asked = question in TurnView(tracker).said_before()
        say(
            dispatcher,
            "Is it one of the signs in the list above, or none of them?" if asked else question,
            buttons=[
                {"title": "None of these", "payload": "/deny"},
                {"title": "Yes, one of these", "payload": "/affirm"},
            ],
        )
        return []

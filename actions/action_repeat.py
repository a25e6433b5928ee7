"""Say that again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import said_last, say, say_again
from actions.support.switching import Events

_START = "Gladly, once more:\n\n"


class ActionRepeat(Action):
    """Repeats the last replies."""

    def name(self) -> str:
        return "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Repeat what was said in the turn before."""
        said = said_last(tracker)
        if not said:
            say(dispatcher, "There is nothing to repeat yet. What would you like to know?", buttons=MENU)
        elif tracker.active_loop:
            say(dispatcher, "Gladly, here is the question again.")
        else:
            for number, message in enumerate(said):
                data = message.get("data") or {}
                text = message["text"].removeprefix(_START)
                say_again(dispatcher, text if number else _START + text, data)
        return []

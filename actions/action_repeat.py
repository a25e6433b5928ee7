"""Say that again."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import said_last, say, say_again, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView

_START = "Gladly, once more:\n\n"
_AGAIN = [
    "Gladly, here is the question again.",
    "Sure, this is where we are. If an answer before was not right, just tell me.",
]


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
            say_one_of(dispatcher, _AGAIN, TurnView(tracker).said_before())
        else:
            for number, message in enumerate(said):
                data = message.get("data") or {}
                text = message["text"].removeprefix(_START)
                say_again(dispatcher, text if number else _START + text, data)
        return []

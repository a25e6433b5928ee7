"""Ask about warning signs before exercises, or after a sudden change."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import yes_or_no
from actions.support.speech import fill, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.warning import NONE_OF_THEM
from backline.assistant import resources

_BEFORE_EXERCISES = "Before I suggest exercises, one safety question."
_UNSURE = {"title": "I'm not sure", "payload": "/unsure"}


class ActionAskWarningSigns(Action):
    """Asks with the reviewed list of ``data/red_flag_replies.yml``."""

    def name(self) -> str:
        return "action_ask_warning_signs"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask; where the list stands right above, ask without it."""
        view = TurnView(tracker)
        texts = resources.red_flag_replies().texts
        if view.slot("attempts") and yes_or_no(view) is True:
            say(dispatcher, fill(texts["warning_sign_yes"]), buttons=[NONE_OF_THEM, _UNSURE])
            return []
        question = fill(texts["ask_warning_signs"])
        if view.form == "care_review_form":
            question = question.replace(_BEFORE_EXERCISES, "One safety question, because of the change.")
        asked = "Is it one of the signs in the list above, or none of them?"
        said = view.said_before()
        if asked in said or fill(texts["warning_sign_yes"]) in said:
            asked = "Is it one of the signs in my list? If none of them fits, say none."
        say(
            dispatcher,
            asked if view.slot("attempts") or question in said else question,
            buttons=[
                NONE_OF_THEM,
                {"title": "Yes, one of these", "payload": "/affirm"},
            ],
        )
        return []

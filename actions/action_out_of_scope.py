"""Something that Backline does not know about."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action_fallback import ActionFallback
from actions.action_start_exercises import wants_others
from actions.support.asides import take_cautions
from actions.support.menu import MENU
from actions.support.speech import said_lately, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources

# Keys side by side, no vowel, or more consonants in a row than a word has.
_NO_WORD = re.compile(
    r"(?:asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe|zxc|xcv|cvb|vbn|bnm)\w*|[^aeiouy\W\d]+|\w*[^aeiouy\W\d]{5,}\w*|\w*(.)\1{3,}\w*"
    r"|\w*(?:sdk|lkj|kjh|jhg|gfd|dsa)\w*",
    re.I,
)


def _is_gibberish(text: str) -> bool:
    words = re.findall(r"\w+", text)
    return bool(words) and all(_NO_WORD.fullmatch(word) for word in words)


class ActionOutOfScope(Action):
    """Says kindly that this is not about backs, with a way on."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it in words not used in the turn before."""
        clinic = resources.clinic()
        view = TurnView(tracker)
        if _is_gibberish(view.text) or wants_others(view):
            return await ActionFallback().run(dispatcher, tracker, domain)
        noted = await take_cautions(dispatcher, tracker, domain)
        if noted:
            return noted
        say_one_of(
            dispatcher,
            [
                "I only know about backs, necks and the spine, so I can't help with that one. "
                "For other health questions, your own doctor or pharmacist is the right person. "
                "What I can do is listed below.",
                "That is outside of what I know, I'm sorry. I'm here for back and neck problems. "
                f"A person at {clinic.name} may know more: {clinic.phone}.",
                "I can't help with that either, and I don't want to guess. Is there something about your back or neck?",
            ],
            said_lately(tracker),
            buttons=[] if view.form else MENU,
        )
        return []

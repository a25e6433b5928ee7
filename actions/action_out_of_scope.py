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
from backline.language.foreign import english_only, looks_foreign

# Keys side by side, no vowel, or more consonants in a row than a word has.
_NO_WORD = re.compile(
    r"(?:asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe|zxc|xcv|cvb|vbn|bnm)\w*|[^aeiouy\W\d]+|\w*[^aeiouy\W\d]{5,}\w*|\w*(.)\1{3,}\w*"
    r"|\w*(?:sdk|lkj|kjh|jhg|gfd|dsa)\w*",
    re.I,
)

_GRIEF = re.compile(
    r"\b(?:my|our) \w+(?: \w+)? (?:died|passed away|is dying|was killed|left me)\b"
    r"|\bfuneral\b|\bi(?:\W?m| am) grieving\b",
    re.I,
)
# "bakc", "bcak", "pian", "spien": the letters of a word for backs, out of order.
_BACK_TYPO = re.compile(r"\b(?:bakc|bcak|bakck|abck|bck|back|pian|pian|apin|spien|sipne|nekc|nkec|hrut|hurst)\b", re.I)


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
        if looks_foreign(view.text):
            self._say_english_only(dispatcher, view)
            return []
        certain = view.reading.get("another_matter", False)
        if not certain:
            if _is_gibberish(view.text) or wants_others(view):
                return await ActionFallback().run(dispatcher, tracker, domain)
            noted = await take_cautions(dispatcher, tracker, domain)
            if noted:
                return noted
        if _GRIEF.search(view.text):
            dispatcher.utter_message(response="utter_aside_distress" if view.form else "utter_distress")
            return []
        if not certain and _BACK_TYPO.search(view.text):
            return await ActionFallback().run(dispatcher, tracker, domain)
        say_one_of(
            dispatcher,
            [
                "I only know about backs, necks and the spine, so I can't help with that one. "
                "For other health questions, your own doctor or pharmacist is the right person. "
                f"In an emergency, call {clinic.emergency_number}. What I can do is listed below.",
                "That is outside of what I know, I'm sorry. I'm here for back and neck problems. "
                f"A person at {clinic.name} may know more: {clinic.phone}.",
                "I can't help with that either, and I don't want to guess. Is there something about your back or neck?",
            ],
            said_lately(tracker),
            buttons=[] if view.form else MENU,
        )
        return []

    @staticmethod
    def _say_english_only(dispatcher: CollectingDispatcher, view: TurnView) -> None:
        """That, and the emergency number, whenever somebody writes another language."""
        clinic = resources.clinic()
        first = english_only(view.text, clinic.emergency_number)
        say_one_of(
            dispatcher,
            [
                f"{first}\n\nFor anything else, a person at {clinic.name} may help: {clinic.phone}.",
                f"{first}\n\nYou can also call {clinic.name}: {clinic.phone}.",
            ],
            view.said_before(),
            links=[{"title": f"Call {clinic.emergency_number}", "href": f"tel:{clinic.emergency_number}"}],
            buttons=[] if view.form else MENU,
        )

"""Ask about scans of the spine and operations on it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import Button, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView

_YES_NO = [{"title": "Yes", "payload": "/affirm"}, {"title": "No", "payload": "/deny"}]
_WHICH = [
    {"title": title, "payload": f'/inform{{"value": "{title.lower()}"}}'}
    for title in ("Neither", "A scan", "An operation", "Both")
]


class ActionAskCareReviewFormSpineHistory(Action):
    """Asks for both in one question, or for the one that was not told yet."""

    def name(self) -> str:
        return "action_ask_care_review_form_spine_history"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Ask with buttons."""
        view = TurnView(tracker)
        texts, buttons = spine_history_question(view)
        say_one_of(dispatcher, texts, view.said_before(), buttons=buttons)
        return []


def spine_history_question(view: TurnView) -> tuple[list[str], list[Button]]:
    """The variants of the question and its buttons, by what is known already."""
    if view.slot("earlier_surgery") is not None:
        return [
            "Last question. Have you had a scan of your spine, such as an MRI or an X-ray?",
            "Is there an MRI, an X-ray or another scan of your spine?",
            "Back to our review. Was your spine ever scanned?",
        ], _YES_NO
    if view.slot("imaging_had") is not None:
        return [
            "Last question. Have you ever had an operation on your spine?",
            "Was there ever an operation on your back or neck?",
            "Back to our review. Have you had surgery on your spine before?",
        ], _YES_NO
    return [
        "Last question. Have you had a scan of your spine, such as an MRI or an X-ray, or an operation on it?",
        "Which of these have you had for your spine, a scan, an operation, both, or neither?",
        "Back to our review. Was there a scan of your spine, or surgery on it?",
    ], _WHICH

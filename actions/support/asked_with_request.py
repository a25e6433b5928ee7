"""What a message asks beside a wish to be called, or beside a number or an address: "can I book, and what "
"does it cost?"."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_clinic import ActionClinic
from actions.support.answering import Found, find_all
from actions.support.asked_beside import question_beside
from actions.support.care_questions import answer_aside
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant.service_turns import is_on_the_card
from backline.language.intents import ASPECT_OF, HEARD

_CLINIC = "ask_clinic"
_REQUEST = "request_contact"
#: So many answers that were given are remembered.
MOST_SEEN = 60


def answers_beside(view: TurnView) -> list[Found]:
    """The answers to what a typed message asks in a sentence of its own; empty where it asks nothing that has one."""
    asks = view.reading.get("asks") or []
    asked = any(ask["intent"] in ASPECT_OF and ask["confidence"] >= HEARD for ask in asks)
    if not view.reading or not asked:
        return []
    beside = question_beside(view)
    if beside is not None:
        return [beside]
    found: list[Found] = []
    for question in view.questions():
        # What a visit costs is asked of the visit too.
        topics = [topic for topic in question["topics"] if topic != "appointment_contact"]
        found += [one for one in find_all(view, {**question, "topics": topics}) if one not in found]
    return [one for one in found if one.answer is not None]


def wishes_to_be_called(view: TurnView) -> bool:
    """Whether a sentence of the message asks for contact with the clinic, whatever else it asks."""
    asks = view.reading.get("asks") or []
    return any(ask["intent"] == _REQUEST and ask["confidence"] >= HEARD for ask in asks)


def tell(dispatcher: CollectingDispatcher, view: TurnView, found: list[Found]) -> dict[str, Any]:
    """Say answers, and return the slots that remember them."""
    seen, topic = list(view.slot("seen") or []), view.slot("topic")
    for one in found:
        answer_aside(dispatcher, one)
        if one.answer is not None and one.topic is not None:
            seen.append(f"{one.answer.topic}/{one.answer.aspect}")
            topic = topic if one.topic.kind == "clinic" else one.topic.id
    return {"seen": seen[-MOST_SEEN:], "topic": topic} if found else {}


async def answer_beside(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
    """Say what a message that wants contact asks besides; nothing where it asks nothing."""
    view = TurnView(tracker)
    found = answers_beside(view)
    asks = view.reading.get("asks") or []
    of_clinic = any(ask["intent"] == _CLINIC and ask["confidence"] >= HEARD for ask in asks)
    if not found and of_clinic and is_on_the_card(view.text):
        await ActionClinic().run(dispatcher, tracker, domain)
    return [SlotSet(name, value) for name, value in tell(dispatcher, view, found).items()]

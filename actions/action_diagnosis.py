"""Somebody asks what they have."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources


class ActionDiagnosis(Action):
    """Says that Backline makes no diagnosis, and what it can do instead."""

    def name(self) -> str:
        return "action_diagnosis"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say it, with a way on."""
        view = TurnView(tracker)
        topic = resources.knowledge().topics.get(view.topics[0]) if view.topics else None
        if topic is not None and topic.kind != "condition":
            topic = None
        buttons = [{"title": "Contact the clinic", "payload": "/request_contact"}]
        if topic and "symptoms" in topic.answers:
            payload = f'/ask_symptoms{{"topic": "{topic.id}"}}'
            buttons.insert(0, {"title": f"Signs of {topic.name}", "payload": payload})
        about = (
            f"I can tell you what the signs of {topic.name} are" if topic else "I can explain back and neck problems"
        )
        say_one_of(
            dispatcher,
            [
                "I can't tell what you have. That takes a person who examines you, and sometimes a scan. "
                f"{about}, suggest gentle exercises, or help you to talk to the clinic.",
                f"That is a question for someone who can examine you, so I won't guess. {about}, "
                "or take your details so that the clinic calls you.",
            ],
            view.said_before(),
            buttons=[] if view.form else buttons,
        )
        return [SlotSet("topic", topic.id)] if topic else []

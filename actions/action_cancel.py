"""Somebody wants to stop what is under way."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_answer import ActionAnswer
from actions.action_note_symptoms import ActionNoteSymptoms
from actions.support.answering import next_buttons
from actions.support.facts import facts_in
from actions.support.menu import CONTACT_SLOTS, MENU
from actions.support.speech import say, say_one_of
from actions.support.switching import Events, leave_form
from actions.support.view import TurnView
from backline.assistant import resources

_TOLD = frozenset({"pain_region", "pain_weeks", "care_tried"})


class ActionCancel(Action):
    """Ends the form under way, keeping nothing that was meant for the clinic."""

    def name(self) -> str:
        return "action_cancel"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """End it and say so."""
        form = tracker.active_loop.get("name")
        view = TurnView(tracker)
        if not form and view.reading and _TOLD & set(facts_in(view)):
            # "I don't want surgery, my back hurts since May" tells something, and stops nothing.
            return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
        if form == "contact_form":
            return await self._end_request(dispatcher, tracker, domain)
        if form and view.questions():
            # "Stop. What is a facet joint?" asks as well.
            say(dispatcher, "All right, we leave it there.")
            return [*leave_form(), SlotSet("offer", None), *await ActionAnswer().run(dispatcher, tracker, domain)]
        if form:
            say(dispatcher, "All right, we leave it there. What would you like to do instead?", buttons=MENU)
            return [*leave_form(), SlotSet("offer", None)]
        say_one_of(
            dispatcher,
            [
                "All right. Is there something else I can do for you?",
                "Okay, nothing is running. What would you like to do?",
            ],
            view.said_before(),
            buttons=MENU,
        )
        return [SlotSet("offer", None)]

    @staticmethod
    async def _end_request(dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        view = TurnView(tracker)
        stopped = "All right, I stopped. Nothing was sent and I keep none of those details."
        # "Hm, OK, yes after all" begins again.
        done = [*leave_form(), *(SlotSet(name, None) for name in CONTACT_SLOTS), SlotSet("offer", "contact_form")]
        known = resources.knowledge().topics
        topic = next((known[name] for name in view.topics if name in known), None)
        if view.reading and view.questions():
            say(dispatcher, stopped)
            return [*done, *await ActionAnswer().run(dispatcher, tracker, domain)]
        if topic is not None and topic.kind != "clinic":
            say(
                dispatcher,
                f"{stopped} What would you like to know about {topic.name}?",
                buttons=next_buttons(topic, []),
            )
            return [*done, SlotSet("topic", topic.id)]
        say(dispatcher, f"{stopped} What else can I do?", buttons=MENU)
        return done

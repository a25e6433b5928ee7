"""A message that was not understood."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_note_symptoms import ActionNoteSymptoms
from actions.action_start_exercises import ActionStartExercises, wants_others
from actions.support.answering import best_guess, next_buttons
from actions.support.asides import take_cautions
from actions.support.facts import facts_in
from actions.support.menu import MENU
from actions.support.speech import fill, said_lately, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources
from backline.language.plain_text import QUESTION

_PAIN = frozenset({"pain_region", "pain_weeks", "pain_limits"})


class ActionFallback(Action):
    """Says that it did not understand, each time with another way on; the second time with a person."""

    def name(self) -> str:
        return "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Offer the topic named, else the menu, then a person."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        noted = await take_cautions(dispatcher, tracker, domain)
        if noted:
            return noted
        if wants_others(view):
            return await ActionStartExercises().run(dispatcher, tracker, domain)
        if set(facts_in(view)) & _PAIN and not QUESTION.search(view.text):
            return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
        guess = None if view.form else best_guess(view)
        if guess is not None and guess.answer is not None and guess.topic is not None:
            text = "If I understand you right, this may help.\n\n" + fill(guess.answer.text)
            person = {"title": "Talk to a person", "payload": "/ask_human"}
            buttons = [*next_buttons(guess.topic, [f"{guess.topic.id}/{guess.aspect}"]), person]
            say(dispatcher, text, buttons=buttons, sources=guess.answer.sources)
            return [SlotSet("topic", guess.topic.id), SlotSet("misunderstood", 1)]
        times = int(view.slot("misunderstood") or 0) + 1
        topic = next((resources.knowledge().topics[t] for t in view.topics if t in resources.knowledge().topics), None)
        person = {"title": "Talk to a person", "payload": "/ask_human"}
        if times >= 2:
            texts = [
                f"I'm sorry, I still don't get it. A person at {clinic.name} can help: {clinic.phone}. "
                "Or pick one of these.",
                f"I'm not getting any further with that, and I don't want to guess. You can call {clinic.phone}, "
                "or try one of these.",
                f"That one is beyond me, I'm sorry. It may be quickest to talk to a person at {clinic.phone}. "
                "Here is what I can do.",
            ]
            buttons = [person, *MENU]
        elif topic is not None:
            texts = [f"I'm not sure what you would like to know about {topic.name}. Is it one of these?"]
            buttons = [*next_buttons(topic, []), person]
        else:
            texts = [
                "I'm not sure I understood that. Could you say it in other words? I can help with these things.",
                'I did not quite get that. A short question works best, such as "How is sciatica treated?"',
            ]
            buttons = MENU
        say_one_of(dispatcher, texts, said_lately(tracker), buttons=[] if view.form else buttons)
        events: Events = [SlotSet("misunderstood", times)]
        return [*events, SlotSet("topic", topic.id)] if topic else events

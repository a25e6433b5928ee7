"""Somebody tells where it hurts."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_start_exercises import ActionStartExercises
from actions.action_start_review import ActionStartReview
from actions.support.asides import take_cautions
from actions.support.asked_beside import question_beside
from actions.support.care_questions import answer_aside
from actions.support.correcting import corrects, merge
from actions.support.facts import facts_in
from actions.support.menu import MENU
from actions.support.speech import fill, say, say_one_of
from actions.support.switching import Events
from actions.support.told import noted
from actions.support.update import redo
from actions.support.view import TurnView
from actions.support.warning import NONE_OF_THEM, stop_for_sign, which_sign
from backline.assistant import resources
from backline.language.people import RELATIVE

# A story that ends with a wish: "my neck hurts, which exercises help?"
_ASKS_AT_THE_END = re.compile(r"\b(?:what|which|any|some)\b[^.?!]*\?\W*$", re.I)
_PLACES = {
    "lower_back": "lower back",
    "upper_back": "upper back",
    "neck": "neck",
    "buttock_leg": "buttock or leg",
    "arm": "arm",
}


_LOWER = re.compile(r"\b(?:low(?:er)?|lumbar|small of)\b", re.I)
_BETTER = re.compile(
    r"\b(?:(?:almost|nearly|mostly|all|completely|pretty much) gone|went away"
    r"|(?:feel\w*|getting|is|got|am|much|lot|bit) better"
    r"|improv\w+|pain ?free|no (?:more )?pain (?:now|today|any ?more))\b",
    re.I,
)
_NOT_BETTER = re.compile(
    r"\b(?:not|n\W?t|never|no|isnt|doesnt|nothing|hardly|barely|until|but"
    r"|before|if|then|would|when|want|wish|hope|came back|worse)\b",
    re.I,
)
_PAIN = frozenset({"pain_region", "pain_weeks", "pain_limits"})
_SOMEBODY = re.compile(rf"\b(?:my|our) (?:\w+ )?{RELATIVE}\b", re.I)


def _wants_exercises(view: TurnView) -> bool:
    """Whether the last question names exercises, however they are spelt."""
    question = _ASKS_AT_THE_END.search(view.text)
    if question is None or not view.reading:
        return False
    return "exercise" in resources.reader().read(question[0]).care_mentioned


def _openings(view: TurnView, region: str | None) -> list[str]:
    """Gladness where it gets better; sympathy the first time; then thanks for what was added."""
    if _BETTER.search(view.text) and not _NOT_BETTER.search(view.text):
        return ["I'm glad to hear that it is getting better.", "That is good news."]
    if view.slot("offer") in ("exercise_form", "care_review_form"):
        return ["Thank you, that helps me to understand.", "Good to know, thank you."]
    if _SOMEBODY.search(view.text):
        start = "I'm sorry to hear that, and it is good of you to ask."
    else:
        place = _PLACES.get(region or "")
        if region == "lower_back" and not _LOWER.search(view.text):
            place = "back"
        start = f"I'm sorry that {f'your {place} troubles you' if place else 'you are in pain'}."
    return [
        f"{start} I can't say what causes it, but I can help with a next step.",
        "That sounds hard. I can't tell what is behind it, but there is something we can do here.",
    ]


_SORRY_TO_HEAR = "I'm sorry to hear that. I can't say what causes it, but I can help with a next step."
_GOOD_TO_KNOW = "Thank you, that is good to know. What can I do for you?"


def _take_claim(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """ "I have that": which of the signs is asked for, and not taken for good news; vague once more, it is a sign."""
    if view.reading["claimed"] != "sign":
        topic = resources.knowledge().topics.get(view.slot("topic") or "")
        is_trouble = topic is not None and topic.kind == "condition"
        say(dispatcher, _SORRY_TO_HEAR if is_trouble else _GOOD_TO_KNOW, buttons=MENU)
        return [SlotSet("misunderstood", None)]
    replies = resources.red_flag_replies().texts
    said = view.said_before()
    if fill(replies["warning_sign_yes"]) in said:
        return stop_for_sign(dispatcher, view)
    if which_sign() in said:
        say(dispatcher, fill(replies["warning_sign_yes"]), buttons=[NONE_OF_THEM])
    else:
        say(dispatcher, which_sign(), buttons=[NONE_OF_THEM])
    return [SlotSet("offer", None), SlotSet("misunderstood", None)]


class ActionNoteSymptoms(Action):
    """Notes what was told, answers with understanding, and offers ways on."""

    def name(self) -> str:
        return "action_note_symptoms"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Note the facts; a long time without improvement leads to the review."""
        view = TurnView(tracker)
        if view.reading.get("claimed"):
            return _take_claim(dispatcher, view)
        if view.slot("care_outcome") is not None and corrects(view):
            # "2 months, not 6" after the outcome.
            changes = await redo(dispatcher, tracker, domain, first="utter_corrected")
            if changes:
                return changes
        facts = {**facts_in(view), **noted(view)}
        if _wants_exercises(view):
            return await ActionStartExercises().run(dispatcher, tracker, domain)
        asked = question_beside(view) if view.intent == "report_symptom" and not view.form else None
        if asked is not None:
            # "My back hurts, is therapy safe?" asks; what it tells is kept.
            answer_aside(dispatcher, asked, [MENU[1], MENU[2], MENU[3]])
            topic_now = [SlotSet("topic", asked.topic.id)] if asked.topic else []
            told = merge(tracker.slots, facts)
            return [*(SlotSet(name, value) for name, value in told.items()), *topic_now, SlotSet("misunderstood", None)]
        clinic = resources.clinic()
        weeks = facts.get("pain_weeks") or view.slot("pain_weeks")
        region = facts.get("pain_region") or view.slot("pain_region")
        topic = next((resources.knowledge().topics[t] for t in view.topics if t in resources.knowledge().topics), None)
        is_long = isinstance(weeks, (int, float)) and weeks >= clinic.weeks_of_care
        if is_long and facts.get("care_tried"):
            # A long story with treatments in it is what the review is about.
            return await ActionStartReview().run(dispatcher, tracker, domain)
        if facts.get("cautions_told") and not _PAIN & set(facts):
            taken = await take_cautions(dispatcher, tracker, domain)
            if taken:  # not where it is a question
                return taken
        follow = (
            "Since it has gone on for a while, it may help to look at what you have tried so far. Shall we do that?"
            if is_long
            else "I can suggest gentle exercises that fit. Shall we do that?"
        )
        if view.intent == "inform" and topic is None and not _PAIN & set(facts):
            say(dispatcher, _GOOD_TO_KNOW, buttons=MENU)
            return [SlotSet(name, value) for name, value in facts.items()]
        say_one_of(
            dispatcher,
            [f"{opening} {follow}" for opening in _openings(view, region)],
            view.said_before(),
            buttons=self._buttons(topic, is_long),
        )
        offer = "care_review_form" if is_long else "exercise_form"
        events: Events = [SlotSet(name, value) for name, value in facts.items()]
        if topic is not None:
            events.append(SlotSet("topic", topic.id))
        return [*events, SlotSet("offer", offer), SlotSet("misunderstood", None)]

    @staticmethod
    def _buttons(topic: Any, is_long: bool) -> list[dict[str, str]]:
        buttons = [
            {"title": "Look at what I have tried", "payload": "/review_care"},
            {"title": "Suggest exercises", "payload": "/request_exercises"},
        ]
        if not is_long:
            buttons.reverse()
        if topic is not None and topic.kind == "condition" and "treatment" in topic.answers:
            payload = f'/ask_treatment{{"topic": "{topic.id}"}}'
            buttons.append({"title": f"Treatment of {topic.name}", "payload": payload})
        return [*buttons, {"title": "Contact the clinic", "payload": "/request_contact"}]

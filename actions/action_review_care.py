"""Say what follows from the care so far: the end of the review form."""

from __future__ import annotations

import time
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.improvement import only_for_a_while
from actions.support.menu import MENU
from actions.support.speech import fill, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.warning import sign_named, stop_for_sign
from backline.assistant import resources
from backline.assistant.alarms import awaits_doctor
from backline.assistant.review_turns import declines_questions
from backline.assistant.slot_values import FUNCTION, WARNING_SIGNS_UNCLEAR
from backline.assistant.whom import words_of_the_writer
from backline.care import CareReview, CareThresholds, review_care
from backline.care.review import COURSES
from backline.care.review_words import CONTACT, CONTACT_SOON

_ASK = "Shall I take your details, so that the clinic gets in touch with you?"
_ASK_SOON = "Shall I take your details? I will mark them so that the clinic sees them soon."
_SAME_STEPS = "What I suggested stays the same."
_CONTACT = {"title": "Contact the clinic", "payload": "/request_contact"}
_EXERCISES = {"title": "Suggest exercises", "payload": "/request_exercises"}
_MORE = {
    "physical_therapy": {
        "title": "What is physical therapy?",
        "payload": '/ask_what_is{"topic": "physical_therapy"}',
    },
    "hot_cold": {"title": "Heat or cold?", "payload": '/ask_how_to{"topic": "hot_cold"}'},
    "medication": {"title": "About medicine", "payload": '/ask_what_is{"topic": "medication"}'},
}


class ActionReviewCare(Action):
    """Says plainly what follows and why; offers the contact form where care has failed."""

    def name(self) -> str:
        return "action_review_care"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Decide with ``backline.care`` and say it."""
        view = TurnView(tracker)
        if view.intent == "goodbye":
            dispatcher.utter_message(response="utter_goodbye")
            return [SlotSet("offer", None)]
        if view.reading and view.tracker.get_slot("care_outcome") is None and declines_questions(view.text):
            texts = ["That's fine, no more questions. I keep what you told me. What else can I do for you?"]
            say_one_of(dispatcher, texts, view.said_before(), buttons=MENU)
            return [SlotSet("offer", None)]
        outcome = review_care(_told(view), _limits())
        done = [SlotSet("care_outcome", outcome.kind), SlotSet("care_reviewed_at", time.time())]
        if view.slot("warning_signs") == WARNING_SIGNS_UNCLEAR:
            return [*stop_for_sign(dispatcher, view), *done]  # the reviewed words for the sign
        before = view.said_before()
        reasons = fill(" ".join(outcome.reasons))
        reasons_again = reasons in before
        if not reasons_again:
            say(dispatcher, reasons, sources=outcome.sources)
        buttons = [_CONTACT] if outcome.offer_contact else [_EXERCISES]
        buttons += [_MORE[care] for care in outcome.missing if care in _MORE][:2]
        buttons += [
            {"title": "When is surgery an option?", "payload": '/ask_when_surgery{"topic": "surgery"}'}
            if outcome.offer_contact
            else _CONTACT
        ]
        # The question below offers the contact form, so the steps need not.
        steps = [fill(step) for step in outcome.next_steps if step not in (CONTACT, CONTACT_SOON)]
        text = "**What I would suggest**\n" + "\n".join(f"- {step}" for step in steps)
        if any(said.startswith(text) for said in before):
            text = "That is good to know, but what I said stays the same." if reasons_again else _SAME_STEPS
        if outcome.offer_contact:
            text += "\n\n" + (_ASK_SOON if outcome.kind == "see_clinician_soon" else _ASK)
        say(dispatcher, text, buttons=buttons)
        return [*done, SlotSet("offer", "contact_form" if outcome.offer_contact else "exercise_form")]


def _told(view: TurnView) -> CareReview:
    """What the conversation told, for the rules."""
    weeks = view.slot("care_weeks")
    tier = view.slot("red_flag_tier")
    warning = tier if tier in ("emergency", "urgent") else None
    if warning is None and awaits_doctor(view.tracker.events):
        warning = "urgent"
    if view.slot("warning_signs") == WARNING_SIGNS_UNCLEAR:
        warning = sign_named(view).tier or "urgent"
    return CareReview(
        tried=tuple(view.slot("care_tried") or ()),
        duration_weeks=float(weeks) if weeks is not None else None,
        improved=view.slot("care_improved"),
        sudden_worsening=view.slot("sudden_worsening"),
        earlier_surgery=view.slot("earlier_surgery"),
        cannot=tuple(view.slot("cannot_do") or ()),
        wore_off=_wore_off(view),
        regularity=view.slot("care_regularity"),
        function=tuple(view.slot(name) for name in FUNCTION),
        imaging=view.slot("imaging_had"),
        warning=warning,
    )


def _wore_off(view: TurnView) -> bool:
    """Whether a treatment is said to have helped for a time; heat that eases for a while is no such treatment."""
    treated = COURSES & set(view.slot("care_tried") or ())
    if not treated or view.slot("care_improved") is not False:
        return False
    for event in reversed(view.tracker.events):
        if event["event"] == "action" and event.get("name") == "action_start_over":
            return False
        text = event.get("text") or ""
        if event["event"] == "user" and words_of_the_writer(text) == text and only_for_a_while(text):
            return True
    return False


def _limits() -> CareThresholds:
    clinic = resources.clinic()
    return CareThresholds(
        weeks_before_surgery_talk=clinic.weeks_of_care,
        chronic_weeks=clinic.chronic_weeks,
        weeks_of_regular_care=clinic.weeks_of_regular_care,
        function_limit=clinic.function_limit,
    )

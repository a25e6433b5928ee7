"""The emergency or warning sign is dealt with."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_emergency import ActionEmergency
from actions.action_note_symptoms import ActionNoteSymptoms
from actions.action_review_care import ActionReviewCare
from actions.support.facts import facts_in
from actions.support.menu import MENU
from actions.support.speech import fresh, say
from actions.support.switching import Events, leave_form, left_form, start_form
from actions.support.view import TurnView
from actions.support.warning import as_told, words_of_the_sign
from backline.assistant import resources
from backline.assistant.alarms import awaits_doctor, is_of_another, rules_of
from backline.assistant.cleared_up import TAKEN_UP
from backline.assistant.signs_taken_back import signs_taken_back
from backline.assistant.urgent_turns import asks_what_to_tell
from backline.language.help_told import has_been_looked_at, how_handled

_REVIEW = "care_review_form"
_NOT_NOW = frozenset({_REVIEW, "exercise_form"})
_CHECKED = {"title": "A doctor has checked this", "payload": "/resolved"}
_GOES = re.compile(r"\b(?:going|go|goes|omw|way to|heading|headed|driving|drives?|taking)\b", re.I)
_PAIN = frozenset({"pain_region", "pain_weeks", "pain_limits"})
# "It's happening to me" sounds like the end of an alarm, and may be no good news.
_GOOD_NEWS = re.compile(
    r"\b(?:better|gone|goes away|went away|fine|good|great|ok|okay|clear\w*|check\w*|doctors?|gp|hospital|help\w*|over"
    r"|heal\w*"
    r"|safe|pass\w*|improv\w*|no longer|any ?more|resolved|sorted|settled|stopped|eas\w+|normal|nothing)\b",
    re.I,
)
_LAST_QUESTION = re.compile(r"\s+[^.!?]*\?\s*$")


class ActionResolved(Action):
    """Takes the person's word that a warning sign is dealt with."""

    def name(self) -> str:
        return "action_resolved"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Say what that means, and let the conversation go on."""
        view = TurnView(tracker)
        clinic = resources.clinic()
        goes_on = view.form or view.message.get(TAKEN_UP)
        buttons = [] if goes_on else MENU
        if awaits_doctor(_before_this_turn(tracker)):
            return _while_help_is_near(dispatcher, view)
        if tracker.get_slot("red_flag_tier") not in ("emergency", "urgent"):
            if _PAIN & set(facts_in(view)) and not view.form:
                return await ActionNoteSymptoms().run(dispatcher, tracker, domain)
            end = "" if view.form else " Is there anything else I can do for you?"
            start = "I'm glad to hear that." if _GOOD_NEWS.search(view.text) or not view.reading else "Thank you."
            say(dispatcher, start + end, buttons=buttons)
            return []
        flags = list(tracker.get_slot("red_flags") or [])
        replies = resources.red_flag_replies()
        if view.reading and tracker.get_slot("red_flag_tier") == "urgent":
            taken_back = signs_taken_back(view.text, flags, rules_of(tracker.events, "cancer"))
            if taken_back:
                return await _put_aside(dispatcher, tracker, domain, [flag for flag in flags if flag not in taken_back])
        is_self_harm = flags[:1] == ["self_harm"]
        if view.entity("value") == "mistake":
            others = (tracker.get_slot("red_flags") or [])[1:]
            if others and tracker.get_slot("red_flag_tier") == "emergency":
                # One sign was a mistake; the others still stand.
                tracker.slots["red_flags"] = others
                return await ActionEmergency().run(dispatcher, tracker, domain)
            if is_self_harm:
                text = replies.text("resolved_self_harm_mistake", clinic.words())
                say(dispatcher, _LAST_QUESTION.sub("", text) if goes_on else text, buttons=buttons)
                return [SlotSet("red_flag_tier", "resolved"), SlotSet("red_flags", None)]
            text = (
                "Good, thank you for clearing that up. If one of these signs does come up, "
                f"call {clinic.emergency_number} right away."
            )
            say(dispatcher, text if goes_on else text + " What can I do for you?", buttons=buttons)
            return [SlotSet("red_flag_tier", "resolved"), SlotSet("red_flags", None)]
        if is_self_harm:
            key = "resolved_self_harm_of_another" if is_of_another(tracker.events) else "resolved_self_harm"
            say(dispatcher, replies.text(key, clinic.words()), buttons=MENU)
            # Nobody is asked for a phone number after that, unless they want it.
            return [SlotSet("red_flag_tier", "resolved"), *(leave_form() if view.form else [])]
        if view.reading and how_handled(view.text) == "help":
            # Nobody has looked yet: a request for a call may go on, exercises and the review may not.
            key = "resolved_going" if _GOES.search(view.text) else "resolved_help"
            say(dispatcher, replies.text(key, clinic.words()), buttons=[_CHECKED])
            leaves = view.form in _NOT_NOW
            return [
                SlotSet("red_flag_tier", "resolved"),
                SlotSet("offer", None),
                *(leave_form() if leaves else []),
            ]
        text = replies.text("resolved", clinic.words())
        if view.form:
            # The form's own question follows; one question at a time.
            text = _LAST_QUESTION.sub("", text)
        say(dispatcher, text, buttons=buttons)
        return [SlotSet("red_flag_tier", "resolved")]


def _while_help_is_near(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """What is said of a sign that help was called for, until a doctor has looked at it."""
    replies, words = resources.red_flag_replies(), resources.clinic().words()
    if view.reading and asks_what_to_tell(view.text):
        say(
            dispatcher,
            fresh(as_told(view, replies.text("aside_tell_them", words)), view.said_before()),
            buttons=[_CHECKED],
        )
        return []
    if view.reading and not has_been_looked_at(view.text):
        say(dispatcher, fresh(replies.text("resolved_help", words), view.said_before()), buttons=[_CHECKED])
        return []
    text = replies.text("resolved", words)
    say(dispatcher, _LAST_QUESTION.sub("", text) if view.form else text, buttons=[] if view.form else MENU)
    return []


def _before_this_turn(tracker: Tracker) -> list[dict[str, Any]]:
    """The events up to the message that is answered now."""
    last = max((at for at, event in enumerate(tracker.events) if event["event"] == "user"), default=0)
    return list(tracker.events[:last])


async def _put_aside(
    dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any], others: list[str]
) -> Events:
    """Take the word that an urgent sign was misread; those of ``others`` stand. A review goes on where it was."""
    view = TurnView(tracker)
    clinic = resources.clinic()
    quoted = words_of_the_sign(view)
    start = f'I took "{quoted}" for a warning sign. ' if quoted else ""
    if others:
        reply = resources.red_flag_replies().text(f"{others[0]}.urgent", clinic.words())
        say(dispatcher, f"{start}I put that aside. {reply}", tone="urgent")
        return [SlotSet("red_flags", others)]
    review = left_form(view) == _REVIEW
    goes_on = view.form or review or view.slot("care_outcome") is not None
    say(
        dispatcher,
        f"{start}Thank you for clearing that up, I put it aside. If one of these signs does come up, "
        f"call {clinic.emergency_number} right away." + ("" if goes_on else " What can I do for you?"),
        buttons=[] if goes_on else MENU,
    )
    events: Events = [SlotSet("red_flag_tier", "resolved"), SlotSet("red_flags", None), SlotSet("warning_signs", None)]
    tracker.slots.update(red_flag_tier="resolved", red_flags=None, warning_signs=None)
    if view.form:
        return events
    if review:
        return [*events, *start_form(tracker, _REVIEW)]
    if view.slot("care_outcome") is not None:
        return [*events, *await ActionReviewCare().run(dispatcher, tracker, domain)]
    return events

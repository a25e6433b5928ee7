"""The base of the forms: one question at a time, digressions answered, corrections taken, bounded tries."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.correcting import asks_between
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant.alarms import awaits_doctor
from backline.assistant.going_back_turns import goes_back_to
from backline.assistant.slot_values import UNKNOWN
from backline.contact.wanted import wants_call, wants_to_talk
from backline.language.exercise_wishes import asks_for_exercises
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS, REQUESTS
from backline.language.plain_text import QUESTION
from backline.language.wishes import wishes_in

# "Suggest exercises" in another form is a wish, though exercises may be something tried.
_WISH = re.compile(
    r"^\W*(?:please |no,? |but |can you |could you )*(?:suggest|show|give|recommend|i need"
    r"|i (?:just |only )?want|i(?:\W?d| would) like)\b"
    # "Can we do the exercises first?", "let's start with exercises"
    r"|^\W*(?:(?:and|so|but|ok|okay|wait|actually|please)\W+)*(?:(?:can|could|shall|may) (?:we|i|you)|let\W?s|lets)"
    r" (?:\w+ ){0,3}exercises?(?: (?:first|now|instead|please|before that|then|today))*\W*$",
    re.I,
)

# After so many answers that were not understood, a way round is offered.
TRIES = 2

# Answered in a few words by the form itself, so that its question stays the only one.
_ASIDES = frozenset({"greet", "goodbye", "thank", "chitchat", "complain", "out_of_scope", "distress", "harmed"})
_ABOUT_EXERCISES = frozenset({"ask_exercise", "change_exercise", "report_exercise_pain"})
#: Intents of a message that may be no answer to the question under way.
DIGRESSIONS = frozenset().union(
    *(ASPECT_OF, OTHER_QUESTIONS, REQUESTS, _ASIDES, _ABOUT_EXERCISES, {"repeat", "emergency", "warning_sign"})
)
# These go before an answer even where the text could be one.
_ALWAYS = frozenset({"emergency", "warning_sign", "cancel", "ask_human", "start_over", "explain", "distress", "harmed"})

#: Of these a message may be more than an answer that it begins with.
BEFORE_ANSWERS = _ALWAYS | {"request_contact", "goodbye", "repeat"}

_UNSURE = re.compile(
    r"\b(?:not (?:really )?sure|don\W?t know|dunno|idk|no (?:idea|clue)|can\W?t (?:say|tell|remember))\b", re.I
)
_WHAT_FOR = re.compile(
    r"^\W*(?:but |and |ok )*(?:do i (?:really )?(?:have|need) to|must i"
    r"|is (?:that|this|it) (?:really )?(?:necessary|needed|required)"
    r"|what(?:\W?s| is)? (?:that|this|it)?\s*for|why(?: is that| though)?|how come)\W*$",
    re.I,
)


def _is_wish(text: str) -> bool:
    return bool(_WISH.search(text)) or asks_for_exercises(text)


@dataclass
class Heard:
    """What a form made of a message.

    Attributes:
        slots: what to set; a value of None asks anew.
        understood: whether the question under way was answered, or something corrected.
        replies: texts to say before the next question.
        leave: whether the form ends here.
        silent: say nothing about an answer that was not understood: the question itself does.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    understood: bool = True
    replies: list[str] = field(default_factory=list)
    leave: bool = False
    silent: bool = False


class ConversationForm(Action, ABC):
    """A form that copes with how people answer. Subclasses say what is asked and how answers are read."""

    form: str
    optional: frozenset[str] = frozenset()
    ends_on_goodbye = False  # else the place is kept, and the question asked again

    def name(self) -> str:
        return f"validate_{self.form}"

    @abstractmethod
    def questions(self, slots: dict[str, Any]) -> list[str]:
        """The slots this form needs, in the order of asking, given what is known."""

    @abstractmethod
    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read the answer to the question ``slot``."""

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Start: say what is coming, and return the slots that the first message fills."""
        return {}

    def is_answer(self, slot: str, view: TurnView) -> bool:
        """Whether the message reads as an answer to ``slot`` in spite of an intent that says otherwise."""
        return self.hear(slot, view).understood

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Take in the message, then request the next slot that is missing."""
        view = TurnView(tracker)
        slot = view.requested
        if slot is None:
            return self._go_on(tracker, self.begin(view, dispatcher))
        if view.intent == "goodbye" and view.confidence >= 0.5 and self.ends_on_goodbye:
            return [SlotSet("requested_slot", None), SlotSet("attempts", None)]  # the form's last action says goodbye
        if _WHAT_FOR.search(view.text):
            dispatcher.utter_message(response=f"utter_explain_{slot}")
            return self._go_on(tracker, {"attempts": tracker.get_slot("attempts")})
        if self._is_digression(slot, view):
            if view.intent in _ASIDES and view.entity("value") is None:
                dispatcher.utter_message(response=f"utter_aside_{view.intent}")
                return self._go_on(tracker, {"attempts": tracker.get_slot("attempts")})
            # Nothing but the question under way: Rasa then lets a rule answer, and asks again.
            return self._go_on(tracker, {})
        heard = self.hear(slot, view)
        unsure = view.intent == "unsure" or bool(_UNSURE.search(view.text))
        if view.intent == "skip" or (unsure and not heard.understood):
            heard = self.skip(slot, view)
        return self._after(slot, heard, dispatcher, tracker)

    def _after(self, slot: str, heard: Heard, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        tries = 0 if heard.understood else int(tracker.get_slot("attempts") or 0) + 1
        for reply in heard.replies:
            if tries >= TRIES and (reply == "utter_cannot_skip" or reply in TurnView(tracker).said_before()):
                continue  # the way round says the same, or it was just said
            if reply.startswith("utter_"):
                dispatcher.utter_message(response=reply)
            else:
                dispatcher.utter_message(text=reply)
        if heard.leave:
            return [*(SlotSet(name, value) for name, value in heard.slots.items()), ActiveLoop(None)]
        if heard.understood:
            return self._go_on(tracker, {**heard.slots, "attempts": None})
        if not heard.replies and not heard.silent:
            dispatcher.utter_message(response=f"utter_error_{slot}")
        if tries >= TRIES:
            dispatcher.utter_message(
                response="utter_way_round" if slot in self.optional else "utter_way_round_required"
            )
        return self._go_on(tracker, {**heard.slots, slot: None, "attempts": tries})

    def _go_on(self, tracker: Tracker, slots: dict[str, Any]) -> Events:
        known = {**tracker.slots, **slots}
        missing = next((name for name in self.questions(known) if known.get(name) is None), None)
        return [*(SlotSet(name, value) for name, value in slots.items()), SlotSet("requested_slot", missing)]

    def skip(self, slot: str, view: TurnView) -> Heard:
        """What leaving out the question does: optional ones become unknown."""
        if slot in self.optional:
            return Heard({slot: UNKNOWN}, replies=["utter_skipped"])
        return Heard(understood=False, replies=["utter_cannot_skip"])

    @staticmethod
    def is_of_a_sign(view: TurnView) -> bool:
        """Whether "it is dealt with" is about a sign: without one, "since I was in the army" is rather an answer."""
        if view.slot("red_flag_tier") in ("urgent", "emergency") or awaits_doctor(view.tracker.events):
            return True
        for event in reversed(view.tracker.events):
            if event["event"] == "user":
                return False
            if event["event"] == "action" and event.get("name") == "action_resolved":
                return True  # just now; the question is asked again
        return False

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        if view.intent == "resolved" and view.reading and self.is_of_a_sign(view):
            return True
        if view.intent == "repeat" and view.reading and goes_back_to(view.text):
            return True  # "go back" is no name and no reason
        if view.entity("value") is not None and view.intent == "inform":
            return False
        if view.intent not in DIGRESSIONS:
            return False
        if view.intent == "cancel" and view.reading and wishes_in(view.text):
            return False  # "I don't want surgery" ends no form
        if view.intent == "out_of_scope" and (not QUESTION.search(view.text) or self.is_answer(slot, view)):
            return False  # rather an answer that was not understood; "Will Dye" is a name and no question
        if view.intent in _ALWAYS and view.confidence >= 0.5:
            return not (view.intent == "explain" and not QUESTION.search(view.text))
        # "No, just ring me" answers no list of signs, "no to surgery, but I want to talk to someone" no question.
        wants_contact = wants_call(view.text) or wants_to_talk(view.text)
        if view.intent in ("request_contact", "ask_human") and self.form != "contact_form" and wants_contact:
            return True
        if view.intent == "request_exercises" and self.form == "care_review_form" and _is_wish(view.text):
            return True
        if view.entity("topic") is not None or view.entity("value") is not None:
            return True
        if (QUESTION.search(view.text) or asks_between(view)) and view.confidence >= 0.4:
            return True
        return not self.is_answer(slot, view) and view.confidence >= 0.4

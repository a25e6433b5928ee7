"""The contact form: name, phone or e-mail, when to reach, reason, consent, and everything read back."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.support.about_request import about_the_request, about_what_the_clinic_does
from actions.support.answers import yes_or_no
from actions.support.asked_with_request import answers_beside, tell
from actions.support.asking import asks, asks_something, asks_to_be_called
from actions.support.consent import NAME_IS_NEEDED, hear_consent, is_on_terms, keeps_a_field_back
from actions.support.contact_beside import said_beside, told_late
from actions.support.contact_changes import reply_on_change
from actions.support.contact_corrections import answer_gone_back_to, corrections, earlier_field
from actions.support.contact_reading import (
    LEAD,
    SENTENCE,
    WRITTEN_LIKE_A_NAME,
    looks_like_two_names,
    read_field,
    told_ahead,
)
from actions.support.contact_values import (
    FIELDS,
    REASON_LATER,
    YES_NO,
    details_in,
    details_left,
    field_values,
    goes_without,
)
from actions.support.correcting import corrects, merge
from actions.support.details_given import details_given, details_given_before, in_words
from actions.support.facts import facts_in
from actions.support.form import ConversationForm, Heard
from actions.support.reason import reason_in
from actions.support.summary import hear_about_the_summary, is_about_the_summary
from actions.support.switching import Events
from actions.support.told import for_another, noted, noted_lately
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.contact_told import is_urgent
from backline.contact import (
    Invalid,
    Valid,
    aside_in,
    find_corrections,
    parse_name,
    parse_phone_or_email,
    parse_reach,
)
from backline.contact.first_message import find_details, two_numbers
from backline.contact.free_text import ANY_TIME, is_only_a_time, mentions_time
from backline.contact.removals import kinds_named, removed_fields
from backline.contact.wanted import wants_no_contact, wants_to_be_left_alone
from backline.language.intents import ASPECT_OF, HEARD, OTHER_QUESTIONS

# What these say is never a reason for a request.
_NO_REASON = frozenset({"thank", "greet", "goodbye", "repeat", "chitchat", "request_exercises"})
# A stop that is one, whatever stands beside it.
_STOPS = re.compile(
    r"^\W*(?:(?:please|pls|just|ok|no)\W+)*(?:stop|cancel|quit|exit|abort|never ?mind|forget (?:it|this"
    r"|that|about it)|end)"
    r"(?: (?:it|this|that|please|now|here|the (?:form|chat)))*\W*$",
    re.I,
)
_NOT_SENT = re.compile(
    r"\b(?:do ?n\W?t|do not|not|never) want (?:it|this|that|any of (?:it|this)) (?:to be )?sen[dt]\b", re.I
)
_SEND = re.compile(
    r"^\W*(?:please |just |ok |okay |yes |go ahead and )*(?:send|submit|go ahead"
    r"|(?:that |it |all |everything )?(?:looks?|is|s) (?:good|right|fine|great|ok|okay|correct|perfect)"
    r"|all (?:good|right|correct)|perfect|correct)\b",
    re.I,
)
# Neither a yes nor a no where something is to be sent.
_HALF = re.compile(
    r"^\W*(?:(?:well|um|uh|hmm|yes|yeah|ok)\W+)?"
    r"(?:i (?:guess|suppose|think)|maybe|probably|kind of|sort of)(?: so)?\W*$",
    re.I,
)
_TWO_NAMES = re.compile(r"^(?:Will|May|Mark|Hope|Faith|Grace|Joy) [A-Z][a-z]+\W*$")
_NAME_LIKE = frozenset(ASPECT_OF) | {"distress"}
_NO_REASON_SAID = "I did not see a reason there. A few words will do, like leg pain for two months."
_ANSWERED_LATER = (
    "I can't answer that one here, but the person who calls you can. If it gets worse, don't wait for them.",
    "That is one for the person who calls you. If you feel worse before that, don't wait.",
)
_SHORT = 6
_ALARMS = frozenset({"emergency", "warning_sign", "distress", "harmed"})
_QUESTIONS = frozenset(ASPECT_OF) | OTHER_QUESTIONS


class ValidateContactForm(ConversationForm):
    """Collects a contact request; every field can be corrected until it is sent."""

    form = "contact_form"

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Without consent there is nothing to read back."""
        needed = [*FIELDS, "contact_consent"]
        return needed if slots.get("contact_consent") is False else [*needed, "contact_confirmed"]

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Say what is coming."""
        dispatcher.utter_message(
            response="utter_contact_intro_urgent" if is_urgent(view.slots) else "utter_contact_intro",
            json_message={"links": [{"title": "Contact page", "href": "/contact"}]},
        )
        told = {**noted_lately(view), **noted(view)}
        if view.slot("contact_details") is None and (before := details_given_before(view)) is not None:
            told["contact_details"] = before
            dispatcher.utter_message(
                text=f"I have {in_words(before)} from before. Just tell me if it should be another."
            )
        if not view.reading:
            return told
        details = field_values(find_details(view.text, resources.clinic().region), view)
        if {"contact_name", "contact_details"} <= details.keys() and (reason := reason_in(view.text)):
            details["contact_reason"] = reason
        if hint := self._one_is_enough("contact_details", view):
            dispatcher.utter_message(text=hint)
        return {**told, **details}

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """See the parent class; a number beside a question is kept, and the question answered here."""
        view = TurnView(tracker)
        given = details_given(view) if view.requested in FIELDS and view.intent in ASPECT_OF else None
        if given is not None and given != view.slot("contact_details") and (found := answers_beside(view)):
            told = tell(dispatcher, view, found)
            return self._go_on(tracker, {**told, "contact_details": given, "attempts": None})
        return await super().run(dispatcher, tracker, domain)

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        if view.intent == "cancel" and view.reading:
            if slot in YES_NO and keeps_a_field_back(view.text):
                return False
            if slot in YES_NO and _NOT_SENT.search(view.text):
                return True
            if wants_no_contact(view.text, in_form=True) or wants_to_be_left_alone(view.text):
                return True
            if self._rules_out_a_time(slot, view.text):
                return False
            if self._answers_beside(slot, view.text):
                return False  # "stop asking. Frank DiNapoli" answers, and stops nothing
        if view.intent not in _ALARMS and said_beside(slot, view) is not None:
            return False
        if view.reading and (aside_in(view.text) or about_what_the_clinic_does(view) is not None):
            return False
        if slot == "contact_consent" and is_on_terms(view):
            return False
        if view.reading and self._is_a_call(slot, view):
            return False
        if view.reading and view.intent in _QUESTIONS and view.confidence >= HEARD:
            # "Spondylosis symtoms" is no name, "shud i wait til monday" no time.
            if slot == "contact_name" and looks_like_two_names(view.text) and not view.topics:
                return False  # "will long"
            if slot == "contact_name" and view.topics and not _TWO_NAMES.match(view.text):
                return True
            if slot == "contact_reach" and asks(view.text):
                return True
        if slot == "contact_reason" and view.reading and view.intent in ASPECT_OF and view.topics and asks(view.text):
            return view.confidence >= HEARD  # "wil a shot hurt" is asked, misspelt as it is
        if slot in YES_NO and view.reading and removed_fields(view.text):
            return False
        if slot == "contact_confirmed" and view.reading and view.intent not in _ALARMS and _says_send(view.text):
            return False  # "ok send it now" tells of no sign that is over
        if slot == "contact_confirmed" and is_about_the_summary(view):
            return False
        if slot == "contact_name" and view.intent in ("bot_challenge", "complain") and view.confidence >= HEARD:
            return True  # "ru real" is no name
        if slot == "contact_name" and view.intent in _NAME_LIKE and _TWO_NAMES.match(view.text):
            return False  # "Will Dye" only looks like something else
        # "I called 911" belongs to the warning sign, never to the request.
        # Without a sign before, only a longer message can be one: "my doctor saw it and sent me to you for advice".
        short = not view.reading or len(view.text.split()) <= 7
        if view.intent == "out_of_scope" and view.topics and asks(view.text):
            return False  # of ours, and nothing is known of it
        if slot == "contact_name" and view.intent not in _ALARMS and for_another(view):
            return False  # "my mother is the patient"
        if view.intent == "resolved" and asks(view.text) and view.slot("red_flag_tier") is None:
            return False  # "r u sure its safe"
        if view.intent == "resolved" and (short or view.slot("red_flag_tier") is not None):
            return True
        return super()._is_digression(slot, view)

    def is_answer(self, slot: str, view: TurnView) -> bool:
        """A time or a reason can look like anything, so the intent and clear words decide."""
        if slot == "contact_reach":
            return mentions_time(view.text)
        if slot == "contact_reason":
            few = len(view.text.split()) <= 3 and not view.topics
            if view.intent in ("affirm", "deny", "unsure") and few:
                return False
            # A button is only a reason where it says so.
            return view.intent not in _NO_REASON and (bool(view.reading) or view.entity("value") is not None)
        heard = self.hear(slot, view)
        return heard.understood and not set(heard.replies) & set(_ANSWERED_LATER)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer, or a correction of an earlier one."""
        if view.reading and (aside := aside_in(view.text)):
            return Heard(replies=[about_the_request(aside)])
        corrected = answer_gone_back_to(slot, view) or said_beside(slot, view) or corrections(slot, view)
        if corrected is not None:
            return corrected
        if slot in YES_NO and view.reading and asks_something(view.text) and yes_or_no(view) is None:
            return _later(view)
        if slot == "contact_consent":
            heard = hear_consent(slot, view)
            return heard if heard.understood else told_late(view) or heard
        if slot == "contact_confirmed" and view.reading and keeps_a_field_back(view.text):
            return Heard(understood=False, replies=[NAME_IS_NEEDED])
        if slot == "contact_confirmed":
            return hear_about_the_summary(view) or told_late(view) or self._hear_confirmed(slot, view)
        if slot == "contact_reason" and not self.is_answer(slot, view):
            return Heard(understood=False, replies=[_NO_REASON_SAID])
        result = read_field(slot, view)
        if self._is_no_answer(slot, view, result):
            return _later(view)
        ahead = {} if slot == "contact_reason" else told_ahead(slot, view)
        put_right = {name: value for name, value in ahead.items() if view.slot(name) is not None}
        replies = [reply_on_change(view, put_right, answered=True)] if put_right else []
        ahead |= for_another(view) if slot != "contact_reason" else {}
        if isinstance(result, Valid):
            value = details_in(view, result) if slot == "contact_details" else result.value
            hints = [hint for hint in (result.hint, self._one_is_enough(slot, view)) if hint]
            return Heard({**ahead, slot: value}, replies=[*replies, *hints])
        if slot == "contact_details" and (left := details_left(view)) and goes_without(view.text, left):
            return Heard({slot: left}, replies=["utter_skipped"])  # "just use my e-mail then"
        if ahead:
            return Heard(ahead, replies=replies or ["utter_noted"])
        if view.intent == "report_symptom":
            return Heard(merge(view.tracker.slots, facts_in(view)), replies=["utter_aside_symptom"])
        return earlier_field(slot, view) or Heard(understood=False, replies=[result.message])

    def skip(self, slot: str, view: TurnView) -> Heard:
        """When and why can be left open; the rest is needed."""
        if (beside := said_beside(slot, view)) is not None:
            return beside
        if slot == "contact_reach":
            return Heard({slot: ANY_TIME}, replies=["No problem, I put down any time."])
        if slot == "contact_reason":
            return Heard({slot: REASON_LATER}, replies=["No problem, you can say it when they call."])
        if slot == "contact_confirmed" and (heard := hear_about_the_summary(view)):
            return heard  # "skip the summary"
        if slot in YES_NO and view.reading and (corrected := corrections(slot, view)):
            return corrected  # "no mail please"
        if slot == "contact_details" and (left := details_left(view)):
            return Heard({slot: left}, replies=["utter_skipped"])
        if slot == "contact_details" and view.reading and len(kinds := kinds_named(view.text)) == 1:
            other = "a phone number" if "email" in kinds else "an e-mail address"
            return Heard(replies=[f"That is fine, {other} is enough."])  # "I have no e-mail"
        return super().skip(slot, view)

    @staticmethod
    def _one_is_enough(slot: str, view: TurnView) -> str:
        """Where two numbers are given, which one is put down; empty where one is."""
        both = view.reading and slot == "contact_details" and two_numbers(view.text, resources.clinic().region)
        return f"I put down {both.display}. If the other one is better, just tell me." if both else ""

    @staticmethod
    def _is_a_call(slot: str, view: TurnView) -> bool:
        """ "Could you ring me after 5?" where the time is asked for."""
        return slot == "contact_reach" and asks_to_be_called(view.text) and mentions_time(view.text)

    @staticmethod
    def _rules_out_a_time(slot: str, text: str) -> bool:
        """ "I don't want a call on Tuesdays" ends no request."""
        asks_when = slot in ("contact_reach", *YES_NO)
        return asks_when and mentions_time(text) and not _STOPS.match(text)

    @staticmethod
    def _answers_beside(slot: str, text: str) -> bool:
        """Whether a sentence of a message that sounds like a stop gives what was asked for."""
        sentences = [part.strip() for part in SENTENCE.split(text) if part.strip()]
        if len(sentences) < 2 or any(_STOPS.match(sentence) for sentence in sentences):
            return False
        if slot == "contact_name":
            return any(
                WRITTEN_LIKE_A_NAME.match(one) and isinstance(parse_name(one), Valid) for one in sentences
            ) or "name" in find_corrections(text, resources.clinic().region)
        if slot == "contact_details":
            return isinstance(parse_phone_or_email(text, resources.clinic().region), Valid)
        return slot == "contact_reach" and any(is_only_a_time(sentence) for sentence in sentences)

    @staticmethod
    def _is_no_answer(slot: str, view: TurnView, result: Valid | Invalid) -> bool:
        """Whether a message asks something that nothing here can answer."""
        if not view.reading or slot == "contact_reason" or not asks(view.text):
            return False
        if slot == "contact_reach":
            return not asks_to_be_called(view.text)
        return isinstance(result, Invalid)

    @staticmethod
    def _hear_confirmed(slot: str, view: TurnView) -> Heard:
        field = view.entity("field")
        if field in FIELDS:
            return Heard({field: None})
        if view.reading and _HALF.search(view.text):
            return Heard(understood=False, silent=True)
        said = yes_or_no(view)
        if said is True or _SEND.search(view.text):
            return Heard({slot: True})
        rest = LEAD.sub("", view.text)
        if (
            (corrects(view) or len(rest.split()) <= 4)
            and mentions_time(rest)
            and isinstance(reach := parse_reach(rest), Valid)
        ):
            return Heard(
                {"contact_reach": reach.value}, replies=[reply_on_change(view, {"contact_reach": reach.value})]
            )
        return Heard(understood=False, silent=said is False or view.intent == "correct")


def _says_send(text: str) -> bool:
    return len(text.split()) <= _SHORT and bool(_SEND.search(text))


def _later(view: TurnView) -> Heard:
    """A question that nothing here can answer: said so, and asked on."""
    if (told := about_what_the_clinic_does(view)) is not None:
        return Heard(replies=[told])
    said = view.said_before()
    return Heard(replies=[next((text for text in _ANSWERED_LATER if text not in said), _ANSWERED_LATER[0])])

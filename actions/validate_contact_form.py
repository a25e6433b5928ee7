"""The contact form: name, phone or e-mail, when to reach, reason, consent, and everything read back."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.support.about_request import about_the_request, about_what_the_clinic_does
from actions.support.answers import yes_or_no
from actions.support.asking import asks, asks_something, asks_to_be_called
from actions.support.consent import agrees_beside, hear_consent, is_on_terms
from actions.support.contact_changes import reply_on_change
from actions.support.contact_values import (
    REASON_LATER,
    SLOT_OF,
    details_in,
    details_left,
    field_values,
    goes_without,
    taken_out,
)
from actions.support.facts import corrects, facts_in, merge
from actions.support.form import ConversationForm, Heard
from actions.support.lead_facts import is_urgent
from actions.support.reason import reason_in, suggested_reason
from actions.support.summary import hear_about_the_summary, is_about_the_summary
from actions.support.told import for_another, noted_lately
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.whom import writers_name_beside
from backline.contact import (
    Invalid,
    Valid,
    aside_in,
    find_corrections,
    find_restriction,
    parse_email,
    parse_name,
    parse_phone_or_email,
    parse_reach,
    parse_reason,
    restrict,
    which_field,
)
from backline.contact.corrections import fields_without_value, first_kept, without_other_fields
from backline.contact.field_words import FIELD_WORDS
from backline.contact.first_message import CONTACT_DETAIL, find_details, reach_behind
from backline.contact.free_text import ANY_TIME, is_only_a_time, mentions_time
from backline.contact.names import is_like, renamed
from backline.contact.removals import removed_fields, sets_terms
from backline.contact.wanted import wants_no_contact, wants_to_be_left_alone
from backline.language.intents import ASPECT_OF, HEARD, OTHER_QUESTIONS

_FIELDS = ("contact_name", "contact_details", "contact_reach", "contact_reason")
_YES_NO = ("contact_consent", "contact_confirmed")
# What these say is never a reason for a request.
_NO_REASON = frozenset({"thank", "greet", "goodbye", "repeat", "chitchat", "request_exercises"})
_LEAD = re.compile(
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hold on|actually|i meant?|i mean|make that|it should be|should be"
    r"|it\W?s|its|that\W?s wrong|wrong)\b\W*)+",
    re.I,
)
_NOT_X = re.compile(r"[\s,]+not\s.*$", re.I)
_PUT = re.compile(r"^\W*(?:just |please |pls )*(?:put|write|use|make it)(?: down)?\s+", re.I)
_NAME_WORDS = 5
_TITLE = 2
_SENTENCE = re.compile(r"[.!?;\n]+\s*|,\s+")
# A stop that is one, whatever stands beside it.
_STOPS = re.compile(
    r"^\W*(?:(?:please|pls|just|ok|no)\W+)*(?:stop|cancel|quit|exit|abort|never ?mind|forget (?:it|this"
    r"|that|about it)|end)"
    r"(?: (?:it|this|that|please|now|here|the (?:form|chat)))*\W*$",
    re.I,
)
_NAMED = {
    "contact_name": rf"\b{FIELD_WORDS['name']}\b",
    "contact_details": rf"\b(?:{FIELD_WORDS['phone']}|{FIELD_WORDS['email']})\b",
    "contact_reach": rf"\b{FIELD_WORDS['reach']}\b",
    "contact_reason": rf"\b{FIELD_WORDS['reason']}\b",
}
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
_WRITTEN_LIKE_A_NAME = re.compile(r"^[A-Z][\w'.-]+(?:\s[A-Z][\w'.-]+)+\W*$")
_NAME_LIKE = frozenset(ASPECT_OF) | {"distress"}
_MEANT = re.compile(r"\bi mean(?:t)?\b", re.I)
_NO_REASON_SAID = "I did not see a reason there. A few words will do, like leg pain for two months."
_TOPIC_FOR_NAME = "That does not read like a name to me, so please send just your name, like Ana Lopez."
_WHICH_NUMBER = "Which number or address should we use now?"
_ANSWERED_LATER = (
    "I can't answer that one here, but the person who calls you can. If it gets worse, don't wait for them.",
    "That is one for the person who calls you. If you feel worse before that, don't wait.",
)
_ASSENT = re.compile(r"^\W*(?:(?:k|kk|ok|okay|yes|yeah|sure|alright|well|um|uh)\b\W+)+(?=\w)", re.I)
_ALARMS = frozenset({"emergency", "warning_sign", "distress", "harmed"})
_QUESTIONS = frozenset(ASPECT_OF) | OTHER_QUESTIONS


class ValidateContactForm(ConversationForm):
    """Collects a contact request; every field can be corrected until it is sent."""

    form = "contact_form"

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Without consent there is nothing to read back."""
        needed = [*_FIELDS, "contact_consent"]
        return needed if slots.get("contact_consent") is False else [*needed, "contact_confirmed"]

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Say what is coming."""
        dispatcher.utter_message(
            response="utter_contact_intro_urgent" if is_urgent(view) else "utter_contact_intro",
            json_message={"links": [{"title": "Contact page", "href": "/contact"}]},
        )
        told = noted_lately(view)
        if not view.reading:
            return told
        details = field_values(find_details(view.text, resources.clinic().region), view)
        if {"contact_name", "contact_details"} <= details.keys() and (reason := reason_in(view.text)):
            details["contact_reason"] = reason
        return {**told, **details}

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        if view.intent == "cancel" and view.reading:
            if wants_no_contact(view.text, in_form=True) or wants_to_be_left_alone(view.text):
                return True
            if self._answers_beside(slot, view.text):
                return False  # "stop asking. Frank DiNapoli" answers, and stops nothing
        if view.reading and (aside_in(view.text) or about_what_the_clinic_does(view) is not None):
            return False
        if slot == "contact_consent" and is_on_terms(view):
            return False
        if view.reading and self._is_a_call(slot, view):
            return False
        if view.reading and view.intent in _QUESTIONS and view.confidence >= HEARD:
            # "Spondylosis symtoms" is no name, "shud i wait til monday" no time.
            if slot == "contact_name" and view.topics and not _TWO_NAMES.match(view.text):
                return True
            if slot == "contact_reach" and asks(view.text):
                return True
        if slot in _YES_NO and view.reading and removed_fields(view.text):
            return False
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
            if view.intent in ("affirm", "deny") and len(view.text.split()) <= 3 and not view.topics:
                return False
            # A button is only a reason where it says so.
            return view.intent not in _NO_REASON and (bool(view.reading) or view.entity("value") is not None)
        heard = self.hear(slot, view)
        return heard.understood and not set(heard.replies) & set(_ANSWERED_LATER)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer, or a correction of an earlier one."""
        if view.reading and (aside := aside_in(view.text)):
            return Heard(replies=[about_the_request(aside)])
        corrected = self._corrections(slot, view)
        if corrected is not None:
            return corrected
        if slot in _YES_NO and view.reading and asks_something(view.text) and yes_or_no(view) is None:
            return _later(view)
        if slot == "contact_consent":
            return hear_consent(slot, view)
        if slot == "contact_confirmed":
            return hear_about_the_summary(view) or self._hear_confirmed(slot, view)
        if slot == "contact_reason" and not self.is_answer(slot, view):
            return Heard(understood=False, replies=[_NO_REASON_SAID])
        result = self._read(slot, view)
        if self._is_no_answer(slot, view, result):
            return _later(view)
        ahead = {} if slot == "contact_reason" else self._ahead(slot, view)
        put_right = {name: value for name, value in ahead.items() if view.slot(name) is not None}
        replies = [reply_on_change(view, put_right, answered=True)] if put_right else []
        ahead |= for_another(view) if slot == "contact_name" else {}
        if isinstance(result, Valid):
            value = details_in(view, result) if slot == "contact_details" else result.value
            return Heard({**ahead, slot: value}, replies=[*replies, *([result.hint] if result.hint else [])])
        if slot == "contact_details" and (left := details_left(view)) and goes_without(view.text, left):
            return Heard({slot: left}, replies=["utter_skipped"])  # "just use my e-mail then"
        if ahead:
            return Heard(ahead, replies=replies or ["utter_noted"])
        if view.intent == "report_symptom":
            return Heard(merge(view.tracker.slots, facts_in(view)), replies=["utter_aside_symptom"])
        return self._earlier_field(slot, view) or Heard(understood=False, replies=[result.message])

    def skip(self, slot: str, view: TurnView) -> Heard:
        """When and why can be left open; the rest is needed."""
        if slot == "contact_reach":
            return Heard({slot: ANY_TIME}, replies=["No problem, I put down any time."])
        if slot == "contact_reason":
            return Heard({slot: REASON_LATER}, replies=["No problem, you can say it when they call."])
        if slot == "contact_confirmed" and (heard := hear_about_the_summary(view)):
            return heard  # "skip the summary"
        if slot in _YES_NO and view.reading and (corrected := self._corrections(slot, view)):
            return corrected  # "no mail please"
        if slot == "contact_details" and (left := details_left(view)):
            return Heard({slot: left}, replies=["utter_skipped"])
        return super().skip(slot, view)

    @staticmethod
    def _is_a_call(slot: str, view: TurnView) -> bool:
        """ "Could you ring me after 5?" where the time is asked for."""
        return slot == "contact_reach" and asks_to_be_called(view.text) and mentions_time(view.text)

    @staticmethod
    def _answers_beside(slot: str, text: str) -> bool:
        """Whether a sentence of a message that sounds like a stop gives what was asked for."""
        sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
        if len(sentences) < 2 or any(_STOPS.match(sentence) for sentence in sentences):
            return False
        if slot == "contact_name":
            return any(
                _WRITTEN_LIKE_A_NAME.match(one) and isinstance(parse_name(one), Valid) for one in sentences
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
    def _read(slot: str, view: TurnView) -> Valid | Invalid:
        text = view.answer_text
        if slot == "contact_name":
            if view.reading and _is_a_topic(text, view):
                return Invalid(_TOPIC_FOR_NAME)
            return _writers_name(text) or _name_in(text)
        if slot == "contact_details":
            result = _meant(view) or parse_phone_or_email(text, resources.clinic().region)
            if isinstance(result, Valid) and view.reading and yes_or_no(view) is not True:
                return first_kept(text, resources.clinic().region) or Invalid(_WHICH_NUMBER)
            return result
        if slot == "contact_reason":
            suggested = view.entity("value") == "suggested"
            return parse_reason(suggested_reason(view) if suggested else _ASSENT.sub("", view.text))
        result = parse_reach(without_other_fields(text) if view.reading else text)
        first_try = not view.tracker.get_slot("attempts")
        if isinstance(result, Valid) and first_try and result.value != ANY_TIME and not mentions_time(text):
            # Asked once more; then it stays the person's own words.
            return Invalid("I did not catch a time in that. You can say mornings, after 5 pm, or any time.")
        return result

    @staticmethod
    def _ahead(slot: str, view: TurnView) -> dict[str, Any]:
        """What the message tells beyond the question: "Ann Lee, 415 555 0199, call me in the evening"."""
        found = find_corrections(view.text, resources.clinic().region) if view.entity("value") is None else {}
        ahead = {target: value for target, value in field_values(found, view).items() if target != slot}
        if "contact_name" in ahead and view.slot("contact_name"):
            ahead["contact_name"] = renamed(view.slot("contact_name"), ahead["contact_name"], view.text)
        if "contact_reach" not in ahead and slot != "contact_reach" and (reach := reach_behind(view.text)) is not None:
            ahead["contact_reach"] = reach.value
        return ahead

    def _corrections(self, slot: str, view: TurnView) -> Heard | None:
        """New values for fields that were answered before; None where the message holds none."""
        if view.entity("value") is not None:
            return None
        in_words = corrects(view) or view.intent == "deny"
        found = find_corrections(view.text, resources.clinic().region)
        if slot == "contact_reason" and not in_words:
            found = {field: value for field, value in found.items() if field in ("phone", "email")}
            if not found:
                return None
        slots = {
            target: value
            for target, value in field_values(found, view).items()
            if target != "contact_reason" or slot in _YES_NO
            if view.slot(target) is not None and (in_words or slot in _YES_NO or view.slot(target) != value)
        }
        if slot in _YES_NO and view.reading:
            slots = taken_out(view, slots)
        restriction = find_restriction(view.text, unsuitable=slot != "contact_reason")
        if restriction and slot in ("contact_reason", *_YES_NO):
            slots["contact_reach"] = restrict(slots.get("contact_reach") or view.slot("contact_reach"), restriction)
        slots = slots or self._short_correction(slot, view) or self._short_name(slot, view)
        if slots.get("contact_name"):
            slots["contact_name"] = renamed(view.slot("contact_name"), slots["contact_name"], view.text)
        if slots and slot == "contact_confirmed":
            # "Change the name to Ann and the time too": what has no value is asked for.
            asked = [SLOT_OF[name] for name in fields_without_value(view.text)]
            slots = {**dict.fromkeys(name for name in asked if name not in slots), **slots}
        if slots and (slot in _YES_NO or slot not in {SLOT_OF[field] for field in found}):
            reply = reply_on_change(view, slots)
            if slot == "contact_consent" and agrees_beside(view):
                slots[slot] = True
            return Heard({**slots, "contact_confirmed": None}, replies=[reply] if reply else [])
        if slot not in _YES_NO and not in_words:
            return None
        if slot == "contact_consent" and yes_or_no(view) is False and view.intent != "correct":
            return None
        if slot in _YES_NO and sets_terms(view.text):
            return None  # "don't use my work number" calls no number wrong
        named = which_field(view.text)
        field = SLOT_OF[named] if named else slot
        if field != slot and view.slot(field) is not None:
            others = _named(view.text) if slot == "contact_confirmed" else []
            return Heard({**dict.fromkeys(others), field: None, "contact_confirmed": None})
        return None

    @staticmethod
    def _short_name(slot: str, view: TurnView) -> dict[str, Any]:
        """The name once more, spelled another way: "Rosa Dias, not just Dias"."""
        known = view.slot("contact_name")
        if slot != "contact_confirmed" or not known or not view.reading:
            return {}
        rest = _NOT_X.sub("", _LEAD.sub("", view.text))
        result = parse_name(rest) if len(rest.split()) <= _NAME_WORDS else None
        if not isinstance(result, Valid) or result.value == known or yes_or_no(view) is True:
            return {}
        like = any(is_like(new, old) for new in result.value.split() for old in known.split())
        return {"contact_name": result.value} if like else {}

    @staticmethod
    def _short_correction(slot: str, view: TurnView) -> dict[str, Any]:
        """ "No, evenings" and "mornings actually" for the time, "I meant back pain" for the reason."""
        rest = _LEAD.sub("", view.text)
        if not view.reading or not (corrects(view) or rest != view.text) or slot not in ("contact_reason", *_YES_NO):
            return {}
        reach = parse_reach(_NOT_X.sub("", rest))
        is_time = len(rest.split()) <= 5 and mentions_time(rest) and view.slot("contact_reach") is not None
        if is_time and isinstance(reach, Valid):
            return {"contact_reach": reach.value}
        reason = parse_reason(rest)
        is_meant = slot in _YES_NO and _MEANT.search(view.text) and which_field(view.text) is None
        if is_meant and yes_or_no(view) is None and isinstance(reason, Valid) and len(rest.split()) >= 2:
            return {"contact_reason": reason.value}
        return {}

    def _earlier_field(self, slot: str, view: TurnView) -> Heard | None:
        """ "No, it's Marta" right after the name, where the number is asked for."""
        answered = [name for name in _FIELDS[: _FIELDS.index(slot)] if view.slot(name) is not None]
        if not answered or not corrects(view):
            return None
        last = answered[-1]
        rest = _NOT_X.sub("", _LEAD.sub("", view.text))
        region = resources.clinic().region
        result: Valid | Invalid | None = None
        if last == "contact_name":
            result = _name_in(rest, most=True)
        elif last == "contact_details":
            result = parse_phone_or_email(rest, region)
        elif last == "contact_reach" and mentions_time(rest):
            result = parse_reach(rest)
        if isinstance(result, Valid):
            value = details_in(view, result) if last == "contact_details" else result.value
            if last == "contact_name":
                value = renamed(view.slot(last), result.value, view.text)
            return Heard({last: value}, replies=[reply_on_change(view, {last: value})])
        return Heard({last: None}, replies=["utter_last_again"]) if view.intent == "correct" else None

    @staticmethod
    def _hear_confirmed(slot: str, view: TurnView) -> Heard:
        field = view.entity("field")
        if field in _FIELDS:
            return Heard({field: None})
        if view.reading and _HALF.search(view.text):
            return Heard(understood=False, silent=True)
        said = yes_or_no(view)
        if said is True or _SEND.search(view.text):
            return Heard({slot: True})
        rest = _LEAD.sub("", view.text)
        if (
            (corrects(view) or len(rest.split()) <= 4)
            and mentions_time(rest)
            and isinstance(reach := parse_reach(rest), Valid)
        ):
            return Heard(
                {"contact_reach": reach.value}, replies=[reply_on_change(view, {"contact_reach": reach.value})]
            )
        return Heard(understood=False, silent=said is False or view.intent == "correct")


def _name_in(text: str, *, most: bool = False) -> Valid | Invalid:
    """A name, also behind "no, it's" and in front of a number: "Ann Lee, 415 555 0199, call me in the morning".

    With ``most`` the longest one: "it's Ann, put Ann Lee".
    """
    result = parse_name(text)
    parts = re.split(r"[,;\n]|(?<=\w\w\w)\.\s|\s-\s|\b(?:and|but)\b", text)
    sentences = [one for one in _SENTENCE.split(text) if _WRITTEN_LIKE_A_NAME.match(one)]
    if most and isinstance(result, Invalid):
        read = [parse_name(_PUT.sub("", part)) for part in parts]
        names = [name for name in read if isinstance(name, Valid)]
        return max(names, key=lambda name: len(name.value.split()), default=result)
    before = CONTACT_DETAIL.split(text)[0].strip(" ,.:;-")
    for part in (_LEAD.sub("", text), parts[0], parts[-1], before, _LEAD.sub("", before), *sentences):
        if isinstance(result, Invalid) and part and part != text:
            other = parse_name(part)
            result = other if isinstance(other, Valid) else result
    return result


def _is_a_topic(text: str, view: TurnView) -> bool:
    """Whether a few words name a topic, and are not written like a name: "Spondylolysis", "spinal fusion"."""
    known = resources.knowledge().topics
    if all(name not in known or known[name].kind == "clinic" for name in view.topics):
        return False
    words = text.split()
    if len(words) > 1 and view.tracker.get_slot("attempts"):
        return False  # insisted on: a name that is a word of ours
    return text.islower() or (len(words) <= _TITLE and not _WRITTEN_LIKE_A_NAME.match(text))


def _writers_name(text: str) -> Valid | None:
    """ "Rosa Diaz, that's her. I am Luis Diaz": who writes is who is called; whose care it is, the clinic reads."""
    name = writers_name_beside(text)
    result = parse_name(name) if name else None
    return result if isinstance(result, Valid) else None


def _later(view: TurnView) -> Heard:
    """A question that nothing here can answer: said so, and asked on."""
    if (told := about_what_the_clinic_does(view)) is not None:
        return Heard(replies=[told])
    said = view.said_before()
    return Heard(replies=[next((text for text in _ANSWERED_LATER if text not in said), _ANSWERED_LATER[0])])


def _meant(view: TurnView) -> Valid | None:
    """The address that was proposed ("did you mean ...?") and is agreed to."""
    if not view.reading or yes_or_no(view) is not True:
        return None
    users = [event.get("text") or "" for event in view.tracker.events if event["event"] == "user"]
    proposed = parse_email(users[-2]).suggestion if len(users) > 1 else ""
    if not proposed or not any(proposed in said for said in view.said_before()):
        return None
    result = parse_email(proposed)
    return result if isinstance(result, Valid) else None


def _named(text: str) -> list[str]:
    """The fields that a short wish names: "change the name and the time"."""
    return [slot for slot, words in _NAMED.items() if re.search(words, text, re.I)] if len(text.split()) <= 8 else []

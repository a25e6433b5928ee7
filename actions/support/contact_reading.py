"""Reading one answer of the contact form, and what a message tells beyond the question."""

from __future__ import annotations

import re
from typing import Any

from actions.support.answers import yes_or_no
from actions.support.contact_values import field_values
from actions.support.reason import suggested_reason
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.whom import writers_name_beside
from backline.contact import (
    Invalid,
    Valid,
    find_corrections,
    parse_email,
    parse_name,
    parse_phone_or_email,
    parse_reach,
    parse_reason,
)
from backline.contact.additions import added_to_reason
from backline.contact.corrections import first_kept, without_other_fields
from backline.contact.first_message import CONTACT_DETAIL, reach_behind
from backline.contact.free_text import ANY_TIME, is_only_a_time, mentions_time
from backline.contact.names import renamed
from backline.contact.spelling import respelled

LEAD = re.compile(
    r"^\W*(?:(?:no|nope|oh|oops|sorry|wait|hold on|actually|i meant?|i mean|make that|it should be|should be"
    r"|it\W?s|its|that\W?s wrong|wrong)\b\W*)+",
    re.I,
)
SENTENCE = re.compile(r"[.!?;\n]+\s*|,\s+")
WRITTEN_LIKE_A_NAME = re.compile(r"^[A-Z][\w'.-]+(?:\s[A-Z][\w'.-]+)+\W*$")
_TWO_SMALL_NAMES = re.compile(
    r"(?:will|may|mark|hope|faith|grace|joy|summer|dawn|april|june|rose|bill|grant|chase|art|rich|jack)\s+(?!(?:it|you|u|i|they|he"
    r"|she|we|this|that|be|hurt|help|works?|do|get|go|have|need|cost|insurance|surgery|someone|somebody|anyone|my|the|a|an|is"
    r"|not|call|take|for|to|and|or|of|in|on)\b)[a-z][a-z'-]+",
)
_PUT = re.compile(r"^\W*(?:just |please |pls )*(?:put|write|use|make it)(?: down)?\s+", re.I)
_TITLE = 2
_TOPIC_FOR_NAME = "That does not read like a name to me, so please send just your name, like Ana Lopez."
_WHICH_NUMBER = "Which number or address should we use now?"
_ASSENT = re.compile(r"^\W*(?:(?:k|kk|ok|okay|yes|yeah|sure|alright|well|um|uh)\b\W+)+(?=\w)", re.I)


def read_field(slot: str, view: TurnView) -> Valid | Invalid:
    """Read the answer to the question for ``slot``."""
    text = view.answer_text
    if slot == "contact_name":
        if view.reading and _is_a_topic(text, view):
            return Invalid(_TOPIC_FOR_NAME)
        named = find_corrections(text, resources.clinic().region).get("name") if view.reading else None
        result = _writers_name(text) or named or name_in(text.title() if looks_like_two_names(text) else text)
        if view.reading and isinstance(result, Valid) and (new := respelled(result.value, text)):
            return Valid(new, new, "name")  # "Tom Bell, with an h"
        return result
    if slot == "contact_details":
        result = _meant(view) or parse_phone_or_email(text, resources.clinic().region)
        if isinstance(result, Valid) and view.reading and yes_or_no(view) is not True:
            return first_kept(text, resources.clinic().region) or Invalid(_WHICH_NUMBER)
        return result
    if slot == "contact_reason":
        suggested = view.entity("value") == "suggested"
        added = added_to_reason(view.text, resources.clinic().region) if view.reading else None
        return parse_reason(suggested_reason(view) if suggested else added or _ASSENT.sub("", view.text))
    result = parse_reach(without_other_fields(text) if view.reading else text)
    first_try = not view.tracker.get_slot("attempts")
    if isinstance(result, Valid) and first_try and result.value != ANY_TIME and not mentions_time(text):
        # Asked once more; then it stays the person's own words.
        return Invalid("I did not catch a time in that. You can say mornings, after 5 pm, or any time.")
    return result


def told_ahead(slot: str, view: TurnView) -> dict[str, Any]:
    """What the message tells beyond the question: "Ann Lee, 415 555 0199, call me in the evening"."""
    found = find_corrections(view.text, resources.clinic().region) if view.entity("value") is None else {}
    ahead = {target: value for target, value in field_values(found, view).items() if target != slot}
    if "contact_name" in ahead and view.slot("contact_name"):
        ahead["contact_name"] = renamed(view.slot("contact_name"), ahead["contact_name"], view.text)
    if "contact_reach" not in ahead and slot != "contact_reach" and (reach := reach_behind(view.text)) is not None:
        ahead["contact_reach"] = reach.value
    if not ahead and slot == "contact_details" and is_only_a_time(view.answer_text):
        reach_alone = parse_reach(view.answer_text)
        ahead = {"contact_reach": reach_alone.value} if isinstance(reach_alone, Valid) else {}
    return ahead


def name_in(text: str, *, most: bool = False) -> Valid | Invalid:
    """A name, also behind "no, it's" and in front of a number: "Ann Lee, 415 555 0199, call me in the morning".

    With ``most`` the longest one: "it's Ann, put Ann Lee".
    """
    result = parse_name(text)
    parts = re.split(r"[,;\n]|(?<=\w\w\w)\.\s|\s-\s|\b(?:and|but)\b", text)
    sentences = [one for one in SENTENCE.split(text) if WRITTEN_LIKE_A_NAME.match(one)]
    if most and isinstance(result, Invalid):
        read = [parse_name(_PUT.sub("", part)) for part in parts]
        names = [name for name in read if isinstance(name, Valid)]
        return max(names, key=lambda name: len(name.value.split()), default=result)
    before = CONTACT_DETAIL.split(text)[0].strip(" ,.:;-")
    for part in (LEAD.sub("", text), parts[0], parts[-1], before, LEAD.sub("", before), *sentences):
        if isinstance(result, Invalid) and part and part != text:
            other = parse_name(part)
            result = other if isinstance(other, Valid) else result
    return result


def looks_like_two_names(text: str) -> bool:
    """Whether a small-typed message is a name that is also a word, and one more: "will long", "may summers"."""
    return bool(_TWO_SMALL_NAMES.fullmatch(text.strip(" .!")))


def _is_a_topic(text: str, view: TurnView) -> bool:
    """Whether a few words name a topic, and are not written like a name: "Spondylolysis", "spinal fusion"."""
    known = resources.knowledge().topics
    if all(name not in known or known[name].kind == "clinic" for name in view.topics):
        return False
    words = text.split()
    if len(words) > 1 and view.tracker.get_slot("attempts"):
        return False  # insisted on: a name that is a word of ours
    return text.islower() or (len(words) <= _TITLE and not WRITTEN_LIKE_A_NAME.match(text))


def _writers_name(text: str) -> Valid | None:
    """ "Rosa Diaz, that's her. I am Luis Diaz": who writes is who is called; whose care it is, the clinic reads."""
    name = writers_name_beside(text)
    result = parse_name(name) if name else None
    return result if isinstance(result, Valid) else None


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

"""The summary of a contact request in the conversation: showing it, leaving parts out, putting it right."""

from __future__ import annotations

import re
from typing import Any

from actions.support.correcting import changed, contradicts, corrects
from actions.support.facts import told_of_care
from actions.support.form import Heard
from actions.support.view import TurnView
from backline.assistant.contact_told import is_urgent, shown_lines
from backline.contact import parts_named
from backline.contact.summary import ALL, names_a_part, reason_without

NO_SUMMARY, WITH_SUMMARY = "no_summary", "with_summary"

_LEAVE_OUT = re.compile(
    r"\b(?:(?:leave|keep|take|cut|cross|strike)\b[^.?!]{0,50}\b(?:out|off|away)\b"
    r"|leave out|take out|(?:remove|delete|drop|erase|omit|skip|scrap|hide)\b"
    r"|without (?:the |that |my |a )?(?:summary|part|line)"
    r"|no summary|(?:do not|don\W?t|dont|never|not|rather not|won\W?t) (?:want (?:them|you|the clinic|it) to )?"
    r"(?:send|include|mention|tell|say|share|show|put|write|pass|read|know|want|need)\b)",
    re.I,
)
# "Don't send it" is a no to the request, "don't send the summary" only to that.
_NOT_SENT = re.compile(
    r"^\W*(?:no\W+)?(?:please )?(?:do not|don\W?t|dont|never|not) (?:want (?:you )?to )?(?:send|share)"
    r"(?: (?:it|this|that|anything|yet))?\W*$",
    re.I,
)
# What is not to be sent, up to where its terms begin: "don't share my MRI with ...".
_NOT_THAT = re.compile(
    r"\b(?:(?:do not|don\W?t|dont|dnt|never|not|rather not|won\W?t) (?:want (?:them|you|the clinic|it) to |want )?"
    r"(?:send|include|mention|tell|say|share|show|put|write|pass on|know|keep)|without|(?:but|and) no"
    r"|leave out|take out|remove|omit|skip|hide|(?:leave|keep|take)(?=[^.?!]{1,40}\bout\b))\s+"
    r"(?:(?:them|you|about|anything|any|of|the|that|my|part|line|word|a)\s+)*(?P<what>[^.,;?!]+)",
    re.I,
)
_TERMS = re.compile(r"\b(?:with|to|after|in|until|before|when|if|once|for|by|unless|ever)\b.*$", re.I)
_ALL_OF_IT = re.compile(r"^\W*(?:it|this|that|them|these|everything|all|data|info\w*|details|stuff|things?)\b", re.I)
_PUT_BACK = re.compile(r"\b(?:put|bring|add|include|send|keep|leave)\b[^.?!]{0,30}\bsummary\b", re.I)
_FACTS = frozenset(
    {
        "care_tried", "care_weeks", "care_regularity", "care_improved", "pain_region", "pain_weeks", "pain_limits",
        "earlier_surgery", "imaging_had",
    }
)  # fmt: skip


def is_left_out(view: TurnView) -> bool:
    """Whether the person wants no summary sent."""
    return ALL in (view.slot("summary_without") or ())


def is_about_the_summary(view: TurnView) -> bool:
    """Whether a message at the read-back leaves something out, brings it back or puts a fact right."""
    if not view.reading:
        return view.entity("value") in (NO_SUMMARY, WITH_SUMMARY)
    return _leaves_out(view) or _puts_back(view) or bool(_put_right(view))


def hear_about_the_summary(view: TurnView) -> Heard | None:
    """Take it; None where the message is about something else."""
    value = view.entity("value")
    if value == NO_SUMMARY:
        return _left_out(view, [ALL])
    if value == WITH_SUMMARY or (view.reading and _puts_back(view)):
        return Heard({"summary_without": None, "contact_confirmed": None}, replies=["utter_summary_back"])
    if not view.reading:
        return None
    if _leaves_out(view):
        return _left_out_of(view, view.text) or Heard(understood=False, replies=["utter_summary_which"])
    right = _put_right(view)
    return Heard({**right, "contact_confirmed": None}, replies=["utter_corrected"]) if right else None


def left_out_on_terms(view: TurnView) -> Heard | None:
    """What is left out where somebody agrees but for that: "yes but don't share my MRI".

    Returns:
        the parts to leave out, or that there is nothing of the kind; None where the words name no part.
    """
    found = _NOT_THAT.search(view.text)
    what = _TERMS.sub("", found["what"]).strip() if found else ""
    if not what or _ALL_OF_IT.match(what):
        return None
    heard = _left_out_of(view, what)
    if heard is None and (names_a_part(what) or view.reading.get("care")):
        return Heard(replies=["There is nothing about that in what I will send."])
    return heard


def _left_out_of(view: TurnView, text: str) -> Heard | None:
    """The parts of the summary and of the reason that words name, left out; None where they name none."""
    parts = _parts(view, text)
    reason = reason_without(view.slot("contact_reason") or "", text)
    if reason is None:
        return _left_out(view, parts) if parts else None
    if not reason and parts:
        return _left_out(view, parts)  # the reason is that and nothing else: it stays for the person to change
    changed = {"contact_reason": reason or None, "contact_confirmed": None}
    said = ["I took that out of the reason."] if reason else ["That was the whole reason, so I ask for it again."]
    if not parts:
        return Heard(changed, replies=said)
    heard = _left_out(view, parts)
    return Heard({**heard.slots, **changed}, replies=[*heard.replies, *said])


def _leaves_out(view: TurnView) -> bool:
    return bool(_LEAVE_OUT.search(view.text)) and not _NOT_SENT.search(view.text) and not _put_right(view)


def _puts_back(view: TurnView) -> bool:
    return bool(view.slot("summary_without")) and bool(_PUT_BACK.search(view.text)) and not _LEAVE_OUT.search(view.text)


def _left_out(view: TurnView, parts: list[str]) -> Heard:
    known = view.slot("summary_without") or []
    slots = {"summary_without": [*known, *(part for part in parts if part not in known)], "contact_confirmed": None}
    if ALL not in parts:
        return Heard(slots, replies=["utter_summary_shorter"])
    return Heard(
        slots, replies=["utter_summary_left_out_urgent" if is_urgent(view.slots) else "utter_summary_left_out"]
    )


def _parts(view: TurnView, text: str) -> list[str]:
    """One treatment where it is named and among others, else the parts that the words name."""
    tried = view.slot("care_tried") or []
    care = [name for name in view.reading.get("care") or [] if name in tried and name != "surgery"]
    if care and len(tried) > len(care):
        return [f"tried:{name}" for name in care]
    return ["tried"] if care else parts_named(text, shown_lines(view.slots))


def _put_right(view: TurnView) -> dict[str, Any]:
    """The facts that the message changes: "that's wrong, I never had injections", "I did have an MRI"."""
    told = {name: value for name, value in told_of_care(view).items() if name in _FACTS}
    if not corrects(view) and not contradicts(view, told) and view.intent != "deny":
        return {}
    right = changed(view, told)
    if _LEAVE_OUT.search(view.text):
        # "Leave out the part about my fingers" tells of none, "take out the shots, I never had any" does.
        return {name: value for name, value in right.items() if name == "care_tried" or value is False}
    # What was not told before is put in as well: "that's not all, I also had an MRI".
    new = {name: value for name, value in told.items() if view.tracker.slots.get(name) is None}
    return {**new, **right}

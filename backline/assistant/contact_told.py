"""What a conversation told for a contact request: its reason, whether it presses, and what the clinic reads of it.

All take the slots of the conversation that are known, see `backline.assistant.slot_values.known_slots`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backline.assistant import resources
from backline.assistant.slot_values import FUNCTION, WARNING_SIGNS_NONE
from backline.contact import LeadFacts, SummaryLine, summary_lines
from backline.contact.summary import SCREENED
from backline.knowledge import Topic
from backline.language.wishes import merge_wishes, wishes_in

_PLACES = {
    "lower_back": "lower back pain",
    "upper_back": "upper back pain",
    "neck": "neck pain",
    "buttock_leg": "pain in the buttock and leg",
    "arm": "pain in the arm",
}


def is_urgent(slots: Mapping[str, Any]) -> bool:
    """Whether staff should call soon: a warning sign that was named stays one, also after "a doctor has checked it".

    Only "I did not mean that" takes a sign back; it empties the slot.
    """
    return (
        slots.get("red_flag_tier") in ("urgent", "emergency")
        or bool(slots.get("red_flags"))
        or slots.get("sudden_worsening") is True
    )


def reason_told(slots: Mapping[str, Any]) -> str:
    """A reason in a few words, from region, topic and review; empty where nothing is known."""
    parts: list[str] = []
    topic = _topic(slots)
    if slots.get("pain_region"):
        parts.append(_PLACES[slots["pain_region"]])
    elif topic is not None:
        parts.append(f"a question about {topic.name}")
    if slots.get("sudden_worsening") is True:
        parts.append("it suddenly got worse")
    elif slots.get("care_outcome") == "talk_to_clinic":
        parts.append("treatment so far has not helped enough")
    return ", ".join(parts)


def shown_lines(slots: Mapping[str, Any]) -> tuple[SummaryLine, ...]:
    """What the clinic will read: just these lines are shown to the person, and kept with the request."""
    return summary_lines(lead_facts(slots), slots.get("summary_without") or ())


def lead_facts(slots: Mapping[str, Any]) -> LeadFacts:
    """The facts of the conversation; what is not known is left out."""
    region = slots.get("pain_region")
    topic = _topic(slots)
    asked = list(SCREENED) if slots.get("warning_signs") is not None else None
    function = [slots.get(name) for name in FUNCTION]
    facts: dict[str, Any] = {
        "complaint": slots.get("complaint"),
        "topic": topic.name if topic is not None else None,
        "regions": [region] if region else None,
        "duration_weeks": slots.get("care_weeks", slots.get("pain_weeks")),
        "limits": _limits(slots) or None,
        "tried": slots.get("care_tried"),
        "regularity": slots.get("care_regularity"),
        "improved": slots.get("care_improved"),
        "worsening": slots.get("sudden_worsening"),
        "function": function if any(answer is not None for answer in function) else None,
        "earlier_surgery": slots.get("earlier_surgery"),
        "imaging": slots.get("imaging_had"),
        "wishes": merge_wishes(slots.get("wishes") or [], wishes_in(slots.get("contact_reason") or "")) or None,
        "exercises_given": True if slots.get("exercises_shown") else None,
        "advice": slots.get("care_outcome"),
        "red_flags": slots.get("red_flags"),
        "red_flags_asked": asked,
        "red_flags_denied": asked if slots.get("warning_signs") == WARNING_SIGNS_NONE else None,
    }
    return LeadFacts(**{key: value for key, value in facts.items() if value is not None})  # type: ignore[typeddict-item]


def _topic(slots: Mapping[str, Any]) -> Topic | None:
    """The condition or the operation that was asked about last."""
    topic = resources.knowledge().topics.get(slots.get("topic") or "")
    return topic if topic is not None and topic.kind in ("condition", "surgery") else None


def _limits(slots: Mapping[str, Any]) -> list[str]:
    """What is hard, and what is out of reach."""
    cannot = {"work": "cannot_work", "sleep": "cannot_sleep", "walking": "cannot_walk"}
    return [*(slots.get("pain_limits") or ()), *(cannot[name] for name in slots.get("cannot_do") or ())]

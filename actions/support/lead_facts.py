"""What staff should know about a contact request, out of the conversation."""

from __future__ import annotations

from typing import Any

from actions.support.answers import FUNCTION, WARNING_SIGNS_NONE
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import LeadFacts
from backline.contact.summary import SCREENED
from backline.language.wishes import merge_wishes, wishes_in


def is_urgent(view: TurnView) -> bool:
    """Whether staff should call soon: a warning sign that was named stays one, also after "a doctor has checked it".

    Only "I did not mean that" takes a sign back; it empties the slot.
    """
    return (
        view.slot("red_flag_tier") in ("urgent", "emergency")
        or bool(view.slot("red_flags"))
        or view.slot("sudden_worsening") is True
    )


def lead_facts(view: TurnView) -> LeadFacts:
    """The facts of the conversation; what is not known is left out."""
    region = view.slot("pain_region")
    topic = resources.knowledge().topics.get(view.slot("topic") or "")
    asked = list(SCREENED) if view.slot("warning_signs") is not None else None
    function = [view.slot(name) for name in FUNCTION]
    facts: dict[str, Any] = {
        "complaint": view.slot("complaint"),
        "topic": topic.name if topic is not None and topic.kind in ("condition", "surgery") else None,
        "regions": [region] if region else None,
        "duration_weeks": view.slot("care_weeks") if view.slot("care_weeks") is not None else view.slot("pain_weeks"),
        "limits": _limits(view) or None,
        "tried": view.slot("care_tried"),
        "regularity": view.slot("care_regularity"),
        "improved": view.slot("care_improved"),
        "worsening": view.slot("sudden_worsening"),
        "function": function if any(answer is not None for answer in function) else None,
        "earlier_surgery": view.slot("earlier_surgery"),
        "imaging": view.slot("imaging_had"),
        "wishes": merge_wishes(view.slot("wishes") or [], wishes_in(view.slot("contact_reason") or "")) or None,
        "exercises_given": True if view.slot("exercises_shown") else None,
        "advice": view.slot("care_outcome"),
        "red_flags": view.slot("red_flags"),
        "red_flags_asked": asked,
        "red_flags_denied": asked if view.slot("warning_signs") == WARNING_SIGNS_NONE else None,
    }
    return LeadFacts(**{key: value for key, value in facts.items() if value is not None})  # type: ignore[typeddict-item]


def _limits(view: TurnView) -> list[str]:
    """What is hard, and what is out of reach."""
    cannot = {"work": "cannot_work", "sleep": "cannot_sleep", "walking": "cannot_walk"}
    return [*(view.slot("pain_limits") or ()), *(cannot[name] for name in view.slot("cannot_do") or ())]

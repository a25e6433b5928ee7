"""What staff should know about a contact request, out of the conversation."""

from __future__ import annotations

from typing import Any

from actions.support.answers import WARNING_SIGNS_NONE
from actions.support.view import TurnView
from backline.contact import LeadFacts
from backline.contact.summary import RED_FLAGS


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
    asked = list(RED_FLAGS) if view.slot("warning_signs") is not None else None
    facts: dict[str, Any] = {
        "regions": [region] if region else None,
        "duration_weeks": view.slot("pain_weeks") or view.slot("care_weeks"),
        "limits": view.slot("pain_limits"),
        "tried": view.slot("care_tried"),
        "improved": view.slot("care_improved"),
        "worsening": view.slot("sudden_worsening"),
        "red_flags": view.slot("red_flags"),
        "red_flags_asked": asked,
        "red_flags_denied": asked if view.slot("warning_signs") == WARNING_SIGNS_NONE else None,
    }
    return LeadFacts(**{key: value for key, value in facts.items() if value is not None})  # type: ignore[typeddict-item]

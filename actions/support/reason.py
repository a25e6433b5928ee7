"""A reason for a contact request, made of what the conversation told."""

from __future__ import annotations

from actions.support.view import TurnView
from backline.assistant import resources

_PLACES = {
    "lower_back": "lower back pain",
    "upper_back": "upper back pain",
    "neck": "neck pain",
    "buttock_leg": "pain in the buttock and leg",
    "arm": "pain in the arm",
}


def suggested_reason(view: TurnView) -> str:
    """A reason in a few words, from region, topic and the review; empty where nothing is known."""
    parts: list[str] = []
    topic = resources.knowledge().topics.get(view.slot("topic") or "")
    if view.slot("pain_region"):
        parts.append(_PLACES[view.slot("pain_region")])
    elif topic is not None and topic.kind in ("condition", "surgery"):
        parts.append(f"a question about {topic.name}")
    if view.slot("sudden_worsening") is True:
        parts.append("it suddenly got worse")
    elif view.slot("care_outcome") == "see_clinic":
        parts.append("treatment so far has not helped enough")
    return ", ".join(parts)

"""What is known of the care so far, said back so that it can be put right."""

from __future__ import annotations

from actions.support.view import TurnView
from backline.care import care_name, describe_weeks, join_words


def kept_of_care(view: TurnView) -> str:
    """One sentence with what was tried and how long the pain has lasted; empty where neither is known."""
    tried, weeks = view.slot("care_tried"), view.slot("care_weeks")
    known = [f"you have tried {join_words(map(care_name, tried))}"] if tried else []
    known += [f"it has lasted about {describe_weeks(weeks)}"] if weeks is not None else []
    return f"I kept what you told me before: {join_words(known)}." if known else ""

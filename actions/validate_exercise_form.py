"""The exercise form: warning signs first, then where it hurts, since when, what it limits, what to be careful with."""

from __future__ import annotations

from typing import Any

from actions.support.answers import (
    WARNING_SIGNS_UNCLEAR,
    hear_cautions,
    hear_limits,
    hear_region,
    hear_warning_signs,
    hear_weeks,
)
from actions.support.fact_form import FactForm


class ValidateExerciseForm(FactForm):
    """Collects what an exercise plan needs."""

    form = "exercise_form"
    optional = frozenset({"pain_region", "pain_weeks", "pain_limits", "pain_cautions"})
    facts = optional | {"cautions_told", "age"}
    readers = {
        "warning_signs": hear_warning_signs,
        "pain_region": hear_region,
        "pain_weeks": hear_weeks,
        "pain_limits": hear_limits,
        "pain_cautions": hear_cautions,
    }

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """Nothing more is asked once a warning sign is left open."""
        if slots.get("warning_signs") == WARNING_SIGNS_UNCLEAR:
            return []
        return ["warning_signs", "pain_region", "pain_weeks", "pain_limits", "pain_cautions"]

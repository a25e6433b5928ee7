"""Which aspect of the same topic stands in where the one asked for has no answer.

The table is short on purpose: a neighbour may stand in only where its text really serves the question.
"What is it" never stands in for anything, so that the assistant can say honestly that it has no answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FALLBACKS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        # "What can be done about it?" and "what can I do?" overlap.
        "treatment": ("self_care", "how_to"),
        "self_care": ("treatment", "how_to"),
        # "How do I ...?" about a condition is about living with it.
        "how_to": ("self_care", "exercises"),
        "exercises": ("self_care", "how_to"),
        # "Is it dangerous?" is in part "how does it turn out?"; not the other way round.
        "risks": ("recovery",),
        # "Which mattress, firm or soft?" asks how to choose one.
        "comparison": ("how_to",),
        # No neighbour serves these.
        "what_is": (),
        "symptoms": (),
        "causes": (),
        "benefits": (),
        "recovery": (),
        "when_surgery": (),
        "cost": (),
    }
)
"""Aspect -> aspects that may stand in, nearest first."""

"""What stands in the slots of a conversation, for all who read them: actions, and the pages that take over a chat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNKNOWN = "\x00unknown"  # the value of a fact that was asked for and left out; nobody can type it

WARNING_SIGNS_NONE = "none"
WARNING_SIGNS_UNCLEAR = "unclear"
WARNING_SIGNS_DECLINED = "declined"  # no exercises wanted after all; forgotten as soon as that is said

#: The questions about daily life, in the order of asking; each a number from 0 to 10.
FUNCTION = ("function_pain", "function_joy", "function_activity")
#: What the one question about scans and operations fills.
SPINE_HISTORY = ("earlier_surgery", "imaging_had")


def known(value: Any) -> Any:
    """A slot's value; None where it was left out."""
    return None if value == UNKNOWN else value


def known_slots(slots: Mapping[str, Any]) -> dict[str, Any]:
    """The slots of a conversation that are known: those that are unset, or were left out, are not among them."""
    return {name: value for name, value in slots.items() if known(value) is not None}

"""A warning sign that is typed in pieces: "i cant hold", and in the next message "my pee"."""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING, read_by_rules
from backline.care import triage
from backline.language.help_told import is_known_to_a_doctor
from backline.language.red_flags import RedFlag

_WORDS = 7  # a piece has at most this many
_PIECES = 5
# Whose last word wants another: the next piece is read with it. A mere "no" is an answer.
_GOES_ON = re.compile(
    r"\b(?:(?<=\w )no|not|never|without|any|of|the|an?|is|are|am|im|was|were|be|been|have|has|had|having|got|gets?"
    r"|getting|if|causes?|causing|means?|about|from|with|and|or|but|to|my|i|it|its|can|cant|could|will|would|do|does"
    r"|dont|doesnt|did|didnt|havent|hasnt|isnt|arent|wasnt|than|like|for|in|on|by|because|since|when|feel|no more)\W*$",
    re.I,
)
_SECONDS = 180.0  # from a piece to the next; a slow typist reads the answer in between


def signs_in_pieces(
    text: str,
    tracker: DialogueStateTracker | None,
    alone: Sequence[RedFlag],
    established: Collection[str],
    now: float | None = None,
) -> tuple[RedFlag, ...]:
    """The warning signs that a few words tell together with the few words just before them, by rules alone.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        alone: the signs that it names by itself.
        established: what was told before, see `Reader.read`.
        now: when it came, in seconds since 1970; now where not given.

    Returns:
        signs that call for more than those it names alone or that its pieces named before; empty where there are none.
    """
    if tracker is None or len(text.split()) > _WORDS or is_known_to_a_doctor(text):
        return ()  # "i have seen a doctor today" makes nothing sudden
    told = text
    found: tuple[RedFlag, ...] = ()
    known: set[str | None] = {triage(alone).tier}
    for piece, tier in _pieces_before(tracker, time.time() if now is None else now):
        if found and not _GOES_ON.search(piece):
            return found
        told = f"{piece} {told}"
        known.add(tier)
        flags = read_by_rules(told, established).red_flags
        worse = triage(flags).tier
        if worse == "emergency" or (worse and known == {None}):
            found = flags
        elif found:
            return ()  # "i have no", "numbness", "down there"
    return found


def _pieces_before(tracker: DialogueStateTracker, later: float) -> Iterator[tuple[str, str | None]]:
    """The short messages right before and the tiers of their signs, the last one first.

    Up to one that is long, was pressed, answered another question of a form, or came before an alarm ended.
    """
    told: list[tuple[UserUttered, Any]] = []
    asked: Any = None
    for event in tracker.events:
        if isinstance(event, SlotSet) and event.key == "requested_slot":
            asked = event.value
        elif isinstance(event, SlotSet) and event.key == "red_flag_tier" and event.value == "resolved":
            told.clear()
        elif isinstance(event, UserUttered):
            told.append((event, asked))
    for event, question in reversed(told[1 - _PIECES :]):
        reading = event.parse_data.get(READING)  # a button has none
        words = (event.text or "").split()
        if not reading or question != asked or len(words) > _WORDS or later - event.timestamp > _SECONDS:
            return
        yield " ".join(words), (reading.get("triage") or {}).get("tier")
        later = event.timestamp

"""Conversations of nobody: how long, when, about what, and how they go on."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.invented_messages import Words

_DAY = 86_400.0
_DAYS = 30
_CHANNELS = ("web", "rest", "telegram", "whatsapp")
FORMS = {
    "exercise_form": ("warning_signs", "pain_region", "pain_weeks", "pain_limits", "pain_cautions"),
    "care_review_form": (
        *("care_tried", "care_weeks", "care_regularity", "care_improved", "sudden_worsening", "warning_signs"),
        *("function_pain", "function_joy", "function_activity", "spine_history"),
    ),
    "contact_form": (
        *("contact_name", "contact_details", "contact_reach", "contact_reason", "contact_consent", "contact_confirmed"),
    ),
}


@dataclass(frozen=True)
class Size:
    """How much is made: ``messages`` is even, and two belong to each turn."""

    conversations: int = 100_000
    messages: int = 1_000_000
    longest: int = 10_000


@dataclass
class Conversation:
    """One conversation: what was decided about it beforehand, and what it has come to so far."""

    id: str
    channel: str
    length: int
    start: float
    topics: list[str]
    form: str | None
    form_from: int
    red_flag: tuple[int, str] | None
    lead_at: int | None
    rated: tuple[int, int] | None
    turns: int = 0
    events: int = 0
    last: float = 0.0
    fallbacks: int = 0
    lowest: float | None = None
    tier: str | None = None
    lead: bool = False
    left: tuple[str | None, str | None, bool] = (None, None, False)
    marks: set[tuple[str, str]] = field(default_factory=set)


class Plans:
    """Draws conversations and the moments of their turns."""

    def __init__(self, size: Size, words: Words, chance: random.Random, until: float) -> None:
        """``until``: when the last message may be, in seconds since 1970."""
        self._size, self._words, self._chance, self._until = size, words, chance, until

    def conversations(self) -> list[Conversation]:
        """All of them; the longest is the first."""
        return [self._plan(length) for length in self._lengths()]

    def _lengths(self) -> list[int]:
        """Turns of each conversation: a few for most, hundreds for some, and the longest one first."""
        chance, size = self._chance, self._size
        rest = (size.messages - size.longest) // 2
        weights = [chance.lognormvariate(0, 1.1) for _ in range(size.conversations - 1)]
        scale = rest / sum(weights)
        lengths = [max(1, round(weight * scale)) for weight in weights]
        while over := sum(lengths) - rest:
            step = 1 if over < 0 else -1
            for place in chance.choices(range(len(lengths)), k=abs(over)):
                if lengths[place] + step >= 1:
                    lengths[place] += step
        return [size.longest // 2, *lengths]

    def _plan(self, length: int) -> Conversation:
        chance = self._chance
        channel = chance.choices(_CHANNELS, (70, 14, 10, 6))[0]
        start = self._until - _DAYS * _DAY * (0.001 + 0.998 * chance.random())
        lead = chance.random() < 0.02
        form = "contact_form" if lead else chance.choices((None, *FORMS), (57, 25, 10, 8))[0]
        red_flag = chance.choices((None, "emergency", "urgent"), (97, 1, 2))[0]
        if length == self._size.longest // 2:
            start = self._until - (_DAYS - 1) * _DAY
        return Conversation(
            id=f"{channel}-{chance.getrandbits(128):032x}",
            channel=channel,
            length=length,
            start=start,
            topics=[self._words.topic() for _ in range(min(6, 1 + length // 4))],
            form=form,
            form_from=chance.randint(1, length),
            red_flag=(chance.randint(1, length), red_flag) if red_flag else None,
            lead_at=length if lead else None,
            rated=(chance.randint(1, length), chance.choice((1, 1, -1))) if chance.random() < 0.05 else None,
        )

    def moments(self, conversations: list[Conversation]) -> list[tuple[float, int]]:
        """When each turn is, in order, with the place of its conversation."""
        chance = self._chance
        moments = []
        for index, conversation in enumerate(conversations):
            at, rest = conversation.start, self._until - conversation.start
            # The longest goes on for all of the time.
            gap = rest / conversation.length if index == 0 else min(70.0, rest / conversation.length)
            for turn in range(conversation.length):
                if turn:
                    at += chance.expovariate(1 / gap)
                if index and turn and chance.random() < 0.01:
                    at += (self._until - at) * 0.3 * chance.random()  # comes back another day
                at = min(self._until, at)
                moments.append((at, index))
        moments.sort()
        return moments

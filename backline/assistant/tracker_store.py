"""Rasa's tracker store over our database: loads a bounded window, and leaves saving to the turn."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import pending_turn
from backline.storage.conversations import count_events, load_window
from backline.storage.database import Database

# Rasa replays a tracker several times a turn, so its length is what a turn costs. Beyond MAX_EVENTS the window is
# cut down to the last KEPT_TURNS turns, with slots and form as they stood set before them.
MAX_EVENTS = 100
KEPT_TURNS = 4
_CACHED_TRACKERS = 500


@dataclass
class _Known:
    tracker: DialogueStateTracker
    events_total: int
    in_tracker: int


class TurnTrackerStore(TrackerStore):
    """Keeps trackers of running conversations in memory; the database stays the truth.

    ``save`` does not write: it hands the new events to the pending turn, which is written whole or not at all.
    After the turn, :meth:`commit` or :meth:`forget` says how that went.
    """

    def __init__(self, domain: Domain, database: Database) -> None:
        """Make a store for conversations of ``domain`` in ``database``."""
        super().__init__(domain)
        self._database = database
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._saved: dict[str, DialogueStateTracker] = {}
        self._cut: dict[str, DialogueStateTracker] = {}

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation's tracker, or None where there is no such conversation."""
        pending = pending_turn.current.get()
        if pending is not None and pending.events:
            # Saved before in this turn: it goes on from there.
            return self._build(sender_id, list(self._saved[sender_id].events))
        async with self._database.reading() as connection:
            total = await count_events(connection, sender_id)
            if total is None:
                self._known.pop(sender_id, None)
                if pending is not None:
                    pending.note_read(0, 0)
                return None
            known = self._known.get(sender_id)
            if known is None or known.events_total != total:
                window = await load_window(connection, self._database.cipher, sender_id)
                assert window is not None
                stored = deserialise_events([*window.prelude, *window.events])
                known = _Known(self._build(sender_id, stored), window.events_total, 0)
                known.in_tracker = len(known.tracker.events)
                self._remember(sender_id, known)
        if pending is not None:
            # For this turn's save: the cache may be changed meanwhile by others who read the conversation.
            pending.note_read(known.events_total, known.in_tracker)
        # A copy: a turn that fails must leave no trace.
        return self._build(sender_id, list(known.tracker.events))

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Hand the tracker's new events to the pending turn."""
        pending = pending_turn.current.get()
        if pending is None:
            raise RuntimeError("A tracker was saved outside of a turn: use Assistant.handle.")
        events = list(tracker.events)
        pending.events = [event.as_dict() for event in events[pending.in_tracker_before :]]
        total = (pending.events_before or 0) + len(pending.events)
        self._saved[tracker.sender_id] = tracker
        if len(events) > MAX_EVENTS:
            cut = _start_of_last_turns(events, KEPT_TURNS)
            prelude = self._prelude(tracker.sender_id, events[:cut])
            pending.new_window = (total - (len(events) - cut), tuple(event.as_dict() for event in prelude))
            self._cut[tracker.sender_id] = self._build(tracker.sender_id, [*prelude, *events[cut:]])

    def saved(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker as the turn under way leaves it; None before it was saved."""
        return self._saved.get(sender_id)

    def commit(self, sender_id: str, total: int) -> None:
        """The turn is on disk: remember its tracker. ``total`` is how many events the conversation has now."""
        whole, cut = self._saved.pop(sender_id, None), self._cut.pop(sender_id, None)
        tracker = cut or whole
        if tracker is None:
            return
        self._remember(sender_id, _Known(tracker, total, len(tracker.events)))

    def forget(self, sender_id: str) -> None:
        """The turn was not written: read the conversation from disk again."""
        self._saved.pop(sender_id, None)
        self._cut.pop(sender_id, None)
        self._known.pop(sender_id, None)

    def _remember(self, sender_id: str, known: _Known) -> None:
        self._known[sender_id] = known
        self._known.move_to_end(sender_id)
        while len(self._known) > _CACHED_TRACKERS:
            self._known.popitem(last=False)

    def _build(self, sender_id: str, events: list[Event]) -> DialogueStateTracker:
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots, domain=self.domain)

    def _prelude(self, sender_id: str, events: list[Event]) -> list[Event]:
        state = self._build(sender_id, events)
        at = events[-1].timestamp
        prelude: list[Event] = [
            ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
            SessionStarted(timestamp=at),
        ]
        prelude += [
            SlotSet(slot.name, slot.value, timestamp=at)
            for slot in state.slots.values()
            if slot.value != slot.initial_value
        ]
        if state.active_loop_name:
            prelude.append(ActiveLoop(state.active_loop_name, timestamp=at))
        return prelude


def _start_of_last_turns(events: list[Event], turns: int) -> int:
    """The index at which the last so many turns start: at the listening before the person's message."""
    for index in range(len(events) - 1, 0, -1):
        if isinstance(events[index], UserUttered):
            turns -= 1
            if turns == 0:
                before = events[index - 1]
                listened = isinstance(before, ActionExecuted) and before.action_name == ACTION_LISTEN_NAME
                return index - 1 if listened else index
    return 0


def new_bot_messages(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The replies among a turn's new events: ``text``, and ``buttons`` and ``custom`` where given."""
    return [
        {"text": event.get("text") or "", **(event.get("data") or {})} for event in events if event["event"] == "bot"
    ]

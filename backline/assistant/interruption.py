"""Emergencies, before and without Rasa: what decides that a turn is answered by one action alone, and that turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    SessionStarted,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

from backline.assistant.action_endpoint import InProcessActions
from backline.assistant.buttons import Press
from backline.assistant.message_reader import READING, read, read_by_rules
from backline.assistant.tracker_store import TurnTrackerStore
from backline.care import triage
from backline.language import Reading
from backline.language.resolved import what_ends_an_alarm

if TYPE_CHECKING:
    from backline.assistant.turn import Incoming

log = structlog.get_logger(__name__)

# Whoever writes to a spine clinic writes about their spine: "car crash yesterday" needs no word for the back here.
_ESTABLISHED = frozenset({"spine"})


def warns(text: str) -> bool:
    """Whether a message by itself names a warning sign, read as the first words to a spine clinic."""
    return triage(read(text, _ESTABLISHED).red_flags).tier is not None


def read_turn(text: str, tracker: DialogueStateTracker | None) -> Reading:
    """Read the message of a turn, with the signs told before it, so that a pair may be spread over several messages.

    Read here, not in the graph: this must also hold when the model is missing or fails. While an alarm is open, people
    write about it ("nobody is here"): then rules alone raise another.

    Args:
        text: the message, as typed.
        tracker: the conversation before it; None where it is the first.
    """
    return (read_by_rules if _is_alarmed(tracker) else read)(text, _signs_before(tracker))


def needs_interruption(
    text: str,
    press: Press | None,
    tracker: DialogueStateTracker | None,
    parse_data: dict[str, Any],
    *,
    has_model: bool,
) -> str | None:
    """Decide whether one action answers this turn, whatever form or policy is under way.

    An emergency does, and so does everything that follows it until the person says that it is dealt with. Where
    there is no model, every warning sign does.

    Args:
        text: the message, or the title of the button.
        press: the button, where one was pressed.
        tracker: the conversation before it; None where it is the first.
        parse_data: what was made of the message, with its reading where it was typed; gets the intent that the reading
            or an open alarm asks for.
        has_model: whether Rasa could make anything of it.

    Returns:
        the action's name, or None where Rasa decides.
    """
    in_emergency = _is_alarmed(tracker)
    if press is None:
        tier = parse_data[READING]["triage"]["tier"]
        if tier == "emergency":
            parse_data["intent"] = {"name": "emergency", "confidence": 1.0}
            return "action_emergency"
        if tier:
            parse_data["intent"] = {"name": "warning_sign", "confidence": 1.0}
            if not has_model:
                return "action_warning_sign"
    if in_emergency and not _is_resolved(text, press):
        return "action_emergency"
    if in_emergency and press is None:
        parse_data["intent"] = {"name": "resolved", "confidence": 1.0}
    return "action_resolved" if in_emergency and not has_model else None


def _is_alarmed(tracker: DialogueStateTracker | None) -> bool:
    return tracker is not None and tracker.get_slot("red_flag_tier") == "emergency"


def _signs_before(tracker: DialogueStateTracker | None) -> frozenset[str]:
    if tracker is None:
        return _ESTABLISHED
    told = (event.parse_data.get(READING) or {} for event in tracker.events if isinstance(event, UserUttered))
    signs = {sign for reading in told for sign in reading.get("signs", [])}
    return frozenset(signs | _ESTABLISHED)


def _is_resolved(text: str, press: Press | None) -> bool:
    # By rules, not by the model: an alarm must not end on a likeness.
    return press.payload.startswith("/resolved") if press else what_ends_an_alarm(text) == "handled"


async def answer_without_rasa(
    store: TurnTrackerStore,
    actions: InProcessActions,
    incoming: Incoming,
    text: str,
    action: str,
    parse_data: dict[str, Any],
) -> None:
    """Answer a turn with one action and log it on the tracker as Rasa would, so that forms go on afterwards."""
    tracker = await store.get_or_create_tracker(incoming.conversation_id, append_action_listen=False)
    if not tracker.events:
        for event in (
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            ActionExecuted(ACTION_LISTEN_NAME),
        ):
            tracker.update(event)
    tracker.update(
        UserUttered(
            text,
            parse_data["intent"],
            parse_data["entities"],
            parse_data,
            input_channel=incoming.channel,
            message_id=incoming.message_id,
        ),
        store.domain,
    )
    result = await actions.run(action, tracker.current_state(EventVerbosity.ALL))
    tracker.update(ActionExecuted(action, policy="interruption", confidence=1.0))
    for response in result["responses"]:
        data = {key: response[key] for key in ("buttons", "custom") if response.get(key)}
        tracker.update(BotUttered(response.get("text"), data))
    for event in deserialise_events(result["events"]):
        tracker.update(event, store.domain)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    await store.save(tracker)

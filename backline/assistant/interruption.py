"""Emergencies, before and without Rasa: what decides that a turn is answered by one action alone, and that turn."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

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

from backline.assistant import resources
from backline.assistant.action_endpoint import InProcessActions
from backline.assistant.alarms import Alarm, alarm_of, awaits_doctor, is_of_another, rules_of
from backline.assistant.buttons import Press
from backline.assistant.likeness import answer_to, asked_in, asks_about_likeness
from backline.assistant.message_reader import READING, read, read_by_rules
from backline.assistant.not_alarming import is_alarmed, only_asks, without_harmless
from backline.assistant.overdose_turns import has_taken_something
from backline.assistant.signs_asked_about import with_signs_claimed
from backline.assistant.told_in_pieces import signs_in_pieces
from backline.assistant.tracker_store import TurnTrackerStore
from backline.assistant.turn_before import last_replies
from backline.assistant.urgent_turns import doctor_knows, is_the_known_one
from backline.assistant.whom import tells_of_another
from backline.care import triage
from backline.language import Reading
from backline.language.help_told import help_fell_through, how_handled
from backline.language.red_flags import LEARNED
from backline.language.resolved import confirms_taking_back, denies_wish_to_die, is_back, takes_back

if TYPE_CHECKING:
    from backline.assistant.turn import Incoming

_CALLS = re.compile(r"\b(?:call\w*|phon\w*|rang|dial\w*|coming|on (?:the|its|their) way)\b", re.I)

log = structlog.get_logger(__name__)

# Whoever writes to a spine clinic writes about their spine: "car crash yesterday" needs no word for the back here.
_ESTABLISHED = frozenset({"spine"})


TAKEN = "taken_after_a_wish_to_die"
"""Stands for a rule's name where somebody who spoke of dying has taken something."""


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
    signs, alarmed = _signs_before(tracker), is_alarmed(tracker)
    reading = without_harmless((read_by_rules if alarmed else read)(text, signs), text, tracker)
    reading = replace(reading, red_flags=with_signs_claimed(reading, text, tracker))
    told = () if alarmed or only_asks(text, tracker) else signs_in_pieces(text, tracker, reading.red_flags, signs)
    return replace(reading, red_flags=told or reading.red_flags)


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
    in_emergency = is_alarmed(tracker)
    if press is None:
        _hear_that_it_is_back(text, tracker, parse_data[READING])
        _hear_an_overdose(text, tracker, parse_data[READING])
        if is_the_known_one(text, tracker, parse_data[READING]):
            parse_data[READING]["triage"] = {"tier": None, "ids": [], "message_key": None}
            parse_data[READING]["known_sign"] = True
            parse_data["intent"] = {"name": "inform", "confidence": 1.0}
        if doctor_knows(text, tracker, parse_data[READING]["triage"]):
            parse_data[READING]["triage"] = {"tier": None, "ids": [], "message_key": None}
            parse_data["intent"] = {"name": "resolved", "confidence": 1.0}
        asks_about_likeness(text, parse_data[READING], tracker.get_slot("red_flag_tier") if tracker else None)
        tier = parse_data[READING]["triage"]["tier"]
        if tier == "emergency":
            parse_data["intent"] = {"name": "emergency", "confidence": 1.0}
            return "action_emergency"
        if tier:
            parse_data["intent"] = {"name": "warning_sign", "confidence": 1.0}
            if not has_model:
                return "action_warning_sign"
    if in_emergency and press is None:
        ended = _what_ends_it(text, tracker)
        if ended is None:
            return "action_emergency"
        if ended == "mistake" and parse_data[READING]["triage"]["tier"] == "urgent":
            # "No, just pain in both legs": what was only like an emergency is a sign for a doctor.
            return "action_warning_sign"
        parse_data["intent"] = {"name": "resolved", "confidence": 1.0}
        if ended == "mistake":
            parse_data["entities"] = [{"entity": "value", "value": "mistake", "extractor": "interruption"}]
    elif in_emergency and press is not None and not press.payload.startswith("/resolved"):
        return "action_emergency"
    return "action_resolved" if in_emergency and not has_model else None


def _signs_before(tracker: DialogueStateTracker | None) -> frozenset[str]:
    if tracker is None:
        return _ESTABLISHED
    told = (event.parse_data.get(READING) or {} for event in tracker.events if isinstance(event, UserUttered))
    signs = {sign for reading in told for sign in reading.get("signs", [])}
    return frozenset(signs | _ESTABLISHED)


def _what_ends_it(text: str, tracker: DialogueStateTracker | None) -> Literal["handled", "mistake"] | None:
    # By rules, not by the model: an alarm must not end on a likeness.
    assert tracker is not None
    flags = tracker.get_slot("red_flags") or []
    is_self_harm = flags[:1] == ["self_harm"]
    events = [event.as_dict() for event in tracker.events]
    how = how_handled(text, self_harm=is_self_harm)
    # "My dad is at the hospital" is no help for the writer's own sign.
    if how and (how == "safe" or is_of_another(events) or _comes_for_the_writer(text)):
        return "handled"
    asked = asked_in(last_replies(tracker))
    if asked and answer_to(text, asked) == "no":
        return "mistake"
    if is_self_harm and denies_wish_to_die(text) and rules_of(events, "self_harm") <= {LEARNED}:
        return "mistake"  # no rule had found it: only a likeness
    if not is_self_harm and takes_back(text) == "surely":
        return "mistake"
    if not _asked_back(tracker) or not confirms_taking_back(text):
        return None
    # "Are you safe now?" - "not at all" denies no wish to die: that takes words of its own.
    return "mistake" if "self_harm" not in flags or takes_back(text) else None


def _comes_for_the_writer(text: str) -> bool:
    """Whether help is told of that is not somebody else's alone; "my wife called 911" is the writer's."""
    return not tells_of_another(text) or bool(_CALLS.search(text))


def _asked_back(tracker: DialogueStateTracker) -> bool:
    """Whether the turn before asked if the person does not have the sign."""
    replies, words = resources.red_flag_replies(), resources.clinic().words()
    return not set(last_replies(tracker)).isdisjoint(
        replies.text(key, words) for key in ("aside_mistake", "aside_self_harm")
    )


def _hear_that_it_is_back(text: str, tracker: DialogueStateTracker | None, reading: dict[str, Any]) -> None:
    """Put the alarm that had ended into the reading of a message that says that its sign is there again."""
    if reading["triage"]["tier"] or tracker is None or tracker.get_slot("red_flag_tier") != "resolved":
        return
    alarm = alarm_of(tracker)
    gone = bool(alarm) and help_fell_through(text) and awaits_doctor(event.as_dict() for event in tracker.events)
    if alarm and (gone or is_back(text, alarm.flags, taken_back=alarm.taken_back, turns=alarm.turns + 1)):
        reading["triage"] = alarm.as_triage
        reading["red_flags"] = alarm.as_red_flags


def _hear_an_overdose(text: str, tracker: DialogueStateTracker | None, reading: dict[str, Any]) -> None:
    """Put an overdose before a wish to die into the reading of a message that says that something was taken."""
    told = set(reading["triage"]["ids"])
    if is_alarmed(tracker) and tracker is not None:
        told |= set(tracker.get_slot("red_flags") or ())
    if "self_harm" not in told or not has_taken_something(text):
        return
    ids = ("overdose", *(flag for flag in reading["triage"]["ids"] if flag != "overdose"))
    overdose = Alarm("emergency", ids)
    reading["triage"] = overdose.as_triage
    reading["red_flags"] = [
        {"id": "overdose", "tier": "emergency", "rule": TAKEN, "sentence": text},
        *reading["red_flags"],
    ]


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

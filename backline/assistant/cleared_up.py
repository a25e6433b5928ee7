"""A message that was taken for an emergency by a likeness, and asked about: once cleared up, it is answered after all.

"My mail is ..., and I'm going to try the bridge" must not have to be said twice because it sounded like despair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.likeness import ASKS
from backline.assistant.message_reader import READING
from backline.contact.wanted import own_contact_in
from backline.language import Reading
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS, OUT_OF_SCOPE, REQUESTS
from backline.language.red_flags import LEARNED

TAKEN_UP = "taken_up"
"""Key in the data of a message that clears a likeness up: what was asked about is answered in the same turn."""

# Of what is said instead of an answer to the question.
_OF_THE_QUESTION = frozenset({"explain", "bot_challenge", "resolved", "cancel", "start_over"})
_WANTS = (frozenset(ASPECT_OF) | OTHER_QUESTIONS | REQUESTS) - _OF_THE_QUESTION
_NOT_UNDERSTOOD = frozenset({None, DEFAULT_NLU_FALLBACK_INTENT_NAME, OUT_OF_SCOPE})


def messages_asked_about(parse_data: dict[str, Any], tracker: DialogueStateTracker | None) -> list[UserUttered]:
    """The messages that wait for an answer, where this one says that there was no emergency; none where it does not.

    Args:
        parse_data: what was made of the message that is answered now.
        tracker: the conversation before it.

    Returns:
        the message that was asked about, and those after it, in order.
    """
    values = {entity.get("value") for entity in parse_data.get("entities") or ()}
    if tracker is None or (parse_data.get("intent") or {}).get("name") != "resolved" or "mistake" not in values:
        return []
    if tracker.get_slot("red_flag_tier") != "emergency" or len(tracker.get_slot("red_flags") or ()) != 1:
        return []  # others stand
    waiting: list[UserUttered] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and event.text:
            waiting.insert(0, event)
            key = ((event.parse_data.get(READING) or {}).get("triage") or {}).get("message_key")
            if key:
                return waiting if str(key).endswith(f".{ASKS}") else []
    return []


def answered_first(waiting: Sequence[UserUttered]) -> list[UserUttered]:
    """The messages that wait in the order in which one to be answered is looked for.

    The last one is, unless the first gives a number or an address: that would be asked for again.
    """
    if waiting and own_contact_in(waiting[0].text or "", resources.clinic().region):
        return [waiting[0]]
    return list(reversed(waiting))


def as_before(asked: UserUttered, tracker: DialogueStateTracker, domain: Domain) -> DialogueStateTracker:
    """The conversation as it was before the message that was asked about, its alarm of no account."""
    events = list(tracker.events)
    calm = DialogueStateTracker.from_events(
        tracker.sender_id, events[: events.index(asked)], domain.slots, domain=domain
    )
    calm.update(SlotSet("red_flag_tier", "resolved"))
    return calm


def without_likeness(reading: Reading) -> Reading:
    """The reading of the message without what only the learned layer took for a sign."""
    return replace(reading, red_flags=tuple(flag for flag in reading.red_flags if flag.rule != LEARNED))


def is_to_be_answered(parse_data: dict[str, Any], *, wants: bool, in_form: bool) -> bool:
    """Whether the message, read without alarm, says something that can be answered, and warns of nothing.

    Args:
        parse_data: what was made of it.
        wants: whether only a question or a wish counts: what was said to a question of ours was no more than an answer.
        in_form: whether a form asked something before it, whose answer may be of any intent.
    """
    triage, intent = (parse_data.get(READING) or {}).get("triage") or {}, (parse_data.get("intent") or {}).get("name")
    return not triage.get("tier") and (intent in _WANTS if wants else in_form or intent not in _NOT_UNDERSTOOD)

"""What a turn writes: its messages, redacted for everybody but the person, its events, and what was made of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import structlog
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.buttons import with_tokens
from backline.assistant.pending_turn import PendingTurn
from backline.assistant.tracker_store import new_bot_messages
from backline.assistant.turn_facts import facts_of
from backline.storage.conversations import StoredMessage, TurnRecord
from backline.storage.redaction import redact

if TYPE_CHECKING:
    from backline.assistant.turn import Incoming

log = structlog.get_logger(__name__)

# Kept instead of an answer that may hold a name or a number in any form.
WITHHELD = "[an answer about name or number]"


def make_record(
    incoming: Incoming,
    text: str,
    arrived: float,
    pending: PendingTurn,
    before: DialogueStateTracker | None,
    after: DialogueStateTracker | None,
    *,
    pressed: bool,
) -> TurnRecord:
    """Everything that the turn under way writes.

    Args:
        incoming: what the channel handed over.
        text: what the person said, or the words of the button.
        arrived: when (seconds since 1970).
        pending: what Rasa and the actions want written.
        before, after: the conversation before and after the turn.
        pressed: a button was pressed instead of typing.
    """
    known = [name for tracker in (before, after) if tracker for name in personal_words(tracker)]
    region = resources.clinic().region
    replies = new_bot_messages(pending.events)
    if not replies:
        log.error("no reply", channel=incoming.channel)
        replies = [{"text": f"Sorry, I lost the thread. You can also call us at {resources.clinic().phone}."}]
    own = WITHHELD if _is_refused_contact(before, after) else redact(text, region, known)
    messages = [StoredMessage(0, "user", {"text": text}, own, arrived)]
    messages += [
        StoredMessage(0, "bot", with_tokens(reply), redact(reply["text"], region, known), time.time())
        for reply in replies
    ]
    return TurnRecord(
        conversation_id=incoming.conversation_id,
        channel=incoming.channel,
        message_id=incoming.message_id,
        messages=messages,
        events=pending.events,
        leads=pending.leads,
        new_window=pending.new_window,
        red_flag_tier=after.get_slot("red_flag_tier") if after else None,
        events_before=pending.events_before,
        facts=facts_of(
            pending.events,
            form=after.active_loop_name if after else None,
            asked=after.get_slot("requested_slot") if after and after.active_loop_name else None,
            milliseconds=(time.time() - arrived) * 1000,
            pressed=pressed,
        ),
    )


def _is_refused_contact(before: DialogueStateTracker | None, after: DialogueStateTracker | None) -> bool:
    """Whether this was an answer about name or number that could not be used: it may hold either in any form."""
    if before is None or after is None:
        return False
    asked = before.get_slot("requested_slot")
    return bool(
        asked in ("contact_name", "contact_details") and after.get_slot(asked) is None and after.get_slot("attempts")
    )


def personal_words(tracker: DialogueStateTracker) -> list[str]:
    """What the person has told that names them, so that it can be masked wherever it comes again."""
    words = []
    if tracker.get_slot("contact_name"):
        words.append(tracker.get_slot("contact_name"))
    details = tracker.get_slot("contact_details")
    if isinstance(details, dict):
        words += [details["value"], details["display"]]
    return words

"""The tables for reviewing: what happened in each turn, and what staff make of it."""

from __future__ import annotations

import sqlalchemy as sa

from backline.storage.tables import metadata


def _conversation(**more: object) -> sa.Column:
    key = sa.ForeignKey("conversations.id", ondelete="CASCADE")
    return sa.Column("conversation_id", sa.String(64), key, nullable=False, **more)


def _staff() -> sa.Column:
    return sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="SET NULL"))


# Of which turns the queue of what was not understood may be made; written in queries as here, or the index is no use.
UNSURE = "confidence IS NOT NULL AND (fallback OR confidence < 0.9)"

# One row a turn: what was understood and done. Names and words only, nothing that people wrote.
turns = sa.Table(
    "turns",
    metadata,
    _conversation(primary_key=True),
    sa.Column("turn", sa.Integer, primary_key=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("intent", sa.String(64)),
    sa.Column("confidence", sa.Float),
    sa.Column("runners_up", sa.Text, nullable=False),  # JSON: [[intent, confidence], ...]
    sa.Column("actions", sa.Text, nullable=False),  # names, in order, separated by spaces
    sa.Column("answer", sa.String(128)),  # topic/aspect of the answer shown
    sa.Column("form", sa.String(32)),  # under way after the turn
    sa.Column("asked", sa.String(32)),  # the form's question after the turn
    sa.Column("fallback", sa.Boolean, nullable=False),
    sa.Column("red_flags", sa.Text, nullable=False),  # JSON: [{id, tier, rule}, ...]
    sa.Column("milliseconds", sa.Float, nullable=False),
    sa.Column("events_from", sa.Integer, nullable=False),
    sa.Column("events_to", sa.Integer, nullable=False),
    sa.Index("turns_by_time", "at"),
    sa.Index("turns_unsure", "at", sqlite_where=sa.text(UNSURE), postgresql_where=sa.text(UNSURE)),
)

# What a conversation can be found by: kind is intent, topic, exercise or tag.
marks = sa.Table(
    "marks",
    metadata,
    sa.Column("kind", sa.String(12), primary_key=True),
    sa.Column("value", sa.String(64), primary_key=True),
    _conversation(primary_key=True),
    sa.Index("marks_of_conversation", "conversation_id"),
)

notes = sa.Table(
    "notes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    _conversation(index=True),
    _staff(),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("text", sa.Text, nullable=False),  # redacted
    sqlite_autoincrement=True,
)

# A person's word on an answer.
feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    _conversation(index=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("value", sa.Integer, nullable=False),  # 1 helpful, -1 not
    sa.Column("comment", sa.Text, nullable=False),  # redacted
)

# A reviewer's word that an answer is wrong.
wrong_answers = sa.Table(
    "wrong_answers",
    metadata,
    sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    _conversation(index=True),
    _staff(),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),  # redacted
)

saved_views = sa.Table(
    "saved_views",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("name", sa.String(64), nullable=False),
    sa.Column("query", sa.Text, nullable=False),  # of the list's address
)

# Training examples that reviewers made of messages. They outlive the conversation, and name it so as to be erased
# with the person.
corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(64), index=True),
    sa.Column("message_id", sa.Integer, index=True),
    _staff(),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("text", sa.Text, nullable=False),  # redacted, with Rasa's [words](entity) where entities were marked
    sa.Column("intent_before", sa.String(64)),
    sa.Column("intent", sa.String(64), nullable=False),
    sa.Column("exported_at", sa.Float),
)

# Messages that teach nothing, and are not asked about again.
dismissed_messages = sa.Table(
    "dismissed_messages",
    metadata,
    sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    _staff(),
    sa.Column("at", sa.Float, nullable=False),
)

# What staff did with a lead; notes may name people and are encrypted.
lead_history = sa.Table(
    "lead_history",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("lead_id", sa.Integer, sa.ForeignKey("leads.id", ondelete="CASCADE"), nullable=False, index=True),
    _staff(),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("note", sa.LargeBinary),
)

# How often what happened in the conversations that began on a day (days since 1970, UTC). Triggers keep it; nothing is
# taken off when a conversation is deleted.
daily_counts = sa.Table(
    "daily_counts",
    metadata,
    sa.Column("name", sa.String(16), primary_key=True),
    sa.Column("channel", sa.String(32), primary_key=True),  # empty: all of them together
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.String(80), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Proof of every deletion: when, why and how much, without naming anybody.
deletions = sa.Table(
    "deletions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("cause", sa.String(16), nullable=False),  # retention or request
    _staff(),
    sa.Column("counts", sa.Text, nullable=False),  # JSON: {"conversations": 3, ...}
)

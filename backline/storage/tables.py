"""The database's tables for conversations and leads; staff_tables and review_tables hold those of the console.

A change here needs a migration in ``migrations/versions``.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# One row a conversation. The window is what Rasa's tracker is built from: an encrypted prelude (slots and form as
# they stood) and the events from ``window_start`` on, so that a turn costs the same in the 10th and the 1,000th.
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("updated_at", sa.Float, nullable=False, index=True),
    sa.Column("turns", sa.Integer, nullable=False, default=0),
    sa.Column("events", sa.Integer, nullable=False, default=0),
    sa.Column("window_start", sa.Integer, nullable=False, default=0),
    sa.Column("window_prelude", sa.LargeBinary),
    sa.Column("red_flag_tier", sa.String(16)),  # as it stands: emergency, urgent or resolved
    # What the staff's list shows, sorts and filters by; kept beside the turn that changes it.
    sa.Column("messages", sa.Integer, nullable=False, default=0),
    sa.Column("worst_tier", sa.String(16)),  # emergency or urgent, once raised for good
    sa.Column("attention", sa.Integer, nullable=False, default=0),  # 2 emergency, 1 urgent, 0 none or reviewed since
    sa.Column("fallbacks", sa.Integer, nullable=False, default=0),
    sa.Column("lowest_confidence", sa.Float),
    sa.Column("feedback", sa.Integer),  # -1 where an answer was called unhelpful, else 1 where one was called helpful
    sa.Column("handed_over", sa.Boolean, nullable=False, default=False),
    sa.Column("language", sa.String(8), nullable=False, default="en"),
    sa.Column("status", sa.String(12), nullable=False, default="new"),  # new, in_review, done
    sa.Column("assignee", sa.Integer),  # of the staff table, whose rows are never deleted
    sa.Column("hold_reason", sa.Text),  # why it must not be deleted; NULL where it may be
    sa.Column("version", sa.Integer, nullable=False, default=0),  # of what staff change, so that nobody overwrites
    # Where the person left: the form under way after the last turn, its question, and whether that was not understood.
    sa.Column("left_form", sa.String(32)),
    sa.Column("left_asked", sa.String(32)),
    sa.Column("left_unanswered", sa.Boolean, nullable=False, default=False),
    # In the list's order, with all that it can be narrowed down by: a rare filter reads the index and not the table.
    sa.Index(
        "conversations_to_review",
        *("attention", "updated_at", "id", "created_at", "channel", "status", "worst_tier", "handed_over"),
        *("fallbacks", "lowest_confidence", "feedback", "assignee", "language", "messages", "turns"),
    ),
    sa.Index("conversations_by_question", "left_form", "left_asked"),
    sa.Index("conversations_by_start", "created_at"),
)

# Rasa's tracker events, in order, encrypted.
events = sa.Table(
    "events",
    metadata,
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("sequence", sa.Integer, primary_key=True),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("timestamp", sa.Float, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# What was said, in order: ``text`` is redacted (search, console and exports see it), ``payload`` is encrypted
# (the person's own screen sees it). The id orders all messages, and is what an event stream resumes from.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("sender", sa.String(8), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("payload", sa.LargeBinary, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Index("messages_in_order", "conversation_id", "id"),
    sqlite_autoincrement=True,
)

# Every message a channel handed over, by the channel's own id for it: handled once, however often it comes.
inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("channel", sa.String(32), primary_key=True),
    sa.Column("message_id", sa.String(128), primary_key=True),
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversations.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("done_at", sa.Float, nullable=False),
)

# People who asked the clinic to get in touch. What names a person is encrypted field by field.
leads = sa.Table(
    "leads",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("reference", sa.String(16), nullable=False, unique=True),
    sa.Column(
        "conversation_id",
        sa.String(64),
        sa.ForeignKey("conversations.id", ondelete="SET NULL"),
        index=True,
    ),
    sa.Column("source", sa.String(16), nullable=False),
    sa.Column("status", sa.String(16), nullable=False, default="new"),
    sa.Column("urgent", sa.Boolean, nullable=False, default=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("phone", sa.LargeBinary),
    sa.Column("email", sa.LargeBinary),
    sa.Column("reach", sa.LargeBinary, nullable=False),
    sa.Column("reason", sa.LargeBinary, nullable=False),
    sa.Column("summary", sa.LargeBinary, nullable=False),
    sa.Column("consent_version", sa.String(32), nullable=False),
    sa.Column("form_key", sa.String(64), unique=True),  # of the page's form: sent twice, kept once
    sa.Column("consent_at", sa.Float, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False, index=True),
    sa.Column("first_contact_at", sa.Float),  # when staff first got in touch
    sa.Column("assignee", sa.Integer),
    sa.Column("hold_reason", sa.Text),
    sa.Column("version", sa.Integer, nullable=False, default=0),
    # All that the staff's list sorts and narrows down by: it reads the index, and of the table only one page.
    sa.Index("leads_in_order", "status", "urgent", "created_at", "assignee"),
)

# Where a lead is sent, one row a destination, written with the lead. What is sent is read from the lead at that time.
lead_deliveries = sa.Table(
    "lead_deliveries",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("lead_id", sa.Integer, sa.ForeignKey("leads.id", ondelete="CASCADE"), nullable=False),
    sa.Column("destination", sa.String(16), nullable=False),  # webhook, email
    sa.Column("message_id", sa.String(40), nullable=False, unique=True),  # the same in all attempts
    sa.Column("state", sa.String(10), nullable=False, default="waiting"),  # waiting, delivered, dead (given up)
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("next_at", sa.Float, nullable=False),  # when it is tried next, where it is waiting
    sa.Column("delivered_at", sa.Float),
    sa.Column("problem", sa.String(200)),  # why the last attempt failed: codes and own words
    sa.Column("created_at", sa.Float, nullable=False),
    sa.UniqueConstraint("lead_id", "destination"),
    sa.Index("lead_deliveries_due", "state", "destination", "next_at"),
    sqlite_autoincrement=True,
)

# Facts about the database itself, such as whether the secret key is the one it was written with.
meta = sa.Table(
    "meta",
    metadata,
    sa.Column("name", sa.String(32), primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
)

"""Tables of the messaging channels: who can be written to, what came in, what goes out."""

from __future__ import annotations

import sqlalchemy as sa

from backline.storage.tables import metadata

# Who can be written to on a messaging channel. There may be no conversation yet: nothing is kept as one before the
# person agreed. What names them on the platform is encrypted.
recipients = sa.Table(
    "recipients",
    metadata,
    sa.Column("conversation_id", sa.String(64), primary_key=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("address", sa.LargeBinary, nullable=False),
    sa.Column("created_at", sa.Float, nullable=False),
    sa.Column("seen_at", sa.Float, nullable=False, index=True),  # when they last wrote
    sa.Column("consent", sa.String(10), nullable=False, default="new"),  # new, asked, given, declined
    sa.Column("consent_version", sa.String(32)),
    sa.Column("consent_at", sa.Float),
    sa.Column("stopped_at", sa.Float),  # they do not want to be written to
    sa.Column("gone_at", sa.Float),  # the platform says that they can't be written to
    sa.Column("asked_to_delete_at", sa.Float),
)

# What platforms handed over, in order; on disk before it is acknowledged. The platform's id is a keyed hash, because
# some of these ids hold a phone number. Done rows lose their text and stay a while: what comes again is known again.
arrivals = sa.Table(
    "arrivals",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("message_id", sa.String(32), nullable=False),
    sa.Column("conversation_id", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary),  # encrypted; NULL once it is done
    sa.Column("received_at", sa.Float, nullable=False),
    sa.Column("state", sa.String(10), nullable=False, default="waiting"),  # waiting, held (no consent yet), done, dead
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("retry_at", sa.Float, nullable=False, default=0.0),
    sa.Column("done_at", sa.Float),
    sa.UniqueConstraint("channel", "message_id"),
    sa.Index("arrivals_waiting", "state", "conversation_id", "id"),
    sa.Index("arrivals_of_conversation", "conversation_id"),
    sqlite_autoincrement=True,
)

# What is to be sent, one row a call to a platform, in each conversation in order of urgency and id. Sent rows lose
# their text and stay a while, so that a receipt that comes late finds them.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(40), nullable=False, unique=True),  # what a platform returns in receipts
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("conversation_id", sa.String(64), nullable=False),
    sa.Column("call", sa.LargeBinary),  # encrypted; NULL once it is sent, or is not wanted any more
    sa.Column("urgent", sa.Boolean, nullable=False, default=False),
    sa.Column("created_at", sa.Float, nullable=False),
    # waiting; sending (a process that ended meanwhile can't tell whether it arrived); sent; dead (given up)
    sa.Column("state", sa.String(10), nullable=False, default="waiting"),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("retry_at", sa.Float, nullable=False, default=0.0),
    sa.Column("sent_at", sa.Float),
    sa.Column("platform_id", sa.String(32)),  # keyed hash
    sa.Column("problem", sa.String(200)),
    sa.Index("outbox_waiting", "state", "channel", "conversation_id", "urgent", "id"),
    sa.Index("outbox_of_conversation", "conversation_id"),
    sa.Index("outbox_by_platform_id", "platform_id"),
    sqlite_autoincrement=True,
)

"""Tables of the messaging channels: recipients, arrivals and the outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "recipients",
        sa.Column("conversation_id", sa.String(64), primary_key=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("address", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("seen_at", sa.Float, nullable=False, index=True),
        sa.Column("consent", sa.String(10), nullable=False, server_default="new"),
        sa.Column("consent_version", sa.String(32)),
        sa.Column("consent_at", sa.Float),
        sa.Column("stopped_at", sa.Float),
        sa.Column("gone_at", sa.Float),
        sa.Column("asked_to_delete_at", sa.Float),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("message_id", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("received_at", sa.Float, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, server_default="waiting"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("retry_at", sa.Float, nullable=False, server_default="0"),
        sa.Column("done_at", sa.Float),
        sa.UniqueConstraint("channel", "message_id"),
        sa.Index("arrivals_waiting", "state", "conversation_id", "id"),
        sa.Index("arrivals_of_conversation", "conversation_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(40), nullable=False, unique=True),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("call", sa.LargeBinary),
        sa.Column("urgent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("state", sa.String(10), nullable=False, server_default="waiting"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("retry_at", sa.Float, nullable=False, server_default="0"),
        sa.Column("sent_at", sa.Float),
        sa.Column("platform_id", sa.String(32)),
        sa.Column("problem", sa.String(200)),
        sa.Index("outbox_waiting", "state", "channel", "conversation_id", "urgent", "id"),
        sa.Index("outbox_of_conversation", "conversation_id"),
        sa.Index("outbox_by_platform_id", "platform_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("outbox", "arrivals", "recipients"):
        op.drop_table(name)

"""Make what the queue of messages that were not understood needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it, and an index of the turns that the queue is made of."""
    op.create_table(
        "dismissed_messages",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="SET NULL")),
        sa.Column("at", sa.Float, nullable=False),
    )
    unsure = sa.text("confidence IS NOT NULL AND (fallback OR confidence < 0.9)")
    op.create_index("turns_unsure", "turns", ["at"], sqlite_where=unsure, postgresql_where=unsure)


def downgrade() -> None:
    """Drop both."""
    op.drop_index("turns_unsure", "turns")
    op.drop_table("dismissed_messages")

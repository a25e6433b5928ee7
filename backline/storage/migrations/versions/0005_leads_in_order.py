"""Make the index that the list of leads is read from."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_index("leads_in_order", "leads", ["status", "urgent", "created_at", "assignee"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("leads_in_order", "leads")

"""Make the table of recovery codes, and find what one member of staff did by an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_index("audit_by_staff", "audit", ["staff_name", "id"])
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("staff_id", sa.Integer, sa.ForeignKey("staff.id", ondelete="CASCADE"), nullable=False, index=True),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_index("audit_by_staff", "audit")
    op.drop_table("recovery_codes")

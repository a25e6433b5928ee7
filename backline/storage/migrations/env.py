"""Alembic's entry point; ``backline.storage.database`` hands over the connection."""

from __future__ import annotations

from alembic import context

from backline.storage import review_tables, staff_tables  # noqa: F401  (metadata is complete with them)
from backline.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

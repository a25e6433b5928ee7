"""Where a conversation stands, as far as it matters before its next turn."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.tables import conversations


@dataclass(frozen=True)
class State:
    """``red_flag_tier`` as it stands: emergency, urgent, resolved or None; ``in_form``: a form asks its questions."""

    red_flag_tier: str | None = None
    in_form: bool = False


async def load_state(connection: AsyncConnection, conversation_id: str) -> State:
    """The state of a conversation; that of an empty one where it does not exist."""
    own = conversations.c
    query = sa.select(own.red_flag_tier, own.left_form).where(own.id == conversation_id)
    row = (await connection.execute(query)).first()
    return State() if row is None else State(row.red_flag_tier, row.left_form is not None)

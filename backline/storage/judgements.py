"""What staff make of a conversation: status, assignee, tags, notes, answers called wrong, saved views."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.database import insert_new
from backline.storage.review_tables import marks, notes, saved_views, wrong_answers
from backline.storage.tables import conversations, messages
from backline.storage.turn_facts import ATTENTION

STATUSES = ("new", "in_review", "done")


async def change_conversation(connection: AsyncConnection, conversation_id: str, version: int, **changes: Any) -> bool:
    """Change ``status`` or ``assignee``, unless somebody changed them since ``version``; whether it was done.

    Who finishes a conversation has seen its warning sign; who takes that back has not.
    """
    own = conversations.c
    status = changes.get("status")
    if status == "done":
        changes["attention"] = 0
    elif status is not None:
        tiers = [(own.worst_tier == tier, rank) for tier, rank in ATTENTION.items() if tier]
        changes["attention"] = sa.case(*tiers, else_=0)
    done = await connection.execute(
        conversations.update()
        .where(own.id == conversation_id, own.version == version)
        .values(version=own.version + 1, **changes)
    )
    return bool(done.rowcount)


async def add_tag(connection: AsyncConnection, conversation_id: str, tag: str) -> None:
    """Add a tag; one that is there already stays."""
    await insert_new(connection, marks, [{"kind": "tag", "value": tag, "conversation_id": conversation_id}])


async def remove_tag(connection: AsyncConnection, conversation_id: str, tag: str) -> None:
    """Take a tag away."""
    own = marks.c
    await connection.execute(
        marks.delete().where(own.kind == "tag", own.value == tag, own.conversation_id == conversation_id)
    )


async def known_marks(connection: AsyncConnection, kind: str, most: int = 200) -> list[str]:
    """The values of that kind in use, such as all tags."""
    # One step of the index a value: to go through all rows would take as long as there are rows.
    own = marks.c
    first = sa.select(sa.func.min(own.value).label("value")).where(own.kind == kind)
    steps = first.cte("steps", recursive=True)
    following = sa.select(sa.func.min(own.value)).where(own.kind == kind, own.value > steps.c.value).scalar_subquery()
    steps = steps.union_all(sa.select(following).where(steps.c.value.isnot(None)))
    query = sa.select(steps.c.value).where(steps.c.value.isnot(None)).limit(most)
    return list((await connection.execute(query)).scalars())


async def add_note(connection: AsyncConnection, conversation_id: str, staff_id: int, text: str) -> None:
    """Add a note; ``text`` must be redacted."""
    await connection.execute(
        notes.insert().values(conversation_id=conversation_id, staff_id=staff_id, at=time.time(), text=text)
    )


async def call_wrong(
    connection: AsyncConnection, conversation_id: str, message_id: int, staff_id: int, reason: str
) -> bool:
    """Call an answer wrong (``reason`` redacted), or change why; whether there is such an answer."""
    said = messages.c
    query = sa.select(said.id).where(
        said.id == message_id, said.conversation_id == conversation_id, said.sender == "bot"
    )
    if (await connection.execute(query)).scalar() is None:
        return False
    await take_back_wrong(connection, conversation_id, message_id)
    await connection.execute(
        wrong_answers.insert().values(
            message_id=message_id,
            conversation_id=conversation_id,
            staff_id=staff_id,
            at=time.time(),
            reason=reason,
        )
    )
    return True


async def take_back_wrong(connection: AsyncConnection, conversation_id: str, message_id: int) -> None:
    """The answer was right after all."""
    own = wrong_answers.c
    await connection.execute(
        wrong_answers.delete().where(own.message_id == message_id, own.conversation_id == conversation_id)
    )


async def views_of(connection: AsyncConnection, staff_id: int) -> list[dict[str, Any]]:
    """The saved views of a member of staff, by name."""
    query = sa.select(saved_views).where(saved_views.c.staff_id == staff_id).order_by(saved_views.c.name)
    return [dict(row) for row in (await connection.execute(query)).mappings()]


async def save_view(connection: AsyncConnection, staff_id: int, name: str, query: str) -> None:
    """Save a view under a name; one of that name is replaced."""
    own = saved_views.c
    await connection.execute(saved_views.delete().where(own.staff_id == staff_id, own.name == name))
    await connection.execute(saved_views.insert().values(staff_id=staff_id, name=name, query=query))


async def delete_view(connection: AsyncConnection, staff_id: int, view_id: int) -> None:
    """Delete one's own view."""
    own = saved_views.c
    await connection.execute(saved_views.delete().where(own.staff_id == staff_id, own.id == view_id))

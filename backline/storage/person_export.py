"""Everything that is kept of one person, in one JSON document for them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from backline.storage.channel_tables import arrivals, recipients
from backline.storage.database import Database
from backline.storage.persons import Person
from backline.storage.review_tables import feedback
from backline.storage.tables import conversations, leads, messages

_BATCH = 500
_FIELDS = ("name", "phone", "email", "reach", "reason", "summary")
_ABOUT = (
    "Everything that the clinic's chat keeps of one person: what they wrote and were answered, their contact requests "
    "and their feedback. Notes that staff made for themselves are not in it. Times are in UTC."
)


async def export_person(database: Database, person: Person) -> AsyncIterator[str]:
    """The document in pieces, each a few hundred messages at most; together they are one JSON object."""
    yield "{" + f'"about": {_json(_ABOUT)}, "made_at": {_json(_moment(datetime.now(UTC).timestamp()))}, "requests": '
    yield _json(await _requests(database, person)) + ', "conversations": ['
    for index, conversation_id in enumerate(person.conversations):
        head = await _conversation(database, conversation_id)
        yield ("," if index else "") + _json(head)[:-1] + ', "messages": ['
        first = True
        async for batch in _messages(database, conversation_id):
            yield ("" if first else ",") + ",".join(_json(message) for message in batch)
            first = False
        yield "]}"
    yield "]}\n"


async def _requests(database: Database, person: Person) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        query = sa.select(leads).where(leads.c.id.in_(person.lead_ids)).order_by(leads.c.id)
        rows = (await connection.execute(query)).mappings().all()
    return [
        {
            "reference": row["reference"],
            "made_at": _moment(row["created_at"]),
            "state": row["status"],
            "urgent": row["urgent"],
            "consent": {"version": row["consent_version"], "given_at": _moment(row["consent_at"])},
            "conversation": row["conversation_id"],
            **{name: row[name] and database.cipher.decrypt(row[name], f"lead.{name}") for name in _FIELDS},
        }
        for row in rows
    ]


async def _conversation(database: Database, conversation_id: str) -> dict[str, Any]:
    own = conversations.c
    async with database.reading() as connection:
        query = sa.select(own.channel, own.created_at, own.updated_at).where(own.id == conversation_id)
        row = (await connection.execute(query)).first()
        said = feedback.c
        by_message = sa.select(said.message_id, said.at, said.value, said.comment)
        opinions = (await connection.execute(by_message.where(said.conversation_id == conversation_id))).all()
    head: dict[str, Any] = {"id": conversation_id}
    if row is not None:
        head |= {"channel": row.channel, "from": _moment(row.created_at), "until": _moment(row.updated_at)}
    head["feedback"] = [
        {"message": o.message_id, "at": _moment(o.at), "helpful": o.value > 0, "comment": o.comment} for o in opinions
    ]
    app = await _messaging_app(database, conversation_id)
    return head | {"messaging_app": app} if app else head


async def _messaging_app(database: Database, conversation_id: str) -> dict[str, Any]:
    """Where the person is written to, what they agreed to, and what they wrote that has not been answered."""
    own, came = recipients.c, arrivals.c
    waiting = sa.select(came.received_at, came.content).where(came.conversation_id == conversation_id)
    async with database.reading() as connection:
        query = sa.select(recipients).where(own.conversation_id == conversation_id)
        row = (await connection.execute(query)).mappings().first()
        unanswered = (await connection.execute(waiting.where(came.content.is_not(None)).order_by(came.id))).all()
    found: dict[str, Any] = {}
    if row is not None:
        address = json.loads(database.cipher.decrypt(row["address"], f"recipient:{conversation_id}"))
        times = ("consent_at", "stopped_at", "gone_at", "asked_to_delete_at")
        found = {"channel": row["channel"], "address": address, "first_seen_at": _moment(row["created_at"])}
        found |= {"consent": row["consent"], "consent_version": row["consent_version"]}
        found |= {name: row[name] and _moment(row[name]) for name in times}
    if unanswered:
        updates = [
            (each.received_at, json.loads(database.cipher.decrypt(each.content, f"arrival:{conversation_id}")))
            for each in unanswered
        ]
        found["unanswered"] = [{"at": _moment(at), "text": update["text"]} for at, update in updates]
    return found


async def _messages(database: Database, conversation_id: str) -> AsyncIterator[list[dict[str, Any]]]:
    own = messages.c
    last = 0
    while True:
        query = sa.select(own.id, own.sender, own.payload, own.created_at)
        query = query.where(own.conversation_id == conversation_id, own.id > last).order_by(own.id).limit(_BATCH)
        async with database.reading() as connection:
            rows = (await connection.execute(query)).all()
        if rows:
            last = rows[-1].id
            yield [_message(database, conversation_id, row) for row in rows]
        if len(rows) < _BATCH:
            return


def _message(database: Database, conversation_id: str, row: Any) -> dict[str, Any]:
    payload = json.loads(database.cipher.decrypt(row.payload, f"message:{conversation_id}"))
    message = {
        "id": row.id,
        "at": _moment(row.created_at),
        "from": "you" if row.sender == "user" else "assistant",
        "text": payload["text"],
    }
    if payload.get("buttons"):
        message["buttons"] = [button["title"] for button in payload["buttons"]]
    return message | {name: payload[name] for name in ("cards", "sources") if payload.get(name)}


def _moment(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

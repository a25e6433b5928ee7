"""The command ``backline outbox``: what has not been sent yet, why, and sending it again. It shows nothing personal."""

from __future__ import annotations

import argparse
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.settings import Settings
from backline.storage import lead_deliveries
from backline.storage.audit import Actor, add_entry
from backline.storage.database import Database
from backline.storage.lead_deliveries import Delivery
from backline.storage.outbox_list import CallRow, find_call, try_calls_again, unsent_calls

_OPERATOR = Actor(None, "command line")
_COLUMNS = ("ID", "WHAT", "OF", "TO", "STATE", "ATTEMPTS", "NEXT TRY (UTC)", "WHY")


class OutboxError(RuntimeError):
    """It can't be done; the message is one sentence that says why."""


@dataclass(frozen=True)
class _Item:
    """One thing that is to be sent: a lead to a destination (``L12``), or a message on a channel (``M34``)."""

    id: str
    what: str
    of: str  # a lead's reference, or a conversation's id
    to: str
    state: str
    attempts: int
    made_at: float
    next_at: float | None
    sent_at: float | None
    why: str


async def run(settings: Settings, arguments: argparse.Namespace) -> None:
    """Do what ``backline outbox`` was asked, and print what came of it.

    Raises:
        OutboxError: it can't be done; one sentence.
        backline.storage.database.StorageError: the database can't be used; one sentence.
    """
    database = await Database.open(settings)
    try:
        await _COMMANDS[arguments.outbox_command](settings, database, arguments)
    finally:
        await database.close()


async def _list(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    async with database.reading() as connection:
        items = [_of_lead(each) for each in await lead_deliveries.undelivered(connection)]
        items += [_of_call(each) for each in await unsent_calls(connection)]
    if not items:
        print("Nothing waits: all leads and messages have been sent.")
        return
    rows = [
        (item.id, item.what, item.of, item.to, item.state, str(item.attempts), _moment(item.next_at), item.why)
        for item in items
    ]
    for line in _table([_COLUMNS, *rows]):
        print(line)


async def _show(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    kind, number = _read_id(arguments.id)
    async with database.reading() as connection:
        item = await _find(connection, kind, number)
    facts = {
        "id": item.id,
        "what": item.what,
        "of": item.of,
        "to": item.to,
        "state": item.state,
        "made": _moment(item.made_at),
        "attempts": str(item.attempts),
        "next try": _moment(item.next_at),
        "sent": _moment(item.sent_at),
        "why": item.why,
    }
    for name, value in facts.items():
        if value:
            print(f"{name + ':':10}{value}{' UTC' if name in ('made', 'next try', 'sent') else ''}")


async def _retry(settings: Settings, database: Database, arguments: argparse.Namespace) -> None:
    if bool(arguments.id) == arguments.all_dead:
        raise OutboxError("Give an id such as L12 or M34, or --all-dead.")
    destinations = settings.clinic.lead_delivery.destinations
    async with database.transaction() as connection:
        if arguments.id:
            count = await _retry_one(connection, *_read_id(arguments.id), destinations)
        else:
            count = await lead_deliveries.send_again(connection, time.time(), destinations)
            count += await try_calls_again(connection)
        if count:
            named = arguments.id.upper() if arguments.id else "all dead"
            await add_entry(connection, database.cipher, _OPERATOR, "outbox.retried", named, count=count)
    if not count:
        print("Nothing was tried again: nothing that can still be sent has been given up.")
        return
    due = "1 is due now" if count == 1 else f"{count} are due now"
    print(f"{due}: a running server tries within a few seconds, any other when it starts.")


async def _retry_one(connection: AsyncConnection, kind: str, number: int, destinations: Collection[str]) -> int:
    item = await _find(connection, kind, number)
    if item.state in ("sent", "delivered"):
        raise OutboxError(f"{item.id} was sent at {_moment(item.sent_at)} UTC: there is nothing to try again.")
    if kind == "L":
        if item.to not in destinations:
            raise OutboxError(f"{item.id} goes by {item.to}, which clinic.yml does not name: set it up first.")
        return await lead_deliveries.send_again(connection, time.time(), destinations, id_=number)
    count = await try_calls_again(connection, number)
    if not count:
        state = "is being sent" if item.state == "sending" else "was given up and its text is deleted"
        raise OutboxError(f"{item.id} {state}: it can't be tried again.")
    return count


_COMMANDS: dict[str, Callable[[Settings, Database, argparse.Namespace], Awaitable[None]]] = {
    "list": _list,
    "show": _show,
    "retry": _retry,
}


async def _find(connection: AsyncConnection, kind: str, number: int) -> _Item:
    if kind == "L":
        delivery = await lead_deliveries.find_delivery(connection, number)
        found = None if delivery is None else _of_lead(delivery)
    else:
        call = await find_call(connection, number)
        found = None if call is None else _of_call(call)
    if found is None:
        raise OutboxError(f"There is no {kind}{number}: 'backline outbox list' shows what there is.")
    return found


def _of_call(call: CallRow) -> _Item:
    return _Item(
        id=f"M{call.id}",
        what="urgent message" if call.urgent else "message",
        of=call.conversation_id,
        to=call.channel,
        state=call.state,
        attempts=call.attempts,
        made_at=call.created_at,
        next_at=max(call.retry_at, call.created_at) if call.state == "waiting" else None,
        sent_at=call.sent_at,
        why=call.problem or "",
    )


def _of_lead(delivery: Delivery) -> _Item:
    return _Item(
        id=f"L{delivery.id}",
        what="urgent lead" if delivery.urgent else "lead",
        of=delivery.reference,
        to=delivery.destination,
        state=delivery.state,
        attempts=delivery.attempts,
        made_at=delivery.created_at,
        next_at=delivery.next_at if delivery.state == "waiting" else None,
        sent_at=delivery.delivered_at,
        why=delivery.problem or "",
    )


def _read_id(text: str) -> tuple[str, int]:
    kind, number = text[:1].upper(), text[1:]
    if kind not in ("L", "M") or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise OutboxError("An id looks like L12 or M34: 'backline outbox list' shows them.")
    return kind, int(number)


def _moment(at: float | None) -> str:
    return "" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"


def _table(rows: list[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

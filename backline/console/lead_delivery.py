"""What became of sending a lead to the clinic, in plain words, and the button that sends it again."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from aiohttp import web

from backline.console.guard import actor_of
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.lead_deliveries import Delivery, find_lead_id, send_again
from backline.web.keys import database_key, lead_dispatcher_key, settings_key

_NAMES = {"webhook": "Webhook", "email": "E-mail"}
_BADGES = {"delivered": "good", "dead": "emergency", "waiting": ""}
routes = web.RouteTableDef()


@dataclass(frozen=True)
class DeliveryLine:
    """One way that a lead was or is sent.

    Attributes:
        name: of the destination, for people.
        state: "delivered", "on its way", "trying again" or "failed".
        badge: the badge's style.
        at: when it arrived, or is tried next (seconds since 1970); None where neither is so.
        attempts: how many were made.
        problem: why the last attempt failed; empty where none did.
    """

    name: str
    state: str
    badge: str
    at: float | None
    attempts: int
    problem: str


def lines_of(deliveries: Sequence[Delivery]) -> list[DeliveryLine]:
    """What staff read about the deliveries of a lead."""
    return [
        DeliveryLine(
            name=_NAMES.get(each.destination, each.destination),
            state=_state(each),
            badge=_BADGES.get(each.state, ""),
            at=each.delivered_at if each.state == "delivered" else each.next_at if each.state == "waiting" else None,
            attempts=each.attempts,
            problem=each.problem or "",
        )
        for each in deliveries
    ]


def can_be_sent_again(deliveries: Sequence[Delivery], destinations: Collection[str]) -> bool:
    """Whether there is something that has not arrived, and whose destination (still) is set up."""
    return any(each.state != "delivered" and each.destination in destinations for each in deliveries)


@routes.post("/leads/{reference:BL-[0-9A-Z-]{1,12}}/send-again")
@needs("leads.change")
async def send(request: web.Request) -> web.Response:
    """Make everything of the lead that has not arrived due now."""
    reference, database = request.match_info["reference"], request.config_dict[database_key]
    destinations = request.config_dict[settings_key].lead_delivery.destinations
    async with database.transaction() as connection:
        lead_id = await find_lead_id(connection, reference)
        if lead_id is None:
            raise web.HTTPNotFound
        count = await send_again(connection, time.time(), destinations, lead_id=lead_id)
        if count:
            await add_entry(
                connection, database.cipher, actor_of(request), "lead.sent_again", reference, deliveries=count
            )
    request.config_dict[lead_dispatcher_key].wake()
    raise web.HTTPSeeOther(f"/staff/leads/{reference}")


def _state(delivery: Delivery) -> str:
    if delivery.state == "waiting":
        return "trying again" if delivery.problem else "on its way"
    return {"delivered": "delivered", "dead": "failed"}[delivery.state]

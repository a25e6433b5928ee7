"""What the clinic is told about a lead, whichever way it is sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from backline.storage.crypto import Cipher
from backline.storage.leads import Lead, find_lead, origin_of

MAX_BODY_BYTES = 20_000
_CUT = "(The rest is in the staff console.)"


@dataclass(frozen=True)
class LeadContent:
    """A lead as it is sent.

    Attributes:
        lead: in clear.
        created_at: seconds since 1970.
        channel: where the conversation was held, such as ``web``; None without one, or once it is deleted.
        link: its page in the staff console.
    """

    lead: Lead
    created_at: float
    channel: str | None
    link: str

    @property
    def summary(self) -> list[str]:
        """One fact each."""
        return [line.strip() for line in self.lead.summary.splitlines() if line.strip()]


async def read_content(
    connection: AsyncConnection, cipher: Cipher, reference: str, public_url: str
) -> LeadContent | None:
    """The lead with that reference; None where it was deleted."""
    lead = await find_lead(connection, cipher, reference)
    origin = await origin_of(connection, reference)
    if lead is None or origin is None:
        return None
    return LeadContent(lead, *origin, f"{public_url}/staff/leads/{reference}")


def webhook_body(content: LeadContent) -> bytes:
    """The body of the webhook, the same in every attempt; a summary that is too long is cut at a line."""
    lines = content.summary
    body = _json(content, lines)
    while len(body) > MAX_BODY_BYTES and lines:
        lines = lines[:-1]
        body = _json(content, [*lines, _CUT])
    return body


def moment(at: float) -> str:
    """Seconds since 1970 as ``2026-11-28T14:05:00Z``."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json(content: LeadContent, summary: list[str]) -> bytes:
    lead = content.lead
    data: dict[str, Any] = {
        "reference": lead.reference,
        "urgent": bool(lead.urgent),
        "source": lead.source,
        "channel": content.channel,
        "name": lead.name,
        "phone": lead.phone,
        "email": lead.email,
        "reach": lead.reach,
        "reason": lead.reason,
        "summary": summary,
        "consent_version": lead.consent_version,
        "consent_at": moment(lead.consent_at),
        "created_at": moment(content.created_at),
        "link": content.link,
    }
    event = {"type": "lead.created", "timestamp": moment(content.created_at), "data": data}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()

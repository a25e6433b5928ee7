"""/metrics: what a monitoring system reads, from this machine or with a token."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import platform
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator

import structlog
from aiohttp import hdrs, web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy.ext.asyncio import AsyncConnection

from backline import __version__
from backline.assistant.turn import Assistant, Incoming, TurnResult
from backline.channels.labels import LABELS
from backline.metrics import OTHER, REGISTRY, count_failed_turn, count_turn
from backline.settings import Settings
from backline.storage.lead_deliveries import delivery_counts, oldest_waiting_seconds, unreceived_leads
from backline.storage.queue_depths import (
    Depth,
    arrival_depths,
    emergencies_given_up,
    emergencies_waiting,
    outbox_depths,
)
from backline.web.keys import assistant_key, database_key, settings_key

log = structlog.get_logger(__name__)

# Less than the ten seconds after which Prometheus gives up.
_PATIENCE_SECONDS = 3.0
# Whoever has one of these went through a proxy, and may be anybody, although the proxy is on this machine.
_PROXIED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via")

routes = web.RouteTableDef()


def listen(assistant: Assistant) -> None:
    """Count the turns of ``assistant`` from now on."""
    assistant.listeners.append(_count)
    assistant.failure_listeners.append(_count_failed)


@routes.get("/metrics", name="metrics")
async def metrics(request: web.Request) -> web.Response:
    """Everything that is counted, and how the queues stand.

    Whoever may not read it gets 404, as for any address that is not there: outsiders learn nothing from it.
    """
    if not may_read(request):
        raise web.HTTPNotFound
    families = [*_process(request.app[assistant_key]), *await _database(request)]
    response = web.Response(body=generate_latest(_Both(families)))
    response.headers[hdrs.CONTENT_TYPE] = CONTENT_TYPE_LATEST
    return response


def may_read(request: web.Request) -> bool:
    """Whether the request comes straight from this machine, or has the token."""
    token = request.app[settings_key].metrics_token
    scheme, _, given = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if token and scheme.casefold() == "bearer":
        return hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode())
    return _is_from_here(request)


def _is_from_here(request: web.Request) -> bool:
    if any(name in request.headers for name in _PROXIED) or request.transport is None:
        return False
    peer = request.transport.get_extra_info("peername")
    try:
        address = ipaddress.ip_address(peer[0])
    except (TypeError, IndexError, ValueError):
        return False  # a socket of another kind says nothing about who is behind it
    return (getattr(address, "ipv4_mapped", None) or address).is_loopback


def _count(result: TurnResult) -> None:
    if result.facts is not None:
        count_turn(result.channel, result.seconds, result.facts, result.leads)


def _count_failed(incoming: Incoming) -> None:
    count_failed_turn(incoming.channel)


class _Both(CollectorRegistry):
    """The process's counters, and what was read for this request."""

    def __init__(self, families: Iterable[Metric]) -> None:
        super().__init__()
        self._families = tuple(families)

    def collect(self) -> Iterator[Metric]:
        yield from REGISTRY.collect()
        yield from self._families


def _process(assistant: Assistant) -> Iterator[Metric]:
    yield _gauge("backline_model_ready", "1 where a trained model is loaded.", float(assistant.ready))
    info = GaugeMetricFamily("backline_build_info", "Always 1; the labels say what runs.", labels=["version", "python"])
    info.add_metric([__version__, platform.python_version()], 1.0)
    yield info


async def _database(request: web.Request) -> list[Metric]:
    """How the queues stand; only that the database is down where it does not say so in time."""

    async def read() -> list[Metric]:
        async with request.app[database_key].reading() as connection:
            now = time.time()
            return [family for reader in READERS for family in await reader(connection, request.app[settings_key], now)]

    families: list[Metric] = []
    try:
        families = await asyncio.wait_for(read(), _PATIENCE_SECONDS)
        up = 1.0
    except Exception:
        log.exception("metrics without the database")
        up = 0.0
    text = "1 where the database answered in time; where it did not, the queues are left out."
    return [_gauge("backline_database_up", text, up), *families]


async def _outbox(connection: AsyncConnection, settings: Settings, now: float) -> list[Metric]:
    depths = await outbox_depths(connection)
    count, oldest = await emergencies_waiting(connection)
    return [
        _depth("backline_outbox_messages", "Messages to people, by what became of them so far.", depths),
        _age("backline_outbox_oldest_seconds", "How long the oldest message waits to be sent.", depths, now),
        _gauge("backline_outbox_emergencies", "Messages about an emergency that are not sent yet.", count),
        _gauge(
            "backline_outbox_emergency_oldest_seconds",
            "How long the oldest message about an emergency waits to be sent; 0 where none does.",
            max(0.0, now - oldest) if oldest is not None else 0.0,
        ),
        _gauge(
            "backline_outbox_emergencies_given_up",
            "Messages about an emergency that did not arrive, in the last two weeks.",
            await emergencies_given_up(connection),
        ),
    ]


async def _arrivals(connection: AsyncConnection, settings: Settings, now: float) -> list[Metric]:
    depths = await arrival_depths(connection)
    return [
        _depth("backline_arrivals", "Updates that came in and are not handled: waiting, held or dead.", depths),
        _age("backline_arrivals_oldest_seconds", "How long the oldest update waits to be handled.", depths, now),
    ]


async def _leads(connection: AsyncConnection, settings: Settings, now: float) -> list[Metric]:
    deliveries = GaugeMetricFamily(
        "backline_lead_deliveries", "Contact requests to the clinic, by how.", labels=["destination", "state"]
    )
    for (destination, state), count in sorted((await delivery_counts(connection)).items()):
        deliveries.add_metric([destination, state], count)
    oldest = await oldest_waiting_seconds(connection, now)
    unreceived = await unreceived_leads(connection, settings.clinic.promise, now)
    return [
        deliveries,
        _gauge(
            "backline_lead_delivery_oldest_seconds",
            "How long the oldest contact request waits to be sent; 0 where none does.",
            oldest or 0.0,
        ),
        _gauge(
            "backline_unreceived_leads",
            "Contact requests that nobody at the clinic received in the promised time.",
            unreceived,
        ),
    ]


Reader = Callable[[AsyncConnection, Settings, float], Awaitable[list[Metric]]]
READERS: tuple[Reader, ...] = (_outbox, _arrivals, _leads)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _depth(name: str, text: str, depths: Iterable[Depth]) -> Metric:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for depth in depths:
        counts[_known(depth.channel), depth.state] += depth.count
    family = GaugeMetricFamily(name, text, labels=["channel", "state"])
    for (channel, state), count in sorted(counts.items()):
        family.add_metric([channel, state], count)
    return family


def _age(name: str, text: str, depths: Iterable[Depth], now: float) -> Metric:
    """The age of the oldest entry that something is still to happen with; what was given up does not wait."""
    oldest: dict[str, float] = {}
    for depth in depths:
        if depth.state in ("waiting", "sending"):
            channel = _known(depth.channel)
            oldest[channel] = min(depth.oldest, oldest.get(channel, depth.oldest))
    family = GaugeMetricFamily(name, text, labels=["channel"])
    for channel, since in sorted(oldest.items()):
        family.add_metric([channel], max(0.0, now - since))
    return family


def _known(channel: str) -> str:
    return channel if channel in LABELS else OTHER

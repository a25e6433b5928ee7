"""Counters of what the process does. No label ever says who: their values come from fixed sets."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

from backline.channels.labels import LABELS, MESSAGING
from backline.storage.turn_facts import TurnFacts

disable_created_metrics()  # type: ignore[no-untyped-call]  # process_start_time_seconds says it once for all
REGISTRY = CollectorRegistry()
OTHER = "other"

UPDATE_OUTCOMES = ("accepted", "duplicate", "refused")
DELIVERY_OUTCOMES = ("sent", "retried", "dead")
LEAD_SOURCES = ("chat", "page")
TIERS = ("emergency", "urgent")

_turns = Counter("backline_turns", "Turns that were handled and saved.", ["channel"], registry=REGISTRY)
_seconds = Histogram(
    "backline_turn_seconds",
    "How long a turn took, from the message at hand until the answer was on disk.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
_failed = Counter("backline_turns_failed", "Turns of which nothing could be saved.", ["channel"], registry=REGISTRY)
_red_flags = Counter("backline_red_flags", "Turns that named a warning sign.", ["tier"], registry=REGISTRY)
_fallbacks = Counter("backline_fallbacks", "Turns that were not understood.", registry=REGISTRY)
_leads = Counter("backline_leads", "Contact requests that were saved.", ["source"], registry=REGISTRY)
_updates = Counter(
    "backline_updates", "Updates that messaging platforms handed over.", ["channel", "outcome"], registry=REGISTRY
)
_deliveries = Counter(
    "backline_deliveries", "Attempts to send to a messaging platform.", ["channel", "outcome"], registry=REGISTRY
)
ProcessCollector(namespace="backline", registry=REGISTRY)
# What was never counted is there as 0: an alarm about its increase would miss the first time otherwise.
for _tier in TIERS:
    _red_flags.labels(_tier)
for _source in LEAD_SOURCES:
    _leads.labels(_source)
for _channel in (*LABELS, OTHER):
    _turns.labels(_channel)
    _failed.labels(_channel)
for _channel in (*sorted(MESSAGING), OTHER):
    for _outcome in UPDATE_OUTCOMES:
        _updates.labels(_channel, _outcome)
    for _outcome in DELIVERY_OUTCOMES:
        _deliveries.labels(_channel, _outcome)


def count_turn(channel: str, seconds: float, facts: TurnFacts, leads: int = 0) -> None:
    """Count a turn that was saved.

    Args:
        channel: its channel's name.
        seconds: how long it took.
        facts: what was made of it.
        leads: how many contact requests it left.
    """
    _turns.labels(_known(channel)).inc()
    _seconds.observe(seconds)
    if facts.tier in TIERS:
        _red_flags.labels(facts.tier).inc()
    if facts.fallback:
        _fallbacks.inc()
    if leads:
        _leads.labels("chat").inc(leads)


def count_failed_turn(channel: str) -> None:
    """Count a turn of which nothing could be saved."""
    _failed.labels(_known(channel)).inc()


def count_page_lead() -> None:
    """Count a contact request from the contact page."""
    _leads.labels("page").inc()


def count_update(channel: str, outcome: str, updates: int = 1) -> None:
    """Count what a platform handed over; ``outcome`` is one of :data:`UPDATE_OUTCOMES`."""
    _updates.labels(_known(channel), _one_of(UPDATE_OUTCOMES, outcome)).inc(updates)


def count_delivery(channel: str, outcome: str) -> None:
    """Count an attempt to send; ``outcome`` is one of :data:`DELIVERY_OUTCOMES`."""
    _deliveries.labels(_known(channel), _one_of(DELIVERY_OUTCOMES, outcome)).inc()


def _known(channel: str) -> str:
    return channel if channel in LABELS else OTHER


def _one_of(known: tuple[str, ...], outcome: str) -> str:
    if outcome not in known:
        raise ValueError(f"There is no outcome '{outcome}': use one of {', '.join(known)}.")
    return outcome

"""From daily counts to what the figures page shows: headlines with a plot each, and tables of what they are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from backline.console.pages import words
from backline.console.plots import bar_plot, line_plot
from backline.storage.figures import Counts, Key, Span

TOP = 10
_LIST = "/staff/conversations"
_NOTHING = "\N{EN DASH}"
LEAD_STATES = ("new", "called", "booked", "closed", "lost")
# What the headlines are made of, and what the tables are.
HEADLINE_NAMES = (
    *("conversations", "messages", "turns", "fallbacks", "tier", "handed_over", "contained", "feedback"),
    "milliseconds",
)
TABLE_NAMES = ("lead", "topic", "intent", "exercise", "left_at")

_COUNTS: tuple[tuple[str, str, Key, dict[str, str]], ...] = (
    ("conversations", "Conversations", Key("conversations"), {}),
    ("messages", "Messages", Key("messages"), {}),
    ("emergency", "Emergencies", Key("tier", "emergency"), {"red_flag": "emergency"}),
    ("urgent", "Urgent warning signs", Key("tier", "urgent"), {"red_flag": "urgent"}),
    ("handed_over", "Handed over", Key("handed_over"), {"handed_over": "yes"}),
    ("thumbs_up", "Thumbs up", Key("feedback", "up"), {"feedback": "up"}),
    ("thumbs_down", "Thumbs down", Key("feedback", "down"), {"feedback": "down"}),
)
_SHARES = (
    ("contained", "Contained", Key("contained"), Key("conversations"), {"contained": "yes"}),
    ("not_understood", "Not understood", Key("fallbacks"), Key("turns"), {"fallback": "yes"}),
)
_PERCENTILES = (("latency_p50", "Answer time, median", 50), ("latency_p95", "Answer time, 95th percentile", 95))


@dataclass(frozen=True)
class Cell:
    """A value of one day: the number (None where there is nothing to divide by), as shown, and its conversations."""

    value: float | None
    shown: str
    link: str


@dataclass(frozen=True)
class Headline:
    """A figure over the whole span and day by day.

    Attributes:
        key: its name in addresses and CSV files.
        total: for the whole span.
        made_of: what a share is a share of, in words; empty for others.
        days: one for each day of the span.
    """

    key: str
    title: str
    total: Cell
    made_of: str
    days: tuple[Cell, ...]
    plot: Markup


@dataclass(frozen=True)
class Row:
    """A line of a table: how many conversations, and how wide its bar is (0 to 100)."""

    value: str
    label: str
    count: int
    link: str
    width: float
    days: tuple[int, ...]
    plot: Markup | None


@dataclass(frozen=True)
class Table:
    """What some of the conversations are made of; ``key`` names its CSV file."""

    key: str
    title: str
    head: str
    rows: tuple[Row, ...]


def headlines(span: Span, counts: Counts) -> list[Headline]:
    """The figures at the top of the page, from counts under ``HEADLINE_NAMES``."""
    found = [_count(span, counts, *each) for each in _COUNTS]
    found[2:2] = [_share(span, counts, *each) for each in _SHARES]
    histograms = _histograms(span, counts)
    return found + [_percentile(span, histograms, *each) for each in _PERCENTILES]


def tables(
    span: Span, totals: Mapping[Key, int], by_day: Counts, questions: Mapping[str, Sequence[str]]
) -> list[Table]:
    """The tables.

    Args:
        span: the days.
        totals: counts under ``TABLE_NAMES`` for all days together, the most frequent first.
        by_day: the same for each day; rows without them get no plot.
        questions: form -> its questions in the order in which they are asked.
    """
    by_name = {name: {key.value: count for key, count in totals.items() if key.name == name} for name in TABLE_NAMES}
    leads = {state: by_name["lead"][state] for state in LEAD_STATES if state in by_name["lead"]}
    made = [
        _table(span, "leads", "Contact requests", "State", "lead", "lead", leads, by_day),
        _table(span, "topics", "Topics", "Topic", "topic", "topic", by_name["topic"], by_day),
        _table(span, "intents", "Intents", "Intent", "intent", "intent", by_name["intent"], by_day),
        _table(span, "exercises", "Exercises chosen", "Exercise", "exercise", "exercise", by_name["exercise"], by_day),
    ]
    for form, asked in questions.items():
        order = {f"{form}:{question}": place for place, question in enumerate(asked)}
        own = {value: count for value, count in by_name["left_at"].items() if value.partition(":")[0] == form}
        left = dict(sorted(own.items(), key=lambda item: order.get(item[0], len(order))))
        title = f"Left in the {words(form)}"
        made.append(_table(span, form, title, "Question not answered", "left_at", "form", left, by_day))
    return made


def conversations_link(first: date, last: date, channel: str | None, filters: Mapping[str, str]) -> str:
    """The address of the list of the conversations that began on these days, with ``filters``."""
    query = {"from": first.isoformat(), "to": last.isoformat()}
    if channel is not None:
        query["channel"] = channel
    return f"{_LIST}?" + urlencode({**query, **filters})


def percentile(histogram: Mapping[int, int], percent: int) -> int | None:
    """The smallest value that at least ``percent`` % do not exceed, of value -> how often; None where there is none."""
    rank = -(-sum(histogram.values()) * percent // 100)
    for value, count in sorted(histogram.items()):
        rank -= count
        if rank <= 0 and count:
            return value
    return None


def _cells(
    span: Span, filters: Mapping[str, str], values: Sequence[float | None], shown: Sequence[str]
) -> tuple[Cell, ...]:
    # The rest of the address is the same for every day, and there are hundreds of cells on a page.
    rest = urlencode({"channel": span.channel, **filters} if span.channel is not None else filters)
    return tuple(
        Cell(value, text, f"{_LIST}?from={day}&to={day}&{rest}" if rest else f"{_LIST}?from={day}&to={day}")
        for day, value, text in zip(map(date.isoformat, span.days), values, shown, strict=True)
    )


def _count(span: Span, counts: Counts, key: str, title: str, what: Key, filters: Mapping[str, str]) -> Headline:
    own = counts.get(what, {})
    values = [own.get(day, 0) for day in span.days]
    cells = _cells(span, filters, values, [_count_shown(value) for value in values])
    total = sum(values)
    whole = Cell(total, _count_shown(total), conversations_link(span.first, span.last, span.channel, filters))
    plot = bar_plot(values, plot_id=f"plot-{key}", title=title, description=_described(span, values, _count_shown))
    return Headline(key, title, whole, "", cells, plot)


def _share(
    span: Span, counts: Counts, key: str, title: str, part: Key, whole: Key, filters: Mapping[str, str]
) -> Headline:
    parts, wholes = counts.get(part, {}), counts.get(whole, {})
    shares = [_percent(parts.get(day, 0), wholes.get(day, 0)) for day in span.days]
    cells = _cells(span, filters, shares, [_percent_shown(share) for share in shares])
    one, all_ = sum(parts.values()), sum(wholes.values())
    share = _percent(one, all_)
    total = Cell(share, _percent_shown(share), conversations_link(span.first, span.last, span.channel, filters))
    plot = line_plot(
        shares,
        plot_id=f"plot-{key}",
        title=title,
        description=_described(span, shares, _percent_shown),
        highest=_upper_edge(shares),
    )
    # A turn is a message of a person with what it was answered.
    made_of = f"{one:,} of {all_:,} {'messages of people' if whole.name == 'turns' else whole.name}"
    return Headline(key, title, total, made_of, cells, plot)


def _histograms(span: Span, counts: Counts) -> dict[date, dict[int, int]]:
    """Answer times of each day, as milliseconds -> how many."""
    histograms: dict[date, dict[int, int]] = {day: {} for day in span.days}
    for what, by_day in counts.items():
        if what.name == "milliseconds":
            milliseconds = int(what.value)
            for day, count in by_day.items():
                histograms[day][milliseconds] = count
    return histograms


def _percentile(
    span: Span, histograms: Mapping[date, Mapping[int, int]], key: str, title: str, percent: int
) -> Headline:
    whole: Counter[int] = Counter()
    for histogram in histograms.values():
        whole.update(histogram)
    values = [percentile(histograms[day], percent) for day in span.days]
    cells = _cells(span, {}, values, [_milliseconds_shown(value) for value in values])
    total = percentile(whole, percent)
    link = conversations_link(span.first, span.last, span.channel, {})
    plot = line_plot(
        values, plot_id=f"plot-{key}", title=title, description=_described(span, values, _milliseconds_shown)
    )
    return Headline(key, title, Cell(total, _milliseconds_shown(total), link), "", cells, plot)


def _table(
    span: Span, key: str, title: str, head: str, name: str, filter_: str, counts: Mapping[str, int], by_day: Counts
) -> Table:
    highest = max(counts.values(), default=1)
    everyone = conversations_link(span.first, span.last, span.channel, {})
    rows = []
    for place, (value, count) in enumerate(counts.items()):
        own = by_day.get(Key(name, value))
        days = tuple(own.get(day, 0) for day in span.days) if own else ()
        label = words(value.rpartition(":")[2])
        plot = (
            bar_plot(days, plot_id=f"plot-{key}-{place}", title=label, description=_described(span, days, _count_shown))
            if days and place < TOP
            else None
        )
        link = f"{everyone}&{filter_}={quote(value)}"
        rows.append(Row(value, label, count, link, 100 * count / highest, days, plot))
    return Table(key, title, head, tuple(rows))


def _described(span: Span, values: Sequence[float | None], show: Callable[[Any], str]) -> str:
    known = [(value, day) for value, day in zip(values, span.days, strict=True) if value]
    if not known:
        return f"Nothing from {span.first} to {span.last}."
    highest, day = max(known, key=lambda each: each[0])
    return f"By day from {span.first} to {span.last}. Highest: {show(highest)} on {day}. Last day: {show(values[-1])}."


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _count_shown(value: float) -> str:
    return f"{value:,}"


def _percent_shown(share: float | None) -> str:
    return _NOTHING if share is None else f"{share:.1f} %"


def _milliseconds_shown(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:,} ms"


def _upper_edge(shares: Sequence[float | None]) -> float:
    # A share of a few percent would be a flat line under a hundred.
    highest = max((share for share in shares if share is not None), default=0.0)
    return next(edge for edge in (10, 25, 50, 100) if highest <= edge)

"""Every figure against what plain counting over the same conversations gives."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import pytest_asyncio
import sqlalchemy as sa

import backline.storage.conversations
import backline.storage.leads
from backline.console.figures_report import HEADLINE_NAMES, TABLE_NAMES, headlines, percentile, tables
from backline.settings import Retention, Settings
from backline.storage.conversations import StoredMessage, TurnRecord, save_turn
from backline.storage.database import Database
from backline.storage.figures import Span, counts_by_day, known_channels, totals
from backline.storage.leads import Lead
from backline.storage.retention import purge
from backline.storage.review_tables import daily_counts, marks, turns
from backline.storage.tables import conversations, leads
from backline.storage.turn_facts import TurnFacts

pytestmark = pytest.mark.asyncio

DAY = 86_400.0
START = datetime(2026, 9, 1, tzinfo=UTC).timestamp()
CHANNELS = ("web", "rest", "telegram")
FORMS = {"contact_form": ("contact_name", "contact_details"), "exercise_form": ("pain_region", "pain_weeks")}
TOPICS = ("fusion", "sleep", "sciatica")
STATES = ("new", "called", "booked", "closed", "lost")


class Clinic:
    """A database to which random things happen."""

    def __init__(self, database: Database, seed: int) -> None:
        self.database, self.chance = database, random.Random(seed)
        self.ids: list[tuple[str, str]] = []
        self.now = START
        self.number = 0

    async def live(self, happenings: int) -> None:
        for _ in range(happenings):
            self.now += self.chance.expovariate(1 / (0.1 * DAY))
            await self.chance.choices((self._turn, self._lead_state, self._feedback), (8, 2, 3))[0]()

    async def _turn(self) -> None:
        chance = self.chance
        if not self.ids or chance.random() < 0.4:
            channel = chance.choice(CHANNELS)
            self.ids.append((f"{channel}-{len(self.ids)}", channel))
        conversation_id, channel = chance.choice(self.ids[-8:])
        form = chance.choice((None, *FORMS))
        facts = TurnFacts(
            intent=chance.choice((None, "ask_risks", "inform", "greet")),
            confidence=chance.random(),
            form=form,
            asked=chance.choice(FORMS[form]) if form else None,
            fallback=chance.random() < 0.3,
            tier=chance.choices((None, "urgent", "emergency"), (8, 1, 1))[0],
            topics=tuple(chance.sample(TOPICS, chance.randint(0, 2))),
            exercises=tuple(chance.sample(("bridge", "cat_cow"), chance.randint(0, 2))),
            milliseconds=chance.lognormvariate(4, 1.5),
        )
        said = [StoredMessage(0, sender, {"text": "hi"}, "hi", self.now) for sender in ("user", "bot", "bot")]
        made = [self._lead(conversation_id) for _ in range(chance.choices((0, 1, 2), (8, 2, 1))[0])]
        record = TurnRecord(
            conversation_id, channel, None, messages=said[: chance.randint(2, 3)], leads=made, facts=facts
        )
        async with self.database.transaction() as connection:
            await save_turn(connection, self.database.cipher, record)

    def _lead(self, conversation_id: str) -> Lead:
        self.number += 1
        return Lead(
            reference=f"BL-{self.number}",
            source="chat",
            name="Test Person",
            phone="+14155550101",
            email=None,
            reach="mornings",
            reason="pain",
            summary="",
            consent_version="1",
            consent_at=self.now,
            conversation_id=conversation_id,
        )

    async def _lead_state(self) -> None:
        async with self.database.transaction() as connection:
            known = (await connection.execute(sa.select(leads.c.id))).scalars().all()
            if known:
                change = leads.update().where(leads.c.id == self.chance.choice(known))
                await connection.execute(change.values(status=self.chance.choice(STATES)))

    async def _feedback(self) -> None:
        if self.ids:
            change = conversations.update().where(conversations.c.id == self.chance.choice(self.ids)[0])
            async with self.database.transaction() as connection:
                await connection.execute(change.values(feedback=self.chance.choice((None, 1, -1))))


@pytest_asyncio.fixture
async def clinic(
    each_settings: Settings, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> AsyncIterator[Clinic]:
    database = await Database.open(each_settings)
    clinic = Clinic(database, request.param)
    clock = SimpleNamespace(time=lambda: clinic.now)
    monkeypatch.setattr(backline.storage.conversations, "time", clock)
    monkeypatch.setattr(backline.storage.leads, "time", clock)
    yield clinic
    await database.close()


async def rows(database: Database, table: sa.Table) -> list[dict[str, Any]]:
    async with database.reading() as connection:
        return [dict(row) for row in (await connection.execute(sa.select(table))).mappings()]


class Plain:
    """The list of conversations, filtered in Python as the filters are meant."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def load(self) -> Plain:
        self.conversations = await rows(self.database, conversations)
        self.turns = await rows(self.database, turns)
        self.marks = await rows(self.database, marks)
        self.leads = await rows(self.database, leads)
        return self

    def matching(self, address: str) -> list[dict[str, Any]]:
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return [each for each in self.conversations if all(self._fits(each, *item) for item in query.items())]

    def _fits(self, own: dict[str, Any], name: str, value: str) -> bool:
        began = datetime.fromtimestamp(own["created_at"], UTC).date()
        last = next(t for t in self.turns if t["conversation_id"] == own["id"] and t["turn"] == own["turns"])
        checks = {
            "from": lambda: began >= date.fromisoformat(value),
            "to": lambda: began <= date.fromisoformat(value),
            "channel": lambda: own["channel"] == value,
            "red_flag": lambda: own["worst_tier"] == value,
            "handed_over": lambda: bool(own["handed_over"]) == (value == "yes"),
            "fallback": lambda: (own["fallbacks"] > 0) == (value == "yes"),
            "feedback": lambda: own["feedback"] == {"up": 1, "down": -1}[value],
            "contained": lambda: (
                value == "yes" and own["worst_tier"] is None and not own["handed_over"] and not last["fallback"]
            ),
            "form": lambda: f"{last['form']}:{last['asked']}" == value,
            "lead": lambda: any(x["conversation_id"] == own["id"] and x["status"] == value for x in self.leads),
        }
        if name in ("topic", "intent", "exercise"):
            return any((m["kind"], m["value"], m["conversation_id"]) == (name, value, own["id"]) for m in self.marks)
        return checks[name]()

    def turns_of(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        ids = {each["id"] for each in found}
        return [each for each in self.turns if each["conversation_id"] in ids]


def some_spans(chance: random.Random, last: float) -> Iterator[Span]:
    first_day = datetime.fromtimestamp(START, UTC).date().toordinal()
    last_day = datetime.fromtimestamp(last, UTC).date().toordinal()
    for _ in range(12):
        one, other = sorted(chance.randint(first_day - 1, last_day + 1) for _ in range(2))
        yield Span(date.fromordinal(one), date.fromordinal(other), chance.choice((None, None, *CHANNELS, "nobody")))


async def report(database: Database, span: Span) -> tuple[list[Any], list[Any]]:
    async with database.reading() as connection:
        by_day = await counts_by_day(connection, span, HEADLINE_NAMES)
        whole = await totals(connection, span, TABLE_NAMES)
        parts = await counts_by_day(connection, span, TABLE_NAMES)
    return headlines(span, by_day), tables(span, whole, parts, FORMS)


def bucket(milliseconds: float) -> int:
    step = 1 if milliseconds < 100 else 10 if milliseconds < 1000 else 100
    return int(milliseconds) // step * step


def nearest_rank(values: list[int], percent: int) -> int | None:
    ordered = sorted(values)
    return ordered[-(-len(ordered) * percent // 100) - 1] if ordered else None


def expected(plain: Plain, key: str, address: str) -> float | None:
    """What a headline should say about the conversations of ``address``."""
    everyone = plain.matching(address.partition("&contained")[0].partition("&fallback")[0])
    said = plain.turns_of(everyone)
    if key == "messages":
        return sum(each["messages"] for each in everyone)
    if key == "contained":
        return 100 * len(plain.matching(address)) / len(everyone) if everyone else None
    if key == "not_understood":
        return 100 * sum(each["fallback"] for each in said) / len(said) if said else None
    if key.startswith("latency"):
        return nearest_rank([bucket(each["milliseconds"]) for each in said], int(key[-2:]))
    return len(plain.matching(address))


@pytest.mark.parametrize("clinic", range(6), indirect=True)
async def test_every_number_is_what_the_list_behind_it_counts(clinic: Clinic) -> None:
    await clinic.live(200)
    plain = await Plain(clinic.database).load()
    compared: Counter[str] = Counter()
    for span in some_spans(clinic.chance, clinic.now):
        shown, parts = await report(clinic.database, span)
        for figure in shown:
            for cell in (figure.total, *figure.days):
                assert cell.value == expected(plain, figure.key, cell.link), (span, figure.key, cell)
                compared[figure.key] += bool(cell.value)
        for table in parts:
            listed = {row.value for row in table.rows}
            for row in table.rows:
                assert row.count == len(plain.matching(row.link)), (span, table.key, row)
                assert row.count == sum(row.days)
                compared[table.key] += 1
            if table.key == "topics":
                everyone = {each["id"] for each in plain.matching(shown[0].total.link)}
                found = {m["value"] for m in plain.marks if m["kind"] == "topic" and m["conversation_id"] in everyone}
                assert listed == found
    # Had one of them been empty all along, nothing would have been compared.
    assert len(compared) == 17
    assert min(compared.values()) > 0


@pytest.mark.parametrize("clinic", [42], indirect=True)
async def test_counts_stay_when_conversations_are_deleted(clinic: Clinic) -> None:
    await clinic.live(120)
    before = await rows(clinic.database, daily_counts)
    gone = await purge(clinic.database, Retention(transcript_days=1, lead_months=1), now=clinic.now + 400 * DAY)
    assert gone.conversations > 0
    assert gone.leads > 0
    assert await rows(clinic.database, daily_counts) == before
    clinic.ids.clear()
    await clinic.live(20)
    left = [each for each in before if each not in await rows(clinic.database, daily_counts)]
    today = int(clinic.now // DAY)
    assert all(each["day"] >= today - 10 for each in left)


@pytest.mark.parametrize("clinic", [7], indirect=True)
async def test_the_migration_counts_what_was_there_before(clinic: Clinic) -> None:
    """What the triggers counted turn by turn is what one count over everything gives."""
    import importlib.util
    from pathlib import Path

    path = Path(backline.storage.conversations.__file__).parent / "migrations" / "versions" / "0006_figures.py"
    spec = importlib.util.spec_from_file_location("figures_migration", path)
    assert spec is not None
    assert spec.loader is not None
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    await clinic.live(200)
    kept = {tuple(row.values()) for row in await rows(clinic.database, daily_counts) if row["count"]}
    async with clinic.database.transaction() as connection:
        await connection.execute(daily_counts.delete())
        for statement in migration.counts_of_all(connection.dialect.name == "sqlite"):
            await connection.execute(sa.text(statement))
    assert {tuple(row.values()) for row in await rows(clinic.database, daily_counts)} == kept


@pytest.mark.parametrize("clinic", [3], indirect=True)
async def test_all_channels_that_ever_were_are_known(clinic: Clinic) -> None:
    await clinic.live(60)
    async with clinic.database.reading() as connection:
        assert await known_channels(connection) == sorted({channel for _, channel in clinic.ids})


async def test_percentiles_are_those_of_the_sorted_values() -> None:
    chance = random.Random(1)
    for _ in range(200):
        values = [chance.randint(1, 30) for _ in range(chance.randint(1, 40))]
        percent = chance.choice((1, 50, 95, 99, 100))
        assert percentile(Counter(values), percent) == nearest_rank(values, percent)
    assert percentile({}, 50) is None

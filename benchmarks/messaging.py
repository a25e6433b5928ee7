"""How soon a platform's webhook is acknowledged, and how soon the answer is sent, whatever else is going on.

Writes docs/benchmarks/messaging.md. Client, platform and server share one process, so that the figures are on the
slow side; they are of one run, and on a busy machine all of them grow.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from backline.settings import load_settings
from benchmarks.invented_messages import Words
from tests.channels.fakes.telegram import FakeTelegram
from tests.helpers.messenger import Person, Site, serve_channels, until, until_quiet

PEOPLE = 30
SECONDS = 25
RATES = (1, 3, 6)
REPEATS, PARALLEL = 1000, 50


@dataclass
class Figures:
    """Seconds, one entry a message."""

    acknowledged: list[float]
    answered: list[float]


async def measure() -> str:
    """Run all of it and return the page."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), data_dir=Path(folder), database_url="")
        fake = FakeTelegram()
        await fake.start()
        async with serve_channels(settings, [fake]) as site:
            people = [Person(site, fake, f"person-{number}") for number in range(PEOPLE)]
            for person in people:
                await person.say("hello", replies=2)
                await person.say("yes")
            steady = {rate: await _steady(site, people, rate) for rate in RATES}
            repeats = await _repeats(site, people[0])
            slow = await _beside_a_slow_model(site, people)
        await fake.stop()
    rows = [
        "# Messaging",
        "",
        "Messages of a few to 150 words come in over the Telegram adapter from 30 people; each is acknowledged when it",
        "is on disk, and answered over the outbox. Client, platform and server share one process and two cores.",
        "`python -m benchmarks messaging` makes this page.",
        "",
        "| what | acknowledged p50 / p95 / p99 | answer with the platform p50 / p95 |",
        "|---|---|---|",
    ]
    for rate, figures in steady.items():
        rows.append(f"| {rate} a second for {SECONDS} s | {_ack(figures.acknowledged)} | {_sent(figures.answered)} |")
    rows.append(f"| 5 a second, the model takes 2 s for each | {_ack(slow)} | |")
    rows.append(f"| the same message {REPEATS} times over {PARALLEL} connections | {_ack(repeats)} | |")
    return "\n".join(rows) + "\n"


async def _steady(site: Site, people: Sequence[Person], rate: float) -> Figures:
    """Messages at random moments, so many a second."""
    chance = random.Random(7)
    words = Words(load_settings().project_dir, chance)
    figures = Figures([], [])

    async def one(person: Person, text: str) -> None:
        before = len(person.got)
        started = time.perf_counter()
        await person.post(person.fake.text(text, person=person.name, url=person.url))
        figures.acknowledged.append(time.perf_counter() - started)
        await until(lambda: len(person.got) > before, "an answer", patience=120)
        figures.answered.append(time.perf_counter() - started)

    tasks = []
    for number in range(int(rate * SECONDS)):
        text = ". ".join(words.said(words.topic()) for _ in range(chance.choice((1, 1, 2, 4, 8))))
        if text.casefold() == "stop":
            continue  # who says so is not answered any more
        tasks.append(asyncio.create_task(one(people[number % len(people)], text)))
        await asyncio.sleep(chance.expovariate(rate))
    await asyncio.gather(*tasks)
    await until_quiet(site.database)
    return figures


async def _repeats(site: Site, person: Person) -> list[float]:
    post = person.fake.text("what is sciatica?", person=person.name, url=person.url)
    room = asyncio.Semaphore(PARALLEL)
    times: list[float] = []

    async def one() -> None:
        async with room:
            started = time.perf_counter()
            await person.post(post)
            times.append(time.perf_counter() - started)

    await asyncio.gather(*(one() for _ in range(REPEATS)))
    await until_quiet(site.database)
    return times


async def _beside_a_slow_model(site: Site, people: Sequence[Person]) -> list[float]:
    from backline.web.keys import assistant_key

    assistant = site.server.app[assistant_key]
    parse = assistant._parse

    def slowly(text: str, press: object) -> object:
        time.sleep(2.0)
        return parse(text, press)  # type: ignore[arg-type]

    assistant._parse = slowly  # type: ignore[assignment]
    times: list[float] = []
    try:
        for number in range(100):
            person = people[number % len(people)]
            started = time.perf_counter()
            await person.post(person.fake.text("what is sciatica?", person=person.name, url=person.url))
            times.append(time.perf_counter() - started)
            await asyncio.sleep(0.2)
    finally:
        assistant._parse = parse
    return times


def _ack(seconds: list[float]) -> str:
    return " / ".join(f"{_percentile(seconds, share):.0f}" for share in (50, 95, 99)) + " ms"


def _sent(seconds: list[float]) -> str:
    return " / ".join(f"{_percentile(seconds, share):.0f}" for share in (50, 95)) + " ms"


def _percentile(seconds: list[float], share: int) -> float:
    ordered = sorted(seconds)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share / 100))]


def main() -> str:
    """The table as Markdown."""
    return asyncio.run(measure())

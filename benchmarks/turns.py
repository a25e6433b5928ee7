"""How long a turn takes, everything on disk, at the start of a conversation and 600 messages later.

Writes docs/benchmarks/turns.md. Figures are of one run in one process; compare ratios, not milliseconds.
"""

from __future__ import annotations

import asyncio
import resource
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from backline.assistant.start import start_assistant
from backline.assistant.turn import Assistant, Incoming
from backline.settings import load_settings
from backline.storage.database import Database

MESSAGES = 600
WINDOW = 50
CONVERSATIONS = 20
QUESTIONS = (
    "what is spinal stenosis?",
    "and how is it treated?",
    "My lower back has hurt for three months, mostly when I sit, and I have tried heat and some stretching.",
    "is it dangerous",
    "thanks",
    "what is the weather like",
)


async def measure() -> str:
    """Run all of it and return the table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(load_settings(), data_dir=Path(folder), database_url="")
        started = time.perf_counter()
        database = await Database.open(settings)
        assistant = await start_assistant(settings, database)
        start_seconds = time.perf_counter() - started
        single = await _one_long_conversation(assistant)
        seconds = await _many_conversations(assistant)
        await database.close()
    first, last = single[5 : 5 + WINDOW], single[-WINDOW:]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = CONVERSATIONS * len(QUESTIONS)
    return "\n".join(
        [
            "# One turn",
            "",
            "Read, decide, run actions, write everything in one transaction with `synchronous=FULL`. One process, one",
            f"conversation of {MESSAGES} messages, then {CONVERSATIONS} conversations at once.",
            "`python -m benchmarks turns` makes this table.",
            "",
            "| what | figure |",
            "|---|---|",
            f"| turn at message 5 to {5 + WINDOW}, p50 / p95 | {_p(first, 50)} / {_p(first, 95)} ms |",
            f"| turn at message {MESSAGES - WINDOW} to {MESSAGES}, p50 / p95 | {_p(last, 50)} / {_p(last, 95)} ms |",
            f"| late / early, p50 | {statistics.median(last) / statistics.median(first):.2f} |",
            f"| {CONVERSATIONS} conversations at once | {total / seconds:.0f} messages/s |",
            f"| database, knowledge and model opened (after imports) | {start_seconds:.1f} s |",
            f"| peak memory | {peak:.0f} MB |",
            "",
        ]
    )


async def _one_long_conversation(assistant: Assistant) -> list[float]:
    times = []
    for number in range(MESSAGES):
        started = time.perf_counter()
        await assistant.handle(Incoming("bench", "bench", QUESTIONS[number % len(QUESTIONS)]))
        times.append(time.perf_counter() - started)
    return times


async def _many_conversations(assistant: Assistant) -> float:
    async def converse(number: int) -> None:
        for text in QUESTIONS:
            await assistant.handle(Incoming(f"bench-{number}", "bench", text))

    started = time.perf_counter()
    await asyncio.gather(*(converse(number) for number in range(CONVERSATIONS)))
    return time.perf_counter() - started


def _p(times: list[float], percent: int) -> str:
    return f"{statistics.quantiles(times, n=100)[percent - 1] * 1000:.1f}"


def main() -> str:
    """The table, as Markdown."""
    return asyncio.run(measure())

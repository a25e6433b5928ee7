"""Working through queues: nobody twice at a time, nobody for ever before the others, and what fails does no harm."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from backline.channels import dispatcher as module
from backline.channels.dispatcher import Dispatcher
from tests.helpers.waiting import until


class Queue:
    """Keys that are due, and what is done for them."""

    def __init__(self, **due: float) -> None:
        self.due, self.log, self.running, self.most = due, list[str](), 0, 0
        self.seconds: dict[str, float] = {}
        self.stays: set[str] = set()
        self.broken: set[str] = set()

    async def look(self) -> dict[str, float]:
        return dict(self.due)

    async def work(self, key: str) -> None:
        self.log.append(key)
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(self.seconds.get(key, 0.0))
            if key in self.broken:
                raise RuntimeError("broken")
        finally:
            self.running -= 1
        if key not in self.stays:
            self.due.pop(key, None)


@asynccontextmanager
async def running(queue: Queue, at_once: int = 2, **more: Callable[[str], object]) -> AsyncIterator[Dispatcher[str]]:
    found: Dispatcher[str] = Dispatcher(queue.look, queue.work, at_once=at_once, **more)  # type: ignore[arg-type]
    found.start()
    try:
        yield found
    finally:
        await found.stop(1.0)


async def test_all_that_is_due_is_done_a_few_at_a_time() -> None:
    queue = Queue(**{f"key-{number}": 0.0 for number in range(20)})
    queue.seconds = dict.fromkeys(queue.due, 0.01)
    async with running(queue, at_once=3):
        await until(lambda: not queue.due)
    assert queue.most == 3
    assert queue.log == [f"key-{number}" for number in range(20)], "in the order in which they are due"


async def test_a_key_is_not_worked_for_twice_at_a_time() -> None:
    queue = Queue(a=0.0)
    queue.seconds, queue.stays = {"a": 0.05}, {"a"}
    async with running(queue, at_once=8) as found:
        for _ in range(20):
            found.wake()
            await asyncio.sleep(0.01)
    assert queue.most == 1


async def test_what_is_due_later_waits_and_is_done_then() -> None:
    at = time.time() + 0.2
    queue = Queue(later=at)
    async with running(queue):
        await asyncio.sleep(0.1)
        assert not queue.log
        await until(lambda: not queue.due)
    assert time.time() >= at


async def test_who_has_always_more_to_do_does_not_keep_the_others_waiting() -> None:
    queue = Queue(flood=0.0, other=0.0)
    queue.stays = {"flood"}
    async with running(queue, at_once=1):
        await until(lambda: "other" in queue.log)
    assert queue.log[:2] == ["flood", "other"]


async def test_keys_that_always_fail_do_not_keep_the_others_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0.01)
    queue = Queue(a=0.0, b=0.0, other=0.0)
    queue.broken = {"a", "b"}
    async with running(queue, at_once=2):
        await until(lambda: "other" in queue.log)


async def test_a_slow_group_does_not_keep_another_waiting() -> None:
    queue = Queue(**{f"slow-{number}": 0.0 for number in range(20)}, other=0.0)
    queue.seconds = dict.fromkeys(list(queue.due)[:-1], 0.3)
    async with running(queue, at_once=2, group=lambda key: key.partition("-")[0]):
        await until(lambda: "other" in queue.log)
        assert queue.log == ["slow-0", "slow-1", "other"]


async def test_who_goes_first_needs_no_room() -> None:
    queue = Queue(a=0.0, b=0.0, urgent=0.0)
    queue.seconds = {"a": 0.5, "b": 0.5}
    async with running(queue, at_once=2, goes_first=lambda key: key == "urgent"):
        await until(lambda: "urgent" not in queue.due)
        assert queue.running == 2, "the others are still under way"


async def test_a_queue_that_can_not_be_read_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSE_SECONDS", 0.01)
    queue, looks = Queue(a=0.0), 0

    async def look() -> dict[str, float]:
        nonlocal looks
        looks += 1
        if looks < 4:
            raise RuntimeError("the database is away")
        return dict(queue.due)

    queue.look = look  # type: ignore[method-assign]
    async with running(queue):
        await until(lambda: not queue.due)


async def test_stopping_lets_what_is_under_way_end_and_begins_nothing_more() -> None:
    queue = Queue(a=0.0, b=0.0)
    queue.seconds = {"a": 0.1}
    async with running(queue, at_once=1):
        await until(lambda: queue.running == 1)
    assert queue.log == ["a"]
    assert "a" not in queue.due


async def test_stopping_is_noticed_also_while_there_is_always_news() -> None:
    for _ in range(50):
        queue = Queue(a=0.0)
        queue.stays = {"a"}
        found: Dispatcher[str] = Dispatcher(queue.look, queue.work, at_once=1)
        found.start()
        await until(lambda queue=queue: len(queue.log) > 3)  # type: ignore[misc]
        found.wake()
        await asyncio.wait_for(found.stop(1.0), 5.0)


async def test_stopping_does_not_wait_for_ever() -> None:
    queue = Queue(a=0.0)
    queue.seconds = {"a": 60.0}
    found: Dispatcher[str] = Dispatcher(queue.look, queue.work, at_once=1)
    found.start()
    await until(lambda: queue.running == 1)
    await found.stop(0.05)
    assert queue.running == 0

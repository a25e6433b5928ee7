from __future__ import annotations

import asyncio

import pytest

from backline.storage.writer_queue import WriterQueue


async def _ask(queue: WriterQueue, order: list[str], name: str, *, first: bool = False) -> None:
    async with queue.turn(first=first):
        order.append(name)
        await asyncio.sleep(0)


async def test_one_at_a_time_in_order_and_who_goes_first_before_the_others() -> None:
    queue, order = WriterQueue(), list[str]()
    async with queue.turn():
        asking = [
            asyncio.create_task(_ask(queue, order, name, first=name.startswith("first")))
            for name in ("a", "b", "first 1", "c", "first 2")
        ]
        await asyncio.sleep(0.01)
        assert not order, "it is taken"
    await asyncio.gather(*asking)
    assert order == ["first 1", "first 2", "a", "b", "c"]


@pytest.mark.parametrize("at_the_moment_it_is_given", [False, True])
async def test_who_gives_up_waiting_does_not_keep_it(at_the_moment_it_is_given: bool) -> None:
    queue, order = WriterQueue(), list[str]()
    lock = queue.turn()
    await lock.__aenter__()
    impatient = asyncio.create_task(_ask(queue, order, "impatient"))
    patient = asyncio.create_task(_ask(queue, order, "patient"))
    await asyncio.sleep(0.01)
    if at_the_moment_it_is_given:
        await lock.__aexit__(None, None, None)
        impatient.cancel()
    else:
        impatient.cancel()
        await lock.__aexit__(None, None, None)
    await asyncio.wait_for(patient, 5)
    assert order == ["patient"]
    await asyncio.wait_for(_ask(queue, order, "next"), 5)


async def test_it_is_free_again_after_an_error() -> None:
    queue, order = WriterQueue(), list[str]()
    with pytest.raises(ValueError, match="no"):
        async with queue.turn():
            raise ValueError("no")
    await asyncio.wait_for(_ask(queue, order, "next"), 5)
    assert order == ["next"]

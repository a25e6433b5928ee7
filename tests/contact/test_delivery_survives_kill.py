"""A real process that delivers leads is killed again and again, at random moments: none is lost."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from pathlib import Path

from backline.settings import Settings
from backline.storage import lead_deliveries as outbox
from backline.storage.database import Database
from tests.conftest import PROJECT
from tests.helpers.receiver import SECRET, Receiver
from tests.storage.test_lead_deliveries import add

LEADS, KILLS = 60, 6
# What takes minutes takes moments here; all else is as it runs in the server.
PROCESS = """
import asyncio, sys
from backline.contact.delivery import dispatcher, schedule
from backline.contact.delivery.webhook import WebhookSender
from backline.settings import load_settings
from backline.storage.database import Database

dispatcher.LOST_SECONDS = 1.0
schedule.WAITS = (0.0,) + (0.1,) * 50

async def main():
    settings = load_settings()
    settings.check_lead_delivery()
    database = await Database.open(settings)
    print("ready", flush=True)
    sender = WebhookSender(settings.lead_delivery, patience=0.5)
    await dispatcher.Dispatcher(database, {"webhook": sender}, settings.public_url).run()

asyncio.run(main())
"""


async def start(environment: dict[str, str]) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PROCESS, env=environment, cwd=PROJECT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def test_no_lead_is_lost_when_the_process_is_killed(own_settings: Settings, tmp_path: Path) -> None:
    chance = random.Random(11)
    database = await Database.open(own_settings)
    async with Receiver() as receiver:
        clinic = (PROJECT / "clinic.yml").read_text(encoding="utf-8")
        (tmp_path / "clinic.yml").write_text(
            f"{clinic}\nlead_delivery:\n  webhook: {receiver.url}\n  allow_private_addresses: true\n"
        )
        environment = {
            **os.environ,
            "PYTHONPATH": str(PROJECT),
            "BACKLINE_PROJECT_DIR": str(tmp_path),
            "BACKLINE_DATA_DIR": str(own_settings.data_dir),
            "BACKLINE_LEAD_WEBHOOK_SECRET": SECRET,
        }
        receiver.misbehave.extend(chance.choice(("lost", "500", "hang", "", "")) for _ in range(2 * LEADS))
        for number in range(LEADS):
            await add(database, number, deliver_to=("webhook",))
        for _ in range(KILLS):
            process = await start(environment)
            await asyncio.sleep(chance.uniform(0.05, 0.5))
            process.send_signal(signal.SIGKILL)
            await process.wait()
        async with database.reading() as connection:
            half_way = await outbox.delivery_counts(connection)
        process = await start(environment)
        async with asyncio.timeout(30):
            while True:
                async with database.reading() as connection:
                    counts = await outbox.delivery_counts(connection)
                if counts == {("webhook", "delivered"): LEADS}:
                    break
                await asyncio.sleep(0.2)
        process.send_signal(signal.SIGINT)
        assert await process.wait() != -signal.SIGKILL
        for call in receiver.calls:
            receiver.verify(call)
    await database.close()
    assert half_way.get(("webhook", "waiting"), 0) > 0, "it was killed in the middle"
    ids = Counter((call.reference, call.id) for call in receiver.taken)
    assert len(ids) == LEADS, "each lead arrived, under one id"
    assert len(receiver.taken) > LEADS, "some arrived twice: what was taken before the end was not written down"

"""The command ``backline outbox``: what is listed, what is tried again, and that it shows nothing personal."""

from __future__ import annotations

import argparse
import asyncio
import re
import time
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from backline.cli import main
from backline.contact.delivery.options import LeadDeliveryEntry
from backline.outbox_command import OutboxError, run
from backline.settings import Settings
from backline.storage.audit import verify
from backline.storage.channel_tables import outbox
from backline.storage.database import Database
from backline.storage.tables import lead_deliveries
from tests.helpers.apart import run_apart
from tests.helpers.leads import audited
from tests.storage.test_lead_deliveries import LEAD, add, rows
from tests.test_cli import assert_one_sentence, backline

NOW = time.time()
PERSONAL = ("Zebulon", "Quux", "5550134", "quux.example", "back pain", "mornings", "hello there")


@pytest.fixture
def clinic_settings(own_settings: Settings) -> Settings:
    """A clinic that has its leads sent by webhook, but no longer by e-mail."""
    from dataclasses import replace

    entry = LeadDeliveryEntry(webhook="https://crm.quux.example/leads")
    return replace(own_settings, clinic=own_settings.clinic.copy(update={"lead_delivery": entry}))


@pytest_asyncio.fixture
async def filled(clinic_settings: Settings) -> Any:
    """L1 dead, L2 waiting (its destination is gone), L3 delivered; M1 dead, text gone; M2 waits; M3 sent; M4 dead."""
    database = await Database.open(clinic_settings)
    await add(database, 1, urgent=True)
    await add(database, 2, deliver_to=("webhook",))
    states = {
        1: {"state": "dead", "attempts": 10, "problem": "answered 500"},
        3: {"state": "delivered", "attempts": 1, "delivered_at": 1_790_000_000.0},
    }
    calls: list[dict[str, Any]] = [
        {"state": "dead", "problem": "blocked", "attempts": 1},
        {"state": "waiting", "call": b"hello there", "attempts": 3, "retry_at": NOW + 900, "problem": "429"},
        {"state": "sent", "sent_at": 1_790_000_000.0, "attempts": 1},
        {"state": "dead", "call": b"hello there", "attempts": 9, "problem": "token 190"},
    ]
    async with database.transaction() as connection:
        for id_, values in states.items():
            await connection.execute(lead_deliveries.update().where(lead_deliveries.c.id == id_).values(**values))
        for number, call in enumerate(calls, 1):
            more = {"key": f"k{number}", "channel": "telegram", "conversation_id": f"telegram-{number}"}
            await connection.execute(outbox.insert().values(**more, created_at=NOW, **call))
    yield database
    await database.close()


def command(settings: Settings, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run ``backline outbox`` with ``words``; returns what it printed."""
    arguments = argparse.Namespace(outbox_command=words[0], id="", all_dead="--all-dead" in words)
    if len(words) > 1 and not words[1].startswith("--"):
        arguments.id = words[1]
    capsys.readouterr()
    run_apart(lambda: asyncio.run(run(settings, arguments)))
    printed = capsys.readouterr()
    assert printed.err == ""
    assert not any(secret in printed.out for secret in PERSONAL)
    return printed.out


async def state_of_call(database: Database, number: int) -> tuple[str, float]:
    async with database.reading() as connection:
        row = (await connection.execute(outbox.select().where(outbox.c.id == number))).one()
    return row.state, row.retry_at


async def test_what_was_not_sent_is_listed_with_the_dead_first(
    filled: Database, clinic_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    head, *lines = command(clinic_settings, capsys, "list").splitlines()
    assert re.split(r"  +", head) == ["ID", "WHAT", "OF", "TO", "STATE", "ATTEMPTS", "NEXT TRY (UTC)", "WHY"]
    assert [line.split()[0] for line in lines] == ["L1", "L2", "M1", "M4", "M2"]
    assert re.split(r"  +", lines[0]) == ["L1", "urgent lead", "BL-TEST-01", "webhook", "dead", "10", "answered 500"]
    assert re.fullmatch(r"M2 +message +telegram-2 +telegram +waiting +3 +[0-9-]{10} [0-9:]{8} +429", lines[4])


async def test_one_is_shown(filled: Database, clinic_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    shown = command(clinic_settings, capsys, "show", "l1")
    for line in ("id:       L1", "of:       BL-TEST-01", "state:    dead", "attempts: 10", "why:      answered 500"):
        assert line in shown.splitlines()
    assert "next try" not in shown
    assert "sent:     2026-09-21 14:13:20 UTC" in command(clinic_settings, capsys, "show", "M3")


async def test_one_is_tried_again(
    filled: Database, clinic_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(clinic_settings, capsys, "retry", "L1").startswith("1 is due now: ")
    [found] = [each for each in (await rows(filled, 1)).values() if each.id == 1]
    assert (found.state, found.attempts) == ("waiting", 0)
    assert found.next_at <= time.time()
    assert command(clinic_settings, capsys, "retry", "m2").startswith("1 is due now: ")
    assert await state_of_call(filled, 2) == ("waiting", 0.0)
    assert [entry["object"] for entry in await audited(filled, "outbox.retried")] == ["L1", "M2"]
    async with filled.reading() as connection:
        assert (await verify(connection, filled.cipher)).whole


async def test_all_that_are_dead_are_tried_again(
    filled: Database, clinic_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(clinic_settings, capsys, "retry", "--all-dead").startswith("2 are due now: ")
    assert (await state_of_call(filled, 4))[0] == "waiting"
    assert (await state_of_call(filled, 1))[0] == "dead", "its text is gone"
    assert "Nothing was tried again" in command(clinic_settings, capsys, "retry", "--all-dead")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "L99"), "There is no L99: 'backline outbox list' shows what there is."),
        (("retry", "M99"), "There is no M99"),
        (("show", "12"), "An id looks like L12 or M34"),
        (("show", "L\u0661"), "An id looks like L12 or M34"),
        (("show", "L99999999999999999999"), "An id looks like L12 or M34"),
        (("retry",), "Give an id such as L12 or M34, or --all-dead."),
        (("retry", "L1", "--all-dead"), "Give an id such as L12 or M34, or --all-dead."),
        (("retry", "L2"), "L2 goes by email, which clinic.yml does not name"),
        (("retry", "L3"), "L3 was sent at 2026-09-21 14:13:20 UTC"),
        (("retry", "M1"), "M1 was given up and its text is deleted"),
        (("retry", "M3"), "M3 was sent at"),
    ],
)
async def test_what_can_not_be_done_is_said(
    filled: Database,
    clinic_settings: Settings,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    with pytest.raises(OutboxError) as caught:
        command(clinic_settings, capsys, *words)
    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


async def test_nothing_waits(own_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(own_settings, capsys, "list") == "Nothing waits: all leads and messages have been sent.\n"


def test_from_the_terminal(tmp_path: Path) -> None:
    result = backline("outbox", "list", BACKLINE_DATA_DIR=str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == "Nothing waits: all leads and messages have been sent.\n"
    assert_one_sentence(backline("outbox", "retry", "L1", BACKLINE_DATA_DIR=str(tmp_path)), "There is no L1")


def test_it_needs_to_be_told_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["outbox"])
    assert caught.value.code == 2
    assert "what" in capsys.readouterr().err


def test_the_lead_of_these_tests_names_somebody() -> None:
    assert all(word in repr(LEAD) for word in ("Zebulon", "5550134", "quux.example", "mornings"))

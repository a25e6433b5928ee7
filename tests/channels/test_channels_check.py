"""`backline channels check`: what it says, and what it never says."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest
from aiohttp import ClientConnectionError, ClientSession

from backline.channels.check import check_channels
from backline.channels.contract import Channel, Finding
from backline.settings import load_settings
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET, FakeTelegram
from tests.conftest import PROJECT

RING = "ring-of-a-pigeon"


class Bird(Channel):
    """A channel whose platform says what a test wants."""

    api = "https://birds.example"
    secrets: ClassVar = {"BACKLINE_BIRD_RING": "the ring"}
    says: ClassVar[Any] = ()
    wait: ClassVar[float] = 0.0
    registers: ClassVar[Finding | None] = None
    verify = parse = render = send = None  # type: ignore[assignment]  # not asked here

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        await asyncio.sleep(self.wait)
        if isinstance(self.says, BaseException):
            raise self.says
        found: Sequence[Finding] = self.says
        return found

    async def register(self, session: ClientSession) -> Finding | None:
        return self.registers


Bird.__abstractmethods__ = frozenset()


def bird(name: str, *says: Finding, **more: Any) -> type[Channel]:
    return type(name, (Bird,), {"name": name, "label": name.capitalize(), "says": says, **more})


async def check(
    folder: Path,
    birds: Sequence[type[Channel]],
    *names: str,
    file: str = "",
    url: str = "https://c.example",
    **more: Any,
) -> tuple[bool, str]:
    text = file or "\n".join(f"{channel.name}: {{}}" for channel in birds)
    (folder / "channels.yml").write_text(text)
    settings = load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_PUBLIC_URL": url})
    lines: list[str] = []
    well = await check_channels(
        replace(settings, project_dir=folder),
        names,
        show=lines.append,
        channels_there_are=birds,
        **{"environ": {"BACKLINE_BIRD_RING": RING}, **more},
    )
    return well, "\n".join(lines)


GOOD = Finding(True, "It flies.")
BAD = Finding(False, "It does not fly: feed it.")


async def test_all_is_well(tmp_path: Path) -> None:
    well, said = await check(tmp_path, [bird("dove", GOOD), bird("owl", GOOD, GOOD)])
    assert well
    assert said.splitlines() == [
        "Dove (dove)",
        "  webhook  https://c.example/webhooks/dove",
        "  OK       It flies.",
        "Owl (owl)",
        "  webhook  https://c.example/webhooks/owl",
        "  OK       It flies.",
        "  OK       It flies.",
        "All is well.",
    ]


async def test_a_finding_is_a_problem(tmp_path: Path) -> None:
    well, said = await check(tmp_path, [bird("dove", GOOD, BAD)])
    assert not well
    assert "  PROBLEM  It does not fly: feed it." in said.splitlines()
    assert said.endswith("1 problem.")


async def test_no_channel_is_on(tmp_path: Path) -> None:
    well, said = await check(tmp_path, [bird("dove")], file="# none", url="http://localhost:8080")
    assert well
    assert said == "No messaging channel is on: name one in channels.yml; docs/channels/README.md says how."


async def test_only_those_that_are_named(tmp_path: Path) -> None:
    birds = [bird("dove", GOOD), bird("owl", BAD)]
    well, said = await check(tmp_path, birds, "dove")
    assert well
    assert "Owl" not in said
    well, said = await check(tmp_path, birds, "eagle", "owl", "owl", file="dove: {}")
    assert not well
    assert said.splitlines() == [
        "PROBLEM  There is no channel 'eagle': use one of dove, owl.",
        "PROBLEM  'owl' is not on: name it in channels.yml.",
        "2 problems.",
    ]


async def test_all_that_is_wrong_in_the_file_is_said_once(tmp_path: Path) -> None:
    birds = [bird("dove", GOOD), bird("owl", GOOD)]
    well, said = await check(tmp_path, birds, "owl", file="owl: {wings: '2'}\neagle: {}\ndove: {}", environ={})
    assert not well
    assert "'owl' has no entry 'wings'" in said
    assert "there is no channel 'eagle'" in said
    assert said.count("BACKLINE_BIRD_RING is not set") == 2
    assert "'owl' is not on" not in said
    assert said.endswith("4 problems.")


async def test_platforms_want_https(tmp_path: Path) -> None:
    well, said = await check(tmp_path, [bird("dove", GOOD)], url="http://localhost:8080")
    assert not well
    assert "PROBLEM  BACKLINE_PUBLIC_URL is http://localhost:8080" in said
    well, said = await check(tmp_path, [bird("dove", GOOD)], url="http://localhost:8080", register=True)
    assert "PROBLEM  Not registered, because the webhook's address does not start with https." in said


async def test_registering_comes_first(tmp_path: Path) -> None:
    birds = [bird("dove", GOOD, registers=Finding(True, "Registered.")), bird("owl", GOOD)]
    well, said = await check(tmp_path, birds, register=True)
    assert well
    assert said.index("Registered.") < said.index("It flies.")
    assert "OK       Owl has no call to register a webhook" in said
    well, said = await check(tmp_path, [bird("dove", GOOD, registers=BAD)], register=True)
    assert not well


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ClientConnectionError(f"https://x/bot{RING}"), "Dove can't be reached (ClientConnectionError)"),
        (OSError(5, RING), "Dove can't be reached (OSError)"),
        (TimeoutError(), "Dove did not answer within"),
        (KeyError(RING), "The check itself failed (KeyError)"),
    ],
)
async def test_what_fails_is_a_finding(tmp_path: Path, error: Exception, expected: str) -> None:
    well, said = await check(tmp_path, [bird("dove", says=error), bird("owl", GOOD)])
    assert not well
    assert expected in said
    assert "It flies." in said
    assert RING not in said


async def test_no_secret_is_ever_shown(tmp_path: Path) -> None:
    leak = Finding(False, f"The platform said: wrong ring {RING}.")
    _, said = await check(tmp_path, [bird("dove", leak)])
    assert "wrong ring [secret]." in said
    assert RING not in said


async def test_all_are_asked_at_once_and_none_for_long(tmp_path: Path) -> None:
    birds = [bird(f"dove{number}", GOOD, wait=0.2) for number in range(10)]
    started = time.monotonic()
    well, _ = await check(tmp_path, birds)
    assert well
    assert time.monotonic() - started < 1.5
    well, said = await check(tmp_path, [bird("dove", GOOD, wait=30), bird("owl", GOOD)], seconds=0.2)
    assert not well
    assert "Dove did not answer within 0.2 seconds" in said
    assert "It flies." in said


async def test_a_real_channel_is_checked_and_registered(tmp_path: Path) -> None:
    fake = FakeTelegram()
    await fake.start()
    file = f"telegram: {{api_url: '{fake.url}'}}"
    environ = dict(fake.secrets())
    from backline.channels.registry import CHANNELS

    well, said = await check(tmp_path, CHANNELS, file=file, environ=environ)
    assert not well
    assert "--register" in said
    well, said = await check(tmp_path, CHANNELS, "telegram", file=file, environ=environ, register=True)
    assert well, said
    assert "  webhook  https://c.example/webhooks/telegram" in said
    await fake.stop()
    well, said = await check(tmp_path, CHANNELS, file=file, environ=environ)
    assert not well
    assert "can't be reached" in said
    assert BOT_TOKEN not in said
    assert WEBHOOK_SECRET not in said


def test_the_command_ends_with_one_where_something_is_wrong(tmp_path: Path) -> None:
    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "backline", "channels", "check", *arguments],
            cwd=PROJECT,
            env={**os.environ, "BACKLINE_PROJECT_DIR": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )

    (tmp_path / "clinic.yml").write_text((PROJECT / "clinic.yml").read_text())
    result = run()
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("No messaging channel is on")
    (tmp_path / "channels.yml").write_text("telegram: {api_url: 'http://127.0.0.1:9'}")
    secrets = {"BACKLINE_TELEGRAM_BOT_TOKEN": BOT_TOKEN, "BACKLINE_TELEGRAM_WEBHOOK_SECRET": WEBHOOK_SECRET}
    result = run("telegram", "--register", BACKLINE_PUBLIC_URL="https://c.example", **secrets)
    assert (result.returncode, result.stderr) == (1, "")
    assert "PROBLEM  Telegram can't be reached (no connection)" in result.stdout
    assert BOT_TOKEN not in result.stdout

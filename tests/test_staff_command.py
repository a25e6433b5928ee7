"""The command ``backline staff``, and what the start of the site says about the first administrator."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from backline.console.staff_changes import add
from backline.console.staff_command import first_admin_notice
from backline.settings import Settings
from backline.storage.audit import SYSTEM, verify
from backline.storage.database import Database
from backline.storage.staff import change_account, find_account
from backline.storage.staff_links import find_link
from backline.web.keys import database_key, settings_key
from backline.web.serve import greet_operator
from tests.test_cli import assert_one_sentence, backline

LINK = r"http://localhost:8080/staff/join/([A-Za-z0-9_-]{43})"


def staff(folder: Path, *arguments: str, **environment: str) -> str:
    """Run the command; returns what it printed."""
    result = backline("staff", *arguments, BACKLINE_DATA_DIR=str(folder), **environment)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def test_an_account_from_its_first_link_to_its_end(tmp_path: Path) -> None:
    assert "no accounts yet" in staff(tmp_path, "list")
    first = re.search(LINK, staff(tmp_path, "add", "Ann.Lee", "--role", "admin"))
    assert first
    assert re.search(r"ann\.lee +admin +not joined yet +never signed in", staff(tmp_path, "list"))
    second = re.search(LINK, staff(tmp_path, "link", "ann.lee"))
    assert second
    assert second[1] != first[1]
    connection = sqlite3.connect(tmp_path / "backline.db")
    connection.execute("UPDATE staff SET totp_secret = x'01', signed_in_at = 0")
    connection.commit()
    assert connection.execute("SELECT count(*) FROM staff_links").fetchone() == (1,)
    actions = connection.execute("SELECT staff_name, action FROM audit").fetchall()
    connection.close()
    assert actions == [("command line", "staff.added"), ("command line", "staff.link_made")]
    assert "without a second factor" in staff(tmp_path, "reset-totp", "ann.lee")
    assert "can't sign in any more" in staff(tmp_path, "deactivate", "ANN.LEE")
    assert re.search(r"ann\.lee +admin +deactivated +last seen 1970-01-01 00:00 UTC", staff(tmp_path, "list"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("add", "ann", "--role", "admin"), ("'ann' is taken",)),
        (("add", "bob", "--role", "boss"), ("'boss'", "reviewer, coordinator or admin")),
        (("add", "bob;", "--role", "admin"), ("letters a to z",)),
        (("link", "nobody"), ("'nobody'", "backline staff list")),
        (("deactivate", "nobody"), ("'nobody'",)),
        (("reset-totp", "ann"), ("no second factor",)),
    ],
)
def test_what_fails_says_why_in_one_sentence(
    arguments: tuple[str, ...], words: tuple[str, ...], tmp_path: Path
) -> None:
    staff(tmp_path, "add", "ann", "--role", "reviewer")
    assert_one_sentence(backline("staff", *arguments, BACKLINE_DATA_DIR=str(tmp_path)), *words)


def test_without_https_no_link_is_made(tmp_path: Path) -> None:
    there = {"BACKLINE_DATA_DIR": str(tmp_path), "BACKLINE_PUBLIC_URL": "http://chat.harborspine.example"}
    assert_one_sentence(backline("staff", "add", "ann", "--role", "admin", **there), "BACKLINE_PUBLIC_URL")
    assert "no accounts yet" in staff(tmp_path, "list")


async def test_the_start_of_the_site_prints_the_link(
    own_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    app = web.Application()
    app[settings_key], app[database_key] = own_settings, await Database.open(own_settings)
    await greet_operator(app)
    assert re.search(LINK, capsys.readouterr().out)
    await app[database_key].close()


async def test_each_start_gives_a_new_link_until_there_is_an_administrator(own_settings: Settings) -> None:
    database = await Database.open(own_settings)
    notices = [await first_admin_notice(own_settings, database) for _ in range(2)]
    tokens = [re.search(LINK, notice or "")[1] for notice in notices]
    async with database.reading() as connection:
        assert await find_link(connection, tokens[0]) is None
        link = await find_link(connection, tokens[1])
        assert link is not None
        assert link.staff_id is None
    await add(database, SYSTEM, "ann", "admin")
    assert await first_admin_notice(own_settings, database), "ann has not joined yet"
    plain = replace(own_settings, public_url="http://chat.harborspine.example")
    assert "BACKLINE_PUBLIC_URL" in (await first_admin_notice(plain, database) or "")
    async with database.transaction() as connection:
        ann = await find_account(connection, name="ann")
        await change_account(connection, ann.id, password_hash="some hash")
    assert await first_admin_notice(own_settings, database) is None
    assert await first_admin_notice(plain, database) is None
    async with database.reading() as connection:
        assert (await verify(connection, database.cipher)).whole
    await database.close()

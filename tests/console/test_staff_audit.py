"""The audit log's page: searching, verifying, exporting."""

from __future__ import annotations

import csv
import html
import io
import itertools
import re
import time
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.console.audit_page import sentence_for, spelled_out
from backline.storage.audit import Actor, Verdict, add_entry
from backline.storage.database import Database
from backline.storage.staff_tables import audit
from tests.helpers.staff import StaffClient, database_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
_numbers = itertools.count(1)


@pytest.fixture
def database(server: TestServer) -> Database:
    return database_of(server)


async def note(database: Database, actor: str, *objects: str, action: str = "test.noted") -> None:
    async with database.transaction() as connection:
        for object_ in objects:
            await add_entry(connection, database.cipher, Actor(1, actor), action, object_)


def cells(page: str) -> list[list[str]]:
    """The rows of the table."""
    body = re.search(r"<tbody>(.*)</tbody>", page, re.S)
    rows = re.findall(r"<tr>(.*?)</tr>", body[1], re.S) if body else []
    return [
        [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        for row in rows
    ]


async def test_entries_are_shown_newest_first_and_filtered(admin: StaffClient, database: Database) -> None:
    who = f"watched-{next(_numbers)}"
    await note(database, who, "web-1", "web-2")
    await note(database, who, "web-1", action="test.else")
    page = await admin.get_text("/staff/audit", params={"staff": who})
    assert [(row[2], row[3], row[4]) for row in cells(page)] == [
        (who, "test.else", "web-1"),
        (who, "test.noted", "web-2"),
        (who, "test.noted", "web-1"),
    ]
    page = await admin.get_text("/staff/audit", params={"staff": who, "object": "web-1", "action": "test.noted"})
    assert [row[4] for row in cells(page)] == ["web-1"]
    page = await admin.get_text("/staff/audit", params={"staff": "nobody"})
    assert "No entry fits this filter." in page


async def test_days_limit_what_is_shown(admin: StaffClient, database: Database) -> None:
    who = f"watched-{next(_numbers)}"
    await note(database, who, "web-1")
    today = datetime.fromtimestamp(time.time(), UTC).strftime("%Y-%m-%d")
    for days, count in (
        ({"from": today, "to": today}, 1),
        ({"from": today}, 1),
        ({"to": "2026-01-01"}, 0),
        ({"from": "2999-01-01"}, 0),
    ):
        page = await admin.get_text("/staff/audit", params={"staff": who, **days})
        assert len(cells(page)) == count


@pytest.mark.parametrize(
    "wrong", ["before=x", "before=-1", f"before={10**30}", "from=yesterday", "to=0001-01-01", "from=9999-12-31"]
)
async def test_nonsense_in_the_address_is_refused(admin: StaffClient, wrong: str) -> None:
    assert (await admin.get(f"/staff/audit?{wrong}")).status == 400


async def test_pages_follow_each_other_without_gap_or_overlap(admin: StaffClient, database: Database) -> None:
    who = f"watched-{next(_numbers)}"
    await note(database, who, *(f"web-{number}" for number in range(250)))
    path, seen = f"/staff/audit?staff={who}", []
    while path:
        page = await admin.get_text(path)
        seen += [row[4] for row in cells(page)]
        await note(database, who, "later")  # what is added meanwhile moves nothing
        older = re.search(r'<a href="(/staff/audit\?[^"]*before=[^"]*)"', page)
        path = html.unescape(older[1]) if older else ""
    assert seen == [f"web-{number}" for number in reversed(range(250))]


async def test_what_stands_in_the_log_is_shown_as_text(admin: StaffClient, database: Database) -> None:
    who = f"watched-{next(_numbers)}"
    await note(database, who, "<script>alert(1)</script>")
    page = await admin.get_text("/staff/audit", params={"staff": who})
    assert "<script>alert" not in page
    assert cells(page)[0][4] == "<script>alert(1)</script>"


async def test_the_log_is_verified_at_a_press_and_that_is_noted(admin: StaffClient, database: Database) -> None:
    page = await (await admin.post("/staff/audit/verify")).text()
    found = re.search(r"The log is whole: ([0-9,]+) entries checked, none changed and none missing\.", page)
    assert found, page
    async with database.reading() as connection:
        count = (await connection.execute(sa.select(sa.func.count()).select_from(audit))).scalar_one()
    assert int(found[1].replace(",", "")) == count - 1
    page = await admin.get_text("/staff/audit?action=audit.verified")
    assert cells(page)[0][5] == f"broken at: none; cut off: no; entries: {count - 1}"


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        (Verdict(1, None, cut_off=False), "The log is whole: 1 entry checked"),
        (Verdict(12, 12, cut_off=False), "tampered with: entry 12"),
        (Verdict(1200, None, cut_off=True), "missing at the end (1,200 entries checked)"),
    ],
)
async def test_what_was_found_is_a_sentence(verdict: Verdict, words: str) -> None:
    assert words in sentence_for(verdict)


@pytest.mark.parametrize(
    ("details", "shown"),
    [
        ("{}", ""),
        ('{"role": "admin", "n": 1.5}', "role: admin; n: 1.5"),
        ('{"throttled": true, "a_list": []}', "throttled: yes; a list: "),
        ("not json", "not json"),
        ("[1]", "[1]"),
    ],
)
async def test_details_are_shown_as_words(details: str, shown: str) -> None:
    assert spelled_out(details) == shown


async def test_the_export_holds_what_the_filter_lets_through(admin: StaffClient, database: Database) -> None:
    who = f"watched-{next(_numbers)}"
    objects = [f"web-{number}" for number in range(2400)]
    await note(database, who, *objects, "=HYPERLINK(1)", 'a "quoted", one')
    response = await admin.get(f"/staff/audit/export.csv?staff={who}")
    assert response.content_type == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="audit.csv"'
    lines = list(csv.reader(io.StringIO(await response.text())))
    assert lines[0] == ["id", "time (UTC)", "staff", "action", "object", "details"]
    assert [line[4] for line in lines[1:3]] == ['a "quoted", one', "'=HYPERLINK(1)"]
    assert [line[4] for line in lines[3:]] == objects[::-1]
    page = await admin.get_text("/staff/audit?action=audit.exported")
    assert cells(page)[0][2:] == [admin.name, "audit.exported", "", "filter: staff"]

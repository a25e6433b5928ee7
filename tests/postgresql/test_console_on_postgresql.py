"""Tests of the console once more, over PostgreSQL (see ``server`` in conftest.py)."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from backline.storage.audit import verify
from backline.storage.database import Database
from backline.storage.tables import messages
from tests.console.test_conversation_list import (  # noqa: F401  (collected here again)
    LINE,
    chat,
    found,
    new_word,
    test_a_conversation_is_listed_without_what_names_the_person,
    test_a_reference_number_leads_to_its_conversation,
    test_a_view_is_saved_opened_and_deleted,
    test_filters_narrow_the_list_down,
    test_listing_and_searching_are_written_down_without_the_words,
    test_nothing_that_is_typed_breaks_the_search,
    test_red_flags_come_first_until_somebody_is_done_with_them,
    test_search_finds_phrases_beginnings_and_accents,
    test_the_page_that_refreshes_itself_is_written_down_with_what_is_new,
)
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient
from tests.storage.test_postgresql import write_turn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_list_goes_on_where_a_page_ends(reviewer: StaffClient, console_database: Database) -> None:
    async with console_database.transaction() as connection:
        for number in range(60):
            await write_turn(connection, console_database, f"page-{number:02}")
    seen: list[str] = []
    address: str | None = "/staff/conversations?channel=test"
    while address:
        page = await reviewer.get_text(address)
        seen += LINE.findall(page)
        following = re.search(r'href="([^"]*[?&;]after=[^"]*)"', page)
        address = following[1].replace("&amp;", "&") if following else None
        if address and address.startswith("?"):
            address = "/staff/conversations" + address
    assert seen == [f"page-{number:02}" for number in range(59, -1, -1)]


async def test_the_audit_log_is_whole_after_all_that(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    word = new_word("marten")
    await chat(patient, f"hello {word}")
    (own,) = await found(reviewer, f"q={word}")
    await reviewer.get_text(f"/staff/conversations/{own}")
    async with console_database.reading() as connection:
        verdict = await verify(connection, console_database.cipher)
    assert verdict.whole
    assert verdict.entries > 3


async def test_the_chat_resumes_after_the_last_message_it_saw(patient: Browser, console_database: Database) -> None:
    await patient.open_chat()
    first = await patient.say("what is sciatica")
    second = await patient.say("and spinal stenosis?")
    resumed = await patient.events(first[-1]["id"], len(second))
    assert [message["id"] for message in resumed] == [message["id"] for message in second]
    async with console_database.reading() as connection:
        highest = (await connection.execute(sa.select(sa.func.max(messages.c.id)))).scalar()
    assert highest == second[-1]["id"]

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from backline.storage.database import Database
from backline.storage.review_tables import notes
from backline.storage.tables import conversations, messages
from tests.console.test_conversation_list import chat, found, last_entry, new_word
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def own_conversation(patient: Browser, reviewer: StaffClient, *texts: str) -> str:
    word = new_word("tapir")
    await chat(patient, f"hi {word}", *texts)
    (own,) = await found(reviewer, f"q={word}")
    return own


async def version_of(database: Database, id_: str) -> int:
    async with database.reading() as connection:
        query = sa.select(conversations.c.version).where(conversations.c.id == id_)
        return int((await connection.execute(query)).scalar())


async def test_a_conversation_shows_what_was_said_and_is_written_down(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    own = await own_conversation(patient, reviewer, "what is spinal stenosis?")
    page = await reviewer.get_text(f"/staff/conversations/{own}")
    assert "what is spinal stenosis?" in page
    assert "Spinal stenosis means" in page
    assert (await last_entry(console_database, "transcript.read"))["object"] == own


async def test_what_happened_in_a_turn(patient: Browser, reviewer: StaffClient) -> None:
    own = await own_conversation(patient, reviewer, "what is spinal stenosis?")
    part = await reviewer.get_text(f"/staff/conversations/{own}/turns/2")
    assert re.search(r"ask_what_is, confidence [01]\.\d{3}", part)
    assert "Runners-up" in part
    assert "condition = spinal_stenosis" in part
    assert "action_answer" in part
    assert "spinal_stenosis/what_is" in part
    assert re.search(r'<th scope="row">topic</th><td>not set</td><td>spinal_stenosis</td>', part)
    assert re.search(r"[\d.]+ ms", part)
    assert 'rel="noreferrer noopener"' in part


async def test_a_red_flag_shows_its_rule_sentence_and_reason(patient: Browser, reviewer: StaffClient) -> None:
    own = await own_conversation(patient, reviewer, "my back hurts. i can't feel my groin since this morning.")
    part = await reviewer.get_text(f"/staff/conversations/{own}/turns/2")
    assert "emergency" in part
    assert "the rule" in part
    assert "feel my groin since this morning" in part
    flags = re.search(r"<dt>Red flags</dt>\s*<dd>(.*?)</dd>", part, re.S)
    assert flags
    assert re.search(r"”\. \w.{20,}", flags[1]), "the rule's reason is missing"


async def test_contact_details_stay_hidden_in_slots_and_text(patient: Browser, reviewer: StaffClient) -> None:
    own = await own_conversation(patient, reviewer, "please call me", "Ann Quillfeather", "415 555 0134")
    page = await reviewer.get_text(f"/staff/conversations/{own}")
    parts = [await reviewer.get_text(f"/staff/conversations/{own}/turns/{turn}") for turn in range(1, 5)]
    for text in (page, *parts):
        assert "Quillfeather" not in text
        assert "0134" not in text
    assert any("(contact details)" in part for part in parts)


async def test_a_long_conversation_opens_at_its_end_and_goes_back(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    own = await own_conversation(patient, reviewer)
    async with console_database.transaction() as connection:
        row = (
            (await connection.execute(sa.select(messages).where(messages.c.conversation_id == own))).mappings().first()
        )
        assert row is not None
        more = [{**row, "id": None, "text": f"line number {n}", "turn": n + 2} for n in range(120)]
        for values in more:
            values.pop("id")
        await connection.execute(messages.insert(), more)
    page = await reviewer.get_text(f"/staff/conversations/{own}")
    assert "line number 119" in page
    assert "line number 60" not in page
    earlier = re.search(r'hx-get="([^"]+before=\d+)"', page)
    assert earlier
    part = await reviewer.get_text(earlier[1])
    assert "line number 60" in part
    assert "line number 119" not in part
    assert "Later messages" not in part
    around = re.search(r'id="m(\d+)" [^>]*>\s*<p class="message-text">line number 60<', part)
    assert around
    middle = await reviewer.get_text(f"/staff/conversations/{own}?message={around[1]}")
    assert "line number 60" in middle
    assert "Earlier messages" in middle
    assert "Later messages" in middle


async def test_a_note_is_kept_without_names_and_found_by_search(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    own = await own_conversation(patient, reviewer)
    word = new_word("marmot")
    answer = await reviewer.post(f"/staff/conversations/{own}/notes", {"text": f"{word}: call 415 555 0166 back"})
    assert answer.status == 303
    async with console_database.reading() as connection:
        text = (await connection.execute(sa.select(notes.c.text).where(notes.c.conversation_id == own))).scalar()
    assert word in text
    assert "0166" not in text
    assert await found(reviewer, f"q={word}") == [own]
    assert (await last_entry(console_database, "conversation.noted"))["details"] == {}


async def test_tags_are_added_found_and_taken_away(patient: Browser, reviewer: StaffClient) -> None:
    own = await own_conversation(patient, reviewer)
    tag = new_word("tag")
    await reviewer.post(f"/staff/conversations/{own}/tags", {"add": tag.upper()})
    assert await found(reviewer, f"tag={tag}") == [own]
    await reviewer.post(f"/staff/conversations/{own}/tags", {"remove": tag})
    assert await found(reviewer, f"tag={tag}") == []
    refused = await reviewer.post(f"/staff/conversations/{own}/tags", {"add": "<b>"})
    assert refused.status == 400


async def test_who_is_slower_does_not_overwrite(
    patient: Browser, reviewer: StaffClient, admin: StaffClient, console_database: Database
) -> None:
    own = await own_conversation(patient, reviewer)
    version = await version_of(console_database, own)
    first = await reviewer.post(f"/staff/conversations/{own}/status", {"status": "in_review", "version": version})
    second = await admin.post(f"/staff/conversations/{own}/status", {"status": "done", "version": version})
    assert (first.status, second.status) == (303, 409)
    assert "changed meanwhile" in await second.text()
    assert own in await found(reviewer, "status=in_review")


async def test_assigning(patient: Browser, reviewer: StaffClient, console_database: Database) -> None:
    own = await own_conversation(patient, reviewer)
    version = await version_of(console_database, own)
    await reviewer.post(f"/staff/conversations/{own}/assignee", {"assignee": "me", "version": version})
    page = await reviewer.get_text(f"/staff/conversations/{own}")
    assert re.search(r"selected>rita</option>", page)
    refused = await reviewer.post(f"/staff/conversations/{own}/assignee", {"assignee": "99999", "version": version + 1})
    assert refused.status == 400


async def test_done_and_next_goes_on_in_the_same_list(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    tag = new_word("tag")
    ids = []
    for _ in range(3):
        async with Browser(patient.client.server) as other:
            ids.append(await own_conversation(other, reviewer))
        await reviewer.post(f"/staff/conversations/{ids[-1]}/tags", {"add": tag})
    newest, middle, oldest = reversed(ids)
    answer = await reviewer.post(
        f"/staff/conversations/{newest}/status",
        {"status": "done", "next": "yes", "version": await version_of(console_database, newest), "list": f"tag={tag}"},
    )
    assert answer.headers["Location"] == f"/staff/conversations/{middle}?tag={tag}"
    page = await reviewer.get_text(f"/staff/conversations/{middle}?tag={tag}")
    assert f'href="/staff/conversations/{oldest}?tag={tag}" data-key="j"' in page
    assert f'href="/staff/conversations/{newest}?tag={tag}" data-key="k"' in page


async def test_an_answer_is_called_wrong_and_right_again(patient: Browser, reviewer: StaffClient) -> None:
    own = await own_conversation(patient, reviewer)
    page = await reviewer.get_text(f"/staff/conversations/{own}")
    bot = re.search(r'message-bot" id="m(\d+)"', page)
    person = re.search(r'message-user" id="m(\d+)"', page)
    assert bot
    assert person
    address = f"/staff/conversations/{own}/messages/{bot[1]}/wrong"
    answer = await reviewer.post(address, {"reason": "Not what was asked"})
    assert answer.headers["Location"].endswith(f"#m{bot[1]}")
    assert "called wrong by rita" in await reviewer.get_text(f"/staff/conversations/{own}")
    await reviewer.post(address, {"undo": "yes"})
    assert "called wrong" not in await reviewer.get_text(f"/staff/conversations/{own}")
    refused = await reviewer.post(f"/staff/conversations/{own}/messages/{person[1]}/wrong", {"reason": "x"})
    assert refused.status == 404


async def test_a_coordinator_reads_and_does_not_judge(
    patient: Browser, reviewer: StaffClient, coordinator: StaffClient
) -> None:
    own = await own_conversation(patient, reviewer)
    page = await coordinator.get_text(f"/staff/conversations/{own}")
    assert "Done, and next" not in page
    refused = await coordinator.post(f"/staff/conversations/{own}/notes", {"text": "hello"})
    assert refused.status == 403


async def test_what_is_not_there_is_said_so(reviewer: StaffClient) -> None:
    response = await reviewer.get("/staff/conversations/web-nobody")
    assert response.status == 404
    assert "It may have been deleted" in await response.text()

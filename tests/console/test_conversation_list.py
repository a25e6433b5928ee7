from __future__ import annotations

import html
import json
import random
import re

import pytest
import sqlalchemy as sa

from backline.storage.database import Database
from backline.storage.staff_tables import audit
from backline.storage.tables import conversations
from tests.helpers.site import Browser
from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")

LINE = re.compile(r'id="c-([\w.-]+)"')


def new_word(start: str) -> str:
    """A word that stands in one test's messages only, and that nothing takes for a number or for gibberish."""
    return start + "".join(random.choices(("ba", "ne", "li", "ro", "mu", "ta", "se", "no"), k=5))


async def chat(patient: Browser, *texts: str) -> None:
    """Hold a chat."""
    await patient.open_chat()
    for text in texts:
        await patient.say(text)


async def found(client: StaffClient, query: str) -> list[str]:
    return LINE.findall(await client.get_text(f"/staff/conversations?{query}"))


async def last_entry(database: Database, action: str) -> dict[str, object]:
    async with database.reading() as connection:
        query = sa.select(audit).where(audit.c.action == action).order_by(audit.c.id.desc()).limit(1)
        row = (await connection.execute(query)).mappings().first()
    assert row is not None, f"nothing is written down about {action}"
    return {**row, "details": json.loads(row["details"])}


async def test_a_conversation_is_listed_without_what_names_the_person(patient: Browser, reviewer: StaffClient) -> None:
    word = new_word("zebra")
    await chat(patient, f"{word} my number is 415 555 0134, what is a bulging disc?")
    page = await reviewer.get_text(f"/staff/conversations?q={word}")
    assert len(LINE.findall(page)) == 1
    assert "555 0134" not in page
    assert f"<mark>{word}</mark>" in page


async def test_red_flags_come_first_until_somebody_is_done_with_them(patient: Browser, reviewer: StaffClient) -> None:
    await chat(patient, "i cant feel my groin and i lost control of my bladder")
    (emergency, *_) = await found(reviewer, "red_flag=emergency")
    async with Browser(patient.client.server) as other:
        await chat(other, "what is spinal stenosis")
    assert (await found(reviewer, ""))[0] == emergency
    page = await reviewer.get_text(f"/staff/conversations/{emergency}")
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    answer = await reviewer.post(
        f"/staff/conversations/{emergency}/status", {"status": "done", "version": version[1], "list": ""}
    )
    assert answer.status == 303
    assert (await found(reviewer, ""))[0] != emergency
    assert emergency in await found(reviewer, "red_flag=emergency&status=done")
    # Another sign in the same conversation puts it back at the top.
    await patient.say("and now both my legs are numb and weak")
    assert emergency in await found(reviewer, "red_flag=emergency&status=new")


async def test_filters_narrow_the_list_down(patient: Browser, reviewer: StaffClient) -> None:
    word = new_word("walrus")
    await chat(patient, f"what is sciatica {word}", "qwrt zxcv plkj", "exercises for my neck please")
    (own,) = await found(reviewer, f"q={word}")
    for query, is_in in (
        ("topic=sciatica", True),
        ("topic=scoliosis", False),
        ("intent=ask_what_is", True),
        ("intent=ask_cost", False),
        ("fallback=yes", True),
        ("fallback=no", False),
        ("contained=yes", True),
        ("contained=no", False),
        ("channel=web", True),
        ("channel=sms", False),
        ("status=new", True),
        ("status=done", False),
        ("red_flag=none", True),
        ("red_flag=any", False),
        ("handed_over=no", True),
        ("handed_over=yes", False),
        ("feedback=none", True),
        ("feedback=down", False),
        ("assignee=nobody", True),
        ("assignee=99999", False),
        ("language=en", True),
        ("language=es", False),
        ("min_messages=6", True),
        ("max_messages=3", False),
        ("low_confidence=1", True),
        ("low_confidence=0", False),
        ("from=2020-01-01", True),
        ("to=2020-01-01", False),
        ("from=2020-01-01&by=activity", True),
        ("form=exercise_form:warning_signs", True),
        ("form=exercise_form:pain_weeks", False),
        ("lead=new", False),
        ("tag=nothing", False),
    ):
        # Together with the word, so that other conversations on the page do not matter.
        assert (own in await found(reviewer, f"{query}&q={word}")) is is_in, query


async def test_what_can_not_be_read_is_named_and_left_out(reviewer: StaffClient) -> None:
    page = await reviewer.get_text(
        "/staff/conversations?from=yesterday&low_confidence=7&red_flag=purple&min_messages=-1"
    )
    for name in ("from", "low_confidence", "red_flag", "min_messages"):
        assert f"&#39;{name}&#39; was left out" in page


@pytest.mark.parametrize(
    "query",
    [
        f"q=pain&before={'9' * 30}",
        "q=pain&before=٣",
        f"after={'9' * 30},1,x",
        "after=0,nan,x",
        "after=0,1e400,x",
        "after=x",
        f"assignee={'9' * 30}",
        f"min_messages={'9' * 30}",
    ],
)
async def test_numbers_out_of_reason_do_no_harm(reviewer: StaffClient, query: str) -> None:
    response = await reviewer.get(f"/staff/conversations?{query}")
    assert response.status == 200


async def test_the_pages_of_the_list_hold_each_conversation_once(
    reviewer: StaffClient, console_database: Database
) -> None:
    now = 1_790_000_000.123456
    rows = [
        {
            "id": f"paged-{number:03}",
            "channel": "paged",
            "created_at": now,
            "updated_at": now + number % 7,
            "attention": 0,
        }
        for number in range(130)
    ]
    async with console_database.transaction() as connection:
        await connection.execute(conversations.insert(), rows)
    seen: list[str] = []
    address = "/staff/conversations?channel=paged"
    while address:
        page = await reviewer.get_text(address)
        seen += LINE.findall(page)
        following = re.search(r'href="([^"]+)" data-key="l"', page)
        address = html.unescape(following[1]) if following else ""
    assert len(seen) == 130
    assert sorted(seen) == sorted(row["id"] for row in rows)


async def test_a_reference_number_leads_to_its_conversation(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    word = new_word("lynx")
    await chat(patient, f"hello {word}")
    (own,) = await found(reviewer, f"q={word}")
    response = await reviewer.get(f"/staff/conversations?q={own}", allow_redirects=False)
    assert response.headers["Location"] == f"/staff/conversations/{own}"


@pytest.mark.parametrize(
    "words", ['"', "*", "OR", "NEAR(", "a AND NOT b*", '"unclosed phrase', "text:pain", "é ü", "\x00"]
)
async def test_nothing_that_is_typed_breaks_the_search(reviewer: StaffClient, words: str) -> None:
    response = await reviewer.get("/staff/conversations", params={"q": words})
    assert response.status == 200


async def test_search_finds_phrases_beginnings_and_accents(patient: Browser, reviewer: StaffClient) -> None:
    word = new_word("otter")
    await chat(patient, f"{word} café stairs hurt terribly")
    for query in (f'"{word} cafe"', f"{word[:9]}*", f"TERRIBLY {word}"):
        response = await reviewer.get("/staff/conversations", params={"q": query})
        assert len(LINE.findall(await response.text())) == 1, query
    response = await reviewer.get("/staff/conversations", params={"q": f'"cafe {word}"'})
    assert "holds all of these words" in await response.text()


async def test_a_view_is_saved_opened_and_deleted(reviewer: StaffClient) -> None:
    response = await reviewer.post(
        "/staff/conversations/views", {"view_name": "Open emergencies", "red_flag": "emergency", "status": "new"}
    )
    assert response.headers["Location"] == "/staff/conversations?status=new&red_flag=emergency"
    page = await reviewer.get_text("/staff/conversations")
    assert 'href="/staff/conversations?status=new&amp;red_flag=emergency"' in page
    number = re.search(r'name="delete" value="(\d+)"', page)
    assert number
    await reviewer.post("/staff/conversations/views", {"delete": number[1]})
    assert "Open emergencies" not in await reviewer.get_text("/staff/conversations")


async def test_listing_and_searching_are_written_down_without_the_words(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    word = new_word("heron")
    await chat(patient, f"hello {word}")
    (own,) = await found(reviewer, f"q={word}")
    entry = await last_entry(console_database, "transcripts.searched")
    assert entry["staff_name"] == "rita"
    assert entry["details"] == {"conversations": [own]}
    await found(reviewer, "")
    listed = (await last_entry(console_database, "transcripts.listed"))["details"]
    assert own in listed["conversations"]  # type: ignore[index]


async def test_the_page_that_refreshes_itself_is_written_down_with_what_is_new(
    patient: Browser, reviewer: StaffClient, console_database: Database
) -> None:
    await found(reviewer, "")
    before = await last_entry(console_database, "transcripts.listed")
    await reviewer.get_text("/staff/conversations/live")
    assert (await last_entry(console_database, "transcripts.listed"))["id"] == before["id"]
    word = new_word("ibex")
    await chat(patient, f"hello {word}")
    await reviewer.get_text("/staff/conversations/live")
    entry = await last_entry(console_database, "transcripts.listed")
    (own,) = await found(reviewer, f"q={word}")
    assert entry["details"] == {"conversations": [own]}

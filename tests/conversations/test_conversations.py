"""Every YAML file below this folder is a conversation; see README.md for what it may say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import yaml

from backline.assistant.turn import Assistant
from backline.storage.database import Database
from backline.storage.leads import find_lead
from backline.storage.tables import leads
from tests.helpers.conversation import Conversation

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.rglob("*.yml"))
STEP_KEYS = {"user", "press", "expect", "repeats"}
EXPECT_KEYS = {
    "answer", "says", "says_not", "actions", "form", "asks", "slots", "tone", "buttons", "cards", "lead",
}  # fmt: skip

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER).with_suffix("")) for path in FILES])
async def test_conversation(path: Path, assistant: Assistant, database: Database) -> None:
    script = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(script) == {"steps"}, "a file holds 'steps' and nothing else"
    conversation = Conversation(assistant)
    for number, step in enumerate(script["steps"], start=1):
        where = f"{path.name}, step {number} ({step.get('user') or step.get('press')})"
        assert set(step) <= STEP_KEYS, f"{where}: unknown {set(step) - STEP_KEYS}"
        await (conversation.press(step["press"]) if "press" in step else conversation.say(step["user"]))
        assert conversation.texts, f"{where}: no reply"
        if not step.get("repeats"):
            before = {reply.payload["text"] for reply in conversation.replies_before}
            assert not before & set(conversation.texts), f"{where}: said twice running{conversation.transcript()}"
        await check(where, step.get("expect") or {}, conversation, database)


async def check(where: str, expect: dict[str, Any], conversation: Conversation, database: Database) -> None:
    said = conversation.transcript()
    assert set(expect) <= EXPECT_KEYS, f"{where}: unknown {set(expect) - EXPECT_KEYS}"
    for words in expect.get("says", []):
        assert words.casefold() in conversation.text.casefold(), f"{where}: '{words}' is not said{said}"
    for words in expect.get("says_not", []):
        assert words.casefold() not in conversation.text.casefold(), f"{where}: '{words}' is said{said}"
    if "answer" in expect:
        assert (conversation.slot("seen") or [""])[-1] == expect["answer"], (
            f"{where}: {conversation.slot('seen')}{said}"
        )
    if "actions" in expect:
        assert conversation.actions == expect["actions"], f"{where}: {conversation.actions}{said}"
    if "form" in expect:
        assert conversation.form == expect["form"], f"{where}: {conversation.form}{said}"
    if "asks" in expect:
        assert conversation.slot("requested_slot") == expect["asks"], (
            f"{where}: {conversation.slot('requested_slot')}{said}"
        )
    for name, value in (expect.get("slots") or {}).items():
        assert conversation.slot(name) == value, f"{where}: {name} is {conversation.slot(name)!r}{said}"
    if "tone" in expect:
        assert expect["tone"] in conversation.tones, f"{where}: {conversation.tones}{said}"
    for title in expect.get("buttons", []):
        assert title in conversation.buttons, f"{where}: no button '{title}'{said}"
    if "cards" in expect:
        low, _, high = str(expect["cards"]).partition("-")
        assert int(low) <= len(conversation.cards) <= int(high or low), f"{where}: {len(conversation.cards)}{said}"
    if "lead" in expect:
        await check_lead(where, expect["lead"], conversation, database)


async def check_lead(where: str, expected: Any, conversation: Conversation, database: Database) -> None:
    async with database.transaction() as connection:
        query = sa.select(leads.c.reference).where(leads.c.conversation_id == conversation.id).order_by(leads.c.id)
        references = list((await connection.execute(query)).scalars())
        if expected is None:
            assert not references, f"{where}: a lead was kept"
            return
        assert references, f"{where}: no lead was kept{conversation.transcript()}"
        lead = await find_lead(connection, database.cipher, references[-1])
    assert lead is not None
    assert lead.reference in conversation.text, f"{where}: the reference number is not said"
    expected = dict(expected)
    for words in expected.pop("summary_says", []):
        assert words in lead.summary, f"{where}: '{words}' is not in the summary:\n{lead.summary}"
    for words in expected.pop("summary_says_not", []):
        assert words not in lead.summary, f"{where}: '{words}' is in the summary:\n{lead.summary}"
    for name, value in expected.items():
        assert getattr(lead, name) == value, f"{where}: {name} of the lead is {getattr(lead, name)!r}"

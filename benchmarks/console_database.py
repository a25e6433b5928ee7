"""A database as a busy clinic would have it, of invented conversations, for measuring the staff console.

``python -m benchmarks.console_database FOLDER`` makes it: 1,000,000 messages in 100,000 conversations of 30 days, one
of them 10,000 messages long. The same seed gives the same texts and figures; only what is encrypted differs.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from backline.contact import new_reference
from backline.settings import load_settings
from backline.storage.crypto import Cipher, load_or_create_key
from backline.storage.database import Database
from backline.storage.staff import add_account
from benchmarks.invented_conversations import FORMS, Conversation, Plans, Size
from benchmarks.invented_messages import Ranked, Words

STAFF = (("rita", "reviewer"), ("remo", "reviewer"), ("cory", "coordinator"), ("cleo", "coordinator"), ("ada", "admin"))
TAGS = ("good example", "wrong topic", "to discuss", "medicine", "tone", "too long", "praise", "worth a test")
_BATCH = 20_000
_INTENTS = (
    *("ask_what_is", "inform", "report_symptom", "ask_treatment", "affirm", "request_exercises", "ask_how_to", "deny"),
    *("thank", "ask_when_surgery", "report_care", "request_contact", "ask_risks", "review_care", "greet", "ask_cost"),
    *("ask_recovery", "ask_self_care", "ask_symptoms", "ask_causes", "ask_comparison", "ask_clinic", "out_of_scope"),
    *("chitchat", "goodbye", "skip", "ask_benefits", "ask_diagnosis", "ask_privacy", "complain", "bot_challenge"),
)
_RED_FLAGS = {
    "emergency": ("cauda_equina", "saddle_numbness"),
    "urgent": ("cancer", "cancer_history"),
}
_LEAD_STATES = ("new", "called", "booked", "closed", "lost")


def ensure_database(folder: Path, size: Size | None = None, *, seed: int = 1, until: float | None = None) -> None:
    """Make the database in ``folder`` where there is none yet.

    Args:
        folder: becomes a data folder of Backline: database, and secret key.
        size: how much.
        seed: decides everything drawn.
        until: when the last message may have been, in seconds since 1970; now, where not said.
    """
    if (folder / "made").exists():
        return
    for rest in folder.glob("backline.db*"):
        rest.unlink()
    settings = replace(load_settings(), data_dir=folder, database_url="")
    asyncio.run(_prepare(folder))
    cipher = Cipher(load_or_create_key(folder / "secret.key", may_create=False))
    with closing(sqlite3.connect(folder / "backline.db", isolation_level=None)) as connection:
        maker = _Maker(connection, cipher, settings.project_dir, size or Size(), seed, until or time.time())
        maker.make()
    (folder / "made").touch()


async def _prepare(folder: Path) -> None:
    database = await Database.open(replace(load_settings(), data_dir=folder, database_url=""))
    async with database.transaction() as connection:
        for name, role in STAFF:
            await add_account(connection, name, role)
    await database.close()


class _Maker:
    """Fills one database."""

    def __init__(
        self, connection: sqlite3.Connection, cipher: Cipher, project_dir: Path, size: Size, seed: int, until: float
    ) -> None:
        self._connection, self._cipher, self._size, self._until = connection, cipher, size, until
        self._chance = random.Random(seed)
        self._words = Words(project_dir, self._chance)
        self._intent = Ranked(_INTENTS, self._chance)
        self._tag = Ranked(TAGS, self._chance)
        self._exercises = sorted(path.stem for path in (project_dir / "data" / "exercises").glob("*.yml"))
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _COLUMNS}
        self._message_id = 0
        self._references: set[str] = set()

    def make(self) -> None:
        """Write everything, and leave the database as the application expects it."""
        self._connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-400000;")
        triggers = self._connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_text_%'"
        ).fetchall()
        for name, _ in triggers:
            self._connection.execute(f"DROP TRIGGER {name}")
        self._connection.execute("BEGIN")
        plans = Plans(self._size, self._words, self._chance, self._until)
        conversations = plans.conversations()
        # They are there from the start: what is counted at each turn goes by their day and channel.
        self._connection.executemany(
            "INSERT INTO conversations (id, channel, created_at, updated_at, turns, events, window_start)"
            " VALUES (?, ?, ?, 0, 0, 0, 0)",
            [(conversation.id, conversation.channel, conversation.start) for conversation in conversations],
        )
        for number, (at, index) in enumerate(plans.moments(conversations), 1):
            self._add_turn(conversations[index], at)
            if number % _BATCH == 0:
                self._write()
        for conversation in conversations:
            self._add_conversation(conversation)
        self._rows["marks"].sort()
        self._write()
        for index in ("messages_text", "notes_text"):
            self._connection.execute(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        for _, sql in triggers:
            self._connection.execute(sql)
        self._connection.execute("COMMIT")
        self._connection.executescript("ANALYZE; PRAGMA journal_mode=WAL;")

    def _add_turn(self, own: Conversation, at: float) -> None:
        chance = self._chance
        own.turns += 1
        own.last = at
        topic = chance.choice(own.topics)
        form, asked = self._form(own)
        tier = own.red_flag[1] if own.red_flag and own.red_flag[0] == own.turns else None
        fallback = tier is None and chance.random() < 0.06
        intent = "emergency" if tier else "nlu_fallback" if fallback else "inform" if asked else self._intent.draw()
        confidence = None if chance.random() < 0.2 else round(0.99 - 0.7 * chance.random() ** (1 if fallback else 4), 4)
        own.left = (form, asked, fallback)
        answer, reply = self._words.answered(topic)
        said = self._words.warning(tier) if tier else self._words.said(topic)
        own.marks |= {("intent", intent), ("topic", topic)}
        if form is None and intent == "request_exercises":
            own.marks |= {("exercise", each) for each in chance.sample(self._exercises, 4)}
        if confidence is not None:
            own.lowest = min(confidence, own.lowest or 1.0)
        own.fallbacks += fallback
        own.tier = tier or own.tier
        flags = [{"id": _RED_FLAGS[tier][0], "tier": tier, "rule": _RED_FLAGS[tier][1]}] if tier else []
        events = self._events(own, at, said, intent, confidence, topic)
        action = "action_emergency" if tier else "action_fallback" if fallback else "action_answer"
        self._rows["turns"].append(
            (
                *(own.id, own.turns, at, intent, confidence, '[["inform", 0.1], ["ask_risks", 0.05]]', action),
                *(None if fallback or tier else answer, form, asked, fallback, json.dumps(flags)),
                *(round(chance.lognormvariate(3.3, 0.4), 1), own.events - events, own.events),
            )
        )
        self._add_messages(own, at, said, reply)
        if own.lead_at == own.turns:
            self._add_lead(own, at)

    def _form(self, own: Conversation) -> tuple[str | None, str | None]:
        """The form under way after the turn, and its question: one question a turn until it is filled."""
        if own.form is None or own.lead_at == own.turns:
            return None, None
        questions = FORMS[own.form]
        place = own.turns - own.form_from
        return (own.form, questions[place]) if 0 <= place < len(questions) else (None, None)

    def _events(
        self, own: Conversation, at: float, said: str, intent: str, confidence: float | None, topic: str
    ) -> int:
        """The events that the console reads a turn's details from; returns how many."""
        parsed = {"intent": {"name": intent, "confidence": confidence or 1.0}, "entities": [], "text": said}
        events = (
            {"event": "user", "timestamp": at, "text": said, "parse_data": parsed},
            {"event": "slot", "timestamp": at, "name": "topic", "value": topic},
        )
        for event in events:
            data = self._cipher.encrypt(json.dumps(event), f"event:{own.id}")
            self._rows["events"].append((own.id, own.events, event["event"], at, data))
            own.events += 1
        return len(events)

    def _add_messages(self, own: Conversation, at: float, said: str, reply: str) -> None:
        for sender, text, when in (("user", said, at), ("bot", reply, at + 0.03)):
            self._message_id += 1
            payload = self._cipher.encrypt(json.dumps({"text": text}), f"message:{own.id}")
            self._rows["messages"].append((self._message_id, own.id, own.turns, sender, text, payload, when))
        if own.rated and own.rated[0] == own.turns:
            comment = self._words.said(own.topics[0]) if own.rated[1] < 0 and self._chance.random() < 0.4 else ""
            self._rows["feedback"].append((self._message_id, own.id, at + 20, own.rated[1], comment))
        if self._chance.random() < 0.001:
            self._rows["wrong_answers"].append((self._message_id, own.id, 1, at + 3600, "another topic was meant"))

    def _add_lead(self, own: Conversation, at: float) -> None:
        chance, own.lead = self._chance, True
        status = chance.choices(_LEAD_STATES, (25, 20, 30, 15, 10))[0]
        number = len(self._references)
        while (reference := new_reference()) in self._references:
            pass
        self._references.add(reference)
        fields = {
            "name": f"Test Person {number}", "phone": f"+141555501{number % 100:02}", "email": None,
            "reach": "mornings", "reason": "my back hurts", "summary": "Asked about: back pain",
        }  # fmt: skip
        secret = [value and self._cipher.encrypt(value, f"lead.{name}") for name, value in fields.items()]
        contacted = None if status == "new" else at + 3600 * (1 + 40 * chance.random())
        self._rows["leads"].append(
            (
                *(reference, own.id, "chat", status, own.tier is not None, *secret, "demo", at, at),
                *(contacted, None if status == "new" else 3),
            )
        )

    def _add_conversation(self, own: Conversation) -> None:
        chance = self._chance
        status = chance.choices(("new", "in_review", "done"), (55, 5, 40))[0]
        attention = {"emergency": 2, "urgent": 1}.get(own.tier or "", 0) if status != "done" else 0
        if chance.random() < 0.08:
            own.marks.add(("tag", self._tag.draw()))
        if chance.random() < 0.02:
            note = f"{self._words.said(own.topics[0])}; see also {own.topics[-1]}"
            self._rows["notes"].append((own.id, chance.randint(1, len(STAFF)), own.last + 600, note))
        self._rows["marks"] += [(kind, value, own.id) for kind, value in own.marks]
        self._connection.execute(
            f"UPDATE conversations SET {_CONVERSATION} WHERE id = ?",
            (
                *(own.last, own.turns, own.events, max(0, own.events - 200), own.tier, own.turns * 2, own.tier),
                *(attention, own.fallbacks, own.lowest, own.rated and own.rated[1], own.lead, "en", status),
                *(
                    chance.randint(1, len(STAFF)) if status != "new" or chance.random() < 0.1 else None,
                    *own.left,
                    own.id,
                ),
            ),
        )

    def _write(self) -> None:
        for name, columns in _COLUMNS.items():
            marks = ", ".join("?" * len(columns.split(",")))
            self._connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", self._rows[name])
            self._rows[name].clear()


_CONVERSATION = ", ".join(
    f"{name} = ?"
    for name in (
        *("updated_at", "turns", "events", "window_start", "red_flag_tier", "messages", "worst_tier", "attention"),
        *("fallbacks", "lowest_confidence", "feedback", "handed_over", "language", "status", "assignee"),
        *("left_form", "left_asked", "left_unanswered"),
    )
)
_COLUMNS = {
    "messages": "id, conversation_id, turn, sender, text, payload, created_at",
    "events": "conversation_id, sequence, type, timestamp, data",
    "turns": "conversation_id, turn, at, intent, confidence, runners_up, actions, answer, form, asked, fallback,"
    " red_flags, milliseconds, events_from, events_to",
    "marks": "kind, value, conversation_id",
    "leads": "reference, conversation_id, source, status, urgent, name, phone, email, reach, reason, summary,"
    " consent_version, consent_at, created_at, first_contact_at, assignee",
    "feedback": "message_id, conversation_id, at, value, comment",
    "wrong_answers": "message_id, conversation_id, staff_id, at, reason",
    "notes": "conversation_id, staff_id, at, text",
}


def main() -> None:
    """Make the database in the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--conversations", type=int, default=Size.conversations)
    parser.add_argument("--messages", type=int, default=Size.messages)
    parser.add_argument("--longest", type=int, default=Size.longest)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    size = Size(given.conversations, given.messages, given.longest)
    ensure_database(given.folder.resolve(), size, seed=given.seed)


if __name__ == "__main__":
    main()

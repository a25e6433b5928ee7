"""Controls of docs/hazards.md that no other test shows. None of them needs a trained model."""

from __future__ import annotations

import re
import uuid
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
import yaml
from aiohttp.test_utils import TestServer
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action_submit_contact import ActionSubmitContact
from backline.assistant import pending_turn, resources
from backline.assistant import start as start_module
from backline.assistant.pending_turn import PendingTurn
from backline.care import RedFlagReplies
from backline.channels.website import MAX_CHARACTERS
from backline.contact import load_consent
from backline.knowledge import ExerciseLibrary, KnowledgeBase
from backline.language import Reader, RedFlagRules
from backline.settings import Settings
from backline.storage.database import Database
from tests.conftest import PROJECT
from tests.helpers.site import Browser, serve, with_folder

pytestmark = pytest.mark.asyncio(loop_scope="session")

DATA = PROJECT / "data"
PHONE, EMERGENCY, CRISIS = "+1 415 555 0100", "911", "988"  # the demo clinic's
OTHER = {
    "clinic_phone": "020 7946 0000",
    "clinic_name": "Other Clinic",
    "emergency_number": "999",
    "crisis_line": "111",
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(settings: Settings) -> AsyncIterator[TestServer]:
    """The application, as it runs when there is neither a model nor a learned layer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(start_module, "model_path", lambda project: project / "models" / "there-is-none.tar.gz")
        patch.setattr(resources, "learned_path", lambda project: project / "models" / "there-is-none.npz")
        async with serve(with_folder(settings, "hazards")) as server:
            yield server
    resources.understander.cache_clear()  # what comes after has its learned layer again


@pytest_asyncio.fixture(loop_scope="session")
async def browser(server: TestServer) -> AsyncIterator[Browser]:
    async with Browser(server) as browser:
        yield browser


def break_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("disk I/O error"))

    for name in ("transaction", "reading", "ping"):
        monkeypatch.setattr(Database, name, fails)


# --- outage


@pytest.mark.parametrize("text", ["what is sciatica?", "i cant pee and my legs are numb"])
async def test_while_the_database_is_out_people_read_whom_to_call(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    await browser.open_chat()
    break_database(monkeypatch)
    for path, body in (
        ("/chat/messages", {"key": uuid.uuid4().hex, "text": text}),
        ("/webhooks/rest/webhook", {"sender": "ann", "message": text}),
    ):
        response = await browser.post(path, body)
        assert response.status == 503
        sentence = (await response.json())["error"]
        assert PHONE in sentence
        assert f"In an emergency, call {EMERGENCY}." in sentence


async def test_ready_says_which_part_is_out(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    without_model = await browser.client.get("/ready")
    assert without_model.status == 503
    assert await without_model.json() == {"status": "not ready", "model": False, "database": True}
    break_database(monkeypatch)
    without_both = await browser.client.get("/ready")
    assert without_both.status == 503
    assert await without_both.json() == {"status": "not ready", "model": False, "database": False}


# --- emergencies


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("i dont want to call, its too expensive", "treated first"),
        ("i will drive there myself", "do not drive yourself"),
        ("what number? i live in spain", "112 in Europe"),
        ("i have no phone and nobody is here", "ask anyone near you"),
        ("i will call my own doctor tomorrow", "do not wait"),
    ],
)
async def test_what_keeps_people_from_calling_is_answered(browser: Browser, reason: str, words: str) -> None:
    await browser.open_chat()
    await browser.say("i cant pee and my legs are numb")
    replies = [message for message in await browser.say(reason) if message["from"] == "bot"]
    assert [reply["tone"] for reply in replies] == ["emergency"]
    assert words in replies[0]["text"]
    assert {"title": f"Call {EMERGENCY}", "href": f"tel:{EMERGENCY}"} in replies[0]["links"]


# --- what is always in sight


@pytest.mark.parametrize("path", ["/", "/contact", "/privacy", "/nowhere"])
async def test_every_page_shows_the_emergency_number(browser: Browser, path: str) -> None:
    html = await (await browser.client.get(path)).text()
    assert f'href="tel:{EMERGENCY}"' in html
    assert f'emergency-number="{EMERGENCY}"' in html


async def test_a_chat_begins_with_what_it_is_and_is_not_for(browser: Browser) -> None:
    notice = (await browser.open_chat(new=True))["consent_notice"]
    for words in ("computer program, not a doctor", "30 days", "don't use it in an emergency"):
        assert words in notice


async def test_after_a_request_people_read_whom_to_call(browser: Browser) -> None:
    html = await (await browser.client.get("/contact")).text()
    csrf = re.search(r'name="csrf"[^>]*value="([^"]+)"', html)
    assert csrf
    form = {"name": "Ann Lee", "phone": "415 555 0134", "consent": "yes", "csrf": csrf[1]}
    html = await (await browser.client.post("/contact", data=form)).text()
    said = html.partition("What happens next")[2].partition("</main>")[0]
    assert "within one working day" in said
    assert f"{PHONE}</a> and give the reference" in said
    assert f'href="tel:{EMERGENCY}"' in said


async def test_the_reply_to_a_request_says_what_to_do_if_nobody_calls(server: TestServer) -> None:
    slots = {
        "contact_name": "Ann Lee",
        "contact_details": {"kind": "phone", "value": "+14155550134", "display": "(415) 555-0134"},
        "contact_reach": "mornings",
        "contact_reason": "back pain",
        "contact_consent": True,
        "contact_confirmed": True,
    }
    dispatcher, pending = CollectingDispatcher(), PendingTurn()
    token = pending_turn.current.set(pending)
    try:
        await ActionSubmitContact().run(dispatcher, Tracker("web-1", slots, {}, [], False, None, {}, "x"), {})
    finally:
        pending_turn.current.reset(token)
    (lead,) = pending.leads
    said = dispatcher.messages[-1]["text"]
    assert lead.reference in said
    assert "within one working day" in said
    assert f"If you don't hear from us, call {PHONE} and give that number." in said
    assert f"Call {EMERGENCY} in an emergency." in said


# --- reading


async def test_the_longest_message_is_read_to_its_end() -> None:
    reader = Reader({}, RedFlagRules.load(DATA / "red_flags.yml"))
    sign = " I can't pee!"
    text = ("It hurts a lot. " * MAX_CHARACTERS)[: MAX_CHARACTERS - len(sign)] + sign
    assert [flag.id for flag in reader.read(text).red_flags] == ["cauda_equina"]


# --- numbers


def wordings() -> Iterator[tuple[str, str]]:
    """What a clinic does not write anew: replies to signs, responses and the consent, with their placeholders."""
    # Which number holds in which country is what the one reply left out here is about.
    replies = RedFlagReplies.load(DATA / "red_flag_replies.yml").texts
    yield from ((key, text) for key, text in replies.items() if key != "aside_country")
    domain = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    for name, variants in domain["responses"].items():
        yield from ((name, variant["text"]) for variant in variants)
    yield "consent", load_consent(DATA / "consent.yml").text


async def test_no_wording_holds_the_number_of_one_clinic_or_country() -> None:
    texts = dict(wordings())
    assert len(texts) > 50
    number = re.compile(r"\b(911|999|988|112|000|111)\b|\d{3}[ -]\d{3,4}\b")
    assert {name: number.findall(text) for name, text in texts.items() if number.search(text)} == {}


async def test_the_numbers_that_are_said_are_the_clinics_own() -> None:
    replies = RedFlagReplies.load(DATA / "red_flag_replies.yml")
    for key in (key for key in replies.texts if "." in key):
        said = replies.text(key, OTHER)
        assert OTHER["emergency_number"] in said or OTHER["clinic_phone"] in said, key
        for number in (PHONE, EMERGENCY, CRISIS):
            assert number not in said, key


# --- age of what is said


async def test_no_text_is_older_than_the_last_look_at_its_sources() -> None:
    knowledge = KnowledgeBase.load(DATA / "knowledge")
    dated = [
        (f"{topic.id} {answer.aspect}", answer.reviewed, [source.checked for source in answer.sources])
        for topic in knowledge.topics.values()
        for answer in topic.answers.values()
    ]
    dated += [
        (e.id, e.reviewed, [source.checked for source in e.sources]) for e in ExerciseLibrary.load(DATA / "exercises")
    ]
    assert len(dated) > 500
    stale = {name for name, reviewed, checked in dated if max(checked) > reviewed}
    assert stale == set(), "a source was read again: look at these texts too, and set 'reviewed' to that day"

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from backline.channels.contract import (
    Call,
    ChannelOptions,
    Kind,
    Option,
    Outgoing,
    Receipt,
    TryAgain,
    Undeliverable,
    Unverified,
)
from backline.channels.messenger import Messenger
from backline.channels.meta_api import GraphError
from tests.channels import meta_checks
from tests.channels.fakes import platform
from tests.channels.fakes.messenger import FakeMessenger
from tests.channels.fakes.platform import Sent
from tests.channels.meta_checks import signed, webhook
from tests.channels.payloads.messenger import PAGE, SHAPES

HERE = "https://clinic.example/webhooks/messenger"
TO = {"to": "254000000000134"}
NO, YES = Option("No", "tokNo"), Option("Yes", "tokYes")


def make() -> Messenger:
    fake = FakeMessenger()
    return Messenger(ChannelOptions(fake.settings(), fake.secrets(), HERE, "http://127.0.0.1:9/v27.0"))


def sent_by(outgoing: Outgoing) -> list[Sent]:
    """What arrives of a message, if the platform takes it."""
    fake = FakeMessenger()
    calls = make().render(outgoing, TO)
    assert all(call.to == "messages" for call in calls)
    bodies = [json.loads(json.dumps(call.body)) for call in calls]
    sent = [fake.read_message({**body, "message": {**body["message"], "metadata": "k"}}) for body in bodies]
    assert not fake.complaints
    return sent


@pytest_asyncio.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeMessenger]:
    monkeypatch.setattr(platform, "HANG_SECONDS", 1.0)
    fake = FakeMessenger()
    await fake.start()
    yield fake
    await fake.stop()


def hello() -> Call:
    (call,) = make().render(Outgoing("Hello"), TO)
    return call


# What comes in


@pytest.mark.parametrize(("name", "payload", "expected"), SHAPES, ids=[name for name, *_ in SHAPES])
def test_it_reads_what_messenger_posts(name: str, payload: Any, expected: Any) -> None:
    request = signed(FakeMessenger(), json.dumps(payload).encode())
    channel = make()
    channel.verify(request)
    assert list(channel.parse(request)) == expected
    assert channel.acknowledge(request).status == 200


def test_many_kinds_are_known() -> None:
    assert len(SHAPES) >= 30


def test_what_follows_a_message_has_an_id_of_its_own() -> None:
    ids = {name: [update.id for update in expected] for name, _, expected in SHAPES}
    assert len({*ids["text"], *ids["an edited message"], *ids["a deleted message"]}) == 3


def test_what_the_page_wrote_is_never_read_as_a_persons() -> None:
    channel = make()
    for _, payload, _ in SHAPES:
        own = json.loads(json.dumps(payload).replace(TO["to"], PAGE))
        for update in channel.parse(webhook(json.dumps(own).encode())):
            assert update.kind in (Kind.IGNORED, Kind.RECEIPT)


def test_no_forgery_is_taken() -> None:
    fake, channel = FakeMessenger(), make()
    body = fake.text("my back hurts", "and my leg").body
    channel.verify(signed(fake, body))
    count = 0
    for request in meta_checks.forgeries(body, 1500):
        with pytest.raises(Unverified):
            channel.verify(request)
        count += 1
    assert count >= 1000


def test_only_who_knows_the_token_gets_the_challenge() -> None:
    meta_checks.check_handshake(make())


def test_odd_fields_never_stop_it() -> None:
    channel = make()
    for body in meta_checks.odd_bodies(SHAPES, 3000):
        try:
            updates = channel.parse(webhook(body))
        except ValueError:
            continue
        meta_checks.check_updates(updates)


@pytest.mark.parametrize("body", meta_checks.NO_WEBHOOKS, ids=range(len(meta_checks.NO_WEBHOOKS)))
def test_what_is_no_webhook_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        make().parse(webhook(body))


def test_a_batch_of_a_hundred_keeps_its_order() -> None:
    fake = FakeMessenger()
    texts = [f"message {number}" for number in range(100)]
    updates = make().parse(signed(fake, fake.text(*texts).body))
    assert [update.text for update in updates] == texts
    assert len({update.id for update in updates}) == 100


# What goes out


@given(meta_checks.OUTGOING)
@hypothesis_settings(max_examples=300)
def test_any_message_keeps_within_the_limits(outgoing: Outgoing) -> None:
    meta_checks.check_nothing_is_lost(outgoing, sent_by(outgoing))


def test_a_short_answer_is_one_message_with_quick_replies() -> None:
    (sent,) = sent_by(Outgoing("Shall I go on?", (NO, YES)))
    assert sent.text == "Shall I go on?"
    assert sent.options == (("No", "tokNo"), ("Yes", "tokYes"))


def test_a_long_title_stands_in_the_text() -> None:
    (sent,) = sent_by(Outgoing("What next?", (Option("When is surgery an option?", "tokLong"), NO)))
    assert "1. When is surgery an option?\n2. No" in sent.text
    assert sent.options == (("1. When is surgery…", "tokLong"), ("2. No", "tokNo"))


def test_too_many_buttons_become_numbered_text() -> None:
    options = tuple(Option(f"Choice {letter}", f"tok{letter}") for letter in "abcdefghijklmn")
    (sent,) = sent_by(Outgoing("Which one?", options))
    assert not sent.options
    assert "14. Choice n" in sent.text


def test_the_last_part_of_a_long_answer_carries_the_quick_replies() -> None:
    paragraphs = [letter * 900 for letter in "abc"]
    first, last = sent_by(Outgoing("\n\n".join(paragraphs), (NO, YES)))
    assert first.text == "\n\n".join(paragraphs[:2])
    assert not first.options
    assert last.text == paragraphs[2]
    assert last.options


def test_a_picture_is_followed_by_its_text() -> None:
    link = "https://clinic.example/exercise-pictures/bridge.png"
    picture, text = sent_by(Outgoing("The bridge", (NO, YES), picture=link))
    assert (picture.picture, picture.text, picture.options) == (link, "", ())
    assert (text.text, len(text.options)) == ("The bridge", 2)


async def test_it_sends(fake: FakeMessenger, session: ClientSession) -> None:
    channel = fake.make_channel(HERE)
    (update,) = channel.parse(webhook(fake.text("hello", person="ann").body))
    picture, words = channel.render(
        Outgoing("Hi Ann", (NO, YES), picture="https://clinic.example/a.png"), update.address
    )
    assert await channel.send(session, picture, "key1") == "m_OUT00000001"
    assert await channel.send(session, words, "key2") == "m_OUT00000002"
    assert [(sent.to, sent.text, sent.key) for sent in fake.sent] == [("ann", "", "key1"), ("ann", "Hi Ann", "key2")]
    receipts = [channel.parse(webhook(post.body))[0].receipt for post in fake.receipts]
    assert [each for each in receipts if each] == [Receipt("key1", "m_OUT00000001"), Receipt("key2", "m_OUT00000002")]
    assert not fake.complaints
    # The call itself stays as it was kept.
    assert "metadata" not in words.body["message"]


@pytest.mark.parametrize(
    ("how", "taken", "unsure", "everyone"),
    [
        ("429", 0, False, True),
        ("500", 0, False, False),
        ("503", 0, False, False),
        ("hang", 0, True, False),
        ("close", 0, True, False),
        ("lost", 1, True, False),
    ],
)
async def test_it_tries_again(
    how: str, taken: int, unsure: bool, everyone: bool, fake: FakeMessenger, session: ClientSession
) -> None:
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as caught:
        await fake.make_channel().send(session, hello(), "k")
    assert (caught.value.unsure, caught.value.everyone, len(fake.sent)) == (unsure, everyone, taken)
    assert caught.value.after == (fake.wait if how == "429" else None)


async def test_nobody_answers(fake: FakeMessenger, session: ClientSession) -> None:
    channel = fake.make_channel()
    await fake.stop()
    with pytest.raises(TryAgain) as caught:
        await channel.send(session, hello(), "k")
    assert (caught.value.unsure, caught.value.everyone) == (False, False)


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (400, {"code": 10, "error_subcode": 2018278}, "never"),
        (400, {"code": 10, "error_subcode": 2018065}, "never"),
        (400, {"code": 551, "error_subcode": 1545041}, "gone"),
        (400, {"code": 551}, "gone"),
        (403, {"code": 200, "error_subcode": 1545041}, "gone"),
        (400, {"code": 10, "error_subcode": 2018108}, "gone"),
        (400, {"code": 100, "error_subcode": 2018001}, "gone"),
        (400, {"code": 100}, "never"),
        (400, {"code": 613}, "everyone"),
        (400, {"code": 4}, "everyone"),
        (400, {"code": 32}, "everyone"),
        (400, {"code": 80006}, "everyone"),
        (400, {"code": 1200}, "everyone"),
        (401, {"code": 190}, "everyone"),
        (403, {"code": 10}, "everyone"),
        (403, {"code": 230}, "everyone"),
        (403, {"code": 200, "error_subcode": 2018028}, "everyone"),
        (400, {"code": 368}, "everyone"),
        (500, {"code": 2}, "again"),
        (400, {"code": 2}, "again"),
        (500, None, "again"),
    ],
)
def test_what_the_error_codes_mean(status: int, error: Any, expected: str) -> None:
    answer = {"error": {**error, "message": "to 254000000000134 failed"} if error else error}
    found = GraphError(status, {}, answer).outcome(Messenger.codes)
    assert "254000000000134" not in found.why
    if isinstance(found, TryAgain):
        assert expected == ("everyone" if found.everyone else "again")
    else:
        assert expected == ("gone" if found.gone else "never")


async def test_what_the_platform_refuses_is_given_up(fake: FakeMessenger, session: ClientSession) -> None:
    with pytest.raises(Undeliverable) as caught:
        await fake.make_channel().send(session, Call("messages", {**hello().body, "messaging_type": "X"}), "k")
    assert not caught.value.gone


# Checking and registering


async def test_a_check_says_what_is_missing_and_registering_mends_it(
    fake: FakeMessenger, session: ClientSession
) -> None:
    channel = fake.make_channel(HERE)
    page, handed = await channel.check(session)
    assert page.ok
    assert "Demo Clinic" in page.sentence
    assert not handed.ok
    assert "register" in handed.sentence
    registered = await channel.register(session)
    assert registered is not None
    assert registered.ok
    assert [finding.ok for finding in await channel.check(session)] == [True, True]
    assert fake.webhooks["page"]["callback_url"] == HERE
    assert fake.get_started == "GET_STARTED"
    fake.webhooks["page"]["callback_url"] = "https://elsewhere.example"
    assert HERE in (await channel.check(session))[1].sentence
    fake.webhooks["page"]["active"] = False
    assert "goes nowhere" in (await channel.check(session))[1].sentence


async def test_a_page_that_hands_too_little_to_the_app_is_noticed(fake: FakeMessenger, session: ClientSession) -> None:
    channel = fake.make_channel(HERE)
    await channel.register(session)
    fake.page_fields = ["messages", "feed"]
    (_, finding) = await channel.check(session)
    assert not finding.ok
    assert "messaging_postbacks, message_echoes" in finding.sentence
    fake.page_fields = list(Messenger.fields)
    fake.webhooks["page"]["fields"] = ["messages"]
    (_, finding) = await channel.check(session)
    assert not finding.ok


async def test_the_token_of_another_page_is_noticed(fake: FakeMessenger, session: ClientSession) -> None:
    channel = Messenger(ChannelOptions({"page_id": "104300000000999"}, fake.secrets(), HERE, fake.url))
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert "page_id" in finding.sentence


@pytest.mark.parametrize("secret", ["APP_SECRET", "ACCESS_TOKEN"])
async def test_a_wrong_secret_is_named(secret: str, fake: FakeMessenger, session: ClientSession) -> None:
    secrets = {**fake.secrets(), f"BACKLINE_MESSENGER_{secret}": "wrong"}
    channel = Messenger(ChannelOptions(fake.settings(), secrets, HERE, fake.url))
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert f"BACKLINE_MESSENGER_{secret}" in finding.sentence


async def test_a_webhook_that_does_not_know_the_token_is_not_registered(
    fake: FakeMessenger, session: ClientSession
) -> None:
    secrets = {**fake.secrets(), "BACKLINE_MESSENGER_VERIFY_TOKEN": "another one"}
    registered = await Messenger(ChannelOptions(fake.settings(), secrets, HERE, fake.url)).register(session)
    assert registered is not None
    assert not registered.ok


async def test_a_check_while_nobody_answers(fake: FakeMessenger, session: ClientSession) -> None:
    channel = fake.make_channel(HERE)
    await fake.stop()
    (finding,) = await channel.check(session)
    assert not finding.ok
    registered = await channel.register(session)
    assert registered is not None
    assert not registered.ok

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from backline.channels.contract import Call, ChannelOptions, Option, Outgoing, TryAgain, Undeliverable, Unverified
from backline.channels.meta_api import GraphError
from backline.channels.whatsapp import WhatsApp
from tests.channels import meta_checks
from tests.channels.fakes import platform
from tests.channels.fakes.platform import Sent
from tests.channels.fakes.whatsapp import BUSINESS_ACCOUNT_ID, PHONE_NUMBER_ID, FakeWhatsApp
from tests.channels.meta_checks import headers_of, signed, webhook
from tests.channels.payloads.whatsapp import SHAPES

HERE = "https://clinic.example/webhooks/whatsapp"
TO = {"to": "+15555550134"}
NO, YES = Option("No", "tokNo"), Option("Yes", "tokYes")


def make(**settings: str) -> WhatsApp:
    fake = FakeWhatsApp()
    given_settings = {**fake.settings(), **settings}
    return WhatsApp(ChannelOptions(given_settings, fake.secrets(), HERE, "http://127.0.0.1:9/v27.0"))


def sent_by(outgoing: Outgoing) -> list[Sent]:
    """What arrives of a message, if the platform takes it."""
    fake = FakeWhatsApp()
    calls = make().render(outgoing, TO)
    assert all(call.to == "messages" for call in calls)
    sent = [fake.read_message({**json.loads(json.dumps(call.body)), "biz_opaque_callback_data": "k"}) for call in calls]
    assert not fake.complaints
    return sent


@pytest_asyncio.fixture
async def fake(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeWhatsApp]:
    monkeypatch.setattr(platform, "HANG_SECONDS", 1.0)
    fake = FakeWhatsApp()
    await fake.start()
    yield fake
    await fake.stop()


def hello() -> Call:
    (call,) = make().render(Outgoing("Hello"), TO)
    return call


# What comes in


@pytest.mark.parametrize(("name", "payload", "expected"), SHAPES, ids=[name for name, *_ in SHAPES])
def test_it_reads_what_whatsapp_posts(name: str, payload: Any, expected: Any) -> None:
    request = signed(FakeWhatsApp(), json.dumps(payload).encode())
    channel = make()
    channel.verify(request)
    assert list(channel.parse(request)) == expected
    assert channel.acknowledge(request).status == 200


def test_many_kinds_are_known() -> None:
    assert len(SHAPES) >= 30


def test_the_person_is_the_same_with_and_without_their_number() -> None:
    by_name = {name: expected for name, _, expected in SHAPES}
    shown, hidden = by_name["text"][0], by_name["a text of somebody who hides their number"][0]
    assert shown.person == hidden.person
    assert shown.address != hidden.address


def test_the_known_signature_of_this_form_is_taken() -> None:
    # GitHub signs its webhooks in the same way, and documents this example; Meta documents none.
    options = ChannelOptions({}, {"BACKLINE_WHATSAPP_APP_SECRET": "It's a Secret to Everybody"})
    good = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    WhatsApp(options).verify(webhook(b"Hello, World!", (meta_checks.HEADER, good)))


def test_no_forgery_is_taken() -> None:
    fake, channel = FakeWhatsApp(), make()
    body = fake.text("my back hurts", "and my leg").body
    channel.verify(signed(fake, body))
    count = 0
    for request in meta_checks.forgeries(body, 1500):
        with pytest.raises(Unverified):
            channel.verify(request)
        count += 1
    assert count >= 1000


def test_the_signature_of_sha1_alone_does_not_do() -> None:
    body = b"{}"
    old = ("X-Hub-Signature", f"sha1={meta_checks.signature(body, algorithm='sha1')}")
    with pytest.raises(Unverified):
        make().verify(webhook(body, old))


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
    fake = FakeWhatsApp()
    texts = [f"message {number}" for number in range(100)]
    updates = make().parse(signed(fake, fake.text(*texts).body))
    assert [update.text for update in updates] == texts
    assert len({update.id for update in updates}) == 100


# What goes out


@given(meta_checks.OUTGOING)
@hypothesis_settings(max_examples=300)
def test_any_message_keeps_within_the_limits(outgoing: Outgoing) -> None:
    meta_checks.check_nothing_is_lost(outgoing, sent_by(outgoing))


def test_a_short_answer_is_one_message_with_buttons() -> None:
    (sent,) = sent_by(Outgoing("Shall I go on?", (NO, YES)))
    assert sent.text == "Shall I go on?"
    assert sent.options == (("No", "tokNo"), ("Yes", "tokYes"))


def test_more_or_longer_buttons_become_a_list() -> None:
    options = tuple(Option(f"Choice {number}", f"tok{number}") for number in range(5))
    (sent,) = sent_by(Outgoing("Which one?", options))
    assert [title for title, _ in sent.options] == [option.title for option in options]
    long = Option("When is surgery an option for me?", "tokLong")
    (call,) = make().render(Outgoing("What next?", (long, NO)), TO)
    row, short = call.body["interactive"]["action"]["sections"][0]["rows"]
    assert row == {"id": "tokLong", "title": "When is surgery an opti…", "description": long.title}
    assert short == {"id": "tokNo", "title": "No"}


def test_too_many_buttons_become_numbered_text() -> None:
    options = tuple(Option(f"Choice {letter}", f"tok{letter}") for letter in "abcdefghijkl")
    (sent,) = sent_by(Outgoing("Which one?", options))
    assert not sent.options
    assert "12. Choice l" in sent.text


def test_the_last_paragraphs_of_a_long_answer_carry_the_buttons() -> None:
    paragraphs = ["a" * 700, "b" * 700, "Shall I go on?"]
    before, question = sent_by(Outgoing("\n\n".join(paragraphs), (NO, YES)))
    assert before.text == paragraphs[0]
    assert question.text == "\n\n".join(paragraphs[1:])
    assert question.options


def test_a_long_text_is_split_at_paragraphs() -> None:
    paragraphs = [letter * 1500 for letter in "abcd"]
    parts = sent_by(Outgoing("\n\n".join(paragraphs)))
    assert [part.text for part in parts] == ["\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:])]


def test_a_picture_has_its_text_below_it() -> None:
    link = "https://clinic.example/exercise-pictures/bridge.png"
    (sent,) = sent_by(Outgoing("The bridge", picture=link))
    assert (sent.picture, sent.text) == (link, "The bridge")
    picture, text = sent_by(Outgoing("The bridge. " * 100, picture=link))
    assert (picture.picture, picture.text, text.picture) == (link, "", "")
    picture, question = sent_by(Outgoing("The bridge", (NO, YES), picture=link))
    assert (picture.text, question.text, len(question.options)) == ("", "The bridge", 2)


def test_no_link_is_opened_for_a_preview() -> None:
    (call,) = make().render(Outgoing("Your plan: https://clinic.example/plan/abc"), TO)
    assert call.body["text"]["preview_url"] is False


async def test_it_sends(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = fake.make_channel(HERE)
    (update,) = channel.parse(webhook(fake.text("hello", person="ann").body))
    (call,) = channel.render(Outgoing("Hi Ann", (NO, YES)), update.address)
    assert await channel.send(session, call, "key1") == "wamid.OUT00000001"
    (sent,) = fake.sent
    assert (sent.to, sent.text, sent.key) == ("ann", "Hi Ann", "key1")
    receipts = [channel.parse(webhook(post.body))[0].receipt for post in fake.receipts]
    assert [(each.key, each.platform_id) for each in receipts if each] == [("key1", "wamid.OUT00000001")] * 2
    assert not fake.complaints


async def test_it_sends_to_who_hides_their_number(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = fake.make_channel()
    (call,) = channel.render(Outgoing("Hi"), {"recipient": fake.scoped("bert")})
    await channel.send(session, call, "key1")
    assert [sent.to for sent in fake.sent] == ["bert"]


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
    how: str, taken: int, unsure: bool, everyone: bool, fake: FakeWhatsApp, session: ClientSession
) -> None:
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as caught:
        await fake.make_channel().send(session, hello(), "k")
    assert (caught.value.unsure, caught.value.everyone, len(fake.sent)) == (unsure, everyone, taken)
    assert caught.value.after == (fake.wait if how == "429" else None)


async def test_nobody_answers(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = fake.make_channel()
    await fake.stop()
    with pytest.raises(TryAgain) as caught:
        await channel.send(session, hello(), "k")
    assert (caught.value.unsure, caught.value.everyone) == (False, False)


async def test_a_wrong_token_waits_for_the_operator(fake: FakeWhatsApp, session: ClientSession) -> None:
    secrets = {**fake.secrets(), "BACKLINE_WHATSAPP_ACCESS_TOKEN": "old"}
    channel = WhatsApp(ChannelOptions(fake.settings(), secrets, HERE, fake.url))
    with pytest.raises(TryAgain, match="190: the access token is not accepted") as caught:
        await channel.send(session, hello(), "k")
    assert caught.value.everyone
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert "BACKLINE_WHATSAPP_ACCESS_TOKEN" in finding.sentence


@pytest.mark.parametrize(("token", "address"), [("made\nup", None), ("tökén \ud800", None), ("fine", "http://[::bad")])
async def test_a_token_or_address_that_can_not_be_used_waits_for_the_operator(
    token: str, address: str | None, fake: FakeWhatsApp, session: ClientSession
) -> None:
    secrets = {**fake.secrets(), "BACKLINE_WHATSAPP_ACCESS_TOKEN": token}
    channel = WhatsApp(ChannelOptions(fake.settings(), secrets, HERE, address or fake.url))
    with pytest.raises(TryAgain) as caught:
        await channel.send(session, hello(), "k")
    assert caught.value.everyone
    assert not any(finding.ok for finding in await channel.check(session))


@pytest.mark.parametrize(
    ("status", "error", "expected"),
    [
        (400, {"code": 131047}, "never"),
        (400, {"code": 131026}, "gone"),
        (400, {"code": 131051}, "never"),
        (400, {"code": 131009}, "never"),
        (400, {"code": 100}, "never"),
        (400, {"code": 100, "error_subcode": 33}, "everyone"),
        (429, {"code": 131056}, "again"),
        (400, {"code": 131056}, "again"),
        (429, {"code": 130429}, "everyone"),
        (429, {"code": 80007}, "everyone"),
        (400, {"code": 4}, "everyone"),
        (401, {"code": 190}, "everyone"),
        (401, {"code": 0}, "everyone"),
        (403, {"code": 10}, "everyone"),
        (403, {"code": 200}, "everyone"),
        (403, {"code": 368}, "everyone"),
        (400, {"code": 131031}, "everyone"),
        (400, {"code": 133010}, "everyone"),
        (500, {"code": 131000}, "again"),
        (503, {"code": 131016}, "everyone"),
        (500, {"code": 1}, "again"),
        (400, {"code": 2, "is_transient": True}, "again"),
        (404, "not found", "everyone"),
        (302, None, "again"),
        (400, {"code": "190"}, "never"),
        (400, {"code": [], "error_subcode": {}}, "never"),
        (400, [], "never"),
    ],
)
def test_what_the_error_codes_mean(status: int, error: Any, expected: str) -> None:
    answer = {"error": {**error, "message": "to 15555550134 failed"} if isinstance(error, dict) else error}
    found = GraphError(status, {}, answer).outcome(WhatsApp.codes)
    assert "5555550134" not in found.why
    if isinstance(found, TryAgain):
        assert expected == ("everyone" if found.everyone else "again")
    else:
        assert expected == ("gone" if found.gone else "never")


@pytest.mark.parametrize(
    ("headers", "after"),
    [
        (headers_of(Retry_After="7"), 7.0),
        (headers_of(Retry_After="soon"), None),
        (headers_of(Retry_After="nan"), None),
        (headers_of(Retry_After="-3"), None),
        (headers_of(Retry_After="1e300"), 86400.0),
        (
            headers_of(X_Business_Use_Case_Usage='{"1": [{"type": "whatsapp", "estimated_time_to_regain_access": 3}]}'),
            180.0,
        ),
        (headers_of(X_Business_Use_Case_Usage='{"1": [{"estimated_time_to_regain_access": null}]}'), None),
        (headers_of(X_Business_Use_Case_Usage="[["), None),
        (headers_of(), None),
    ],
)
def test_it_waits_as_long_as_it_is_told(headers: Any, after: float | None) -> None:
    assert GraphError(429, headers, None).after == after


async def test_an_answer_that_is_no_json_may_be_a_message_taken(
    fake: FakeWhatsApp, session: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = fake.make_channel()
    monkeypatch.setattr(platform.web, "json_response", lambda *_, **__: platform.web.Response(text="<html>"))
    with pytest.raises(TryAgain) as caught:
        await channel.send(session, hello(), "k")
    assert caught.value.unsure


async def test_what_the_platform_refuses_is_given_up(fake: FakeWhatsApp, session: ClientSession) -> None:
    with pytest.raises(Undeliverable) as caught:
        await fake.make_channel().send(session, Call("messages", {**hello().body, "to": "nobody"}), "k")
    assert not caught.value.gone


# Checking and registering


OUR_FIELDS = {"object": "whatsapp_business_account", "active": True, "fields": [{"name": "messages"}]}


def make_for(fake: FakeWhatsApp, settings: dict[str, str]) -> WhatsApp:
    return WhatsApp(ChannelOptions(settings, fake.secrets(), HERE, fake.url))


async def test_a_check_says_what_is_missing_and_registering_mends_it(
    fake: FakeWhatsApp, session: ClientSession
) -> None:
    channel = fake.make_channel(HERE)
    fake.webhooks["x"] = OUR_FIELDS
    number, address, account = await channel.check(session)
    assert number.ok
    assert "+1 555-555-0100 of Demo Clinic" in number.sentence
    assert not address.ok
    assert (
        f"goes nowhere: run 'backline channels check whatsapp --register', so that it comes to {HERE}"
        in address.sentence
    )
    assert not account.ok
    registered = await channel.register(session)
    assert registered is not None
    assert registered.ok
    assert [finding.ok for finding in await channel.check(session)] == [True, True]
    assert len(fake.apps) == 1
    await channel.register(session)
    assert len(fake.apps) == 1


async def test_what_is_set_for_the_number_goes_first(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = make_for(fake, {"phone_number_id": PHONE_NUMBER_ID})
    fake.webhooks["x"] = OUR_FIELDS
    elsewhere = "https://elsewhere.example/hook"
    for addresses, ok in (
        ({"application": f"{HERE}/"}, True),
        ({"application": elsewhere, "whatsapp_business_account": HERE}, True),
        ({"application": elsewhere, "whatsapp_business_account": elsewhere, "phone_number": HERE}, True),
        ({"application": HERE, "whatsapp_business_account": HERE, "phone_number": elsewhere}, False),
        ({"application": HERE, "whatsapp_business_account": elsewhere}, False),
        ({"application": elsewhere}, False),
    ):
        fake.addresses = addresses
        assert [finding.ok for finding in await channel.check(session)] == [True, ok]


async def test_an_app_that_leaves_messages_out_is_noticed(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = make_for(fake, {"phone_number_id": PHONE_NUMBER_ID})
    await channel.register(session)
    assert not fake.apps
    for webhooks in ({}, {"x": {**OUR_FIELDS, "fields": [{"name": "flows"}]}}, {"x": {**OUR_FIELDS, "active": False}}):
        fake.webhooks = webhooks
        *_, finding = await channel.check(session)
        assert not finding.ok
        assert "'messages'" in finding.sentence


async def test_a_webhook_that_does_not_know_the_token_is_not_registered(
    fake: FakeWhatsApp, session: ClientSession
) -> None:
    secrets = {**fake.secrets(), "BACKLINE_WHATSAPP_VERIFY_TOKEN": "another one"}
    registered = await WhatsApp(ChannelOptions(fake.settings(), secrets, HERE, fake.url)).register(session)
    assert registered is not None
    assert not registered.ok
    assert not fake.addresses


@pytest.mark.parametrize(
    ("secret", "value", "word"), [("APP_SECRET", "wrong", "APP_SECRET"), ("ACCESS_TOKEN", "wrong", "ACCESS_TOKEN")]
)
async def test_a_wrong_secret_is_named(
    secret: str, value: str, word: str, fake: FakeWhatsApp, session: ClientSession
) -> None:
    secrets = {**fake.secrets(), f"BACKLINE_WHATSAPP_{secret}": value}
    channel = WhatsApp(ChannelOptions(fake.settings(), secrets, HERE, fake.url))
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert word in finding.sentence
    assert value not in finding.sentence.split()


async def test_a_check_while_nobody_answers(fake: FakeWhatsApp, session: ClientSession) -> None:
    channel = fake.make_channel(HERE)
    await fake.stop()
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert "no connection" in finding.sentence
    registered = await channel.register(session)
    assert registered is not None
    assert not registered.ok


def test_ids_of_the_account_are_its_own() -> None:
    assert {PHONE_NUMBER_ID, BUSINESS_ACCOUNT_ID} == set(FakeWhatsApp().settings().values())
    assert set(WhatsApp.settings) == set(FakeWhatsApp().settings())

"""Telegram: recorded updates, forged requests, limits of what is sent, and what Telegram answers."""

from __future__ import annotations

import json
import random
import string
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import (
    WHAT,
    Call,
    ChannelOptions,
    Kind,
    Option,
    Outgoing,
    TryAgain,
    Undeliverable,
    Unverified,
    Update,
    WebhookRequest,
)
from backline.channels.telegram import MAX_TITLE, SECRET, SECRET_HEADER, TOKEN, Telegram
from backline.channels.telegram_updates import SUBSCRIBED
from backline.channels.text import utf16_length
from backline.settings import SettingsError
from tests.channels.fakes.platform import Post
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET, FakeTelegram
from tests.channels.payloads.telegram import GROUP, IGNORED, IN_GROUPS, IN_PRIVATE, PERSON, SIZES, message

CHANNEL = Telegram(ChannelOptions({}, {TOKEN: BOT_TOKEN, SECRET: WEBHOOK_SECRET}, "https://clinic.example/webhooks/x"))
ADDRESS = {"chat": str(PERSON)}


def request(body: bytes, headers: Any = ((SECRET_HEADER, WEBHOOK_SECRET),)) -> WebhookRequest:
    sent = CIMultiDictProxy(CIMultiDict(headers))
    return WebhookRequest("POST", "https://clinic.example/webhooks/telegram", sent, body, time.time())


def parse(update: dict[str, Any], key: Any = 10_000) -> Update:
    (found,) = CHANNEL.parse(request(json.dumps({"update_id": key, **update}).encode()))
    return found


def parse_post(post: Post) -> Update:
    (found,) = CHANNEL.parse(request(post.body))
    return found


# What comes in


@pytest.mark.parametrize(
    ("update", "kind", "what", "words"), [case[1:] for case in IN_PRIVATE], ids=[c[0] for c in IN_PRIVATE]
)
def test_what_a_person_sends(update: dict[str, Any], kind: Kind, what: str, words: str) -> None:
    found = parse(update)
    assert (found.kind, found.what, found.button or found.text) == (kind, what, words)
    assert found.what in ("", *WHAT)
    assert (found.id, found.person, found.address) == ("10000", str(PERSON), ADDRESS)


@pytest.mark.parametrize(
    ("update", "kind", "what", "words"), [case[1:] for case in IN_GROUPS], ids=[c[0] for c in IN_GROUPS]
)
def test_in_a_group_only_who_calls_us_is_answered(update: dict[str, Any], kind: Kind, what: str, words: str) -> None:
    found = parse(update)
    assert (found.kind, found.what, found.text) == (kind, what, words)
    # Never a person's own conversation: its answers would be read by all in the group.
    assert (found.person, found.address) == (str(GROUP), {"chat": str(GROUP)})


@pytest.mark.parametrize("update", [case[1] for case in IGNORED], ids=[case[0] for case in IGNORED])
def test_what_is_not_for_us_is_ignored(update: dict[str, Any]) -> None:
    assert parse(update) == Update(Kind.IGNORED, "10000")


def test_there_are_enough_recorded_updates() -> None:
    assert len(IN_PRIVATE) + len(IN_GROUPS) + len(IGNORED) >= 90


def test_an_album_is_one_message() -> None:
    parts = [parse({"message": message(photo=SIZES, media_group_id="135550134")}, key) for key in (1, 2, 3)]
    assert {part.id for part in parts} == {"album-135550134"}
    captioned = parse({"message": message(photo=SIZES, media_group_id="135550134", caption="my scans")}, 4)
    assert (captioned.id, captioned.text, captioned.what) == ("4", "my scans", "photo")


def test_half_a_character_does_no_harm() -> None:
    body = b'{"update_id": 1, "message": ' + json.dumps(message(text="x")).replace('"x"', '"a\\ud800"').encode() + b"}"
    (found,) = CHANNEL.parse(request(body))
    assert found.text == "a?"


def test_a_pressed_button_is_answered_with_the_request_itself() -> None:
    fake = FakeTelegram()
    post = fake.press("t.1", "Yes")
    answer = CHANNEL.acknowledge(request(post.body))
    assert (answer.status, answer.content_type) == (200, "application/json")
    expected = {"method": "answerCallbackQuery", "callback_query_id": json.loads(post.body)["callback_query"]["id"]}
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body) == expected
    assert not CHANNEL.acknowledge(request(fake.text("hi").body)).body


def test_the_fake_says_what_the_platform_says() -> None:
    fake = FakeTelegram()
    said = parse_post(fake.text("hi", person="a", ids=("m-1",)))
    assert (said.kind, said.text) == (Kind.TEXT, "hi")
    assert said.id == parse_post(fake.text("hi", person="a", ids=("m-1",))).id
    assert said.person == parse_post(fake.press("t.1", "Yes", person="a")).person != parse_post(fake.text("x")).person
    assert parse_post(fake.unreadable()).what == "voice"
    assert parse_post(fake.membership("a", "kicked")).kind is Kind.LEFT
    assert parse_post(fake.membership("a", "member")).kind is Kind.JOINED


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"x"',
        b"1e999",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": null}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b"\xff\xfe\x00",
        b"a=b&c=d",
        b"[" * 200_000,
        b'{"update_id": 1, "message": ' + b'{"a":' * 100_000,
    ],
)
def test_a_body_of_another_form_is_named(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        CHANNEL.parse(request(body))


def mutated(value: Any, random_: random.Random) -> Any:
    """``value`` with a part of it of another type, missing, or nested."""
    odd = (None, True, 0, -1, 2**70, 1.5, "", "x", [], {}, [None], {"id": []}, [[[{"a": "b"}]]], "\ud800", "9" * 400)
    if random_.random() < 0.15:
        return random_.choice(odd)
    if isinstance(value, dict):
        return {key: mutated(part, random_) for key, part in value.items() if random_.random() > 0.05}
    if isinstance(value, list):
        return [mutated(part, random_) for part in value]
    return value


def test_odd_types_never_raise() -> None:
    random_ = random.Random(6)
    updates = [case[1] for case in (*IN_PRIVATE, *IN_GROUPS)] + [case[1] for case in IGNORED]
    for _ in range(40):
        for update in updates:
            changed = mutated(update, random_)
            found = parse(changed if isinstance(changed, dict) else {"message": changed})
            assert isinstance(found.text, str)
            assert isinstance(found.button, str)
            assert found.kind is Kind.IGNORED or found.person == found.address["chat"]
            found.text.encode()


@given(st.binary(max_size=300))
def test_any_body_is_parsed_or_named(body: bytes) -> None:
    with suppress(ValueError):
        assert CHANNEL.parse(request(body))


# Who sent it


def test_the_secret_is_accepted() -> None:
    CHANNEL.verify(request(b"{}"))
    CHANNEL.verify(request(b"{}", ((SECRET_HEADER.lower(), WEBHOOK_SECRET),)))


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ((SECRET_HEADER, ""),),
        ((SECRET_HEADER, " "),),
        ((SECRET_HEADER, WEBHOOK_SECRET + " "),),
        ((SECRET_HEADER, WEBHOOK_SECRET.upper()),),
        ((SECRET_HEADER, WEBHOOK_SECRET[:-1]),),
        ((SECRET_HEADER, WEBHOOK_SECRET * 2),),
        ((SECRET_HEADER, BOT_TOKEN),),
        ((SECRET_HEADER, "\udcff\ud800 é 你"),),
        ((SECRET_HEADER, WEBHOOK_SECRET), (SECRET_HEADER, "x")),
        ((SECRET_HEADER, "x"), (SECRET_HEADER, WEBHOOK_SECRET)),
        (("Authorization", WEBHOOK_SECRET),),
        (("X-Telegram-Bot-Api-Secret", WEBHOOK_SECRET),),
    ],
)
def test_another_secret_is_refused(headers: Any) -> None:
    with pytest.raises(Unverified):
        CHANNEL.verify(request(b"{}", headers))


def test_no_mutation_of_the_secret_is_accepted() -> None:
    random_ = random.Random(7)
    anything = string.printable + "äß€\u0000\ud800\udcfe😣"
    for _ in range(3000):
        changed = list(WEBHOOK_SECRET)
        for _ in range(random_.randint(1, 3)):
            place = random_.randrange(len(changed) + 1)
            how = random_.choice(("insert", "delete", "change", "cut", "swap case"))
            if how == "insert":
                changed.insert(place, random_.choice(anything))
            elif how == "delete":
                del changed[place : place + 1]
            elif how == "change":
                changed[place : place + 1] = [random_.choice(anything)]
            elif how == "cut":
                del changed[place:]
            else:
                changed = list("".join(changed).swapcase())
        if (given_ := "".join(changed)) == WEBHOOK_SECRET:
            continue
        with pytest.raises(Unverified):
            CHANNEL.verify(request(b"{}", ((SECRET_HEADER, given_),)))


@pytest.mark.parametrize("secret", ["with space", "sécret", "a" * 257, "a/b", "a\nb", ""])
def test_a_secret_that_telegram_would_refuse_is_named(secret: str) -> None:
    with pytest.raises(SettingsError, match=f"{SECRET} has characters that Telegram does not take") as error:
        Telegram(ChannelOptions({}, {TOKEN: BOT_TOKEN, SECRET: secret}))
    assert not secret or secret not in str(error.value)


@pytest.mark.parametrize(
    "token", ["", "x", "123:short", f"{BOT_TOKEN}/x", f"bot{BOT_TOKEN}", BOT_TOKEN.replace(":", "")]
)
def test_a_token_of_another_form_is_named(token: str) -> None:
    with pytest.raises(SettingsError, match=f"{TOKEN} is not a bot's token"):
        Telegram(ChannelOptions({}, {TOKEN: token, SECRET: WEBHOOK_SECRET}))


# What goes out


def render(outgoing: Outgoing) -> list[Call]:
    return list(CHANNEL.render(outgoing, ADDRESS))


def buttons(calls: list[Call]) -> list[list[tuple[str, str]]]:
    rows = [row for call in calls for row in call.body.get("reply_markup", {}).get("inline_keyboard", [])]
    return [[(button["text"], button["callback_data"]) for button in row] for row in rows]


def test_a_text_goes_as_plain_text_without_a_preview() -> None:
    (call,) = render(Outgoing("*Rest* <b>a bit</b> https://clinic.example/plan/abc"))
    assert call.to == "sendMessage"
    assert call.body == {
        "chat_id": PERSON,
        "text": "*Rest* <b>a bit</b> https://clinic.example/plan/abc",
        "link_preview_options": {"is_disabled": True},
    }


def test_short_buttons_share_a_row_and_long_ones_do_not() -> None:
    yes_no = (Option("Yes", "t.1"), Option("No", "t.2"))
    assert buttons(render(Outgoing("Is it worse?", yes_no))) == [[("Yes", "t.1"), ("No", "t.2")]]
    long = (Option("When is surgery an option?", "t.1"), Option("No", "t.2"))
    assert buttons(render(Outgoing("What next?", long))) == [[("When is surgery an option?", "t.1")], [("No", "t.2")]]


@pytest.mark.parametrize(
    "options",
    [
        (Option("x" * (MAX_TITLE + 1), "t.1"), Option("No", "t.2")),
        (Option("Yes", "t" * 65), Option("No", "t.2")),
        (Option("Yes", "ü" * 33), Option("No", "t.2")),
        tuple(Option(f"Choice {letter}", letter) for letter in string.ascii_letters * 2),
    ],
)
def test_buttons_that_telegram_does_not_take_are_numbered(options: tuple[Option, ...]) -> None:
    calls = render(Outgoing("Which one?", options))
    assert not buttons(calls)
    text = "\n".join(call.body["text"] for call in calls)
    assert all(f"{number}. {option.title}" in text for number, option in enumerate(options, 1))


def test_the_words_of_a_picture_do_not_hang_on_the_picture() -> None:
    calls = render(Outgoing("Bird dog", (Option("Next", "t.1"),), "https://clinic.example/exercises/bird_dog.png"))
    assert [call.to for call in calls] == ["sendPhoto", "sendMessage"]
    assert calls[0].body == {"chat_id": PERSON, "photo": "https://clinic.example/exercises/bird_dog.png"}
    assert calls[1].body["text"] == "Bird dog"
    assert buttons(calls) == [[("Next", "t.1")]]


texts = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(" \n😣")), max_size=50)
long_texts = st.one_of(texts, st.builds(lambda text, times: f"{text} " * times, texts, st.integers(1, 400)))
options_ = st.lists(st.builds(Option, texts, st.text(string.ascii_letters, max_size=70)), max_size=26)


@settings(max_examples=150)
@given(long_texts, options_, st.sampled_from(["", "https://clinic.example/a.png"]))
def test_whatever_is_said_telegram_takes_it(text: str, options: list[Option], picture: str) -> None:
    calls = render(Outgoing(text, tuple(options), picture))
    said = "".join(call.body.get("text", "") for call in calls)
    assert all(utf16_length(call.body.get("text", "")) <= 4096 for call in calls)
    assert all(call.body["text"].strip() for call in calls if call.to == "sendMessage")
    assert "".join(text.split()) in "".join(said.split())
    assert [call.body["photo"] for call in calls if call.to == "sendPhoto"] == ([picture] if picture else [])
    shown = [button for row in buttons(calls) for button in row]
    assert all(0 < len(token.encode()) <= 64 and title.strip() for title, token in shown)
    if shown:
        assert shown == [(option.title, option.token) for option in options]
        assert buttons([calls[-1]]), "under the last part"
    else:
        assert all("".join(option.title.split()) in "".join(said.split()) for option in options)


# Sending


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    fake = FakeTelegram()
    await fake.start()
    yield fake
    await fake.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.3)) as session:
        yield session


async def say(fake: FakeTelegram, session: aiohttp.ClientSession, outgoing: Outgoing, person: str = "p1") -> list[str]:
    channel = fake.make_channel()
    (update,) = channel.parse(request(fake.text("hi", person=person).body))
    return [await channel.send(session, call, "k") for call in channel.render(outgoing, update.address)]


async def test_a_message_arrives(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    options = (Option("Yes", "t.1"), Option("No", "t.2"))
    (number, other) = await say(fake, session, Outgoing("Rest a bit", options, "https://clinic.example/a.png"))
    assert number.isdigit()
    assert number != other
    picture, text = fake.sent
    assert (picture.to, picture.picture) == ("p1", "https://clinic.example/a.png")
    assert (text.text, text.options) == ("Rest a bit", (("Yes", "t.1"), ("No", "t.2")))
    assert not fake.complaints


@pytest.mark.parametrize(
    ("how", "unsure", "after", "taken"),
    [
        ("429", False, 0.05, 0),
        ("500", False, None, 0),
        ("502", False, None, 0),
        ("hang", True, None, 0),
        ("close", True, None, 0),
        ("lost", True, None, 1),
    ],
)
async def test_what_may_work_later_is_tried_again(
    fake: FakeTelegram, session: aiohttp.ClientSession, how: str, unsure: bool, after: float | None, taken: int
) -> None:
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as error:
        await say(fake, session, Outgoing("Rest a bit"))
    assert (error.value.unsure, error.value.after, error.value.everyone) == (unsure, after, False)
    assert len(fake.sent) == taken
    assert BOT_TOKEN not in "".join(traceback.format_exception(error.value))


async def test_a_platform_that_is_away_took_nothing(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    channel = fake.make_channel()
    await fake.stop()
    with pytest.raises(TryAgain) as error:
        await channel.send(session, render(Outgoing("hi"))[0], "k")
    assert not error.value.unsure
    assert BOT_TOKEN not in "".join(traceback.format_exception(error.value))


async def test_a_wrong_token_holds_all_messages(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    options = ChannelOptions({}, {TOKEN: BOT_TOKEN[:-1] + "x", SECRET: WEBHOOK_SECRET}, "https://c.example", fake.url)
    with pytest.raises(TryAgain) as error:
        await Telegram(options).send(session, render(Outgoing("hi"))[0], "k")
    assert error.value.everyone
    assert BOT_TOKEN[:-1] not in "".join(traceback.format_exception(error.value))


async def test_who_blocked_us_is_gone(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    fake.blocked.add("p1")
    with pytest.raises(Undeliverable) as error:
        await say(fake, session, Outgoing("hi"))
    assert error.value.gone
    with pytest.raises(Undeliverable) as error:
        await fake.make_channel().send(
            session, Call("sendMessage", {**render(Outgoing("hi"))[0].body, "chat_id": 1}), "k"
        )
    assert error.value.gone


async def test_a_picture_that_can_not_be_fetched_takes_no_words_with_it(
    fake: FakeTelegram, session: aiohttp.ClientSession
) -> None:
    fake.bad_pictures.add("https://clinic.example/a.png")
    channel = fake.make_channel()
    (update,) = channel.parse(request(fake.text("hi").body))
    picture, text = channel.render(Outgoing("Bird dog", picture="https://clinic.example/a.png"), update.address)
    with pytest.raises(Undeliverable) as error:
        await channel.send(session, picture, "k")
    assert (error.value.gone, error.value.why) == (False, "400: the picture was refused")
    await channel.send(session, text, "k")
    assert [sent.text for sent in fake.sent] == ["Bird dog"]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (200, b"", "the answer can't be read"),
        (200, b"<html>", "the answer can't be read"),
        (200, b"[" * 100_000, "the answer can't be read"),
        (200, b'{"ok": false}', "the answer can't be read"),
        (302, b"", "302"),
        (429, b'{"parameters": {"retry_after": 1e999}}', "429"),
        (429, b'{"parameters": {"retry_after": -3}}', "429"),
        (429, b'{"parameters": {"retry_after": NaN}}', "429"),
        (429, b'{"parameters": [1]}', "429"),
        (429, b"\xff", "429"),
        (400, b'{"ok": false, "description": "Bad Request: FROZEN_METHOD_INVALID"}', "400: Telegram froze the bot"),
        (503, b"away", "503"),
    ],
)
async def test_odd_answers_are_tried_again(status: int, body: bytes, expected: str) -> None:
    async def answer(request: aiohttp.web.Request) -> aiohttp.web.Response:
        return aiohttp.web.Response(status=status, body=body, headers={"Location": "https://elsewhere.example/"})

    app = aiohttp.web.Application()
    app.router.add_post("/{path:.+}", answer)
    async with aiohttp.test_utils.TestServer(app) as server, aiohttp.ClientSession() as session:
        secrets = {TOKEN: BOT_TOKEN, SECRET: WEBHOOK_SECRET}
        channel = Telegram(ChannelOptions({}, secrets, "https://c.example", f"http://127.0.0.1:{server.port}"))
        with pytest.raises(TryAgain, match=expected) as error:
            await channel.send(session, render(Outgoing("hi"))[0], "k")
    assert error.value.unsure == (status == 200)
    assert error.value.everyone == (status == 400)
    assert error.value.after is None or 0 <= error.value.after <= 86_400


# Setting it up


async def check(fake: FakeTelegram, session: aiohttp.ClientSession, url: str = "https://c.example/w") -> list[str]:
    findings = await fake.make_channel(url).check(session)
    assert all(finding.sentence.endswith((".", ")")) and BOT_TOKEN not in finding.sentence for finding in findings)
    return [f"{'OK' if finding.ok else 'PROBLEM'} {finding.sentence}" for finding in findings]


async def test_registering_makes_all_well(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    (before,) = [line for line in await check(fake, session) if line.startswith("PROBLEM")]
    assert "--register" in before
    done = await fake.make_channel("https://c.example/w").register(session)
    assert done is not None
    assert done.ok
    assert fake.webhook["allowed_updates"] == list(SUBSCRIBED)
    assert [command["command"] for command in fake.commands] == ["start", "help", "stop"]
    lines = await check(fake, session)
    assert lines[0] == "OK The token is good; people find the bot as @harbor_bot."
    assert all(line.startswith("OK") for line in lines)
    assert not fake.complaints


@pytest.mark.parametrize(
    ("webhook", "expected"),
    [
        ({"url": "https://other.example/w"}, "PROBLEM Telegram calls another address than https://c.example/w"),
        ({"allowed_updates": ["message"]}, "PROBLEM Telegram does not send all that is needed"),
        ({"pending_update_count": 5000}, "PROBLEM 5000 messages wait"),
        (
            {
                "pending_update_count": 3,
                "last_error_date": 1_790_000_000,
                "last_error_message": "Wrong response from the webhook: 403 Forbidden",
            },
            "PROBLEM Telegram last failed to deliver a message on 2026-09-21 14:13 UTC: it was answered 403",
        ),
        (
            {"last_error_date": 1_790_000_000, "last_error_message": "Connection refused by 10.0.0.1"},
            "OK Telegram last failed to deliver a message on 2026-09-21 14:13 UTC: the connection was refused",
        ),
        ({"last_error_date": 2**62, "last_error_message": None}, "OK The webhook is registered."),
        ({"last_error_date": 1_790_000_000, "last_error_message": ["x"]}, "OK Telegram last failed"),
    ],
)
async def test_what_telegram_says_of_the_webhook(
    fake: FakeTelegram, session: aiohttp.ClientSession, webhook: dict[str, Any], expected: str
) -> None:
    fake.webhook = {"url": "https://c.example/w", "pending_update_count": 0, **webhook}
    lines = await check(fake, session)
    assert any(line.startswith(expected) for line in lines), lines
    assert not any("10.0.0.1" in line or "other.example" in line for line in lines)


async def test_what_else_may_be_wrong(fake: FakeTelegram, session: aiohttp.ClientSession) -> None:
    assert any("port 5000" in line for line in await check(fake, session, "https://c.example:5000/w"))
    assert not any("port" in line for line in await check(fake, session, "https://c.example:x/w"))
    fake.me["can_join_groups"] = True
    assert any("/setjoingroups" in line for line in await check(fake, session))
    short = ChannelOptions({}, {TOKEN: BOT_TOKEN, SECRET: "short"}, "https://c.example/w", fake.url)
    assert any("openssl" in finding.sentence for finding in await Telegram(short).check(session))
    wrong = ChannelOptions({}, {TOKEN: BOT_TOKEN + "x", SECRET: WEBHOOK_SECRET}, "https://c.example/w", fake.url)
    (finding,) = await Telegram(wrong).check(session)
    assert not finding.ok
    assert "@BotFather" in finding.sentence
    refused = await fake.make_channel("http://c.example/w").register(session)
    assert refused is not None
    assert not refused.ok
    assert "the address must start with https" in refused.sentence


@pytest.mark.parametrize("how", ["500", "429", "hang", "close"])
async def test_telegram_out_of_order_is_a_finding(fake: FakeTelegram, session: aiohttp.ClientSession, how: str) -> None:
    fake.misbehave.extend([how, how])
    (finding,) = await fake.make_channel().check(session)
    assert not finding.ok
    registered = await fake.make_channel().register(session)
    assert registered is not None
    assert not registered.ok

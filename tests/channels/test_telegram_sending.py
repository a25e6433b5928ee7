"""Telegram: limits of what is sent, and what Telegram answers."""

from __future__ import annotations

import string
import traceback
from collections.abc import AsyncIterator

import aiohttp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.channels.contract import Call, ChannelOptions, Option, Outgoing, TryAgain, Undeliverable
from backline.channels.telegram import MAX_TITLE, SECRET, TOKEN, Telegram
from backline.channels.text import utf16_length
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET, FakeTelegram
from tests.channels.payloads.telegram import PERSON
from tests.channels.test_telegram import ADDRESS, CHANNEL, request

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

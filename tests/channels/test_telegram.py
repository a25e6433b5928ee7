"""Telegram: recorded updates, and requests that are forged."""

from __future__ import annotations

import json
import random
import string
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import WHAT, ChannelOptions, Kind, Unverified, Update, WebhookRequest
from backline.channels.telegram import SECRET, SECRET_HEADER, TOKEN, Telegram
from backline.settings import SettingsError
from tests.channels.fakes.platform import Post
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET, FakeTelegram
from tests.channels.payloads.telegram import GROUP, IN_GROUPS, IN_PRIVATE, PERSON, SIZES, message
from tests.channels.payloads.telegram_ignored import IGNORED

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

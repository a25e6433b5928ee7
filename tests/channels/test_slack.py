"""Slack: what it posts is verified and understood, what it gets is within its limits, and its answers are read."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import random
import re
import textwrap
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import pytest_asyncio
import yaml
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import (
    Call,
    ChannelOptions,
    Option,
    Outgoing,
    TryAgain,
    Undeliverable,
    Unverified,
    Update,
    WebhookRequest,
)
from backline.channels.slack import Slack
from backline.channels.slack_blocks import escape
from backline.channels.slack_updates import plain
from tests.channels.fakes.slack import SECRET, TEAM, TOKEN, FakeSlack, channel_of, read_blocks, user_of
from tests.channels.payloads.slack import BOT, COMMANDS, DM, INTERACTIVE, JSON, command, event, message, press

AT = 1_700_000_000.0
URL = "https://clinic.example/webhooks/slack"
CASES = [
    *((name, "application/json", json.dumps(body).encode(), want) for name, body, want in JSON),
    *(
        (
            f"pressed: {name}",
            "application/x-www-form-urlencoded",
            urlencode({"payload": json.dumps(body)}).encode(),
            want,
        )
        for name, body, want in INTERACTIVE
    ),
    *(
        (f"command: {name}", "application/x-www-form-urlencoded", urlencode(body).encode(), want)
        for name, body, want in COMMANDS
    ),
]


def _channel(**more: str) -> Slack:
    secrets = {"BACKLINE_SLACK_BOT_TOKEN": TOKEN, "BACKLINE_SLACK_SIGNING_SECRET": SECRET}
    return Slack(ChannelOptions({"team_id": TEAM, **more}, secrets, URL, "https://slack.example/api"))


CHANNEL = _channel()


def _request(body: bytes, content_type: str = "application/json", at: float = AT, **headers: str) -> WebhookRequest:
    given_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return WebhookRequest(
        "POST", URL, CIMultiDictProxy(CIMultiDict({"Content-Type": content_type, **given_headers})), body, at
    )


def _signed(body: bytes, content_type: str = "application/json", stamp: int = int(AT)) -> WebhookRequest:
    return _request(
        body, content_type, X_Slack_Request_Timestamp=str(stamp), X_Slack_Signature=_signature(body, str(stamp))
    )


def _signature(body: bytes, stamp: str, secret: str = SECRET, way: str = "sha256") -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, way).hexdigest()


def _fields(update: Update) -> dict[str, Any]:
    receipt = update.receipt
    return {
        "kind": update.kind.value,
        "id": update.id,
        "person": update.person,
        "text": update.text,
        "what": update.what,
        "button": update.button,
        "address": dict(update.address),
        "key": receipt.key if receipt else "",
        "platform_id": receipt.platform_id if receipt else "",
    }


# -- what comes in


def test_there_are_shapes_enough() -> None:
    assert len({name for name, *_ in CASES}) == len(CASES) >= 80


@pytest.mark.parametrize(
    ("content_type", "body", "want"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_shape_is_understood(content_type: str, body: bytes, want: Mapping[str, Any]) -> None:
    for suffix in ("", "; charset=utf-8", ";charset=UTF-8"):
        (update,) = CHANNEL.parse(_request(body, content_type + suffix))
        got = _fields(update)
        assert {name: got[name] for name in want} == dict(want)
        from_a_person = want["kind"] not in ("ignored", "receipt")
        assert bool(update.id) == bool(update.person) == bool(update.address.get("channel")) == from_a_person


def test_an_event_sent_again_has_the_same_id_whatever_the_reason() -> None:
    body = json.dumps(event(message())).encode()
    first = CHANNEL.parse(_request(body))
    for number, reason in enumerate(("http_timeout", "connection_failed", "http_error", "unknown_error"), start=1):
        again = _request(body, X_Slack_Retry_Num=str(number), X_Slack_Retry_Reason=reason)
        assert CHANNEL.parse(again) == first


def test_a_person_is_the_same_in_messages_buttons_commands_and_the_apps_home() -> None:
    home = event({"type": "app_home_opened", "user": press()["user"]["id"], "channel": DM})
    form = "application/x-www-form-urlencoded"
    requests = (
        _request(json.dumps(event(message())).encode()),
        _request(json.dumps(home).encode()),
        _request(urlencode({"payload": json.dumps(press())}).encode(), form),
        _request(urlencode(command()).encode(), form),
    )
    assert len({CHANNEL.parse(request)[0].person for request in requests}) == 1


def test_two_buttons_of_one_press_are_two_updates() -> None:
    first = press()["actions"][0]
    body = press(actions=[first, {**first, "action_id": "choice-2", "value": "token-2"}])
    updates = CHANNEL.parse(
        _request(urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded")
    )
    assert [update.button for update in updates] == ["token-1", "token-2"]
    assert len({update.id for update in updates}) == 2


def test_without_a_workspace_in_the_settings_all_are_read() -> None:
    channel = Slack(ChannelOptions({}, CHANNEL.options.secrets, URL, "https://slack.example/api"))
    body = json.dumps(event(message(), team_id="T0OTHER001")).encode()
    assert channel.parse(_request(body))[0].person.startswith("T0OTHER001:")


def test_the_challenge_is_answered_as_plain_text_and_only_that() -> None:
    body = b'{"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}'
    answer = CHANNEL.acknowledge(_signed(body))
    assert (answer.status, answer.text, answer.content_type) == (200, "3eZbrw1aB", "text/plain")
    for other in (b'{"type": "event_callback", "challenge": "x"}', b"{", b"[]", b"\xff", b'{"challenge": "x"}'):
        answer = CHANNEL.acknowledge(_signed(other))
        assert (answer.status, answer.body) == (200, None)
    assert CHANNEL.acknowledge(_request(b"ssl_check=1", "application/x-www-form-urlencoded")).status == 200


@pytest.mark.parametrize(
    ("content_type", "body"),
    [("application/json", b""), ("application/json", b"{"), ("application/json", b"[]"), ("application/json", b'"x"'),
     ("application/json", b"\xff\xfe"), ("application/json", b"[" * 100_000), ("application/json", b"payload=%7B%7D"),
     ("application/x-www-form-urlencoded", b"payload=%7B"), ("application/x-www-form-urlencoded", b"payload="),
     ("application/x-www-form-urlencoded", b"payload=[]"), ("application/x-www-form-urlencoded", b"\xff"),
     ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(200))),
     ("text/plain", b"{}"), ("", b"{}"), ("multipart/form-data", b"{}")],
)  # fmt: skip
def test_a_body_of_another_form_is_refused(content_type: str, body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        CHANNEL.parse(_request(body, content_type))


_odd = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["id", "user", "text", "team_id", "type", "files", "channel"]), inner, max_size=4
        ),
    ),
    max_leaves=8,
)
_bases = [body for _, body, _ in (*JSON, *INTERACTIVE)]


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(_bases), st.randoms(use_true_random=False), _odd)
def test_odd_fields_never_raise(base: Mapping[str, Any], chance: random.Random, odd: Any) -> None:
    body: Any = json.loads(json.dumps(base))
    place = body
    while True:
        name = chance.choice(sorted(place) if isinstance(place, dict) else range(len(place)))
        if isinstance(place[name], dict | list) and place[name] and chance.random() < 0.7:
            place = place[name]
            continue
        place[name] = odd
        break
    for update in CHANNEL.parse(_request(json.dumps(body).encode())):
        assert isinstance(update, Update)
        "".join((update.id, update.person, update.text, update.button)).encode()
    CHANNEL.parse(_request(urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["application/json", "application/x-www-form-urlencoded"]))
def test_any_bytes_are_parsed_or_refused(body: bytes, content_type: str) -> None:
    with contextlib.suppress(ValueError):
        CHANNEL.parse(_request(body, content_type))
    CHANNEL.acknowledge(_request(body, content_type))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_people_write_comes_through_as_they_wrote_it(text: str) -> None:
    if ":" not in text:
        assert plain(escape(text)) == text.strip()


# -- signatures


def test_the_documented_example_is_accepted() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    secrets = {"BACKLINE_SLACK_BOT_TOKEN": TOKEN, "BACKLINE_SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5"}
    channel = Slack(ChannelOptions({}, secrets, URL, ""))
    channel.verify(
        _request(
            body,
            "application/x-www-form-urlencoded",
            1531420618.0,
            X_Slack_Request_Timestamp="1531420618",
            X_Slack_Signature="v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        )
    )


@pytest.mark.parametrize("apart", [-300, -1, 0, 1, 299, 300])
def test_a_time_stamp_of_these_five_minutes_is_accepted(apart: int) -> None:
    CHANNEL.verify(_signed(b"{}", stamp=int(AT) + apart))


@pytest.mark.parametrize("apart", [-86_400, -301, 301, 86_400])
def test_an_old_or_future_time_stamp_is_refused(apart: int) -> None:
    with pytest.raises(Unverified):
        CHANNEL.verify(_signed(b"{}", stamp=int(AT) + apart))


_GOOD = json.dumps(event(message())).encode()
_STAMP = str(int(AT))


@pytest.mark.parametrize(
    ("stamp", "signature"),
    [
        (None, _signature(_GOOD, _STAMP)),
        (_STAMP, None),
        (None, None),
        ("", _signature(_GOOD, "")),
        (_STAMP, ""),
        (_STAMP, "v0="),
        (_STAMP, "v0"),
        (_STAMP, _signature(_GOOD, _STAMP)[3:]),
        (_STAMP, _signature(_GOOD, _STAMP)[:-1]),
        (_STAMP, _signature(_GOOD, _STAMP) + "0"),
        (_STAMP, _signature(_GOOD, _STAMP).upper()),
        (_STAMP, "v1=" + _signature(_GOOD, _STAMP)[3:]),
        (_STAMP, _signature(_GOOD, _STAMP, way="sha1")),
        (_STAMP, _signature(_GOOD, _STAMP, way="md5")),
        (_STAMP, _signature(_GOOD, _STAMP, secret="other")),
        (_STAMP, "sha256=" + _signature(_GOOD, _STAMP)[3:]),
        (_STAMP, " " + _signature(_GOOD, _STAMP)),
        (_STAMP, "v0=\u00e9\u4f60\U0001f600"),
        (_STAMP, "v0=\udc80"),
        (_STAMP, "\u0660" * 67),
        ("\u0661\u0667", "v0=1"),
        (_STAMP + " ", _signature(_GOOD, _STAMP + " ")),
        ("-1", _signature(_GOOD, "-1")),
        ("1e9", _signature(_GOOD, "1e9")),
        ("nan", _signature(_GOOD, "nan")),
        ("9" * 400, _signature(_GOOD, "9" * 400)),
        (_STAMP + ".0", "v0=x"),
        (_STAMP, hashlib.sha256(_GOOD).hexdigest()),
    ],
)
def test_a_wrong_signature_is_refused(stamp: str | None, signature: str | None) -> None:
    headers = {"Content-Type": "application/json", "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
    sent = CIMultiDict({name: value for name, value in headers.items() if value is not None})
    with pytest.raises(Unverified):
        CHANNEL.verify(WebhookRequest("POST", URL, CIMultiDictProxy(sent), _GOOD, AT))


def test_of_3000_changes_none_is_accepted() -> None:
    chance = random.Random(6)
    signature = _signature(_GOOD, _STAMP)
    CHANNEL.verify(_signed(_GOOD))
    alphabet = "0123456789abcdefv=\u00e9\u0416 \x7f"
    for number in range(3000):
        body, stamp, given_signature = _GOOD, _STAMP, signature
        if number % 3 == 0:
            at = chance.randrange(len(body))
            body = body[:at] + bytes([body[at] ^ chance.randrange(1, 256)]) + body[at + chance.randrange(2) + 1 :]
        elif number % 3 == 1:
            at = chance.randrange(len(signature))
            given_signature = signature[:at] + chance.choice(alphabet) * chance.randrange(3) + signature[at + 1 :]
        else:
            stamp = str(int(AT) + chance.choice([-1, 1]) * chance.randrange(1, 300))
        if (body, stamp, given_signature) == (_GOOD, _STAMP, signature):
            continue
        with pytest.raises(Unverified):
            CHANNEL.verify(_request(body, X_Slack_Request_Timestamp=stamp, X_Slack_Signature=given_signature))


# -- what goes out


def _shown(calls: list[Call]) -> tuple[str, list[tuple[str, str]], list[str]]:
    texts: list[str] = []
    options: list[tuple[str, str]] = []
    pictures: list[str] = []
    for call in calls:
        assert call.to == "chat.postMessage"
        assert len(call.body["text"]) <= 4000
        text, buttons, picture = read_blocks(call.body["blocks"])
        texts += [text] if text else []
        options += buttons
        pictures += [picture] if picture else []
    return "\n".join(texts), options, pictures


def _render(outgoing: Outgoing) -> list[Call]:
    return list(CHANNEL.render(outgoing, {"channel": DM}))


def test_a_message_with_buttons() -> None:
    (call,) = _render(Outgoing("Is it OK & fine <now>?", (Option("Yes, go on", "t1"), Option("No", "t2"))))
    assert call.body["channel"] == DM
    assert call.body["text"] == "Is it OK &amp; fine &lt;now&gt;?"
    assert _shown([call]) == ("Is it OK & fine <now>?", [("Yes, go on", "t1"), ("No", "t2")], [])
    json.dumps(call.body)


def test_a_link_can_be_pressed_and_markup_is_none() -> None:
    (call,) = _render(Outgoing("*Not bold* :smile: see https://clinic.example/plan?a=1&b=2. <!channel>"))
    (section,) = call.body["blocks"][0]["elements"]
    assert {"type": "link", "url": "https://clinic.example/plan?a=1&b=2"} in section["elements"]
    assert all(element["type"] in ("text", "link") for element in section["elements"])
    assert "<!channel>" not in call.body["text"]


def test_a_picture_goes_first_and_alone() -> None:
    picture = "https://clinic.example/p.png"
    calls = _render(Outgoing("Lie on your back.", (Option("Next", "t"),), picture))
    assert [block["type"] for call in calls for block in call.body["blocks"]] == ["image", "rich_text", "actions"]
    assert calls[0].body["blocks"][0]["alt_text"] == "Lie on your back."
    assert _shown(calls) == ("Lie on your back.", [("Next", "t")], [picture])
    (alone,) = _render(Outgoing("", picture=picture))
    assert alone.body["blocks"][0]["alt_text"] == "Picture"


def test_a_picture_with_a_huge_address_is_written_out_rather_than_dropped() -> None:
    picture = "https://clinic.example/" + "a" * 3000
    assert "".join(_shown(_render(Outgoing("Look.", picture=picture)))[0].split()) == "Look." + picture


def test_a_long_title_stands_in_the_text_and_is_shortened_on_the_button() -> None:
    title = "I have had this pain in my lower back for more than three months and it will not go away"
    text, options, _ = _shown(_render(Outgoing("Which?", (Option(title, "t1"), Option("None", "t2")))))
    assert title in text
    assert [token for _, token in options] == ["t1", "t2"]
    assert len(options[0][0]) <= 75


def test_a_token_that_does_not_fit_becomes_numbered_text() -> None:
    text, options, _ = _shown(_render(Outgoing("Which?", (Option("A", "x" * 2001), Option("B", "t2")))))
    assert options == []
    assert "1. A\n2. B" in text


def test_many_buttons_are_in_several_blocks() -> None:
    many = tuple(Option(f"Option {number}", f"t{number}") for number in range(60))
    _, options, _ = _shown(_render(Outgoing("Which?", many)))
    assert len(options) == 60


def test_nothing_makes_no_call() -> None:
    assert _render(Outgoing("")) == []
    assert _render(Outgoing("  \n ")) == []


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300),
    st.integers(1, 60),
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120), max_size=12),
    st.sampled_from(["", "https://clinic.example/p.png"]),
)
def test_any_message_is_within_the_limits_and_whole(text: str, times: int, titles: list[str], picture: str) -> None:
    options = tuple(Option(title, f"token-{number}") for number, title in enumerate(titles))
    long = text * times
    shown, buttons, pictures = _shown(_render(Outgoing(long, options, picture)))
    assert "".join(long.split()) in "".join(shown.split())
    assert [token for _, token in buttons] == [option.token for option in options]
    assert pictures == ([picture] if picture else [])
    for option, (title, _) in zip(options, buttons, strict=True):
        assert title == option.title.strip() or "".join(option.title.split()) in "".join(shown.split())


# -- sending


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    platform = FakeSlack()
    await platform.start()
    yield platform
    await platform.stop()


def _to(fake: FakeSlack, person: str = "p1", text: str = "Hello") -> tuple[Slack, Call]:
    channel = fake.make_channel(URL)
    assert isinstance(channel, Slack)
    (call,) = channel.render(Outgoing(text, (Option("Yes", "t1"),)), {"channel": channel_of(person)})
    return channel, call


async def test_a_message_arrives_with_its_key(fake: FakeSlack, session: ClientSession) -> None:
    channel, call = _to(fake, text="Hello & goodbye")
    assert (await channel.send(session, call, "key-1")).startswith(channel_of("p1") + ":")
    (sent,) = fake.sent
    assert (sent.to, sent.text, sent.options, sent.key) == ("p1", "Hello & goodbye", (("Yes", "t1"),), "key-1")
    assert fake.complaints == []


async def test_a_person_can_be_written_to_by_the_id_of_the_user(fake: FakeSlack, session: ClientSession) -> None:
    channel = fake.make_channel(URL)
    (call,) = channel.render(Outgoing("In private"), {"channel": user_of("p2")})
    await channel.send(session, call, "k")
    assert fake.sent[0].to == "p2"


@pytest.mark.parametrize(
    ("how", "why", "unsure", "everyone", "after"),
    [
        ("429", "429", False, True, 0.05),
        ("500", "status 500", False, False, None),
        ("503", "status 503", False, False, None),
        ("hang", "no answer in time", True, False, None),
        ("close", "connection broke", True, False, None),
        ("lost", "connection broke", True, False, None),
        ("401", "status 401", False, True, None),
    ],
)
async def test_a_failure_is_tried_again(
    fake: FakeSlack, session: ClientSession, how: str, why: str, unsure: bool, everyone: bool, after: float | None
) -> None:
    channel, call = _to(fake)
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    problem = failed.value
    assert (problem.why, problem.unsure, problem.everyone, problem.after) == (why, unsure, everyone, after)
    assert len(fake.sent) == (how == "lost")
    await channel.send(session, call, "k")


async def test_no_connection_is_tried_again_and_is_sure(session: ClientSession) -> None:
    away = FakeSlack()
    await away.start()
    channel, call = _to(away)
    await away.stop()
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.unsure) == ("no connection", False)


@pytest.mark.parametrize(
    ("code", "gone"),
    [("channel_not_found", True), ("user_not_found", True), ("user_disabled", True), ("is_archived", True),
     ("cannot_dm_bot", True), ("msg_too_long", False), ("invalid_blocks", False), ("no_text", False),
     ("something_new", False)],
)  # fmt: skip
async def test_a_refusal_for_good(fake: FakeSlack, session: ClientSession, code: str, gone: bool) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = code
    with pytest.raises(Undeliverable) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.gone) == (code, gone)


@pytest.mark.parametrize(
    ("code", "unsure", "everyone"),
    [("ratelimited", False, True), ("invalid_auth", False, True), ("token_revoked", False, True),
     ("account_inactive", False, True), ("missing_scope", False, True), ("messages_tab_disabled", False, True),
     ("internal_error", True, False), ("fatal_error", True, False), ("service_unavailable", False, False)],
)  # fmt: skip
async def test_a_refusal_for_now(
    fake: FakeSlack, session: ClientSession, code: str, unsure: bool, everyone: bool
) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = code
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.unsure, failed.value.everyone) == (code, unsure, everyone)


async def test_the_platforms_words_are_not_repeated(fake: FakeSlack, session: ClientSession) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = "no user +1 555 555 0134"
    with pytest.raises(Undeliverable, match="unknown error"):
        await channel.send(session, call, "k")


@pytest.mark.parametrize(
    ("wait", "after"), [(0.0, 0.0), (30.0, 30.0), (1e9, 3600.0), (float("nan"), None), (-1.0, None)]
)
async def test_the_wait_is_what_slack_says_within_reason(
    fake: FakeSlack, session: ClientSession, wait: float, after: float | None
) -> None:
    channel, call = _to(fake)
    fake.wait = wait
    fake.misbehave.append("429")
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert failed.value.after == after


async def test_the_fake_refuses_a_wrong_token(fake: FakeSlack, session: ClientSession) -> None:
    secrets = {**fake.secrets(), "BACKLINE_SLACK_BOT_TOKEN": "other"}
    channel = Slack(ChannelOptions({}, secrets, URL, fake.url))
    (call,) = channel.render(Outgoing("Hello"), {"channel": DM})
    with pytest.raises(TryAgain, match="invalid_auth"):
        await channel.send(session, call, "k")
    assert fake.complaints


async def test_what_the_fake_posts_is_read(fake: FakeSlack) -> None:
    channel = fake.make_channel(URL)
    for post, field, value in (
        (fake.text("pain > 5", person="p3", ids=("Ev1",)), "text", "pain > 5"),
        (fake.press("token-9", "Yes", person="p3"), "button", "token-9"),
        (fake.unreadable(person="p3"), "what", "voice"),
    ):
        stamp = float(post.headers["X-Slack-Request-Timestamp"])
        request = WebhookRequest("POST", URL, CIMultiDictProxy(CIMultiDict(post.headers)), post.body, stamp)
        channel.verify(request)
        (update,) = channel.parse(request)
        assert _fields(update)[field] == value
        assert update.person == f"{TEAM}:{user_of('p3')}"
        assert update.address == {"channel": channel_of("p3")}


# -- checks


async def _check(fake: FakeSlack, session: ClientSession, **more: Mapping[str, str]) -> list[tuple[bool, str]]:
    settings_of, secrets = more.get("settings", fake.settings()), {**fake.secrets(), **more.get("secrets", {})}
    channel = Slack(ChannelOptions(settings_of, secrets, URL, fake.url))
    findings = [(finding.ok, finding.sentence) for finding in await channel.check(session)]
    for _, sentence in findings:
        assert sentence.endswith(".")
        assert TOKEN not in sentence
        assert SECRET not in sentence
    return findings


async def test_all_is_well(fake: FakeSlack, session: ClientSession) -> None:
    findings = await _check(fake, session)
    assert all(ok for ok, _ in findings)
    assert any(URL in sentence for _, sentence in findings)
    assert await fake.make_channel(URL).register(session) is None


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_wrong_token_is_found(fake: FakeSlack, session: ClientSession, code: str) -> None:
    fake.token_error = code
    ((ok, sentence),) = await _check(fake, session)
    assert not ok
    assert code in sentence
    assert "BACKLINE_SLACK_BOT_TOKEN" in sentence


async def test_another_workspace_missing_scopes_and_a_wrong_secret_are_found(
    fake: FakeSlack, session: ClientSession
) -> None:
    fake.team, fake.scopes = "T0OTHER001", "chat:write,users:read"
    findings = await _check(fake, session, secrets={"BACKLINE_SLACK_SIGNING_SECRET": "short"})
    assert [ok for ok, _ in findings] == [False, False, False, True]
    assert "T0OTHER001" in findings[0][1]
    assert "im:history" in findings[1][1]
    assert "BACKLINE_SLACK_SIGNING_SECRET" in findings[2][1]


async def test_a_platform_that_is_away_is_a_finding(session: ClientSession) -> None:
    away = FakeSlack()
    await away.start()
    channel = away.make_channel(URL)
    await away.stop()
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert "api_url" in finding.sentence


async def test_sending_at_once_is_fine(fake: FakeSlack, session: ClientSession) -> None:
    calls = [_to(fake, f"p{number}") for number in range(20)]
    ids = await asyncio.gather(*(channel.send(session, call, f"k{n}") for n, (channel, call) in enumerate(calls)))
    assert len(set(ids)) == 20
    assert BOT not in "".join(ids)


# -- the page for the clinic's IT


def test_the_manifest_on_the_page_asks_for_all_that_is_needed_and_no_more() -> None:
    page = (Path(__file__).parents[2] / "docs" / "channels" / "slack.md").read_text(encoding="utf-8")
    (block,) = [found for found in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "oauth_config" in found]
    manifest = yaml.safe_load(textwrap.dedent("   " + block.lstrip()))
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == [
        "app_mentions:read",
        "chat:write",
        "commands",
        "im:history",
    ]
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    addresses = {
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
        *(command["url"] for command in manifest["features"]["slash_commands"]),
    }
    assert addresses == {"https://chat.my-clinic.example/webhooks/slack"}
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    for name in Slack.secrets:
        assert name in page

"""What Slack posts: verified, and understood in all the shapes there are."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import ChannelOptions, Unverified, Update, WebhookRequest
from backline.channels.slack import Slack
from backline.channels.slack_blocks import escape
from backline.channels.slack_updates import plain
from tests.channels.fakes.slack import TEAM, TOKEN, FakeSlack, channel_of, user_of
from tests.channels.payloads.slack import COMMANDS, DM, INTERACTIVE, JSON, command, event, message, press
from tests.channels.payloads.slack_requests import AT, CHANNEL, URL, request, signature_of, signed

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
        (update,) = CHANNEL.parse(request(body, content_type + suffix))
        got = _fields(update)
        assert {name: got[name] for name in want} == dict(want)
        from_a_person = want["kind"] not in ("ignored", "receipt")
        assert bool(update.id) == bool(update.person) == bool(update.address.get("channel")) == from_a_person


def test_an_event_sent_again_has_the_same_id_whatever_the_reason() -> None:
    body = json.dumps(event(message())).encode()
    first = CHANNEL.parse(request(body))
    for number, reason in enumerate(("http_timeout", "connection_failed", "http_error", "unknown_error"), start=1):
        again = request(body, X_Slack_Retry_Num=str(number), X_Slack_Retry_Reason=reason)
        assert CHANNEL.parse(again) == first


def test_a_person_is_the_same_in_messages_buttons_commands_and_the_apps_home() -> None:
    home = event({"type": "app_home_opened", "user": press()["user"]["id"], "channel": DM})
    form = "application/x-www-form-urlencoded"
    requests = (
        request(json.dumps(event(message())).encode()),
        request(json.dumps(home).encode()),
        request(urlencode({"payload": json.dumps(press())}).encode(), form),
        request(urlencode(command()).encode(), form),
    )
    assert len({CHANNEL.parse(each)[0].person for each in requests}) == 1


def test_two_buttons_of_one_press_are_two_updates() -> None:
    first = press()["actions"][0]
    body = press(actions=[first, {**first, "action_id": "choice-2", "value": "token-2"}])
    updates = CHANNEL.parse(
        request(urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded")
    )
    assert [update.button for update in updates] == ["token-1", "token-2"]
    assert len({update.id for update in updates}) == 2


def test_without_a_workspace_in_the_settings_all_are_read() -> None:
    channel = Slack(ChannelOptions({}, CHANNEL.options.secrets, URL, "https://slack.example/api"))
    body = json.dumps(event(message(), team_id="T0OTHER001")).encode()
    assert channel.parse(request(body))[0].person.startswith("T0OTHER001:")


def test_the_challenge_is_answered_as_plain_text_and_only_that() -> None:
    body = b'{"type": "url_verification", "token": "x", "challenge": "3eZbrw1aB"}'
    answer = CHANNEL.acknowledge(signed(body))
    assert (answer.status, answer.text, answer.content_type) == (200, "3eZbrw1aB", "text/plain")
    for other in (b'{"type": "event_callback", "challenge": "x"}', b"{", b"[]", b"\xff", b'{"challenge": "x"}'):
        answer = CHANNEL.acknowledge(signed(other))
        assert (answer.status, answer.body) == (200, None)
    assert CHANNEL.acknowledge(request(b"ssl_check=1", "application/x-www-form-urlencoded")).status == 200


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
        CHANNEL.parse(request(body, content_type))


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
    for update in CHANNEL.parse(request(json.dumps(body).encode())):
        assert isinstance(update, Update)
        "".join((update.id, update.person, update.text, update.button)).encode()
    CHANNEL.parse(request(urlencode({"payload": json.dumps(body)}).encode(), "application/x-www-form-urlencoded"))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["application/json", "application/x-www-form-urlencoded"]))
def test_any_bytes_are_parsed_or_refused(body: bytes, content_type: str) -> None:
    with contextlib.suppress(ValueError):
        CHANNEL.parse(request(body, content_type))
    CHANNEL.acknowledge(request(body, content_type))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_people_write_comes_through_as_they_wrote_it(text: str) -> None:
    if ":" not in text:
        assert plain(escape(text)) == text.strip()


def test_what_the_fake_posts_is_read() -> None:
    fake = FakeSlack()
    for post, field, value in (
        (fake.text("pain > 5", person="p3", ids=("Ev1",)), "text", "pain > 5"),
        (fake.press("token-9", "Yes", person="p3"), "button", "token-9"),
        (fake.unreadable(person="p3"), "what", "voice"),
    ):
        stamp = float(post.headers["X-Slack-Request-Timestamp"])
        posted = WebhookRequest("POST", URL, CIMultiDictProxy(CIMultiDict(post.headers)), post.body, stamp)
        CHANNEL.verify(posted)
        (update,) = CHANNEL.parse(posted)
        assert _fields(update)[field] == value
        assert update.person == f"{TEAM}:{user_of('p3')}"
        assert update.address == {"channel": channel_of("p3")}


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
        request(
            body,
            "application/x-www-form-urlencoded",
            1531420618.0,
            X_Slack_Request_Timestamp="1531420618",
            X_Slack_Signature="v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        )
    )


@pytest.mark.parametrize("apart", [-300, -1, 0, 1, 299, 300])
def test_a_time_stamp_of_these_five_minutes_is_accepted(apart: int) -> None:
    CHANNEL.verify(signed(b"{}", stamp=int(AT) + apart))


@pytest.mark.parametrize("apart", [-86_400, -301, 301, 86_400])
def test_an_old_or_future_time_stamp_is_refused(apart: int) -> None:
    with pytest.raises(Unverified):
        CHANNEL.verify(signed(b"{}", stamp=int(AT) + apart))


_GOOD = json.dumps(event(message())).encode()
_STAMP = str(int(AT))


@pytest.mark.parametrize(
    ("stamp", "signature"),
    [
        (None, signature_of(_GOOD, _STAMP)),
        (_STAMP, None),
        (None, None),
        ("", signature_of(_GOOD, "")),
        (_STAMP, ""),
        (_STAMP, "v0="),
        (_STAMP, "v0"),
        (_STAMP, signature_of(_GOOD, _STAMP)[3:]),
        (_STAMP, signature_of(_GOOD, _STAMP)[:-1]),
        (_STAMP, signature_of(_GOOD, _STAMP) + "0"),
        (_STAMP, signature_of(_GOOD, _STAMP).upper()),
        (_STAMP, "v1=" + signature_of(_GOOD, _STAMP)[3:]),
        (_STAMP, signature_of(_GOOD, _STAMP, way="sha1")),
        (_STAMP, signature_of(_GOOD, _STAMP, way="md5")),
        (_STAMP, signature_of(_GOOD, _STAMP, secret="other")),
        (_STAMP, "sha256=" + signature_of(_GOOD, _STAMP)[3:]),
        (_STAMP, " " + signature_of(_GOOD, _STAMP)),
        (_STAMP, "v0=\u00e9\u4f60\U0001f600"),
        (_STAMP, "v0=\udc80"),
        (_STAMP, "\u0660" * 67),
        ("\u0661\u0667", "v0=1"),
        (_STAMP + " ", signature_of(_GOOD, _STAMP + " ")),
        ("-1", signature_of(_GOOD, "-1")),
        ("1e9", signature_of(_GOOD, "1e9")),
        ("nan", signature_of(_GOOD, "nan")),
        ("9" * 400, signature_of(_GOOD, "9" * 400)),
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
    signature = signature_of(_GOOD, _STAMP)
    CHANNEL.verify(signed(_GOOD))
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
            CHANNEL.verify(request(body, X_Slack_Request_Timestamp=stamp, X_Slack_Signature=given_signature))

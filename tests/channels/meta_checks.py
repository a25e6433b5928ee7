"""What the tests of WhatsApp and Messenger share: webhooks that are not Meta's, odd bodies, any message to render."""

from __future__ import annotations

import copy
import hashlib
import hmac
import json
import random
import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import WHAT, Kind, Option, Outgoing, Unverified, Update, WebhookRequest
from backline.channels.meta import MetaChannel
from tests.channels.fakes.meta import APP_SECRET, VERIFY_TOKEN, FakeMeta
from tests.channels.fakes.platform import Sent

HEADER = "X-Hub-Signature-256"
URL = "https://clinic.example/webhooks/x"


def webhook(body: bytes, *headers: tuple[str, str], method: str = "POST", url: str = URL) -> WebhookRequest:
    return WebhookRequest(method, url, CIMultiDictProxy(CIMultiDict(headers)), body, 1795860000.0)


def signed(fake: FakeMeta, body: bytes) -> WebhookRequest:
    return webhook(body, *fake.sign(body).items())


def signature(body: bytes, secret: str = APP_SECRET, algorithm: str = "sha256") -> str:
    return hmac.new(secret.encode(), body, algorithm).hexdigest()


def forgeries(body: bytes, count: int) -> Iterator[WebhookRequest]:
    """Requests that are like a real one and none: another body, another signature, or another way to send it."""
    chance = random.Random(6)
    good = f"sha256={signature(body)}"
    ways = (_other_body, _other_signature, _other_form)
    for number in range(count):
        body_, values = ways[number % len(ways)](chance, body, good)
        assert (body_, values) != (body, [good])
        yield webhook(body_, *((HEADER, value) for value in values))


def _other_body(chance: random.Random, body: bytes, good: str) -> tuple[bytes, list[str]]:
    at = chance.randrange(len(body))
    flipped = bytearray(body)
    flipped[at] ^= 1 << chance.randrange(8)
    kinds = (
        lambda: bytes(flipped),
        lambda: body[:at],
        lambda: body + bytes([chance.randrange(256)]),
        lambda: body[:at] + bytes([chance.randrange(256)]) + body[at:],
        lambda: body.replace(b"\\/", b"/") + b" ",
        lambda: body.swapcase(),
    )
    return chance.choice(kinds)(), [good]


def _other_signature(chance: random.Random, body: bytes, good: str) -> tuple[bytes, list[str]]:
    at = chance.randrange(len("sha256="), len(good))
    other = chance.choice([each for each in "0123456789abcdef" if each != good[at]])
    wild = "".join(chance.choice(string.printable) for _ in range(chance.randrange(80)))
    kinds = (
        lambda: good[:at] + other + good[at + 1 :],
        lambda: good[:at],
        lambda: good + other,
        lambda: good[: at - 1] + chr(chance.randrange(0x80, 0x3000)) + good[at:],
        lambda: good + chance.choice(["\ud800", "\udcff", "é", "\u202e", "\x00", " "]),
        lambda: "sha256=" + wild,
        lambda: f"sha256={signature(body, wild)}",
    )
    return body, [chance.choice(kinds)()]


def _other_form(chance: random.Random, body: bytes, good: str) -> tuple[bytes, list[str]]:
    algorithm = chance.choice(["md5", "sha1", "sha224", "sha384", "sha512", "sha3_256", "blake2s"])
    digest = good.removeprefix("sha256=")
    kinds: tuple[list[str], ...] = (
        [],
        [""],
        ["sha256="],
        [digest],
        [good.upper()],
        [f"SHA256={digest}"],
        [f"sha256={digest.upper()}"],
        [f"sha256 = {digest}"],
        [f" {good}"],
        [f"{algorithm}={signature(body, algorithm=algorithm)}"],
        [f"sha256={signature(body, algorithm=algorithm)}"],
        [f"{algorithm}={digest}"],
        [f"none={digest}"],
        [f"sha256={hashlib.sha256(body).hexdigest()}"],
        [f"sha256={hashlib.sha256(APP_SECRET.encode() + body).hexdigest()}"],
        [f"sha256={signature(body, VERIFY_TOKEN)}"],
        [f"sha256={signature(body, '')}"],
        [good, good],
        [good, "sha256="],
        [f"{good},{good}"],
        ["sha256=" + "0" * 64],
    )
    return body, chance.choice(kinds)


def check_handshake(channel: MetaChannel) -> None:
    """Only who knows the token gets the challenge back."""
    at = f"{URL}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    response = channel.handshake(webhook(b"", method="GET", url=at + VERIFY_TOKEN.replace(" ", "%20")))
    assert response is not None
    assert (response.status, response.text, response.content_type) == (200, "1158201444", "text/plain")
    assert channel.handshake(webhook(b"{}")) is None
    tokens = ["", "wrong", VERIFY_TOKEN[:-1], VERIFY_TOKEN + "x", VERIFY_TOKEN.upper(), "%ff", "é", "\ud800", "%00"]
    queries = [at + token for token in tokens]
    queries += [URL, f"{URL}?", f"{URL}?hub.verify_token={VERIFY_TOKEN}", at.replace("subscribe", "unsubscribe")]
    queries += ["http://[", f"{URL}?" + "&".join(f"a{number}=1" for number in range(50))]
    for url in queries:
        with pytest.raises(Unverified):
            channel.handshake(webhook(b"", method="GET", url=url))


ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, "", " ", "x", "\x00", "\ud800", "a" * 5000, [], {}, [[]], [{}], [None]),
    *({"id": None}, {"": ""}, ["text"], [1, "a", None, {"id": []}], {"id": {"id": {"id": 1}}}),
)


def odd_bodies(shapes: list[tuple[str, Any, Any]], count: int) -> Iterator[bytes]:
    """Real shapes in which something is missing or of another type."""
    chance = random.Random(6)
    for _ in range(count):
        payload = copy.deepcopy(chance.choice(shapes)[1])
        for _ in range(chance.randrange(1, 4)):
            holder, name = chance.choice(list(_places(payload)) or [(None, None)])
            if holder is None:
                break
            if chance.random() < 0.25:
                del holder[name]
            else:
                holder[name] = copy.deepcopy(chance.choice(ODD))
        yield json.dumps(payload).encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    names: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for name in names:
        yield value, name
        yield from _places(value[name])


NO_WEBHOOKS = [
    *(
        b"",
        b" ",
        b"{",
        b"null",
        b"1",
        b"[]",
        b"{}",
        b'"page"',
        b"\xff\xfe\x00",
        b"object=page&entry=1",
        b"NaN",
        b"[" * 200_000,
    ),
    *(b'{"object": "page"}', b'{"object": null, "entry": []}', b'{"object": 1, "entry": []}', b'{"entry": []}'),
    *(b'{"object": "page", "entry": {}}', b'{"object":"page","entry":' + b'[{"a":' * 50_000, b'{"object": "\xff"}'),
]


def check_updates(updates: Any) -> None:
    """Whatever was sent, what comes of it is an update that can be kept."""
    assert updates
    for update in updates:
        assert isinstance(update, Update)
        if update.kind not in (Kind.IGNORED, Kind.RECEIPT):
            assert update.id
            assert update.person
        assert not update.what or update.what in WHAT
        assert update.kind is not Kind.TEXT or update.text.strip()
        assert update.kind is not Kind.BUTTON or update.button
        assert update.kind is not Kind.UNREADABLE or (update.what and update.address)
        assert (update.receipt is None) == (update.kind is not Kind.RECEIPT)
        kept = [update.id, update.person, update.text, update.button, update.what, *update.address.values()]
        if update.receipt is not None:
            kept += [update.receipt.key, update.receipt.platform_id, update.receipt.why]
        for each in kept:
            assert isinstance(each, str)
            each.encode()


TITLES = st.one_of(st.text(min_size=1, max_size=100), st.text("ab é\U0001f600", min_size=1, max_size=30))
OPTIONS = st.lists(
    st.builds(Option, TITLES.filter(str.strip), st.text(string.ascii_letters, min_size=8, max_size=24)),
    max_size=15,
    unique_by=(lambda option: option.title, lambda option: option.token),
)
PARAGRAPHS = st.lists(st.one_of(st.text(max_size=60), st.integers(50, 3000).map(lambda n: "word " * n)), max_size=8)
OUTGOING = st.builds(
    Outgoing,
    PARAGRAPHS.map("\n\n".join),
    OPTIONS.map(tuple),
    st.sampled_from(["", "https://clinic.example/exercise-pictures/bridge.png"]),
)


def check_nothing_is_lost(outgoing: Outgoing, sent: list[Sent]) -> None:
    """All of the text arrives in order, and every button can be pressed or read."""
    arrived = _squeezed("".join(each.text for each in sent))
    assert _squeezed(outgoing.text) in arrived
    assert [each.picture for each in sent if each.picture] == ([outgoing.picture] if outgoing.picture else [])
    buttons = {token: title for each in sent for title, token in each.options}
    assert not buttons or list(buttons) == [option.token for option in outgoing.options]
    for option in outgoing.options:
        assert buttons.get(option.token) == option.title or _squeezed(option.title) in arrived
    assert not any(each.options for each in sent[:-1])


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def headers_of(**values: str) -> Mapping[str, str]:
    return CIMultiDict({name.replace("_", "-"): value for name, value in values.items()})

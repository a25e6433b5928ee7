"""The webhook, as the Standard Webhooks specification says, against a real receiver and the specification's library."""

from __future__ import annotations

import base64
import json
import time
from dataclasses import replace
from email.utils import formatdate

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from backline.contact.delivery.content import LeadContent, webhook_body
from backline.contact.delivery.options import LeadDelivery
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.contact.delivery.schedule import LONGEST_WAIT, WAITS, read_retry_after, wait_after
from backline.contact.delivery.webhook import WebhookSender, signed_headers
from tests.helpers.receiver import SECRET, Receiver
from tests.storage.test_lead_deliveries import LEAD

CONTENT = LeadContent(
    replace(LEAD, name="Zo\u00eb Quux", urgent=True, summary="Red flags: none\nFor: about 4 months"),
    1_790_000_000.4,
    "website",
    "https://chat.quux.example/staff/leads/BL-TEST-01",
)
OTHER_SECRET = "whsec_" + base64.b64encode(b"the one that comes after it").decode()


def key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))


def options_for(receiver: Receiver, *secrets: str) -> LeadDelivery:
    keys = tuple(key(secret) for secret in secrets or (SECRET,))
    return LeadDelivery(webhook=receiver.url, allow_private_addresses=True, secrets=keys)


async def attempt(receiver: Receiver, how: str = "", *, patience: float = 5.0) -> Outcome:
    if how:
        receiver.misbehave.append(how)
    return await WebhookSender(options_for(receiver), patience=patience).send("msg_1", CONTENT)


async def test_the_request_is_as_the_specification_says() -> None:
    async with Receiver() as receiver:
        assert await attempt(receiver) == Delivered()
        [call] = receiver.calls
        assert receiver.verify(call) == call.event
    assert call.id == "msg_1"
    assert abs(int(call.headers["webhook-timestamp"]) - time.time()) < 30
    assert call.headers["content-type"] == "application/json"
    assert call.headers["user-agent"].startswith("Backline/")
    assert call.event == {
        "type": "lead.created",
        "timestamp": "2026-09-21T14:13:20Z",
        "data": {
            "reference": "BL-TEST-01",
            "urgent": True,
            "source": "page",
            "channel": "website",
            "name": "Zo\u00eb Quux",
            "phone": "+14155550134",
            "email": "zebulon@quux.example",
            "reach": "mornings",
            "reason": "back pain",
            "summary": ["Red flags: none", "For: about 4 months"],
            "consent_version": "1",
            "consent_at": "1970-01-01T00:00:01Z",
            "created_at": "2026-09-21T14:13:20Z",
            "link": "https://chat.quux.example/staff/leads/BL-TEST-01",
        },
    }


def test_the_signature_is_the_one_of_the_librarys() -> None:
    at = int(time.time())
    body = webhook_body(CONTENT)
    headers = signed_headers([key(SECRET)], "msg_1", at, body)
    Webhook(SECRET).verify(body, headers)
    for changed in (
        {"webhook-id": "msg_2"},
        {"webhook-timestamp": str(at + 1)},
        {"webhook-timestamp": str(at - 400), **signed_headers([key(SECRET)], "msg_1", at - 400, body)},
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(body, {**headers, **changed})
    for other in (body[:-1] + b" }", body.replace(b"true", b"false")):
        with pytest.raises(WebhookVerificationError):
            Webhook(SECRET).verify(other, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(OTHER_SECRET).verify(body, headers)


async def test_while_the_secret_changes_both_are_good() -> None:
    async with Receiver(secret=OTHER_SECRET) as receiver:
        sender = WebhookSender(options_for(receiver, SECRET, OTHER_SECRET))
        assert await sender.send("msg_1", CONTENT) == Delivered()
        [call] = receiver.calls
        receiver.verify(call)
        receiver.secret = SECRET
        receiver.verify(call)
    assert call.headers["webhook-signature"].count("v1,") == 2


@pytest.mark.parametrize("status", ["200", "201", "202", "204", "299"])
async def test_any_2xx_is_success(status: str) -> None:
    async with Receiver() as receiver:
        assert await attempt(receiver, status) == Delivered()


@pytest.mark.parametrize(
    ("how", "outcome"),
    [
        ("500", Failed("answered 500")),
        ("404", Failed("answered 404")),
        ("401", Failed("answered 401")),
        ("429", Failed("answered 429")),
        ("410", Failed("answered 410: the receiver says that this address is gone for good", final=True)),
        ("close", Failed("the connection broke before an answer")),
        ("hang", Failed("no answer within 0.3 seconds")),
    ],
)
async def test_all_else_is_failure(how: str, outcome: Failed) -> None:
    async with Receiver() as receiver:
        patience = 0.3 if how == "hang" else 5.0
        assert await attempt(receiver, how, patience=patience) == outcome
        assert len(receiver.calls) == 1


async def test_a_redirect_is_not_followed() -> None:
    async with Receiver() as receiver:
        outcome = await attempt(receiver, "redirect")
        assert isinstance(outcome, Failed)
        assert outcome.problem.startswith("answered 307: a redirect")
        assert receiver.taken == []


@pytest.mark.parametrize("how", ["429", "503"])
async def test_how_long_the_receiver_wants_quiet_is_heard(how: str) -> None:
    async with Receiver(retry_after="120") as receiver:
        assert await attempt(receiver, how) == Failed(f"answered {how}", wait=120.0)
        assert await attempt(receiver, "500") == Failed("answered 500"), "not with other answers"


async def test_a_receiver_that_is_away() -> None:
    async with Receiver() as receiver:
        sender = WebhookSender(options_for(receiver))
    assert await sender.send("msg_1", CONTENT) == Failed("no connection could be made")
    unknown = LeadDelivery(webhook="https://crm.invalid/leads", secrets=(key(SECRET),))
    outcome = await WebhookSender(unknown).send("msg_1", CONTENT)
    assert outcome == Failed("its name can't be resolved")


async def test_nothing_is_sent_unsigned() -> None:
    async with Receiver() as receiver:
        unsigned = replace(options_for(receiver), secrets=())
        assert await WebhookSender(unsigned).send("msg_1", CONTENT) == Failed("there is no secret to sign with")
        assert receiver.calls == []


async def test_a_receiver_that_speaks_no_tls() -> None:
    async with Receiver() as receiver:
        secure = LeadDelivery(
            webhook=receiver.url.replace("http:", "https:"), allow_private_addresses=True, secrets=(key(SECRET),)
        )
        assert await WebhookSender(secure).send("msg_1", CONTENT) == Failed("no secure connection could be made")


def test_the_body_is_never_too_long_and_always_the_same() -> None:
    lines = [f"{number}: " + "\u00e9" * 400 for number in range(60)]
    long = replace(CONTENT, lead=replace(CONTENT.lead, summary="\n".join(lines)))
    body = webhook_body(long)
    assert 15_000 < len(body) <= 20_000
    assert body == webhook_body(long)
    summary = json.loads(body)["data"]["summary"]
    assert summary[0].startswith("0: \u00e9")
    assert summary[-1] == "(The rest is in the staff console.)"


# --- the schedule


def test_the_schedule_is_the_specifications() -> None:
    assert sum(WAITS) / 3600 == pytest.approx(75.6, abs=0.1)
    for attempts, wait in enumerate(WAITS[1:], 1):
        waits = {wait_after(attempts) for _ in range(200)}
        assert all(found is not None and wait <= found <= 1.1 * wait for found in waits)
        assert len(waits) > 50, "not all at once"
    assert wait_after(len(WAITS)) is None
    assert wait_after(len(WAITS) + 5) is None


def test_what_the_receiver_asks_for_is_a_least() -> None:
    assert wait_after(1, 60.0) == 60.0
    longest = wait_after(9, 1.0)
    assert longest is not None
    assert longest >= WAITS[9]
    assert wait_after(1, 1e9) == LONGEST_WAIT
    assert wait_after(len(WAITS), 60.0) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("99999999999999999999", LONGEST_WAIT),
        (formatdate(1000.0 + 90, usegmt=True), 90.0),
        (formatdate(1000.0 - 90, usegmt=True), 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT),
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("\u0661\u0662", None),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, 1000.0) == seconds

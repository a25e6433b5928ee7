"""Twilio's signatures: the known ones are right, and nothing else is."""

from __future__ import annotations

import hashlib
import random
from urllib.parse import parse_qsl, urlencode

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import ChannelOptions, Kind, Unverified, WebhookRequest
from backline.channels.twilio import TwilioSms
from tests.channels.fakes.twilio import ACCOUNT, FORM, OURS, signature
from tests.channels.payloads.twilio import SID, sms
from tests.channels.payloads.twilio_requests import CHANNELS, SMS_URL, request, signed, sms_channel

# The known ones are those of the tests of Twilio's own libraries.

KNOWN_URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
KNOWN = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}


def known(url: str, right: str, body: bytes | None = None, kind: str = FORM) -> WebhookRequest:
    encoded = urlencode(KNOWN).encode() if body is None else body
    return request(url, encoded, {"Content-Type": kind, "X-Twilio-Signature": right})


def with_token(token: str) -> TwilioSms:
    secrets = {"BACKLINE_TWILIO_ACCOUNT_SID": ACCOUNT, "BACKLINE_TWILIO_AUTH_TOKEN": token}
    return TwilioSms(ChannelOptions({"from": OURS}, secrets, SMS_URL, "https://api.twilio.com"))


@pytest.mark.parametrize(
    ("url", "right"),
    [
        (KNOWN_URL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (KNOWN_URL.replace(".com", ".com:1234"), "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (KNOWN_URL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        (KNOWN_URL.replace("https", "http"), "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        (KNOWN_URL.replace("https", "http").replace(".com", ".com:1234"), "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    ],
)
def test_known_signatures(url: str, right: str) -> None:
    with_token("12345").verify(known(url, right))


def test_known_signature_of_repeated_names() -> None:
    body = b"Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234"
    with_token("12345").verify(known(KNOWN_URL, "IK+Dwps556ElfBT0I3Rgjkr1wJU=", body))


def test_known_signature_of_json() -> None:
    body = b'{"property": "value", "boolean": true}'
    url = f"{KNOWN_URL}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
    right = "a9nBmqA0ju/hNViExpshrM61xv4="
    with_token("12345").verify(known(url, right, body, "application/json"))
    for wrong in (body + b" ", b"", body.replace(b"true", b"false")):
        with pytest.raises(Unverified):
            with_token("12345").verify(known(url, right, wrong, "application/json"))
    with pytest.raises(Unverified):
        with_token("12345").verify(known(KNOWN_URL, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", b"{}", "application/json"))


def test_signature_of_empty_values_and_of_the_address_with_what_asks_for_retries() -> None:
    sms_channel().verify(signed(SMS_URL, sms(FromCity="", Body="")))
    sms_channel().verify(signed(f"{SMS_URL}?", sms()))
    form = sms()
    right = signature(f"{SMS_URL}#rc=3&rp=all", list(form.items()))
    sms_channel().verify(
        request(SMS_URL, urlencode(form).encode(), {"Content-Type": FORM, "X-Twilio-Signature": right})
    )


@pytest.mark.parametrize(("channel", "url", "form"), CHANNELS)
def test_refuses_what_is_not_signed_as_it_must_be(channel: TwilioSms, url: str, form: dict[str, str]) -> None:
    good = signed(url, form)
    right = good.headers["X-Twilio-Signature"]
    digest = hashlib.sha256(good.body).hexdigest()
    for headers in (
        {},
        {"Content-Type": FORM},
        {"Content-Type": FORM, "X-Twilio-Signature": ""},
        {"Content-Type": FORM, "X-Twilio-Signature": right[:-1]},
        {"Content-Type": FORM, "X-Twilio-Signature": f"{right} "},
        {"Content-Type": FORM, "X-Twilio-Signature": right.swapcase()},
        {"Content-Type": FORM, "X-Twilio-Signature": "sígnäture \udcff 😖"},
        {"Content-Type": FORM, "X-Twilio-Signature": digest},
        {"Content-Type": "application/json", "X-Twilio-Signature": right},
        {"X-Twilio-Signature": right},
        {"Content-Type": FORM, "X-Twilio-Webhooks-Signature-Settings": "key=a,algorithm=HMAC_SHA256"},
    ):
        with pytest.raises(Unverified):
            channel.verify(request(url, good.body, headers))
    twice = CIMultiDict([("Content-Type", FORM), ("X-Twilio-Signature", right), ("X-Twilio-Signature", right)])
    for wrong in (
        WebhookRequest("POST", url, CIMultiDictProxy(twice), good.body, 0.0),
        signed(url, form, "another token"),
        request(f"{url}/", good.body, dict(good.headers)),
        request(f"{url}?key=k2", good.body, dict(good.headers)),
        request(url.replace("https", "http"), good.body, dict(good.headers)),
        request(url.replace("clinic", "other"), good.body, dict(good.headers)),
        request(url, good.body + b"&More=1", dict(good.headers)),
        request(url, b"", dict(good.headers)),
        request(url, b"\xff\xfe" + good.body, dict(good.headers)),
        request(url, good.body + b"&x=%ff", dict(good.headers)),
        request(url, b"&".join([b"a=1"] * 2000), dict(good.headers)),
    ):
        with pytest.raises(Unverified):
            channel.verify(wrong)


def _mutated(maker: random.Random, good: WebhookRequest) -> WebhookRequest:
    """The request with a byte or a few of its body, signature or address changed."""
    headers, body, url = dict(good.headers), bytearray(good.body), good.url
    how = maker.randrange(8)
    at = maker.randrange(len(body))
    if how == 0:
        body[at] ^= 1 << maker.randrange(8)
    elif how == 1:
        body[at:at] = maker.randbytes(maker.randrange(1, 4))
    elif how == 2:
        del body[at : at + maker.randrange(1, 30)]
    elif how == 3:
        fields = parse_qsl(good.body.decode(), True)
        name, value = fields.pop(maker.randrange(len(fields)))
        body = bytearray(urlencode([*fields, (name, value + maker.choice("0aZ ")), ("x", "")]).encode())
    elif how == 4:
        body += body[at:]
    elif how == 5:
        wrong = list(headers["X-Twilio-Signature"])
        wrong[maker.randrange(len(wrong))] = chr(maker.choice([0, 32, 61, 65, 90, 233, 0x1F600, 0xDC80]))
        headers["X-Twilio-Signature"] = "".join(wrong)
    elif how == 6:
        cut = maker.randrange(len(headers["X-Twilio-Signature"]))
        headers["X-Twilio-Signature"] = headers["X-Twilio-Signature"][:cut]
    else:
        place = maker.randrange(len("https://c"), len(url))
        url = url[:place] + maker.choice("xyz/?&=%é") + url[place:]
    return request(url, bytes(body), headers)


def _says(body: bytes) -> str | None:
    """What is signed of a form; None where it is none."""
    try:
        fields = parse_qsl(body.decode(), True, errors="strict")
    except ValueError:
        return None
    return "".join(name + value for name, value in sorted(set(fields)))


@pytest.mark.parametrize(("channel", "url", "form"), CHANNELS)
def test_accepts_no_mutation_of_a_signed_request(channel: TwilioSms, url: str, form: dict[str, str]) -> None:
    maker = random.Random(20261128)
    good = signed(f"{url}?key=abc", form)
    channel.verify(good)
    tried = 0
    while tried < 1500:
        mutation = _mutated(maker, good)
        # Another spelling of the same names and values, such as %2b for %2B, is the same message.
        same = (mutation.url, mutation.headers, _says(mutation.body)) == (good.url, good.headers, _says(good.body))
        if same:
            continue
        tried += 1
        with pytest.raises(Unverified):
            channel.verify(mutation)


@pytest.mark.parametrize(("channel", "url", "form"), CHANNELS)
def test_moving_what_is_signed_between_fields_makes_no_new_message(
    channel: TwilioSms, url: str, form: dict[str, str]
) -> None:
    """Twilio signs names and values without marks between them; whoever saw a request may move the borders."""
    good = signed(url, form)
    joined = _says(good.body) or ""
    maker = random.Random(7)
    names = ["MessageSid", "SmsSid", "SmsMessageSid", "Body", "From", "To", "AccountSid", "NumMedia", "MessageStatus"]
    moved = 0
    for _ in range(3_000):
        cuts = sorted(maker.sample(range(1, len(joined)), maker.randrange(1, 6)))
        starts = [joined.find(name, cut) for cut, name in zip(cuts, maker.choices(names, k=len(cuts)), strict=True)]
        borders = sorted({0, *(start for start in starts if start > 0)})
        pieces = [joined[a:b] for a, b in zip(borders, [*borders[1:], len(joined)], strict=True)]
        fields = []
        for piece in pieces:
            name = next((name for name in [*names, "AccountSid"] if piece.startswith(name)), piece[:3])
            fields.append((name, piece[len(name) :]))
        body = urlencode(fields).encode()
        if _says(body) != joined:
            continue
        moved += 1
        forged = request(url, body, dict(good.headers))
        channel.verify(forged)
        try:
            updates = channel.parse(forged)
        except ValueError:
            continue
        for update in updates:
            assert update.kind in (Kind.IGNORED, Kind.RECEIPT) or update.id == SID
    assert moved > 30

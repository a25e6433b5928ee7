"""What goes out by Twilio: within its limits, and what its answers mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from itertools import pairwise

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.channels import plain_text
from backline.channels.contract import Call, Kind, Option, Outgoing, TryAgain, Undeliverable, WebhookRequest
from backline.channels.text import utf16_length
from backline.channels.twilio_api import Answer, problem
from tests.channels.fakes.platform import Post
from tests.channels.fakes.twilio import SERVICE, FakeTwilioSms, FakeTwilioWhatsApp
from tests.channels.payloads.twilio_requests import request, sms_channel, whatsapp_channel

PICTURE = "https://clinic.example/drawings/bird_dog.png?t=abc_def"
YES_NO = (Option("Yes", "t-yes"), Option("No", "t-no"))
ADDRESS = {"to": "+15555550134"}
GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)

Fake = FakeTwilioSms | FakeTwilioWhatsApp


@pytest_asyncio.fixture(params=[FakeTwilioSms, FakeTwilioWhatsApp])
async def fake(request: pytest.FixtureRequest) -> AsyncIterator[Fake]:
    twilio = request.param(pictures="yes") if request.param is FakeTwilioSms else request.param()
    await twilio.start()
    yield twilio
    await twilio.stop()


def call_of(fake: Fake, text: str = "Hello", person: str = "p1", picture: str = "") -> Call:
    (call,) = fake.make_channel().render(Outgoing(text, picture=picture), {"to": fake.number(person)})
    return call


def webhook(post: Post) -> WebhookRequest:
    return request(f"https://clinic.example/webhooks/x{post.query}", post.body, dict(post.headers))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("\u201cDon\u2019t\u201d \u2013 it\u2019s 5\u20136 weeks\u2026", "\"Don't\" - it's 5-6 weeks..."),
        ("Call 911\u00a0now \u2014 at once", "Call 911 now - at once"),
        ("a\u2010b\u2011c\u2212d", "a-b-c-d"),
        ("plain 'words' - and \"more\"...", "plain 'words' - and \"more\"..."),
        ("Rücken 😖 \u2022 caf\u00e9 \u20ac5", "Rücken 😖 \u2022 caf\u00e9 \u20ac5"),
        ("line\nline\n\nparagraph\t", "line\nline\n\nparagraph\t"),
    ],
)
def test_texts_lose_typography_and_nothing_else(typed: str, plain: str) -> None:
    assert plain_text.for_sms(typed) == plain


@given(text=st.text(max_size=300))
def test_plain_text_changes_only_what_has_a_plain_counterpart(text: str) -> None:
    plain = plain_text.for_sms(text)
    assert plain_text.for_sms(plain) == plain
    unchanged = "".join(character for character in text if plain_text.for_sms(character) == character)
    assert len(plain) >= len(text)
    remaining = iter(plain)
    assert all(character in remaining for character in unchanged)
    assert not set(text) <= GSM_7 or plain == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*Stop* and ~call~ `911`", "\u2217Stop\u2217 and \u223ccall\u223c \u02cb911\u02cb"),
        ("_slanted words_ but snake_case", "\u02cdslanted words\u02cd but snake_case"),
        (f"See {PICTURE} and https://a.example/*~_x_", f"See {PICTURE} and https://a.example/*~_x_"),
        ("3 - 4 times, 5 + 5", "3 - 4 times, 5 + 5"),
    ],
)
def test_whatsapp_shows_no_markup(text: str, shown: str) -> None:
    assert plain_text.for_whatsapp(text) == shown


def test_an_ordinary_answer_is_gsm_7() -> None:
    text = "It\u2019s most likely a strain \u2013 not \u201cdamage\u201d.\n\nStay active\u2026"
    (call,) = sms_channel().render(Outgoing(text, YES_NO), ADDRESS)
    assert set(call.body["Body"]) <= GSM_7
    assert call.body["Body"].endswith("Stay active...\n\nReply with a number:\n1. Yes\n2. No")
    assert call.body["To"] == ADDRESS["to"]


def test_texts_have_the_address_of_a_picture_unless_pictures_are_paid_for() -> None:
    outgoing = Outgoing("Bird dog: hold for five seconds.", YES_NO, PICTURE)
    (without,) = sms_channel().render(outgoing, ADDRESS)
    assert "MediaUrl" not in without.body
    assert f"seconds.\n\nPicture: {PICTURE}\n\nReply" in without.body["Body"]
    assert sms_channel().render(Outgoing("", picture=PICTURE), ADDRESS)[0].body["Body"] == f"Picture: {PICTURE}"
    (with_picture,) = sms_channel(**{"from": "+15555550100", "pictures": "yes"}).render(outgoing, ADDRESS)
    assert with_picture.body["MediaUrl"] == PICTURE
    assert "2. No" in with_picture.body["Body"]
    (alone,) = whatsapp_channel().render(Outgoing("", picture=PICTURE), ADDRESS)
    assert dict(alone.body) == {"To": ADDRESS["to"], "MediaUrl": PICTURE}


def test_a_long_caption_follows_its_picture() -> None:
    calls = whatsapp_channel().render(Outgoing("word " * 500, YES_NO, PICTURE), ADDRESS)
    assert dict(calls[0].body) == {"To": ADDRESS["to"], "MediaUrl": PICTURE}
    assert all("MediaUrl" not in call.body for call in calls[1:])
    assert calls[-1].body["Body"].endswith("1. Yes\n2. No")


def test_a_long_text_is_cut_at_paragraphs() -> None:
    paragraphs = [f"Paragraph {number}. " + "word " * 60 for number in range(12)]
    calls = sms_channel().render(Outgoing("\n\n".join(paragraphs), YES_NO), ADDRESS)
    bodies = [call.body["Body"] for call in calls]
    assert all(body.startswith("Paragraph") for body in bodies)
    choices = "Reply with a number: 1. Yes 2. No"
    assert " ".join(bodies).split() == " ".join([*paragraphs, choices]).split()


_OPTIONS = st.lists(st.builds(Option, st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=200)), max_size=12)


@pytest.mark.parametrize("whatsapp", [False, True])
@given(
    text=st.text(max_size=400) | st.text("ab 😖\n.*_\u2019\u2026", min_size=1400, max_size=6000),
    options=_OPTIONS,
    picture=st.sampled_from(["", PICTURE]),
)
@settings(max_examples=150)
def test_every_call_is_within_the_limits(whatsapp: bool, text: str, options: list[Option], picture: str) -> None:
    channel = whatsapp_channel() if whatsapp else sms_channel()
    calls = channel.render(Outgoing(text, tuple(options), picture), ADDRESS)
    for call in calls:
        assert set(call.body) <= {"To", "Body", "MediaUrl"}
        body = call.body.get("Body", "")
        assert utf16_length(body) <= (1024 if "MediaUrl" in call.body and whatsapp else 1600)
        assert body.strip() or "MediaUrl" in call.body
    sent = "".join("".join(call.body.get("Body", "").split()) for call in calls)
    change = plain_text.for_whatsapp if whatsapp else plain_text.for_sms
    # Words that hug a link may count to it, so underscores are compared as such.
    assert "".join(change(text).split()).replace("\u02cd", "_") in sent.replace("\u02cd", "_")
    for option in options:
        assert "".join(change(option.title).split()).replace("\u02cd", "_") in sent.replace("\u02cd", "_")
    if picture:
        assert picture in sent or [call.body.get("MediaUrl") for call in calls].count(picture) == 1


async def test_sends_and_reads_its_receipts(fake: Fake, session: ClientSession) -> None:
    channel = fake.make_channel()
    platform_id = await channel.send(session, call_of(fake, "Hello", picture=PICTURE), "key/1+ä")
    (sent,) = fake.sent
    assert (sent.to, sent.text, sent.picture, sent.key) == ("p1", "Hello", PICTURE, "key/1+ä")
    assert fake.complaints == []
    updates = [channel.parse(webhook(post))[0] for post in fake.receipts]
    for post in fake.receipts:
        channel.verify(webhook(post))
    assert [update.kind for update in updates] == [Kind.RECEIPT, Kind.RECEIPT]
    for update in updates:
        assert update.receipt is not None
        assert (update.receipt.key, update.receipt.platform_id) == ("key/1+ä", platform_id)
    failed = channel.parse(webhook(fake.receipt(sent, "undelivered", ErrorCode="30005")))[0].receipt
    assert failed is not None
    assert (failed.arrived, failed.gone, failed.why) == (False, True, "30005")


async def test_sends_by_a_messaging_service(session: ClientSession) -> None:
    fake = FakeTwilioSms(with_service=True)
    await fake.start()
    channel = fake.make_channel()
    await channel.send(session, call_of(fake), "k1")
    assert [sent.key for sent in fake.sent] == ["k1"]
    both = sms_channel(**{"from": "+15555550100", "messaging_service_sid": SERVICE})
    assert both._sender() == {"From": "+15555550100", "MessagingServiceSid": SERVICE}
    await fake.stop()


async def test_reads_the_answer_to_numbered_options(fake: Fake, session: ClientSession) -> None:
    channel = fake.make_channel()
    (call,) = channel.render(Outgoing("Does it hurt?", YES_NO), {"to": fake.number("p1")})
    await channel.send(session, call, "k1")
    post = fake.press("t-no", "No", url="https://clinic.example/webhooks/x")
    channel.verify(webhook(post))
    (update,) = channel.parse(webhook(post))
    assert (update.text, update.button) in (("2", ""), ("No", "t-no"))


async def test_waits_as_long_as_twilio_asks(fake: Fake, session: ClientSession) -> None:
    fake.misbehave.append("429")
    with pytest.raises(TryAgain) as error:
        await fake.make_channel().send(session, call_of(fake), "k1")
    assert (error.value.after, error.value.everyone, error.value.unsure) == (0.05, True, False)
    assert error.value.why == "20429: too many requests"


@pytest.mark.parametrize(
    ("how", "unsure", "taken"),
    [("500", False, 0), ("503", False, 0), ("hang", True, 0), ("close", True, 0), ("lost", True, 1)],
)
async def test_tries_again_where_twilio_fails(
    fake: Fake, session: ClientSession, how: str, unsure: bool, taken: int
) -> None:
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as error:
        await fake.make_channel().send(session, call_of(fake), "k1")
    assert (error.value.unsure, error.value.everyone, error.value.after) == (unsure, False, None)
    assert len(fake.sent) == taken


async def test_is_sure_that_nothing_was_sent_without_a_connection(fake: Fake, session: ClientSession) -> None:
    channel, call = fake.make_channel(), call_of(fake)
    await fake.stop()
    with pytest.raises(TryAgain) as error:
        await channel.send(session, call, "k1")
    assert (error.value.unsure, error.value.why) == (False, "no connection")


@pytest.mark.parametrize(
    ("code", "gone"),
    [
        *((code, True) for code in (21610, 21211, 21614, 21635, 63003, 63014, 63024)),
        *((code, False) for code in (63016, 63015, 21408, 30007, 21612, 99999)),
    ],
)
async def test_gives_up_where_the_person_can_not_be_reached(
    fake: Fake, session: ClientSession, code: int, gone: bool
) -> None:
    fake.refusals["p1"] = code
    with pytest.raises(Undeliverable) as error:
        await fake.make_channel().send(session, call_of(fake), "k1")
    assert error.value.gone is gone
    assert error.value.why.startswith((f"{code}: ", f"error {code}"))
    assert "555" not in error.value.why


@pytest.mark.parametrize("code", [30001, 63018, 63038, 21611, 30022, 20003, 21606, 21609, 63007, 30034])
async def test_waits_with_everyone_for_limits_and_for_the_operator(
    fake: Fake, session: ClientSession, code: int
) -> None:
    fake.refusals["p1"] = code
    with pytest.raises(TryAgain) as error:
        await fake.make_channel().send(session, call_of(fake), "k1")
    assert (error.value.everyone, error.value.unsure) == (True, False)
    assert error.value.why.startswith(f"{code}: ")


@pytest.mark.parametrize("code", [14107, 21608])
async def test_waits_with_one_person_only(fake: Fake, session: ClientSession, code: int) -> None:
    fake.refusals["p1"] = code
    with pytest.raises(TryAgain) as error:
        await fake.make_channel().send(session, call_of(fake), "k1")
    assert error.value.everyone is False


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 599])
def test_statuses_without_a_code(status: int) -> None:
    found = problem(Answer(status, {"code": None, "message": "of +15555550134"}))
    assert str(found) == f"status {status}"
    assert isinstance(found, Undeliverable) is (status in (400, 409, 422))
    assert getattr(found, "everyone", False) is (status in (401, 403, 404, 429))


@pytest.mark.parametrize("code", ["+15555550134", [], {}, True, 1.5, -3, "21610 ", 10**30])
def test_odd_codes_are_none(code: object) -> None:
    assert Answer(400, {"code": code}).code == ""


async def test_a_wrong_token_waits_for_the_operator(fake: Fake, session: ClientSession) -> None:
    options = fake.make_channel().options
    options.secrets["BACKLINE_TWILIO_AUTH_TOKEN"] = "wrong ä"  # type: ignore[index]
    with pytest.raises(TryAgain) as error:
        await fake.channel(options).send(session, call_of(fake), "k1")
    assert error.value.everyone
    assert error.value.why == "20003: account SID or auth token is wrong"


async def test_keeps_the_order_of_parts(fake: Fake, session: ClientSession) -> None:
    channel = fake.make_channel()
    calls = channel.render(Outgoing("\n\n".join(f"{n} " + "word " * 150 for n in range(9))), {"to": fake.number("p")})
    for number, call in enumerate(calls):
        await channel.send(session, call, f"k{number}")
    firsts = [int(sent.text.split()[0]) for sent in fake.sent]
    assert all(a < b for a, b in pairwise(firsts))
    assert fake.complaints == []

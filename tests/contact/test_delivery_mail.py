"""Leads by e-mail, to a real mail server: what stands in the mail, what is tried again, and TLS."""

from __future__ import annotations

import socket
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact.delivery import options as options_module
from backline.contact.delivery.content import LeadContent
from backline.contact.delivery.mail import MailSender, compose
from backline.contact.delivery.options import LeadDelivery
from backline.contact.delivery.options import MailServer as Server
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.settings import load_clinic
from tests.conftest import PROJECT
from tests.helpers.mail_server import MailServer, self_signed
from tests.storage.test_lead_deliveries import LEAD

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")
LINK = "https://chat.quux.example/staff/leads/BL-TEST-01"
CONTENT = LeadContent(
    replace(LEAD, name="Zo\u00eb Quux", summary="Warning signs: none named\nFor: about 4 months"),
    1_790_000_000.0,
    "website",
    LINK,
)
SENDER, TO = "backline@quux.example", "requests@quux.example"
CLINIC = load_clinic(PROJECT / "clinic.yml")


async def attempt(port: int, content: LeadContent = CONTENT, **server: Any) -> Outcome:
    given_tls = server.pop("context", None)
    own = Server(**{"host": "127.0.0.1", "port": port, "tls": False, **server})
    options = LeadDelivery(email=TO, sender=SENDER, mail_server=own)
    return await MailSender(options, CLINIC, tls=given_tls, patience=5.0).send("msg_0a1b", content)


async def test_a_mail_about_a_lead() -> None:
    async with MailServer() as server:
        assert await attempt(server.port) == Delivered()
    [mail], [recipients] = server.mails, server.recipients
    assert recipients == [TO]
    assert mail["From"] == f"{CLINIC.name} <{SENDER}>"
    assert mail["To"] == TO
    assert mail["Subject"] == "Contact request BL-TEST-01"
    assert mail["Message-ID"] == "<msg_0a1b@quux.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = mail.get_content()
    for line in (
        "Name: Zo\u00eb Quux",
        "Phone: +14155550134",
        "E-mail: zebulon@quux.example",
        "When to reach: mornings",
        "Reason: back pain",
        "Made: Mon 21 Sep 2026, 07:13 (PDT), on the contact page",
        "Channel: website",
        "- For: about 4 months",
        f"In the staff console, where calls are noted: {LINK}",
    ):
        assert line in text.splitlines()
    assert "URGENT" not in text


async def test_an_urgent_one_says_so_first_and_nothing_about_health_in_the_subject() -> None:
    urgent = replace(CONTENT, lead=replace(CONTENT.lead, urgent=True, summary="WARNING SIGNS: numb between the legs"))
    async with MailServer() as server:
        assert await attempt(server.port, urgent) == Delivered()
    [mail] = server.mails
    assert mail["Subject"] == "URGENT: Contact request BL-TEST-01"
    assert mail["Importance"] == "high"
    assert mail.get_content().startswith("This request is URGENT")
    heads = "\n".join(f"{name}: {value}" for name, value in mail.items())
    for secret in ("numb", "Quux", "5550134", "zebulon", "back pain", "mornings"):
        assert secret not in heads


def test_a_repeat_is_the_same_mail() -> None:
    first, second = (compose(CONTENT, "msg_1", SENDER, TO, CLINIC).as_bytes() for _ in range(2))
    assert first == second
    assert compose(CONTENT, "msg_2", SENDER, TO, CLINIC)["Message-ID"] != "<msg_1@quux.example>"


@pytest.mark.parametrize(
    "evil", ["Ann\r\nBcc: all@evil.example", "Ann\nBcc: x@evil.example\n\nhello", "Ann\r.\r\nQUIT"]
)
async def test_nothing_typed_becomes_a_header_or_another_line(evil: str) -> None:
    lead = replace(CONTENT.lead, name=evil, reach=evil, reason=evil, summary=f"In their own words: {evil}")
    async with MailServer() as server:
        assert (
            await attempt(
                server.port,
                replace(CONTENT, lead=lead),
            )
            == Delivered()
        )
    [mail], [recipients] = server.mails, server.recipients
    assert recipients == [TO]
    assert "Bcc" not in mail
    lines = mail.get_content().splitlines()
    assert f"Name: {' '.join(evil.split())}" in lines
    assert not any(line.startswith("Name:") and line.endswith("Ann") for line in lines)


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_makes_one_mail(name: str, clinic: str) -> None:
    lead = replace(CONTENT.lead, name=name, reason=clinic)
    message = compose(replace(CONTENT, lead=lead), "msg_1", SENDER, TO, CLINIC.copy(update={"name": clinic}))
    head, _, _ = message.as_bytes().partition(b"\r\n\r\n")
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    assert len(names) == len(set(names))
    assert max(len(line) for line in head.split(b"\r\n")) < 998


@pytest.mark.parametrize(
    ("command", "answer", "outcome"),
    [
        ("RCPT", "450 4.2.1 Ann's box is full", Failed("the mail server refused the address (450)")),
        ("RCPT", "550 5.1.1 Ann is not known", Failed("the mail server refused the address (550)", final=True)),
        ("MAIL", "451 4.3.0 later", Failed("the mail server refused the mail (451)")),
        ("MAIL", "553 5.7.1 not you", Failed("the mail server refused the mail (553)", final=True)),
        ("MAIL", "530 5.7.0 sign in first", Failed("the mail server refused the mail (530)")),
        ("DATA", "452 4.3.1 no room", Failed("the mail server refused the mail (452)")),
        ("DATA", "554 5.7.1 spam", Failed("the mail server refused the mail (554)", final=True)),
        ("DATA", "lost", Failed("no connection to the mail server, or it broke")),
    ],
)
async def test_what_is_temporary_and_what_is_final(command: str, answer: str, outcome: Failed) -> None:
    async with MailServer(answers={command: deque([answer])}) as server:
        assert await attempt(server.port) == outcome


async def test_a_server_that_is_away_or_silent() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        assert await attempt(port) == Failed("no connection to the mail server, or it broke")
        silent.listen()
        options = LeadDelivery(email=TO, sender=SENDER, mail_server=Server("127.0.0.1", port, False))
        outcome = await MailSender(options, CLINIC, patience=0.2).send("msg_1", CONTENT)
    assert outcome == Failed("the mail server did not answer in time")


async def test_signing_in_and_a_wrong_password() -> None:
    async with MailServer(password="right") as server:
        assert await attempt(server.port, user="ann@quux.example", password="right") == Delivered()
        outcome = await attempt(server.port, user="ann@quux.example", password="wrong")
        assert outcome == Failed("the mail server refused user name or password (535)"), "an operator can mend it"
    assert server.sign_ins[0] == ("ann@quux.example", "right")


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine counts as another one, to which nothing goes without TLS."""
    monkeypatch.setattr(options_module.MailServer, "is_local", False)


@pytest.mark.usefixtures("away")
async def test_nothing_leaves_the_machine_without_tls() -> None:
    async with MailServer(password="right") as server:
        outcome = await attempt(server.port, user="ann", password="right")
    assert outcome == Failed("the mail server does not offer what is needed: STARTTLS, or signing in")
    assert (server.mails, server.sign_ins) == ([], [])


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize("from_the_start", [False, True])
async def test_tls_with_a_certificate_that_is_checked(from_the_start: bool, tmp_path: Path) -> None:
    tls, client = self_signed(tmp_path)
    account = {"tls": from_the_start, "user": "ann", "password": "right"}
    async with MailServer(password="right", tls=tls, from_the_start=from_the_start) as server:
        named = {"host": "localhost", **account}
        assert await attempt(server.port, context=client(), **named) == Delivered()
        assert len(server.mails) == 1
        for outcome in (
            await attempt(server.port, **named),  # nobody knows who made the certificate
            await attempt(server.port, context=client(), **account),  # it is another server's
        ):
            assert outcome == Failed("the mail server's certificate is not valid")
        assert len(server.sign_ins) == 1

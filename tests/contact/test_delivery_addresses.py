"""A webhook must not lead into the server's own network, however its address is written."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from hypothesis import given
from hypothesis import strategies as st

from backline.contact.delivery.content import LeadContent
from backline.contact.delivery.options import LeadDelivery, webhook_problem
from backline.contact.delivery.outcome import Delivered, Failed
from backline.contact.delivery.public_address import is_public, literal_address
from backline.contact.delivery.webhook import WebhookSender
from tests.helpers.receiver import Receiver
from tests.storage.test_lead_deliveries import LEAD

CONTENT = LeadContent(LEAD, 1_790_000_000.0, "website", "https://chat.quux.example/staff/leads/BL-TEST-01")
PRIVATE = (
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "febf::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "100::1",
    "2001:db8::1", "2001::1", "2001:10::1", "3fff::1", "5f00::1", "64:ff9b:1::1", "4000::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:100.64.0.1", "::127.0.0.1", "::a00:1",
    "2002:7f00:1::1", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:6440:1::", "2002:c0a8:101::1",
    "64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::100.64.0.1",
    "2606:4700::1%eth0", "nonsense", "",
)  # fmt: skip
PUBLIC = (
    "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1", "169.253.1.1", "198.20.0.1",
    "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1",
)  # fmt: skip
# Each is 127.0.0.1, 10.0.0.1 or 169.254.169.254, or their like.
NOTATIONS = (
    "2130706433", "017700000001", "0x7f000001", "0x7F000001", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1",
    "0x7f.1", "0177.1", "127.0.0.1.", "2852039166", "0xa9fea9fe", "169.254.43518", "0xa.0x0.0x0.0x1", "012.0.0.1",
    "10.1", "0", "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]",
    "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "[fd00::1]",
)  # fmt: skip
UNREADABLE = (
    "https://[fe80::1%25eth0]/", "https://%31%32%37.0.0.1/", "https://127\u30020\u30020\u30021/",
    "https://\u2460\u2461\u2466.0.0.1/", "https://crm.quux.example\\@127.0.0.1/", "https://crm.quux.example\t/",
    "https://crm.quux.example\x00.evil/", "https://m\u00fcnchen.example/",
)  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_private_ones_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_ones_are(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_judged_the_same_in_every_wrapping(number: int) -> None:
    plain = socket.inet_ntoa(number.to_bytes(4, "big"))
    high, low = number >> 16, number & 0xFFFF
    for wrapped in (f"::ffff:{plain}", f"64:ff9b::{plain}", f"2002:{high:x}:{low:x}::1"):
        assert is_public(wrapped) is is_public(plain)
    for written in (str(number), hex(number), f"0{number:o}", plain, f"{plain}."):
        assert literal_address(written) == plain


@given(st.text(max_size=40))
def test_any_text_may_be_asked_about(text: str) -> None:
    is_public(text)
    literal_address(text)
    webhook_problem(f"https://{text}/", False)
    webhook_problem(text, True)


@pytest.mark.parametrize("host", NOTATIONS)
def test_every_notation_of_a_private_address_is_named_at_the_start(host: str) -> None:
    problem = webhook_problem(f"https://{host}/leads", False)
    assert problem is not None
    assert "private network" in problem
    assert webhook_problem(f"https://{host}/leads", True) is None


@pytest.mark.parametrize("address", UNREADABLE)
def test_what_can_be_read_in_two_ways_is_no_address(address: str) -> None:
    for allow_private in (False, True):
        problem = webhook_problem(address, allow_private)
        assert problem is not None
        assert "must be an address" in problem


@pytest.mark.parametrize("name", ["crm.quux.example", "xn--mnchen-3ya.example", "8.8.8.8", "[2606:4700::1111]:8443"])
def test_names_and_public_addresses_are_fine(name: str) -> None:
    assert webhook_problem(f"https://{name}/leads?to=%20x", False) is None


# --- when the connection is made


class Names(AbstractResolver):
    """A name server that answers as somebody wants it to, one answer after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_UNSPEC) -> list[ResolveResult]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in answer
        ]

    async def close(self) -> None:
        pass


async def attempt(address: str, names: AbstractResolver | None = None, *, allow_private: bool = False) -> Any:
    options = LeadDelivery(webhook=address, allow_private_addresses=allow_private, secrets=(b"x" * 24,))
    return await WebhookSender(options, resolver=names, patience=3.0).send("msg_1", CONTENT)


@pytest.mark.parametrize(
    "answer",
    [["127.0.0.1"], ["::1"], ["fe80::1%lo"], ["::ffff:127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["10.0.0.1", "8.8.8.8"]],
)
async def test_a_name_that_leads_to_a_private_address_is_not_called(answer: list[str]) -> None:
    async with Receiver() as receiver:
        names = Names(answer)
        outcome = await attempt(f"https://crm.quux.example:{receiver.port}/leads", names)
        assert outcome == Failed("its address leads to a private network, which clinic.yml does not allow")
        assert names.asked == 1
        assert receiver.calls == []


async def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: what was checked is what is connected to; the name is asked once, and anew in each attempt."""
    connected: list[str] = []
    real = socket.socket

    class Watched(real):  # type: ignore[valid-type, misc]
        def connect(self, address: Any) -> None:
            connected.append(address[0])
            raise ConnectionRefusedError

    monkeypatch.setattr("backline.contact.delivery.public_address.socket.socket", Watched)
    names = Names(["8.8.8.8"], ["127.0.0.1"])
    first = await attempt("https://crm.quux.example/leads", names)
    assert first == Failed("no connection could be made")
    assert names.asked == 1
    second = await attempt("https://crm.quux.example/leads", names)
    assert "private network" in second.problem
    assert connected == ["8.8.8.8"]


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "2130706433", "127.1", "[::ffff:127.0.0.1]", "localhost"])
async def test_an_address_that_passed_the_start_is_looked_at_again(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backline.contact.delivery.webhook.webhook_problem", lambda *_: None)
    async with Receiver() as receiver:
        outcome = await attempt(f"https://{host}:{receiver.port}/leads")
        assert isinstance(outcome, Failed)
        assert receiver.calls == []


async def test_without_https_only_private_addresses_are_called() -> None:
    async with Receiver() as receiver:
        assert await attempt(receiver.url, allow_private=True) == Delivered()
        address = f"http://crm.quux.example:{receiver.port}/leads"
        assert await attempt(address, Names(["127.0.0.1"]), allow_private=True) == Delivered()
        outcome = await attempt(address, Names(["8.8.8.8"]), allow_private=True)
        assert outcome == Failed("without https only addresses in a private network are called")
        assert await attempt(receiver.url) != Delivered()
        assert len(receiver.calls) == 2

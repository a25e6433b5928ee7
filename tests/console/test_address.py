"""Which address counts when sign-ins are throttled."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from backline.console.address import address_of


def seen(peer: str, *forwarded: str) -> str:
    headers = [("X-Forwarded-For", value) for value in forwarded]
    request = make_mocked_request("POST", "/staff/sign-in", headers=headers)
    return address_of(request.clone(remote=peer))


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("198.51.100.7", (), "198.51.100.7"),
        ("198.51.100.7", ("203.0.113.9",), "198.51.100.7"),  # anybody can write that
        ("127.0.0.1", ("203.0.113.9",), "203.0.113.9"),
        ("::1", ("203.0.113.9",), "203.0.113.9"),
        ("127.0.0.1", ("192.0.2.1, 203.0.113.9",), "203.0.113.9"),  # what the proxy added last
        ("127.0.0.1", ("192.0.2.1", "203.0.113.9"), "203.0.113.9"),
        ("127.0.0.1", (), "127.0.0.1"),
        ("127.0.0.1", ("nonsense",), "127.0.0.1"),
        ("127.0.0.1", ("203.0.113.9, ",), "127.0.0.1"),
        ("::ffff:198.51.100.7", (), "198.51.100.7"),
        ("", (), "None"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(peer: str, forwarded: tuple[str, ...], address: str) -> None:
    assert seen(peer, *forwarded) == address


def test_the_addresses_of_one_network_count_as_one() -> None:
    assert seen("2001:db8:1:2::1") == seen("2001:db8:1:2:ffff::9")
    assert seen("2001:db8:1:2::1") != seen("2001:db8:1:3::1")

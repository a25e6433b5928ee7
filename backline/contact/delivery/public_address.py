"""Which network addresses a webhook may lead to.

Whoever sets the webhook's address must not make this server call into its own network. A name is checked when the
connection is made, on the very addresses that are connected to: a name that resolves to something else a moment later
gains nothing.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Any

from aiohttp import TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        # Within 2000::/3: Teredo and other protocol assignments, documentation.
        *("2001::/23", "2001:db8::/32", "3fff::/20"),
    )
)
# An IPv4 address stands in the last 32 bits: mapped, compatible, NAT64.
_HOLDS_IPV4 = tuple(ipaddress.IPv6Network(network) for network in ("::ffff:0:0/96", "::/96", "64:ff9b::/96"))
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_HOST = re.compile(r"[0-9A-Za-z._:-]+")


class AddressRefused(OSError):
    """The address leads somewhere that may not be called."""


def is_public(address: str) -> bool:
    """Whether an IP address in its usual form, an IPv6 zone included, is one that anybody on the internet can reach."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.scope_id is not None:
            return False
        number = int(ip)
        if any(ip in network for network in _HOLDS_IPV4):
            return is_public(str(ipaddress.IPv4Address(number & 0xFFFF_FFFF)))
        if ip in _SIX_TO_FOUR and not is_public(str(ipaddress.IPv4Address(number >> 80 & 0xFFFF_FFFF))):
            return False
        if ip not in _GLOBAL_IPV6:
            return False
    return not any(ip in network for network in _NOT_PUBLIC if network.version == ip.version)


def literal_address(host: str) -> str | None:
    """The IP address that ``host`` is, in its usual form, however it is written; None where it is a name.

    The operating system also takes ``2130706433``, ``0x7f.1``, ``0177.0.0.1`` and ``127.1`` for 127.0.0.1.
    """
    bare = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(bare))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(bare))
    except (OSError, ValueError):
        return None


def is_plain_host(host: str) -> bool:
    """Whether ``host`` is written in letters that can't be read in two ways: no percent signs, nothing beyond ASCII."""
    return _HOST.fullmatch(host) is not None


class GuardedResolver(AbstractResolver):
    """Resolves names, and refuses one as soon as any of its addresses may not be called."""

    def __init__(self, may_call: Callable[[str], bool], resolver: AbstractResolver | None = None) -> None:
        """Ask ``resolver`` (by default the operating system), and ``may_call`` about every address."""
        self._may_call, self._resolver = may_call, resolver or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of ``host``.

        Raises:
            AddressRefused: one of them may not be called.
        """
        found = await self._resolver.resolve(host, port, family)
        if not all(self._may_call(each["host"]) for each in found):
            raise AddressRefused("not an address that may be called")
        return found

    async def close(self) -> None:
        """End."""
        await self._resolver.close()


def guarded_connector(may_call: Callable[[str], bool], resolver: AbstractResolver | None = None) -> TCPConnector:
    """A connector for one call, which connects only to IP addresses that ``may_call`` takes.

    Args:
        may_call: is given an address in its usual form.
        resolver: resolves names; by default the operating system.
    """

    def open_socket(info: Any) -> socket.socket:
        # The last look at where a connection goes, also where no name was resolved.
        family, kind, protocol, _, address = info
        if not may_call(address[0]):
            raise AddressRefused("not an address that may be called")
        return socket.socket(family, kind, protocol)

    return TCPConnector(
        force_close=True,
        use_dns_cache=False,
        resolver=GuardedResolver(may_call, resolver),
        socket_factory=open_socket,
    )

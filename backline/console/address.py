"""Where a request comes from, for throttling."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from aiohttp import web

_HOME_BITS = 64  # of an IPv6 address: one household or office; the rest is free to choose


def address_of(request: web.Request) -> str:
    """The address that counts as one: an IPv4 address, or the first half of an IPv6 address.

    A reverse proxy on this machine is believed in what it added last to ``X-Forwarded-For``; anybody else could write
    anything there, so a proxy on another machine counts as one address for all who come through it.
    """
    peer = _parsed(request.remote or "")
    if peer is not None and peer.is_loopback:
        said = ",".join(request.headers.getall("X-Forwarded-For", []))
        peer = _parsed(said.rpartition(",")[2].strip()) or peer
    if isinstance(peer, IPv6Address):
        return f"{int(peer) >> _HOME_BITS:016x}"
    return str(peer)


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found

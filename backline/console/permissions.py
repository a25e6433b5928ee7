"""What each role may do. Permissions are words; every handler names the one it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from aiohttp.typedefs import Handler

_REVIEWER: Final = frozenset(
    {
        "transcripts.read",
        "transcripts.judge",  # notes, tags, status, wrong answers
        "transcripts.export",
        "learning.edit",
        "leads.read",  # without contact details
        "figures.read",
        "account.own",
    }
)
_COORDINATOR: Final = frozenset(
    {"transcripts.read", "leads.read", "leads.change", "contact.read", "figures.read", "account.own"}
)
PERMISSIONS_OF: Final = {
    "reviewer": _REVIEWER,
    "coordinator": _COORDINATOR,
    "admin": _REVIEWER | _COORDINATOR | {"staff.manage", "audit.read", "data.care"},
}
ROLES: Final = tuple(PERMISSIONS_OF)
PERMISSIONS: Final = frozenset().union(*PERMISSIONS_OF.values())


@dataclass(frozen=True)
class StaffMember:
    """Who is signed in."""

    id: int
    name: str
    role: str

    def may(self, permission: str) -> bool:
        """Whether the role has that permission.

        Raises:
            KeyError: there is no such permission; a typing mistake must not read as "no".
        """
        if permission not in PERMISSIONS:
            raise KeyError(permission)
        return permission in PERMISSIONS_OF[self.role]


@dataclass(frozen=True)
class Access:
    """What a handler asks of who calls it.

    Attributes:
        permission: None where nobody needs to be signed in.
        passive: the page calls it by itself, so that it does not count as activity.
    """

    permission: str | None
    passive: bool = False


_ACCESS = "__access__"
_H = TypeVar("_H", bound=Handler)


def needs(permission: str, *, passive: bool = False) -> Callable[[_H], _H]:
    """Let only staff with ``permission`` call the handler."""
    if permission not in PERMISSIONS:
        raise KeyError(permission)
    return _mark(Access(permission, passive))


def public(handler: _H) -> _H:
    """Let anybody call the handler: signing in, and nothing else."""
    return _mark(Access(None))(handler)


def access_of(handler: object) -> Access | None:
    """What ``handler`` asks for; None where it was forgotten, and nobody may call it."""
    found: Access | None = getattr(handler, _ACCESS, None)
    return found


def _mark(access: Access) -> Callable[[_H], _H]:
    def mark(handler: _H) -> _H:
        setattr(handler, _ACCESS, access)
        return handler

    return mark

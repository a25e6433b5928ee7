"""What comes back from Meta's Graph API and its webhooks, and what its error codes mean."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from backline.channels.contract import TryAgain, Undeliverable

Code = int | tuple[int, int]

_TOKEN_CODES: frozenset[Code] = frozenset({0, 102, 190})
_PERMISSION_CODES: frozenset[Code] = frozenset({3, 10, *range(200, 300)})
_LIMIT_CODES: frozenset[Code] = frozenset({4, 17, 32, 341, 613})
_TEMPORARY_CODES: frozenset[Code] = frozenset({1, 2})
_BLOCKED_CODES: frozenset[Code] = frozenset({368})
_MEND_STATUSES = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
_DAY_SECONDS = 86_400.0


@dataclass(frozen=True)
class ErrorCodes:
    """What a platform's own error codes mean; a pair holds code and subcode.

    Attributes:
        gone: the person can't be written to any more.
        never: this message will not be taken, such as after the 24 hours in which a business may answer.
        wait: not now, such as too many messages to this person.
        wait_all: too many messages at all, or an outage.
        mend: something about the account that the clinic has to mend; nothing is lost meanwhile.
    """

    gone: frozenset[Code] = frozenset()
    never: frozenset[Code] = frozenset()
    wait: frozenset[Code] = frozenset()
    wait_all: frozenset[Code] = frozenset()
    mend: frozenset[Code] = frozenset()


class GraphError(Exception):
    """The Graph API answered with an error.

    Attributes:
        status: of HTTP.
        code: Meta's error code; None where it gave none.
        subcode: Meta's finer code, or 0.
        after: seconds that it asked to wait; None where it did not say.
        is_transient: whether it said that trying again may help.
        is_proof: whether it complained about the proof made with the app secret.
    """

    def __init__(self, status: int, headers: Mapping[str, str], answer: Any) -> None:
        """Read an error answer, of whatever form it may be."""
        error = member(answer, "error")
        code = member(error, "code")
        self.status = status
        self.code = code if isinstance(code, int) and not isinstance(code, bool) else None
        self.subcode = number(member(error, "error_subcode"))
        self.is_transient = member(error, "is_transient") is True
        self.is_proof = "appsecret_proof" in text(member(error, "message"))
        self.after = _wait(headers)
        super().__init__(self.name)

    @property
    def name(self) -> str:
        """The codes, which name nobody."""
        if self.code is None:
            return f"HTTP {self.status}"
        return f"{self.code}/{self.subcode}" if self.subcode else str(self.code)

    @property
    def is_token(self) -> bool:
        """Whether the access token is not accepted."""
        return self.is_in(_TOKEN_CODES) or self.status == HTTPStatus.UNAUTHORIZED

    @property
    def is_permission(self) -> bool:
        """Whether the access token lacks a permission."""
        return self.is_in(_PERMISSION_CODES)

    def is_in(self, codes: frozenset[Code]) -> bool:
        """Whether its code, or the pair of code and subcode, is among ``codes``."""
        return self.code is not None and (self.code in codes or (self.code, self.subcode) in codes)

    def outcome(self, codes: ErrorCodes) -> TryAgain | Undeliverable:
        """What it means for a message that was to be sent."""
        name, after = self.name, self.after
        if self.is_in(codes.gone):
            return Undeliverable(f"{name}: can't be reached", gone=True)
        if self.is_in(codes.never):
            return Undeliverable(f"{name}: not taken")
        if self.is_in(codes.wait):
            return TryAgain(f"{name}: not now for this person", after)
        if self.is_in(codes.wait_all | _LIMIT_CODES) or self.status == HTTPStatus.TOO_MANY_REQUESTS:
            return TryAgain(f"{name}: too many messages, or an outage", after, everyone=True)
        if self.is_token:
            return TryAgain(f"{name}: the access token is not accepted", after, everyone=True)
        if self.is_permission or self.is_proof or self.is_in(codes.mend | _BLOCKED_CODES):
            return TryAgain(f"{name}: the account, its permissions or its secrets need mending", after, everyone=True)
        if self.is_transient or self.is_in(_TEMPORARY_CODES) or not 400 <= self.status < 500:
            return TryAgain(f"{name}: an outage", after)
        if self.code is None and self.status in _MEND_STATUSES:
            return TryAgain(f"{name}: the address of the API or the account is not right", after, everyone=True)
        return Undeliverable(f"{name}: not taken")


def member(value: Any, *names: str) -> Any:
    """What stands under a name, and in it under the next one; None where it is not there."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def things(value: Any) -> list[Any]:
    """A list, or an empty one where it is none."""
    return value if isinstance(value, list) else []


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; whatever else is in it is left out."""
    return [each for each in things(value) if isinstance(each, dict)]


def text(value: Any) -> str:
    """A text that can be written to disk; empty where it is none."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def ident(value: Any) -> str:
    """An id, which some versions give as a number; empty where it is none."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value)


def number(value: Any) -> int:
    """A whole number; 0 where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _wait(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait, at most a day: as HTTP says it, or the longest in Meta's header about usage, in minutes."""
    try:
        seconds = float(headers.get("Retry-After", ""))
    except ValueError:
        seconds = _usage_wait(headers.get("X-Business-Use-Case-Usage", ""))
    return min(seconds, _DAY_SECONDS) if math.isfinite(seconds) and seconds > 0 else None


def _usage_wait(header: str) -> float:
    try:
        usage = json.loads(header)
    except (ValueError, RecursionError):
        return 0.0
    uses = usage.values() if isinstance(usage, dict) else ()
    minutes = [number(each.get("estimated_time_to_regain_access")) for use in uses for each in objects(use)]
    return 60.0 * min(max(minutes, default=0), 24 * 60)

"""Calls to Slack's Web API, and what its error codes mean for a message."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from backline.channels.contract import TryAgain, Undeliverable

_CODE = re.compile("[a-z][a-z_]{1,60}")
# The person can't be written to any more.
_GONE = frozenset(
    {
        *("channel_not_found", "user_not_found", "users_not_found", "user_disabled", "user_not_visible"),
        *("is_archived", "is_inactive", "cannot_dm_bot"),
    }
)
# Nothing reaches anybody until somebody mends the token or the app's settings.
_OPERATOR_MENDS = frozenset(
    {
        *("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope"),
        *("no_permission", "org_login_required", "access_denied", "not_allowed_token_type", "accesslimited"),
        *("two_factor_setup_required", "team_access_not_granted", "enterprise_is_restricted", "ekm_access_denied"),
        *("messages_tab_disabled", "unknown_method"),
    }
)
_TOO_MANY = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_NOT_NOW = frozenset({"service_unavailable", "request_timeout", "team_added_to_org"})
# By Slack's documentation a part may have been done before it failed.
_UNSURE = frozenset({"fatal_error", "internal_error"})
_REFUSED_STATUSES = frozenset({401, 403, 404})
_LONGEST_WAIT = 3600.0


@dataclass(frozen=True)
class Answer:
    """What the API answered to a call that it took.

    Attributes:
        body: the JSON object.
        scopes: what the token may do.
    """

    body: Mapping[str, Any]
    scopes: frozenset[str]


async def call(session: aiohttp.ClientSession, url: str, token: str, body: Mapping[str, Any]) -> Answer:
    """Call a method.

    Args:
        session: has a time limit.
        url: of the method.
        token: of the bot.
        body: its arguments.

    Raises:
        TryAgain: not now, see :mod:`backline.channels.contract`.
        Undeliverable: never.
    """
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json; charset=utf-8"}
    data = json.dumps(body).encode()
    try:
        async with session.post(url, data=data, headers=headers, allow_redirects=False) as response:
            if response.status == 429:
                raise TryAgain("429", _seconds(response.headers.get("Retry-After")), everyone=True)
            if response.status >= 500:
                raise TryAgain(f"status {response.status}")
            raw = await response.read()
            return _read(response.status, raw, response.headers.get("X-OAuth-Scopes", ""))
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise TryAgain("no connection") from None
    except TimeoutError:
        raise TryAgain("no answer in time", unsure=True) from None
    except aiohttp.ClientError:
        raise TryAgain("connection broke", unsure=True) from None


async def ask(session: aiohttp.ClientSession, url: str, token: str) -> Answer | str:
    """Call a method without arguments; a sentence that says what is wrong where it did not work."""
    try:
        return await call(session, url, token, {})
    except TryAgain as problem:
        if problem.why in _OPERATOR_MENDS:
            return (
                f"Slack refuses the bot token ({problem.why}): copy the Bot User OAuth Token from your app's page "
                "'OAuth & Permissions' into BACKLINE_SLACK_BOT_TOKEN, and install the app again if it was removed."
            )
        return f"Slack can't be asked now ({problem.why}): try again in a while, or see whether api_url is right."
    except Undeliverable as problem:
        return f"Slack refuses to say whose the bot token is ({problem.why}): see whether api_url is right."


def message_id(body: Mapping[str, Any]) -> str:
    """The id of a message, from an answer or an event: a time stamp is only one of its channel."""
    channel, stamp = body.get("channel"), body.get("ts")
    return f"{channel}:{stamp}" if isinstance(channel, str) and isinstance(stamp, str) else ""


def _read(status: int, raw: bytes, scopes: str) -> Answer:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    if isinstance(body, dict) and body.get("ok") is True:
        return Answer(body, frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()))
    if status in _REFUSED_STATUSES or 300 <= status < 400:
        raise TryAgain(f"status {status}", everyone=True)
    if isinstance(body, dict) and isinstance(body.get("error"), str):
        raise _meaning(body["error"])
    if 200 <= status < 300:
        raise TryAgain("answer not understood", unsure=True)
    raise Undeliverable(f"status {status}")


def _meaning(error: str) -> TryAgain | Undeliverable:
    code = error if _CODE.fullmatch(error) else "unknown error"
    if code in _TOO_MANY:
        return TryAgain(code, everyone=True)
    if code in _OPERATOR_MENDS:
        return TryAgain(code, everyone=True)
    if code in _NOT_NOW or code in _UNSURE:
        return TryAgain(code, unsure=code in _UNSURE)
    return Undeliverable(code, gone=code in _GONE)


def _seconds(value: str | None) -> float | None:
    try:
        seconds = float(value or "")
    except ValueError:
        return None
    return min(seconds, _LONGEST_WAIT) if math.isfinite(seconds) and seconds >= 0 else None

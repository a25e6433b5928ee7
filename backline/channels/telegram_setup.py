"""Setting up Telegram: what to ask it to see whether all is well, and telling it the webhook's address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import ClientSession

from backline.channels.contract import Finding, TryAgain
from backline.channels.telegram_updates import SUBSCRIBED

if TYPE_CHECKING:
    from backline.channels.telegram import Telegram

_PORTS = ("443", "80", "88", "8443")
_SHORTEST_SECRET = 16
_MANY_WAITING = 100
# How many requests Telegram may make at a time; it keeps the order of a chat's messages all the same.
_CONNECTIONS = 20
_REGISTER = "run 'backline channels check telegram --register'"
_COMMANDS = {"start": "Start, or start again", "help": "What I can do", "stop": "Stop"}

# Our words for Telegram's, which may quote addresses: a part of them in small letters, and what it means.
_FAILURES = {
    "403": "it was answered 403: the secret is another one; register again",
    "401": "it was answered 401: something in front of Backline asks for a password",
    "404": "it was answered 404: the reverse proxy does not pass /webhooks/ on",
    "413": "it was answered 413: the reverse proxy lets only small requests through",
    "wrong response": "it was not answered with 200: see Backline's log and the reverse proxy's",
    "refused": "the connection was refused: nothing listens at the address",
    "can't connect": "no connection could be made: is the address open to the internet?",
    "only on ports": "it calls the ports 443, 80, 88 and 8443 only",
    "https url": "the address must start with https",
    "ipv6-only": "the host's name has no IPv4 address",
    "timed out": "there was no answer in time: is the address open to the internet?",
    "timeout": "there was no answer in time: is the address open to the internet?",
    "certificate": "the certificate was not accepted: it must be valid and come with its intermediate certificates",
    "ssl": "the TLS connection failed: the certificate must be valid and TLS 1.2 or newer be on",
    "resolve": "the host's name was not found in DNS",
    "name or service": "the host's name was not found in DNS",
    "reserved": "the host's name leads to a private address",
}


async def check(channel: Telegram, session: ClientSession) -> list[Finding]:
    """What Telegram says about the bot and its webhook."""
    url = channel.options.webhook_url
    try:
        code, me = await channel.ask(session, "getMe", {})
        if code != 200:
            return [Finding(False, _refused(code))]
        code, info = await channel.ask(session, "getWebhookInfo", {})
        if code != 200:
            return [Finding(False, _refused(code))]
    except TryAgain as error:
        return [Finding(False, _unreachable(error))]
    return [_about_bot(_result(me)), *_about_address(channel), *_about_webhook(_result(info), url)]


async def register(channel: Telegram, session: ClientSession) -> Finding:
    """Tell Telegram the webhook's address and secret, and the commands that its apps offer."""
    url = channel.options.webhook_url
    webhook = {
        "url": url,
        "secret_token": channel.secret,
        "allowed_updates": list(SUBSCRIBED),
        "max_connections": _CONNECTIONS,
        "drop_pending_updates": False,
    }
    commands = {
        "commands": [{"command": name, "description": text} for name, text in _COMMANDS.items()],
        "scope": {"type": "all_private_chats"},
    }
    try:
        code, answer = await channel.ask(session, "setWebhook", webhook)
        if code != 200:
            return Finding(False, _refused(code, f"the webhook's address: {_in_our_words(answer.get('description'))}"))
        code, _ = await channel.ask(session, "setMyCommands", commands)
    except TryAgain as error:
        return Finding(False, _unreachable(error))
    if code != 200:
        return Finding(False, _refused(code, "the list of commands; the webhook is registered"))
    return Finding(True, f"Telegram sends messages to {url} from now on.")


def _about_bot(me: Mapping[str, Any]) -> Finding:
    name = f"The token is good; people find the bot as @{me.get('username')}."
    if me.get("can_join_groups"):
        name += " It can be added to groups, where it only asks to be written to alone; /setjoingroups turns that off."
    return Finding(True, name)


def _about_address(channel: Telegram) -> list[Finding]:
    findings = []
    port = urlsplit(channel.options.webhook_url).netloc.rpartition(":")[2]
    if port.isdigit() and port not in _PORTS:
        findings.append(
            Finding(False, f"Telegram does not call port {port}: use 443, 80, 88 or 8443 in BACKLINE_PUBLIC_URL.")
        )
    if len(channel.secret) < _SHORTEST_SECRET:
        findings.append(
            Finding(
                False,
                "BACKLINE_TELEGRAM_WEBHOOK_SECRET is short enough to be guessed: make it 32 random characters, such "
                f"as 'openssl rand -hex 16' writes, and {_REGISTER}.",
            )
        )
    return findings


def _about_webhook(info: Mapping[str, Any], url: str) -> list[Finding]:
    if not info.get("url"):
        return [Finding(False, f"Telegram does not know the webhook's address yet: {_REGISTER}.")]
    if info["url"] != url:
        return [
            Finding(
                False,
                f"Telegram calls another address than {url}: see that BACKLINE_PUBLIC_URL is right and {_REGISTER}.",
            )
        ]
    findings = [Finding(True, "The webhook is registered.")]
    allowed = info.get("allowed_updates")
    if isinstance(allowed, list) and set(SUBSCRIBED) - {str(kind) for kind in allowed}:
        findings.append(Finding(False, f"Telegram does not send all that is needed: {_REGISTER}."))
    return findings + _about_delivery(info)


def _about_delivery(info: Mapping[str, Any]) -> list[Finding]:
    pending, failed_at = info.get("pending_update_count"), info.get("last_error_date")
    waiting = pending if isinstance(pending, int) else 0
    findings = []
    if waiting > _MANY_WAITING:
        findings.append(
            Finding(False, f"{waiting} messages wait at Telegram: see that Backline runs and is reachable.")
        )
    if isinstance(failed_at, int) and 0 < failed_at < 2**40:
        why = _in_our_words(info.get("last_error_message"))
        when = datetime.fromtimestamp(failed_at, UTC).strftime("%Y-%m-%d %H:%M UTC")
        # Nothing waits: what failed has been delivered since.
        still = "" if waiting else " Nothing waits any more."
        findings.append(Finding(not waiting, f"Telegram last failed to deliver a message on {when}: {why}.{still}"))
    return findings


def _in_our_words(described: Any) -> str:
    theirs = str(described).lower()
    return next((ours for part, ours in _FAILURES.items() if part in theirs), "Telegram gives another reason")


def _result(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    result = answer.get("result")
    return result if isinstance(result, dict) else {}


def _refused(code: int, what: str = "") -> str:
    if code in (401, 404):
        return "Telegram does not know the bot's token: copy it again from @BotFather into BACKLINE_TELEGRAM_BOT_TOKEN."
    return f"Telegram refused{f' {what}' if what else ''} (code {code})."


def _unreachable(error: TryAgain) -> str:
    return f"Telegram can't be reached ({error.why}): see that this machine may open https connections to it."

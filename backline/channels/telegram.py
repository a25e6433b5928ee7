"""Telegram: a bot of the clinic's own, through Telegram's Bot API."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientSession, ConnectionTimeoutError, web

from backline.channels import telegram_setup
from backline.channels.choices import with_choices
from backline.channels.contract import (
    Call,
    Channel,
    ChannelOptions,
    Finding,
    Option,
    Outgoing,
    TryAgain,
    Undeliverable,
    Unverified,
    Update,
    WebhookRequest,
)
from backline.channels.telegram_updates import callback_id, decode, read_update
from backline.channels.text import split_text, utf16_length
from backline.settings import SettingsError

TOKEN = "BACKLINE_TELEGRAM_BOT_TOKEN"  # noqa: S105
SECRET = "BACKLINE_TELEGRAM_WEBHOOK_SECRET"  # noqa: S105
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105

MAX_TEXT = 4096  # UTF-16 code units
MAX_BUTTONS = 100
MAX_TOKEN_BYTES = 64
# Telegram names no limit for a button's words, but its apps cut off what does not fit into a line.
MAX_TITLE = 60
# How long the longest button may be where so many stand in a row.
_COLUMNS = ((3, 9), (2, 16), (1, MAX_TITLE))

_LONGEST_WAIT = 24 * 60 * 60.0
# Telegram says so in words only. Each means that this chat can't be written to any more.
_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated", "chat_write_forbidden")


class Telegram(Channel):
    """The adapter of the Bot API; see docs/channels/telegram.md."""

    name = "telegram"
    label = "Telegram"
    api = "https://api.telegram.org"
    secrets = {
        TOKEN: "the bot's token, which @BotFather shows,",
        SECRET: "a secret of your own (1 to 256 of the characters A-Z, a-z, 0-9, _ and -)",
    }

    def __init__(self, options: ChannelOptions) -> None:
        """Check the secrets' form.

        Raises:
            SettingsError: one of them can't be right.
        """
        super().__init__(options)
        token = options.secrets[TOKEN]
        if not re.fullmatch(r"[0-9]{1,18}:[A-Za-z0-9_-]{20,100}", token):
            raise SettingsError(
                f"{TOKEN} is not a bot's token: copy it whole from @BotFather; it is a number, a colon and about 35 "
                "letters and digits."
            )
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", options.secrets[SECRET]):
            raise SettingsError(
                f"{SECRET} has characters that Telegram does not take: use 1 to 256 of A-Z, a-z, 0-9, _ and -."
            )
        self._bot = int(token.partition(":")[0])
        self.secret = options.secrets[SECRET]

    def verify(self, request: WebhookRequest) -> None:
        """Telegram signs nothing; it repeats the secret that it was given with the webhook's address."""
        given = request.headers.getall(SECRET_HEADER, [])
        # As bytes: a header may hold anything, and comparing texts that are not ASCII raises.
        same = [hmac.compare_digest(value.encode("utf-8", "backslashreplace"), self.secret.encode()) for value in given]
        if same != [True]:
            raise Unverified("the secret is missing or wrong")

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        return [read_update(decode(request.body), self._bot)]

    def acknowledge(self, request: WebhookRequest) -> web.Response:
        """Telegram takes a call as an answer: that ends the waiting sign on a pressed button without a request."""
        pressed = callback_id(decode(request.body))
        if not pressed:
            return web.Response(status=200)
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": pressed})

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        """A picture goes without a caption: were it refused, the words below it would be lost with it."""
        chat = {"chat_id": int(address["chat"])}
        text, keyboard = _with_keyboard(outgoing)
        calls = [Call("sendPhoto", {**chat, "photo": outgoing.picture})] if outgoing.picture else []
        parts = split_text(text, MAX_TEXT, utf16_length) if text.strip() else []
        for part in parts:
            # A preview would have Telegram open the link to a person's plan.
            calls.append(Call("sendMessage", {**chat, "text": part, "link_preview_options": {"is_disabled": True}}))
        if keyboard:
            calls[-1] = Call(calls[-1].to, {**calls[-1].body, "reply_markup": {"inline_keyboard": keyboard}})
        return calls

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        code, answer = await self.ask(session, call.to, call.body)
        if code != 200:
            raise _refusal(call, code, answer)
        result = answer.get("result")
        number = result.get("message_id") if isinstance(result, dict) else None
        return str(number) if isinstance(number, int) else ""

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        return await telegram_setup.check(self, session)

    async def register(self, session: ClientSession) -> Finding | None:
        return await telegram_setup.register(self, session)

    async def ask(self, session: ClientSession, method: str, body: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Call a method of the Bot API.

        The token is part of the address, and so the library's own errors, which may quote it, are not passed on.

        Returns:
            the status (200: it was done) and the answer.

        Raises:
            TryAgain: there was no answer, or none that can be read.
        """
        url = f"{self.options.api_url}/bot{self.options.secrets[TOKEN]}/{method}"
        try:
            async with session.post(url, json=body, allow_redirects=False) as response:
                status = response.status
                answer = _json(await response.read())
        except (ClientConnectorError, ConnectionTimeoutError):
            raise TryAgain("no connection") from None
        except (ClientError, TimeoutError, OSError):
            raise TryAgain("no answer", unsure=True) from None
        if status == 200 and answer.get("ok") is not True:
            raise TryAgain("the answer can't be read", unsure=True)
        return status, answer


def _with_keyboard(outgoing: Outgoing) -> tuple[str, list[list[dict[str, str]]]]:
    """The text and the rows of buttons; where Telegram would not take the buttons, they are numbered in the text."""
    options = outgoing.options
    if not options:
        return outgoing.text, []
    if len(options) > MAX_BUTTONS or not all(map(_fits, options)):
        return with_choices(outgoing.text, options), []
    longest = max(utf16_length(option.title) for option in options)
    columns = next(columns for columns, limit in _COLUMNS if longest <= limit)
    buttons = [{"text": option.title, "callback_data": option.token} for option in options]
    rows = [buttons[start : start + columns] for start in range(0, len(buttons), columns)]
    return outgoing.text if outgoing.text.strip() else "Please choose:", rows


def _fits(option: Option) -> bool:
    size = len(option.token.encode("utf-8", "replace"))
    return bool(option.title.strip()) and utf16_length(option.title) <= MAX_TITLE and 0 < size <= MAX_TOKEN_BYTES


def _refusal(call: Call, code: int, answer: Mapping[str, Any]) -> TryAgain | Undeliverable:
    described = str(answer.get("description", "")).lower()
    if code == 429:
        # Telegram does not say whether the chat's limit or the bot's is meant. Another chat's message that is refused
        # as well loses nothing; held back without need, it might be an urgent one.
        return TryAgain("429", _wait(answer.get("parameters")))
    if code in (401, 404):
        return TryAgain(f"{code}: Telegram does not know the bot's token", everyone=True)
    if "frozen" in described:
        return TryAgain(f"{code}: Telegram froze the bot; its owner finds out why in the app", everyone=True)
    if code == 403 or any(words in described for words in _GONE):
        return Undeliverable(f"{code}: the chat can't be written to", gone=True)
    if 400 <= code < 500:
        # Not tried again where a picture could not be fetched: the words that follow it would have to wait.
        return Undeliverable(f"{code}: the picture was refused" if call.to == "sendPhoto" else str(code))
    return TryAgain(str(code))


def _wait(parameters: Any) -> float | None:
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(min(seconds, _LONGEST_WAIT)) if isinstance(seconds, int | float) and seconds >= 0 else None


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}

"""What WhatsApp and Messenger share: both are Meta's, with one kind of webhook and one API, the Graph API."""

from __future__ import annotations

import hashlib
import hmac
import json
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import aiohttp
from aiohttp import ClientSession, web

from backline.channels.contract import Call, Channel, Finding, Kind, TryAgain, Unverified, Update, WebhookRequest
from backline.channels.meta_api import ErrorCodes, GraphError, ident, member, objects, text, things

# Each version works for two years; channels.yml can name another one with api_url.
GRAPH_API = "https://graph.facebook.com/v27.0"

IGNORED = Update(Kind.IGNORED)

_SIGNATURE = "X-Hub-Signature-256"


class MetaChannel(Channel):
    """A channel over Meta's webhooks and the Graph API.

    Class attributes:
        envelope: the kind of object that its webhooks are about.
        fields: the webhook fields that it needs.
        codes: what its error codes mean.
    """

    api = GRAPH_API
    has_receipts = True
    envelope: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    codes: ClassVar[ErrorCodes]

    def handshake(self, request: WebhookRequest) -> web.Response | None:
        if request.method != "GET":
            return None
        try:
            query = parse_qs(urlsplit(request.url).query, keep_blank_values=True, max_num_fields=20)
        except ValueError:
            raise Unverified("query") from None
        mode, token, challenge = (query.get(f"hub.{name}", [""])[0] for name in ("mode", "verify_token", "challenge"))
        if mode != "subscribe" or not hmac.compare_digest(_bytes(token), _bytes(self._secret("VERIFY_TOKEN"))):
            raise Unverified("verify token")
        return web.Response(
            text=text(challenge), content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"}
        )

    def verify(self, request: WebhookRequest) -> None:
        given = request.headers.getall(_SIGNATURE, [])
        made = hmac.new(_bytes(self._secret("APP_SECRET")), request.body, hashlib.sha256).hexdigest()
        if len(given) != 1 or not hmac.compare_digest(_bytes(given[0]), _bytes(f"sha256={made}")):
            raise Unverified("signature")

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        try:
            body = json.loads(request.body)
        except RecursionError:
            raise ValueError("the body is nested too deeply") from None
        kind, entries = member(body, "object"), member(body, "entry")
        if not isinstance(kind, str) or not isinstance(entries, list):
            raise ValueError("the body is no webhook of Meta's")
        if kind != self.envelope:
            return [IGNORED]
        return [update for entry in objects(entries) for update in self.read_entry(entry)] or [IGNORED]

    @abstractmethod
    def read_entry(self, entry: Mapping[str, Any]) -> Sequence[Update]:
        """The updates of one entry of a webhook, in order."""

    async def post(self, session: ClientSession, call: Call, key_field: Mapping[str, Any]) -> Any:
        """Send a message with the field that brings its key back.

        Returns:
            the answer, as JSON.

        Raises:
            TryAgain: not now.
            Undeliverable: never.
        """
        try:
            return await self.ask(session, "POST", call.to, {**call.body, **key_field})
        except GraphError as error:
            raise error.outcome(self.codes) from None

    async def ask(
        self, session: ClientSession, method: str, path: str, body: Mapping[str, Any] | None = None, token: str = ""
    ) -> Any:
        """Call the Graph API; with the access token, unless another one is given.

        Raises:
            GraphError: it answered with an error.
            TryAgain: it did not answer.
        """
        url = f"{self.options.api_url}/{path}"
        if not token:
            url += ("&" if "?" in path else "?") + f"appsecret_proof={self._proof()}"
        headers = {"Authorization": f"Bearer {token or self._secret('ACCESS_TOKEN')}"}
        try:
            async with session.request(method, url, json=body, headers=headers, allow_redirects=False) as response:
                status, answer_headers, raw = response.status, response.headers, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise TryAgain("no connection") from None
        except ValueError:
            # Such as a line break within a token.
            raise TryAgain("the access token or the API's address is not well formed", everyone=True) from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise TryAgain("no answer", unsure=True) from None
        try:
            answer = json.loads(raw)
        except (ValueError, RecursionError):
            answer = None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise GraphError(status, answer_headers, answer)
        if not isinstance(answer, dict):
            raise TryAgain("the answer can't be read", unsure=True)
        return answer

    async def find_app(self, session: ClientSession) -> str:
        """The id of the app that the access token belongs to.

        Raises:
            GraphError: the API answered with an error.
            TryAgain: it did not answer.
        """
        return ident(member(await self.ask(session, "GET", "app"), "id"))

    async def find_webhook(self, session: ClientSession, app: str) -> tuple[str, list[str]]:
        """Where an app sends this channel's webhooks (empty: nowhere), and which of the needed fields it leaves out.

        Raises:
            GraphError: the API answered with an error.
            TryAgain: it did not answer.
        """
        answer = await self.ask(session, "GET", f"{app}/subscriptions", token=self.app_token(app))
        for entry in objects(member(answer, "data")):
            if entry.get("object") == self.envelope and entry.get("active") is not False:
                had = {text(member(each, "name")) or text(each) for each in things(entry.get("fields"))}
                return text(entry.get("callback_url")).rstrip("/"), [name for name in self.fields if name not in had]
        return "", list(self.fields)

    def app_token(self, app: str) -> str:
        """An app's own access token."""
        return f"{app}|{self._secret('APP_SECRET')}"

    def verified(self, name: str) -> dict[str, str]:
        """The webhook's address under ``name``, and the token by which the webhook knows that Meta asks for it."""
        return {name: self.options.webhook_url, "verify_token": self._secret("VERIFY_TOKEN")}

    @property
    def how_to_register(self) -> str:
        """What an operator has to do so that Meta learns the webhook's address."""
        return f"run 'backline channels check {self.name} --register'"

    def finding(self, ok: bool, sentence: str) -> Finding:
        """A finding about this channel, from a sentence without its end."""
        return Finding(ok, f"{self.label}: {sentence}.")

    def trouble(self, error: GraphError | TryAgain, what: str) -> Finding:
        """What to do about an error that came up at ``what``."""
        variable = f"BACKLINE_{self.name.upper()}_"
        if isinstance(error, TryAgain):
            why = f"{error.why}; see that this machine reaches {self.options.api_url}"
        elif error.is_proof:
            why = f"the app secret is not that of the access token's app; mend {variable}APP_SECRET"
        elif error.is_token:
            why = f"the access token is not accepted; make a new one and put it into {variable}ACCESS_TOKEN"
        elif error.is_permission:
            why = (
                f"the access token lacks a permission (error {error.name}); docs/channels/{self.name}.md names them all"
            )
        else:
            why = f"error {error.name}; see that the ids in channels.yml are right"
        return self.finding(False, f"{what} failed: {why}")

    def _secret(self, name: str) -> str:
        return self.options.secrets[f"BACKLINE_{self.name.upper()}_{name}"]

    def _proof(self) -> str:
        """Proves that whoever has the access token knows the app secret too: Meta can be told to insist on it."""
        key, token = _bytes(self._secret("APP_SECRET")), _bytes(self._secret("ACCESS_TOKEN"))
        return hmac.new(key, token, hashlib.sha256).hexdigest()


def _bytes(value: str) -> bytes:
    # Headers and queries may hold anything; this never raises.
    return value.encode("utf-8", "surrogatepass")

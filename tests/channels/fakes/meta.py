"""What the fakes of WhatsApp and Messenger share: signatures, the Graph API's manners, the app and its webhook."""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from aiohttp import web

from backline.channels.meta import MetaChannel
from tests.channels.fakes.platform import FakePlatform, Post, Sent

VERSION = "v27.0"
APP_ID = "670843887433847"
APP_SECRET = "0123456789abcdef0123456789abcdef"
ACCESS_TOKEN = "EAAJB-made-up-token"
VERIFY_TOKEN = "a-long-random-text"

# Who is who, also for a fake that takes the place of another one.
PEOPLE: dict[str, str] = {}


@dataclass
class FakeMeta(FakePlatform):
    channel: ClassVar[type[MetaChannel]]
    limit_code: ClassVar[int]

    webhooks: dict[str, dict[str, Any]] = field(default_factory=dict)  # of the app, by kind of object
    _count: int = 0

    @property
    def url(self) -> str:
        return f"{super().url}/{VERSION}"

    def secrets(self) -> Mapping[str, str]:
        values = {"ACCESS_TOKEN": ACCESS_TOKEN, "APP_SECRET": APP_SECRET, "VERIFY_TOKEN": VERIFY_TOKEN}
        return {f"BACKLINE_{self.channel.name.upper()}_{name}": value for name, value in values.items()}

    @abstractmethod
    def read_message(self, body: Any) -> Sent:
        """A message as the API takes it; refuses any other."""

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get(f"/{VERSION}/app", self._get_app)
        app.router.add_get(f"/{VERSION}/{APP_ID}/subscriptions", self._get_webhooks)
        app.router.add_post(f"/{VERSION}/{APP_ID}/subscriptions", self._set_webhook)

    def sign(self, body: bytes, url: str = "", at: float | None = None) -> Mapping[str, str]:
        made = hmac.new(APP_SECRET.encode(), body, hashlib.sha256).hexdigest()
        return {"X-Hub-Signature-256": f"sha256={made}", "Content-Type": "application/json"}

    def post(self, payload: Mapping[str, Any]) -> Post:
        # Meta writes JSON in ASCII and escapes slashes.
        body = json.dumps(payload).replace("/", "\\/").encode()
        return Post(body, self.sign(body))

    def new_id(self, prefix: str) -> str:
        self._count += 1
        return f"{prefix}{self._count:08d}{id(self) % 10_000_019:08d}"

    def digits(self, person: str, length: int) -> str:
        """A person's number on the platform."""
        made = f"{zlib.crc32(person.encode()):0{length}d}"[-length:]
        PEOPLE[made] = person
        return made

    def too_many(self) -> web.Response:
        error = {"message": "Too many", "type": "OAuthException", "code": self.limit_code, "fbtrace_id": "Az8or2yhqkZ"}
        return web.json_response({"error": error}, status=429, headers={"Retry-After": f"{self.wait:g}"})

    def error(self, status: int, code: int, subcode: int = 0, message: str = "") -> web.HTTPException:
        """An error as the Graph API answers."""
        self.complaints.append(message or f"error {code}/{subcode}")
        error = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code, "fbtrace_id": "Az8or2yhq"}
        body = json.dumps({"error": {**error, "error_subcode": subcode} if subcode else error})
        kinds: dict[int, type[web.HTTPException]] = {400: web.HTTPBadRequest, 401: web.HTTPUnauthorized}
        return kinds[status](text=body, content_type="application/json")

    def check_access(self, request: web.Request, app: bool = False) -> None:
        """Refuse a call without the right token or proof; ``app``: the app's own token is wanted."""
        token = f"{APP_ID}|{APP_SECRET}" if app else ACCESS_TOKEN
        if request.headers.get("Authorization") != f"Bearer {token}":
            raise self.error(401, 190, message="Invalid OAuth access token.")
        if "access_token" in request.query:
            raise self.refuse("a token in an address ends up in logs")
        proof = hmac.new(APP_SECRET.encode(), ACCESS_TOKEN.encode(), hashlib.sha256).hexdigest()
        if not app and request.query.get("appsecret_proof") != proof:
            raise self.error(400, 100, message="Invalid appsecret_proof provided in the API argument")

    async def json_of(self, request: web.Request, fields: set[str] | None = None) -> Any:
        """The body of a call, with just these fields if they are named."""
        if request.content_type != "application/json":
            raise self.refuse("not sent as JSON")
        body = await request.json()
        if fields is not None:
            self.check_fields(body, fields, fields)
        return body

    def check_fields(self, value: Any, allowed: set[str], needed: set[str]) -> None:
        if not isinstance(value, dict) or set(value) - allowed or needed - set(value):
            names = sorted(value) if isinstance(value, dict) else type(value).__name__
            raise self.refuse(f"fields {names} where {sorted(needed)} are needed")

    def check_text(self, value: Any, limit: int, what: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.refuse(f"{what} is empty")
        if len(value.encode("utf-16-le")) // 2 > limit:
            raise self.refuse(f"{what} is longer than {limit}")
        return value

    async def _get_app(self, request: web.Request) -> web.Response:
        self.check_access(request)
        return web.json_response({"id": APP_ID, "name": "Clinic", "category": "Business"})

    async def _get_webhooks(self, request: web.Request) -> web.Response:
        self.check_access(request, app=True)
        return web.json_response({"data": list(self.webhooks.values())})

    async def _set_webhook(self, request: web.Request) -> web.Response:
        self.check_access(request, app=True)
        body = await self.json_of(request, {"object", "callback_url", "fields", "verify_token"})
        self.check_verify_token(body["verify_token"])
        fields = [{"name": name, "version": VERSION} for name in body["fields"].split(",")]
        self.webhooks[body["object"]] = {
            "object": body["object"],
            "callback_url": body["callback_url"],
            "active": True,
            "fields": fields,
        }
        return web.json_response({"success": True})

    def check_verify_token(self, token: str) -> None:
        if token != VERIFY_TOKEN:
            raise self.error(400, 2200, message="Callback verification failed")

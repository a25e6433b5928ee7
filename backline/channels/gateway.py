"""The webhooks of messaging platforms: nothing is believed before it is verified, or acknowledged before it is kept."""

from __future__ import annotations

import asyncio
import time

import structlog
from aiohttp import web

from backline.channels.contract import Channel, Unverified, WebhookRequest
from backline.metrics import count_update
from backline.web.keys import messaging_key, settings_key

# Platforms put many messages into one request.
MAX_BYTES = 4 * 1024 * 1024
# Platforms take a moment for that; whoever takes longer only holds a connection.
BODY_SECONDS = 20.0

log = structlog.get_logger(__name__)
routes = web.RouteTableDef()


@routes.get("/webhooks/{channel}")
async def shake_hands(request: web.Request) -> web.Response:
    """By this a platform makes sure that the webhook is ours."""
    channel = _channel(request)
    try:
        answer = channel.handshake(_as_sent(request, b""))
    except Unverified:
        return _refused(channel)
    if answer is None:
        raise web.HTTPMethodNotAllowed("GET", ["POST"])
    return answer


@routes.post("/webhooks/{channel}")
async def receive(request: web.Request) -> web.Response:
    """Take what a platform hands over; 503 where it can't be kept, so that the platform sends it again."""
    channel = _channel(request)
    sent = _as_sent(request, await _body(request))
    try:
        channel.verify(sent)
    except Unverified:
        return _refused(channel)
    try:
        updates = channel.parse(sent)
    except ValueError:
        log.warning("webhook not understood", channel=channel.name)
        return web.json_response({"error": "This is not in the platform's form."}, status=400)
    try:
        new = await request.app[messaging_key].inbox.accept(channel.name, updates)
    except Exception:
        log.exception("webhook could not be kept", channel=channel.name)
        return web.json_response({"error": "This could not be kept. Please send it again."}, status=503)
    count_update(channel.name, "accepted", new.kept)
    count_update(channel.name, "duplicate", new.known)
    return channel.acknowledge(sent)


def _channel(request: web.Request) -> Channel:
    channel = request.app[messaging_key].channels.get(request.match_info["channel"])
    if channel is None:
        raise web.HTTPNotFound
    return channel


def _as_sent(request: web.Request, body: bytes) -> WebhookRequest:
    # Signatures are made over the address as the platform knows it, which the request itself can't be asked for.
    public_url = request.app[settings_key].public_url
    path = request.raw_path if request.raw_path.startswith("/") else request.rel_url.raw_path_qs
    return WebhookRequest(request.method, public_url + path, request.headers, body, time.time())


async def _body(request: web.Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.content.iter_chunked(64 * 1024):
                body += chunk
                if len(body) > MAX_BYTES:
                    raise web.HTTPRequestEntityTooLarge(MAX_BYTES, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(body)


def _refused(channel: Channel) -> web.Response:
    log.warning("webhook refused", channel=channel.name)
    count_update(channel.name, "refused")
    return web.json_response({"error": "This is not signed by the platform."}, status=403)

"""Requests as Slack signs them, and a channel that knows its secrets."""

from __future__ import annotations

import hmac

from multidict import CIMultiDict, CIMultiDictProxy

from backline.channels.contract import ChannelOptions, WebhookRequest
from backline.channels.slack import Slack
from tests.channels.fakes.slack import SECRET, TEAM, TOKEN

AT = 1_700_000_000.0
URL = "https://clinic.example/webhooks/slack"
SECRETS = {"BACKLINE_SLACK_BOT_TOKEN": TOKEN, "BACKLINE_SLACK_SIGNING_SECRET": SECRET}
CHANNEL = Slack(ChannelOptions({"team_id": TEAM}, SECRETS, URL, "https://slack.example/api"))


def request(body: bytes, content_type: str = "application/json", at: float = AT, **headers: str) -> WebhookRequest:
    given_headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return WebhookRequest(
        "POST", URL, CIMultiDictProxy(CIMultiDict({"Content-Type": content_type, **given_headers})), body, at
    )


def signed(body: bytes, content_type: str = "application/json", stamp: int = int(AT)) -> WebhookRequest:
    return request(
        body, content_type, X_Slack_Request_Timestamp=str(stamp), X_Slack_Signature=signature_of(body, str(stamp))
    )


def signature_of(body: bytes, stamp: str, secret: str = SECRET, way: str = "sha256") -> str:
    return "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, way).hexdigest()

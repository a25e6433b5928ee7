"""Slack: direct messages with the clinic's app, see docs/channels/slack.md."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence

from aiohttp import ClientSession, web

from backline.channels import slack_api, slack_updates
from backline.channels.contract import Call, Channel, Finding, Outgoing, Unverified, Update, WebhookRequest
from backline.channels.slack_blocks import render

_TIME_STAMP = re.compile("[0-9]{1,12}")
_MOST_SECONDS_APART = 300
_NEEDED_SCOPES = ("chat:write", "im:history", "app_mentions:read")


class Slack(Channel):
    """Direct messages on Slack, with Block Kit's buttons and pictures.

    Slack does not promise that an app's own messages come back to it, so that there are no receipts to rely on.
    """

    name = "slack"
    label = "Slack"
    api = "https://slack.com/api"
    settings = {
        "team_id": "the id of your workspace, such as T0123ABCD, or of your organization, such as E0123ABCD; "
        "events of others are left alone"
    }
    optional = frozenset({"team_id"})
    secrets = {
        "BACKLINE_SLACK_BOT_TOKEN": "the Bot User OAuth Token from your app's page 'OAuth & Permissions': xoxb-...",
        "BACKLINE_SLACK_SIGNING_SECRET": "the Signing Secret from your app's page 'Basic Information'",
    }

    def verify(self, request: WebhookRequest) -> None:
        """Check Slack's signature, version v0, over time stamp and body; the time stamp must be of these 5 minutes."""
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not _TIME_STAMP.fullmatch(stamp) or abs(request.at - int(stamp)) > _MOST_SECONDS_APART:
            raise Unverified("no time stamp of these minutes")
        signed = b"v0:" + stamp.encode() + b":" + request.body
        secret = self.options.secrets["BACKLINE_SLACK_SIGNING_SECRET"].encode()
        expected = b"v0=" + hmac.new(secret, signed, hashlib.sha256).hexdigest().encode()
        given = request.headers.get("X-Slack-Signature", "").encode("utf-8", "backslashreplace")
        if not hmac.compare_digest(expected, given):
            raise Unverified("signature")

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        """What an event, a pressed button or a slash command reports: one update, or one for each button."""
        return slack_updates.parse(request, self.options.settings.get("team_id", ""))

    def acknowledge(self, request: WebhookRequest) -> web.Response:
        """An empty answer, but the challenge where Slack asks whether the address is ours."""
        challenge = slack_updates.challenge(request)
        return web.Response(status=200) if challenge is None else web.Response(text=challenge)

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        """One ``chat.postMessage`` for a picture, and one for each 3,000 characters of text."""
        return render(outgoing, address["channel"])

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        """Post one message; the key goes along as metadata, which people do not see."""
        metadata = {"event_type": slack_updates.OUR_EVENT_TYPE, "event_payload": {"key": key}}
        answer = await slack_api.call(session, self._url(call.to), self._token, {**call.body, "metadata": metadata})
        return slack_api.message_id(answer.body)

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        """Ask ``auth.test`` for workspace and scopes; what can't be asked is said in words."""
        answer = await slack_api.ask(session, self._url("auth.test"), self._token)
        if isinstance(answer, str):
            return (Finding(False, answer),)
        return (
            self._workspace(answer.body),
            self._scopes(answer.scopes),
            self._secret(),
            Finding(
                True,
                f"Slack can't be asked which address it calls: make sure that {self.options.webhook_url} stands under "
                "'Event Subscriptions' and under 'Interactivity & Shortcuts' of your app.",
            ),
        )

    def _workspace(self, body: Mapping[str, object]) -> Finding:
        wanted, team = self.options.settings.get("team_id", ""), body.get("team_id")
        if not body.get("bot_id"):
            return Finding(
                False,
                "BACKLINE_SLACK_BOT_TOKEN is the token of a person: use the Bot User OAuth Token (xoxb-...).",
            )
        if wanted and wanted not in (team, body.get("enterprise_id")):
            return Finding(
                False,
                f"The bot token belongs to the workspace {team}, but channels.yml says team_id: {wanted}: correct one.",
            )
        return Finding(True, f"The bot token works for the workspace {team}.")

    def _scopes(self, scopes: frozenset[str]) -> Finding:
        if missing := [scope for scope in _NEEDED_SCOPES if scope not in scopes]:
            return Finding(
                False,
                f"The app may not do all it needs: add {', '.join(missing)} under 'OAuth & Permissions', "
                "'Bot Token Scopes', and install the app again.",
            )
        return Finding(True, "The app has the scopes it needs.")

    def _secret(self) -> Finding:
        if re.fullmatch("[0-9a-f]{32}", self.options.secrets["BACKLINE_SLACK_SIGNING_SECRET"]):
            return Finding(
                True,
                "The signing secret looks right; Slack says whether it is when you save the address of the webhook.",
            )
        return Finding(
            False,
            "BACKLINE_SLACK_SIGNING_SECRET does not look like one (32 digits and letters a to f): copy 'Signing "
            "Secret' from 'Basic Information', not the client secret or the verification token.",
        )

    @property
    def _token(self) -> str:
        return self.options.secrets["BACKLINE_SLACK_BOT_TOKEN"]

    def _url(self, method: str) -> str:
        return f"{self.options.api_url}/{method}"

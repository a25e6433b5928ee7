"""Facebook Messenger, over Meta's Messenger Platform."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientSession

from backline.channels.choices import marks, with_choices
from backline.channels.contract import Call, Finding, Kind, Option, Outgoing, Receipt, TryAgain, Update
from backline.channels.meta import IGNORED, MetaChannel
from backline.channels.meta_api import ErrorCodes, GraphError, ident, member, number, objects, text, things
from backline.channels.text import shorten, split_text, utf16_length

# Messenger does not say how it counts; as UTF-16 a text is never counted too short.
_TEXT = 2000
_REPLIES, _REPLY_TITLE, _REPLY_PAYLOAD = 13, 20, 1000
_QUESTION = "Please choose:"
_GET_STARTED = "GET_STARTED"

_WHAT = {
    "image": "photo",
    "audio": "voice",
    "video": "video",
    "reel": "video",
    "ig_reel": "video",
    "file": "file",
    "location": "location",
    "sticker": "sticker",
}
_PERSON_IS_AWAY = 1545041


class Messenger(MetaChannel):
    """Messages to and from a clinic's Facebook page."""

    name = "messenger"
    label = "Messenger"
    settings = {"page_id": "the id of the clinic's Facebook page (About > Page transparency)"}
    secrets = {
        "BACKLINE_MESSENGER_ACCESS_TOKEN": "the page's access token (the app's Messenger API Settings)",
        "BACKLINE_MESSENGER_APP_SECRET": "the app's secret (App settings > Basic)",
        "BACKLINE_MESSENGER_VERIFY_TOKEN": "a long random text of your own (the same as in the app's webhook)",
    }
    envelope = "page"
    fields = ("messages", "messaging_postbacks", "message_echoes", "messaging_referrals", "message_edits")
    codes = ErrorCodes(
        gone=frozenset({551, (200, _PERSON_IS_AWAY), (10, 2018108), (100, 2018001)}),
        never=frozenset({(10, 2018278), (10, 2018065), (10, 2534022), (100, 33)}),
        wait=frozenset({9}),
        wait_all=frozenset({80006, 1200}),
        mend=frozenset({230}),
    )

    def read_entry(self, entry: Mapping[str, Any]) -> Sequence[Update]:
        # What stands under "standby" is for whoever has the conversation now, such as a person at the clinic.
        if ident(entry.get("id")) != self.options.settings["page_id"]:
            return [IGNORED]
        return [_event(event, self.options.settings["page_id"]) for event in objects(entry.get("messaging"))]

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        words, options = outgoing.text.strip(), outgoing.options
        replies = _replies(options)
        if options and (not replies or any(utf16_length(option.title) > _REPLY_TITLE for option in options)):
            words = with_choices(words, options)
        messages: list[dict[str, Any]] = []
        if outgoing.picture:
            messages.append({"attachment": {"type": "image", "payload": {"url": outgoing.picture}}})
        parts = split_text(words or (_QUESTION if replies else ""), _TEXT, utf16_length)
        messages += [{"text": part} for part in parts]
        if replies:
            messages[-1]["quick_replies"] = replies
        to = {"recipient": {"id": address["to"]}, "messaging_type": "RESPONSE"}
        return [Call("messages", {**to, "message": message}) for message in messages]

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        message = {**call.body["message"], "metadata": key}
        addressed = Call(f"{self.options.settings['page_id']}/{call.to}", call.body)
        return ident(member(await self.post(session, addressed, {"message": message}), "message_id"))

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        page = self.options.settings["page_id"]
        try:
            me = await self.ask(session, "GET", "me?fields=id,name")
        except (GraphError, TryAgain) as error:
            return [self.trouble(error, "reading the page")]
        if ident(me.get("id")) != page:
            return [
                self.finding(
                    False, "the access token is not that of the page in channels.yml: mend page_id, or take its token"
                )
            ]
        findings = [self.finding(True, f"the access token works, for the page {text(me.get('name'))}")]
        try:
            findings.append(await self._check_webhook(session))
        except (GraphError, TryAgain) as error:
            findings.append(self.trouble(error, "reading the webhook"))
        return findings

    async def _check_webhook(self, session: ClientSession) -> Finding:
        """Whether the page hands what is needed to the app, and the app hands it on to the webhook."""
        app, here = await self.find_app(session), self.options.webhook_url
        address, missing = await self.find_webhook(session, app)
        if address != here:
            where = "to another address" if address else "nowhere"
            return self.finding(
                False, f"what people write goes {where}: {self.how_to_register}, so that it comes to {here}"
            )
        answer = await self.ask(session, "GET", f"{self.options.settings['page_id']}/subscribed_apps")
        apps = [each for each in objects(member(answer, "data")) if ident(each.get("id")) == app]
        had = {text(field) for each in apps for field in things(each.get("subscribed_fields"))}
        missing += [field for field in self.fields if field not in {*had, *missing}]
        if missing:
            return self.finding(False, f"{', '.join(missing)} are not subscribed to: {self.how_to_register}")
        return self.finding(True, f"what people write comes to {here}")

    async def register(self, session: ClientSession) -> Finding | None:
        page, fields = self.options.settings["page_id"], ",".join(self.fields)
        webhook = {"object": self.envelope, "fields": fields, **self.verified("callback_url")}
        try:
            app = await self.find_app(session)
            await self.ask(session, "POST", f"{app}/subscriptions", webhook, self.app_token(app))
            await self.ask(session, "POST", f"{page}/subscribed_apps", {"subscribed_fields": fields})
            await self.ask(session, "POST", "me/messenger_profile", {"get_started": {"payload": _GET_STARTED}})
        except (GraphError, TryAgain) as error:
            return self.trouble(error, "registering the webhook")
        return self.finding(True, f"what people write comes to {self.options.webhook_url} now")


def _event(event: Mapping[str, Any], page: str) -> Update:
    person, at = ident(member(event, "sender", "id")), ident(event.get("timestamp"))
    message, postback, edit = event.get("message"), event.get("postback"), event.get("message_edit")
    if isinstance(message, dict) and (message.get("is_echo") is True or person == page):
        return _echo(message)
    if not person or person == page:
        return IGNORED
    if isinstance(message, dict):
        return _message(message, person)
    if isinstance(postback, dict):
        return _postback(postback, person, at)
    if isinstance(edit, dict) and ident(edit.get("mid")):
        # The message itself came under its id before.
        id_ = f"{ident(edit.get('mid'))} edit {number(edit.get('num_edit'))}"
        return Update(Kind.UNREADABLE, id_, person, {"to": person}, what="edit")
    opened = isinstance(event.get("referral"), dict) or _is_optin(event.get("optin"))
    return Update(Kind.JOINED, f"{person} opened {at}", person, {"to": person}) if opened and at else IGNORED


def _echo(message: Mapping[str, Any]) -> Update:
    """A message of the page: ours where it has a key of ours, else written by people at the clinic."""
    key = text(message.get("metadata"))
    return Update(Kind.RECEIPT, receipt=Receipt(key, ident(message.get("mid")))) if key else IGNORED


def _message(message: Mapping[str, Any], person: str) -> Update:
    id_, to, words = ident(message.get("mid")), {"to": person}, text(message.get("text"))
    if not id_:
        return IGNORED
    if message.get("is_deleted") is True:
        return Update(Kind.UNREADABLE, f"{id_} deleted", person, to, what="deleted")
    token = text(member(message, "quick_reply", "payload"))
    if token:
        return Update(Kind.BUTTON, id_, person, to, words, token)
    kinds = [_attachment(each) for each in objects(message.get("attachments"))]
    what = "sticker" if "sticker" in kinds or message.get("sticker_id") else next(iter(kinds), "")
    if words.strip():
        # A link comes with an attachment about its page; the text holds it already.
        return Update(Kind.TEXT, id_, person, to, words, what="" if what == "other" else what)
    return Update(Kind.UNREADABLE, id_, person, to, what=what or "other")


def _attachment(attachment: Mapping[str, Any]) -> str:
    if member(attachment, "payload", "sticker_id"):
        return "sticker"
    return _WHAT.get(text(attachment.get("type")), "other")


def _postback(postback: Mapping[str, Any], person: str, at: str) -> Update:
    token, words, to = text(postback.get("payload")), text(postback.get("title")), {"to": person}
    id_ = ident(postback.get("mid")) or (f"{person} pressed {at}" if at else "")
    if not id_:
        return IGNORED
    if token == _GET_STARTED:
        return Update(Kind.JOINED, id_, person, to)
    if token:
        return Update(Kind.BUTTON, id_, person, to, words, token)
    return Update(Kind.TEXT, id_, person, to, words) if words.strip() else IGNORED


def _is_optin(optin: Any) -> bool:
    """Whether somebody agreed to be written to; marketing messages, which we do not send, have a kind of their own."""
    return isinstance(optin, dict) and "type" not in optin


def _replies(options: Sequence[Option]) -> list[dict[str, str]]:
    """The quick replies; none where there are too many. A title too long is given its number in the text."""
    tokens = max((utf16_length(option.token) for option in options), default=0)
    if not options or len(options) > _REPLIES or tokens > _REPLY_PAYLOAD:
        return []
    titles = [option.title for option in options]
    if any(utf16_length(title) > _REPLY_TITLE for title in titles):
        titles = [f"{mark}. {option.title}" for mark, option in zip(marks(options), options, strict=True)]
    return [
        {"content_type": "text", "title": shorten(title, _REPLY_TITLE, utf16_length), "payload": option.token}
        for title, option in zip(titles, options, strict=True)
    ]

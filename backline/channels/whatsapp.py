"""WhatsApp, over Meta's Cloud API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import ClientSession

from backline.channels.choices import with_choices
from backline.channels.contract import Call, Finding, Kind, Option, Outgoing, Receipt, TryAgain, Update
from backline.channels.meta import IGNORED, MetaChannel
from backline.channels.meta_api import ErrorCodes, GraphError, ident, member, number, objects, text, things
from backline.channels.text import shorten, split_text, utf16_length

# WhatsApp does not say how it counts; as UTF-16 a text is never counted too short.
_TEXT = 4096
_BODY = 1024  # of a message with buttons, and of a caption
_BUTTONS, _BUTTON_TITLE, _BUTTON_ID = 3, 20, 256
_ROWS, _ROW_TITLE, _ROW_DESCRIPTION, _ROW_ID = 10, 24, 72, 200
_QUESTION = "Please choose:"
_LIST_BUTTON = "Choose"

_WHAT = {
    "image": "photo",
    "audio": "voice",
    "voice": "voice",
    "video": "video",
    "document": "file",
    "sticker": "sticker",
    "location": "location",
    "contacts": "contact",
    "order": "order",
    "edit": "edit",
    "revoke": "deleted",
    "video_note": "video",
}
_NUMBER_CHANGES = {"user_changed_number", "user_changed_user_id", "customer_changed_number"}
_ARRIVED = {"sent", "delivered", "read", "played"}
_GONE_CODES = frozenset({131026})


class WhatsApp(MetaChannel):
    """Messages to and from a clinic's WhatsApp number."""

    name = "whatsapp"
    label = "WhatsApp"
    settings = {
        "phone_number_id": "the 'Phone number ID' (the app's API Setup), which is not the phone number",
        "business_account_id": "the 'WhatsApp Business Account ID' (the app's API Setup)",
    }
    optional = frozenset({"business_account_id"})
    secrets = {
        "BACKLINE_WHATSAPP_ACCESS_TOKEN": "the access token of a system user (Business settings > System users)",
        "BACKLINE_WHATSAPP_APP_SECRET": "the app's secret (App settings > Basic)",
        "BACKLINE_WHATSAPP_VERIFY_TOKEN": "a long random text of your own (the same as in the app's webhook)",
    }
    envelope = "whatsapp_business_account"
    fields = ("messages",)
    codes = ErrorCodes(
        gone=_GONE_CODES,
        never=frozenset({131047, 131049, 130472, 131050, 131051}),
        wait=frozenset({131056, 131000}),
        wait_all=frozenset({130429, 80007, 80008, 131048, 131016, 131057, 133004}),
        mend=frozenset(
            {33, (100, 33), 131005, 131031, 131037, 131042, 131045, 133000, 133005, 133006, 133010, 141008, 141014}
        ),
    )

    def read_entry(self, entry: Mapping[str, Any]) -> Sequence[Update]:
        updates: list[Update] = []
        for change in objects(entry.get("changes")):
            value, field = member(change, "value"), member(change, "field")
            if ident(member(value, "metadata", "phone_number_id")) != self.options.settings["phone_number_id"]:
                updates.append(IGNORED)
            elif field == "messages":
                updates += [_message(value, each) for each in objects(member(value, "messages"))]
                updates += [_receipt(each) for each in objects(member(value, "statuses"))]
            elif field == "calls":
                updates += [_call(value, each) for each in objects(member(value, "calls"))]
        return updates

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        words, options = outgoing.text.strip(), outgoing.options
        messages: list[dict[str, Any]] = []
        if outgoing.picture:
            image = {"link": outgoing.picture}
            if words and not options and utf16_length(words) <= _BODY:
                image["caption"] = words
                words = ""
            messages.append({"type": "image", "image": image})
        interactive = _interactive(options)
        if interactive is None:
            parts = split_text(with_choices(words, options), _TEXT, utf16_length)
            return _calls([*messages, *map(_text_message, parts)], address)
        before, body = _before_and_body(words or _QUESTION)
        parts = split_text(before, _TEXT, utf16_length)
        question = {"type": "interactive", "interactive": {**interactive, "body": {"text": body}}}
        return _calls([*messages, *map(_text_message, parts), question], address)

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        numbered = Call(f"{self.options.settings['phone_number_id']}/{call.to}", call.body)
        answer = await self.post(session, numbered, {"biz_opaque_callback_data": key})
        return next((ident(each.get("id")) for each in objects(member(answer, "messages"))), "")

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        wanted = "display_phone_number,verified_name,webhook_configuration"
        try:
            phone = await self.ask(session, "GET", f"{self.options.settings['phone_number_id']}?fields={wanted}")
        except (GraphError, TryAgain) as error:
            return [self.trouble(error, "reading the phone number")]
        shown, owner = text(phone.get("display_phone_number")), text(phone.get("verified_name"))
        findings = [self.finding(True, f"the access token works, for the number {shown} of {owner}")]
        findings.append(self._check_address(phone.get("webhook_configuration")))
        try:
            findings += await self._check_app(session)
        except (GraphError, TryAgain) as error:
            findings.append(self.trouble(error, "reading the webhook"))
        return findings

    def _check_address(self, configured: Any) -> Finding:
        """Whether the number's webhooks come here; what is set for the number goes before the account and the app."""
        levels = ("phone_number", "whatsapp_business_account", "application")
        address = next((found for level in levels if (found := text(member(configured, level)))), "")
        here = self.options.webhook_url
        if address.rstrip("/") == here:
            return self.finding(True, f"what people write comes to {here}")
        where = "to another address" if address else "nowhere"
        return self.finding(
            False, f"what people write goes {where}: {self.how_to_register}, so that it comes to {here}"
        )

    async def _check_app(self, session: ClientSession) -> list[Finding]:
        """What is wrong with the way from the account over the app to the webhook."""
        problems = []
        app = await self.find_app(session)
        _, missing = await self.find_webhook(session, app)
        if missing:
            problems.append(
                self.finding(
                    False, "the app leaves messages out: subscribe to the webhook field 'messages' in its settings"
                )
            )
        if await self._is_left_out(session, app):
            why = "the business account sends nothing to the app"
            problems.append(self.finding(False, f"{why}: {self.how_to_register}"))
        return problems

    async def _is_left_out(self, session: ClientSession, app: str) -> bool:
        account = self.options.settings.get("business_account_id")
        if not account:
            return False
        answer = await self.ask(session, "GET", f"{account}/subscribed_apps")
        apps = [ident(member(each, "whatsapp_business_api_data", "id")) for each in objects(member(answer, "data"))]
        return app not in apps

    async def register(self, session: ClientSession) -> Finding | None:
        # For this number only: others of the account, or of the app, may belong to something else.
        webhook = {"webhook_configuration": self.verified("override_callback_uri")}
        try:
            await self.ask(session, "POST", self.options.settings["phone_number_id"], webhook)
            if await self._is_left_out(session, await self.find_app(session)):
                await self.ask(session, "POST", f"{self.options.settings['business_account_id']}/subscribed_apps")
        except (GraphError, TryAgain) as error:
            return self.trouble(error, "registering the webhook")
        return self.finding(True, f"what people write comes to {self.options.webhook_url} now")


def _person(value: Any, sender: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Who wrote, and how to answer.

    People may hide their phone number, and then come with an id that holds for this business only. Everybody has that
    id, and it stays the same whether or not the number is shown, so it is the one that names a conversation.
    """
    phone, scoped = ident(sender.get("from")), text(sender.get("from_user_id"))
    if not scoped and phone:
        contacts = (each for each in objects(member(value, "contacts")) if ident(each.get("wa_id")) == phone)
        scoped = next((text(each.get("user_id")) for each in contacts), "")
    if phone:
        return scoped or phone, {"to": f"+{phone}" if phone.isdecimal() else phone}
    return scoped, {"recipient": scoped}


def _message(value: Any, message: Mapping[str, Any]) -> Update:
    kind, id_ = text(message.get("type")), ident(message.get("id"))
    if kind == "system":
        return _system(message, id_)
    person, address = _person(value, message)
    if not (person and id_) or kind == "reaction":
        return IGNORED
    group = ident(message.get("group_id"))
    if group:
        # A conversation of its own: nothing that a person wrote in private may be answered in a group.
        address = {"to": group, "recipient_type": "group"}
        return Update(Kind.UNREADABLE, id_, f"group {group}", address, what="group")
    words = text(member(message, "text", "body"))
    if kind == "text" and words.strip():
        return Update(Kind.TEXT, id_, person, address, words)
    if kind in ("button", "interactive"):
        return _press(message, Update(Kind.UNREADABLE, id_, person, address, what="other"))
    if kind == "request_welcome":
        return Update(Kind.JOINED, id_, person, address)
    caption = text(member(message, kind, "caption"))
    if kind == "unsupported":
        kind = text(member(message, "unsupported", "type"))
    what = _WHAT.get(kind, "other")
    if caption.strip():
        return Update(Kind.TEXT, id_, person, address, caption, what=what)
    return Update(Kind.UNREADABLE, id_, person, address, what=what)


def _press(message: Mapping[str, Any], unreadable: Update) -> Update:
    """A pressed button; where it has no token, its words."""
    interactive = member(message, "interactive")
    reply = member(interactive, "button_reply") or member(interactive, "list_reply")
    token = text(member(reply, "id")) or text(member(message, "button", "payload"))
    words = text(member(reply, "title")) or text(member(message, "button", "text"))
    to = (unreadable.id, unreadable.person, unreadable.address)
    if token:
        return Update(Kind.BUTTON, *to, words, token)
    return Update(Kind.TEXT, *to, words) if words.strip() else unreadable


def _system(message: Mapping[str, Any], id_: str) -> Update:
    """A changed number: the old one may soon be another person's, so nothing may be sent to it any more."""
    system = member(message, "system")
    old = text(member(system, "previous_user_id")) or ident(message.get("from"))
    changed = text(member(system, "type")) in _NUMBER_CHANGES
    return Update(Kind.LEFT, id_, old) if changed and old and id_ else IGNORED


def _call(value: Any, call: Mapping[str, Any]) -> Update:
    person, address = _person(value, call)
    id_ = ident(call.get("id"))
    if call.get("event") != "connect" or call.get("direction") == "BUSINESS_INITIATED" or not (person and id_):
        return IGNORED
    return Update(Kind.UNREADABLE, id_, person, address, what="call")


def _receipt(status: Mapping[str, Any]) -> Update:
    key, id_, how = text(status.get("biz_opaque_callback_data")), ident(status.get("id")), status.get("status")
    if how == "failed":
        code = member(next(iter(things(status.get("errors"))), None), "code")
        return Update(
            Kind.RECEIPT, receipt=Receipt(key, id_, False, ident(code) or "failed", number(code) in _GONE_CODES)
        )
    if isinstance(how, str) and how in _ARRIVED:
        return Update(Kind.RECEIPT, receipt=Receipt(key, id_))
    return IGNORED


def _before_and_body(words: str) -> tuple[str, str]:
    """Split a text into what goes before, and its last paragraphs, as many as fit beside buttons."""
    start = 0
    while utf16_length(words[start:]) > _BODY:
        paragraph = words.find("\n\n", start)
        if paragraph < 0:
            start = len(words) - len(split_text(words[start:], _BODY, utf16_length)[-1])
            break
        start = len(words) - len(words[paragraph:].lstrip())
    return words[:start].rstrip(), words[start:]


def _interactive(options: Sequence[Option]) -> dict[str, Any] | None:
    """The buttons as WhatsApp has them, without the body; None where they are too many or too long."""
    titles = [utf16_length(option.title) for option in options]
    tokens = max((utf16_length(option.token) for option in options), default=0)
    blank = any(not option.title.strip() for option in options)
    if not options or blank or len({option.title for option in options}) < len(options):
        return None
    if len(options) <= _BUTTONS and max(titles) <= _BUTTON_TITLE and tokens <= _BUTTON_ID:
        buttons = [{"type": "reply", "reply": {"id": each.token, "title": each.title}} for each in options]
        return {"type": "button", "action": {"buttons": buttons}}
    if len(options) <= _ROWS and max(titles) <= _ROW_DESCRIPTION and tokens <= _ROW_ID:
        rows = [_row(option) for option in options]
        return {"type": "list", "action": {"button": _LIST_BUTTON, "sections": [{"rows": rows}]}}
    return None


def _row(option: Option) -> dict[str, str]:
    title = shorten(option.title, _ROW_TITLE, utf16_length)
    row = {"id": option.token, "title": title}
    return row if title == option.title else {**row, "description": option.title}


def _text_message(part: str) -> dict[str, Any]:
    # No preview: Meta would fetch the page behind a link, and a plan's link is for one person only. There is no plain
    # mode either: *stars* in what a person wrote themselves may come back to them as bold, and that is all.
    return {"type": "text", "text": {"body": part, "preview_url": False}}


def _calls(messages: Sequence[Mapping[str, Any]], address: Mapping[str, str]) -> list[Call]:
    to = {"messaging_product": "whatsapp", "recipient_type": "individual", **address}
    return [Call("messages", {**to, **message}) for message in messages]

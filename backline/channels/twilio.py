"""Twilio: texts (SMS, MMS, RCS), and WhatsApp by way of Twilio."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

from aiohttp import ClientSession, web

from backline.channels import plain_text, twilio_setup, twilio_signature
from backline.channels.choices import with_choices
from backline.channels.contract import (
    Call,
    Channel,
    ChannelOptions,
    Finding,
    Kind,
    Outgoing,
    TryAgain,
    Update,
    WebhookRequest,
)
from backline.channels.text import split_text, utf16_length
from backline.channels.twilio_api import Api, problem
from backline.channels.twilio_updates import SID, is_call, is_receipt, message, receipt
from backline.settings import SettingsError

_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
# WhatsApp hides the number of people who go by a user name; then there is an id such as US.1349…, good for us alone.
_WHATSAPP_PERSON = re.compile(r"whatsapp:(\+[1-9][0-9]{6,14}|[A-Z]{2}\.[A-Za-z0-9.]{1,128})")

# Of a message's text: 1600 are allowed, and some of WhatsApp's 1024 under a picture.
_LONGEST_TEXT = 1500
_LONGEST_CAPTION = 1000

_NO_ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
_CALL_ANSWER = (
    '<?xml version="1.0" encoding="UTF-8"?><Response><Say>This number can only read text messages. '
    "If this is an emergency, please hang up and call your local emergency number.</Say><Hangup/></Response>"
)


class _Twilio(Channel):
    """What texts and WhatsApp share."""

    api = "https://api.twilio.com"
    secrets: ClassVar[Mapping[str, str]] = {
        "BACKLINE_TWILIO_ACCOUNT_SID": "the Account SID (AC…) from the start page of the Twilio Console",
        "BACKLINE_TWILIO_AUTH_TOKEN": "the primary Auth Token from the start page of the Twilio Console",
    }
    has_receipts = True

    _pictures_by_default: ClassVar[str]
    _plain: ClassVar[Callable[[str], str]]

    def __init__(self, options: ChannelOptions) -> None:
        """See the base class.

        Raises:
            SettingsError: a setting is not in its form.
        """
        super().__init__(options)
        account = options.secrets["BACKLINE_TWILIO_ACCOUNT_SID"]
        if not re.fullmatch("[A-Za-z0-9_-]+", account):
            raise SettingsError("BACKLINE_TWILIO_ACCOUNT_SID must be letters and digits that begin with AC.")
        self._api = Api(options.api_url, account, options.secrets["BACKLINE_TWILIO_AUTH_TOKEN"])
        self._number = self._read_number()
        pictures = options.settings.get("pictures", self._pictures_by_default).lower()
        if pictures not in ("yes", "no"):
            raise SettingsError(f"channels.yml: '{self.name}': 'pictures' must be yes or no.")
        self._pictures = pictures == "yes"

    def verify(self, request: WebhookRequest) -> None:
        """See the base class. Twilio signs no time: what is sent again is known by its message's id."""
        twilio_signature.check_signature(request, self._api.token)

    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        if not twilio_signature.is_form(request):
            _need_json(request.body)
            return (Update(Kind.IGNORED),)
        form = dict(twilio_signature.form_fields(request.body))
        account = form.get("AccountSid")
        if account is None:
            raise ValueError("not a form of Twilio")
        # Another account of the same owner may sign with the same token; its people are not ours to write to.
        if account != self._api.account:
            return (Update(Kind.IGNORED),)
        if is_receipt(form):
            key = twilio_signature.query_of(request.url).get("key", [""])[0]
            return (receipt(form, key),)
        person = self._person(form.get("From", ""))
        if not person or not self._is_to_us(form):
            return (Update(Kind.IGNORED),)
        return (message(form, person),)

    def acknowledge(self, request: WebhookRequest) -> web.Response:
        form = dict(twilio_signature.form_fields(request.body)) if twilio_signature.is_form(request) else {}
        if is_call(form):
            return web.Response(text=_CALL_ANSWER, content_type="text/xml")
        if not form or is_receipt(form):
            return web.Response(status=204)
        return web.Response(text=_NO_ANSWER, content_type="text/xml")

    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        text = outgoing.text.strip()
        picture = outgoing.picture
        if picture and not self._pictures:
            # Whoever wants to see it can still do so.
            text, picture = "\n\n".join(part for part in (text, f"Picture: {picture}") if part), ""
        text = type(self)._plain(with_choices(text, outgoing.options))
        parts = split_text(text, _LONGEST_TEXT, utf16_length) if text.strip() else []
        to = {"To": address["to"]}
        calls = [{**to, "Body": part} for part in parts]
        if picture and len(parts) == 1 and utf16_length(text) <= _LONGEST_CAPTION:
            calls[0]["MediaUrl"] = picture
        elif picture:
            calls.insert(0, {**to, "MediaUrl": picture})
        return [Call(self._api.account_path("/Messages.json"), call) for call in calls]

    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        form = {
            **{name: str(value) for name, value in call.body.items()},
            **self._sender(),
            "StatusCallback": f"{self.options.webhook_url}?key={quote(key, safe='')}",
        }
        answer = await self._api.call(session, "POST", self._api.url + call.to, form=form)
        if not answer.is_ok:
            raise problem(answer)
        sid = answer.body.get("sid")
        if not (isinstance(sid, str) and SID.fullmatch(sid)):
            raise TryAgain("answer without an id", unsure=True)
        return sid

    @abstractmethod
    def _read_number(self) -> str:
        """The number of ours that people write to, as E.164; empty where a messaging service has it."""

    @abstractmethod
    def _person(self, sender: str) -> str:
        """The address of the person who wrote; empty where it is none that a person writes from."""

    @abstractmethod
    def _is_to_us(self, form: Mapping[str, str]) -> bool:
        """Whether a message was sent to what is set up here, and not to another number of the account."""

    @abstractmethod
    def _sender(self) -> Mapping[str, str]:
        """What names us as the sender of a message."""

    def _number_setting(self) -> str:
        number = self.options.settings.get("from", "").removeprefix("whatsapp:")
        if number and not _NUMBER.fullmatch(number):
            raise SettingsError(
                f"channels.yml: '{self.name}': 'from' must be a number with its country code, such as \"+15555550100\"."
            )
        return number


class TwilioSms(_Twilio):
    """Texts."""

    name = "sms"
    label = "SMS"
    settings: ClassVar[Mapping[str, str]] = {
        "from": 'the Twilio number that people text to, such as "+15555550100"',
        "messaging_service_sid": "the SID of a messaging service, which begins with MG, instead of a number or with it",
        "pictures": "yes to send drawings as MMS, which cost more; no to send their addresses",
    }
    optional = frozenset(settings)
    carrier_keywords = True

    _pictures_by_default = "no"
    _plain = plain_text.for_sms

    def _read_number(self) -> str:
        number, self._service = self._number_setting(), self.options.settings.get("messaging_service_sid", "")
        if not number and not self._service:
            raise SettingsError("channels.yml: 'sms' needs 'from' or 'messaging_service_sid': who sends the texts.")
        if self._service and not _SERVICE.fullmatch(self._service):
            raise SettingsError(
                "channels.yml: 'sms': 'messaging_service_sid' must be MG and 32 letters and digits, from the Console."
            )
        return number

    def _person(self, sender: str) -> str:
        # The same phone may write by RCS. Short codes and names are companies' machines: two would write for ever.
        number = sender.removeprefix("rcs:")
        return number if _NUMBER.fullmatch(number) and number != self._number else ""

    def _is_to_us(self, form: Mapping[str, str]) -> bool:
        by_number = bool(self._number) and form.get("To") == self._number
        return by_number or (bool(self._service) and form.get("MessagingServiceSid") == self._service)

    def _sender(self) -> Mapping[str, str]:
        both = {"From": self._number, "MessagingServiceSid": self._service}
        return {name: value for name, value in both.items() if value}

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        return await twilio_setup.check_sms(
            self._api, session, self._number, self._service, self.options.webhook_url, self._pictures
        )

    async def register(self, session: ClientSession) -> Finding | None:
        return await twilio_setup.register_sms(
            self._api, session, self._number, self._service, self.options.webhook_url
        )


class TwilioWhatsApp(_Twilio):
    """WhatsApp by way of Twilio."""

    name = "twilio_whatsapp"
    label = "WhatsApp (Twilio)"
    settings: ClassVar[Mapping[str, str]] = {
        "from": 'the WhatsApp number at Twilio, such as "+15555550100"',
        "pictures": "yes (as without this entry) to send drawings; no to send their addresses",
    }
    optional = frozenset({"pictures"})

    _pictures_by_default = "yes"
    _plain = plain_text.for_whatsapp

    def _read_number(self) -> str:
        return self._number_setting()

    def _person(self, sender: str) -> str:
        return sender if _WHATSAPP_PERSON.fullmatch(sender) and sender != self._sender()["From"] else ""

    def _is_to_us(self, form: Mapping[str, str]) -> bool:
        return form.get("To") == self._sender()["From"]

    def _sender(self) -> Mapping[str, str]:
        return {"From": f"whatsapp:{self._number}"}

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        return await twilio_setup.check_whatsapp(self._api, session, self._number, self.options.webhook_url)

    async def register(self, session: ClientSession) -> Finding | None:
        return await twilio_setup.register_whatsapp(self._api, session, self._number, self.options.webhook_url)


def _need_json(body: bytes) -> None:
    try:
        read = json.loads(body)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(read, dict | list):
        raise ValueError("not JSON of Twilio")

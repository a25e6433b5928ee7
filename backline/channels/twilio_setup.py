"""Asking Twilio whether a channel is set up right, and telling it the webhook's address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiohttp import ClientSession

from backline.channels.contract import Finding, TryAgain
from backline.channels.twilio_api import Answer, Api
from backline.channels.twilio_signature import RETRIES

_REGISTER = "run 'backline channels check --register'"
_SANDBOX = "+14155238886"


async def check_sms(
    api: Api, session: ClientSession, number: str, service: str, webhook_url: str, pictures: bool
) -> list[Finding]:
    """What is right and wrong with the account, the number and the messaging service."""
    try:
        findings = await _check_account(api, session)
        if number and findings[0].ok:
            findings += await _check_number(api, session, number, pictures, "" if service else webhook_url)
        if service and findings[0].ok:
            findings += await _check_service(api, session, service, webhook_url)
    except TryAgain as error:
        return [_unreachable(error)]
    return findings


async def check_whatsapp(api: Api, session: ClientSession, number: str, webhook_url: str) -> list[Finding]:
    """What is right and wrong with the account and the WhatsApp sender."""
    try:
        findings = await _check_account(api, session)
        if not findings[0].ok:
            return findings
        if number == _SANDBOX:
            return [*findings, _sandbox(webhook_url)]
        sender = await _find_sender(api, session, number)
    except TryAgain as error:
        return [_unreachable(error)]
    if sender is None:
        return [*findings, _no_sender(number)]
    status = str(sender.get("status", "")).upper()
    online = status.startswith("ONLINE")
    findings.append(
        Finding(online, f"The WhatsApp sender {number} is online.")
        if online
        else Finding(
            False, f"The WhatsApp sender {number} is {status or 'not online'}: see WhatsApp senders in the Console."
        )
    )
    webhook = _mapping(sender.get("webhook"))
    return [*findings, _is_ours(webhook.get("callback_url"), webhook.get("callback_method"), webhook_url, number)]


async def register_sms(api: Api, session: ClientSession, number: str, service: str, webhook_url: str) -> Finding:
    """Tell Twilio where texts to the number or the messaging service go."""
    try:
        if service:
            form = {
                "InboundRequestUrl": webhook_url + RETRIES,
                "InboundMethod": "POST",
                "FallbackUrl": webhook_url,
                "FallbackMethod": "POST",
                "UseInboundWebhookOnNumber": "false",
            }
            answer = await api.call(session, "POST", f"{api.messaging_url}/v1/Services/{service}", form=form)
            return _registered(answer, f"the messaging service {service}")
        found = await _find_number(api, session, number)
        if found is None:
            return _no_number(number)
        form = {
            "SmsUrl": webhook_url + RETRIES,
            "SmsMethod": "POST",
            "SmsFallbackUrl": webhook_url,
            "SmsFallbackMethod": "POST",
            "SmsApplicationSid": "",
        }
        path = f"/IncomingPhoneNumbers/{found.get('sid')}.json"
        return _registered(await api.call(session, "POST", api.account_url(path), form=form), number)
    except TryAgain as error:
        return _unreachable(error)


async def register_whatsapp(api: Api, session: ClientSession, number: str, webhook_url: str) -> Finding:
    """Tell Twilio where WhatsApp messages to the number go."""
    if number == _SANDBOX:
        return _sandbox(webhook_url)
    try:
        sender = await _find_sender(api, session, number)
        if sender is None:
            return _no_sender(number)
        url = webhook_url + RETRIES
        webhook = {
            "callback_url": url, "callback_method": "POST", "fallback_url": webhook_url, "fallback_method": "POST",
        }  # fmt: skip
        where = f"{api.messaging_url}/v2/Channels/Senders/{sender.get('sid')}"
        answer = await api.call(session, "POST", where, body={"webhook": webhook})
    except TryAgain as error:
        return _unreachable(error)
    return _registered(answer, f"the WhatsApp sender {number}")


async def _check_account(api: Api, session: ClientSession) -> list[Finding]:
    answer = await api.call(session, "GET", api.account_url(".json"))
    if answer.status in (401, 403, 404):
        return [
            Finding(
                False,
                "Twilio does not know this account and token: compare BACKLINE_TWILIO_ACCOUNT_SID and "
                "BACKLINE_TWILIO_AUTH_TOKEN with the start page of the Twilio Console.",
            )
        ]
    if not answer.is_ok:
        return [_failed(answer)]
    if answer.body.get("status") != "active":
        return [Finding(False, "The Twilio account is not active: open the Twilio Console to see why.")]
    findings = [Finding(True, "Twilio knows the account, and it is active.")]
    if answer.body.get("type") == "Trial":
        findings.append(
            Finding(
                False,
                "It is a trial account, which writes to verified numbers only: upgrade it before patients use it.",
            )
        )
    return findings


async def _check_number(
    api: Api, session: ClientSession, number: str, pictures: bool, webhook_url: str
) -> list[Finding]:
    found = await _find_number(api, session, number)
    if found is None:
        return [_no_number(number)]
    able = _mapping(found.get("capabilities"))
    findings = [Finding(True, f"The number {number} is the account's.")]
    if able.get("sms") is False:
        findings.append(Finding(False, f"The number {number} can't send texts: get one at Twilio that can."))
    if pictures and able.get("mms") is False:
        findings.append(
            Finding(False, f"The number {number} can't send pictures: write 'pictures: no' into channels.yml.")
        )
    if not webhook_url:
        return findings
    if found.get("sms_application_sid"):
        return [
            *findings,
            Finding(
                False,
                f"A TwiML app takes the texts to {number}: choose 'Webhook' in the number's settings, or {_REGISTER}.",
            ),
        ]
    return [*findings, _is_ours(found.get("sms_url"), found.get("sms_method"), webhook_url, number)]


async def _check_service(api: Api, session: ClientSession, service: str, webhook_url: str) -> list[Finding]:
    answer = await api.call(session, "GET", f"{api.messaging_url}/v1/Services/{service}")
    if answer.status == 404:
        return [
            Finding(False, f"The account has no messaging service {service}: copy its SID from the Twilio Console.")
        ]
    if not answer.is_ok:
        return [_failed(answer)]
    found = answer.body
    if found.get("use_inbound_webhook_on_number"):
        return [
            Finding(
                False,
                f"The messaging service {service} leaves incoming texts to its numbers: "
                f"choose 'Send a webhook' with {webhook_url}, or {_REGISTER}.",
            )
        ]
    return [
        _is_ours(found.get("inbound_request_url"), found.get("inbound_method"), webhook_url, f"the service {service}")
    ]


async def _find_number(api: Api, session: ClientSession, number: str) -> Mapping[str, Any] | None:
    answer = await api.call(
        session, "GET", api.account_url("/IncomingPhoneNumbers.json"), query={"PhoneNumber": number}
    )
    if not answer.is_ok:
        raise TryAgain(answer.why)
    return _first(answer.body.get("incoming_phone_numbers"), "phone_number", number)


async def _find_sender(api: Api, session: ClientSession, number: str) -> Mapping[str, Any] | None:
    answer = await api.call(
        session, "GET", f"{api.messaging_url}/v2/Channels/Senders", query={"Channel": "whatsapp", "PageSize": "100"}
    )
    if not answer.is_ok:
        raise TryAgain(answer.why)
    return _first(answer.body.get("senders"), "sender_id", f"whatsapp:{number}")


def _first(listed: Any, entry: str, value: str) -> Mapping[str, Any] | None:
    found = [each for each in listed or () if isinstance(each, dict) and each.get(entry) == value]
    return found[0] if found else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _is_ours(url: Any, method: Any, webhook_url: str, what: str) -> Finding:
    if not isinstance(url, str) or url.partition("#")[0] != webhook_url:
        return Finding(
            False,
            f"Messages to {what} do not come here: {_REGISTER}, or enter {webhook_url} as its webhook in the Console.",
        )
    if method != "POST":
        return Finding(False, f"Messages to {what} come by {method}: choose HTTP POST for its webhook in the Console.")
    return Finding(True, f"Messages to {what} come to {webhook_url}.")


def _registered(answer: Answer, what: str) -> Finding:
    if answer.is_ok:
        return Finding(True, f"Messages to {what} now come here.")
    return Finding(False, f"Twilio did not take the address ({answer.why}): enter it in the Twilio Console.")


def _sandbox(webhook_url: str) -> Finding:
    return Finding(
        False,
        f"{_SANDBOX} is Twilio's sandbox, for tests only: enter {webhook_url} under Messaging, Try it out, Send a "
        "WhatsApp message, Sandbox settings, 'When a message comes in'.",
    )


def _no_number(number: str) -> Finding:
    return Finding(
        False, f"The account has no number {number}: compare 'from' in channels.yml with the Twilio Console."
    )


def _no_sender(number: str) -> Finding:
    return Finding(
        False, f"The account has no WhatsApp sender {number}: compare 'from' in channels.yml with the Twilio Console."
    )


def _failed(answer: Answer) -> Finding:
    return Finding(False, f"Twilio could not answer ({answer.why}): try again later.")


def _unreachable(error: TryAgain) -> Finding:
    return Finding(False, f"Twilio could not be asked ({error.why}): see whether this machine reaches the internet.")

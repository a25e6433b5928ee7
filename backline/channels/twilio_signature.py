"""The signatures of Twilio's webhooks: HMAC-SHA1 over the address and the form, or over the address and a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from urllib.parse import parse_qs, parse_qsl

from backline.channels.contract import Unverified, WebhookRequest

# Put behind the webhook's address: Twilio asks up to three more times within its 15 seconds, where by itself it would
# only do so when there was no connection. It is never sent to us, but may be among what is signed.
RETRIES = "#rc=3&rp=all"

_FORM = "application/x-www-form-urlencoded"
_ADDRESS = re.compile(r"(https?)://([^/?#]*?)(:[0-9]*)?([/?#].*)?", re.DOTALL)
_MOST_FIELDS = 1000


def is_form(request: WebhookRequest) -> bool:
    """Whether the body is a form, by its content type."""
    return request.headers.get("Content-Type", "").partition(";")[0].strip().lower() == _FORM


def form_fields(body: bytes) -> list[tuple[str, str]]:
    """Names and values of a form, decoded, in their order; empty values too.

    Raises:
        ValueError: it is none.
    """
    return parse_qsl(
        body.decode("utf-8"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS
    )


def query_of(url: str) -> dict[str, list[str]]:
    """The query of an address, decoded."""
    return parse_qs(url.partition("#")[0].partition("?")[2], max_num_fields=_MOST_FIELDS)


def check_signature(request: WebhookRequest, token: str) -> None:
    """Check that whoever knows the account's auth token sent the request. Twilio signs no time.

    Raises:
        Unverified: it is not signed with it.
    """
    given = request.headers.getall("X-Twilio-Signature", [])
    if len(given) != 1:
        raise Unverified("not one signature")
    try:
        signed = _signed_fields(request)
    except ValueError:
        raise Unverified("the body can't be what was signed") from None
    right = [_signature(url + signed, token) for url in _spellings(request.url)]
    if not any(hmac.compare_digest(_bytes(given[0]), each) for each in right):
        raise Unverified("wrong signature")


def _signed_fields(request: WebhookRequest) -> str:
    if is_form(request):
        return "".join(name + value for name, value in sorted(set(form_fields(request.body))))
    hashes = query_of(request.url).get("bodySHA256", [])
    right = hashlib.sha256(request.body).hexdigest().encode()
    if len(hashes) != 1 or not hmac.compare_digest(_bytes(hashes[0]), right):
        raise Unverified("the body is not the signed one")
    return ""


def _spellings(url: str) -> Iterable[str]:
    """The address with and without its port: Twilio does not always sign it as it calls it."""
    found = _ADDRESS.fullmatch(url)
    if found is None:
        return [url]
    scheme, host, port, rest = found.groups(default="")
    standard = ":443" if scheme == "https" else ":80"
    with_and_without = [f"{scheme}://{host}{each}{rest}" for each in dict.fromkeys(["", port, standard])]
    return [*with_and_without, *(each + RETRIES for each in with_and_without)]


def _signature(signed: str, token: str) -> bytes:
    return base64.b64encode(hmac.digest(token.encode(), _bytes(signed), hashlib.sha1))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")

"""Sending a lead by e-mail."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

import aiosmtplib

from backline.contact.delivery.content import LeadContent
from backline.contact.delivery.options import LeadDelivery, MailServer
from backline.contact.delivery.outcome import Delivered, Failed, Outcome
from backline.settings import Clinic

PATIENCE_SECONDS = 30.0
_POLICY = SMTP.clone(max_line_length=76)
# The operator has to mend these, and can: nothing is given up for them.
_SIGN_IN_CODES = frozenset({530, 534, 535, 538})


class MailSender:
    """Sends leads to the mail address of ``options``."""

    def __init__(
        self,
        options: LeadDelivery,
        clinic: Clinic,
        *,
        tls: ssl.SSLContext | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        """Send in the name of ``clinic``; ``tls`` says which certificates are trusted (default: the system's)."""
        self._options, self._clinic, self._tls, self._patience = options, clinic, tls, patience

    async def send(self, message_id: str, content: LeadContent) -> Outcome:
        """Make one attempt: a 4xx of the mail server is temporary, a 5xx about this mail is final."""
        server, options = self._options.mail_server, self._options
        if server is None:
            return Failed("no mail server is set up")
        message = compose(content, message_id, options.sender, options.email, self._clinic)
        try:
            # The library's patience is for each command.
            async with asyncio.timeout(2 * self._patience):
                await self._hand_over(server, message)
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _refused("the address", max((each.code for each in error.recipients), default=450))
        except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
            return _refused("the mail", error.code)
        except aiosmtplib.SMTPAuthenticationError as error:
            return Failed(f"the mail server refused user name or password ({error.code})")
        except aiosmtplib.SMTPResponseException as error:
            return Failed(f"the mail server answered {error.code}")
        except (aiosmtplib.SMTPTimeoutError, TimeoutError):
            return Failed("the mail server did not answer in time")
        except ssl.SSLCertVerificationError:
            return Failed("the mail server's certificate is not valid")
        except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPServerDisconnected, OSError) as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                return Failed("the mail server's certificate is not valid")
            return Failed("no connection to the mail server, or it broke")
        except aiosmtplib.SMTPException:
            return Failed("the mail server does not offer what is needed: STARTTLS, or signing in")
        return Delivered()

    async def _hand_over(self, server: MailServer, message: EmailMessage) -> None:
        await aiosmtplib.send(
            message,
            hostname=server.host,
            port=server.port,
            username=server.user or None,
            password=server.password or None,
            use_tls=server.tls,
            start_tls=not (server.tls or server.is_local),
            tls_context=self._tls,
            # Not looked up: that can take long.
            local_hostname=self._options.sender.rpartition("@")[2],
            timeout=self._patience,
        )


def compose(content: LeadContent, message_id: str, sender: str, to: str, clinic: Clinic) -> EmailMessage:
    """The mail about a lead.

    The subject names nobody and nothing about health: it is shown on locked screens. The id of the mail is made of
    ``message_id``, so that mail programs know a repeat.
    """
    lead = content.lead
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(" ".join(clinic.name.split()), addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = f"{'URGENT: ' if lead.urgent else ''}Contact request {lead.reference}"
    message["Date"] = format_datetime(datetime.fromtimestamp(content.created_at, UTC))
    message["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if lead.urgent:
        message["Importance"] = "high"
        message["X-Priority"] = "1"
    message.set_content(_text(content, clinic), cte="quoted-printable")
    return message


def _text(content: LeadContent, clinic: Clinic) -> str:
    lead = content.lead
    made = datetime.fromtimestamp(content.created_at, ZoneInfo(clinic.time_zone))
    first = "This request is URGENT: a warning sign was named." if lead.urgent else "Somebody asks you to get in touch."
    facts = [
        ("Reference", lead.reference),
        ("Name", lead.name),
        ("Phone", lead.phone),
        ("E-mail", lead.email),
        ("When to reach", lead.reach),
        ("Reason", lead.reason),
        (
            "Made",
            f"{made:%a %d %b %Y, %H:%M (%Z)}, {'in the chat' if lead.source == 'chat' else 'on the contact page'}",
        ),
        ("Channel", content.channel),
    ]
    # One line each: what a person typed must not look like another entry.
    lines = [first, "", *(f"{label}: {' '.join(value.split())}" for label, value in facts if value)]
    if content.summary:
        lines += ["", "Summary:", *(f"- {x}" for x in content.summary)]
    lines += ["", f"In the staff console, where calls are noted: {content.link}", ""]
    lines.append("Please do not answer this mail: nobody reads the answers.")
    return "\n".join(lines) + "\n"


def _refused(what: str, code: int) -> Failed:
    return Failed(f"the mail server refused {what} ({code})", final=code >= 500 and code not in _SIGN_IN_CODES)

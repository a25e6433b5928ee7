"""What a messaging channel is: verify, parse and acknowledge what comes in; render and send what goes out.

An adapter knows its platform and nothing else: no database, no conversation, no other channel. What it is given and
what it returns are the plain objects of this module, so that it can be read and tested alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar

from aiohttp import ClientSession, web
from multidict import CIMultiDictProxy


class Unverified(Exception):
    """The request is not, or not provably, the platform's; it is answered with 403 and handled nowhere."""


class TryAgain(Exception):
    """The platform did not take a message now.

    Attributes:
        why: an error code or a few words, free of anything that names a person.
        after: seconds that the platform asked to wait; None where it did not say.
        unsure: the platform may have taken it all the same (no answer, or a broken one).
        everyone: the wait holds for all conversations of the channel, and not only for this one.
    """

    def __init__(self, why: str, after: float | None = None, *, unsure: bool = False, everyone: bool = False) -> None:
        """See the class."""
        super().__init__(why)
        self.why, self.after, self.unsure, self.everyone = why, after, unsure, everyone


class Undeliverable(Exception):
    """The platform will never take this message.

    Attributes:
        why: an error code or a few words, free of anything that names a person.
        gone: the person can't be written to any more (blocked us, left, opted out).
    """

    def __init__(self, why: str, *, gone: bool = False) -> None:
        """See the class."""
        super().__init__(why)
        self.why, self.gone = why, gone


class Kind(StrEnum):
    """What an update is about."""

    TEXT = "text"
    BUTTON = "button"
    UNREADABLE = "unreadable"  # sent by a person, but not as text: gets a kind word
    JOINED = "joined"  # opened the chat, or let us write again
    LEFT = "left"  # blocked us, or opted out with the platform
    RECEIPT = "receipt"  # what became of a message of ours
    IGNORED = "ignored"  # nothing to do, such as a reaction or "typing"


@dataclass(frozen=True)
class Receipt:
    """What a platform reports about a message of ours.

    Attributes:
        key: the key that :meth:`Channel.send` was given; empty where the platform does not return it.
        platform_id: the platform's id of the message; empty where it does not say.
        arrived: whether the platform has it; False where it could not deliver it.
        why: where not, the platform's error code.
        gone: where not, whether the person can't be written to any more.
    """

    key: str = ""
    platform_id: str = ""
    arrived: bool = True
    why: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Update:
    """One thing that a platform reports.

    Attributes:
        kind: what it is about.
        id: the platform's own id of it, the same however often it is sent; empty only for IGNORED and RECEIPT.
        person: the platform's own id of the person; names a conversation once it has gone through a keyed hash.
        address: what :meth:`Channel.render` needs to answer, as names and texts.
        text: what was written, also under a picture.
        button: the token of a pressed button.
        what: for what can't be read, and for text that came with such: one of WHAT.
        receipt: for RECEIPT.
    """

    kind: Kind
    id: str = ""
    person: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    button: str = ""
    what: str = ""
    receipt: Receipt | None = None


# What a person may send that is not text. "edit" is a change to an earlier message, "group" a message in a chat with
# others, where nothing personal should be said.
WHAT = (
    *("photo", "voice", "video", "file", "sticker", "location", "contact", "call", "edit", "deleted", "group", "order"),
    "other",
)


@dataclass(frozen=True)
class WebhookRequest:
    """A request to a channel's webhook, as it came.

    Attributes:
        method: such as ``POST``.
        url: the address that the platform called: the public one, with path and query as sent.
        headers: as sent.
        body: the raw bytes: signatures are made over them.
        at: when it came (seconds since 1970).
    """

    method: str
    url: str
    headers: CIMultiDictProxy[str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Option:
    """A button: its words, and the token that presses it."""

    title: str
    token: str


@dataclass(frozen=True)
class Outgoing:
    """A message to a person, before a channel puts it in its own form.

    Attributes:
        text: plain text; paragraphs are separated by an empty line. Under a picture, its caption.
        options: buttons; a channel that has no room for them writes them as numbered text.
        picture: the public address of a PNG; empty where there is none.
        urgent: goes before everything else that waits.
    """

    text: str
    options: tuple[Option, ...] = ()
    picture: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class Call:
    """One request to a platform's API, ready to be kept on disk and sent: its method or path, and its body."""

    to: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """What a check of a channel found: whether it is well, and one sentence that says how to mend it where not."""

    ok: bool
    sentence: str


@dataclass(frozen=True)
class ChannelOptions:
    """How a channel is set up.

    Attributes:
        settings: the channel's entries in ``channels.yml``.
        secrets: by the name of the environment variable.
        webhook_url: the public address of the channel's webhook, without a slash at the end.
        api_url: where the platform's API is, without a slash at the end.
    """

    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    webhook_url: str = ""
    api_url: str = ""


class Channel(ABC):
    """An adapter for one messaging platform.

    Class attributes:
        name: as in ``channels.yml``, in the webhook's address, and as a conversation's channel.
        label: as people know it.
        api: the platform's API, unless ``channels.yml`` names another with ``api_url``.
        settings: the entries it takes in ``channels.yml``, each with what it is; all but those in ``optional`` must
            be there.
        secrets: the environment variables it takes, each with what it is and where to find it.
        has_receipts: whether the platform returns the key of a message that it has taken, see :class:`Receipt`.
        carrier_keywords: whether STOP, HELP and START have the meaning that phone companies give them, in any state.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    api: ClassVar[str]
    settings: ClassVar[Mapping[str, str]] = {}
    optional: ClassVar[frozenset[str]] = frozenset()
    secrets: ClassVar[Mapping[str, str]] = {}
    has_receipts: ClassVar[bool] = False
    carrier_keywords: ClassVar[bool] = False

    def __init__(self, options: ChannelOptions) -> None:
        """Take the channel's settings and secrets, which have been checked to be there."""
        self.options = options

    def handshake(self, request: WebhookRequest) -> web.Response | None:
        """Answer a GET by which the platform makes sure that the webhook is ours; None where there is no such thing.

        Raises:
            Unverified: it does not know the agreed token.
        """
        return None

    @abstractmethod
    def verify(self, request: WebhookRequest) -> None:
        """Check over the raw bytes, in constant time, that the platform sent the request, and lately.

        Raises:
            Unverified: it did not.
        """

    @abstractmethod
    def parse(self, request: WebhookRequest) -> Sequence[Update]:
        """All that a verified request reports, in order; what is not understood is IGNORED, never an error.

        Raises:
            ValueError: the body is not in the platform's form at all.
        """

    def acknowledge(self, request: WebhookRequest) -> web.Response:
        """The answer that tells the platform that all of it is on disk."""
        return web.Response(status=200)

    @abstractmethod
    def render(self, outgoing: Outgoing, address: Mapping[str, str]) -> Sequence[Call]:
        """The calls that send a message within the platform's limits, in order."""

    @abstractmethod
    async def send(self, session: ClientSession, call: Call, key: str) -> str:
        """Send one call.

        Args:
            session: has a time limit.
            call: as :meth:`render` made it.
            key: ours; a platform that returns it in receipts is given it.

        Returns:
            the platform's id of the message; empty where it has none.

        Raises:
            TryAgain: not now.
            Undeliverable: never.
        """

    async def check(self, session: ClientSession) -> Sequence[Finding]:
        """Ask the platform whether settings and secrets are right."""
        return ()

    async def register(self, session: ClientSession) -> Finding | None:
        """Tell the platform the webhook's address; None where it has no call for that."""
        return None

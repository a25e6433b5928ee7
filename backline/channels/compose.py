"""A turn's replies as messages for a messaging app: plain text, pictures with captions, buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from backline.channels.contract import Option, Outgoing
from backline.channels.text import split_text
from backline.storage.conversations import StoredMessage

# The shortest limit that a platform has for the words under a picture is 1,024 characters.
CAPTION_LIMIT = 1000
_BEFORE_BUTTONS = "What would you like to do?"
# The marks that the website's chat knows, and the two kinds of addresses that read better without their prefix.
_HEADING = re.compile(r"^[ \t]*\*\*(?P<words>[^\n]+?):?\*\*[ \t]*$", re.MULTILINE)
_STRONG = re.compile(r"\*\*(?P<words>.+?)\*\*")
_PREFIX = re.compile(r"\b(?:tel|mailto):(?=\S)")
_TITLES = 4  # of an answer's sources, before the rest is only counted
_FIRST = {"emergency": 0, "urgent": 1}


def compose(
    messages: Sequence[StoredMessage],
    address: Callable[[str], str],
    picture_url: Callable[[str], str] | None,
) -> list[Outgoing]:
    """Turn the replies of one turn into messages, in the order in which they are to be sent.

    What is said in an emergency comes first, then what is urgent, then the rest as it was said. Buttons stay with the
    last part of the reply that they belong to.

    Args:
        messages: the turn's messages; a person's own are left out.
        address: makes the public address of a page from the one in a reply, such as ``/contact``.
        picture_url: makes the public address of a PNG from that of a drawing, such as ``/exercises/bridge.svg``; None
            where the channel shows no pictures: exercises are then words only.
    """
    return [outgoing for payload in _in_order(messages) for outgoing in _reply(payload, address, picture_url)]


def _in_order(messages: Sequence[StoredMessage]) -> list[Mapping[str, Any]]:
    replies = [message.payload for message in messages if message.sender == "bot"]
    return sorted(replies, key=lambda payload: _FIRST.get(payload.get("tone", ""), 2))


def _options(payload: Mapping[str, Any]) -> tuple[Option, ...]:
    return tuple(Option(button["title"], button["token"]) for button in payload.get("buttons") or [])


def png_address(public_url: str) -> Callable[[str], str]:
    """What makes a drawing's public address as a PNG; ``public_url`` has no slash at its end."""
    return lambda picture: f"{public_url}{picture.removesuffix('.svg')}.png"


def plain(text: str) -> str:
    """A reply's text without marks: a line ``**When to stop**`` becomes ``When to stop:``."""
    return _PREFIX.sub("", _STRONG.sub(r"\g<words>", _HEADING.sub(r"\g<words>:", text))).strip()


def _reply(
    payload: Mapping[str, Any], address: Callable[[str], str], picture_url: Callable[[str], str] | None
) -> list[Outgoing]:
    text = plain(payload.get("text") or "")
    cards = _numbered(payload.get("cards") or [])
    after = [*_links(payload.get("links") or [], text, address), *_sources(payload.get("sources") or [])]
    options = _options(payload)
    if cards and picture_url is not None:
        parts = [Outgoing(text)] if text else []
        for card in cards:
            parts += _pictured(card, picture_url)
        parts += [Outgoing(_paragraphs(after))] if after else []
    else:
        whole = _paragraphs([text, *(_card(card) for card in cards), *after])
        parts = [Outgoing(whole)] if whole else []
    if options and not parts:
        parts = [Outgoing(_BEFORE_BUTTONS)]
    urgent = payload.get("tone") == "emergency"
    last = len(parts) - 1
    return [
        Outgoing(part.text, options if number == last else (), part.picture, urgent)
        for number, part in enumerate(parts)
    ]


def _numbered(cards: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The cards, of several each with its number in its title: a phone shows them far apart."""
    if len(cards) < 2:
        return list(cards)
    return [
        {**card, "title": f"Exercise {number} of {len(cards)}: {card.get('title', '')}"}
        for number, card in enumerate(cards, start=1)
    ]


def _pictured(card: Mapping[str, Any], picture_url: Callable[[str], str]) -> Iterator[Outgoing]:
    """A card as a picture with a caption, and what does not fit into the caption as text after it."""
    parts = split_text(_card(card), CAPTION_LIMIT) or [""]
    picture = card.get("picture")
    yield Outgoing(parts[0], picture=picture_url(picture) if picture else "")
    for part in parts[1:]:
        yield Outgoing(part)


def _card(card: Mapping[str, Any]) -> str:
    """An exercise in words: what and how much, why, the steps, what to mind, when to stop."""
    head = "\n".join(line for line in (card.get("title"), card.get("dose"), card.get("why")) if line)
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(card.get("steps") or [], start=1))
    return _paragraphs([head, steps, card.get("note") or "", card.get("stop") or ""])


def _links(links: Sequence[Mapping[str, str]], text: str, address: Callable[[str], str]) -> list[str]:
    """The links as one paragraph; a phone number only where the text does not say it already."""
    lines = []
    for link in links:
        title, href = link["title"], link["href"]
        if not href.startswith("tel:"):
            lines.append(f"{title}: {address(href)}")
        elif not _says(text, number := href.removeprefix("tel:")):
            lines.append(title if _says(title, number) else f"{title}: {number}")
    return ["\n".join(lines)] if lines else []


def _says(text: str, number: str) -> bool:
    """Whether ``text`` holds a phone number, however its digits are set apart."""
    digits = re.sub(r"\D", "", number)
    return bool(digits) and re.search(rf"(?<!\d){r'[^0-9a-z]{0,3}'.join(digits)}(?!\d)", text, re.I) is not None


def _sources(sources: Sequence[Mapping[str, str]]) -> list[str]:
    """Where an answer comes from: one source with its address, of several only titles, to keep it short."""
    if len(sources) == 1:
        return [f"Source: {sources[0]['title']}, {sources[0]['address']}"]
    titles = list(dict.fromkeys(source["title"] for source in sources))
    if len(titles) > _TITLES:
        titles = [*titles[: _TITLES - 1], f"and {len(titles) - _TITLES + 1} more"]
    return [f"Sources: {'; '.join(titles)}"] if titles else []


def _paragraphs(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in (part.strip() for part in parts) if part)

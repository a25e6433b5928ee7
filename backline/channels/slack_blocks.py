"""Messages in Slack's Block Kit, within its limits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from backline.channels.choices import marks, with_choices
from backline.channels.contract import Call, Option, Outgoing
from backline.channels.text import shorten, split_text

# Slack takes 40,000 characters of text and about 13,000 in all blocks, but asks for less; a block of text has 3,000.
_LONGEST_TEXT = 3000
_LONGEST_TITLE = 75
_LONGEST_TOKEN = 2000
_LONGEST_ADDRESS = 3000  # of a picture
_LONGEST_ALT_TEXT = 200
_BUTTONS_IN_A_BLOCK = 25
_MOST_BUTTONS = 100
_LINK = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]")


def render(outgoing: Outgoing, channel: str) -> list[Call]:
    """The calls that post a message: the picture first, then the text in parts, the buttons under the last.

    A picture has a call of its own, because Slack refuses all of a message whose picture it can't load.

    Args:
        outgoing: what to say.
        channel: the id of the direct message, or of the person.
    """
    text, options = outgoing.text.strip(), outgoing.options
    if outgoing.picture and len(outgoing.picture) > _LONGEST_ADDRESS:
        text = "\n\n".join(part for part in (text, outgoing.picture) if part)
    calls = []
    if outgoing.picture and len(outgoing.picture) <= _LONGEST_ADDRESS:
        alt = shorten(" ".join(text.split()), _LONGEST_ALT_TEXT) or "Picture"
        picture = {"type": "image", "image_url": outgoing.picture, "alt_text": alt}
        calls.append(_call(channel, "Picture", [picture]))
    as_buttons = _fit(options)
    if options and (not as_buttons or any(len(option.title) > _LONGEST_TITLE for option in options) or not text):
        # The full titles stand in the text; what is pressed may then be shortened.
        text = with_choices(text, options)
    parts = split_text(text, _LONGEST_TEXT, _escaped_length) if text else []
    for part in parts:
        blocks = [_text_block(part)]
        if as_buttons and part is parts[-1]:
            blocks += _button_blocks(options)
        calls.append(_call(channel, part, blocks))
    return calls


def escape(text: str) -> str:
    """The text with the three characters that Slack reads as control written so that it shows them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _call(channel: str, text: str, blocks: list[dict[str, Any]]) -> Call:
    body = {
        "channel": channel,
        "text": escape(text),  # for notifications and screen readers
        "mrkdwn": False,
        "blocks": blocks,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    return Call("chat.postMessage", body)


def _escaped_length(text: str) -> int:
    return len(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def _text_block(text: str) -> dict[str, Any]:
    """Rich text: the one form in which nothing is read as markup and links can still be pressed."""
    elements: list[dict[str, str]] = []
    at = 0
    for found in _LINK.finditer(text):
        elements += [{"type": "text", "text": text[at : found.start()]}, {"type": "link", "url": found[0]}]
        at = found.end()
    elements.append({"type": "text", "text": text[at:]})
    shown = [element for element in elements if element.get("text") != ""]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": shown}]}


def _fit(options: Sequence[Option]) -> bool:
    tokens_fit = all(0 < len(option.token) <= _LONGEST_TOKEN for option in options)
    return 0 < len(options) <= _MOST_BUTTONS and tokens_fit


def _button_blocks(options: Sequence[Option]) -> list[dict[str, Any]]:
    buttons = [
        {
            "type": "button",
            "action_id": f"choice-{number}",
            "text": {
                "type": "plain_text",
                "text": shorten(option.title.strip(), _LONGEST_TITLE) or mark,
                "emoji": False,
            },
            "value": option.token,
        }
        for number, (option, mark) in enumerate(zip(options, _all_marks(options), strict=True), start=1)
    ]
    starts = range(0, len(buttons), _BUTTONS_IN_A_BLOCK)
    return [{"type": "actions", "elements": buttons[start : start + _BUTTONS_IN_A_BLOCK]} for start in starts]


def _all_marks(options: Sequence[Option]) -> list[str]:
    known = marks(options)
    return [*known, *(str(number) for number in range(len(known) + 1, len(options) + 1))]

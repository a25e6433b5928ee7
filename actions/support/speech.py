"""Saying things: texts with the clinic's words filled in, sources, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from backline.assistant import resources

Button = dict[str, str]


def fill(text: str) -> str:
    """Put the clinic's words in for ``{clinic_phone}`` and its like."""
    return text.format(**resources.clinic().words()).strip()


def say(
    dispatcher: CollectingDispatcher,
    text: str,
    *,
    buttons: Iterable[Button] = (),
    sources: Iterable[Any] = (),
    tone: str | None = None,
    cards: list[dict[str, Any]] | None = None,
    links: list[dict[str, str]] | None = None,
) -> None:
    """Say ``text``, with what belongs to it.

    Args:
        dispatcher: takes the reply.
        text: what to say; placeholders are filled already.
        buttons: title and payload each.
        sources: where the text comes from; each has ``title`` and ``address``.
        tone: ``emergency``, ``urgent`` or ``info``.
        cards: exercises, each with ``title``, ``picture``, ``dose``, ``steps``, ``note``, ``stop`` and ``why``.
        links: title and address ("href") each.
    """
    custom: dict[str, Any] = {}
    # What the clinic says of itself has no page to link to.
    shown = [{"title": s.title, "address": s.address} for s in sources if s.address.startswith("http")]
    if shown:
        custom["sources"] = shown
    if tone:
        custom["tone"] = tone
    if cards:
        custom["cards"] = cards
    if links:
        custom["links"] = links
    dispatcher.utter_message(text=text, buttons=list(buttons) or None, json_message=custom or None)


def said_last(tracker: Tracker) -> list[dict[str, Any]]:
    """The bot's messages of the last turn, as the events that hold them."""
    said: list[dict[str, Any]] = []
    users = 0
    for event in reversed(tracker.events):
        users += event["event"] == "user"
        if users == 2:
            break
        if event["event"] == "bot" and users == 1 and event.get("text"):
            said.append(event)
    return said[::-1]


def said_lately(tracker: Tracker, turns: int = 3) -> list[str]:
    """The texts of the bot's last turns."""
    texts: list[str] = []
    users = 0
    for event in reversed(tracker.events):
        users += event["event"] == "user"
        if users > turns:
            break
        if event["event"] == "bot" and event.get("text"):
            texts.append(event["text"])
    return texts


def say_again(dispatcher: CollectingDispatcher, text: str, data: dict[str, Any]) -> None:
    """Say something anew, with the buttons and all else that came with it."""
    dispatcher.utter_message(text=text, buttons=data.get("buttons"), json_message=data.get("custom"))


def say_one_of(dispatcher: CollectingDispatcher, texts: list[str], before: list[str], **extras: Any) -> None:
    """Say the first of ``texts`` that was not said in the turn before."""
    say(dispatcher, next((text for text in texts if text not in before), texts[0]), **extras)


def fresh(text: str, before: list[str]) -> str:
    """A reviewed text, with a word before it where it was said in the turn before."""
    return f"It is as I said.\n\n{text}" if text in before else text

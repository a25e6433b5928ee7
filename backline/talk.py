"""Talking to the assistant in a terminal."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from backline.assistant.start import start_assistant
from backline.assistant.turn import Incoming
from backline.settings import Settings
from backline.storage.conversations import StoredMessage
from backline.storage.database import Database


async def talk(settings: Settings) -> None:
    """Hold one conversation until an empty line or the end of input; it is forgotten afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(replace(settings, data_dir=Path(folder), database_url=""))
        try:
            assistant = await start_assistant(settings, database)
            print("Type to the assistant; an empty line ends it. A button is chosen by its words.\n")
            while True:
                try:
                    text = await asyncio.to_thread(input, "you > ")
                except EOFError:
                    break
                if not text.strip():
                    break
                result = await assistant.handle(Incoming("talk", "terminal", text))
                for message in result.messages:
                    if message.sender == "bot":
                        print(_render(message))
        finally:
            await database.close()


def _render(message: StoredMessage) -> str:
    lines = ["", message.payload["text"]]
    for card in message.payload.get("cards", []):
        lines += [f"  * {card['title']}: {card['dose']}", *(f"      {step}" for step in card["steps"])]
    lines += [f"  -> {link['title']}: {link['href']}" for link in message.payload.get("links", [])]
    titles = " ".join(f"[{button['title']}]" for button in message.payload.get("buttons", []))
    return "\n".join([*lines, *([titles] if titles else []), ""])

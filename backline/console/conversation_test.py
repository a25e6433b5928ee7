"""Saving a conversation as a conversation test that passes at once."""

from __future__ import annotations

import asyncio

from aiohttp import web

from backline.assistant.replay import replay
from backline.console.conversation_file import ConversationFile, conversation_file, file_name, steps_of
from backline.console.guard import actor_of
from backline.console.pages import render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.conversation_turns import load_turns
from backline.web.keys import assistant_key, database_key, settings_key

routes = web.RouteTableDef()

_MOST_STEPS = 100
# People who chat go first: one conversation at a time is held again.
_TURN = asyncio.Semaphore(1)


@routes.get("/conversations/{id}/test", name="conversation_test")
@needs("learning.edit")
async def show(request: web.Request) -> web.Response:
    """The file to look at, and whether the assistant still does what it did."""
    file, name = await _make(request)
    context = {"id": request.match_info["id"], "file": file, "name": name, "steps": file.text.count("expect:")}
    return render(request, "conversation_test.html", context)


@routes.post("/conversations/{id}/test")
@needs("learning.edit")
async def download(request: web.Request) -> web.Response:
    """The file, named after ``name``."""
    sent = await request.post()
    file, name = await _make(request)
    chosen = file_name(str(sent.get("name", "")) or name)
    headers = {"Content-Disposition": f'attachment; filename="{chosen}.yml"'}
    return web.Response(text=file.text, content_type="application/yaml", charset="utf-8", headers=headers)


async def _make(request: web.Request) -> tuple[ConversationFile, str]:
    """The file, and a name for it."""
    conversation_id = request.match_info["id"]
    settings, assistant = request.config_dict[settings_key], request.config_dict[assistant_key]
    database = request.config_dict[database_key]
    if not assistant.ready:
        raise web.HTTPConflict(text="There is no trained model to hold the conversation with: run 'backline train'.")
    async with database.transaction() as connection:
        held = await load_turns(connection, conversation_id, _MOST_STEPS + 1)
        if held is not None:
            await add_entry(connection, database.cipher, actor_of(request), "transcript.saved_as_test", conversation_id)
    if not held:
        raise web.HTTPNotFound
    cut = len(held) > _MOST_STEPS
    held = held[:_MOST_STEPS]
    steps = steps_of(held, settings.clinic.region)
    async with _TURN:
        outcomes = await replay(assistant, settings, steps)
    return conversation_file(held, outcomes, cut=cut), file_name(f"user says {steps[0].text}")

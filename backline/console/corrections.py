"""The examples that were made: looking through them, taking them back, exporting them."""

from __future__ import annotations

from aiohttp import web

from backline.console.example_check import ExampleCheck
from backline.console.guard import actor_of
from backline.console.nlu_file import nlu_file
from backline.console.numbers import read_id
from backline.console.pages import is_part, render
from backline.console.permissions import needs
from backline.storage.audit import add_entry
from backline.storage.corrections import delete_correction, load_corrections, mark_exported
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

_PAGE = 50


@routes.get("/learning/corrections", name="corrections")
@needs("learning.edit")
async def show(request: web.Request) -> web.Response:
    """The examples, newest first; ``before`` goes on under an id."""
    text = request.query.get("before", "")
    before = read_id(text)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        made = await load_corrections(connection, before=before, limit=_PAGE + 1)
        await add_entry(
            connection, database.cipher, actor_of(request), "learning.corrections_read",
            corrections=[each.id for each in made[:_PAGE]],
        )  # fmt: skip
    check = await ExampleCheck.load(request.config_dict[settings_key].project_dir)
    rows = [(each, check.findings(each.text, each.intent)) for each in made[:_PAGE]]
    context = {
        "rows": rows,
        "more_before": made[_PAGE - 1].id if len(made) > _PAGE else None,
        "is_first": before is None,
        "has_tests": check.known.has_tests,
        "undone": "undone" in request.query,
    }
    return render(request, "learning/corrections.html", context)


@routes.post(r"/learning/corrections/{id:\d{1,18}}/undo", name="undo_correction")
@needs("learning.edit")
async def undo(request: web.Request) -> web.Response:
    """Take an example back; its message is in the queue again."""
    correction_id = int(request.match_info["id"])
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        if not await delete_correction(connection, correction_id):
            raise web.HTTPNotFound(text="This example was taken back already.")
        await add_entry(connection, database.cipher, actor_of(request), "learning.undone", correction=correction_id)
    if is_part(request):
        return render(request, "learning/_corrected.html", {"said": "Taken back.", "correction_id": None})
    raise web.HTTPSeeOther("/staff/learning/corrections?undone")


@routes.post("/learning/export", name="export_corrections")
@needs("learning.edit")
async def export(request: web.Request) -> web.Response:
    """The examples as a file for data/nlu; ``which=all`` has those in it that were exported before."""
    sent = await request.post()
    new_only = sent.get("which") != "all"
    check = await ExampleCheck.load(request.config_dict[settings_key].project_dir)
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        made = await load_corrections(connection, new_only=new_only)
        file = nlu_file(made, check.findings, has_tests=check.known.has_tests)
        await mark_exported(connection, file.exported)
        await add_entry(
            connection, database.cipher, actor_of(request), "learning.exported", rows=len(file.exported),
            left_out=file.left_out,
        )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="learned.yml"'}
    return web.Response(text=file.text, content_type="application/yaml", charset="utf-8", headers=headers)

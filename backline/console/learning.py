"""The queue of messages that were not understood, in groups of likeness; a group is dealt with at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from backline.console.example_check import ExampleCheck
from backline.console.example_text import Finding, plain, same
from backline.console.guard import actor_of
from backline.console.keys import likeness_key
from backline.console.numbers import read_id
from backline.console.pages import is_part, render
from backline.console.permissions import needs
from backline.console.stand_ins import is_only_masks
from backline.storage.audit import Actor, add_entry
from backline.storage.corrections import (
    NEWEST,
    TypedMessage,
    add_correction,
    dismiss,
    find_messages,
    find_misunderstood,
)
from backline.storage.redaction import redact
from backline.web.keys import database_key, settings_key

routes = web.RouteTableDef()

THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # storage keeps an index up to the last of them
_GROUPS_SHOWN = 10
_MESSAGES_SHOWN = 30
_WAIT_SECONDS = 1.5


@dataclass(frozen=True)
class Group:
    """Messages that are much alike.

    Attributes:
        shown: the first of them, each with what speaks against it as an example.
        size: how many there are.
        offered: the intents that come first for them.
    """

    shown: tuple[tuple[TypedMessage, list[Finding]], ...]
    size: int
    offered: tuple[str, ...]


@routes.get("/learning", name="learning")
@needs("learning.edit")
async def show(request: web.Request) -> web.Response:
    """The queue; ``below`` is the confidence in percent, ``skip`` how many groups are left for later."""
    below, skip = _below(request), _skip(request)
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        waiting = await find_misunderstood(connection, below=below)
    texts = {message.id: message.text for message in waiting if not is_only_masks(message.text)}
    project_dir = request.config_dict[settings_key].project_dir
    check = await ExampleCheck.load(project_dir)
    likeness = request.config_dict[likeness_key]
    missing = await likeness.read(texts, project_dir, check.known.samples, _WAIT_SECONDS)
    context: dict[str, Any] = {
        "below": round(below * 100),
        "thresholds": [round(each * 100) for each in THRESHOLDS],
        "skip": skip,
        "waiting": len(texts),
        "newest": NEWEST,
        "is_full": len(waiting) == NEWEST,
        "missing": missing,
        "intents": check.intents,
        "said": _said(request),
    }
    if missing:
        context |= {"groups": [], "all_groups": 0}
    else:
        grouped = await likeness.group(texts, check.known.samples)
        by_id = {message.id: message for message in waiting}
        shown = grouped[skip : skip + _GROUPS_SHOWN]
        groups = [_group([by_id[id_] for id_ in ids], check) for ids in shown]
        context |= {"groups": groups, "all_groups": len(grouped)}
        ids = [message.id for group in groups for message, _ in group.shown]
        if ids:
            await _note_reading(request, ids)
    return render(request, "learning/_queue.html" if is_part(request) else "learning/queue.html", context)


@routes.post("/learning/group", name="learning_group")
@needs("learning.edit")
async def submit(request: web.Request) -> web.Response:
    """Give the chosen messages (``message``, several) an intent, or with ``do=dismiss`` leave them out."""
    sent = await request.post()
    values = (str(value) for value in sent.getall("message", []))
    ids = {id_ for value in values if (id_ := read_id(value)) is not None}
    back = f"/staff/learning?below={round(_below(request) * 100)}&skip={_skip(request)}"
    database = request.config_dict[database_key]
    async with database.reading() as connection:
        chosen = await find_messages(connection, ids)
    if not chosen:
        raise web.HTTPSeeOther(f"{back}&said=none")
    actor = actor_of(request)
    if sent.get("do") == "dismiss":
        async with database.transaction() as connection:
            await dismiss(connection, [message.id for message in chosen], actor.id)
            for message in chosen:
                await add_entry(
                    connection, database.cipher, actor, "learning.dismissed", message.conversation_id,
                    messages=[message.id],
                )  # fmt: skip
        raise web.HTTPSeeOther(f"{back}&dismissed={len(chosen)}")
    check = await ExampleCheck.load(request.config_dict[settings_key].project_dir)
    intent = str(sent.get("other", "")).strip() or str(sent.get("intent", ""))
    if intent not in check.intents:
        raise web.HTTPSeeOther(f"{back}&said=intent")
    kept, left = await _learn(request, actor, chosen, intent, check)
    raise web.HTTPSeeOther(f"{back}&kept={kept}&left={left}")


async def _learn(
    request: web.Request, actor: Actor, chosen: list[TypedMessage], intent: str, check: ExampleCheck
) -> tuple[int, int]:
    """Keep those of ``chosen`` that nothing speaks against; returns how many were kept, and how many were left."""
    region = request.config_dict[settings_key].clinic.region
    database = request.config_dict[database_key]
    seen: set[str] = set()
    kept = left = 0
    async with database.transaction() as connection:
        for message in chosen:
            text = redact(message.text, region)
            key = same(plain(text))
            if key in seen:
                # Said before in other words or the same: once is enough to learn it.
                await dismiss(connection, [message.id], actor.id)
                continue
            if any(finding.kind != "mask" or finding.refuses for finding in check.findings(text, intent)):
                left += 1
                continue
            seen.add(key)
            kept += 1
            made = await add_correction(connection, message, text=text, intent=intent, staff_id=actor.id)
            await add_entry(
                connection, database.cipher, actor, "learning.corrected", message.conversation_id,
                message=message.id, correction=made, before=message.intent, after=intent,
            )  # fmt: skip
    return kept, left


def _group(messages: list[TypedMessage], check: ExampleCheck) -> Group:
    votes: Counter[str] = Counter()
    for message in messages:
        ranked = [name for name in (message.intent, *message.runners_up) if name in check.intents]
        votes.update({name: 3 - place for place, name in enumerate(dict.fromkeys(ranked[:3]))})
    # Of equal votes the first by name, so that a page looks the same every time.
    offered = tuple(name for name, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:4])
    shown = tuple((message, check.findings(message.text, None)) for message in messages[:_MESSAGES_SHOWN])
    return Group(shown, len(messages), offered)


async def _note_reading(request: web.Request, ids: list[int]) -> None:
    database = request.config_dict[database_key]
    async with database.transaction() as connection:
        await add_entry(connection, database.cipher, actor_of(request), "learning.queue_read", messages=ids)


def _below(request: web.Request) -> float:
    text = request.query.get("below", "")
    value = int(text) / 100 if text.isdecimal() and len(text) < 4 else 0.5
    return value if value in THRESHOLDS else 0.5


def _skip(request: web.Request) -> int:
    text = request.query.get("skip", "")
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _said(request: web.Request) -> str:
    """What came of the last change, from the numbers in the address."""
    numbers = {
        name: int(value)
        for name in ("kept", "left", "dismissed")
        if (value := request.query.get(name, "")).isdecimal() and len(value) < 6
    }
    if request.query.get("said") == "intent":
        return "Nothing was changed: choose an intent first."
    if request.query.get("said") == "none":
        return "Nothing was changed: no message was chosen."
    if "dismissed" in numbers:
        return f"Left out of the queue: {numbers['dismissed']}."
    if "kept" in numbers:
        left = numbers.get("left", 0)
        rest = f" Still here: {left}, for each needs a look of its own." if left else ""
        return f"Kept as examples: {numbers['kept']}.{rest}"
    return ""

"""The console as an application of its own, mounted at ``/staff``."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from backline.console import (
    account,
    accounts,
    audit_page,
    conversation,
    conversation_test,
    conversations,
    correcting,
    corrections,
    data,
    figures,
    join,
    lead,
    lead_delivery,
    leads,
    learning,
    live,
    person,
    review,
    sign_in,
    transcript_export,
)
from backline.console.choices import Choices, choices_key
from backline.console.guard import friendly_errors, guard
from backline.console.keys import likeness_key
from backline.console.likeness import Likeness
from backline.console.pages import set_up_templates

# Each has ``routes``.
MODULES = (
    sign_in,
    join,
    account,
    accounts,
    audit_page,
    conversations,
    conversation,
    conversation_test,
    correcting,
    corrections,
    data,
    figures,
    lead,
    lead_delivery,
    leads,
    learning,
    live,
    person,
    review,
    transcript_export,
)


def init_console(static: Callable[[str], str]) -> web.Application:
    """Make the console; ``static`` maps a file of ``backline/web/static`` to its address."""
    console = web.Application(middlewares=[friendly_errors, guard])
    for module in MODULES:
        console.add_routes(module.routes)
    console[choices_key] = Choices()
    console[likeness_key] = Likeness()
    set_up_templates(console, static)
    return console

"""The command ``backline``."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

from backline import __version__
from backline.logs import configure_logging
from backline.settings import Settings, SettingsError, load_settings


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with 0, or with 1 and one sentence on standard error."""
    parser = argparse.ArgumentParser(prog="backline", description="The back-pain assistant of a spine clinic.")
    parser.add_argument("--version", action="version", version=f"backline {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    serve = commands.add_parser("serve", help="serve the website and its chat (trains first where needed)")
    serve.set_defaults(run=_serve)
    train = commands.add_parser("train", help="train the model, if the data changed")
    train.add_argument("--force", action="store_true", help="train even if nothing changed")
    train.set_defaults(run=_train)
    talk = commands.add_parser("talk", help="talk to the assistant in this terminal; nothing is kept")
    talk.set_defaults(run=_talk)
    understand = commands.add_parser(
        "understand", help="read JSON lines with id and text on standard input, and write what each message says"
    )
    understand.set_defaults(run=_understand)
    _add_staff_parser(commands)
    _add_channels_parser(commands)
    _add_outbox_parser(commands)
    purge = commands.add_parser("purge", help="delete what has been kept longer than clinic.yml says")
    purge.set_defaults(run=_purge)
    erase = commands.add_parser("erase", help="erase everything of one person, for good")
    erase.add_argument("who", help="a reference number, a conversation's id, a phone number or an e-mail address")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.set_defaults(run=_erase)
    export = commands.add_parser("export", help="write redacted transcripts, one line a message")
    export.add_argument("--format", choices=("jsonl", "csv"), default="jsonl")
    export.add_argument("--output", metavar="FILE", help="write there instead of to standard output")
    export.add_argument("--from", dest="first", metavar="DAY", default="", help="first day (UTC), such as 2026-11-01")
    export.add_argument("--to", dest="last", metavar="DAY", default="", help="last day (UTC)")
    export.add_argument("--channel", default="", help="such as website")
    export.add_argument("--after", type=int, default=0, metavar="ID", help="go on after this message_id")
    export.set_defaults(run=_export)
    arguments = parser.parse_args(argv)
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    configure_logging()
    try:
        arguments.run(load_settings(), arguments)
    except KeyboardInterrupt:
        sys.exit(130)
    except (SettingsError, ValueError, RuntimeError, OSError) as error:
        # Each of ours is one sentence that says what to do; anything else is a fault and shows its traceback.
        if not _is_sentence(error):
            raise
        _fail(str(error))


def _add_staff_parser(commands: Any) -> None:
    staff = commands.add_parser("staff", help="add people to the staff console, and manage their accounts")
    staff.set_defaults(run=_staff)
    parts = staff.add_subparsers(dest="staff_command", required=True, metavar="what")
    add = parts.add_parser("add", help="add an account, and print the link that lets its owner set a password")
    add.add_argument("--role", required=True, help="reviewer, coordinator (contact requests) or admin")
    parts.add_parser("list", help="list the accounts")
    link = parts.add_parser("link", help="print a new link for setting a password, and end the account's sessions")
    deactivate = parts.add_parser("deactivate", help="let an account sign in no more")
    reset = parts.add_parser("reset-totp", help="take an account's second factor away")
    for parser in (add, link, deactivate, reset):
        parser.add_argument("name")


def _add_channels_parser(commands: Any) -> None:
    channels = commands.add_parser("channels", help="check the messaging channels in channels.yml")
    parts = channels.add_subparsers(dest="channels_command", required=True, metavar="what")
    check = parts.add_parser("check", help="ask each platform whether all is well; ends with 1 where it is not")
    check.add_argument("names", nargs="*", metavar="name", help="only this channel, such as telegram")
    check.add_argument("--register", action="store_true", help="tell the platforms the webhooks' addresses first")
    check.set_defaults(run=_check_channels)


def _add_outbox_parser(commands: Any) -> None:
    outbox = commands.add_parser("outbox", help="what has not been sent yet to the clinic and to people, and why")
    outbox.set_defaults(run=_outbox)
    parts = outbox.add_subparsers(dest="outbox_command", required=True, metavar="what")
    parts.add_parser("list", help="list what waits and what was given up")
    show = parts.add_parser("show", help="show one of them")
    show.add_argument("id", help="such as L12 (a lead) or M34 (a message)")
    retry = parts.add_parser("retry", help="try one of them now, or all that were given up")
    retry.add_argument("id", nargs="?", default="", help="such as L12 or M34")
    retry.add_argument("--all-dead", action="store_true", help="all that were given up")


def _is_sentence(error: BaseException) -> bool:
    return type(error).__module__.startswith("backline.") or isinstance(error, OSError)


def _fail(sentence: str) -> NoReturn:
    print(f"backline: {sentence}", file=sys.stderr)
    sys.exit(1)


def _train(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.assistant.model import is_trained

    if not arguments.force and is_trained(settings.project_dir):
        print("The model is up to date.")
        return
    _ensure_model(settings, force=arguments.force)


def _ensure_model(settings: Settings, force: bool = False) -> None:
    from backline.assistant.model import is_trained, train_quietly

    if is_trained(settings.project_dir) and not force:
        return
    from backline.assistant import resources

    resources.use(settings)
    resources.load()  # what is wrong with data/ is one sentence here, and a traceback in the process that trains
    # Not on standard output: that may be a file of results.
    show = partial(print, end="", flush=True, file=sys.stderr)
    started = time.monotonic()
    show("Training the model (a few minutes, once) ")
    train_quietly(settings, tick=lambda: show("."))
    show(f" done in {time.monotonic() - started:.0f} s.\n")


def _serve(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.channels.config import load_channels
    from backline.channels.wording import load_words, words_path

    # Before the model is trained or loaded: what is wrong here needs no waiting for.
    settings.check_lead_delivery()
    load_channels(settings)
    load_words(words_path(settings.project_dir))
    _check_port(settings)
    _ensure_model(settings)
    from backline.web.serve import serve

    serve(settings)


def _check_port(settings: Settings) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            _fail(
                f"port {settings.port} on {settings.host} can't be used ({error.strerror}): "
                "stop what uses it, or set BACKLINE_PORT to another one."
            )


def _understand(settings: Settings, arguments: argparse.Namespace) -> None:
    logging.disable(logging.WARNING)
    _ensure_model(settings)
    from backline.assistant.understand import understand_lines

    for line in understand_lines(settings, sys.stdin):
        print(line, flush=True)


def _staff(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.console.staff_command import run

    asyncio.run(run(settings, arguments))


def _check_channels(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.channels.check import check_channels

    if not asyncio.run(check_channels(settings, arguments.names, arguments.register)):
        sys.exit(1)


def _outbox(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.outbox_command import run

    asyncio.run(run(settings, arguments))


def _talk(settings: Settings, arguments: argparse.Namespace) -> None:
    logging.disable(logging.WARNING)
    _ensure_model(settings)
    from backline.talk import talk

    asyncio.run(talk(settings))


def _purge(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.data_commands import purge_now

    print(asyncio.run(purge_now(settings)))


def _erase(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.data_commands import erase_person, is_confirmed

    def confirm(what: str, name: str) -> bool:
        print(what)
        try:
            return arguments.yes or is_confirmed(input(f"Type {name} to erase it for good: "), name)
        except EOFError:
            return False

    print(asyncio.run(erase_person(settings, arguments.who, confirm)))


def _export(settings: Settings, arguments: argparse.Namespace) -> None:
    from backline.console.list_query import read_query
    from backline.console.transcript_files import write_file

    asked = read_query({"from": arguments.first, "to": arguments.last, "channel": arguments.channel})
    if asked.wrong:
        _fail("a day is written as 2026-11-28.")
    rows = asyncio.run(write_file(settings, asked.filters, arguments.format, arguments.after, arguments.output))
    print(f"{rows} messages.", file=sys.stderr)

"""Logging: what happened and how long it took, never what people wrote."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog

# Rasa logs messages, slots and events through the same library. Only these entries of a log line are ever written.
_WRITTEN = frozenset(
    {
        "event", "level", "timestamp", "exception",
        "action", "channel", "conversations", "leads", "milliseconds", "model", "path", "repeated",
        "urgent", "wanted", "why",
    }
)  # fmt: skip


def keep_to_what_is_harmless(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """A structlog processor: drop every entry that is not known to be free of what people wrote."""
    return {key: value for key, value in event.items() if key in _WRITTEN}


def _where_it_failed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: an exception as its type and frames; its words may quote a message."""
    if event.pop("exc_info", None):
        kind, _, frames = sys.exc_info()
        names = " < ".join(f"{f.name} {Path(f.filename).name}:{f.lineno}" for f in reversed(extract_tb(frames)[-8:]))
        event["exception"] = f"{kind.__name__ if kind else 'unknown'} in {names}"
    return event


def configure_logging() -> None:
    """Log one line an event to standard error; ``LOG_FORMAT=json`` writes JSON."""
    # Warnings of libraries that Rasa pins; an operator can do nothing about them.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where_it_failed,
        keep_to_what_is_harmless,
    ]
    is_json = os.environ.get("LOG_FORMAT") == "json"
    processors.append(
        structlog.processors.JSONRenderer()
        if is_json
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    )
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )

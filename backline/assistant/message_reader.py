"""Graph component: read a message (sentences, topics, facts, warning signs) before anything is classified."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import structlog
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from backline.assistant import resources
from backline.care import triage
from backline.language import Reading

log = structlog.get_logger(__name__)

READING = "reading"
WHOLE_READING = "whole_reading"
"""The `Reading` itself, in the metadata of the message that enters the graph and on the message in it."""


def read(text: str, established: Collection[str] = ()) -> Reading:
    """Read a message, by rules and by the learned layer; one that can't be read is an empty reading.

    The learned layer may fail where the rules do not: then the rules alone speak, so that no emergency is missed.

    Args:
        text: the message.
        established: signs told earlier in the conversation.
    """
    try:
        return resources.understander().read(text, established=established)
    except Exception:
        log.exception("message can't be understood by the learned layer")
        return read_by_rules(text, established)


def read_by_rules(text: str, established: Collection[str] = ()) -> Reading:
    """Read a message, or a part of one, by rules alone."""
    try:
        return resources.reader().read(text, established=established)
    except Exception:
        log.exception("message can't be read")
        return Reading(text)


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """What actions need of a reading, in a form that JSON can hold."""
    judged = triage(reading.red_flags)
    return {
        "topics": list(reading.topics),
        "about": list(reading.about or ()),
        "regions": list(reading.regions),
        "limits": list(reading.limits),
        "tried": list(reading.tried),
        "care": list(reading.care_mentioned),
        "cautions": list(reading.values("caution")),
        "signs": sorted(reading.signs),
        "scope": reading.scope,
        "elsewhere": bool(reading.elsewhere),
        "duration_weeks": reading.duration_weeks,
        "red_flags": [
            {
                "id": flag.id,
                "tier": flag.tier,
                "rule": flag.rule,
                "sentence": flag.sentence,
                "sure": round(flag.sure, 2),
            }
            for flag in reading.red_flags
        ],
        "triage": {"tier": judged.tier, "ids": list(judged.ids), "message_key": judged.message_key},
        "asks": [],
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageReader(GraphComponent):
    """Finds topics as entities, and facts and warning signs as the message's ``reading``."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MessageReader:
        """Make the component (see the parent class)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Attach entities and the reading to each message."""
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            # A turn hands over what it has read, with the signs told before.
            reading = (message.get(METADATA) or {}).get(WHOLE_READING) or read(text)
            entities = [
                {
                    "entity": mention.label,
                    "value": mention.value,
                    "start": mention.start,
                    "end": mention.end,
                    "extractor": "MessageReader",
                }
                for mention in reading.mentions
                if mention.label in ("condition", "treatment") and not mention.negated and not mention.other
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
            message.set(READING, reading_as_dict(reading), add_to_output=True)
            message.set(WHOLE_READING, reading)
        return messages

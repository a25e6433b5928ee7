"""Triage of red flags: which tier, and what is said.

Two tiers. *Emergency*: call now, nothing else. *Urgent*: a doctor today or tomorrow. The rule in doubt is
always up: an unknown tier counts as an emergency, and a flag without an urgent text is answered with its
emergency text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal, Protocol

import yaml

Tier = Literal["emergency", "urgent"]
TIERS: tuple[Tier, ...] = ("emergency", "urgent")

#: Every red flag, the most pressing first: the first one in the highest tier is the one that is answered.
#: Self-harm leads because its answer names the crisis line and the emergency number both.
RED_FLAGS = (
    "self_harm",
    "overdose",
    "vascular_cardiac",
    "cauda_equina",
    "progressive_weakness",
    "infection",
    "fracture",
    "cancer",
    "other_illness",
)

#: Urgent flags that together are an emergency: new weakness with a possible infection, fracture or tumor of
#: the spine may be the spinal cord or nerves under pressure (Michigan Medicine 2013: emergency MRI with
#: neurological signs; NHS back pain; IFOMPT 2020: judge combinations).
RAISING_PAIRS = (
    frozenset({"progressive_weakness", "infection"}),
    frozenset({"progressive_weakness", "fracture"}),
    frozenset({"progressive_weakness", "cancer"}),
)

#: Texts that a conversation needs besides the answers to the flags.
CONVERSATION = (
    "still_emergency",
    "still_self_harm",
    "resolved",
    "resolved_self_harm",
    "ask_warning_signs",
    "warning_sign_yes",
    "warning_sign_unsure",
    "aside_mistake",
    "aside_drive",
    "aside_cost",
    "aside_country",
    "aside_wait",
    "aside_alone",
    "aside_agreed",
    "aside_wait_urgent",
    "aside_mistake_urgent",
    "aside_why_urgent",
    "aside_who_urgent",
    "aside_until_urgent",
    "aside_booked_urgent",
    "aside_worse_urgent",
    "aside_harmed",
    "aside_outlook",
    "aside_refuse",
    "aside_scared",
    "aside_refuse_of_another",
    "aside_should_call",
    "aside_tell_them",
    "aside_self_harm",
    "resolved_going",
    "resolved_help",
    "resolved_self_harm_mistake",
    "still_emergency_of_another",
    "still_of_another",
    "still_of_another_self_harm",
    "resolved_self_harm_of_another",
    "means_bladder",
    "means_numb",
    "means_weak",
    "means_fever",
    "means_fall",
    "means_cancer",
    "means_weight",
    "means_chest",
    "imagined_sign",
    "imagined_sign_urgent",
    "imagined_sign_now",
    "which_sign_now",
    "asks_again",
    "asks_why",
)
PLACEHOLDERS = frozenset({"emergency_number", "crisis_line", "clinic_phone", "clinic_name"})


class CareError(ValueError):
    """A data file of this package is wrong; the message names the file, the entry and how to mend it."""


class Flag(Protocol):
    """What triage needs of a red flag that was read in a message."""

    @property
    def id(self) -> str:
        """One of ``RED_FLAGS``."""

    @property
    def tier(self) -> str:
        """``emergency`` or ``urgent``."""


@dataclass(frozen=True)
class Triage:
    """The result.

    Attributes:
        tier: The highest tier found, or None where there is no red flag.
        ids: Every red flag found, in whatever tier, the most pressing first.
        message_key: Key of the reply (``<flag>.<tier>``) for ``RedFlagReplies.text``, or None.
    """

    tier: Tier | None
    ids: tuple[str, ...]
    message_key: str | None


def triage(red_flags: Sequence[Flag]) -> Triage:
    """Judge all red flags of a message together.

    Args:
        red_flags: As read; the same id may come more than once, then its highest tier counts.
    """
    tiers: dict[str, Tier] = {}
    for flag in red_flags:
        urgent = flag.tier == "urgent" and tiers.get(flag.id, "urgent") == "urgent"
        tiers[flag.id] = "urgent" if urgent else "emergency"
    for pair in RAISING_PAIRS:
        if pair <= tiers.keys():
            tiers.update(dict.fromkeys(pair, "emergency"))
    if not tiers:
        return Triage(None, (), None)
    ordered = sorted(tiers, key=lambda flag_id: (TIERS.index(tiers[flag_id]), _pressing(flag_id), flag_id))
    first = ordered[0]
    return Triage(tiers[first], tuple(ordered), f"{first}.{tiers[first]}")


def _pressing(flag_id: str) -> int:
    return RED_FLAGS.index(flag_id) if flag_id in RED_FLAGS else len(RED_FLAGS)


class RedFlagReplies:
    """The reviewed texts of ``data/red_flag_replies.yml``."""

    def __init__(self, texts: Mapping[str, str], reviewed: date) -> None:
        """Keep the texts and their date.

        Args:
            texts: by key: ``<flag>.<tier>``, ``<flag>.asks``, ``general.<tier>``, or one of ``CONVERSATION``.
            reviewed: when they were looked at last.
        """
        self._texts = MappingProxyType(dict(texts))
        self.reviewed = reviewed

    @classmethod
    def load(cls, path: Path) -> RedFlagReplies:
        """Read and check the file.

        Raises:
            CareError: If a text is missing, or lacks the number it must name.
        """
        try:
            data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise CareError(f"{path.name}: this is not valid YAML ({error}); mend the line it names.") from error
        return _File(path.name, data).replies()

    @property
    def texts(self) -> Mapping[str, str]:
        """Every text by key, with its placeholders."""
        return self._texts

    def text(self, key: str, values: Mapping[str, str]) -> str:
        """The text for ``key`` with its placeholders filled.

        Args:
            key: A ``message_key`` or one of ``CONVERSATION``. A flag without an urgent text gives its
                emergency text, an unknown flag the general text.
            values: A value for each of ``PLACEHOLDERS``; more are ignored.

        Raises:
            KeyError: If the key names neither a tier nor a conversation text, or a value is missing.
        """
        flag, _, tier = key.partition(".")
        for candidate in (key, f"{flag}.emergency", f"general.{tier}") if tier in TIERS else (key,):
            if candidate in self._texts:
                return self._texts[candidate].format_map(values)
        raise KeyError(key)


class _File:
    """The parsed file; checks raise ``CareError``."""

    def __init__(self, name: str, data: Any) -> None:
        self.name = name
        self.data = self.mapping("the file", data, {"reviewed", "sources", "flags", "general", "conversation"})

    def fail(self, entry: str, problem: str) -> CareError:
        return CareError(f"{self.name}: {entry}: {problem}")

    def mapping(self, entry: str, value: Any, keys: set[str], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.fail(entry, f"must hold {', '.join(sorted(keys))}.")
        for key in sorted(keys - set(value) - optional):
            raise self.fail(entry, f"'{key}' is missing; add it.")
        for key in sorted(set(value) - keys, key=str):
            raise self.fail(entry, f"'{key}' is not known; use {', '.join(sorted(keys))}.")
        return value

    def text(self, entry: str, value: Any, *must_name: str) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fail(entry, "must be a text; write what is said.")
        try:
            used = {name for _, name, _, _ in Formatter().parse(value) if name is not None}
        except ValueError as error:
            raise self.fail(entry, f"has a brace that is not a placeholder ({error}); remove it.") from error
        for name in sorted(used - PLACEHOLDERS):
            raise self.fail(entry, f"'{{{name}}}' is not a placeholder; use {', '.join(sorted(PLACEHOLDERS))}.")
        for name in must_name:
            if name not in used:
                raise self.fail(entry, f"does not name {{{name}}}; add it.")
        return value.strip()

    def replies(self) -> RedFlagReplies:
        reviewed = self.data["reviewed"]
        if type(reviewed) is not date:
            raise self.fail("reviewed", "must be a date; write it as 2026-11-24.")
        if not isinstance(self.data["sources"], list) or not self.data["sources"]:
            raise self.fail("sources", "must list at least one source.")
        texts: dict[str, str] = {}
        flags = self.mapping("flags", self.data["flags"], set(RED_FLAGS))
        for flag, replies in {**flags, "general": self.data["general"]}.items():
            optional = frozenset() if flag == "general" else frozenset({"urgent", "asks"})
            keys: set[str] = set(TIERS) if flag == "general" else {*TIERS, "asks"}
            for tier, text in self.mapping(flag, replies, keys, optional).items():
                must = ["clinic_phone"] if tier == "urgent" else ["emergency_number"]
                must += ["crisis_line"] if flag == "self_harm" else []
                texts[f"{flag}.{tier}"] = self.text(f"{flag}.{tier}", text, *must)
        for key, text in self.mapping("conversation", self.data["conversation"], set(CONVERSATION)).items():
            must = ["crisis_line"] if "self_harm" in key else []
            must += ["emergency_number"] if key.startswith(("still_", "warning_", "aside_")) else []
            texts[key] = self.text(key, text, *must)
        return RedFlagReplies(texts, reviewed)

"""From which confidence on the learned layer is believed: data/thresholds.yml.

Most are chosen by cross-validation. Where real messages are known to be mixed otherwise than the labelled ones, the
section `by_hand` holds a value of its own and the reason for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backline.language.contract import CARE, RED_FLAGS, TOPICS
from backline.language.errors import LanguageError
from backline.language.sections import read_sections

_SINGLE = ("scope", "bare_scope", "tried_unnamed", "duration", "improved", "not_improved")
_BY_NAME = {"red_flags": RED_FLAGS, "topics": TOPICS, "tried": CARE}
_NEVER_BY_HAND = "red_flags"
_BY_HAND = "by_hand"
_SECTIONS = {*_SINGLE, *_BY_NAME, _BY_HAND}


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, 0 to 1, from which on something is said.

    Attributes:
        scope: the message belongs here.
        bare_scope: the same of a short message that names nothing of another matter ("can I book an appointment?").
        red_flags: for each red flag.
        topics: for each topic.
        tried: for each kind of care, that it was really had where it is named.
        tried_unnamed: that care was had which no word names.
        duration: an amount of time is how long this episode has lasted.
        improved: the care told of has helped.
        not_improved: it has not.
    """

    scope: float
    bare_scope: float
    red_flags: Mapping[str, float]
    topics: Mapping[str, float]
    tried: Mapping[str, float]
    tried_unnamed: float
    duration: float
    improved: float
    not_improved: float


def read_thresholds(path: Path) -> Thresholds:
    """Read and check the thresholds.

    Raises:
        LanguageError: one sentence that says what is wrong and how to mend it.
    """
    content = read_sections(path, _SECTIONS)
    own = _by_hand(path.name, content.pop(_BY_HAND))
    tables = {
        section: _table(path.name, section, content[section], own.get(section, {}), names)
        for section, names in _BY_NAME.items()
    }
    single = {name: _probability(path.name, name, own.get(name, content[name])) for name in _SINGLE}
    return Thresholds(red_flags=tables["red_flags"], topics=tables["topics"], tried=tables["tried"], **single)


def _by_hand(file: str, entry: Any) -> dict[str, Any]:
    """What is set by hand, checked for its form: a reason, and values. Red flags are never set so."""
    tables = set(_BY_NAME) - {_NEVER_BY_HAND}
    known = {"why", *tables, *_SINGLE}
    if (
        not isinstance(entry, dict)
        or not set(entry) <= known
        or not all(isinstance(entry.get(table, {}), dict) for table in tables)
    ):
        raise LanguageError(f"{file}: {_BY_HAND} may hold {', '.join(sorted(known))} and nothing else")
    if not isinstance(entry.get("why"), str) or not entry["why"].strip():
        raise LanguageError(f"{file}: {_BY_HAND} needs an entry 'why' that says what its values rest on")
    return entry


def _table(file: str, section: str, entry: Any, by_hand: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, float]:
    if not isinstance(entry, dict) or "default" not in entry:
        raise LanguageError(f"{file}: {section} needs an entry 'default'")
    entry = {**entry, **by_hand}
    for name in entry:
        if name != "default" and name not in names:
            raise LanguageError(f"{file}: {section} names '{name}', which is none of the contract; correct it")
    values = {name: _probability(file, f"{section} '{name}'", value) for name, value in entry.items()}
    return {name: values.get(name, values["default"]) for name in names}


def _probability(file: str, where: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
        raise LanguageError(f"{file}: {where} is {value}; write a number between 0 and 1")
    return float(value)

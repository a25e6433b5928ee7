"""The exercise library: one YAML file for each exercise, checked when it is loaded.

The files are written for people to review: plain words, the dose, who should not do the exercise, and the
sources. What a plan may choose is decided in ``backline.care.plan``; this module only reads, and refuses a
file in which a safety rule is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from backline.drawing import Figure, PoseError, read_figure
from backline.knowledge.exercise import (
    CONDITIONS,
    CONTRAINDICATIONS,
    GOALS,
    LEVELS,
    LIMITS,
    MOVES,
    POSITIONS,
    REGIONS,
    REQUIRED_CONTRAINDICATIONS,
    TARGETS,
    Dose,
    Exercise,
    Reference,
)
from backline.knowledge.topic import KnowledgeError

__all__ = [
    "CONDITIONS",
    "CONTRAINDICATIONS",
    "GOALS",
    "LEVELS",
    "LIMITS",
    "MOVES",
    "POSITIONS",
    "REGIONS",
    "REQUIRED_CONTRAINDICATIONS",
    "TARGETS",
    "Dose",
    "Exercise",
    "ExerciseLibrary",
    "Reference",
]

_OPTIONAL = frozenset({"only_if", "synonyms"})
_REQUIRED = frozenset(field.name for field in fields(Exercise)) - _OPTIONAL
_DOSE_NUMBERS = ("sets", "repetitions", "hold_seconds", "minutes", "per_week")


class ExerciseLibrary:
    """All exercises by id, in the order of their ids."""

    def __init__(self, exercises: Mapping[str, Exercise]) -> None:
        """Keep ``exercises`` (id to exercise), read-only."""
        self.exercises: Mapping[str, Exercise] = MappingProxyType(dict(sorted(exercises.items())))

    @classmethod
    def load(cls, folder: Path) -> ExerciseLibrary:
        """Read and check every ``*.yml`` in ``folder``.

        Raises:
            KnowledgeError: If a file, or a link between files, is wrong.
        """
        paths = sorted(folder.glob("*.yml"))
        if not paths:
            raise KnowledgeError(f"{folder}: there is no exercise file here; add one named <id>.yml.")
        library = cls({path.stem: _read(path) for path in paths})
        _check_links(library.exercises)
        return library

    def get(self, exercise_id: str) -> Exercise | None:
        """The exercise with this id, or None."""
        return self.exercises.get(exercise_id)

    def __iter__(self) -> Iterator[Exercise]:
        """Go through the exercises in the order of their ids."""
        return iter(self.exercises.values())

    def __len__(self) -> int:
        """How many exercises there are."""
        return len(self.exercises)


class _StrictLoader(yaml.SafeLoader):
    """YAML that refuses a key written twice: the first list of contraindications would be lost in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"the key '{key}' is written twice")
        return super().construct_mapping(node, deep=deep)


def _read(path: Path) -> Exercise:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError as error:
        raise KnowledgeError(f"{path.name}: this is not valid YAML ({error}); mend the line it names.") from error
    if not isinstance(data, dict):
        raise KnowledgeError(f"{path.name}: the file must hold keys and values; start it with 'id: {path.stem}'.")
    return _File(path.name, data).exercise()


class _File:
    """One parsed file; every method checks one kind of entry and raises ``KnowledgeError``."""

    def __init__(self, name: str, data: dict[str, Any]) -> None:
        self.name = name
        self.data = data

    def fail(self, entry: str, problem: str) -> KnowledgeError:
        return KnowledgeError(f"{self.name}: {entry}: {problem}")

    def text(self, entry: str) -> str:
        value = self.data[entry]
        if not isinstance(value, str) or not value.strip():
            raise self.fail(entry, "must be a text; write at least one word.")
        return value.strip()

    def one_of(self, entry: str, allowed: tuple[Any, ...]) -> Any:
        value = self.data[entry]
        if value not in allowed or isinstance(value, bool):
            raise self.fail(entry, f"'{value}' is not known; use one of {', '.join(map(str, allowed))}.")
        return value

    def texts(self, entry: str, least: int = 0, most: int = 99) -> tuple[str, ...]:
        value = self.data.get(entry, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fail(entry, "must be a list of texts; write [] for none.")
        if not least <= len(value) <= most:
            raise self.fail(entry, f"has {len(value)} items; write {least} to {most}.")
        return tuple(item.strip() for item in value)

    def some_of(self, entry: str, allowed: tuple[str, ...], least: int = 0) -> tuple[str, ...]:
        values = self.texts(entry, least)
        for value in values:
            if value not in allowed:
                raise self.fail(entry, f"'{value}' is not known; use {', '.join(allowed)}.")
        return values

    def day(self, entry: str, value: Any) -> date:
        if type(value) is not date:
            raise self.fail(entry, "must be a date; write it as 2026-11-24.")
        return value

    def link(self, entry: str) -> str | None:
        return None if self.data[entry] is None else self.text(entry)

    def dose(self) -> Dose:
        value = self.data["dose"]
        if not isinstance(value, dict) or not set(value) <= set(_DOSE_NUMBERS):
            raise self.fail("dose", f"must hold numbers named {', '.join(_DOSE_NUMBERS)}.")
        if not all(type(number) is int and number > 0 for number in value.values()):
            raise self.fail("dose", "must hold whole numbers above 0; leave out what does not apply.")
        if not 1 <= value.get("per_week", 0) <= 7:
            raise self.fail("dose", "per_week must be 1 to 7 days.")
        if "repetitions" not in value and "minutes" not in value:
            raise self.fail("dose", "must say repetitions or minutes.")
        return Dose(**value)

    def sources(self) -> tuple[Reference, ...]:
        value = self.data["sources"]
        if not isinstance(value, list) or not value:
            raise self.fail("sources", "must list at least one source with title, address and checked.")
        references = []
        for item in value:
            if not isinstance(item, dict) or set(item) != {"title", "address", "checked"}:
                raise self.fail("sources", "every source needs exactly title, address and checked.")
            if not str(item["address"]).startswith(("https://", "http://")):
                raise self.fail("sources", f"'{item['address']}' must be a web address; start it with https://.")
            references.append(Reference(str(item["title"]), item["address"], self.day("sources", item["checked"])))
        return tuple(references)

    def figure(self) -> Figure:
        try:
            return read_figure(self.data["figure"])
        except PoseError as error:
            raise self.fail("figure", f"{error}.") from None

    def exercise(self) -> Exercise:
        missing, unknown = _REQUIRED - set(self.data), set(self.data) - _REQUIRED - _OPTIONAL
        if missing:
            raise self.fail(min(missing), "is missing; add it (null or [] where there is none).")
        if unknown:
            raise self.fail(str(min(unknown, key=str)), "is not a known entry; remove it or mend its spelling.")
        if self.data["id"] != self.name.removesuffix(".yml"):
            raise self.fail("id", f"'{self.data['id']}' differs from the file name; make them the same.")
        exercise = Exercise(
            id=self.text("id"),
            name=self.text("name"),
            goal=self.one_of("goal", GOALS),
            targets=self.some_of("targets", TARGETS, 1),
            regions=self.some_of("regions", REGIONS, 1),
            level=self.one_of("level", LEVELS),
            position=self.one_of("position", POSITIONS),
            equipment=self.texts("equipment"),
            moves=self.some_of("moves", MOVES, 1),
            helps=self.some_of("helps", LIMITS, 1),
            only_if=self.some_of("only_if", CONDITIONS),
            why=self.text("why"),
            steps=self.texts("steps", 3, 6),
            dose=self.dose(),
            dose_text=self.text("dose_text"),
            easier=self.link("easier"),
            harder=self.link("harder"),
            cautions=self.texts("cautions", 1),
            contraindications=self.some_of("contraindications", CONTRAINDICATIONS),
            stop_when=self.texts("stop_when", 1),
            figure=self.figure(),
            sources=self.sources(),
            reviewed=self.day("reviewed", self.data["reviewed"]),
            synonyms=self.texts("synonyms"),
        )
        for trait in (*exercise.moves, exercise.position, *exercise.targets):
            for caution in REQUIRED_CONTRAINDICATIONS.get(trait, ()):
                if caution not in exercise.contraindications:
                    raise self.fail(
                        "contraindications", f"'{trait}' is unsafe with {caution}; add {caution} to the list."
                    )
        return exercise


def _check_links(exercises: Mapping[str, Exercise]) -> None:
    """Easier and harder must name other exercises, of a level that fits."""
    names: dict[str, str] = {}
    for exercise in exercises.values():
        other = names.setdefault(exercise.name.casefold(), exercise.id)
        if other != exercise.id:
            raise KnowledgeError(f"{exercise.id}.yml: name: {other}.yml has the same name; change one of them.")
        for words in exercise.called:
            other = names.setdefault(words.casefold(), exercise.id)
            if other != exercise.id:
                raise KnowledgeError(f"{exercise.id}.yml: synonyms: {other}.yml has '{words}' too; keep one of them.")
        for entry, link, step in (("easier", exercise.easier, -1), ("harder", exercise.harder, 1)):
            if link is None:
                continue
            target = exercises.get(link)
            if target is None or target is exercise:
                raise KnowledgeError(
                    f"{exercise.id}.yml: {entry}: '{link}' is not another exercise; use its id or null."
                )
            if (target.level - exercise.level) * step < 0:
                raise KnowledgeError(
                    f"{exercise.id}.yml: {entry}: '{link}' has level {target.level}, which is not {entry} "
                    f"than level {exercise.level}; change the link or a level."
                )

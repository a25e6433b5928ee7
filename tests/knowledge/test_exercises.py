"""The exercise files: what is shipped, and what the loader refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.knowledge.exercises import (
    CONTRAINDICATIONS,
    GOALS,
    LIMITS,
    MOVES,
    POSITIONS,
    REGIONS,
    REQUIRED_CONTRAINDICATIONS,
    Dose,
    ExerciseLibrary,
)
from backline.knowledge.topic import KnowledgeError

FOLDER = Path(__file__).parents[2] / "data" / "exercises"


@pytest.fixture(scope="module")
def library() -> ExerciseLibrary:
    """The exercises that are shipped."""
    return ExerciseLibrary.load(FOLDER)


def test_the_shipped_library_covers_what_a_plan_needs(library: ExerciseLibrary) -> None:
    assert len(library) >= 18
    assert {exercise.goal for exercise in library} == set(GOALS)
    assert {exercise.position for exercise in library} == set(POSITIONS)
    assert {move for exercise in library for move in exercise.moves} == set(MOVES)
    assert {limit for exercise in library for limit in exercise.helps} == set(LIMITS)
    for region in REGIONS:
        local = [exercise for exercise in library if region in exercise.regions]
        assert {exercise.goal for exercise in local} == set(GOALS), region


def test_some_gentle_exercises_of_every_goal_suit_everybody(library: ExerciseLibrary) -> None:
    for_all = [exercise for exercise in library if not exercise.contraindications and exercise.level == 1]
    assert {exercise.goal for exercise in for_all} == set(GOALS)
    for region in REGIONS:
        assert len([exercise for exercise in for_all if region in exercise.regions]) >= 4, region


def test_every_contraindication_but_recent_surgery_is_used(library: ExerciseLibrary) -> None:
    used = {caution for exercise in library for caution in exercise.contraindications}
    assert used == set(CONTRAINDICATIONS) - {"recent_surgery"}


def test_steps_are_short_and_orders(library: ExerciseLibrary) -> None:
    for exercise in library:
        for step in exercise.steps:
            assert len(step) <= 90, (exercise.id, step)
            assert step[0].isupper(), (exercise.id, step)
            assert step.endswith("."), (exercise.id, step)
            assert not re.match(r"(You|The|It|There)\b", step), (exercise.id, step)


def test_the_dose_in_words_says_the_numbers(library: ExerciseLibrary) -> None:
    for exercise in library:
        dose = exercise.dose
        assert f"{dose.per_week} days a week" in exercise.dose_text, exercise.id
        for number in (dose.repetitions, dose.minutes, dose.hold_seconds):
            assert number is None or number <= 5 or re.search(rf"\b{number}\b", exercise.dose_text), exercise.id


def test_every_exercise_says_when_to_stop(library: ExerciseLibrary) -> None:
    for exercise in library:
        assert all(sentence.startswith("Stop if ") for sentence in exercise.stop_when), exercise.id


def test_library_access(library: ExerciseLibrary) -> None:
    bridge = library.get("bridge")
    assert bridge is not None
    assert (bridge.goal, bridge.level, bridge.easier) == ("strength", 2, "pelvic_tilt")
    assert bridge.dose == Dose(per_week=3, sets=2, repetitions=8, hold_seconds=3)
    assert bridge.reviewed <= date.today()
    assert library.get("headstand") is None
    assert [exercise.id for exercise in library] == sorted(path.stem for path in FOLDER.glob("*.yml"))


Change = Callable[[dict[str, Any]], Any]


def _folder(tmp_path: Path, change: Change) -> Path:
    """Two linked exercises, the second one changed."""
    for name in ("pelvic_tilt", "bridge"):
        data = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
        data["easier"] = "pelvic_tilt" if name == "bridge" else None
        data["harder"] = "bridge" if name == "pelvic_tilt" else None
        if name == "bridge":
            change(data)
        (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(data), encoding="utf-8")
    return tmp_path


def test_two_linked_exercises_load(tmp_path: Path) -> None:
    assert len(ExerciseLibrary.load(_folder(tmp_path, lambda data: None))) == 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("steps"), "bridge.yml: steps: is missing; add it"),
        (lambda data: data.update(stepps=[]), "bridge.yml: stepps: is not a known entry"),
        (lambda data: data.update(id="bridges"), "bridge.yml: id: 'bridges' differs from the file name"),
        (lambda data: data.update(name=" "), "bridge.yml: name: must be a text"),
        (
            lambda data: data.update(goal="power"),
            "bridge.yml: goal: 'power' is not known; use one of strength",
        ),
        (lambda data: data.update(level=4), "bridge.yml: level: '4' is not known; use one of 1, 2, 3."),
        (lambda data: data.update(level=True), "bridge.yml: level: 'True' is not known"),
        (lambda data: data.update(regions=["knee"]), "bridge.yml: regions: 'knee' is not known"),
        (lambda data: data.update(regions=[]), "bridge.yml: regions: has 0 items"),
        (lambda data: data.update(steps=["One.", "Two."]), "bridge.yml: steps: has 2 items; write 3 to 6."),
        (lambda data: data.update(steps="One. Two."), "bridge.yml: steps: must be a list of texts"),
        (lambda data: data.update(cautions=[None]), "bridge.yml: cautions: must be a list of texts"),
        (
            lambda data: data.update(contraindications=["bad_knee"]),
            "'bad_knee' is not known; use osteoporosis",
        ),
        (
            lambda data: data.update(contraindications=[]),
            "'lying_back' is unsafe with pregnancy; add pregnancy",
        ),
        (lambda data: data.update(only_if=["full_moon"]), "bridge.yml: only_if: 'full_moon' is not known"),
        (lambda data: data.update(dose=[3]), "bridge.yml: dose: must hold numbers named sets"),
        (lambda data: data["dose"].update(rounds=1), "bridge.yml: dose: must hold numbers named sets"),
        (lambda data: data["dose"].update(sets=0), "bridge.yml: dose: must hold whole numbers above 0"),
        (lambda data: data["dose"].update(sets="two"), "bridge.yml: dose: must hold whole numbers above 0"),
        (lambda data: data["dose"].update(per_week=8), "bridge.yml: dose: per_week must be 1 to 7 days."),
        (lambda data: data["dose"].pop("per_week"), "bridge.yml: dose: per_week must be 1 to 7 days."),
        (lambda data: data["dose"].pop("repetitions"), "bridge.yml: dose: must say repetitions or minutes."),
        (lambda data: data.update(sources=[]), "bridge.yml: sources: must list at least one source"),
        (lambda data: data["sources"][0].pop("checked"), "bridge.yml: sources: every source needs exactly"),
        (lambda data: data["sources"][0].update(address="a book"), "'a book' must be a web address"),
        (lambda data: data["sources"][0].update(checked="May"), "bridge.yml: sources: must be a date"),
        (lambda data: data.update(reviewed="2026"), "bridge.yml: reviewed: must be a date; write it as"),
        (lambda data: data.update(harder="flying"), "bridge.yml: harder: 'flying' is not another exercise"),
        (lambda data: data.update(easier="bridge"), "bridge.yml: easier: 'bridge' is not another exercise"),
        (lambda data: data.update(harder="pelvic_tilt"), "'pelvic_tilt' has level 1, which is not harder"),
        (lambda data: data.update(name="PELVIC tilt"), "name: bridge.yml has the same name"),
    ],
)
def test_a_wrong_file_says_what_to_mend(tmp_path: Path, change: Change, message: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(message)):
        ExerciseLibrary.load(_folder(tmp_path, change))


@pytest.mark.parametrize(
    ("trait", "caution"),
    [(trait, caution) for trait, cautions in REQUIRED_CONTRAINDICATIONS.items() for caution in cautions],
)
def test_no_safety_rule_can_be_forgotten(tmp_path: Path, trait: str, caution: str) -> None:
    def forget(data: dict[str, Any]) -> None:
        data["contraindications"] = [item for item in CONTRAINDICATIONS if item != caution]
        data["position"] = trait if trait in POSITIONS else "sitting"
        data["moves"] = [trait] if trait in MOVES else ["neutral"]

    with pytest.raises(KnowledgeError, match=f"'{trait}' is unsafe with {caution}"):
        ExerciseLibrary.load(_folder(tmp_path, forget))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id: [", "not valid YAML"),
        ("- one\n- two\n", "must hold keys and values"),
        ("id: twist\ncontraindications: [pregnancy]\ncontraindications: []\n", "written twice"),
    ],
)
def test_a_broken_file_says_what_to_mend(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "twist.yml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"^twist.yml: .*{message}"):
        ExerciseLibrary.load(tmp_path)


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="there is no exercise file here"):
        ExerciseLibrary.load(tmp_path)

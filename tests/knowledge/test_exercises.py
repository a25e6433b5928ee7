"""The exercise files: what is shipped, and what the loader refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.knowledge.exercise import REFUSING
from backline.knowledge.exercises import (
    CONTRAINDICATIONS,
    GOALS,
    LIMITS,
    MOVES,
    POSITIONS,
    REGIONS,
    REQUIRED_CONTRAINDICATIONS,
    TARGETS,
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


def test_every_contraindication_that_forbids_no_plan_is_used(library: ExerciseLibrary) -> None:
    used = {caution for exercise in library for caution in exercise.contraindications}
    assert used == set(CONTRAINDICATIONS) - REFUSING


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
        data["targets"] = [trait] if trait in TARGETS else ["core"]

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


LEG = "farther down your leg"
ARM = "down your arm"
BELOW = {"lower_back", "buttock_leg"}
ABOVE = {"neck", "upper_back", "arm"}


def test_a_step_up_leads_back_down(library: ExerciseLibrary) -> None:
    for exercise in library:
        if exercise.harder:
            assert library.exercises[exercise.harder].easier == exercise.id, exercise.id
        if exercise.easier:  # several exercises may grow out of one, so it may name another as its next step
            assert library.exercises[exercise.easier].harder, exercise.id


def test_no_ladder_is_a_ring(library: ExerciseLibrary) -> None:
    for exercise in library:
        seen, step = {exercise.id}, exercise.harder
        while step:
            assert step not in seen, exercise.id
            seen.add(step)
            step = library.exercises[step].harder


def test_every_exercise_says_the_stop_signs_of_its_place(library: ExerciseLibrary) -> None:
    for exercise in library:
        stop = " ".join(exercise.stop_when)
        first = exercise.regions[0]
        assert (LEG if first in BELOW else ARM) in stop, exercise.id
        if exercise.goal == "endurance" or "straining_hold" in exercise.moves:
            assert "short of breath, or if your chest hurts" in stop, exercise.id


def test_place_and_target_fit(library: ExerciseLibrary) -> None:
    for exercise in library:
        if exercise.targets[0] in {"neck", "shoulders", "arm_nerves"}:
            assert exercise.regions[0] in ABOVE, exercise.id
        if exercise.targets[0] in {"core", "hips", "balance", "leg_nerves"} and exercise.goal != "endurance":
            assert exercise.regions[0] in BELOW, exercise.id


def test_gentle_exercises_are_gentle(library: ExerciseLibrary) -> None:
    for exercise in library:
        if exercise.level == 1:
            assert not {"straining_hold", "loaded_flexion"} & set(exercise.moves), exercise.id


def test_doses_are_within_reason(library: ExerciseLibrary) -> None:
    for exercise in library:
        dose, name = exercise.dose, exercise.id
        assert 2 <= dose.per_week <= 5, name
        assert dose.sets <= (1 if exercise.goal == "flexibility" else 2), name
        if exercise.goal == "endurance":
            assert dose.minutes is not None, name
            assert 1 <= dose.minutes <= 30, name
            continue
        assert dose.minutes is None, name
        assert dose.repetitions is not None, name
        assert 2 <= dose.repetitions * dose.sets <= 20, name
        assert (dose.hold_seconds or 0) <= (30 if exercise.goal == "flexibility" else 10), name
        if exercise.goal == "strength" and exercise.level > 1 and "balance" not in exercise.targets:
            assert dose.per_week <= 3, f"{name}: a day of rest between days of strength"


def test_what_the_steps_need_is_in_the_equipment(library: ExerciseLibrary) -> None:
    for exercise in library:
        steps, equipment = " ".join(exercise.steps).lower(), " ".join(exercise.equipment)
        for thing in ("towel", "pillow", "band", "chair", "counter", "wall", "door"):
            assert not re.search(rf"\b{thing}", steps) or thing in equipment, (exercise.id, thing)
        if exercise.position in {"lying_back", "lying_front", "side_lying", "hands_and_knees"}:
            assert "mat" in equipment, exercise.id
        if exercise.position == "sitting":
            assert re.search("chair|bike", equipment), exercise.id


def test_weight_on_the_hands_and_arms_past_the_head_mind_wrists_and_shoulders(library: ExerciseLibrary) -> None:
    for exercise in library:
        steps = " ".join(exercise.steps).lower()
        against = set(exercise.contraindications)
        if "hands and knees" in steps or "put your hands on the wall" in steps:
            assert "wrist_problem" in against, exercise.id
        if "forearms" in steps or "past your head" in steps or "elbow under your shoulder" in steps:
            assert "shoulder_problem" in against, exercise.id


def test_arms_that_open_wide_mind_the_nerves_of_the_arm(library: ExerciseLibrary) -> None:
    for exercise in library:
        text = f"{exercise.why} {' '.join(exercise.steps)}".lower()
        if "across your chest." in text or ("behind you" in text and "top arm" in text):
            assert "arm_nerve_pain" in exercise.contraindications, exercise.id


def test_standing_on_a_narrow_base_minds_balance_and_is_held(library: ExerciseLibrary) -> None:
    trained = [exercise for exercise in library if "balance" in exercise.targets]
    assert len(trained) >= 2
    for exercise in trained:
        assert "hold on with both hands" in " ".join(exercise.steps), exercise.id
        assert "balance_problem" in exercise.contraindications, exercise.id


def test_nerve_glides_are_no_stretch_and_wait(library: ExerciseLibrary) -> None:
    for target, condition in (("leg_nerves", "settled_leg_nerve_pain"), ("arm_nerves", "settled_arm_nerve_pain")):
        glides = [exercise for exercise in library if target in exercise.targets]
        assert glides, target
        for exercise in glides:
            assert exercise.only_if == (condition,), exercise.id
            assert exercise.dose.hold_seconds is None, exercise.id
            assert "not a stretch" in " ".join(exercise.cautions), exercise.id


def test_what_the_cautions_warn_of_is_a_contraindication_too(library: ExerciseLibrary) -> None:
    for exercise in library:
        if "Leave it out if your neck hurts." in exercise.cautions:
            assert "arm_nerve_pain" in exercise.contraindications, exercise.id


def test_nothing_is_listed_twice(library: ExerciseLibrary) -> None:
    for exercise in library:
        for items in (exercise.contraindications, exercise.moves, exercise.targets, exercise.regions, exercise.helps):
            assert len(set(items)) == len(items), exercise.id
        assert len({source.address for source in exercise.sources}) == len(exercise.sources), exercise.id
        assert exercise.reviewed >= max(source.checked for source in exercise.sources), exercise.id

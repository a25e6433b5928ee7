"""What a person can get into and has at home."""

from __future__ import annotations

import pytest

from backline.care.reach import (
    KINDS,
    ONLY_LYING,
    ONLY_SITTING,
    OUT_OF_REACH,
    STANDS_IN,
    THINGS,
    has_what_it_takes,
    is_within_reach,
)
from backline.knowledge.exercises import ExerciseLibrary


def fits(library: ExerciseLibrary, *out: str) -> set[str]:
    return {exercise.id for exercise in library if is_within_reach(exercise, out)}


def test_every_thing_an_exercise_names_is_known(library: ExerciseLibrary) -> None:
    used = {thing for exercise in library for thing in exercise.equipment}
    assert used <= set(THINGS), used - set(THINGS)
    assert {kind for kinds in THINGS.values() for kind in kinds} <= set(KINDS)
    assert set(STANDS_IN) <= set(KINDS)


@pytest.mark.parametrize("position", OUT_OF_REACH[:6])
def test_a_position_out_of_reach_leaves_out_every_exercise_in_it(library: ExerciseLibrary, position: str) -> None:
    left = fits(library, position)
    assert left
    assert all(library.exercises[name].position != position for name in left)


def test_kneeling_also_leaves_out_what_presses_on_the_knees(library: ExerciseLibrary) -> None:
    left = fits(library, "kneeling")
    assert not left & {"bird_dog", "cat_cow", "front_plank_knees", "single_leg_bridge", "sit_to_stand"}
    assert {"bridge", "walking_programme"} <= left


def test_who_cannot_stand_cannot_stand_up_from_a_chair_again_and_again(library: ExerciseLibrary) -> None:
    assert "sit_to_stand" not in fits(library, "standing")


def test_the_floor_leaves_a_firm_bed(library: ExerciseLibrary) -> None:
    left = fits(library, "floor")
    assert not left & {"bridge", "bird_dog", "cat_cow", "superman_alternate"}
    assert {"pelvic_tilt", "clamshell", "walking_programme"} <= left


def test_only_sitting_and_only_lying(library: ExerciseLibrary) -> None:
    sitting, lying = fits(library, *ONLY_SITTING), fits(library, *ONLY_LYING)
    assert {library.exercises[name].position for name in sitting} == {"sitting"}
    assert {library.exercises[name].position for name in lying} <= {"lying_back", "lying_front", "side_lying"}
    assert len(lying) >= 4


@pytest.mark.parametrize(
    ("missing", "gone", "kept"),
    [
        (["mat"], [], ["bridge", "pelvic_tilt"]),
        (["mat", "rug"], ["bridge"], ["pelvic_tilt"]),
        (["mat", "rug", "bed"], ["bridge", "pelvic_tilt"], ["walking_programme"]),
        (["chair"], ["chin_tuck", "sit_to_stand"], ["hip_hinge", "bridge"]),
        (["band"], ["scapular_retraction_band"], ["bridge"]),
        (["wall"], ["wall_slides", "wall_push_up"], ["bridge"]),
        (["equipment"], ["scapular_retraction_band", "stationary_bike"], ["bridge", "chin_tuck", "wall_slides"]),
        (["pillow"], [], ["side_lying_leg_raise"]),
    ],
)
def test_a_thing_is_only_missed_where_nothing_stands_in(
    library: ExerciseLibrary, missing: list[str], gone: list[str], kept: list[str]
) -> None:
    assert not any(has_what_it_takes(library.exercises[name], missing) for name in gone)
    assert all(has_what_it_takes(library.exercises[name], missing) for name in kept)

"""What a person can get into and has at home: positions out of reach, and things that are missing.

A thing is only missed where nothing in a home can stand in for it; `STANDS_IN` says what can. Leaving exercises out
is always safe, so whatever is not sure counts as out of reach.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from backline.knowledge.exercise import POSITIONS, Exercise

_LYING = frozenset({"lying_back", "lying_front", "side_lying"})

#: What a person may say is out of reach: the positions, kneeling (also where an exercise presses on the knees), and the
#: floor.
OUT_OF_REACH = (*POSITIONS, "kneeling", "floor")

#: Everything that is not done standing; that is not done sitting; that can not be done in bed.
ONLY_STANDING = frozenset({*POSITIONS, "floor"}) - {"standing"}
ONLY_SITTING = frozenset({*POSITIONS, "floor"}) - {"sitting"}
ONLY_LYING = frozenset({*POSITIONS, "floor"}) - _LYING

#: Exercises that go through a second position.
_ALSO: Mapping[str, frozenset[str]] = MappingProxyType({"sit_to_stand": frozenset({"standing"})})

#: Word in an exercise file -> the kinds of thing it can be; one of them is enough.
THINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "mat": frozenset({"mat", "rug"}),
        "mat or bed": frozenset({"mat", "rug", "bed"}),
        "firm chair": frozenset({"chair"}),
        "chair with a firm back": frozenset({"chair"}),
        "chair for support": frozenset({"chair", "counter", "wall"}),
        "wall": frozenset({"wall"}),
        "door frame": frozenset({"door"}),
        "exercise band": frozenset({"band"}),
        "exercise bike": frozenset({"bike"}),
        "kitchen counter": frozenset({"counter"}),
        "towel": frozenset({"towel"}),
        "folded towel": frozenset({"towel", "pillow", "rug"}),
        "pillow": frozenset({"pillow", "towel", "rug"}),
        "comfortable shoes": frozenset(),
        "flat shoes": frozenset(),
    }
)

#: What a person may say is missing. "equipment" is gear that is bought for exercise.
KINDS = ("mat", "rug", "bed", "chair", "wall", "door", "band", "bike", "counter", "towel", "pillow", "equipment")
_GEAR = frozenset({"mat", "band", "bike"})

_RUG = "a thick rug works just as well"

#: What to say of a thing that is missing where something else does the same job.
STANDS_IN: Mapping[str, str] = MappingProxyType(
    {
        "mat": f"You don't need a mat. In its place {_RUG}, and where you lie down, a firm bed does too.",
        "equipment": f"You need nothing from a store. In place of a mat, {_RUG}.",
        "chair": "Where you only hold on to a chair, a kitchen counter does the same job.",
        "pillow": "A folded blanket does the same job as a pillow.",
    }
)


def missing_kinds(missing: Collection[str]) -> frozenset[str]:
    """The things that are not there, with "equipment" taken apart."""
    return frozenset(missing) - {"equipment"} | (_GEAR if "equipment" in missing else frozenset())


def has_what_it_takes(exercise: Exercise, missing: Collection[str]) -> bool:
    """Whether everything that an exercise needs is there, or something else stands in for it."""
    gone = missing_kinds(missing)
    return all(not kinds or bool(kinds - gone) for kinds in (THINGS[thing] for thing in exercise.equipment))


def is_within_reach(exercise: Exercise, out: Collection[str]) -> bool:
    """Whether a person can get into the positions of an exercise.

    Args:
        exercise: the exercise.
        out: what is out of reach, of `OUT_OF_REACH`.
    """
    if {exercise.position, *_ALSO.get(exercise.id, ())} & set(out):
        return False
    if "kneeling" in out and (exercise.position == "hands_and_knees" or "knee_problem" in exercise.contraindications):
        return False
    return not ("floor" in out and _needs_the_floor(exercise))


def done_on_a_bed(exercise: Exercise) -> bool:
    """Whether it is done lying, on a bed as well as on the floor."""
    return exercise.position in _LYING and "mat or bed" in exercise.equipment


def _needs_the_floor(exercise: Exercise) -> bool:
    """On hands and knees, or lying where the file does not say that a bed will do."""
    if exercise.position == "hands_and_knees":
        return True
    return exercise.position in _LYING and not done_on_a_bed(exercise)

"""What an exercise is, and the closed vocabulary its file may use."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from backline.drawing import Figure

GOALS = ("strength", "flexibility", "endurance")
TARGETS = ("core", "back", "hips", "neck", "shoulders", "whole_body", "balance", "leg_nerves", "arm_nerves")
REGIONS = ("lower_back", "upper_back", "neck", "buttock_leg", "arm")
POSITIONS = ("lying_back", "lying_front", "hands_and_knees", "sitting", "standing", "side_lying")
LIMITS = ("sitting", "standing", "walking", "bending", "lifting", "sleep", "work", "daily_tasks", "exercise")
LEVELS = (1, 2, 3)

#: What the spine does in an exercise. ``end_range`` means as far as the joint goes, ``loaded`` against
#: weight.
MOVES = (
    "neutral",
    "small_movement",
    "flexion",
    "end_range_flexion",
    "loaded_flexion",
    "extension",
    "end_range_extension",
    "twisting",
    "straining_hold",
)

#: Reasons to leave an exercise out.
CONTRAINDICATIONS = (
    "osteoporosis",
    "pregnancy",
    "recent_surgery",
    "spondylolisthesis",
    "spinal_stenosis",
    "herniated_disc_leg_pain",
    "arm_nerve_pain",
    "balance_problem",
    "knee_problem",
    "shoulder_problem",
    "wrist_problem",
    "high_blood_pressure",
    "heart_problem",
    "recent_heart_trouble",
    "other_operation",
)

#: Those of them that are about every exercise: the plan refuses as a whole.
REFUSING = frozenset({"recent_surgery", "recent_heart_trouble", "other_operation"})

#: An exercise with ``only_if`` is offered only where the person says that the condition holds.
CONDITIONS = ("eased_by_bending_backward", "settled_leg_nerve_pain", "settled_arm_nerve_pain")

#: A file with this move, position or target must name these contraindications, so that none is forgotten. Fragile
#: bones, no far or loaded bending and no twisting: after the UK consensus on exercise for osteoporosis
#: (https://eprints.keele.ac.uk/id/eprint/10791/), read on the safe side. Pregnancy, no hollow back on hands and knees:
#: after http://www.somersetyoungparents.org.uk/page/exercise/45/ (looked up 2026-11-28). The others (disc with leg
#: pain, stenosis, spondylolisthesis, blood pressure, kneeling, a narrow base) are common practice in physical therapy
#: without one agreed source; a clinician approves them. The sources of the rules that apply them to a person are in
#: ``backline.care.plan_rule_table``.
REQUIRED_CONTRAINDICATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "loaded_flexion": ("osteoporosis", "herniated_disc_leg_pain", "pregnancy"),
        "end_range_flexion": ("osteoporosis", "herniated_disc_leg_pain"),
        "end_range_extension": ("spinal_stenosis", "spondylolisthesis", "pregnancy"),
        "twisting": ("osteoporosis",),
        "straining_hold": ("high_blood_pressure", "heart_problem"),
        "lying_back": ("pregnancy",),
        "lying_front": ("pregnancy",),
        "hands_and_knees": ("knee_problem",),
        "balance": ("balance_problem",),
    }
)


@dataclass(frozen=True)
class Reference:
    """Where a statement comes from: title, web address, and the day it was looked up."""

    title: str
    address: str
    checked: date


@dataclass(frozen=True)
class Dose:
    """How much. ``repetitions`` are for each side where there are two; ``per_week`` is days a week."""

    per_week: int
    sets: int = 1
    repetitions: int | None = None
    hold_seconds: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Exercise:
    """One exercise as its file describes it.

    Attributes:
        regions: Where it helps, the main place first.
        level: 1 gentle, 2 moderate, 3 demanding.
        moves: What the spine does (``MOVES``).
        helps: Limits (``LIMITS``) the exercise is a good choice for.
        only_if: What the person must have said before it is offered (``CONDITIONS``).
        easier: Id of a gentler exercise for the same purpose, or None.
        harder: Id of the next step up, or None.
        contraindications: Reasons to leave it out (``CONTRAINDICATIONS``).
        stop_when: Sentences for the person: when to stop.
        figure: The movement as a drawing shows it.
        synonyms: What else people call it.
    """

    id: str
    name: str
    goal: str
    targets: tuple[str, ...]
    regions: tuple[str, ...]
    level: int
    position: str
    equipment: tuple[str, ...]
    moves: tuple[str, ...]
    helps: tuple[str, ...]
    only_if: tuple[str, ...]
    why: str
    steps: tuple[str, ...]
    dose: Dose
    dose_text: str
    easier: str | None
    harder: str | None
    cautions: tuple[str, ...]
    contraindications: tuple[str, ...]
    stop_when: tuple[str, ...]
    figure: Figure = field(hash=False)
    sources: tuple[Reference, ...]
    reviewed: date
    synonyms: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The name without what stands in brackets or behind a comma."""
        return self.name.partition(" (")[0].partition(",")[0]

    @property
    def called(self) -> tuple[str, ...]:
        """All that people say for it: its name, what stands in brackets behind it, and the synonyms of its file."""
        name, _, more = self.name.partition(" (")
        return tuple(dict.fromkeys(words for words in (name, more.rstrip(")"), *self.synonyms) if words))

    @cached_property
    def kinds(self) -> frozenset[str]:
        """What a rule of a plan can call it: its id, goal, targets and moves, and e.g. ``core_strength``."""
        of_targets = (f"{target}_{self.goal}" for target in self.targets)
        return frozenset((self.id, self.goal, *self.targets, *self.moves, *of_targets))

    def is_safe_with(self, cautions: Collection[str]) -> bool:
        """Whether none of these contraindications of a person speaks against it."""
        return not set(cautions) & set(self.contraindications)

"""A plan in one line of text, so that its address can carry it: which exercises, since when, and what was minded.

The line holds ids and a date; no name and nothing a person wrote. Whoever stores or sends it seals it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backline.care import plan_words as words
from backline.care.plan import ExercisePlan, dose_words, notes
from backline.care.plan_rules import CAUTION_NOTES, suits
from backline.care.reach import has_what_it_takes, is_within_reach
from backline.care.schedule import Stage, stages
from backline.knowledge.exercise import Exercise
from backline.knowledge.exercises import ExerciseLibrary

PLAN_LINK = "/plan?"
"""A link of a reply that begins so, and goes on with a record, stands for the page of that plan."""
_PHASES = tuple(words.HOW_TO_START)


@dataclass(frozen=True)
class PlanRecord:
    """What is kept of a plan.

    Attributes:
        made: the day it was made.
        phase: "gentle", "building" or "strengthening".
        exercises: their ids, in order.
        cautions: contraindications of the person, and names of rules that left something out.
        older: the note for older people belongs to it.
        avoids: what is out of reach or missing, and exercises that hurt; never a next step.
    """

    made: date
    phase: str
    exercises: tuple[str, ...]
    cautions: tuple[str, ...] = ()
    older: bool = False
    avoids: tuple[str, ...] = ()

    @classmethod
    def of(cls, plan: ExercisePlan, today: date) -> PlanRecord:
        """The record of a plan that is made today."""
        ids = tuple(planned.exercise.id for planned in plan.exercises)
        return cls(today, plan.phase, ids, tuple(sorted(plan.cautions)), plan.for_older, tuple(sorted(plan.avoids)))

    def text(self) -> str:
        """The record as one line."""
        marks = ",".join([*self.cautions, *(f"-{name}" for name in self.avoids)]) + ("+" if self.older else "")
        return f"{self.made.isoformat()}|{self.phase}|{','.join(self.exercises)}|{marks}"

    @classmethod
    def read(cls, text: str) -> PlanRecord | None:
        """The record of such a line; None where it is none."""
        try:
            made, phase, ids, marks = text.split("|")
            names = [name for name in marks.removesuffix("+").split(",") if name]
            cautions = tuple(name for name in names if name[0] != "-")
            avoids = tuple(name[1:] for name in names if name[0] == "-")
            record = cls(date.fromisoformat(made), phase, tuple(ids.split(",")), cautions, marks.endswith("+"), avoids)
        except ValueError:
            return None
        return record if phase in _PHASES and set(cautions) <= set(CAUTION_NOTES) else None


@dataclass(frozen=True)
class PlanSheet:
    """A plan with all its words, as a page shows it.

    Attributes:
        made: the day it was made.
        exercises: with the amount for each.
        how_to_start: sentences.
        stages: how to go on over twelve weeks.
        fine_to_feel: sentences.
        stop_when: sentences.
        notes: what was left out and why, and what to hold on to.
    """

    made: date
    exercises: tuple[tuple[Exercise, str], ...]
    how_to_start: tuple[str, ...]
    stages: tuple[Stage, ...]
    fine_to_feel: tuple[str, ...]
    stop_when: tuple[str, ...]
    notes: tuple[str, ...]


def plan_sheet(record: PlanRecord, library: ExerciseLibrary) -> PlanSheet | None:
    """A record with its words; exercises that are no longer in the library, or no longer safe, are left out.

    Returns None where nothing is left.
    """
    known = [exercise for name in record.exercises if (exercise := library.get(name))]
    safe = [exercise for exercise in known if suits(exercise, record.cautions)]
    if not safe:
        return None
    return PlanSheet(
        made=record.made,
        exercises=tuple((exercise, dose_words(exercise, record.phase)) for exercise in safe),
        how_to_start=words.HOW_TO_START[record.phase],
        stages=stages(safe, _next_steps(safe, library, record)),
        fine_to_feel=words.FINE_TO_FEEL,
        stop_when=words.STOP_WHEN,
        notes=notes(record.cautions, older=record.older),
    )


def _next_steps(exercises: Sequence[Exercise], library: ExerciseLibrary, record: PlanRecord) -> list[Exercise]:
    """Up to two harder forms that suit this person, are within reach and not in the plan; none demanding from 65."""
    found = [step for exercise in exercises if exercise.harder and (step := library.get(exercise.harder))]
    fresh = [
        step
        for step in found
        if step not in exercises
        and not step.only_if
        and suits(step, record.cautions)
        and (step.level < 3 or not record.older)
        and step.id not in record.avoids
        and is_within_reach(step, record.avoids)
        and has_what_it_takes(step, record.avoids)
    ]
    return list(dict.fromkeys(fresh))[:2]

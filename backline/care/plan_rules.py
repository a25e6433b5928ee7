"""How the rules of an exercise plan are applied: what is true of a person, and what the rules then ask for.

The rules themselves, each with its source, are in ``backline.care.plan_rule_table``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Literal

from backline.care.plan_rule import Orders
from backline.care.plan_rule_table import RULES
from backline.knowledge.exercise import REGIONS, Exercise

Phase = Literal["gentle", "building", "strengthening"]

#: Weeks. Under 6 most back pain is still settling by itself (NHS Inform); from 12 on it is called chronic
#: (ACP).
BUILDING_FROM_WEEKS = 6.0
STRENGTHENING_FROM_WEEKS = 12.0
#: After spine surgery, no exercise from here before this many weeks without the surgeon's leave (6 to 12;
#: the safer).
SURGERY_WEEKS = 12.0
#: The library and its sources are for adults; younger people are outside the guidelines (NICE NG59: over
#: 16s).
ADULT_AGE = 18
#: From this age a plan stays below the demanding level (risk of falls and fragile bones).
OLDER_AGE = 65

#: What is said about each caution or rule that left something out.
CAUTION_NOTES: Mapping[str, str] = MappingProxyType({rule.name: rule.note for rule in RULES if rule.note})

#: Why an exercise was chosen, for each limit a person named.
LIMIT_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "sitting": "I chose it because sitting is hard for you.",
        "standing": "I chose it because standing is hard for you.",
        "walking": "I chose it because walking is hard for you.",
        "bending": "I chose it because bending is hard for you.",
        "lifting": "I chose it because lifting is hard for you.",
        "sleep": "I chose it because the pain gets in the way of your sleep.",
        "work": "I chose it because the pain gets in the way of your work.",
        "daily_tasks": "I chose it because daily tasks are hard for you.",
        "exercise": "I chose it because you want to be active again.",
    }
)


def phase_of(weeks: float | None) -> Phase:
    """How far along the pain is; a duration that is not known counts as new.

    Under 6 weeks: gentle moves and walking, as the pain is still settling (NHS Inform; ACP 2017: stay
    active). From 6 weeks: build up. From 12 weeks: strengthening is added (Cochrane review, Hayden 2021).

    Args:
        weeks: Duration of this episode in weeks, or None.
    """
    if weeks is None or weeks < BUILDING_FROM_WEEKS:
        return "gentle"
    return "building" if weeks < STRENGTHENING_FROM_WEEKS else "strengthening"


def facts_of(
    *,
    conditions: frozenset[str],
    cautions: frozenset[str],
    region: str,
    weeks: float | None,
    age: int | None,
    goals: frozenset[str],
    eased_by: frozenset[str],
    red_flags: frozenset[str],
    weeks_since_surgery: float | None,
) -> frozenset[str]:
    """What is true of a person, as the rules name it.

    Beside the ids that are given: the phase, the region if it is known, ``from_65``, ``under_18``, ``red_flag`` and
    ``surgery_within_12_weeks``.
    """
    also = {
        phase_of(weeks) if region in REGIONS else "gentle": True,
        region: region in REGIONS,
        "from_65": age is not None and age >= OLDER_AGE,
        "under_18": age is not None and age < ADULT_AGE,
        "red_flag": bool(red_flags),
        "surgery_within_12_weeks": weeks_since_surgery is not None and weeks_since_surgery < SURGERY_WEEKS,
    }
    return conditions | cautions | goals | eased_by | {fact for fact, true in also.items() if true}


def orders_for(facts: frozenset[str]) -> Orders:
    """What the rules ask for, for a person with these facts."""
    return Orders.of(RULES, facts)


def reasons_against(exercise: Exercise, minded: Collection[str]) -> list[str]:
    """The cautions and rules of a person (``Orders.minded``) that speak against an exercise; each has a note."""
    rules_against = (rule.name for rule in RULES if rule.name in minded and rule.leaves_out & exercise.kinds)
    return sorted({*(set(exercise.contraindications) & set(minded)), *rules_against})


def suits(exercise: Exercise, minded: Collection[str]) -> bool:
    """Whether an exercise is right for a person with these cautions and rules (``Orders.minded``)."""
    return not reasons_against(exercise, minded)

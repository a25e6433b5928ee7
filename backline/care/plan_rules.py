"""The clinical rules behind an exercise plan, as tables and small functions.

Sources, all looked up 2026-11-24 and to be approved by a clinician before use with patients:

* NHS Greater Glasgow and Clyde, checks before home exercise for low back pain,
  https://www.nhsggc.scot/hospitals-services/services-a-to-z/musculoskeletal-msk-physiotherapy/self-help-and-information-lower-back/
* American Academy of Orthopaedic Surgeons, spine conditioning program (4 to 6 weeks, then 2 to 3 days a
  week), https://baystatepain.com/pain-exercises/rehabilitation/spine-program/
* Cochrane review of exercise for chronic low back pain (Hayden 2021), PMC8477273: exercise eases chronic
  pain, no type is clearly best.
* UK consensus on exercise for osteoporosis (2022), https://eprints.keele.ac.uk/id/eprint/10791/
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

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

#: How many exercises of each goal a plan aims for. Always a mix; strength is added with time (AAOS; Hayden
#: 2021).
MIX: Mapping[Phase, Mapping[str, int]] = MappingProxyType(
    {
        "gentle": {"endurance": 1, "flexibility": 2, "strength": 1},
        "building": {"endurance": 1, "flexibility": 2, "strength": 2},
        "strengthening": {"endurance": 1, "flexibility": 2, "strength": 3},
    }
)

#: Conditions that a clinician must look at before any exercise from here (red flags told as a diagnosis).
CLINICIAN_FIRST = frozenset({"cauda_equina_syndrome", "spinal_infection", "myelopathy", "compression_fracture"})

#: A condition that came up brings these cautions wherever the pain is.
_CAUTION_OF_CONDITION: Mapping[str, str] = MappingProxyType(
    {
        "spinal_stenosis": "spinal_stenosis",
        "spondylolisthesis": "spondylolisthesis",
        "spondylolysis": "spondylolisthesis",
        "osteoporosis": "osteoporosis",
    }
)
#: Conditions that can press on a nerve; which caution follows depends on where the pain is.
_NERVE_CONDITIONS = frozenset({"herniated_disc", "sciatica", "pinched_nerve", "radiculopathy"})
_ARM_REGIONS = frozenset({"neck", "arm"})

#: What is said about each caution that shaped a plan.
CAUTION_NOTES: Mapping[str, str] = MappingProxyType(
    {
        "osteoporosis": "Because of thin bones, I left out moves that bend your back far or twist it.",
        "pregnancy": "Because you are pregnant, I left out moves flat on your back or front. "
        "Please ask your midwife or doctor before you start.",
        "spondylolisthesis": "Because spondylolisthesis came up, I left out moves that bend you far back.",
        "spinal_stenosis": "Because spinal stenosis came up, I left out moves that bend you far back.",
        "herniated_disc_leg_pain": "To go easy on the nerves of your leg, I left out moves that bend you far forward.",
        "arm_nerve_pain": "To go easy on the nerves of your arm, I left out moves that pull on your neck.",
        "balance_problem": "Because of your balance, I left out moves where you could tip over. "
        "Keep a wall or a firm chair close by.",
        "knee_problem": "Because of your knees, I left out moves that press on them.",
        "shoulder_problem": "Because of your shoulder, I left out moves that load it.",
        "wrist_problem": "Because of your wrist, I left out moves where you lean on your hands.",
        "high_blood_pressure": "Because of your blood pressure, I left out holds that make you strain. "
        "Breathe all the time, and ask your doctor first if it is not well controlled.",
    }
)

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


def highest_level(phase: Phase, age: int | None, goals: frozenset[str]) -> int:
    """The most demanding level a plan may use: 1, 2 or 3.

    Level 3 only for long-lasting pain, on request (goal ``harder``), and under 65. ``gentler`` always means
    level 1. An engineer's choice on the safe side, not a published rule.
    """
    if phase == "gentle" or "gentler" in goals:
        return 1
    wants_more = phase == "strengthening" and "harder" in goals
    return 3 if wants_more and (age is None or age < OLDER_AGE) else 2


def cautions_for(conditions: frozenset[str], region: str, told: frozenset[str]) -> frozenset[str]:
    """Every caution that holds: the ones the person told, and what follows from conditions and the place.

    Pain down the leg counts as a disc pressing on a nerve (no loaded forward bending) unless spinal
    stenosis came up, where forward bending is what eases it (Guy's and St Thomas'; Pure Physiotherapy
    stenosis programme).

    Args:
        conditions: Condition ids that came up.
        region: Region id of the pain.
        told: Cautions the person told about.
    """
    cautions = set(told) | {_CAUTION_OF_CONDITION[name] for name in conditions if name in _CAUTION_OF_CONDITION}
    nerve = bool(conditions & _NERVE_CONDITIONS)
    if region == "arm" or (nerve and region in _ARM_REGIONS):
        cautions.add("arm_nerve_pain")
    leg = region == "buttock_leg" and "spinal_stenosis" not in cautions
    if leg or (nerve and region not in _ARM_REGIONS):
        cautions.add("herniated_disc_leg_pain")
    return frozenset(cautions)


def favoured_moves(cautions: frozenset[str], eased_by: frozenset[str]) -> frozenset[str]:
    """Spine movements to prefer.

    Spinal stenosis: bending forward gives the nerves room, so flexion first (stenosis programmes; case 21
    of the Faculty of Pain Medicine). Bending back is preferred only where the person says that it eases the
    pain (Spine-health, after McKenzie).

    Args:
        cautions: All cautions that hold (``cautions_for``).
        eased_by: ``bending_forward`` and/or ``bending_backward``, as the person told.
    """
    moves: set[str] = set()
    if "spinal_stenosis" in cautions or "bending_forward" in eased_by:
        moves.add("flexion")
    if "bending_backward" in eased_by:
        moves.update({"extension", "end_range_extension"})
    return frozenset(moves)

"""Review of conservative care: go on, start something, or talk with the clinic.

The rules are the clinic's to approve; the weeks are its settings. Anchors, looked up 2026-11-24: most back
pain should be settling by 6 weeks (NHS Inform); imaging and a surgical opinion are considered when 6 weeks
of care bring little or nothing (American College of Radiology, 2021); from 12 weeks pain is called chronic
(American College of Physicians, 2017). A review comes after the screen for warning signs and never stands
in for it. It never says that somebody needs surgery: for sciatica, surgery is faster, but most people are
equal after a year (Peul 2008).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from backline.care import review_words as words
from backline.care.words import care_name, describe_weeks, join_words
from backline.knowledge.exercises import Reference

Kind = Literal["keep_going", "start_care", "see_clinic", "see_clinic_soon"]

_CHECKED = date(2026, 11, 24)
NHS_INFORM = Reference(
    "Back problems (NHS Inform)",
    "https://www.nhsinform.scot/illnesses-and-conditions/muscle-bone-and-joints/self-management-advice/back-problems/",
    _CHECKED,
)
ACP = Reference(
    "Low back pain guideline (American College of Physicians, 2017)",
    "https://www.aafp.org/afp/2017/0915/p407.html",
    _CHECKED,
)
ACR = Reference(
    "Low back pain, appropriateness criteria (American College of Radiology, 2021)",
    "https://profiles.wustl.edu/en/publications/acr-appropriateness-criteria-low-back-pain-2021-update",
    _CHECKED,
)
NICE = Reference(
    "Low back pain and sciatica, NG59 (NICE)",
    "https://www.nice.org.uk/guidance/ng59/chapter/Recommendations",
    _CHECKED,
)
PEUL = Reference(
    "Surgery or longer conservative care for sciatica, 2-year results (Peul, BMJ 2008)",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2427077/",
    _CHECKED,
)

#: Rest alone is not care, and surgery is not conservative care.
_NOT_CARE = frozenset({"rest", "surgery"})
#: Care that is a course of treatment by itself; without a stated time, one of these without relief is enough.
_COURSES = frozenset({"physical_therapy", "injection", "chiropractic", "acupuncture"})
#: What is worth adding where it was not tried, in this order: NICE NG59 and ACP 2017 put exercise first;
#: heat helps a little (Cochrane, French 2006); medicine only with advice. Belts, traction and TENS are
#: advised against there.
_WORTH_ADDING = ("exercise", "physical_therapy", "hot_cold", "medication")
_ADD_AT_MOST = 3
#: Physical therapy cannot be said to have failed before this many weeks of pain.
_COURSE_WEEKS = 2.0


@dataclass(frozen=True)
class CareReview:
    """What the person told about this episode; None where it was not said.

    Attributes:
        tried: Care ids, in the order told. Only what was done, not what was advised.
        duration_weeks: Weeks since this episode began.
        improved: Whether what was tried helped in a way that lasts.
        sudden_worsening: Whether the trouble turned worse within days.
        earlier_surgery: Whether there was surgery on the spine before.
        cannot: What is out of reach: ``work``, ``sleep``, ``walking``.
        wore_off: Whether something helped for a while and the pain came back.
    """

    tried: tuple[str, ...]
    duration_weeks: float | None
    improved: bool | None
    sudden_worsening: bool | None
    earlier_surgery: bool | None = None
    cannot: tuple[str, ...] = ()
    wore_off: bool | None = None

    @property
    def care(self) -> tuple[str, ...]:
        """What counts as care: everything tried but rest and surgery, each once."""
        return tuple(dict.fromkeys(item for item in self.tried if item not in _NOT_CARE))


@dataclass(frozen=True)
class CareThresholds:
    """The clinic's limits, in weeks.

    Attributes:
        weeks_before_surgery_talk: From here on, care without relief leads to a talk with the clinic.
        chronic_weeks: From here on, any pain does.
    """

    weeks_before_surgery_talk: float = 6
    chronic_weeks: float = 12


@dataclass(frozen=True)
class CareOutcome:
    """What to say.

    Attributes:
        kind: The advice in one word.
        reasons: Why, in sentences to the person.
        missing: Care ids worth adding, best first.
        next_steps: What to do now, in sentences to the person.
        offer_contact: Whether to offer the clinic's contact form without being asked.
        sources: What the rule rests on.
    """

    kind: Kind
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    next_steps: tuple[str, ...]
    offer_contact: bool
    sources: tuple[Reference, ...]


def review_care(review: CareReview, thresholds: CareThresholds | None = None) -> CareOutcome:
    """Apply the rules in order; the first that applies decides.

    The caller has screened for warning signs before, and again after a sudden worsening.

    Args:
        review: What the person told.
        thresholds: The clinic's limits; 6 and 12 weeks by default.
    """
    limits = thresholds or CareThresholds()
    for rule in _RULES:
        outcome = rule(review, limits)
        if outcome is not None:
            return outcome
    return _start_care(review, limits)


def _suddenly_worse(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A sudden change with a clean screen is looked at soon (IFOMPT 2020: judge the course over time)."""
    if not review.sudden_worsening:
        return None
    return _talk(review, words.SUDDENLY_WORSE, (NHS_INFORM,), kind="see_clinic_soon")


def _pain_after_surgery(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Surgery in the past and pain that is back or was never gone: a talk, whatever the weeks."""
    if not _operated(review) or review.improved:
        return None
    return _talk(review, words.AFTER_SURGERY, (ACR,))


def _out_of_reach(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Cannot work, sleep or walk more than a few minutes: a talk, whatever the weeks (NHS)."""
    lost = [words.OUT_OF_REACH[item] for item in dict.fromkeys(review.cannot) if item in words.OUT_OF_REACH]
    if not lost:
        return None
    reasons = (f"You say that you cannot {join_words(lost, 'or')} right now.", words.DESERVES_A_LOOK)
    return _talk(review, reasons, (NHS_INFORM,))


def _long_lasting(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """From ``chronic_weeks`` on, any pain leads to a talk (ACP: over 12 weeks; NICE: from 3 months)."""
    if review.duration_weeks is None or review.duration_weeks < limits.chronic_weeks:
        return None
    failed = bool(review.care) and review.improved is False
    reasons = (*_effect(review), words.LONG_LASTING)
    return _talk(review, reasons, (ACP, NICE, *((PEUL,) if failed else ())), surgery=failed)


def _care_failed(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """The main rule: weeks enough, something really tried, and no clear relief (ACR 2021; NHS Inform)."""
    weeks = review.duration_weeks
    if weeks is None or weeks < limits.weeks_before_surgery_talk or not review.care or review.improved:
        return None
    return _talk(
        review,
        (*_effect(review), words.after_weeks(limits.weeks_before_surgery_talk)),
        (ACR, NHS_INFORM, PEUL),
        surgery=review.improved is False,
    )


def _course_failed(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A failed course of physical therapy, care that wore off, or no relief with no time stated."""
    weeks = review.duration_weeks
    if review.improved is False and "physical_therapy" in review.care and (weeks is None or weeks >= _COURSE_WEEKS):
        return _talk(review, (words.NO_RELIEF, words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    if review.wore_off and review.care:
        return _talk(review, (words.WORE_OFF, words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    timeless = weeks is None and review.improved is False
    if timeless and (len(review.care) > 1 or _COURSES & set(review.care)):
        return _talk(review, (words.NO_RELIEF, words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    return None


def _getting_better(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """It is getting better and is not chronic: go on, and look again at 2 and 6 weeks."""
    if not review.improved:
        return None
    return CareOutcome(
        "keep_going",
        (*_story(review), words.GETTING_BETTER),
        (),
        (*words.KEEP_GOING, words.come_back(limits.weeks_before_surgery_talk, review.duration_weeks), words.SAFETY_NET),
        offer_contact=False,
        sources=(NHS_INFORM, ACP),
    )


def _start_care(review: CareReview, limits: CareThresholds) -> CareOutcome:
    """Everything else: little was tried, or it is early. Late on, the form is offered as well."""
    missing = _missing(review)
    weeks = review.duration_weeks
    late = weeks is not None and weeks >= limits.weeks_before_surgery_talk
    reason = words.LITTLE_TRIED_LATE if late else words.EARLY if weeks is not None else words.TIME_UNKNOWN
    return CareOutcome(
        "start_care",
        (*_story(review), reason),
        missing,
        (
            words.STAY_ACTIVE,
            *(words.ADD[item] for item in missing),
            words.CONTACT if late else words.come_back(limits.weeks_before_surgery_talk),
            words.SAFETY_NET,
        ),
        offer_contact=late,
        sources=(NICE, ACP, NHS_INFORM),
    )


Rule = Callable[[CareReview, CareThresholds], CareOutcome | None]
_RULES: tuple[Rule, ...] = (
    _suddenly_worse,
    _pain_after_surgery,
    _out_of_reach,
    _long_lasting,
    _care_failed,
    _course_failed,
    _getting_better,
)


def _talk(
    review: CareReview,
    reasons: tuple[str, ...],
    sources: tuple[Reference, ...],
    kind: Kind = "see_clinic",
    surgery: bool = False,
) -> CareOutcome:
    """An outcome that leads to the clinic; ``surgery``: say that a talk about surgery is reasonable."""
    soon = kind == "see_clinic_soon"
    steps = [words.CONTACT_SOON if soon else words.CONTACT]
    if surgery:
        steps.append(words.SURGERY_TALK)
    missing = () if soon or _operated(review) else _missing(review)  # after surgery the surgeon says what is safe
    steps += [words.MEANWHILE, *(words.ADD[item] for item in missing[:1]), words.SAFETY_NET]
    return CareOutcome(kind, (*_story(review), *reasons), missing, tuple(steps), offer_contact=True, sources=sources)


def _story(review: CareReview) -> tuple[str, ...]:
    """What was understood, said back first so that the person can put it right."""
    story = []
    if review.duration_weeks is not None:
        story.append(f"Your pain has lasted about {describe_weeks(review.duration_weeks)}.")
    if review.care:
        story.append(f"You have tried {join_words(map(care_name, review.care))}.")
    return tuple(story)


def _effect(review: CareReview) -> tuple[str, ...]:
    """One sentence on what the care did, where there was any."""
    if review.care:
        return (words.better_or_not(review.improved),)
    return (words.GETTING_BETTER,) if review.improved else ()


def _operated(review: CareReview) -> bool:
    return bool(review.earlier_surgery) or "surgery" in review.tried


def _missing(review: CareReview) -> tuple[str, ...]:
    return tuple(item for item in _WORTH_ADDING if item not in review.tried)[:_ADD_AT_MOST]

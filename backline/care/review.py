"""Review of conservative care: emergency, a clinician soon, a talk with the clinic, or going on with care.

The rules are the clinic's to approve; the weeks are its settings. Anchors, looked up 2026-11-24: most back
pain should be settling by 6 weeks (NHS Inform); imaging and a surgical opinion are considered when 6 weeks
of care bring little or nothing (American College of Radiology, 2021); from 12 weeks pain is called chronic
(American College of Physicians, 2017). Two more, looked up 2026-11-28: six weeks of therapy twice a week did as
well as surgery for stenosis (Delitto 2015), so less than that is not yet a fair trial; and pain, enjoyment and
activity over a week, 0 to 10 each, tell how much pain weighs on a life (Krebs 2009), where 7 and more is commonly
read as severe. The questions are our own, so their mean is a guide for this rule and no score of that scale.
A review comes after the screen for warning signs and never stands in for it. It never says that somebody needs
surgery: for sciatica, surgery is faster, but most people are equal after a year (Peul 2008).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from backline.care import review_words as words
from backline.care.sources import ACP, ACR, DELITTO, KREBS, NHS_INFORM, NICE, PEUL
from backline.care.words import care_name, describe_weeks, join_words
from backline.knowledge.exercises import Reference

#: What follows, gravest first. ``keep_going`` names what is missing, where something is.
Kind = Literal["emergency", "see_clinician_soon", "talk_to_clinic", "keep_going"]
KINDS: tuple[Kind, ...] = ("emergency", "see_clinician_soon", "talk_to_clinic", "keep_going")
#: How often exercises or therapy were done.
Regularity = Literal["most_days", "weekly", "now_and_then"]
#: What stands in ``CareOutcome.missing`` beside care ids: care that was there, but not often enough.
REGULARITY = "regularity"

#: Rest alone is not care, and surgery is not conservative care.
_NOT_CARE = frozenset({"rest", "surgery"})
#: Care that is a course of treatment by itself; without a stated time, one of these without relief is enough.
COURSES = frozenset({"physical_therapy", "injection", "chiropractic", "acupuncture"})
#: Care that only works when it is done often.
_PRACTICE = frozenset({"physical_therapy", "exercise"})
#: How many of the questions about daily life must be answered for their mean to count.
_ENOUGH_ANSWERS = 2
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
        regularity: How often exercises or therapy were done.
        function: Pain, lost enjoyment and lost activity over the past week, 0 to 10 each; None where left out.
        imaging: Whether there are scans of the spine.
        warning: The tier of a warning sign that stands, or was left open when asked about.
    """

    tried: tuple[str, ...]
    duration_weeks: float | None
    improved: bool | None
    sudden_worsening: bool | None
    earlier_surgery: bool | None = None
    cannot: tuple[str, ...] = ()
    wore_off: bool | None = None
    regularity: Regularity | None = None
    function: tuple[float | None, ...] = ()
    imaging: bool | None = None
    warning: Literal["emergency", "urgent"] | None = None

    @property
    def function_score(self) -> float | None:
        """The mean of the answers about daily life; None where fewer than two were given."""
        return function_score(self.function)

    @property
    def care(self) -> tuple[str, ...]:
        """What counts as care: everything tried but rest and surgery, each once."""
        return tuple(dict.fromkeys(item for item in self.tried if item not in _NOT_CARE))


@dataclass(frozen=True)
class CareThresholds:
    """The clinic's limits.

    Attributes:
        weeks_before_surgery_talk: From here on, care without relief leads to a talk with the clinic.
        chronic_weeks: From here on, any pain does.
        weeks_of_regular_care: So long exercises or therapy must have been kept up to count as given a fair try.
        function_limit: From this mean of the three questions on (0 to 10), daily life suffers too much to wait.
    """

    weeks_before_surgery_talk: float = 6
    chronic_weeks: float = 12
    weeks_of_regular_care: float = 6
    function_limit: float = 7


@dataclass(frozen=True)
class CareOutcome:
    """What to say.

    Attributes:
        kind: The advice in one word.
        rule: The name of the rule that decided.
        reasons: Why, in sentences to the person.
        missing: Care ids worth adding, best first; ``REGULARITY`` where care was not done often enough.
        next_steps: What to do now, in sentences to the person.
        offer_contact: Whether to offer the clinic's contact form without being asked.
        sources: What the rule rests on.
    """

    kind: Kind
    rule: str
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
        thresholds: The clinic's limits; the defaults are those of the demo clinic.
    """
    limits = thresholds or CareThresholds()
    outcomes = (rule(review, limits) for rule in _RULES)
    return next((outcome for outcome in outcomes if outcome is not None), _start_care(review, limits))


def function_score(answers: Sequence[float | None]) -> float | None:
    """The mean of the answers about daily life, each 0 to 10; None where fewer than two were given."""
    given = [answer for answer in answers if answer is not None]
    return sum(given) / len(given) if len(given) >= _ENOUGH_ANSWERS else None


def _emergency(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A sign of an emergency: nothing else counts (NHS Inform: call at once)."""
    if review.warning != "emergency":
        return None
    steps = (words.CALL_NOW, words.NOT_ALONE, words.SAFETY_NET)
    return CareOutcome("emergency", "emergency", (words.SIGN_OF_EMERGENCY,), (), steps, False, (NHS_INFORM,))


def _warning_sign(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A sign that a doctor should see today or tomorrow, or one that stayed open: when in doubt, escalate."""
    if review.warning is None:
        return None
    return _talk("warning_sign", review, (words.SIGN_STANDS,), (NHS_INFORM,), kind="see_clinician_soon")


def _suddenly_worse(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A sudden change with a clean screen is looked at soon (IFOMPT 2020: judge the course over time)."""
    if not review.sudden_worsening:
        return None
    return _talk("suddenly_worse", review, words.SUDDENLY_WORSE, (NHS_INFORM,), kind="see_clinician_soon")


def _pain_after_surgery(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Surgery in the past and pain that is back or was never gone: a talk, whatever the weeks."""
    if not _operated(review) or review.improved:
        return None
    early = review.duration_weeks is not None and review.duration_weeks < limits.chronic_weeks
    reasons = (
        *(_effect(review) if review.improved is False else ()),
        words.AFTER_SURGERY,
        words.WORTH_A_CHECK_EARLY if early else words.WORTH_A_CHECK,
    )
    return _talk("pain_after_surgery", review, reasons, (ACR,))


def _out_of_reach(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Cannot work, sleep or walk more than a few minutes: a talk, whatever the weeks (NHS)."""
    lost = [words.OUT_OF_REACH[item] for item in dict.fromkeys(review.cannot) if item in words.OUT_OF_REACH]
    if not lost:
        return None
    reasons = (*_effect(review), f"You say that you cannot {join_words(lost, 'or')} right now.", words.DESERVES_A_LOOK)
    return _talk("out_of_reach", review, reasons, (NHS_INFORM,), surgery=_has_failed(review, limits))


def _daily_life_suffers(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Pain, joy and daily life at or above the clinic's limit: a talk, whatever the weeks (Krebs 2009; NHS)."""
    score = review.function_score
    if score is None or score < limits.function_limit:
        return None
    failed = _has_failed(review, limits)
    reasons = (*_effect(review), *words.DAILY_LIFE_SUFFERS)
    return _talk("daily_life_suffers", review, reasons, (KREBS, NHS_INFORM), surgery=failed)


def _long_lasting(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """From ``chronic_weeks`` on, any pain leads to a talk (ACP: over 12 weeks; NICE: from 3 months)."""
    if review.duration_weeks is None or review.duration_weeks < limits.chronic_weeks:
        return None
    failed = bool(review.care) and review.improved is False
    reasons = (*_effect(review), words.LONG_LASTING)
    return _talk("long_lasting", review, reasons, (ACP, NICE, *((PEUL,) if failed else ())), surgery=failed)


def _not_regular(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """Exercises or therapy without a fair try have not failed yet: that is what is missing (Delitto 2015)."""
    if review.improved or not _practised_too_little(review, limits):
        return None
    weeks = review.duration_weeks
    late = weeks is not None and weeks >= limits.weeks_before_surgery_talk
    missing = (REGULARITY, *_missing(review))[:_ADD_AT_MOST]
    return CareOutcome(
        "keep_going",
        "not_regular",
        (*_story(review), *_effect(review), words.NOT_REGULAR),
        missing,
        (
            words.more_often(limits.weeks_of_regular_care),
            words.STAY_ACTIVE,
            *(words.ADD[item] for item in missing[1:2]),
            words.CONTACT if late else words.come_back(limits.weeks_before_surgery_talk),
            words.SAFETY_NET,
        ),
        offer_contact=late,
        sources=(DELITTO, NICE),
    )


def _care_failed(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """The main rule: weeks enough, something really tried, and no clear relief (ACR 2021; NHS Inform)."""
    weeks = review.duration_weeks
    if weeks is None or weeks < limits.weeks_before_surgery_talk or not review.care or review.improved:
        return None
    return _talk(
        "care_failed",
        review,
        (*_effect(review), words.after_weeks(limits.weeks_before_surgery_talk)),
        (ACR, NHS_INFORM, PEUL),
        surgery=review.improved is False,
    )


def _course_failed(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """A failed course of physical therapy, care that wore off, or no relief with no time stated."""
    weeks = review.duration_weeks
    if review.improved is False and "physical_therapy" in review.care and (weeks is None or weeks >= _COURSE_WEEKS):
        return _talk("course_failed", review, (*_effect(review), words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    if review.wore_off and review.care:
        return _talk("wore_off", review, (words.WORE_OFF, words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    timeless = weeks is None and review.improved is False
    if timeless and (len(review.care) > 1 or COURSES & set(review.care)):
        return _talk("course_failed", review, (words.NO_RELIEF, words.DESERVES_A_LOOK), (NHS_INFORM,), surgery=True)
    return None


def _getting_better(review: CareReview, limits: CareThresholds) -> CareOutcome | None:
    """It is getting better and is not chronic: go on, and look again at 2 and 6 weeks."""
    if not review.improved:
        return None
    return CareOutcome(
        "keep_going",
        "getting_better",
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
        "keep_going",
        "little_tried",
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
    _emergency,
    _warning_sign,
    _suddenly_worse,
    _pain_after_surgery,
    _out_of_reach,
    _daily_life_suffers,
    _long_lasting,
    _not_regular,
    _care_failed,
    _course_failed,
    _getting_better,
)


def _talk(
    rule: str,
    review: CareReview,
    reasons: tuple[str, ...],
    sources: tuple[Reference, ...],
    kind: Kind = "talk_to_clinic",
    surgery: bool = False,
) -> CareOutcome:
    """An outcome that leads to the clinic; ``surgery``: say that a talk about surgery is reasonable."""
    soon = kind == "see_clinician_soon"
    steps = [words.CONTACT_SOON if soon else words.CONTACT]
    if surgery:
        steps.append(words.SURGERY_TALK)
    if review.imaging:
        steps.append(words.BRING_PICTURES)
    missing = () if soon or _operated(review) else _missing(review)  # after surgery the surgeon says what is safe
    if review.warning is None:
        steps.append(words.MEANWHILE)  # with a sign that stands, nobody is told to stay active
    steps += [*(words.ADD[item] for item in missing[:1]), words.SAFETY_NET]
    story = (*_story(review), *reasons)
    return CareOutcome(kind, rule, story, missing, tuple(steps), offer_contact=True, sources=sources)


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
        wore_off = review.wore_off and not review.improved
        return (words.WORE_OFF if wore_off else words.better_or_not(review.improved),)
    return (words.GETTING_BETTER,) if review.improved else ()


def _has_failed(review: CareReview, limits: CareThresholds) -> bool:
    """Whether care was given a fair try and brought no relief, so that a talk about surgery is no surprise."""
    weeks = review.duration_weeks
    enough = weeks is not None and weeks >= limits.weeks_before_surgery_talk
    tried = bool(review.care) and not _practised_too_little(review, limits)
    return enough and tried and review.improved is False


def _practised_too_little(review: CareReview, limits: CareThresholds) -> bool:
    """Whether exercises or therapy are all that was tried in earnest, and were done too seldom or too briefly."""
    if not _PRACTICE & set(review.care) or (COURSES - _PRACTICE) & set(review.care):
        return False
    weeks = review.duration_weeks
    brief = weeks is not None and weeks < limits.weeks_of_regular_care
    return review.regularity == "now_and_then" or (review.regularity == "weekly" and brief)


def _operated(review: CareReview) -> bool:
    return bool(review.earlier_surgery) or "surgery" in review.tried


def _missing(review: CareReview) -> tuple[str, ...]:
    return tuple(item for item in _WORTH_ADDING if item not in review.tried)[:_ADD_AT_MOST]

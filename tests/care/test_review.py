"""The review of conservative care, rule by rule."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.care import CareOutcome, CareReview, CareThresholds, function_score, review_care
from backline.care import review as review_module
from backline.care.review import KINDS, REGULARITY
from backline.care.words import CARE_NAMES

reviews = st.builds(
    CareReview,
    tried=st.lists(st.sampled_from(sorted(CARE_NAMES)), max_size=6).map(tuple),
    duration_weeks=st.none() | st.floats(0, 2000),
    improved=st.none() | st.booleans(),
    sudden_worsening=st.none() | st.booleans(),
    earlier_surgery=st.none() | st.booleans(),
    cannot=st.lists(st.sampled_from(("work", "sleep", "walking", "sitting")), max_size=3).map(tuple),
    wore_off=st.none() | st.booleans(),
    regularity=st.none() | st.sampled_from(("most_days", "weekly", "now_and_then")),
    function=st.lists(st.none() | st.floats(0, 10), min_size=3, max_size=3).map(tuple),
    imaging=st.none() | st.booleans(),
    warning=st.none() | st.none() | st.sampled_from(("emergency", "urgent")),
)


def all_tried(review: CareReview) -> bool:
    return {"exercise", "physical_therapy", "hot_cold", "medication"} <= set(review.tried)


def _text(outcome: CareOutcome) -> str:
    return " ".join((*outcome.reasons, *outcome.next_steps))


@pytest.mark.parametrize(
    ("tried", "weeks", "improved", "kind", "offer"),
    [
        # the main rule
        (("exercise",), 6, False, "talk_to_clinic", True),
        (("medication", "rest"), 8, False, "talk_to_clinic", True),
        (("posture",), 8, False, "talk_to_clinic", True),
        (("exercise",), 8, None, "talk_to_clinic", True),
        (("exercise",), 5.9, False, "keep_going", False),
        # rest alone is not care
        (("rest",), 8, False, "keep_going", True),
        ((), 8, False, "keep_going", True),
        ((), 8, None, "keep_going", True),
        # from 12 weeks on, whatever was tried
        ((), 12, None, "talk_to_clinic", True),
        (("rest",), 12, None, "talk_to_clinic", True),
        (("exercise",), 30, True, "talk_to_clinic", True),
        # getting better
        (("exercise",), 2, True, "keep_going", False),
        (("exercise",), 11.9, True, "keep_going", False),
        ((), 3, True, "keep_going", False),
        # early, and little tried
        ((), 2, None, "keep_going", False),
        (("hot_cold",), 3, False, "keep_going", False),
        (("hot_cold", "medication"), 5, None, "keep_going", False),
        # a failed course of physical therapy, whatever the weeks, but not after a few days
        (("physical_therapy",), 4, False, "talk_to_clinic", True),
        (("physical_therapy",), 1, False, "keep_going", False),
        (("physical_therapy",), 4, None, "keep_going", False),
        # no time stated
        (("physical_therapy",), None, False, "talk_to_clinic", True),
        (("injection",), None, False, "talk_to_clinic", True),
        (("hot_cold", "massage"), None, False, "talk_to_clinic", True),
        (("hot_cold",), None, False, "keep_going", False),
        (("physical_therapy", "injection"), None, None, "keep_going", False),
        ((), None, None, "keep_going", False),
    ],
)
def test_the_rules(tried: tuple[str, ...], weeks: float | None, improved: bool | None, kind: str, offer: bool) -> None:
    outcome = review_care(CareReview(tried, weeks, improved, None))
    assert (outcome.kind, outcome.offer_contact) == (kind, offer)


@given(review=reviews)
def test_a_sudden_worsening_is_always_seen_soon(review: CareReview) -> None:
    outcome = review_care(replace(review, sudden_worsening=True, warning=None))
    assert outcome.kind == "see_clinician_soon"
    assert outcome.offer_contact
    assert outcome.missing == ()


@pytest.mark.parametrize("change", [{"earlier_surgery": True}, {"tried": ("surgery",)}])
def test_pain_after_earlier_surgery_leads_to_the_clinic_at_any_time(change: dict[str, object]) -> None:
    review = replace(CareReview((), 1, None, None), **change)  # type: ignore[arg-type]
    outcome = review_care(review)
    assert outcome.kind == "talk_to_clinic"
    assert outcome.missing == ()  # no exercises on our own after surgery
    assert review_care(replace(review, improved=True)).rule == "getting_better"
    assert "even if it has not lasted long" in _text(outcome)
    assert "even if it has not lasted long" not in _text(review_care(replace(review, duration_weeks=60)))


def test_what_is_out_of_reach_leads_to_the_clinic_at_any_time() -> None:
    outcome = review_care(CareReview((), 1, None, None, cannot=("sleep", "walking")))
    assert outcome.kind == "talk_to_clinic"
    assert "You say that you cannot sleep or walk for more than a few minutes right now." in outcome.reasons
    assert review_care(CareReview((), 1, None, None, cannot=("sitting",))).kind == "keep_going"


def test_care_that_wore_off_leads_to_the_clinic() -> None:
    review = CareReview(("injection",), 4, False, None, wore_off=True)
    assert review_care(review).kind == "talk_to_clinic"
    assert "the pain came back" in _text(review_care(review))
    assert review_care(replace(review, wore_off=None)).kind == "keep_going"
    assert review_care(replace(review, tried=("rest",))).kind == "keep_going"


def test_the_clinic_sets_the_weeks() -> None:
    review = CareReview(("exercise",), 8, False, None)
    patient = CareThresholds(weeks_before_surgery_talk=10, chronic_weeks=20)
    assert review_care(review, patient).kind == "keep_going"
    assert "10 weeks after it began" in _text(review_care(review, patient))
    assert review_care(replace(review, duration_weeks=10), patient).kind == "talk_to_clinic"
    assert review_care(replace(review, tried=(), duration_weeks=19), patient).kind == "keep_going"
    assert review_care(replace(review, tried=(), duration_weeks=20), patient).kind == "talk_to_clinic"


def test_the_story_is_said_back_in_plain_words() -> None:
    outcome = review_care(CareReview(("physical_therapy", "injection", "physical_therapy"), 26, False, None))
    assert outcome.reasons[:2] == (
        "Your pain has lasted about 6 months.",
        "You have tried physical therapy and injections.",
    )


def test_what_is_missing_is_named_best_first_and_turned_into_a_step() -> None:
    outcome = review_care(CareReview(("hot_cold",), 2, None, None))
    assert outcome.missing == ("exercise", "physical_therapy", "medication")
    assert "Start with gentle exercises. I can suggest some." in outcome.next_steps
    assert not any("warm pack" in step for step in outcome.next_steps)
    everything = ("exercise", "physical_therapy", "hot_cold", "medication")
    assert review_care(CareReview(everything, 8, False, None)).missing == ()


@pytest.mark.parametrize(
    ("tried", "weeks", "improved", "talk"),
    [
        (("exercise",), 8, False, True),
        (("injection",), 40, False, True),
        (("physical_therapy",), None, False, True),
        (("exercise",), 8, None, False),  # the effect was not told
        (("exercise",), 40, True, False),
        ((), 40, False, False),  # nothing was tried
        ((), 3, None, False),
    ],
)
def test_surgery_is_mentioned_only_after_care_has_failed(
    tried: tuple[str, ...], weeks: float | None, improved: bool | None, talk: bool
) -> None:
    text = _text(review_care(CareReview(tried, weeks, improved, None)))
    assert ("A talk about whether surgery could help is reasonable now." in text) is talk


@given(review=reviews)
def test_nobody_is_told_that_they_need_surgery(review: CareReview) -> None:
    text = _text(review_care(review)).replace("It does not mean that you need an operation.", "")
    assert not re.search(r"need (an |a |your )?(surgery|operation)|should have (surgery|an operation)", text)


@given(review=reviews)
def test_every_outcome_has_reasons_sources_and_a_safety_net(review: CareReview) -> None:
    outcome = review_care(review)
    assert outcome.reasons
    assert all(reason.strip().endswith(".") for reason in (*outcome.reasons, *outcome.next_steps))
    assert outcome.sources
    assert all(source.address.startswith("http") for source in outcome.sources)
    assert "get emergency help" in outcome.next_steps[-1]
    assert set(outcome.missing).isdisjoint(review.tried)
    assert outcome.offer_contact or outcome.kind in {"keep_going", "emergency"}
    assert outcome.kind in KINDS
    assert outcome.missing or outcome.kind != "keep_going" or outcome.rule == "getting_better" or all_tried(review)


@given(review=reviews)
def test_more_weeks_never_lead_away_from_the_clinic(review: CareReview) -> None:
    order = KINDS[::-1]
    if review.duration_weeks is None or review.improved:
        return
    later = review_care(replace(review, duration_weeks=review.duration_weeks + 6))
    assert order.index(later.kind) >= order.index(review_care(review).kind)


# --- how regularly, daily life, warning signs


@pytest.mark.parametrize(
    ("tried", "weeks", "improved", "regularity", "rule"),
    [
        (("exercise",), 8, False, "now_and_then", "not_regular"),
        (("physical_therapy", "medication"), 8, False, "now_and_then", "not_regular"),
        (("physical_therapy",), None, False, "now_and_then", "not_regular"),
        (("exercise",), 8, None, "now_and_then", "not_regular"),
        (("exercise",), 8, False, "weekly", "care_failed"),
        (("exercise",), 8, False, "most_days", "care_failed"),
        (("exercise",), 8, False, None, "care_failed"),
        # once or twice a week, for less than the clinic's weeks
        (("physical_therapy",), 4, False, "weekly", "not_regular"),
        (("physical_therapy",), 4, False, "most_days", "course_failed"),
        # something else was tried in earnest, or practice was no part of it
        (("exercise", "injection"), 8, False, "now_and_then", "care_failed"),
        (("medication",), 8, False, "now_and_then", "care_failed"),
        # it helps, and it has lasted long
        (("exercise",), 8, True, "now_and_then", "getting_better"),
        (("exercise",), 12, False, "now_and_then", "long_lasting"),
    ],
)
def test_care_that_was_not_regular_has_not_failed_yet(
    tried: tuple[str, ...], weeks: float | None, improved: bool | None, regularity: Any, rule: str
) -> None:
    assert review_care(CareReview(tried, weeks, improved, None, regularity=regularity)).rule == rule


def test_regularity_is_named_as_what_is_missing_with_the_clinics_weeks() -> None:
    review = CareReview(("exercise",), 8, False, None, regularity="now_and_then")
    outcome = review_care(review, CareThresholds(weeks_of_regular_care=9))
    assert (outcome.kind, outcome.missing[0]) == ("keep_going", REGULARITY)
    assert "Keep that up for 9 weeks." in outcome.next_steps[0]
    assert outcome.offer_contact  # eight weeks are long enough to ask the clinic
    assert "surgery" not in _text(outcome)
    assert not review_care(replace(review, duration_weeks=3)).offer_contact


@pytest.mark.parametrize(
    ("answers", "score"),
    [((7, 8, 6), 7), ((None, 8, 6), 7), ((None, None, 10), None), ((), None), ((0, 0, 0), 0)],
)
def test_the_score_of_daily_life_is_a_mean_of_at_least_two(
    answers: tuple[float | None, ...], score: float | None
) -> None:
    assert function_score(answers) == score


def test_a_daily_life_that_suffers_leads_to_the_clinic_at_any_time() -> None:
    review = CareReview((), 1, None, None, function=(7, 7, 7))
    assert (review_care(review).kind, review_care(review).rule) == ("talk_to_clinic", "daily_life_suffers")
    assert review_care(replace(review, function=(7, 7, 6.9))).rule == "little_tried"
    assert review_care(replace(review, function=(10, None, None))).rule == "little_tried"
    assert review_care(review, CareThresholds(function_limit=8)).rule == "little_tried"
    # also before the weeks are full that care is given, but surgery is no matter then
    seldom = replace(review, tried=("exercise",), improved=False, regularity="now_and_then")
    assert review_care(seldom).rule == "daily_life_suffers"
    assert "A talk about whether surgery" not in _text(review_care(replace(seldom, duration_weeks=8)))


@given(review=reviews)
def test_an_open_warning_sign_decides_before_all_else(review: CareReview) -> None:
    emergency = review_care(replace(review, warning="emergency"))
    assert (emergency.kind, emergency.offer_contact) == ("emergency", False)
    assert emergency.next_steps[0] == "Call {emergency_number} now."
    urgent = review_care(replace(review, warning="urgent"))
    assert urgent.kind == "see_clinician_soon"
    assert not any("active" in step for step in urgent.next_steps)


def test_who_has_scans_is_told_to_have_them_at_hand() -> None:
    review = CareReview(("exercise",), 8, False, None, imaging=True)
    assert "pictures or the report" in _text(review_care(review))
    assert "pictures or the report" not in _text(review_care(replace(review, imaging=False)))


REACHED: dict[str, CareReview] = {
    "emergency": CareReview((), None, None, None, warning="emergency"),
    "warning_sign": CareReview((), None, None, None, warning="urgent"),
    "suddenly_worse": CareReview((), None, None, True),
    "pain_after_surgery": CareReview((), None, None, None, earlier_surgery=True),
    "out_of_reach": CareReview((), 1, None, None, cannot=("work",)),
    "daily_life_suffers": CareReview((), 1, None, None, function=(9, 9, 9)),
    "long_lasting": CareReview((), 12, None, None),
    "not_regular": CareReview(("exercise",), 8, False, None, regularity="now_and_then"),
    "care_failed": CareReview(("exercise",), 8, False, None),
    "course_failed": CareReview(("physical_therapy",), 3, False, None),
    "wore_off": CareReview(("injection",), 4, False, None, wore_off=True),
    "getting_better": CareReview((), 3, True, None),
    "little_tried": CareReview((), 1, None, None),
}


@pytest.mark.parametrize("rule", sorted(REACHED))
def test_every_rule_is_reached_and_has_reason_and_source(rule: str) -> None:
    outcome = review_care(REACHED[rule])
    assert outcome.rule == rule
    assert outcome.reasons
    assert outcome.sources


def test_every_kind_is_reached_and_no_rule_is_forgotten_above() -> None:
    assert {review_care(review).kind for review in REACHED.values()} == set(KINDS)
    source = Path(review_module.__file__).read_text(encoding="utf-8")
    talks = set(re.findall(r'_talk\(\s*"(\w+)"', source))
    said = set(re.findall(r'CareOutcome\(\s*"\w+",\s*"(\w+)"', source))
    assert talks | said == set(REACHED)


@given(review=reviews)
def test_only_rules_that_are_known_decide(review: CareReview) -> None:
    assert review_care(review).rule in REACHED


@given(review=reviews)
def test_a_higher_score_never_leads_away_from_the_clinic(review: CareReview) -> None:
    order = KINDS[::-1]
    worse = review_care(replace(review, function=(10, 10, 10)))
    assert order.index(worse.kind) >= order.index(review_care(review).kind)


@given(review=reviews)
def test_no_sentence_stands_twice_in_an_outcome(review: CareReview) -> None:
    outcome = review_care(review)
    sentences = [*outcome.reasons, *outcome.next_steps]
    assert len(sentences) == len(set(sentences))


def test_what_is_out_of_reach_leads_to_the_clinic_and_to_a_talk_about_surgery_only_after_failed_care() -> None:
    early = review_care(CareReview(("hot_cold",), 2, None, False, cannot=("work",)))
    failed = review_care(CareReview(("medication", "injection"), 10, False, False, cannot=("sleep",)))
    assert (early.rule, failed.rule) == ("out_of_reach", "out_of_reach")
    assert not any("surgery" in step for step in early.next_steps)
    assert any("surgery" in step for step in failed.next_steps)
    assert any("relief" in reason for reason in failed.reasons)

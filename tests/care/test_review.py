"""The review of conservative care, rule by rule."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.care import CareOutcome, CareReview, CareThresholds, review_care
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
)


def _text(outcome: CareOutcome) -> str:
    return " ".join((*outcome.reasons, *outcome.next_steps))


@pytest.mark.parametrize(
    ("tried", "weeks", "improved", "kind", "offer"),
    [
        # the main rule
        (("exercise",), 6, False, "see_clinic", True),
        (("medication", "rest"), 8, False, "see_clinic", True),
        (("posture",), 8, False, "see_clinic", True),
        (("exercise",), 8, None, "see_clinic", True),
        (("exercise",), 5.9, False, "start_care", False),
        # rest alone is not care
        (("rest",), 8, False, "start_care", True),
        ((), 8, False, "start_care", True),
        ((), 8, None, "start_care", True),
        # from 12 weeks on, whatever was tried
        ((), 12, None, "see_clinic", True),
        (("rest",), 12, None, "see_clinic", True),
        (("exercise",), 30, True, "see_clinic", True),
        # getting better
        (("exercise",), 2, True, "keep_going", False),
        (("exercise",), 11.9, True, "keep_going", False),
        ((), 3, True, "keep_going", False),
        # early, and little tried
        ((), 2, None, "start_care", False),
        (("hot_cold",), 3, False, "start_care", False),
        (("hot_cold", "medication"), 5, None, "start_care", False),
        # a failed course of physical therapy, whatever the weeks, but not after a few days
        (("physical_therapy",), 4, False, "see_clinic", True),
        (("physical_therapy",), 1, False, "start_care", False),
        (("physical_therapy",), 4, None, "start_care", False),
        # no time stated
        (("physical_therapy",), None, False, "see_clinic", True),
        (("injection",), None, False, "see_clinic", True),
        (("hot_cold", "massage"), None, False, "see_clinic", True),
        (("hot_cold",), None, False, "start_care", False),
        (("physical_therapy", "injection"), None, None, "start_care", False),
        ((), None, None, "start_care", False),
    ],
)
def test_the_rules(tried: tuple[str, ...], weeks: float | None, improved: bool | None, kind: str, offer: bool) -> None:
    outcome = review_care(CareReview(tried, weeks, improved, None))
    assert (outcome.kind, outcome.offer_contact) == (kind, offer)


@given(review=reviews)
def test_a_sudden_worsening_is_always_seen_soon(review: CareReview) -> None:
    outcome = review_care(replace(review, sudden_worsening=True))
    assert outcome.kind == "see_clinic_soon"
    assert outcome.offer_contact
    assert outcome.missing == ()


@pytest.mark.parametrize("change", [{"earlier_surgery": True}, {"tried": ("surgery",)}])
def test_pain_after_earlier_surgery_leads_to_the_clinic_at_any_time(change: dict[str, object]) -> None:
    review = replace(CareReview((), 1, None, None), **change)  # type: ignore[arg-type]
    outcome = review_care(review)
    assert outcome.kind == "see_clinic"
    assert outcome.missing == ()  # no exercises on our own after surgery
    assert review_care(replace(review, improved=True)).kind == "keep_going"


def test_what_is_out_of_reach_leads_to_the_clinic_at_any_time() -> None:
    outcome = review_care(CareReview((), 1, None, None, cannot=("sleep", "walking")))
    assert outcome.kind == "see_clinic"
    assert "You say that you cannot sleep or walk for more than a few minutes right now." in outcome.reasons
    assert review_care(CareReview((), 1, None, None, cannot=("sitting",))).kind == "start_care"


def test_care_that_wore_off_leads_to_the_clinic() -> None:
    review = CareReview(("injection",), 4, False, None, wore_off=True)
    assert review_care(review).kind == "see_clinic"
    assert "the pain came back" in _text(review_care(review))
    assert review_care(replace(review, wore_off=None)).kind == "start_care"
    assert review_care(replace(review, tried=("rest",))).kind == "start_care"


def test_the_clinic_sets_the_weeks() -> None:
    review = CareReview(("exercise",), 8, False, None)
    patient = CareThresholds(weeks_before_surgery_talk=10, chronic_weeks=20)
    assert review_care(review, patient).kind == "start_care"
    assert "10 weeks after it began" in _text(review_care(review, patient))
    assert review_care(replace(review, duration_weeks=10), patient).kind == "see_clinic"
    assert review_care(replace(review, tried=(), duration_weeks=19), patient).kind == "start_care"
    assert review_care(replace(review, tried=(), duration_weeks=20), patient).kind == "see_clinic"


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
    assert outcome.offer_contact or outcome.kind in {"keep_going", "start_care"}


@given(review=reviews)
def test_more_weeks_never_lead_away_from_the_clinic(review: CareReview) -> None:
    order = ("keep_going", "start_care", "see_clinic", "see_clinic_soon")
    if review.duration_weeks is None or review.improved:
        return
    later = review_care(replace(review, duration_weeks=review.duration_weeks + 6))
    assert order.index(later.kind) >= order.index(review_care(review).kind)

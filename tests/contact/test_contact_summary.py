"""The summary staff see: short lines, warning signs first, "not asked" never told as "no"."""

from __future__ import annotations

import pytest

from backline.contact import LeadFacts, summarise
from backline.contact.summary import RED_FLAGS

NOTE = "Told in chat by the person; not checked by a clinician."


def test_a_whole_story() -> None:
    facts: LeadFacts = {
        "regions": ["lower_back", "buttock_leg"],
        "duration_weeks": 8,
        "limits": ["sitting", "daily_tasks"],
        "tried": ["physical_therapy", "hot_cold", "tens"],
        "improved": False,
        "worsening": False,
        "red_flags_asked": list(RED_FLAGS),
        "red_flags_denied": list(RED_FLAGS),
    }
    assert summarise(facts) == (
        f"Warning signs denied: {'; '.join(RED_FLAGS.values())}",
        "Where: lower back, buttock or leg",
        "For: about 8 weeks",
        "Limits: sitting, daily tasks",
        "Tried: physical therapy, heat or cold, TENS",
        "Better with it: no",
        "Suddenly worse: no",
        NOTE,
    )


def test_nothing_known_is_told_as_not_asked() -> None:
    assert summarise({}) == (f"Warning signs not asked: {'; '.join(RED_FLAGS.values())}", NOTE)


def test_warning_signs_come_first_and_a_later_no_does_not_hide_them() -> None:
    lines = summarise(
        {
            "regions": ["neck"],
            "worsening": True,
            "red_flags": ["infection"],
            "red_flags_asked": ["infection", "cancer", "fracture"],
            "red_flags_denied": ["infection", "cancer"],
        }
    )
    assert lines[:5] == (
        "WARNING SIGNS NAMED: fever or infection",
        "Warning signs asked, no clear answer: fall, crash or other injury",
        "Warning signs denied: cancer, weight loss or night pain",
        "Warning signs not asked: bladder, bowel, saddle or both-leg signs; growing weakness in an arm or leg; "
        "chest pain, breathlessness or collapse; thoughts of self-harm",
        "Suddenly worse: yes",
    )


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (0.3, "less than a week"),
        (0, "less than a week"),
        (1, "about 1 week"),
        (6, "about 6 weeks"),
        (11.4, "about 11 weeks"),
        (13, "about 3 months"),
        (26, "about 6 months"),
        (104, "about 2 years"),
        (520, "about 10 years"),
    ],
)
def test_durations_in_the_unit_people_use(weeks: float, said: str) -> None:
    assert f"For: {said}" in summarise({"duration_weeks": weeks})


def test_improvement_is_told_only_as_far_as_it_is_known() -> None:
    assert "Better with it: yes" in summarise({"tried": ["rest"], "improved": True})
    assert "Better with it: not said" in summarise({"tried": ["rest"], "improved": None})
    assert not [line for line in summarise({}) if line.startswith(("Better", "Suddenly", "For", "Tried"))]


@pytest.mark.parametrize("empty", [None, [], ()])
def test_empty_entries_leave_no_line(empty: list[str] | tuple[str, ...] | None) -> None:
    lines = summarise({"regions": empty, "limits": empty, "tried": empty, "duration_weeks": None, "worsening": None})
    assert lines == summarise({})


def test_unknown_ids_are_kept_and_stay_on_their_line() -> None:
    lines = summarise({"regions": "left_knee", "tried": ["some\nnew_thing", "rest", "rest"], "red_flags": ["odd_sign"]})
    assert "WARNING SIGNS NAMED: odd sign" in lines
    assert "Where: left knee" in lines
    assert "Tried: some new thing, rest" in lines
    assert not any("\n" in line for line in lines)


def test_the_facts_are_not_changed_and_the_same_facts_give_the_same_lines() -> None:
    facts: LeadFacts = {"regions": ["neck", "neck"], "tried": ["rest"], "red_flags_asked": ["cancer"]}
    before = {**facts}
    assert summarise(facts) == summarise(facts)
    assert facts == before

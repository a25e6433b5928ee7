"""The summary staff see: short lines, warning signs first, "not asked" never told as "no"."""

from __future__ import annotations

import pytest

from backline.contact import LeadFacts, parts_named, summarise, summary_lines
from backline.contact.summary import ALL, RED_FLAGS, SCREENED, names_a_part, reason_without

NOTE = "Told in chat by the person; not checked by a clinician."
WHOLE: LeadFacts = {
    "complaint": "my  back\nis killing me since the move",
    "topic": "spinal stenosis",
    "regions": ["lower_back"],
    "duration_weeks": 8,
    "limits": ["sitting"],
    "tried": ["physical_therapy", "injection"],
    "regularity": "weekly",
    "improved": False,
    "worsening": False,
    "function": [7.0, None, 8.5],
    "earlier_surgery": True,
    "imaging": False,
    "wishes": ["no_surgery", "second_opinion"],
    "exercises_given": True,
    "advice": "talk_to_clinic",
    "red_flags_asked": list(SCREENED),
    "red_flags_denied": list(SCREENED),
}


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


def test_everything_that_the_clinic_can_act_on_has_its_line() -> None:
    assert summarise(WHOLE)[1:] == (
        'In their own words: "my back is killing me since the move"',
        "Where: lower back",
        "Asked about: spinal stenosis",
        "For: about 8 weeks",
        "Limits: sitting",
        "Tried: physical therapy, injection",
        "How often: once or twice a week",
        "Better with it: no",
        "Suddenly worse: no",
        "Past week, 0 to 10: pain 7, joy spoiled not said, daily life held back 8.5",
        "Operation on the spine before: yes",
        "Scan of the spine: no",
        "Wishes: no surgery, a second opinion",
        "Exercise plan given in chat: yes",
        "Advice given in chat: talk to the clinic",
        NOTE,
    )


def test_nothing_known_is_told_as_not_asked() -> None:
    assert summarise({}) == ("Warning signs: not asked", NOTE)


# --- what the person leaves out


def test_a_part_is_left_out_and_staff_read_that_something_is_missing() -> None:
    lines = summarise(WHOLE, ["surgery", "function"])
    assert not [line for line in lines if line.startswith(("Operation", "Past week"))]
    assert lines[-2:] == ("The person left something out.", NOTE)
    assert len(lines) == len(summarise(WHOLE)) - 2 + 1


def test_one_treatment_is_left_out_and_the_others_stay() -> None:
    lines = summarise(WHOLE, ["tried:injection"])
    assert "Tried: physical therapy" in lines
    assert "The person left something out." in lines
    assert "injection" not in " ".join(lines)


def test_without_the_summary_nothing_of_it_is_sent() -> None:
    assert summarise(WHOLE, [ALL, "surgery"]) == ("The person chose to send no summary.",)


def test_what_is_not_there_can_not_be_left_out() -> None:
    assert summarise({"tried": ["rest"]}, ["surgery", "tried:injection"]) == summarise({"tried": ["rest"]})


@pytest.mark.parametrize("part", sorted({line.part for line in summary_lines(WHOLE)} - {"note"}))
def test_every_part_can_be_left_out(part: str) -> None:
    assert part not in {line.part for line in summary_lines(WHOLE, [part])}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("leave out the part about my operation", ["surgery"]),
        ("please take out the scan", ["imaging"]),
        ("dont tell them how often i did it", ["regularity"]),
        ("remove the numbers", ["function"]),
        ("leave out what i said in my own words", ["complaint"]),
        ("leave out the warning signs", ["signs"]),
        ("i dont want the part about stenosis in there", ["topic"]),
        ("leave out the bit about the move", ["complaint"]),  # a word that stands in one line only
        ("leave out the summary", [ALL]),
        ("leave all of it out", [ALL]),
        ("leave out that line", []),
        ("leave out the part about my dog", []),
    ],
)
def test_the_part_that_is_meant(text: str, parts: list[str]) -> None:
    assert parts_named(text, summary_lines(WHOLE)) == parts


def test_a_part_that_the_summary_does_not_have_is_not_meant() -> None:
    assert parts_named("leave out my operation", summary_lines({"tried": ["rest"]})) == []


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
        "URGENT, WARNING SIGNS NAMED: fever or infection",
        "Warning signs asked, no clear answer: fall, crash or other injury",
        "Warning signs denied: cancer, weight loss or night pain",
        "Warning signs not asked: trouble with bladder or bowel, numbness between the legs, or signs in both legs; "
        "growing weakness in an arm or leg; chest pain, breathlessness or collapse",
        "URGENT, suddenly worse: yes",
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
    assert "URGENT, WARNING SIGNS NAMED: odd sign" in lines
    assert "Other warning signs: not asked" in lines
    assert "Where: left knee" in lines
    assert "Tried: some new thing, rest" in lines
    assert not any("\n" in line for line in lines)


def test_the_facts_are_not_changed_and_the_same_facts_give_the_same_lines() -> None:
    facts: LeadFacts = {"regions": ["neck", "neck"], "tried": ["rest"], "red_flags_asked": ["cancer"]}
    before = {**facts}
    assert summarise(facts) == summarise(facts)
    assert facts == before


def test_a_part_of_the_reason_is_left_out() -> None:
    assert reason_without("leg pain, cold feet and no sleep", "leave out the feet") == "leg pain, no sleep"
    assert reason_without("cold feet", "do not mention my feet") == ""
    assert reason_without("leg pain, cold feet", "leave out the part about my dog") is None


def test_a_part_is_named_also_where_this_summary_has_none() -> None:
    assert names_a_part("my x-ray")
    assert not names_a_part("my boss")

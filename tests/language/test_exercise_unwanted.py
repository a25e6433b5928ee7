"""Tests for exercises that a message names and does not want, and for changes of a plan as a whole."""

from __future__ import annotations

import pytest

from backline.assistant import resources
from backline.language.exercise_plan_wishes import count_wished, kinds_out, places_in, wants_all_out
from backline.language.exercise_wishes import names_a_set


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("stretches please, no bridges", ["bridge"]),
        ("anything other than bird dog or the plank", ["bird_dog", "front_plank_knees"]),
        ("leave the cat and cow out", ["cat_cow"]),
        ("i hate the plank, show me exercises", ["front_plank_knees"]),
        ("no more dead bugs", ["dead_bug"]),
        ("get rid of both the bridge and the clamshell", ["bridge", "clamshell"]),
        ("why not the plank?", []),
        ("no, the bridge", []),
        ("i can not bridge", []),
        ("should i skip the bridge?", []),
        ("no walking for more than ten minutes", []),
        ("show me the bridge", []),
        # What was or can be done asks for nothing.
        ("i finished everything apart from the clamshell", []),
        ("i can get through all but the bird dog", []),
        ("did the bridge but not the dead bug today", []),
        ("without walking my back gets stiff", []),
        ("what can i do without the clamshell", ["clamshell"]),
        ("i want to do everything but the clamshell", ["clamshell"]),
        # What stays is named too.
        ("leave out the clamshell, not the bridge", ["clamshell"]),
        ("remove the bridge but not the bird dog", ["bridge"]),
        ("not the bird dog, the clamshell", ["bird_dog"]),
        ("drop the bridge, the clamshell is fine", ["bridge"]),
        ("drop the bridge, the clamshell and the dead bug", ["bridge", "clamshell", "dead_bug"]),
        ("drop the bridge, clamshell please", ["bridge", "clamshell"]),
    ],
)
def test_what_is_not_wanted(text: str, unwanted: list[str]) -> None:
    assert list(resources.exercise_talk().read(text).unwanted) == unwanted


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("just stretches", {"strength", "endurance"}),
        ("strength exercises only", {"flexibility", "endurance"}),
        ("leave out all the stretches", {"flexibility"}),
        ("no cardio please", {"endurance"}),
        ("i only did stretches so far", set()),
        ("why only stretches", set()),
        ("more stretches", set()),
        ("can i do just stretches on sundays", set()),
        ("stretches only on weekends", set()),
        ("could i have only stretches", {"strength", "endurance"}),
    ],
)
def test_kinds_that_are_not_wanted(text: str, out: set[str]) -> None:
    assert kinds_out(text) == out


@pytest.mark.parametrize(
    ("text", "count"),
    [("fewer exercises", 3), ("just give me two exercises", 2), ("4 exercises max", 4), ("how many exercises", None)],
)
def test_how_many_are_wanted(text: str, count: int | None) -> None:
    assert count_wished(text, 5) == count


def test_all_or_several_of_them() -> None:
    assert wants_all_out("remove them all")
    assert not wants_all_out("remove the second one")
    assert places_in("skip number 1, 3 and 5") == (1, 3, 5)
    assert places_in("take the second and the fourth out") == (2, 4)
    assert places_in("number 2") == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("stretches before a swim?", True),
        ("hi, exercises for a stiff neck", True),
        ("physio said no lifting, exercises please", True),
        ("my exercises after the op hurt", False),
        ("i did pt, shots, exercises and pills", False),
        ("which exercises should i avoid", False),
        ("exercises did not help", False),
    ],
)
def test_a_set_that_is_named_without_a_verb(text: str, named: bool) -> None:
    assert names_a_set(text) is named


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("stretches i can do in a chair", "sitting"),
        ("some in bed please", "lying"),
        ("moves standing up only", "standing"),
        ("exercises to get up from a chair", None),
        ("exercises for standing all day", None),
        ("i hurt in bed", None),
    ],
)
def test_where_they_are_to_be_done(text: str, only: str | None) -> None:
    assert resources.exercise_talk().read(text).only == only

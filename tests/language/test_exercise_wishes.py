from __future__ import annotations

import pytest

from backline.language.exercise_wishes import asks_for_exercises, goals_wished, surgeon_allows, ways_that_ease

FORWARD, BACK = "bending_forward", "bending_backward"


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Bending forward eases it", (FORWARD,)),
        ("leaning on a shopping cart helps a lot", (FORWARD,)),
        ("it gets better when i sit down", (FORWARD,)),
        ("its only comfortable when I pull my knees to my chest", (FORWARD,)),
        ("bending back feels good", (BACK,)),
        ("arching my back helps", (BACK,)),
        ("I get relief lying on my stomach", (BACK,)),
        ("Bending forward hurts, but leaning back eases the pain", (BACK,)),
        ("sitting eases it and so does leaning back", (FORWARD, BACK)),
        ("bending forward makes it worse", ()),
        ("leaning back does not help", ()),
        ("does bending forward help?", ()),
        ("should I bend back to ease it?", ()),
        ("my back is better", ()),
        ("I sit all day", ()),
        ("", ()),
    ],
)
def test_ways_of_bending_that_ease(text: str, ways: tuple[str, ...]) -> None:
    assert ways_that_ease(text) == ways


@pytest.mark.parametrize(
    ("text", "goals"),
    [
        ("I want a stronger core", ("core_strength",)),
        ("something for my abs please", ("core_strength",)),
        ("i wanna get stronger", ("strength",)),
        ("flexibility", ("flexibility",)),
        ("help me loosen up, need to be more mobile", ("flexibility",)),
        ("I need to lose weight and get fitter", ("endurance",)),
        ("I want to be steadier on my feet and not fall", ("balance",)),
        ("stretching and stamina please", ("flexibility", "endurance")),
        ("my balance is bad", ()),
        ("I have trouble with my balance", ()),
        ("I took a muscle relaxer for it", ()),
        ("it has hurt since I lifted my son out of the car seat last week", ()),
        ("", ()),
    ],
)
def test_goals(text: str, goals: tuple[str, ...]) -> None:
    assert goals_wished(text) == goals


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("i had back surgery, exercises please", True),
        ("sciatica, need some excercises", True),
        ("enough of this. give me exercises", True),
        ("30 weeks pregnant back exercises", True),
        ("is there something i can do at my desk", True),
        ("my core is weak, how do i strengthen it", True),
        ("i did exercises for 3 months and nothing helped", False),
        ("my pt gave me some exercises", False),
        ("which exercises should i avoid", False),
        ("no exercises please", False),
        ("the exercises hurt", False),
    ],
)
def test_exercises_are_asked_for(text: str, asks: bool) -> None:
    assert asks_for_exercises(text) is asks


@pytest.mark.parametrize(
    "text",
    [
        "the surgeon agrees that i may begin",
        "i am cleared to move by now",
        "got the go ahead from my doctor",
        "physio says its ok to start gently",
    ],
)
def test_the_surgeon_lets_them_begin(text: str) -> None:
    assert surgeon_allows(text)


@pytest.mark.parametrize(
    "text",
    [
        "my surgeon says i can not start yet",
        "did not get the all clear",
        "she wants exercises",
        "they are fine exercises",
        "should i ask my surgeon if i can start",
        "the doctor told me to wait before i start",
        "is it true that my doctor cleared me?",
    ],
)
def test_the_surgeon_does_not_let_them_begin(text: str) -> None:
    assert not surgeon_allows(text)

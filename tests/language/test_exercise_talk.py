"""What messages say about exercises: which one, and what about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.knowledge import ExerciseLibrary
from backline.language.exercise_talk import ExerciseTalkReader

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def library() -> ExerciseLibrary:
    return ExerciseLibrary.load(DATA / "exercises")


@pytest.fixture(scope="module")
def reader(library: ExerciseLibrary) -> ExerciseTalkReader:
    return ExerciseTalkReader({exercise.id: exercise.called for exercise in library})


def test_everything_an_exercise_is_called_finds_it(library: ExerciseLibrary, reader: ExerciseTalkReader) -> None:
    for exercise in library:
        for words in exercise.called:
            assert reader.read(f"how do I do {words}?").exercises == (exercise.id,), words


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("hey i got realy bad back pain since march", []),
        ("My back has hurt since last March.", []),
        ("it began on march 3rd", []),
        ("between march and june it was worse", []),
        ("the march hurts my back", ["seated_march"]),
        ("how do i march", ["seated_march"]),
    ],
)
def test_a_month_is_no_exercise(reader: ExerciseTalkReader, text: str, exercises: list[str]) -> None:
    assert list(reader.read(text).exercises) == exercises


@pytest.mark.parametrize(
    ("text", "exercises"),
    [
        ("how do i do teh brid dog", ["bird_dog"]),
        ("the bird dgo", ["bird_dog"]),
        ("explian the deadbug", ["dead_bug"]),
        ("what is a clam-shell", ["clamshell"]),
        ("the brige", ["bridge"]),
        ("BRIDGES!!", ["bridge"]),
        ("the one leg bridge", ["single_leg_bridge"]),
        ("cat-camel?", ["cat_cow"]),
        ("the plank and the side plank", ["front_plank_knees", "side_plank_knees"]),
        ("i walk a lot", []),
        ("my dog died", []),
        ("a cat on my back", []),
        ("what is sciatica", []),
    ],
)
def test_names_in_any_spelling(reader: ExerciseTalkReader, text: str, exercises: list[str]) -> None:
    assert list(reader.read(text).exercises) == exercises


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the second one", 2),
        ("number 3", 3),
        ("#4", 4),
        ("number four", 4),
        ("the last one", -1),
        ("how does the 2nd one go", 2),
        ("3", 3),
        ("it started on the 3rd of may last year", None),
        ("number 0", None),
        ("one of them", None),
        ("2 months", None),
    ],
)
def test_places(reader: ExerciseTalkReader, text: str, place: int | None) -> None:
    assert reader.read(text).place == place


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("I can't kneel", ["kneeling"]),
        ("cant neel", ["kneeling"]),
        ("my knees won't let me kneel", ["kneeling"]),
        ("hands and knees is not possible for me", ["hands_and_knees"]),
        ("I can't lie on my stomach", ["lying_front"]),
        ("lying face down does not work for me", ["lying_front"]),
        ("i cant lay flat on my back", ["lying_back"]),
        ("can't get down on the floor", ["floor"]),
        ("getting up from the floor is too hard", ["floor"]),
        ("nothing on the floor please", ["floor"]),
        ("leave out the standing ones", ["standing"]),
        ("I can't stand long", ["standing"]),
        ("i can't lie down", ["lying_back", "lying_front", "side_lying"]),
        ("i can't stand the pain", []),
        ("i can't stand it", []),
        ("i can't sleep on my side", []),
        ("can i kneel", []),
        ("it hurts on my left side", []),
    ],
)
def test_positions_out_of_reach(reader: ExerciseTalkReader, text: str, out: list[str]) -> None:
    assert sorted(reader.read(text).out) == out


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("I can only do it sitting", "sitting"),
        ("im in a wheelchair", "sitting"),
        ("only seated ones please", "sitting"),
        ("can i do them sitting down", "sitting"),
        ("I'm in bed", "lying"),
        ("can i do them in bed", "lying"),
        ("only standing ones please", "standing"),
        ("i can't sit", None),
        ("my back hurts when i sit in a chair", None),
        ("i sleep in a bed", None),
    ],
)
def test_the_only_position(reader: ExerciseTalkReader, text: str, only: str | None) -> None:
    assert reader.read(text).only == only


@pytest.mark.parametrize(
    ("text", "missing", "found"),
    [
        ("I have no mat", ["mat"], []),
        ("i dont own a mat or a band", ["band", "mat"], []),
        ("no resistance band", ["band"], []),
        ("no resistence band", ["band"], []),
        ("no chair", ["chair"], []),
        ("no wall space", ["wall"], []),
        ("I have no equipment", ["equipment"], []),
        ("i only have a rug", ["mat"], []),
        ("nothing here to exercise with", ["equipment"], []),
        ("i found a mat", [], ["mat"]),
        ("i have a band now", [], ["band"]),
        ("do i need a mat", [], []),
        ("my band plays on friday", [], []),
    ],
)
def test_things_missing_and_found(reader: ExerciseTalkReader, text: str, missing: list[str], found: list[str]) -> None:
    talk = reader.read(text)
    assert (sorted(talk.missing), sorted(talk.found)) == (missing, found)


def test_what_is_possible_after_all(reader: ExerciseTalkReader) -> None:
    assert reader.read("sorry, actually i can kneel").in_reach == {"kneeling"}
    assert reader.read("kneeling is fine").in_reach == {"kneeling"}
    assert reader.read("actually the floor is ok").in_reach == {"floor"}
    assert not reader.read("how can i kneel").in_reach


@pytest.mark.parametrize(
    ("text", "feels"),
    [
        ("it hurts when I do it", "hurts"),
        ("the bridge herts", "hurts"),
        ("the bridge makes my leg tingle", "spreads"),
        ("pain shoots down when I do the press up", "spreads"),
        ("my hand goes numb with number 2", "spreads"),
        ("i get a sharp pain with the bridge", "sharp"),
        ("my back is sore after the exercises", "sore"),
        ("all of them hurt", "hurts"),
        ("ouch", "hurts"),
        ("number 3", None),
        ("the bridge does not hurt", None),
        ("the bridge helps with my pain", None),
        ("exercises for neck pain", None),
        ("which exercise is good for leg pain", None),
        ("my back hurts when i sit", None),
    ],
)
def test_how_an_exercise_feels(reader: ExerciseTalkReader, text: str, feels: str | None) -> None:
    assert reader.read(text).feels == feels


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("how often", "often"),
        ("how many times", "often"),
        ("which days", "days"),
        ("when do I see a change", "change"),
        ("do I have to do all of them", "all"),
        ("can i skip one", "all"),
        ("do i do them every day", "often"),
        ("can I do them on the same day", "same_day"),
        ("I missed a week", "missed"),
        ("in what order", "order"),
        ("how long do i hold it", "dose"),
        ("do i need a mat", "equipment"),
        ("how long does it all take", "time"),
        ("for how many weeks", "weeks"),
        ("hello", None),
    ],
)
def test_questions_about_a_plan(reader: ExerciseTalkReader, text: str, question: str | None) -> None:
    assert reader.read(text).question == question


@pytest.mark.parametrize(
    ("text", "way", "whole_set"),
    [
        ("show me an easier one", "easier", False),
        ("something easier than the plank", "easier", False),
        ("easier ones", "easier", True),
        ("a harder version of the bridge", "harder", False),
        ("the bridge is too easy", "harder", False),
        ("i can't do the bridge", "easier", False),
        ("how is the weather", None, False),
    ],
)
def test_easier_and_harder(reader: ExerciseTalkReader, text: str, way: str | None, whole_set: bool) -> None:
    talk = reader.read(text)
    assert (talk.way, talk.whole_set) == (way, whole_set)


def test_an_exercise_without_a_file_and_a_hint(reader: ExerciseTalkReader) -> None:
    assert reader.read("how do i do the russian twist").unknown == "russian twist"
    assert reader.read("how do i do the bridge").unknown is None
    assert reader.read("the one on the floor").hint == "on the floor"
    assert reader.read("that floor thing").hint == "floor"
    assert reader.read("the next one").hint is None

"""Putting back what a plan lost, and taking out what is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.assistant.plan_edit_turns import last_removed, puts_back, removed_places, removes_by_hint, removes_one
from backline.knowledge import ExerciseLibrary
from backline.language.exercise_talk import ExerciseTalkReader


@pytest.fixture(scope="module")
def reader() -> ExerciseTalkReader:
    library = ExerciseLibrary.load(Path(__file__).parents[2] / "data" / "exercises")
    return ExerciseTalkReader({exercise.id: exercise.called for exercise in library})


def test_the_last_exercise_that_went() -> None:
    assert last_removed([["a", "b"], ["b", "c"]]) == ["a"]
    assert last_removed([["a", "b"], ["b", "c"], ["a", "b"]]) == ["c"]
    assert last_removed([["a", "b"], ["b"], ["b", "d"]]) == ["a"]
    assert last_removed([["a", "b"], ["b"], None, ["b"]]) == []


@pytest.mark.parametrize("text", ["put that one back", "can you bring it back in", "add back what you removed"])
def test_one_is_wanted_back(reader: ExerciseTalkReader, text: str) -> None:
    assert puts_back(reader.read(text))


@pytest.mark.parametrize(
    "text", ["it hurts my back", "i want my back to be better", "do not put it back", "get back pain"]
)
def test_none_is_wanted_back(reader: ExerciseTalkReader, text: str) -> None:
    assert not puts_back(reader.read(text))


def test_one_is_wanted_out(reader: ExerciseTalkReader) -> None:
    assert removes_one(reader.read("please leave out the bridge"))
    assert removes_one(reader.read("get rid of bird dog"))
    assert not removes_one(reader.read("replace the bridge with the plank"))
    assert not removes_one(reader.read("how do i do the bridge"))


def test_a_place_is_not_wanted(reader: ExerciseTalkReader) -> None:
    assert removed_places(reader.read("not the second one"), 4) == [2]
    assert removed_places(reader.read("please not number 3"), 4) == [3]
    assert removed_places(reader.read("not the second one but how is the third done?"), 4) == []
    assert removed_places(reader.read("not today"), 4) == []


@pytest.mark.parametrize("text", ["skip the cat one", "please leave out the towel thing", "not the chair one"])
def test_one_is_hinted_out(reader: ExerciseTalkReader, text: str) -> None:
    assert removes_by_hint(reader.read(text))


@pytest.mark.parametrize("text", ["how is the cat one done", "show me the cat one", "not the same one", "skip"])
def test_none_is_hinted_out(reader: ExerciseTalkReader, text: str) -> None:
    assert not removes_by_hint(reader.read(text))

"""Drawings as still pictures: every exercise, in a shape that messaging apps show whole, with its labels."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from backline.assistant import resources
from backline.drawing.png import TALLEST, WIDEST, WIDTH, draw_png
from backline.knowledge import Exercise

_LABEL = (77, 91, 102)
_WHITE = (255, 255, 255)


@pytest.mark.parametrize("exercise", list(resources.exercises()), ids=lambda exercise: exercise.id)
def test_every_exercise_becomes_a_small_picture_that_is_shown_whole(exercise: Exercise) -> None:
    png = draw_png(exercise.figure, exercise.name)
    assert len(png) < 200_000
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    width, height = picture.size
    assert width == WIDTH
    assert TALLEST - 0.01 <= width / height <= WIDEST + 0.01
    counted = {color: count for count, color in picture.getcolors(1 << 20)}
    assert counted[_LABEL] > 60, "no labels were drawn"
    assert counted[_WHITE] < 0.95 * width * height, "hardly anything is drawn"
    assert all(picture.getpixel(corner) == _WHITE for corner in ((0, 0), (width - 1, 0)))


def test_the_same_exercise_is_the_same_picture() -> None:
    exercise = next(iter(resources.exercises()))
    assert draw_png(exercise.figure, exercise.name) == draw_png(exercise.figure, exercise.name)

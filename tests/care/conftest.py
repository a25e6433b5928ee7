"""What the tests of ``backline.care`` share: the shipped exercises and replies."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.care import RedFlagReplies
from backline.knowledge.exercises import ExerciseLibrary

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="session")
def library() -> ExerciseLibrary:
    """The exercises that are shipped."""
    return ExerciseLibrary.load(DATA / "exercises")


@pytest.fixture(scope="session")
def replies() -> RedFlagReplies:
    """The red-flag replies that are shipped."""
    return RedFlagReplies.load(DATA / "red_flag_replies.yml")

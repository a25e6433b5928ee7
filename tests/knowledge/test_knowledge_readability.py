"""Every answer reads at US grade 8 or below, and at grade 6 on average.

Grades are Flesch-Kincaid grades as textstat computes them. The names of topics are replaced by "it" first: patients
know the name of what they ask about, and "degenerative disc disease" is long in any wording. The clinic's words are
filled in. To measure without a download, syllables are counted by vowel groups and not looked up in a dictionary.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from backline.knowledge import KnowledgeBase
from backline.settings import load_clinic
from tests.helpers.syllables import offline_syllables  # noqa: F401  (a fixture)

GRADE = 8.0
AVERAGE_GRADE = 6.0

PROJECT = Path(__file__).parents[2]
KNOWLEDGE = KnowledgeBase.load(PROJECT / "data" / "knowledge")
WORDS = load_clinic(PROJECT / "clinic.yml").words()
NAMES = re.compile(
    r"\b("
    + "|".join(sorted((re.escape(topic.name) for topic in KNOWLEDGE.topics.values()), key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
textstat: Any = import_module("textstat")  # it has no type hints
pytestmark = pytest.mark.usefixtures("offline_syllables")


def grade(text: str) -> float:
    """The school year whose pupils can read ``text``."""
    return float(textstat.flesch_kincaid_grade(NAMES.sub("it", text)))


def grades() -> dict[str, float]:
    """The grade of every answer, as patients see it."""
    return {
        f"{topic.id} {answer.aspect}": grade(answer.fill(WORDS))
        for topic in KNOWLEDGE.topics.values()
        for answer in topic.answers.values()
    }


def test_the_measure_tells_plain_from_hard() -> None:
    plain = "Your back is strong. It is made to move. Walk a little each day."
    hard = "Conservative management necessitates multidisciplinary rehabilitation of degenerative lumbar pathology."
    assert grade(plain) < 2
    assert grade(hard) > 15


def test_every_answer_is_easy_to_read() -> None:
    assert {name: round(value, 1) for name, value in grades().items() if value > GRADE} == {}


def test_answers_are_easy_on_average() -> None:
    values = list(grades().values())
    assert sum(values) / len(values) <= AVERAGE_GRADE

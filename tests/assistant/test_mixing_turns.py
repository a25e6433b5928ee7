"""Whether a message asks if a pain medicine goes with another medicine."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.mixing_turns import mix_asked, mixes_medicines


@pytest.mark.parametrize(
    ("plain", "topics", "context"),
    [
        ("is it ok to have naproxen with amlodipine", ["anti_inflammatory"], None),
        ("can i take my pain pills with my heart pills", ["medication"], None),
        ("i am on atorvastatin , may i use tramadol", ["opioid"], None),
        ("can i use naproxin with blorbex", ["anti_inflammatory"], None),
        ("tizanidine with sleeping pills", ["muscle_relaxant"], None),
        ("is it safe if i have it with lorazepam", [], "opioid"),
        ("i am on morphine , can i have that", ["opioid"], "nerve_pain_medicine"),
    ],
)
def test_two_medicines_are_asked_about(plain: str, topics: list[str], context: str | None) -> None:
    assert mixes_medicines(plain, topics, context)


@pytest.mark.parametrize(
    ("plain", "topics"),
    [
        ("can i take naproxen with breakfast", ["anti_inflammatory"]),
        ("can i take naproxen tablets", ["anti_inflammatory"]),
        ("i tried naproxen with tramadol and it is bad", ["anti_inflammatory", "opioid"]),
        ("is naproxen better than tramadol", ["anti_inflammatory", "opioid"]),
        ("can i take naproxen with a bulging disc", ["anti_inflammatory", "bulging_disc"]),
        ("can i take sertraline pills with metformin", ["sleep"]),
    ],
)
def test_other_questions_are_none(plain: str, topics: list[str]) -> None:
    assert not mixes_medicines(plain, topics, None)


def test_the_same_medicine_is_no_other() -> None:
    assert not mixes_medicines("i take gabapentin , is that ok", ["nerve_pain_medicine"], "nerve_pain_medicine")


def test_the_text_that_names_the_other_is_given() -> None:
    asked = mix_asked("can i take morphine with pregabalin", ["opioid", "nerve_pain_medicine"], None, bare=True)
    assert asked == Asked("ask_risks", ("nerve_pain_medicine",))


def test_what_is_taken_already_is_not_what_is_asked_about() -> None:
    asked = mix_asked("i am on citalopram , can i take codeine", ["antidepressant", "opioid"], None, bare=True)
    assert asked == Asked("ask_risks", ("opioid",))


def test_a_few_words_are_an_answer_where_something_was_asked() -> None:
    assert mix_asked("codeine with pregabalin", ["opioid", "nerve_pain_medicine"], None, bare=False) is None

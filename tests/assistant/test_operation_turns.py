"""What may be done after an operation."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.operation_turns import asked_after_operation

_LEARNED = "ask_recovery"


def test_the_operation_that_is_named_goes_before_work() -> None:
    asked = asked_after_operation(
        "how long off work after a fusion", ["work_activity", "fusion"], None, [], None, _LEARNED
    )
    assert asked == Asked("ask_recovery", ("fusion",))


def test_the_operation_that_was_talked_about_is_meant() -> None:
    said = "decompression/recovery"
    asked = asked_after_operation("can i carry my baby", [], "decompression", [], said, _LEARNED)
    assert asked == Asked("ask_how_to", ("recovery",))


def test_an_operation_that_was_told_is_minded() -> None:
    told = ["recent_surgery"]
    asked = asked_after_operation("can i lift a crate", ["work_activity"], "low_back_pain", told, None, _LEARNED)
    assert asked == Asked("ask_how_to", ("recovery",))


@pytest.mark.parametrize(
    ("plain", "topics", "context"),
    [
        ("can i lift a crate", ["work_activity"], "low_back_pain"),
        ("can a fusion help me work", ["fusion"], None),
        ("can i run before surgery", ["surgery"], None),
        ("is it ok that my leg is numb when i sit", [], "fusion"),
        ("can a laminectomy fail from shoveling", ["decompression"], None),
        ("is it ok to have surgery since chiro never really worked", ["surgery", "chiropractic"], None),
        ("can i swim with sciatica", ["sciatica"], "fusion"),
    ],
)
def test_other_questions_are_none(plain: str, topics: list[str], context: str | None) -> None:
    assert asked_after_operation(plain, topics, context, [], None, _LEARNED) is None


@pytest.mark.parametrize("learned", ["ask_when_surgery", "ask_comparison", "ask_cost"])
def test_what_is_asked_of_the_operation_itself_goes_first(learned: str) -> None:
    plain = "can i get a discectomy paid after i stopped working"
    assert asked_after_operation(plain, ["decompression"], None, [], None, learned) is None

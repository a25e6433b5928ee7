"""Which urgent sign was heard, and whether it is taken back."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.signs_taken_back import asks_which_sign, signs_taken_back, takes_back_the_sign


@pytest.mark.parametrize(
    "text",
    [
        "i never fell",
        "no i didnt fall lol",
        "I did not fall down.",
        "there was no fall",
        "that's a figure of speech",
        "i never said that",
        "I didn't mean it like that.",
        "what warning sign, i never told you one",
        "you misread me",
    ],
)
def test_a_sign_that_was_misread_is_taken_back(text: str) -> None:
    assert signs_taken_back(text, ["fracture"]) == {"fracture"}


@pytest.mark.parametrize(
    "text",
    [
        "i didnt fall hard",
        "I did not fall from a ladder",
        "i did not fall, i slipped on ice",
        "i didnt fall but a car hit me",
        "I never said that it was bad",
        "i didnt say it hurts less",
        "no fever",  # another sign
        "it is better now",
        "i have not fallen ill",
    ],
)
def test_when_in_doubt_a_sign_stands(text: str) -> None:
    assert not signs_taken_back(text, ["fracture"])


def test_of_several_signs_only_the_one_that_is_denied_is_taken_back() -> None:
    assert signs_taken_back("i dont have a fever", ["infection", "cancer"]) == {"infection"}
    assert signs_taken_back("I never said that", ["self_harm", "fracture"]) == {"fracture"}


def test_a_sign_is_taken_back_only_while_it_stands_and_not_as_an_answer_to_the_list() -> None:
    def taken_back(*events: Any) -> bool:
        return takes_back_the_sign("i didnt fall", DialogueStateTracker.from_events("somebody", list(events)))

    stands = (SlotSet("red_flag_tier", "urgent"), SlotSet("red_flags", ["fracture"]))
    assert taken_back(*stands)
    assert taken_back(*stands, ActiveLoop("care_review_form"))
    assert not taken_back(*stands, ActiveLoop("care_review_form"), SlotSet("requested_slot", "warning_signs"))
    assert not taken_back(*stands, ActiveLoop("contact_form"))
    assert not taken_back(SlotSet("red_flag_tier", "emergency"), SlotSet("red_flags", ["fracture"]))
    assert not taken_back()
    assert not takes_back_the_sign("i didnt fall", None)


def test_which_sign_it_was_may_be_asked() -> None:
    assert asks_which_sign("what warning sign?")
    assert not asks_which_sign("what is a disc")


@pytest.mark.parametrize(
    "text", ["i am on a diet", "lost it on purpose", "i started ozempic in spring", "been eating less"]
)
def test_a_diet_explains_lost_weight_and_no_cancer(text: str) -> None:
    assert signs_taken_back(text, ["cancer"], {"weight_loss"}) == {"cancer"}
    assert not signs_taken_back(text, ["cancer"], {"weight_loss", "cancer_with_spine_pain"})
    assert not signs_taken_back(text, ["infection"], {"weight_loss"})


@pytest.mark.parametrize(
    "text", ["i am not on a diet", "should i go on a diet", "i was on a diet but it is more than that"]
)
def test_a_diet_that_explains_nothing(text: str) -> None:
    assert not signs_taken_back(text, ["cancer"], {"weight_loss"})

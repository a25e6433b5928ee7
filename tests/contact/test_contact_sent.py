"""What is asked of a contact request that was sent."""

from __future__ import annotations

import pytest

from backline.contact.sent import asks_if_received, wants_deletion


@pytest.mark.parametrize(
    "text",
    [
        "delete the request please",
        "nah pls just erase my details",
        "i changed my mind, cancel my request",
        "can you delet everything i sent",
        "withdraw the form",
        "take my number off your list",
        "pls remov all of my contact details",
        "i filled in a form last week, cancel it please",
        "erase everything ive sent u",
        "can u scrap BL-T6WJ-VY",
    ],
)
def test_it_is_to_be_deleted(text: str) -> None:
    assert wants_deletion(text)


@pytest.mark.parametrize(
    "text",
    [
        "delete the bridge from my plan",
        "how do they remove a disc",
        "can i cancel the operation",
        "how can i get rid of all the stuff in my hips",
        "what gets rid of the tingling, any information",
        "will they remove the bone spurs, what is the number of visits",
        "can it take the swelling down, whats the name of that",
        "does a shot get rid of this form of arthritis",
        "is my request there",
        "no",
    ],
)
def test_nothing_is_to_be_deleted(text: str) -> None:
    assert not wants_deletion(text)


@pytest.mark.parametrize(
    "text",
    ["did u recieve my form", "has my request gone through", "did my request come in?", "any news on my request",
     "have you got the form i filled in last week"],
)  # fmt: skip
def test_whether_it_came_in_is_asked(text: str) -> None:
    assert asks_if_received(text)


@pytest.mark.parametrize(
    "text",
    [
        "did you read my message",
        "i have a request",
        "what happens with my data",
        "did you get that",
        "who reads the form",
    ],
)
def test_something_else_is_asked(text: str) -> None:
    assert not asks_if_received(text)


def test_right_after_it_was_sent_it_needs_no_name() -> None:
    assert wants_deletion("nah, cancel it please", just_sent=True)
    assert not wants_deletion("nah, cancel it please")
    assert not wants_deletion("remove that one from my plan", just_sent=True)

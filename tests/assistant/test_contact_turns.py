"""The intent of messages about a contact request, where their words alone do not tell."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.contact_turns import contact_intent
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _clinic(settings: Settings) -> None:
    resources.use(settings)


def _intent(text: str, learned: str, *events: Any, asks: Any = ()) -> str | None:
    tracker = DialogueStateTracker.from_events("somebody", list(events)) if events else None
    return contact_intent(text, tracker, learned, {"asks": list(asks)})


_IN_FORM = ActiveLoop("contact_form")
_OFFERED = SlotSet("offer", "contact_form")


def test_a_number_and_a_wish_to_be_called_is_a_request() -> None:
    assert _intent("ring me on 415 555 0134", "inform") == "request_contact"
    assert _intent("im ina roth 415 555 0134", "inform") == "request_contact"
    assert _intent("the ward has 415 555 0134 on its sign as far as I know", "inform") is None


def test_a_number_after_an_offer_is_one_as_well() -> None:
    text = "right so here you are then 415 555 0134"
    assert _intent(text, "inform") is None
    assert _intent(text, "inform", _OFFERED) == "request_contact"


def test_distress_is_not_taken_for_a_request_or_a_refusal() -> None:
    assert _intent("i can't go on, call me 415 555 0134", "distress") is None
    assert _intent("i don't want a form, i can't go on", "distress", _IN_FORM) is None


def test_a_refusal_ends_the_form_and_starts_none() -> None:
    assert _intent("please no longer want a call back", "request_contact", _IN_FORM) == "cancel"
    assert _intent("i don't need a form", "request_contact") == "deny"
    assert _intent("i don't need a form", "complain") is None
    assert _intent("i do not want you to ring me any more", "nlu_fallback") == "cancel"


def test_what_is_asked_beside_a_refusal_is_answered() -> None:
    asked = {"intent": "ask_what_is", "confidence": 0.9}
    assert _intent("i don't need a form, what is stenosis", "request_contact", asks=[asked]) == "ask_what_is"


def test_so_is_what_they_want_to_be_told_of() -> None:
    tracker = DialogueStateTracker.from_events("somebody", [SlotSet("offer", None)])
    text = "i don't need a form, just tell me about fusion"
    assert contact_intent(text, tracker, "request_contact", {"topics": ["fusion"]}) == "ask_what_is"
    assert contact_intent("i don't need a form", tracker, "request_contact", {"topics": ["fusion"]}) == "deny"


def test_second_thoughts_take_what_was_offered() -> None:
    assert _intent("hm ok yes then", "correct", _OFFERED) == "affirm"
    assert _intent("hm ok yes then", "correct") is None


def test_a_number_that_was_wrong_in_a_request_that_was_sent_starts_no_other() -> None:
    sent = SlotSet("contact_reference", "AB-1234")
    assert _intent("my number is 415 555 0134", "correct", sent) is None

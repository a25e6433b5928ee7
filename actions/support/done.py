"""What is said to somebody who asks whether the review is over."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.support.menu import MENU
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView


def say_it_is_done(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
    """Say that the review is over; what was offered stays on offer."""
    on_offer = view.slot("offer") == "contact_form"
    end = "Would you like the clinic to get in touch with you?" if on_offer else "What else can I do for you?"
    say_one_of(
        dispatcher,
        [f"Yes, the review is done. What I suggested stands above. {end}", f"That was all of the review, yes. {end}"],
        view.said_before(),
        buttons=MENU[3:] if on_offer else MENU,
    )
    return []

"""Answers to questions about a contact request while it is taken."""

from __future__ import annotations

from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import Aside
from backline.contact.sent import asks_if_received, wants_deletion


def about_the_request(aside: Aside) -> str:
    """One sentence of the clinic's own for a question about the request."""
    clinic = resources.clinic()
    months = clinic.retention.lead_months
    return {
        "who": f"Someone from {clinic.name} will get in touch {clinic.callback_promise}.",
        "when": f"{clinic.name} gets in touch {clinic.callback_promise} after you send this.",
        "refuse": "Then nothing is sent to the clinic, and no request is kept. "
        f"You can still call us at {clinic.phone}.",
        "keep": f"We delete a request after {months} month{'' if months == 1 else 's'}, "
        f"or sooner if you call {clinic.phone}.",
    }[aside]


def about_a_sent_request(view: TurnView) -> str | None:
    """What there is to say where a request is asked for that was sent, or is to be deleted; None where it is not."""
    if not view.reading:
        return None
    clinic = resources.clinic()
    reference = view.slot("contact_reference")
    if reference and wants_deletion(view.text):
        return (
            f"I can't delete a request that was sent. Please call {clinic.phone} and give the number {reference}. "
            "They will delete it for you."
        )
    if not asks_if_received(view.text):
        return None
    if reference:
        return (
            f"Yes, your request {reference} is saved. {clinic.name} gets in touch {clinic.callback_promise}. "
            f"If you don't hear from us, call {clinic.phone} and give that number."
        )
    return (
        f"I can't see earlier requests from here. Please call {clinic.phone}, and have your reference "
        "number at hand if "
        "you got one. Or we make a new request."
    )

"""Answers to questions about a contact request while it is taken."""

from __future__ import annotations

import re
from typing import Literal

from actions.support.speech import fill, fresh
from actions.support.view import TurnView
from backline.assistant import resources
from backline.contact import Aside
from backline.contact.sent import asks_if_received, wants_deletion

_DO_YOU_DO = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|also|hey)\W+)*(?:do|does|can|could|would|will|is|are|d) (?:you|u|ya|they"
    r"|the clinic|your (?:clinic"
    r"|doctors?|team|place)|that|it|this)(?: guys| all| folks)?\W+(?:even |also |really |actually )?"
    r"(?:do|does|offer|give|provide|have|handle|arrange|set up|something)\b(?: (?:you|u|your (?:clinic"
    r"|doctors?|team)))?"
    r"(?: (?:that|this|it|those|them|these|such|ones?|any of that|do|offer|kind|of|thing|a thing|there|here"
    r"|too|as well))*\W*$",
    re.I,
)


def about_the_request(aside: Aside | Literal["terms"]) -> str:
    """One sentence of the clinic's own for a question about the request."""
    clinic = resources.clinic()
    months = clinic.retention.lead_months
    return {
        "who": f"Someone from {clinic.name} will get in touch {clinic.callback_promise}.",
        "when": f"{clinic.name} gets in touch {clinic.callback_promise} after you send this.",
        "refuse": "Then nothing is sent to the clinic, and no request is kept. "
        f"You can still call us at {clinic.phone}.",
        "terms": f"I can't settle that here, but the staff at {clinic.name} can. You can tell them when "
        "they call, or call "
        f"{clinic.phone} first.",
        "keep": f"We delete a request after {months} month{'' if months == 1 else 's'}, "
        f"or sooner if you call {clinic.phone}.",
    }[aside]


def about_what_the_clinic_does(view: TurnView) -> str | None:
    """What "do you do that" gets for an answer, after something was named; None for all else."""
    if not _DO_YOU_DO.match(view.text):
        return None
    said = [event for event in view.tracker.events if event["event"] == "user"]
    named = [
        name
        for event in said[-3:]
        for name in ((event.get("parse_data") or {}).get("reading") or {}).get("topics") or []
    ]
    clinic = resources.clinic()
    if "second_opinion" in named:
        answer = resources.knowledge().find("second_opinion", "how_to")
        if answer is not None:
            return fill(answer.text)
    return f"The team at {clinic.name} can tell you that when they get in touch, or at {clinic.phone}."


def about_a_sent_request(view: TurnView) -> str | None:
    """What there is to say where a request is asked for that was sent, or is to be deleted; None where it is not."""
    if not view.reading:
        return None
    clinic = resources.clinic()
    reference = view.slot("contact_reference")
    just_sent = any(str(reference) in said for said in view.said_before())
    if reference and wants_deletion(view.text, just_sent=just_sent):
        return fresh(
            f"I can't delete a request that was sent. Please call {clinic.phone} and give the number {reference}. "
            "They will delete it for you.",
            view.said_before(),
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

"""Answers to questions about a contact request while it is taken."""

from __future__ import annotations

from backline.assistant import resources
from backline.contact import Aside


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

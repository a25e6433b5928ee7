"""What to bring, what happens and what to ask at a visit."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.visit_turns import visit_asked
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


@pytest.mark.parametrize(
    ("text", "topic", "aspect"),
    [
        ("wat do i need to bring to my appt", "first_visit", "how_to"),
        ("how should i prepare for seeing the surgeon", "first_visit", "how_to"),
        ("shud i bring my old xrays", "first_visit", "how_to"),
        ("is it ok if my daughter joins me at the appointment", "first_visit", "how_to"),
        ("what goes on at the first consultation", "first_visit", "what_is"),
        ("what are good questions for a spine surgeon", "questions_to_ask", "what_is"),
        ("what should i ask the doctor", "questions_to_ask", "how_to"),
        ("what happens once i send the request", "appointment_contact", "how_to"),
    ],
)
def test_before_a_visit(text: str, topic: str, aspect: str) -> None:
    assert visit_asked(plain_text(text)) == Asked.of(topic, aspect)


def test_how_long_it_is_only_the_clinic_knows() -> None:
    assert visit_asked(plain_text("how long is an appointment")) == Asked("ask_clinic")


@pytest.mark.parametrize(
    "text",
    [
        "what do i bring to the hospital for my surgery",
        "i want to book a first visit",
        "how long is the wait for an appointment",
        "what happens if i miss my appointment",
        "what brought on my back pain",
        "can i ask you a question",
    ],
)
def test_other_questions(text: str) -> None:
    assert visit_asked(plain_text(text)) is None

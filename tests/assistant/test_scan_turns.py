"""Which scan, whether one is needed, and what it is like."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.scan_turns import scan_asked
from backline.language.plain_text import plain_text
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped knowledge."""


def asked(text: str) -> Asked | None:
    return scan_asked(plain_text(text), ["diagnosis_imaging"])


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        ("is a ct better than an mri", "comparison"),
        ("whats the difference between xray and ct scan", "comparison"),
        ("why an mri and not an x-ray", "comparison"),
        ("should i get scanned", "benefits"),
        ("do i really need an mri for back pain", "benefits"),
        ("why wont they give me an xray", "benefits"),
        ("what happens in an mri", "how_to"),
        ("what is a ct scan like", "how_to"),
    ],
)
def test_of_scans(text: str, aspect: str) -> None:
    assert asked(text) == Asked.of("diagnosis_imaging", aspect)


@pytest.mark.parametrize(
    "text",
    [
        "what does my mri show",
        "i had an xray and an mri",
        "how much is a ct",
        "do i need an mri of my knee",
        "mri results",
    ],
)
def test_other_questions(text: str) -> None:
    assert asked(text) is None

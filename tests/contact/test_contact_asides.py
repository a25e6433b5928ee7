from __future__ import annotations

import pytest

from backline.contact import aside_in


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("who will call me", "who"),
        ("and who is going to call me?", "who"),
        ("when will they call", "when"),
        ("how soon will someone call me back?", "when"),
        ("what will happen next?", "when"),
        ("and what happens then", "when"),
        ("what happens after i send this?", "when"),
        ("what's next", "when"),
        ("what happens in surgery?", None),
        ("what comes after physical therapy", None),
        ("no hang on, what if i refuse", "refuse"),
        ("and what would happen if i dont agree", "refuse"),
        ("must i say yes", "refuse"),
        ("what happens if i dont do my exercises", None),
        ("what if i don't want surgery", None),
        ("how long do you keep it", "keep"),
        ("How long will my details be stored?", "keep"),
        ("call me when the doctor calls", None),
        ("Mark Hoover", None),
        ("whenever you can call", None),
    ],
)
def test_questions_about_the_request(text: str, aside: str | None) -> None:
    assert aside_in(text) == aside

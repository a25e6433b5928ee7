from __future__ import annotations

import pytest

from backline.language.cannot_do import cannot_in


@pytest.mark.parametrize(
    ("text", "cannot"),
    [
        ("I can't work because of it", ("work",)),
        ("ive been off work since may", ("work",)),
        ("cant sleep, cant walk, cant do nothing", ("sleep", "walking")),
        ("I can barely walk to the car", ("walking",)),
        ("I haven't slept in three days", ("sleep",)),
        ("I had to stop working", ("work",)),
        ("i cant sleep or work anymore", ("work", "sleep")),
        ("I can't sleep on my left side", ()),
        ("I can't work out any more", ()),
        ("I can't walk the dog as far as before", ()),
        ("it hurts when I walk and sleep", ()),
        ("will I be unable to work?", ()),
        ("", ()),
    ],
)
def test_what_is_out_of_reach(text: str, cannot: tuple[str, ...]) -> None:
    assert cannot_in(text) == cannot

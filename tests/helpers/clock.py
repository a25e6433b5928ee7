"""Moving the time that the console sees."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from backline.console import account, one_time_codes, second_step, throttle
from backline.storage import staff, staff_links

_real = time.time


def move_on(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the console's clock be ``seconds`` ahead until the test ends."""
    clock = SimpleNamespace(time=lambda: _real() + seconds)
    for module in (account, one_time_codes, second_step, throttle, staff, staff_links):
        monkeypatch.setattr(module, "time", clock)

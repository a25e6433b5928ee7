"""No message takes a pattern of the assistant long, however often it says a word."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import actions.support
import backline.assistant
from backline.assistant.who_turns import asks_who
from tests.helpers.slow_patterns import patterns_of, slow_on

_MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (backline.assistant, actions.support)
    for module in pkgutil.iter_modules(package.__path__)
]


def test_a_pattern_with_two_ways_is_found() -> None:
    assert slow_on(re.compile(r"^(?:(?:oh|no|oh no) ?)+$"), 0.2)
    assert slow_on(re.compile(r"^(?:(?:oh|no) )+$"), 0.2) is None


@pytest.mark.parametrize("name", _MODULES)
def test_every_pattern_is_quick_on_its_own_words(name: str) -> None:
    slow = {at: slow_on(pattern, 1.0) for at, pattern in patterns_of(import_module(name)).items()}
    assert {at: text for at, text in slow.items() if text} == {}


def test_who_is_asked_again_and_again() -> None:
    assert not asks_who("are you a " + "real robot " * 30 + "xyz", None)
    assert asks_who("are you a " + "real robot " * 30, None)

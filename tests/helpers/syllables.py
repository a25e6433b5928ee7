"""Reading grades without a download."""

from __future__ import annotations

import re
from importlib import import_module

import pytest


class Syllables:
    """Counts syllables by vowel groups, in the form of a pronouncing dictionary (which would be a download)."""

    def __getitem__(self, word: str) -> list[list[str]]:
        groups = len(re.findall(r"[aeiouy]+", word))
        if re.search(r"[^aeioul]e$|[^aeioutd]ed$", word) and groups > 1:
            groups -= 1
        return [["A1"] * max(1, groups)]


@pytest.fixture
def offline_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let textstat count syllables so."""
    counter = import_module("textstat.backend.counts._count_syllables")
    monkeypatch.setattr(counter, "get_cmudict", lambda lang: Syllables())

"""What the tests of `backline.language` share: the shipped rules and lexicon, and a reader of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.language import Reader, RedFlagRules, load_lexicon

DATA = Path(__file__).parents[2] / "data"
CONDITIONS = {
    "sciatica": ("sciatica", "sciatic pain"),
    "herniated_disc": ("herniated disc", "slipped disc", "disc herniation"),
    "spinal_stenosis": ("spinal stenosis", "stenosis"),
    "low_back_pain": ("low back pain", "lower back pain", "back pain"),
    "bone_spurs": ("bone spur",),
}


@pytest.fixture(scope="session")
def rules() -> RedFlagRules:
    return RedFlagRules.load(DATA / "red_flags.yml")


@pytest.fixture(scope="session")
def reader(rules: RedFlagRules) -> Reader:
    lexicon = load_lexicon(DATA / "knowledge" / "lexicon")
    return Reader({**lexicon, "condition": CONDITIONS, "treatment": {"surgery": ("surgery",)}}, rules)

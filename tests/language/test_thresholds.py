"""The thresholds of the learned layer: the project's own, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.language import LanguageError, read_thresholds
from backline.language.contract import CARE, RED_FLAGS, TOPICS

PROJECT = Path(__file__).resolve().parents[2]
GOOD: dict[str, Any] = {
    "by_hand": {"why": "real messages differ"},
    "scope": 0.5,
    "bare_scope": 0.4,
    "red_flags": {"default": 0.6, "cancer": 0.7},
    "topics": {"default": 0.3},
    "tried": {"default": 0.5},
    "tried_unnamed": 0.9,
    "duration": 0.4,
    "improved": 0.5,
    "not_improved": 0.5,
}


def write(folder: Path, content: object) -> Path:
    path = folder / "thresholds.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


def test_what_is_not_named_gets_the_default(tmp_path: Path) -> None:
    thresholds = read_thresholds(write(tmp_path, GOOD))
    assert thresholds.red_flags == {**dict.fromkeys(RED_FLAGS, 0.6), "cancer": 0.7}
    assert thresholds.topics == dict.fromkeys(TOPICS, 0.3)


def test_what_is_set_by_hand_goes_first(tmp_path: Path) -> None:
    by_hand = {"why": "real messages differ", "scope": 0.9, "topics": {"surgery": 0.1}, "tried": {"surgery": 0.8}}
    thresholds = read_thresholds(write(tmp_path, {**GOOD, "by_hand": by_hand}))
    assert thresholds.scope == 0.9
    assert thresholds.topics["surgery"] == 0.1
    assert thresholds.topics["injection"] == 0.3
    assert thresholds.tried == {**dict.fromkeys(CARE, 0.5), "surgery": 0.8}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ({}, "needs exactly the sections"),
        ({**GOOD, "extra": 1}, "needs exactly the sections"),
        ({**GOOD, "scope": 0}, "scope is 0; write a number between 0 and 1"),
        ({**GOOD, "scope": True}, "scope is True"),
        ({**GOOD, "duration": "half"}, "duration is half"),
        ({**GOOD, "tried": 0.5}, "tried needs an entry 'default'"),
        ({**GOOD, "tried": {"default": 0.5, "leeches": 0.1}}, "tried names 'leeches'"),
        ({**GOOD, "red_flags": {"cancer": 0.5}}, "red_flags needs an entry 'default'"),
        ({**GOOD, "topics": {"default": 0.5, "backs": 0.1}}, "topics names 'backs'"),
        ({**GOOD, "by_hand": {}}, "by_hand needs an entry 'why'"),
        ({**GOOD, "by_hand": {"why": "so", "red_flags": {"cancer": 0.9}}}, "by_hand may hold"),
        ({**GOOD, "by_hand": {"why": "so", "scope": 2}}, "scope is 2"),
        ({**GOOD, "by_hand": {"why": "so", "topics": {"backs": 0.5}}}, "topics names 'backs'"),
    ],
)
def test_a_wrong_file_is_one_sentence(tmp_path: Path, content: object, complaint: str) -> None:
    with pytest.raises(LanguageError, match=complaint):
        read_thresholds(write(tmp_path, content))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="can not be read"):
        read_thresholds(tmp_path / "none.yml")


def test_the_projects_thresholds_are_read() -> None:
    assert 0 < read_thresholds(PROJECT / "data" / "thresholds.yml").scope < 1

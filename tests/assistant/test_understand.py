"""The command `backline understand`: lines in, lines out, and the public contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backline.language.contract import ASPECTS, CARE, CONDITION_PREFIX, RED_FLAGS, TOPICS
from backline.settings import Settings

MESSAGES = {
    "story": "I did physical therapy and two injections for my herniated disc, six months now, nothing helps. "
    "Since yesterday I can't feel when I pee. How long is recovery after surgery?",
    "other": "Where can I buy a cheap flight to Rome?",
    "shout": "MY BACK HURTS WHAT CAN I DO",
    "spanish": "me duele la espalda",
    "empty": "",
    "long": "my back hurts " * 2000,
}


@pytest.fixture(scope="module")
def said(settings: Settings, model: Path) -> dict[str, dict[str, Any]]:
    from backline.assistant.understand import understand_lines

    lines = [json.dumps({"id": name, "text": text}) for name, text in MESSAGES.items()]
    found = [json.loads(line) for line in understand_lines(settings, [*lines, "\n"])]
    assert [entry["id"] for entry in found] == list(MESSAGES)
    return {entry["id"]: entry for entry in found}


def test_every_line_keeps_the_contract(said: dict[str, dict[str, Any]]) -> None:
    for entry in said.values():
        assert set(entry) == {"id", "in_scope", "red_flags", "topics", "asks", "care"}
        assert set(entry["care"]) == {"tried", "duration_weeks", "improved", "sudden_worsening"}
        assert set(entry["red_flags"]) <= set(RED_FLAGS)
        assert set(entry["topics"]) <= set(TOPICS)
        assert set(entry["care"]["tried"]) <= set(CARE)
        assert entry["care"]["improved"] in (True, False, None)
        for ask in entry["asks"]:
            assert set(ask) == {"aspect", "topic", "confidence", "sentence"}
            assert ask["aspect"] in ASPECTS
            assert 0 <= ask["confidence"] <= 1


def test_a_long_story_is_understood_whole(said: dict[str, dict[str, Any]]) -> None:
    story = said["story"]
    assert story["in_scope"] is True
    assert "cauda_equina" in story["red_flags"]
    assert f"{CONDITION_PREFIX}herniated_disc" in story["topics"]
    assert story["care"]["tried"] == ["physical_therapy", "injection"]
    assert story["care"]["duration_weeks"] == pytest.approx(26, abs=1)
    assert story["care"]["improved"] is False
    assert any(ask["aspect"] == "recovery" and ask["topic"] == "surgery" for ask in story["asks"])


def test_what_belongs_elsewhere_is_out_of_scope(said: dict[str, dict[str, Any]]) -> None:
    assert (said["other"]["in_scope"], said["other"]["topics"], said["other"]["red_flags"]) == (False, [], [])
    assert said["shout"]["in_scope"] is True


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": 1}', '{"text": "back pain"}', '{"id": 1, "text": 2}'])
def test_a_wrong_line_is_named(settings: Settings, model: Path, line: str) -> None:
    from backline.assistant.understand import InputError, understand_lines

    good = json.dumps({"id": 1, "text": "my back hurts"})
    lines = understand_lines(settings, [good, line])
    assert json.loads(next(lines))["id"] == 1
    with pytest.raises(InputError, match="line 2"):
        next(lines)


def test_the_command_reads_and_writes_lines(settings: Settings, model: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "backline", "understand"],
        input=b'{"id": "a", "text": "my neck is stiff"}\n{"id": "b"}\n',
        capture_output=True,
        env={**os.environ, "BACKLINE_PROJECT_DIR": str(settings.project_dir)},
        check=False,
    )
    assert json.loads(done.stdout)["topics"] == [f"{CONDITION_PREFIX}neck_pain"] or done.stdout.count(b"\n") == 1
    assert done.returncode == 1
    assert done.stderr.decode().strip().splitlines()[-1].startswith("backline: line 2 needs an id and a text")

"""The plain `rasa` command works in the environment, without TensorFlow."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import PROJECT

RASA = Path(sys.executable).parent / "rasa"


def rasa(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "RASA_TELEMETRY_ENABLED": "false"}
    return subprocess.run(
        [str(RASA), *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=300
    )


def test_data_validate_finds_nothing_wrong() -> None:
    result = rasa("data", "validate")
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    assert "No story structure conflicts found" in result.stdout + result.stderr


def test_the_model_passes_rasas_own_test_stories(model: Path, tmp_path: Path) -> None:
    result = rasa(
        "test", "core", "--fail-on-prediction-errors", "--stories", "tests/rasa", "--model", str(model),
        "--out", str(tmp_path),
    )  # fmt: skip
    assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]
    assert "Correct:          3 / 3" in result.stdout + result.stderr


@pytest.mark.parametrize("name", ["DIETClassifier", "TEDPolicy"])
def test_a_component_that_needs_tensorflow_says_what_to_do(name: str, tmp_path: Path) -> None:
    config = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))
    if name == "TEDPolicy":
        config["policies"].append({"name": name})
    else:
        config["pipeline"] += [{"name": n} for n in ("WhitespaceTokenizer", "CountVectorsFeaturizer", name)]
    (tmp_path / "config.yml").write_text(yaml.safe_dump(config))
    result = rasa("train", "--config", str(tmp_path / "config.yml"), "--out", str(tmp_path), "--force")
    assert result.returncode != 0
    assert "needs TensorFlow" in result.stdout + result.stderr

"""The command line: what fails says in one sentence what to do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT


def backline(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "backline", *arguments],
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def assert_one_sentence(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("backline: ")
    for word in words:
        assert word in lines[0]


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_one_sentence(backline("serve", BACKLINE_PORT=port), port, "BACKLINE_PORT")


def test_a_folder_without_a_project_is_named(tmp_path: Path) -> None:
    assert_one_sentence(backline("serve", BACKLINE_PROJECT_DIR=str(tmp_path)), "clinic.yml", "BACKLINE_PROJECT_DIR")


def test_a_data_folder_that_can_not_be_used_is_named(model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = backline("serve", BACKLINE_DATA_DIR=str(tmp_path / "file"), BACKLINE_PORT="8099")
    assert_one_sentence(result, "BACKLINE_DATA_DIR")


def test_a_database_server_that_is_away_is_named(model: Path, tmp_path: Path) -> None:
    url = "postgresql://ann:hidden@127.0.0.1:1/backline"
    result = backline("serve", BACKLINE_DATABASE_URL=url, BACKLINE_DATA_DIR=str(tmp_path / "d"), BACKLINE_PORT="8105")
    assert_one_sentence(result, "BACKLINE_DATABASE_URL", "127.0.0.1:1")
    assert "hidden" not in result.stderr + result.stdout


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("data/knowledge/sciatica.yml", "topic: sciatica\nkind: wrong\n", "sciatica.yml"),
        ("data/red_flags.yml", "red_flags: []\n", "red_flags.yml"),
        ("data/consent.yml", "version: 1\n", "consent.yml"),
        ("clinic.yml", "name: [\n", "clinic.yml"),
    ],
)
def test_a_broken_file_is_named(name: str, content: str, words: str, model: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "data", project / "data")
    for part in ("config.yml", "domain.yml", "endpoints.yml", "clinic.yml"):
        shutil.copy(PROJECT / part, project / part)
    (project / "models").mkdir()
    shutil.copy(model, project / "models" / model.name)
    (project / name).write_text(content)
    result = backline(
        "serve", BACKLINE_PROJECT_DIR=str(project), BACKLINE_DATA_DIR=str(tmp_path / "d"), BACKLINE_PORT="8099"
    )
    assert_one_sentence(result, words)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("channels.yml", "telegramm: {}\n", "telegram"),
        ("channels.yml", "telegram: {}\n", "BACKLINE_TELEGRAM_BOT_TOKEN"),
        ("data/messaging.yml", "", "messaging.yml"),
    ],
)
def test_channels_are_looked_at_before_minutes_of_training(name: str, content: str, words: str, tmp_path: Path) -> None:
    project = tmp_path / "project"  # without a model
    shutil.copytree(PROJECT / "data", project / "data")
    for part in ("config.yml", "domain.yml", "endpoints.yml", "clinic.yml"):
        shutil.copy(PROJECT / part, project / part)
    (project / name).write_text(content)
    result = backline("serve", BACKLINE_PROJECT_DIR=str(project), BACKLINE_DATA_DIR=str(tmp_path / "d"))
    assert_one_sentence(result, words)


def test_training_again_without_a_change_does_nothing(model: Path) -> None:
    result = backline("train")
    assert result.returncode == 0
    assert "up to date" in result.stdout

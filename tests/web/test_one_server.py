from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backline.web.one_server import AnotherServerError, only_server

_TAKE = """
import sys, pathlib
from backline.web.one_server import only_server
with only_server(pathlib.Path(sys.argv[1])): {}
"""


def test_a_second_server_on_the_same_folder_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with only_server(tmp_path / "data"):
        # Another process: a lock is a process's own.
        second = subprocess.run(
            [sys.executable, "-c", _TAKE.format("pass"), str(tmp_path / "data")], capture_output=True, text=True
        )
        assert second.returncode != 0
        assert "another server already serves" in second.stderr
        with pytest.raises(AnotherServerError), only_server(tmp_path / "data"):
            pass
        with only_server(tmp_path / "another"):
            pass


def test_the_lock_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    code = _TAKE.format("print('has it', flush=True); sys.stdin.read()")
    first = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "has it\n"
    with pytest.raises(AnotherServerError), only_server(tmp_path):
        pass
    first.kill()
    first.wait(10)
    with only_server(tmp_path):
        pass


def test_what_is_wrong_with_the_folder_is_said_by_the_database(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with only_server(tmp_path / "file"):
        pass

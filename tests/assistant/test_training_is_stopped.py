"""Who stops the command that trains stops the process that does the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

import pytest

# As `train_quietly`, with a process that would go on for minutes.
COMMAND = """
import signal, subprocess, sys
from backline.assistant.model import wait_for
signal.signal(signal.SIGINT, signal.default_int_handler)  # a command started in the background ignores it
process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
wait_for(process, lambda: print(process.pid, flush=True))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_both(number: signal.Signals) -> None:
    command = subprocess.Popen([sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert command.stdout
    worker = int(command.stdout.readline())
    try:
        command.send_signal(number)
        assert command.wait(timeout=120) != 0
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
    finally:
        command.stdout.close()
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def test_a_process_that_ends_is_waited_for() -> None:
    from backline.assistant.model import wait_for

    before = signal.getsignal(signal.SIGTERM)
    process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    wait_for(process, lambda: None)
    assert process.returncode == 3
    assert signal.getsignal(signal.SIGTERM) == before

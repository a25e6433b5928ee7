"""The Dockerfile; it is read only, because an image takes an engine to build."""

from __future__ import annotations

import re

from tests.conftest import PROJECT


def test_everything_that_is_read_at_run_time_is_copied() -> None:
    lines = re.findall(r"^COPY (?!--from)(.+) \S+$", (PROJECT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    copied = {name for line in lines for name in line.split()}
    wanted = {path.name for path in PROJECT.glob("*.yml")} | {"data", "backline", "actions", "packages"}
    assert wanted <= copied

"""``python -m benchmarks [name ...]``: run benchmarks and write their tables to docs/benchmarks."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

NAMES = ("turns", "intents")
ON_REQUEST = ("console", "messaging")  # take minutes; the first a gigabyte too
FOLDER = Path(__file__).parent.parent / "docs" / "benchmarks"


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all but those that are only made on request."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in names or NAMES:
        if name not in NAMES + ON_REQUEST:
            sys.exit(f"There is no benchmark '{name}': choose from {', '.join(NAMES + ON_REQUEST)}.")
        table = importlib.import_module(f"benchmarks.{name}").main()
        (FOLDER / f"{name}.md").write_text(table, encoding="utf-8")
        print(table)


main(sys.argv[1:])

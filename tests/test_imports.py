"""Which part of the program may use which, as README.md says under "Where things are": arrows point one way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_PROJECT = Path(__file__).parent.parent
_FRAMEWORKS = {"rasa", "rasa_sdk", "aiohttp", "sqlalchemy"}
_PARTS = {f"backline.{path.parent.name}" for path in (_PROJECT / "backline").glob("*/__init__.py")}
_OF_THE_WEB = {"backline.channels", "backline.console", "backline.web"}
#: By part: what it may use of the program besides itself. It uses none of the frameworks.
_PURE = {
    "language": set[str](),
    "drawing": set[str](),
    "knowledge": {"backline.drawing"},
    "care": {"backline.knowledge"},
}


def _imports(folder: str) -> Iterator[tuple[str, str]]:
    """Each file of a folder with each module that it imports."""
    for path in sorted((_PROJECT / folder).rglob("*.py")):
        name = path.relative_to(_PROJECT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield name, node.module
                yield from ((name, f"{node.module}.{alias.name}") for alias in node.names)


def _using(folder: str, *modules: str) -> list[tuple[str, str]]:
    return [(name, used) for name, used in _imports(folder) if any(f"{used}.".startswith(f"{one}.") for one in modules)]


def test_an_import_is_found_however_it_is_written() -> None:
    assert ("backline/web/contact_page.py", "backline.assistant.resources") in _using(
        "backline/web", "backline.assistant"
    )
    assert _using("actions", "rasa_sdk")


def test_the_program_uses_no_action() -> None:
    assert _using("backline", "actions") == []


@pytest.mark.parametrize("part", sorted(_PURE))
def test_a_part_that_decides_knows_nothing_of_what_is_around_it(part: str) -> None:
    used = {".".join(one.split(".")[:2]) for _, one in _using(f"backline/{part}", "backline")}
    assert used & _PARTS <= {f"backline.{part}", *_PURE[part]}
    assert _using(f"backline/{part}", *_FRAMEWORKS) == []


@pytest.mark.parametrize("part", ["assistant", "contact", "storage"])
def test_what_the_web_is_built_on_does_not_use_it(part: str) -> None:
    assert _using(f"backline/{part}", *_OF_THE_WEB) == []

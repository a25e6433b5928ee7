"""docs/hazards.md: every hazard is complete, and every control and test that it names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import PROJECT

FEWEST = 25
PARTS = ("Cause", "Effect", "Control", "Shown by")
LAST = "Left"  # what remains of the hazard; the only part that may be missing
DIALOGUES = PROJECT / "tests" / "conversations"

_ID = re.compile(r"H-(\d{2,3}) \S")
_PART = re.compile(r"^- \*\*(?P<name>[^*:]+):\*\*(?P<text>.*(?:\n  .*)*)", re.MULTILINE)
_QUOTED = re.compile(r"`([^`]*)`")


def hazards(text: str) -> list[tuple[str, dict[str, str]]]:
    """The headings of the third level, each with its parts; a part that stands there twice gets a name of its own."""
    found = []
    for block in re.split(r"^### +", text, flags=re.MULTILINE)[1:]:
        heading, _, body = block.partition("\n")
        parts: dict[str, str] = {}
        for part in _PART.finditer(body):
            name = part["name"] if part["name"] not in parts else f"{part['name']} again"
            parts[name] = " ".join(part["text"].split())
        found.append((heading.strip(), parts))
    return found


def problems(text: str) -> Iterator[str]:
    """What is wrong with the hazards of ``text``, one sentence each."""
    last = 0
    for heading, parts in hazards(text):
        number = _ID.match(heading)
        if number is None:
            yield f"'{heading}' does not begin with an id and a name, such as 'H-01 A sign is missed'."
            continue
        name = heading.split()[0]
        if int(number[1]) <= last:
            yield f"{name}: the ids must be unique and rise."
        last = int(number[1])
        if tuple(parts) not in (PARTS, (*PARTS, LAST)):
            yield f"{name}: must have the parts {', '.join(PARTS)} in this order, and has {', '.join(parts)}."
        for part, words in parts.items():
            if not re.search(r"\w", words):
                yield f"{name}: '{part}' is empty."
        yield from (f"{name}: {problem}" for problem in _control_problems(parts.get("Control", "")))
        yield from (f"{name}: {problem}" for problem in _test_problems(parts.get("Shown by", "")))


def _control_problems(words: str) -> Iterator[str]:
    modules = _QUOTED.findall(words)
    if not modules:
        yield "'Control' names no module and no data file."
    for module in modules:
        if not module or not (PROJECT / module).exists():
            yield f"there is no file or folder '{module}'."


def _test_problems(words: str) -> Iterator[str]:
    tests = _QUOTED.findall(words)
    if not tests:
        yield "'Shown by' names no test."
    if _QUOTED.sub("", words).strip(" ,."):
        yield "'Shown by' may hold tests between `backticks` and commas, nothing else."
    for test in tests:
        if tests.count(test) > 1:
            yield f"'{test}' is named twice."
        path, separator, function = test.partition("::")
        file = PROJECT / path
        if separator:
            if file.suffix != ".py" or not file.is_file() or function not in _test_functions(file):
                yield f"there is no test '{test}'."
        elif file.suffix != ".yml" or not file.is_file() or DIALOGUES not in file.resolve().parents:
            yield f"there is no conversation '{test}'."


@cache
def _test_functions(path: Path) -> frozenset[str]:
    """The tests that pytest collects from ``path``: functions of the module itself."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    functions = (node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


HAZARDS = (PROJECT / "docs" / "hazards.md").read_text(encoding="utf-8")


def test_there_are_enough_hazards() -> None:
    assert len(hazards(HAZARDS)) >= FEWEST


def test_every_hazard_is_complete_and_names_what_exists() -> None:
    assert list(problems(HAZARDS)) == []


# --- the check itself, on a small text

SMALL = """\
# Hazards

Words before the first one.

## A group

### H-01 A sign is missed

- **Cause:** It is misspelt.
- **Effect:** Help comes late,
  and harm stays.
- **Control:** The rules in `data/red_flags.yml`, read by `backline/language`.
- **Shown by:** `tests/hazards/test_hazards.py::test_there_are_enough_hazards`,
  `tests/conversations/emergencies/user_cannot_pass_urine.yml`
- **Left:** A few.

### H-03 A reply is lost

- **Cause:** The line drops.
- **Effect:** Nothing is read.
- **Control:** `backline/channels/website.py` answers again.
- **Shown by:** `tests/channels/test_website.py::test_the_same_key_is_handled_once`
"""


def test_a_right_text_has_no_problem() -> None:
    assert list(problems(SMALL)) == []
    (first, parts), (second, _) = hazards(SMALL)
    assert (first, second) == ("H-01 A sign is missed", "H-03 A reply is lost")
    assert parts["Effect"] == "Help comes late, and harm stays."
    assert list(parts) == [*PARTS, LAST]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        # the id
        ("H-03", "H-01", "H-01: the ids must be unique and rise"),
        ("H-03", "H-00", "H-00: the ids must be unique and rise"),
        ("H-03 A", "Hazard 3: a", "'Hazard 3: a reply is lost' does not begin with an id"),
        ("H-03 A reply is lost", "H-03", "'H-03' does not begin with an id and a name"),
        # the parts
        ("- **Cause:** The line drops.\n", "", "H-03: must have the parts"),
        ("**Cause:** The line", "**Reason:** The line", "H-03: must have the parts"),
        ("- **Effect:** Nothing is read.", "- **Cause:** Nothing is read.", "H-03: must have the parts"),
        ("- **Cause:** The line drops.", "- **Cause:**", "H-03: 'Cause' is empty"),
        ("- **Left:** A few.", "- **Left:** ...", "H-01: 'Left' is empty"),
        # the control
        ("`data/red_flags.yml`", "`data/red_flag.yml`", "H-01: there is no file or folder 'data/red_flag.yml'"),
        ("`backline/channels/website.py` answers", "It answers", "H-03: 'Control' names no module"),
        # the tests
        ("test_the_same_key_is_handled_once", "test_the_same_key", "H-03: there is no test 'tests/channels/"),
        ("test_the_same_key_is_handled_once", "texts", "H-03: there is no test 'tests/channels/"),
        ("test_website.py::test_the", "test_web.py::test_the", "H-03: there is no test 'tests/channels/test_web.py"),
        ("user_cannot_pass_urine.yml", "user_can_not.yml", "H-01: there is no conversation 'tests/conversations/"),
        ("conversations/emergencies/user_cannot_pass_urine", "nlu/unseen", "H-01: there is no conversation"),
        ("::test_there_are_enough_hazards", "", "H-01: there is no conversation 'tests/hazards/test_hazards.py'"),
        ("`tests/channels/test_website.py::test_the_same_key_is_handled_once`", "to be written", "names no test"),
        ("::test_the_same_key_is_handled_once`", "::test_the_same_key_is_handled_once` and more", "nothing else"),
        (
            "tests/conversations/emergencies/user_cannot_pass_urine.yml",
            "tests/hazards/test_hazards.py::test_there_are_enough_hazards",
            "is named twice",
        ),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, complaint: str) -> None:
    assert SMALL.count(old) == 1
    assert any(complaint in problem for problem in problems(SMALL.replace(old, new)))

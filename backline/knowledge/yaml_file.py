"""Reading one YAML file of the knowledge base, with errors that say where and how to mend."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from backline.knowledge.topic import KnowledgeError

# The C loader is ten times faster; it is missing where PyYAML was built without libyaml.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]  # chosen at run time
    """Safe loading that refuses a key given twice: plain YAML silently keeps the last one."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                problem = f"the key '{key_node.value}' stands there twice: remove one"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key_node.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


class Entry:
    """One mapping of a file, and where it stands.

    Every method raises ``KnowledgeError`` where the entry does not hold what is asked for.
    """

    def __init__(self, path: Path, where: str, values: Any) -> None:
        """Take the mapping ``values`` found at ``where`` (empty for the whole file) of the file ``path``."""
        self.path = path
        self.where = where
        if not isinstance(values, Mapping) or not values:
            raise self.error("must hold entries of the form 'key: value'")
        self._values: Mapping[Any, Any] = values

    def error(self, problem: str, key: str = "") -> KnowledgeError:
        """The error that ``problem`` was found here, or at ``key`` here."""
        place = ".".join(part for part in (self.where, key) if part)
        entry = f", entry '{place}'" if place else ""
        return KnowledgeError(f"{self.path.name}{entry}: {problem}.")

    def names(self) -> list[str]:
        """The keys as text, in the order of the file."""
        return [str(key) for key in self._values]

    def only(self, *known: str) -> None:
        """Check that no key stands here besides the ``known`` ones."""
        for key in self.names():
            if key not in known:
                raise self.error(f"is not known; remove it or use one of {', '.join(known)}", key)

    def has(self, key: str) -> bool:
        """Whether ``key`` stands here."""
        return key in self._values

    def text(self, key: str) -> str:
        """The non-empty text at ``key``."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error("is missing or no text; write it, and put a number or yes/no in quotes", key)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of different texts at ``key``; empty where ``key`` is missing."""
        values = self._values.get(key)
        if values is None:
            return ()
        if not isinstance(values, list) or not all(isinstance(text, str) and text.strip() for text in values):
            raise self.error("must be a list of texts such as [one, two]; quote numbers and yes/no", key)
        texts = tuple(" ".join(value.split()) for value in values)
        for position, text in enumerate(texts):
            if text in texts[:position]:
                raise self.error(f"names '{text}' twice; remove one", key)
        return texts

    def day(self, key: str, today: date) -> date:
        """The date at ``key``, not later than ``today``."""
        value = self._values.get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.error("is missing or no date; write it like 2026-11-20", key)
        if value > today:
            raise self.error(f"is {value}, which lies in the future; write the day on which it was done", key)
        return value

    def inside(self, key: str) -> Entry:
        """The mapping at ``key``."""
        return Entry(self.path, f"{self.where}.{key}" if self.where else key, self._values.get(key))


def read_entry(path: Path) -> Entry:
    """Read the YAML file ``path``.

    Raises:
        KnowledgeError: it is missing, no UTF-8, no valid YAML, or not a mapping.
    """
    try:
        values = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  (a safe loader)
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise KnowledgeError(f"{path.name} is not UTF-8 text: save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "this is no valid YAML"
        raise KnowledgeError(f"{path.name}{line}: {problem}.") from None
    return Entry(path, "", values)

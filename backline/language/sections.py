"""Reading a YAML file that has exactly the sections it should have, and the lists of phrases in them."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

import yaml

from backline.language.errors import LanguageError


def read_sections(path: Path, names: Set[str]) -> dict[str, Any]:
    """Read a YAML file.

    Args:
        path: the file.
        names: the sections it must have, all of them and no other.

    Raises:
        LanguageError: one sentence that says what is wrong and how to mend it.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise LanguageError(f"{path.name} can not be read: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or set(content) != names:
        raise LanguageError(f"{path.name} needs exactly the sections {', '.join(sorted(names))}")
    return content


def phrase_list(value: object, where: str, needs: str = "a list") -> tuple[str, ...]:
    """Check a list of phrases.

    Args:
        value: what stands in the file.
        where: whose list it is, the beginning of a complaint.
        needs: what is missing where there is none ("a field 'phrases'").

    Raises:
        LanguageError: it is no list, it is empty, or something in it is no text.
    """
    if not isinstance(value, list) or not value:
        raise LanguageError(f"{where} needs {needs} with at least one phrase")
    for phrase in value:
        if not isinstance(phrase, str) or not phrase.strip():
            raise LanguageError(f"{where} has '{phrase}' where a phrase is due; put it in quotation marks")
    return tuple(value)

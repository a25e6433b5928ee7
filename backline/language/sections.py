"""Reading a YAML file that has exactly the sections it should have."""

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

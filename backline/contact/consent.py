"""What people agree to before their contact details are kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_NEEDED = frozenset({"lead_months", "clinic_phone", "emergency_number"})
_KNOWN = _NEEDED | {"clinic_name", "callback_promise"}
_BRACES = re.compile(r"\{([^{}]*)\}")
_VERSION = re.compile(r"[0-9A-Za-z.-]{1,20}")


class ConsentError(ValueError):
    """The consent file is wrong; the message is one sentence that says how to mend it."""


@dataclass(frozen=True)
class Consent:
    """The consent text of the clinic.

    Attributes:
        version: what is stored with a request: the version in the file, "+" and eight hexadecimal digits of
            the SHA-256 of the wording, so wording changed without a new version is still told apart. At most
            29 characters.
        text: what is kept, who reads it, and for how long, with ``{lead_months}`` and the like in braces.
        question: the yes-or-no question asked after it.
    """

    version: str
    text: str
    question: str

    def render(self, words: Mapping[str, str]) -> str:
        """Fill in the clinic's words and join text and question.

        Args:
            words: what stands in braces, as ``Clinic.words()`` gives it.

        Raises:
            KeyError: a word that the text uses is not in ``words``.
        """
        text = f"{self.text}\n\n{self.question}"
        if words["lead_months"] == "1":
            text = text.replace("{lead_months} months", "1 month")
        return _BRACES.sub(lambda found: words[found[1]], text)


def load_consent(path: Path) -> Consent:
    """Read and check ``data/consent.yml``: the entries ``version``, ``text`` and ``question``.

    Raises:
        ConsentError: the file is missing or no YAML, or an entry is missing, unknown or wrong.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConsentError(f"{path} is missing: restore it, for no contact request is taken without consent.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise ConsentError(f"{path}{line} is not valid YAML: {getattr(error, 'problem', error)}.") from None
    entries = ("version", "text", "question")
    if not isinstance(raw, dict):
        raise ConsentError(f"{path} must hold the entries version, text and question.")
    for entry in (*entries, *raw):
        if entry not in entries:
            raise ConsentError(f"{path}: the entry '{entry}' is not known: remove it.")
        if not isinstance(raw.get(entry), str) or not raw[entry].strip():
            raise ConsentError(f"{path}: the entry '{entry}' is missing or no text: write it in quotes.")
    version, text, question = (str(raw[entry]).strip() for entry in entries)
    if not _VERSION.fullmatch(version):
        raise ConsentError(
            f"{path}: the entry 'version' is '{version}': use up to 20 letters, digits, dots and dashes."
        )
    _check_braces(path, text, question)
    digest = hashlib.sha256(f"{text}\n{question}".encode()).hexdigest()[:8]
    return Consent(f"{version}+{digest}", " ".join(text.split()), " ".join(question.split()))


def _check_braces(path: Path, text: str, question: str) -> None:
    used = set(_BRACES.findall(f"{text} {question}"))
    if unknown := sorted(used - _KNOWN):
        known = ", ".join(f"{{{word}}}" for word in sorted(_KNOWN))
        raise ConsentError(f"{path}: {{{unknown[0]}}} is not known: use one of {known}.")
    if missing := sorted(_NEEDED - set(_BRACES.findall(text))):
        raise ConsentError(f"{path}: the entry 'text' must say {{{missing[0]}}}: people need it to decide.")

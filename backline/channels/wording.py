"""What people are told on messaging apps that does not come from the assistant: ``data/messaging.yml``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from backline.channels.commands import Command, command_of
from backline.channels.contract import WHAT

_KNOWN = ("clinic_name", "clinic_phone", "emergency_number", "transcript_days")
_CALL_US = ("{clinic_phone}", "{emergency_number}")
# Every text there is, and what it must say: people need it to decide or to go on, and the commands are these words.
_TEXTS: Mapping[str, tuple[str, ...]] = {
    "notice": ("{clinic_name}", "{emergency_number}", "{transcript_days}", "STOP", "HELP", '"delete my data"'),
    "ask_consent": (),
    "consent_needed": ("{emergency_number}",),
    "consent_given": (),
    "declined": (*_CALL_US, "START"),
    "stopped": (*_CALL_US, "START"),
    "started_again": (),
    "help": ("{clinic_name}", *_CALL_US, "STOP", '"delete my data"'),
    "ask_delete": ("DELETE",),
    "deleted": (),
    "delete_held": ("{clinic_phone}",),
    "delete_nothing": (),
    "delete_cancelled": (),
    "not_handled": _CALL_US,
    "alarm_stands": ("{emergency_number}",),
}
_MAY_BE_EMPTY = {"unreadable": frozenset({"deleted"}), "with_text": frozenset(WHAT)}
_ENTRIES = ("version", *_TEXTS, "consent_options", *_MAY_BE_EMPTY)
_BRACES = re.compile(r"\{([^{}]*)\}")
_VERSION = re.compile(r"[0-9A-Za-z.-]{1,20}")
_LONGEST_OPTION = 20  # characters: WhatsApp's buttons are the shortest


class WordingError(ValueError):
    """``data/messaging.yml`` is wrong; the message is one sentence that says how to mend it."""


@dataclass(frozen=True)
class MessagingWords:
    """The wording of the messaging channels.

    Attributes:
        version: what is stored with a consent: the version in the file, "+" and eight hexadecimal digits of the
            SHA-256 of what people agree to (notice, question and answers), so that wording changed without a new
            version is still told apart. At most 29 characters.
        consent_options: the titles of the buttons for yes and no.
        texts: by entry, with words in braces.
        what_texts: for each kind of message that can't be read, what is said where it came alone, and where text came
            along.
    """

    version: str
    consent_options: tuple[str, str]
    texts: Mapping[str, str]
    what_texts: Mapping[str, tuple[str, str]]

    def text(self, entry: str, words: Mapping[str, str]) -> str:
        """The text of an entry.

        Args:
            entry: such as ``notice``.
            words: what stands in braces, as ``Clinic.words()`` gives it.

        Raises:
            KeyError: there is no such entry, or a word that it uses is not in ``words``.
        """
        return _filled(self.texts[entry], words)

    def unreadable(self, what: str, with_text: bool, words: Mapping[str, str]) -> str:
        """What is said about a message that can't be read; empty where nothing is.

        Args:
            what: one of ``contract.WHAT``; anything else counts as "other".
            with_text: text came along, which is answered besides.
            words: as for :meth:`text`.
        """
        alone, beside_text = self.what_texts.get(what, self.what_texts["other"])
        return _filled(beside_text if with_text else alone, words)


def words_path(project_dir: Path) -> Path:
    """Where the wording of a project is."""
    return project_dir / "data" / "messaging.yml"


def load_words(path: Path) -> MessagingWords:
    """Read and check ``data/messaging.yml``.

    Raises:
        WordingError: the file is missing or no YAML, or an entry is missing, unknown or wrong.
    """
    raw = _read(path)
    _check_names(path, "entry", raw, _ENTRIES)
    texts = {entry: _text(path, entry, raw[entry]) for entry in _TEXTS}
    for entry, needed in _TEXTS.items():
        for words in needed:
            if words not in texts[entry]:
                raise WordingError(f"{path}: the entry '{entry}' must say {words}: people need it there.")
    version = _text(path, "version", raw["version"])
    if not _VERSION.fullmatch(version):
        raise WordingError(
            f"{path}: the entry 'version' is '{version}': use up to 20 letters, digits, dots and dashes."
        )
    options = _options(path, raw["consent_options"])
    what = {name: _by_what(path, name, raw[name]) for name in _MAY_BE_EMPTY}
    agreed = "\n".join((texts["notice"], texts["ask_consent"], *options))
    digest = hashlib.sha256(agreed.encode()).hexdigest()[:8]
    return MessagingWords(
        f"{version}+{digest}",
        options,
        texts,
        {name: (what["unreadable"][name], what["with_text"][name]) for name in WHAT},
    )


def _read(path: Path) -> dict[Any, Any]:
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise WordingError(f"{path} is missing: restore it, for nobody is written to without a notice.") from None
    except UnicodeDecodeError:
        raise WordingError(f"{path} is not plain text: save it as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise WordingError(f"{path}{line} is not valid YAML: {getattr(error, 'problem', error)}.") from None
    if not isinstance(raw, dict):
        raise WordingError(f"{path} must hold the entries {', '.join(_ENTRIES[:3])} and so on, each with a text.")
    return raw


def _check_names(path: Path, kind: str, raw: Mapping[Any, Any], names: Iterable[str]) -> None:
    known = tuple(names)
    for name in raw:
        if name not in known:
            hint = ' (yes and no need quotes, as in "yes")' if isinstance(name, bool) else ""
            raise WordingError(f"{path}: the {kind} '{name}' is not known{hint}: remove it.")
    for name in known:
        if name not in raw:
            raise WordingError(f"{path}: the {kind} '{name}' is missing: add it with a text in quotes.")


def _text(path: Path, entry: str, value: Any, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or not (may_be_empty or value.strip()):
        raise WordingError(f"{path}: the entry '{entry}' is missing or no text: write it in quotes.")
    if unknown := sorted(set(_BRACES.findall(value)) - set(_KNOWN)):
        known = ", ".join(f"{{{word}}}" for word in _KNOWN)
        raise WordingError(f"{path}: {{{unknown[0]}}} in the entry '{entry}' is not known: use one of {known}.")
    if set(_BRACES.sub("", value)) & set("{}"):
        raise WordingError(f"{path}: the entry '{entry}' has a brace without its other half: close or remove it.")
    paragraphs = (" ".join(line.split()) for line in value.splitlines())
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _options(path: Path, raw: Any) -> tuple[str, str]:
    if not isinstance(raw, dict):
        raise WordingError(f'{path}: the entry \'consent_options\' must hold the entries "yes" and "no".')
    _check_names(path, "entry of 'consent_options'", raw, ("yes", "no"))
    titles = tuple(_text(path, f"consent_options: {name}", raw[name]) for name in ("yes", "no"))
    for title, command in zip(titles, (Command.YES, Command.NO), strict=True):
        if len(title) > _LONGEST_OPTION or "{" in title:
            raise WordingError(f"{path}: the option '{title}' is too long: use up to {_LONGEST_OPTION} characters.")
        read = command_of(title, carrier_keywords=False, in_form=False, deleting=False, asked_consent=True)
        if read is not command:
            raise WordingError(f"{path}: the option '{title}' is not read as {command.value}: begin it with that word.")
    return titles[0], titles[1]


def _by_what(path: Path, name: str, raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise WordingError(f"{path}: the entry '{name}' must hold the entries {', '.join(WHAT)}.")
    _check_names(path, f"entry of '{name}'", raw, WHAT)
    empty = _MAY_BE_EMPTY[name]
    return {what: _text(path, f"{name}: {what}", raw[what], may_be_empty=what in empty) for what in WHAT}


def _filled(text: str, words: Mapping[str, str]) -> str:
    if words.get("transcript_days") == "1":
        text = text.replace("{transcript_days} days", "1 day")
    return _BRACES.sub(lambda found: words[found[1]], text)

"""``channels.yml``: which messaging channels are on, and how each is set up. Secrets come from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from backline.channels.contract import Channel, ChannelOptions
from backline.channels.registry import CHANNELS
from backline.settings import Settings, SettingsError

# Of a platform's API: https, or the very machine. No user, query or fragment: paths are added to it.
_API = re.compile(r"(https://[\w.-]+|http://(127\.0\.0\.1|localhost|\[::1\]))(:[0-9]{1,5})?(/[^\s?#]*)?")


def load_channels(settings: Settings, environ: Mapping[str, str] | None = None) -> dict[str, Channel]:
    """Read ``channels.yml`` and the secrets of the channels in it.

    Args:
        settings: names the project's folder and the public address.
        environ: the environment; by default the process's own.

    Returns:
        the channels that are on, by name; none where the file is missing or empty.

    Raises:
        SettingsError: an entry is wrong or missing, or a secret is.
    """
    channels, problems = read_channels(settings, environ)
    if problems:
        raise SettingsError(problems[0])
    return channels


def read_channels(
    settings: Settings, environ: Mapping[str, str] | None = None, channels_there_are: Sequence[type[Channel]] = CHANNELS
) -> tuple[dict[str, Channel], tuple[str, ...]]:
    """As :func:`load_channels`, but with all that is wrong, a sentence each, and what can be used all the same."""
    env = os.environ if environ is None else environ
    known = {channel.name: channel for channel in channels_there_are}
    try:
        entries = _entries(settings.project_dir / "channels.yml")
    except SettingsError as error:
        return {}, (str(error),)
    channels: dict[str, Channel] = {}
    problems: list[str] = []
    for name, values in entries.items():
        if name not in known:
            problems.append(f"channels.yml: there is no channel '{name}': use {_or(sorted(known))}.")
            continue
        channel = known[name]
        wrong = [*_wrong_values(channel, values), *_wrong_secrets(channel, env)]
        problems += wrong
        if not wrong:
            try:
                channels[name] = channel(_options(channel, values, env, settings.public_url))
            except SettingsError as error:
                problems.append(str(error))
    return channels, tuple(problems)


def webhook_url(public_url: str, name: str) -> str:
    """The address that a channel's platform has to call."""
    return f"{public_url}/webhooks/{name}"


def _entries(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.safe_load(text)
        twice = _given_twice(yaml.compose(text, yaml.SafeLoader))
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, OSError):
        raise SettingsError(f"{path} can't be read: make it a UTF-8 text file.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it has a character in it that is no text"
        raise SettingsError(f"{path}{line} is not valid YAML: {problem}.") from None
    except ValueError:
        # Such as 2026-02-30, which YAML reads as a date.
        raise SettingsError(
            f"{path} has a value in it that YAML takes for a date or a number: put it in quotes."
        ) from None
    if twice:
        raise SettingsError(f"{path}: '{twice}' stands there twice: remove one.")
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise SettingsError(f"{path} must hold a channel's name in each entry, such as 'telegram: {{}}'.")
    return {str(name): values for name, values in raw.items()}


def _given_twice(node: yaml.Node | None) -> str:
    """A key that a mapping has twice, of which YAML would keep only the last; empty where there is none."""
    if not isinstance(node, yaml.MappingNode):
        return ""
    keys = [str(key.value) for key, _ in node.value]
    twice = next((key for key in keys if keys.count(key) > 1), "")
    return twice or next(filter(None, (_given_twice(value) for _, value in node.value)), "")


def _wrong_values(channel: type[Channel], values: Any) -> list[str]:
    if values is None:
        values = {}
    if not isinstance(values, dict):
        return [f"channels.yml: '{channel.name}' must hold entries, such as 'name: value'."]
    known = {*channel.settings, "api_url"}
    there_are = f" (there are {', '.join(channel.settings)})" if channel.settings else ""
    wrong = [
        f"channels.yml: '{channel.name}' has no entry '{entry}'{there_are}: mend or remove it."
        for entry in values
        if entry not in known
    ]
    for entry, what in channel.settings.items():
        value = values.get(entry)
        if value is None and entry not in channel.optional:
            wrong.append(f"channels.yml: '{channel.name}' needs '{entry}': {what}.")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            # As a number it loses leading zeros and a plus.
            wrong.append(f"channels.yml: '{channel.name}': put the value of '{entry}' in quotes.")
        elif value is not None and not (isinstance(value, str | bool) and str(value).strip()):
            wrong.append(f"channels.yml: '{channel.name}': '{entry}' must be a text: {what}.")
    api = values.get("api_url")
    if api is not None and not (isinstance(api, str) and _API.fullmatch(api.strip())):
        wrong.append(f"channels.yml: '{channel.name}': 'api_url' must be an address that starts with https://.")
    return wrong


def _wrong_secrets(channel: type[Channel], env: Mapping[str, str]) -> list[str]:
    wrong = []
    for name, what in channel.secrets.items():
        value = env.get(name, "").strip()
        if not value:
            wrong.append(
                f"{name} is not set, which '{channel.name}' in channels.yml needs: put {what} into the environment."
            )
        elif not (value.isascii() and value.isprintable()) or " " in value:
            # It goes into addresses and headers. Not quoted: it is a secret.
            wrong.append(f"{name} has a space, a line break or a special letter in it: copy {what} once more.")
    return wrong


def _options(channel: type[Channel], values: Any, env: Mapping[str, str], public_url: str) -> ChannelOptions:
    texts = {name: _text(value) for name, value in (values or {}).items() if value is not None}
    api_url = texts.pop("api_url", channel.api).rstrip("/")
    secrets = {name: env[name].strip() for name in channel.secrets}
    return ChannelOptions(texts, secrets, webhook_url(public_url, channel.name), api_url)


def _text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value).strip()


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}" if names else "none"

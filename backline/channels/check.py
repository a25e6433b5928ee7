"""``backline channels check``: whether each channel is set up well, asked of the platforms themselves."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence

from aiohttp import ClientError, ClientSession, ClientTimeout

from backline.channels.config import read_channels
from backline.channels.contract import Channel, Finding
from backline.channels.registry import CHANNELS
from backline.settings import Settings

# For each channel, all its questions together.
SECONDS = 20.0
# What is shorter may stand in a sentence by chance.
_SECRET_LENGTH = 6


async def check_channels(
    settings: Settings,
    names: Sequence[str] = (),
    register: bool = False,
    show: Callable[[str], None] = print,
    environ: Mapping[str, str] | None = None,
    channels_there_are: Sequence[type[Channel]] = CHANNELS,
    seconds: float = SECONDS,
) -> bool:
    """Say what is wrong with the channels in ``channels.yml``, all asked at the same time.

    Args:
        settings: name the project's folder and the public address.
        names: only these channels; all where there are none.
        register: tell the platforms the webhooks' addresses first.
        show: takes a line at a time. No secret gets into a line.
        environ: the environment with the secrets; by default the process's own.
        channels_there_are: as in the registry.
        seconds: the time limit.

    Returns:
        whether all is well.
    """
    env = os.environ if environ is None else environ
    channels, problems = read_channels(settings, env, channels_there_are)
    on = {name: channel for name, channel in channels.items() if not names or name in names}
    problems = (*problems, *_not_on(names, channels, problems, channels_there_are), *_wrong_address(settings, on))
    findings = await asyncio.gather(*(_ask(channel, register, seconds) for channel in on.values()))

    secrets = [env.get(name, "").strip() for channel in channels_there_are for name in channel.secrets]
    say = _without(secrets, show)
    for problem in problems:
        say(f"PROBLEM  {problem}")
    for channel, found in zip(on.values(), findings, strict=True):
        say(f"{channel.label} ({channel.name})")
        say(f"  webhook  {channel.options.webhook_url}")
        for finding in found:
            say(f"  {'OK     ' if finding.ok else 'PROBLEM'}  {finding.sentence}")
    if not on and not problems:
        say("No messaging channel is on: name one in channels.yml; docs/channels/README.md says how.")
    count = len(problems) + sum(not finding.ok for found in findings for finding in found)
    if on or count:
        say("All is well." if not count else "1 problem." if count == 1 else f"{count} problems.")
    return not count


def _not_on(
    names: Sequence[str],
    channels: Mapping[str, Channel],
    problems: Sequence[str],
    channels_there_are: Sequence[type[Channel]],
) -> list[str]:
    known = {channel.name: channel for channel in channels_there_are}
    sentences = []
    for name in dict.fromkeys(names):
        if name not in known:
            sentences.append(f"There is no channel '{name}': use one of {', '.join(sorted(known))}.")
        # What is wrong with one that is in channels.yml has been said.
        elif name not in channels and not any(_is_about(known[name], problem) for problem in problems):
            sentences.append(f"'{name}' is not on: name it in channels.yml.")
    return sentences


def _is_about(channel: type[Channel], problem: str) -> bool:
    return f"'{channel.name}'" in problem or any(secret in problem for secret in channel.secrets)


def _wrong_address(settings: Settings, on: Mapping[str, Channel]) -> list[str]:
    if not on or settings.is_https:
        return []
    return [
        f"BACKLINE_PUBLIC_URL is {settings.public_url}: the platforms call https addresses only, so set it to the "
        "address under which the internet reaches Backline, such as https://chat.my-clinic.example."
    ]


async def _ask(channel: Channel, register: bool, seconds: float) -> list[Finding]:
    """What the platform says; whatever goes wrong is a finding as well."""
    found: list[Finding] = []
    try:
        async with asyncio.timeout(seconds), ClientSession(timeout=ClientTimeout(total=seconds)) as session:
            if register:
                found.append(await _register(channel, session))
            found += await channel.check(session)
    except TimeoutError:
        found.append(Finding(False, f"{channel.label} did not answer within {seconds:g} seconds: try again later."))
    except (ClientError, OSError) as error:
        # Its words may hold an address with a token in it.
        found.append(
            Finding(
                False,
                f"{channel.label} can't be reached ({type(error).__name__}): see that this machine may open https "
                "connections to it.",
            )
        )
    except Exception as error:
        found.append(Finding(False, f"The check itself failed ({type(error).__name__}): please report this fault."))
    return found


async def _register(channel: Channel, session: ClientSession) -> Finding:
    if not channel.options.webhook_url.startswith("https://"):
        return Finding(False, "Not registered, because the webhook's address does not start with https.")
    registered = await channel.register(session)
    return registered or Finding(
        True, f"{channel.label} has no call to register a webhook: its page in docs says where."
    )


def _without(secrets: Sequence[str], show: Callable[[str], None]) -> Callable[[str], None]:
    """``show``, with any secret blacked out, should a platform's answer have brought one into a sentence."""
    long = sorted((secret for secret in set(secrets) if len(secret) >= _SECRET_LENGTH), key=len, reverse=True)

    def say(line: str) -> None:
        for secret in long:
            line = line.replace(secret, "[secret]")
        show(line)

    return say

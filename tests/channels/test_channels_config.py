"""channels.yml: what is wrong in it is one sentence each, and never quotes a secret."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import pytest
import yaml

from backline.channels.config import load_channels, read_channels, webhook_url
from backline.channels.contract import Channel, ChannelOptions
from backline.channels.registry import CHANNELS
from backline.settings import Settings, SettingsError, load_settings
from tests.channels.fakes.telegram import BOT_TOKEN, WEBHOOK_SECRET
from tests.conftest import PROJECT


class Pigeon(Channel):
    name = "pigeon"
    label = "Pigeon post"
    api = "https://api.pigeon.example"
    settings: ClassVar = {"loft": "the loft's number", "corn": "what they eat", "rain": "whether they fly in rain"}
    optional: ClassVar = frozenset({"corn", "rain"})
    secrets: ClassVar = {"BACKLINE_PIGEON_RING": "the ring from the pigeon's foot"}

    def __init__(self, options: ChannelOptions) -> None:
        super().__init__(options)
        if len(options.secrets["BACKLINE_PIGEON_RING"]) > 100:
            raise SettingsError("BACKLINE_PIGEON_RING is too long: copy it once more.")

    verify = parse = render = send = None  # type: ignore[assignment]  # not asked here


Pigeon.__abstractmethods__ = frozenset()
ENVIRONMENT = {"BACKLINE_PIGEON_RING": " ring-of-a-pigeon\n"}


def settings_with(folder: Path, text: str | bytes | None) -> Settings:
    if text is not None:
        (folder / "channels.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_PUBLIC_URL": "https://c.example/"})
    return replace(settings, project_dir=folder)


def read(
    folder: Path, text: str | bytes | None, environment: dict[str, str] = ENVIRONMENT
) -> tuple[dict[str, Channel], tuple[str, ...]]:
    return read_channels(settings_with(folder, text), environment, (Pigeon,))


@pytest.mark.parametrize("text", [None, "", "# pigeon:\n", "---\n", "null"])
def test_without_entries_no_channel_is_on(tmp_path: Path, text: str | None) -> None:
    assert read(tmp_path, text) == ({}, ())


def test_a_channel_gets_its_settings_and_secrets(tmp_path: Path) -> None:
    channels, problems = read(tmp_path, "pigeon: {loft: ' 007', corn: null, rain: no}")
    assert not problems
    options = channels["pigeon"].options
    assert options.settings == {"loft": "007", "rain": "no"}
    assert options.secrets == {"BACKLINE_PIGEON_RING": "ring-of-a-pigeon"}
    assert options.webhook_url == "https://c.example/webhooks/pigeon" == webhook_url("https://c.example", "pigeon")
    assert options.api_url == "https://api.pigeon.example"
    assert "ring-of-a-pigeon" not in repr(options)


@pytest.mark.parametrize(
    "url",
    ["https://eu.pigeon.example/v2/", "https://eu.pigeon.example:8443", "http://127.0.0.1:8081", "http://[::1]:1/x"],
)
def test_the_address_of_the_api_can_be_another(tmp_path: Path, url: str) -> None:
    channels, problems = read(tmp_path, f"pigeon: {{loft: 'a', api_url: '{url}'}}")
    assert not problems
    assert channels["pigeon"].options.api_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pigeon", "must hold a channel's name in each entry"),
        ("[pigeon]", "must hold a channel's name in each entry"),
        ("pigeon: [", "line 1 is not valid YAML"),
        (b"pigeon: {loft: '\xff'}", "make it a UTF-8 text file"),
        ("pigeon: {loft: 'a\x07'}", "is not valid YAML"),
        ("dove: {}", "there is no channel 'dove': use pigeon."),
        ("5: {}", "there is no channel '5'"),
        ("on: {}", "there is no channel 'True'"),
        ("pigeon: {loft: a}\npigeon: {loft: b}", "'pigeon' stands there twice"),
        ("pigeon: {loft: a, loft: b}", "'loft' stands there twice"),
        ("pigeon:", "'pigeon' needs 'loft': the loft's number."),
        ("pigeon: {}", "'pigeon' needs 'loft'"),
        ("pigeon: {loft: }", "'pigeon' needs 'loft'"),
        ("pigeon: yes", "'pigeon' must hold entries"),
        ("pigeon: [loft]", "'pigeon' must hold entries"),
        (
            "pigeon: {loft: a, wings: 2}",
            "'pigeon' has no entry 'wings' (there are loft, corn, rain): mend or remove it.",
        ),
        ("pigeon: {loft: a, 5: 2}", "'pigeon' has no entry '5'"),
        ("pigeon: {loft: 0123}", "put the value of 'loft' in quotes"),
        ("pigeon: {loft: 1.5}", "put the value of 'loft' in quotes"),
        ("pigeon: {loft: +15555550134}", "put the value of 'loft' in quotes"),
        ("pigeon: {loft: 2026-11-28}", "'loft' must be a text"),
        ("pigeon: {loft: 2026-02-30}", "put it in quotes"),
        ("pigeon: {loft: [a]}", "'loft' must be a text"),
        ("pigeon: {loft: ' '}", "'loft' must be a text"),
        ("pigeon: {loft: a, api_url: 'http://pigeon.example'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 'http://127.0.0.1.pigeon.example'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 'http://127.0.0.1:80@pigeon.example'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 'https://ann:hidden@pigeon.example'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 'https://'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 'https://pigeon.example?x=1'}", "'api_url' must be an address"),
        ("pigeon: {loft: a, api_url: 5}", "'api_url' must be an address"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str | bytes, expected: str) -> None:
    channels, problems = read(tmp_path, text)
    assert not channels
    assert len(problems) == 1, problems
    assert expected in problems[0]
    assert "channels.yml" in problems[0]
    assert problems[0].endswith(".")
    assert "\n" not in problems[0]


@pytest.mark.parametrize(
    ("ring", "expected"),
    [
        (None, "BACKLINE_PIGEON_RING is not set, which 'pigeon' in channels.yml needs: put the ring from"),
        (" \n", "is not set"),
        ("two rings", "has a space, a line break or a special letter in it: copy the ring"),
        ("ring\nring", "has a space, a line break or a special letter"),
        ("rïng-of-a-pigeon", "has a space, a line break or a special letter"),
        ("r" * 101, "BACKLINE_PIGEON_RING is too long"),
    ],
)
def test_a_secret_that_can_not_be_right_is_named_and_not_quoted(
    tmp_path: Path, ring: str | None, expected: str
) -> None:
    environment = {} if ring is None else {"BACKLINE_PIGEON_RING": ring}
    channels, problems = read(tmp_path, "pigeon: {loft: a}", environment)
    assert not channels
    assert len(problems) == 1
    assert expected in problems[0]
    assert not ring or not ring.strip() or ring not in problems[0]


def test_all_that_is_wrong_is_named_and_the_rest_is_on(tmp_path: Path) -> None:
    text = "dove: {}\npigeon: {loft: a}\nfalcon: {}\n"
    channels, problems = read(tmp_path, text)
    assert list(channels) == ["pigeon"]
    assert [re.search("'(.*?)'", problem)[1] for problem in problems] == ["dove", "falcon"]  # type: ignore[index]
    assert len(read(tmp_path, "pigeon: {wings: 2}", {})[1]) == 3


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "channels.yml").mkdir()
    assert "can't be read" in read(tmp_path, None)[1][0]


def test_the_server_does_not_start_with_a_wrong_one(tmp_path: Path) -> None:
    environment = {"BACKLINE_TELEGRAM_BOT_TOKEN": BOT_TOKEN, "BACKLINE_TELEGRAM_WEBHOOK_SECRET": "not allowed!"}
    settings = settings_with(tmp_path, "telegram: {}")
    with pytest.raises(SettingsError, match="BACKLINE_TELEGRAM_WEBHOOK_SECRET"):
        load_channels(settings, environment)
    environment["BACKLINE_TELEGRAM_WEBHOOK_SECRET"] = WEBHOOK_SECRET
    assert list(load_channels(settings, environment)) == ["telegram"]


# The examples in the project's own channels.yml


def examples() -> dict[str, list[str]]:
    """The commented blocks by channel, as they are once their "# " is removed."""
    blocks = {}
    for block in (PROJECT / "channels.yml").read_text().split("\n\n")[1:]:
        lines = [line.removeprefix("# ") for line in block.strip().splitlines()]
        blocks[lines[0].split(":")[0]] = lines
    return blocks


def test_no_channel_is_on_by_default() -> None:
    assert yaml.safe_load((PROJECT / "channels.yml").read_text()) is None


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_each_channel_has_an_example_that_is_right(channel: type[Channel], tmp_path: Path) -> None:
    lines = examples()[channel.name]
    _, problems = read_channels(settings_with(tmp_path, "\n".join(lines)), {})
    assert len(problems) == len(channel.secrets), problems
    assert all("is not set" in problem for problem in problems)


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_each_channel_has_a_page_and_its_secrets_stand_in_both(channel: type[Channel]) -> None:
    block = "\n".join(examples()[channel.name])
    pages = re.findall(r"docs/channels/\w+\.md", block)
    assert len(pages) == 1
    page = (PROJECT / pages[0]).read_text()
    for name in channel.secrets:
        assert name in page
        assert name in block or "as for" in block

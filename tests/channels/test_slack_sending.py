"""What goes out to Slack: within its limits, what its answers mean, and what the check of the channel says."""

from __future__ import annotations

import asyncio
import json
import re
import textwrap
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio
import yaml
from aiohttp import ClientSession
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.channels.contract import Call, ChannelOptions, Option, Outgoing, TryAgain, Undeliverable
from backline.channels.slack import Slack
from tests.channels.fakes.slack import SECRET, TOKEN, FakeSlack, channel_of, read_blocks, user_of
from tests.channels.payloads.slack import BOT, DM
from tests.channels.payloads.slack_requests import CHANNEL, URL

# -- what goes out


def _shown(calls: list[Call]) -> tuple[str, list[tuple[str, str]], list[str]]:
    texts: list[str] = []
    options: list[tuple[str, str]] = []
    pictures: list[str] = []
    for call in calls:
        assert call.to == "chat.postMessage"
        assert len(call.body["text"]) <= 4000
        text, buttons, picture = read_blocks(call.body["blocks"])
        texts += [text] if text else []
        options += buttons
        pictures += [picture] if picture else []
    return "\n".join(texts), options, pictures


def _render(outgoing: Outgoing) -> list[Call]:
    return list(CHANNEL.render(outgoing, {"channel": DM}))


def test_a_message_with_buttons() -> None:
    (call,) = _render(Outgoing("Is it OK & fine <now>?", (Option("Yes, go on", "t1"), Option("No", "t2"))))
    assert call.body["channel"] == DM
    assert call.body["text"] == "Is it OK &amp; fine &lt;now&gt;?"
    assert _shown([call]) == ("Is it OK & fine <now>?", [("Yes, go on", "t1"), ("No", "t2")], [])
    json.dumps(call.body)


def test_a_link_can_be_pressed_and_markup_is_none() -> None:
    (call,) = _render(Outgoing("*Not bold* :smile: see https://clinic.example/plan?a=1&b=2. <!channel>"))
    (section,) = call.body["blocks"][0]["elements"]
    assert {"type": "link", "url": "https://clinic.example/plan?a=1&b=2"} in section["elements"]
    assert all(element["type"] in ("text", "link") for element in section["elements"])
    assert "<!channel>" not in call.body["text"]


def test_a_picture_goes_first_and_alone() -> None:
    picture = "https://clinic.example/p.png"
    calls = _render(Outgoing("Lie on your back.", (Option("Next", "t"),), picture))
    assert [block["type"] for call in calls for block in call.body["blocks"]] == ["image", "rich_text", "actions"]
    assert calls[0].body["blocks"][0]["alt_text"] == "Lie on your back."
    assert _shown(calls) == ("Lie on your back.", [("Next", "t")], [picture])
    (alone,) = _render(Outgoing("", picture=picture))
    assert alone.body["blocks"][0]["alt_text"] == "Picture"


def test_a_picture_with_a_huge_address_is_written_out_rather_than_dropped() -> None:
    picture = "https://clinic.example/" + "a" * 3000
    assert "".join(_shown(_render(Outgoing("Look.", picture=picture)))[0].split()) == "Look." + picture


def test_a_long_title_stands_in_the_text_and_is_shortened_on_the_button() -> None:
    title = "I have had this pain in my lower back for more than three months and it will not go away"
    text, options, _ = _shown(_render(Outgoing("Which?", (Option(title, "t1"), Option("None", "t2")))))
    assert title in text
    assert [token for _, token in options] == ["t1", "t2"]
    assert len(options[0][0]) <= 75


def test_a_token_that_does_not_fit_becomes_numbered_text() -> None:
    text, options, _ = _shown(_render(Outgoing("Which?", (Option("A", "x" * 2001), Option("B", "t2")))))
    assert options == []
    assert "1. A\n2. B" in text


def test_many_buttons_are_in_several_blocks() -> None:
    many = tuple(Option(f"Option {number}", f"t{number}") for number in range(60))
    _, options, _ = _shown(_render(Outgoing("Which?", many)))
    assert len(options) == 60


def test_nothing_makes_no_call() -> None:
    assert _render(Outgoing("")) == []
    assert _render(Outgoing("  \n ")) == []


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300),
    st.integers(1, 60),
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120), max_size=12),
    st.sampled_from(["", "https://clinic.example/p.png"]),
)
def test_any_message_is_within_the_limits_and_whole(text: str, times: int, titles: list[str], picture: str) -> None:
    options = tuple(Option(title, f"token-{number}") for number, title in enumerate(titles))
    long = text * times
    shown, buttons, pictures = _shown(_render(Outgoing(long, options, picture)))
    assert "".join(long.split()) in "".join(shown.split())
    assert [token for _, token in buttons] == [option.token for option in options]
    assert pictures == ([picture] if picture else [])
    for option, (title, _) in zip(options, buttons, strict=True):
        assert title == option.title.strip() or "".join(option.title.split()) in "".join(shown.split())


# -- sending


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeSlack]:
    platform = FakeSlack()
    await platform.start()
    yield platform
    await platform.stop()


def _to(fake: FakeSlack, person: str = "p1", text: str = "Hello") -> tuple[Slack, Call]:
    channel = fake.make_channel(URL)
    assert isinstance(channel, Slack)
    (call,) = channel.render(Outgoing(text, (Option("Yes", "t1"),)), {"channel": channel_of(person)})
    return channel, call


async def test_a_message_arrives_with_its_key(fake: FakeSlack, session: ClientSession) -> None:
    channel, call = _to(fake, text="Hello & goodbye")
    assert (await channel.send(session, call, "key-1")).startswith(channel_of("p1") + ":")
    (sent,) = fake.sent
    assert (sent.to, sent.text, sent.options, sent.key) == ("p1", "Hello & goodbye", (("Yes", "t1"),), "key-1")
    assert fake.complaints == []


async def test_a_person_can_be_written_to_by_the_id_of_the_user(fake: FakeSlack, session: ClientSession) -> None:
    channel = fake.make_channel(URL)
    (call,) = channel.render(Outgoing("In private"), {"channel": user_of("p2")})
    await channel.send(session, call, "k")
    assert fake.sent[0].to == "p2"


@pytest.mark.parametrize(
    ("how", "why", "unsure", "everyone", "after"),
    [
        ("429", "429", False, True, 0.05),
        ("500", "status 500", False, False, None),
        ("503", "status 503", False, False, None),
        ("hang", "no answer in time", True, False, None),
        ("close", "connection broke", True, False, None),
        ("lost", "connection broke", True, False, None),
        ("401", "status 401", False, True, None),
    ],
)
async def test_a_failure_is_tried_again(
    fake: FakeSlack, session: ClientSession, how: str, why: str, unsure: bool, everyone: bool, after: float | None
) -> None:
    channel, call = _to(fake)
    fake.misbehave.append(how)
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    problem = failed.value
    assert (problem.why, problem.unsure, problem.everyone, problem.after) == (why, unsure, everyone, after)
    assert len(fake.sent) == (how == "lost")
    await channel.send(session, call, "k")


async def test_no_connection_is_tried_again_and_is_sure(session: ClientSession) -> None:
    away = FakeSlack()
    await away.start()
    channel, call = _to(away)
    await away.stop()
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.unsure) == ("no connection", False)


@pytest.mark.parametrize(
    ("code", "gone"),
    [("channel_not_found", True), ("user_not_found", True), ("user_disabled", True), ("is_archived", True),
     ("cannot_dm_bot", True), ("msg_too_long", False), ("invalid_blocks", False), ("no_text", False),
     ("something_new", False)],
)  # fmt: skip
async def test_a_refusal_for_good(fake: FakeSlack, session: ClientSession, code: str, gone: bool) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = code
    with pytest.raises(Undeliverable) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.gone) == (code, gone)


@pytest.mark.parametrize(
    ("code", "unsure", "everyone"),
    [("ratelimited", False, True), ("invalid_auth", False, True), ("token_revoked", False, True),
     ("account_inactive", False, True), ("missing_scope", False, True), ("messages_tab_disabled", False, True),
     ("internal_error", True, False), ("fatal_error", True, False), ("service_unavailable", False, False)],
)  # fmt: skip
async def test_a_refusal_for_now(
    fake: FakeSlack, session: ClientSession, code: str, unsure: bool, everyone: bool
) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = code
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert (failed.value.why, failed.value.unsure, failed.value.everyone) == (code, unsure, everyone)


async def test_the_platforms_words_are_not_repeated(fake: FakeSlack, session: ClientSession) -> None:
    channel, call = _to(fake)
    fake.errors["p1"] = "no user +1 555 555 0134"
    with pytest.raises(Undeliverable, match="unknown error"):
        await channel.send(session, call, "k")


@pytest.mark.parametrize(
    ("wait", "after"), [(0.0, 0.0), (30.0, 30.0), (1e9, 3600.0), (float("nan"), None), (-1.0, None)]
)
async def test_the_wait_is_what_slack_says_within_reason(
    fake: FakeSlack, session: ClientSession, wait: float, after: float | None
) -> None:
    channel, call = _to(fake)
    fake.wait = wait
    fake.misbehave.append("429")
    with pytest.raises(TryAgain) as failed:
        await channel.send(session, call, "k")
    assert failed.value.after == after


async def test_the_fake_refuses_a_wrong_token(fake: FakeSlack, session: ClientSession) -> None:
    secrets = {**fake.secrets(), "BACKLINE_SLACK_BOT_TOKEN": "other"}
    channel = Slack(ChannelOptions({}, secrets, URL, fake.url))
    (call,) = channel.render(Outgoing("Hello"), {"channel": DM})
    with pytest.raises(TryAgain, match="invalid_auth"):
        await channel.send(session, call, "k")
    assert fake.complaints


# -- checks


async def _check(fake: FakeSlack, session: ClientSession, **more: Mapping[str, str]) -> list[tuple[bool, str]]:
    settings_of, secrets = more.get("settings", fake.settings()), {**fake.secrets(), **more.get("secrets", {})}
    channel = Slack(ChannelOptions(settings_of, secrets, URL, fake.url))
    findings = [(finding.ok, finding.sentence) for finding in await channel.check(session)]
    for _, sentence in findings:
        assert sentence.endswith(".")
        assert TOKEN not in sentence
        assert SECRET not in sentence
    return findings


async def test_all_is_well(fake: FakeSlack, session: ClientSession) -> None:
    findings = await _check(fake, session)
    assert all(ok for ok, _ in findings)
    assert any(URL in sentence for _, sentence in findings)
    assert await fake.make_channel(URL).register(session) is None


@pytest.mark.parametrize("code", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_wrong_token_is_found(fake: FakeSlack, session: ClientSession, code: str) -> None:
    fake.token_error = code
    ((ok, sentence),) = await _check(fake, session)
    assert not ok
    assert code in sentence
    assert "BACKLINE_SLACK_BOT_TOKEN" in sentence


async def test_another_workspace_missing_scopes_and_a_wrong_secret_are_found(
    fake: FakeSlack, session: ClientSession
) -> None:
    fake.team, fake.scopes = "T0OTHER001", "chat:write,users:read"
    findings = await _check(fake, session, secrets={"BACKLINE_SLACK_SIGNING_SECRET": "short"})
    assert [ok for ok, _ in findings] == [False, False, False, True]
    assert "T0OTHER001" in findings[0][1]
    assert "im:history" in findings[1][1]
    assert "BACKLINE_SLACK_SIGNING_SECRET" in findings[2][1]


async def test_a_platform_that_is_away_is_a_finding(session: ClientSession) -> None:
    away = FakeSlack()
    await away.start()
    channel = away.make_channel(URL)
    await away.stop()
    (finding,) = await channel.check(session)
    assert not finding.ok
    assert "api_url" in finding.sentence


async def test_sending_at_once_is_fine(fake: FakeSlack, session: ClientSession) -> None:
    calls = [_to(fake, f"p{number}") for number in range(20)]
    ids = await asyncio.gather(*(channel.send(session, call, f"k{n}") for n, (channel, call) in enumerate(calls)))
    assert len(set(ids)) == 20
    assert BOT not in "".join(ids)


# -- the page for the clinic's IT


def test_the_manifest_on_the_page_asks_for_all_that_is_needed_and_no_more() -> None:
    page = (Path(__file__).parents[2] / "docs" / "channels" / "slack.md").read_text(encoding="utf-8")
    (block,) = [found for found in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL) if "oauth_config" in found]
    manifest = yaml.safe_load(textwrap.dedent("   " + block.lstrip()))
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == [
        "app_mentions:read",
        "chat:write",
        "commands",
        "im:history",
    ]
    assert manifest["settings"]["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention", "message.im"]
    addresses = {
        manifest["settings"]["event_subscriptions"]["request_url"],
        manifest["settings"]["interactivity"]["request_url"],
        *(command["url"] for command in manifest["features"]["slash_commands"]),
    }
    assert addresses == {"https://chat.my-clinic.example/webhooks/slack"}
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    for name in Slack.secrets:
        assert name in page

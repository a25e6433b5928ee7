"""Silence, and coming back a week later: what was said is still there."""

from __future__ import annotations

import time

import pytest

from backline.assistant.turn import Assistant
from backline.care import PLAN_LINK
from tests.helpers.conversation import Conversation

pytestmark = pytest.mark.asyncio(loop_scope="session")
_WEEK = 7 * 86_400


async def _with_plan(assistant: Assistant) -> Conversation:
    conversation = Conversation(assistant)
    for text in ("exercises for my lower back please, 4 months, sitting is hard", "none of these", "none"):
        await conversation.say(text)
    assert conversation.cards
    return conversation


async def test_who_comes_back_next_week_finds_the_plan(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = await _with_plan(assistant)
    plan = conversation.slot("plan_exercises")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + _WEEK)
    await conversation.say("hi")
    assert "Welcome back" in conversation.text
    assert any(
        link["href"].startswith(PLAN_LINK) for reply in conversation.replies for link in reply.payload.get("links", [])
    )
    await conversation.press("Easier exercises")
    assert "gentler" in conversation.text
    assert conversation.slot("plan_exercises") != plan


async def test_a_hello_right_after_the_plan_is_only_a_hello(assistant: Assistant) -> None:
    conversation = await _with_plan(assistant)
    await conversation.say("hello")
    assert "Welcome back" not in conversation.text


async def test_with_a_warning_sign_open_no_plan_is_brought_up(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = await _with_plan(assistant)
    await conversation.say("I had breast cancer and my back hurts at night")
    assert conversation.slot("red_flag_tier") == "urgent"
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + _WEEK)
    await conversation.say("hi")
    assert "Welcome back" not in conversation.text
    assert "plan" not in conversation.text


async def test_a_form_goes_on_where_it_was_a_week_later(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    conversation = Conversation(assistant)
    await conversation.say("suggest exercises for my neck")
    await conversation.say("none of these")
    assert conversation.slot("requested_slot") == "pain_weeks"
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + _WEEK)
    await conversation.say("hello again")
    assert conversation.slot("requested_slot") == "pain_weeks"
    await conversation.say("3 weeks")
    assert conversation.slot("pain_weeks") == 3

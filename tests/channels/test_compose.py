"""A turn's replies as messages: nothing lost, in order, an emergency first, every exercise within a caption."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.support.cards import exercise_card
from backline.assistant import resources
from backline.care import PlanProfile
from backline.channels.compose import CAPTION_LIMIT, compose, plain, png_address
from backline.channels.contract import Option, Outgoing
from backline.knowledge import Exercise
from backline.storage.conversations import StoredMessage
from tests.helpers.conversation import Conversation

SITE = "https://chat.example"
PICTURES = png_address(SITE)
CALL = {"title": "Call +1 415 555 0100", "href": "tel:+14155550100"}
PLAN = {"title": "Keep or print this plan", "href": "/plan/x"}
CARD = {
    "kind": "exercise",
    "title": "Bridge",
    "picture": "/exercises/bridge.svg",
    "dose": "Do 8, rest, then do 8 more.",
    "why": "Strong hips help.",
    "steps": ["Lie down.", "Lift your hips."],
    "note": "Do not arch.",
    "stop": "Stop if it hurts.",
}


def address(href: str) -> str:
    return f"{SITE}{href}?t=token" if href.startswith("/") else href


def reply(text: str = "", **more: Any) -> StoredMessage:
    return StoredMessage(1, "bot", {"text": text, **more}, "", time.time())


def button(title: str, token: str = "") -> dict[str, str]:
    return {"title": title, "payload": "/x", "token": token or f"b-{title}"}


def composed(*messages: StoredMessage, pictures: bool = True) -> list[Outgoing]:
    return compose(messages, address, PICTURES if pictures else None)


def test_a_text_is_a_message_and_the_persons_own_is_not() -> None:
    own = StoredMessage(1, "user", {"text": "hi"}, "hi", 0.0)
    assert composed(own, reply("Hello.\n\nHow can I help?")) == [Outgoing("Hello.\n\nHow can I help?")]


def test_nothing_to_say_is_never_sent() -> None:
    assert composed(reply(""), reply("  \n "), reply("", buttons=[], cards=[], links=[], sources=[])) == []


def test_buttons_stay_with_their_own_message() -> None:
    first, second = composed(
        reply("One?", buttons=[button("Yes", "b-1")]), reply("Two?", buttons=[button("No", "b-2")])
    )
    assert first == Outgoing("One?", (Option("Yes", "b-1"),))
    assert second == Outgoing("Two?", (Option("No", "b-2"),))
    (only,) = composed(reply("", buttons=[button("Yes", "b-1")]))
    assert only.text
    assert only.options == (Option("Yes", "b-1"),)


def test_a_bare_number_means_the_buttons_that_were_shown_last() -> None:
    first, second = reply("One?", buttons=[button("Yes", "b-1")]), reply("Two?", buttons=[button("No", "b-2")])
    alarm = reply("Call 911 now.", tone="emergency", buttons=[button("I am safe now", "b-3")])
    assert composed(first, second, reply("Bye."))[1].options == (Option("No", "b-2"),)
    # The alarm is told first, so that what was asked beside it is what stands last.
    assert [each.options for each in composed(first, alarm)] == [
        (Option("I am safe now", "b-3"),),
        (Option("Yes", "b-1"),),
    ]


def test_an_emergency_comes_first_and_nothing_else_is_urgent() -> None:
    found = composed(
        reply("Fine."),
        reply("See a doctor today.", tone="urgent", links=[CALL]),
        reply("Call 911 now.", tone="emergency", links=[{"title": "Call 911", "href": "tel:911"}]),
        reply("And this.", tone="info"),
    )
    assert [(each.text, each.urgent) for each in found] == [
        ("Call 911 now.", True),
        ("See a doctor today.\n\nCall +1 415 555 0100", False),
        ("Fine.", False),
        ("And this.", False),
    ]


@pytest.mark.parametrize(
    ("text", "link", "lines"),
    [
        (
            "Hi.",
            {"title": "Contact page", "href": "/contact"},
            "\n\nContact page: https://chat.example/contact?t=token",
        ),
        ("Hi.", {"title": "NHS", "href": "https://nhs.example/a"}, "\n\nNHS: https://nhs.example/a"),
        ("Hi.", CALL, "\n\nCall +1 415 555 0100"),
        ("Call us at +1 415 555 0100.", CALL, ""),
        ("Call us at (415) 555-0100.", {"title": "Call us", "href": "tel:4155550100"}, ""),
        ("Hi.", {"title": "Call us", "href": "tel:+14155550100"}, "\n\nCall us: +14155550100"),
        ("It is 9110 steps.", {"title": "Call 911", "href": "tel:911"}, "\n\nCall 911"),
    ],
)
def test_links_are_lines_and_a_number_is_said_once(text: str, link: dict[str, str], lines: str) -> None:
    (only,) = composed(reply(text, links=[link]))
    assert only.text == text + lines


def test_sources_are_named_briefly() -> None:
    sources = [{"title": f"T{number}", "address": f"https://{number}.example"} for number in range(6)]
    assert composed(reply("Hi.", sources=sources[:1]))[0].text == "Hi.\n\nSource: T0, https://0.example"
    assert composed(reply("Hi.", sources=sources[:3]))[0].text == "Hi.\n\nSources: T0; T1; T2"
    assert composed(reply("Hi.", sources=sources))[0].text == "Hi.\n\nSources: T0; T1; T2; and 3 more"
    assert composed(reply("Hi.", sources=[sources[0]] * 2))[0].text == "Hi.\n\nSources: T0"


def test_marks_of_the_website_become_plain_text() -> None:
    text = "**When to stop**\n- Stop **at once** if it hurts.\n**Now:**\nWrite to mailto:a@b.example or tel:911."
    assert plain(text) == "When to stop:\n- Stop at once if it hurts.\nNow:\nWrite to a@b.example or 911."


def test_an_exercise_is_a_picture_with_a_caption_and_buttons_come_last() -> None:
    found = composed(reply("Here.", cards=[CARD], links=[PLAN], buttons=[button("It hurts")]))
    assert [bool(each.picture) for each in found] == [False, True, False]
    assert found[1].picture == "https://chat.example/exercises/bridge.png"
    assert found[1].text == (
        "Bridge\nDo 8, rest, then do 8 more.\nStrong hips help.\n\n1. Lie down.\n2. Lift your hips.\n\n"
        "Do not arch.\n\nStop if it hurts."
    )
    assert found[2].text == "Keep or print this plan: https://chat.example/plan/x?t=token"
    assert [bool(each.options) for each in found] == [False, False, True]
    without_link = composed(reply("Here.", cards=[CARD, CARD], buttons=[button("It hurts")]))
    assert [bool(each.options) for each in without_link] == [False, False, True]
    assert without_link[1].text.startswith("Exercise 1 of 2: Bridge\n")


def test_where_no_pictures_are_shown_exercises_are_words_in_one_message() -> None:
    (only,) = composed(reply("Here.", cards=[CARD, CARD], links=[PLAN], buttons=[button("It hurts")]), pictures=False)
    assert only.picture == ""
    assert only.text.count("2. Lift your hips.") == 2
    assert only.options


def test_a_long_caption_goes_on_in_a_message_of_its_own() -> None:
    steps = [f"Step {number} " + "word " * 40 for number in range(12)]
    found = composed(reply("", cards=[{**CARD, "steps": steps}]))
    assert found[0].picture
    assert len(found) > 1
    assert all(len(each.text) <= CAPTION_LIMIT for each in found)
    assert not any(each.picture for each in found[1:])
    for number in range(12):
        assert f"Step {number} " in " ".join(each.text for each in found)


@pytest.mark.parametrize("exercise", list(resources.exercises()), ids=lambda exercise: exercise.id)
def test_every_exercise_fits_under_its_picture(exercise: Exercise) -> None:
    profile = PlanProfile("low_back", 20.0, (), None)
    (only,) = composed(reply("", cards=[exercise_card(exercise, profile)]))
    assert only.picture == f"{SITE}/exercises/{exercise.id}.png"
    assert exercise.name in only.text
    assert all(step in only.text for step in exercise.steps)
    assert all(sentence in only.text for sentence in (*exercise.cautions, *exercise.stop_when))


WORDS = st.text("abcdefgh XYZ0123456789.,\n*é🙂", max_size=80)
CARDS = st.fixed_dictionaries(
    {
        **dict.fromkeys(("title", "dose", "why", "note", "stop"), WORDS),
        "steps": st.lists(WORDS, max_size=8),
        "picture": st.just("/exercises/bridge.svg"),
    }
)
REPLIES = st.fixed_dictionaries(
    {"text": WORDS},
    optional={
        "cards": st.lists(CARDS, max_size=4),
        "links": st.lists(
            st.fixed_dictionaries({"title": WORDS, "href": st.sampled_from(["/contact", "/plan/x", "tel:911"])}),
            max_size=3,
        ),
        "buttons": st.lists(WORDS.map(button), max_size=5),
        "sources": st.lists(
            st.fixed_dictionaries({"title": WORDS, "address": st.just("https://a.example")}), max_size=5
        ),
        "tone": st.sampled_from(["emergency", "urgent", "info", "normal", "other"]),
    },
)


@given(st.lists(REPLIES, max_size=5), st.booleans())
def test_nothing_is_lost_and_order_is_kept(payloads: list[dict[str, Any]], pictures: bool) -> None:
    found = composed(*(StoredMessage(n, "bot", p, "", 0.0) for n, p in enumerate(payloads)), pictures=pictures)
    ranks = {"emergency": 0, "urgent": 1}
    in_order = sorted(payloads, key=lambda payload: ranks.get(payload.get("tone", ""), 2))
    said = "".join("".join(each.text.split()) for each in found)
    at = 0
    for payload in in_order:
        for words in _all_words(payload):
            at = said.index("".join(words.split()), at)
    assert all(each.text.strip() or each.picture for each in found)
    assert [option.token for each in found for option in each.options] == [
        each["token"] for payload in in_order for each in payload.get("buttons", [])
    ]
    shown = [each.picture for each in found if each.picture]
    assert len(shown) == (sum(len(payload.get("cards", [])) for payload in payloads) if pictures else 0)
    urgent = [each.urgent for each in found]
    assert urgent == sorted(urgent, reverse=True)


def _all_words(payload: dict[str, Any]) -> list[str]:
    words = [plain(payload["text"])]
    for card in payload.get("cards", []):
        words += [card["title"], card["dose"], card["why"], *card["steps"], card["note"], card["stop"]]
    words += [address(link["href"]) for link in payload.get("links", []) if link["href"].startswith("/")]
    return words


@pytest.mark.asyncio(loop_scope="session")
async def test_a_real_plan_and_a_real_emergency(conversation: Conversation) -> None:
    for text in ("exercises for my lower back please, 4 months, sitting is hard", "none of these", "none"):
        result = await conversation.say(text)
    found = compose(result.messages, address, PICTURES)
    assert sum(bool(each.picture) for each in found) == len(conversation.cards) >= 3
    assert any("Keep or print this plan: https://chat.example/plan" in each.text for each in found)
    assert found[-1].options
    assert not any("**" in each.text or each.urgent for each in found)
    result = await conversation.say("i can't feel my groin since this morning")
    found = compose(result.messages, address, PICTURES)
    assert found[0].urgent
    assert "911" in found[0].text

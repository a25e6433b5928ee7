"""Warning signs that are typed in several messages of a few words."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.assistant.told_in_pieces import signs_in_pieces

SPINE = frozenset({"spine"})


def _signs(*messages: str, apart: float = 5.0, tier: str | None = None) -> set[str]:
    """The signs of the last message with those before it, each so many seconds after the other."""
    *before, text = messages
    told = [
        UserUttered(one, parse_data={READING: {"triage": {"tier": tier}}}, timestamp=1000 + at * apart)
        for at, one in enumerate(before)
    ]
    tracker = DialogueStateTracker.from_events("one", [*told])
    return {flag.id for flag in signs_in_pieces(text, tracker, (), SPINE, 1000 + len(before) * apart)}


@pytest.mark.parametrize(
    ("messages", "sign"),
    [
        (("since monday", "i cant hold", "my urine"), "cauda_equina"),
        (("no feeling", "between my legs"), "cauda_equina"),
        (("no", "it went numb", "between my legs"), "cauda_equina"),
        (("i just want", "to kill", "myself"), "self_harm"),
        (("my chest", "hurts bad", "and my arm"), "vascular_cardiac"),
    ],
)
def test_a_sign_is_heard_over_pieces(messages: tuple[str, ...], sign: str) -> None:
    assert sign in _signs(*messages)


@pytest.mark.parametrize(
    "messages",
    [
        ("i have no", "numbness", "between my legs"),
        ("can a disc cause", "numbness", "between my legs"),
        ("exercises please", "no", "my left leg", "three weeks"),
        ("physio", "six months", "no", "it came back"),
        ("numb", "what is sciatica and how long does it take to get better", "between my legs"),
    ],
)
def test_what_is_denied_asked_or_far_apart_is_none(messages: tuple[str, ...]) -> None:
    assert _signs(*messages) == set()


def test_a_piece_of_an_hour_ago_is_of_another_matter() -> None:
    assert _signs("it went numb", "between my legs") == {"cauda_equina"}
    assert _signs("it went numb", "between my legs", apart=3600) == set()


def test_an_urgent_sign_is_raised_again_only_where_it_is_an_emergency() -> None:
    assert _signs("she fell", "in the bath", tier="urgent") == set()
    assert _signs("she fell", "in the bath", "and cant stand up", tier="urgent") >= {"fracture"}


def test_the_first_message_has_no_pieces() -> None:
    assert signs_in_pieces("between my legs", None, (), SPINE) == ()


def _typed(text: str) -> UserUttered:
    return UserUttered(text, parse_data={READING: {"triage": {"tier": None}}}, timestamp=1000)


def test_what_was_said_before_an_alarm_ended_is_dealt_with() -> None:
    events = [_typed("it went numb"), SlotSet("red_flag_tier", "resolved"), _typed("a doctor looked")]
    tracker = DialogueStateTracker.from_events("one", events)
    assert signs_in_pieces("between my legs", tracker, (), SPINE, 1001) == ()


def test_answers_to_different_questions_are_not_read_together() -> None:
    events = [SlotSet("requested_slot", "pain_region"), _typed("leg"), SlotSet("requested_slot", "pain_cautions")]
    tracker = DialogueStateTracker.from_events("one", events)
    assert signs_in_pieces("is weak", tracker, (), SPINE, 1001) == ()
    same = DialogueStateTracker.from_events("two", [*events[:2], SlotSet("requested_slot", "pain_region")])
    assert {flag.id for flag in signs_in_pieces("is weak", same, (), SPINE, 1001)} == {"progressive_weakness"}

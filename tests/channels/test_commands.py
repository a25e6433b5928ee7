"""STOP, START, HELP, "delete my data" and the answers to our own two questions are read; nothing else is."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backline.channels.commands import Command, command_of, says_more
from tests.channels.payloads.commands import (
    CONFIRM,
    DELETE_ALWAYS,
    DELETE_OUTSIDE_A_FORM,
    HELP,
    KEEP,
    NEITHER,
    NO,
    NO_ANSWER,
    START,
    STOP_ALWAYS,
    STOP_OUTSIDE_A_FORM,
    YES,
)

MESSAGES = Path(__file__).parents[2] / "data" / "messages"
STATES = tuple(itertools.product((False, True), repeat=4))


def _read(
    text: str, *, carrier: bool = False, form: bool = False, deleting: bool = False, asked: bool = False
) -> Command | None:
    return command_of(text, carrier_keywords=carrier, in_form=form, deleting=deleting, asked_consent=asked)


def _in_every_state(text: str) -> set[Command | None]:
    return {
        command_of(text, carrier_keywords=carrier, in_form=form, deleting=deleting, asked_consent=asked)
        for carrier, form, deleting, asked in STATES
    }


# In any state, on any channel.
# What follows is for the assistant, outside a form too, and on any channel.


def test_there_are_enough_sentences_each_way() -> None:
    commands = (STOP_ALWAYS, STOP_OUTSIDE_A_FORM, START, HELP, DELETE_ALWAYS, DELETE_OUTSIDE_A_FORM, CONFIRM, KEEP)
    assert sum(len(set(lines)) for lines in commands) >= 250
    assert len(set(NEITHER)) >= 200


@pytest.mark.parametrize("text", STOP_ALWAYS)
def test_stop_that_means_nothing_else_is_read_in_every_state(text: str) -> None:
    assert _in_every_state(text) == {Command.STOP}


@pytest.mark.parametrize("text", STOP_OUTSIDE_A_FORM)
def test_stop_stops_unless_a_form_is_open(text: str) -> None:
    for deleting, asked in itertools.product((False, True), repeat=2):
        assert _read(text, deleting=deleting, asked=asked) is Command.STOP
        assert _read(text, carrier=True, deleting=deleting, asked=asked) is Command.STOP
    assert _read(text, form=True) is None


@pytest.mark.parametrize("word", ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "revoke", "optout"])
def test_the_words_of_phone_companies_stop_in_every_state(word: str) -> None:
    for text in (word, word.upper(), word.title(), f" {word}. ", f"{word}!", f'"{word}"', f"/{word}"):
        for form, deleting, asked in itertools.product((False, True), repeat=3):
            assert _read(text, carrier=True, form=form, deleting=deleting, asked=asked) is Command.STOP
    assert _read(f"{word} it hurts", carrier=True) is None


@pytest.mark.parametrize("word", ["cancel", "end", "quit", "revoke", "info"])
def test_elsewhere_some_of_them_mean_nothing(word: str) -> None:
    assert _read(word) is None
    assert _read(word.upper()) is None
    assert _read(word, form=True) is None


@pytest.mark.parametrize(
    ("word", "command"),
    [("start", Command.START), ("unstop", Command.START), ("help", Command.HELP), ("info", Command.HELP)],
)
def test_the_other_words_of_phone_companies(word: str, command: Command) -> None:
    for text in (word, word.upper(), f"{word.title()}!"):
        for form, deleting, asked in itertools.product((False, True), repeat=3):
            assert _read(text, carrier=True, form=form, deleting=deleting, asked=asked) is command


@pytest.mark.parametrize("text", START)
def test_start(text: str) -> None:
    assert _read(text) is Command.START
    assert _read(text, asked=True) is Command.START


def test_start_inside_a_form_is_the_forms_without_phone_companies() -> None:
    assert _read("start", form=True) is None
    assert _read("/start", form=True) is Command.START
    assert _read("start", form=True, carrier=True) is Command.START


@pytest.mark.parametrize("text", HELP)
def test_help_in_every_state(text: str) -> None:
    assert _in_every_state(text) == {Command.HELP}


@pytest.mark.parametrize("text", DELETE_ALWAYS)
def test_delete_my_data_in_every_state(text: str) -> None:
    for carrier, form, asked in itertools.product((False, True), repeat=3):
        assert _read(text, carrier=carrier, form=form, asked=asked) is Command.DELETE
    assert _read(text, deleting=True) in (Command.DELETE, Command.CONFIRM_DELETE)


@pytest.mark.parametrize("text", DELETE_OUTSIDE_A_FORM)
def test_a_bare_delete_is_the_forms_inside_a_form(text: str) -> None:
    assert _read(text) is Command.DELETE
    assert _read(text, form=True) is None


@pytest.mark.parametrize("text", CONFIRM)
def test_the_answer_delete(text: str) -> None:
    for carrier, form in itertools.product((False, True), repeat=2):
        assert _read(text, deleting=True, carrier=carrier, form=form) is Command.CONFIRM_DELETE
    assert _read(text) in (None, Command.DELETE)


@pytest.mark.parametrize("text", KEEP)
def test_the_answer_keep_it(text: str) -> None:
    assert _read(text, deleting=True) is Command.NO
    assert _read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "what gets deleted?",
        "how long does it take",
        "my back hurts",
        "how do i delete my data",
        "can you delete it?",
        "who reads it",
        "not sure",
        "yes and no",
        "maybe",
        "yes but keep my number",
        "i said delete my number",
        "hm",
    ],
)
def test_nothing_is_deleted_for_an_unclear_answer(text: str) -> None:
    assert _read(text, deleting=True) not in (Command.CONFIRM_DELETE, Command.NO)


@pytest.mark.parametrize("text", NEITHER)
def test_everything_else_is_for_the_assistant(text: str) -> None:
    for carrier, form in itertools.product((False, True), repeat=2):
        assert _read(text, carrier=carrier, form=form) is None


@pytest.mark.parametrize("text", YES)
def test_yes(text: str) -> None:
    for carrier in (False, True):
        assert _read(text, asked=True, carrier=carrier) is Command.YES


@pytest.mark.parametrize("text", NO)
def test_no(text: str) -> None:
    assert _read(text, asked=True) is Command.NO


@pytest.mark.parametrize("text", NO_ANSWER)
def test_what_does_not_clearly_agree_or_decline_is_no_answer(text: str) -> None:
    assert _read(text, asked=True) is None


def test_a_long_message_is_neither_consent_nor_refusal() -> None:
    story = " and it goes down my leg when I sit in the car for more than an hour, which I do most days"
    assert _read(f"No, it hurts{story}", asked=True) is None
    assert _read(f"Yes, it hurts{story}", asked=True) is None


@pytest.mark.parametrize("text", [*STOP_ALWAYS, *HELP, *DELETE_ALWAYS])
def test_a_command_goes_before_the_answer_to_a_question(text: str) -> None:
    assert _read(text, asked=True) not in (Command.YES, Command.NO, None)


def _corpus() -> list[str]:
    texts: list[str] = []
    for path in sorted(MESSAGES.glob("*.jsonl")):
        texts += [
            str(json.loads(line).get("text", "")) for line in path.read_text(encoding="utf-8").splitlines() if line
        ]
    return texts


def test_no_message_of_the_corpus_of_some_length_is_a_command() -> None:
    corpus = _corpus()
    assert len(corpus) > 1000
    for text in corpus:
        if len(text.split()) > 6:
            # Inside a form and without phone companies, fewer words are commands.
            assert _read(text, carrier=True) is None
            assert _read(text, carrier=True, deleting=True) is None


def test_what_answers_the_question_of_consent_in_the_corpus_begins_with_the_answer_and_says_more() -> None:
    for text in _corpus():
        if len(text.split()) > 6 and (command := _read(text, asked=True)):
            assert re.match(r"\W*(?:yes|yeah|yep|ok|okay|sure|fine|no|nope|nah|never)\b", text.lower()), text
            assert command in (Command.YES, Command.NO)
            assert says_more(text)


@pytest.mark.parametrize(
    "text", ["Yes. I do think about dying.", "yes my back hurts", "no, call me instead", "ok, what now?"]
)
def test_an_answer_that_says_more(text: str) -> None:
    assert _read(text, asked=True) in (Command.YES, Command.NO)
    assert says_more(text)


@pytest.mark.parametrize("text", ["yes", "Yes, go on", "No", "n", "👍", "no thanks", "OK!", "yes please"])
def test_an_answer_that_is_no_more_than_that(text: str) -> None:
    assert not says_more(text)


def test_what_is_read_in_the_corpus_says_so_in_its_words() -> None:
    for text in _corpus():
        if command := _read(text, carrier=True):
            said = text.lower()
            assert any(
                word in said for word in ("stop", "list", "quit", "help", "start", "delete", "erase", "forget")
            ), text
            assert command in (Command.STOP, Command.HELP, Command.START, Command.DELETE)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200), st.tuples(*[st.booleans()] * 4))
def test_no_text_raises(text: str, state: tuple[bool, bool, bool, bool]) -> None:
    carrier, form, deleting, asked = state
    _read(text, carrier=carrier, form=form, deleting=deleting, asked=asked)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(("stop", "help", "start", "delete my data", "unsubscribe", "cancel", "no", "yes")),
    st.sampled_from(("my back hurts so much", "the doctor told me about surgery", "when i walk it is worse at night")),
    st.booleans(),
)
def test_the_word_inside_a_message_is_no_command(word: str, rest: str, first: bool) -> None:
    text = f"{word} {rest}" if first else f"{rest} {word}"
    for carrier, form, deleting in itertools.product((False, True), repeat=3):
        assert _read(text, carrier=carrier, form=form, deleting=deleting) is None


def test_a_huge_text_is_read_quickly_and_is_none() -> None:
    for text in ("stop " * 20_000, "yes " * 20_000, "delete my data and " * 5_000, " " * 50_000 + "x", "no" * 40_000):
        assert _read(text, deleting=True) in (None, Command.STOP, Command.CONFIRM_DELETE)
        assert _read(text, asked=True) in (None, Command.STOP, Command.YES)

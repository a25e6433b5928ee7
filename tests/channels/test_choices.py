"""Numbered answers: each option can be picked, and a number that answers the question itself never picks one."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions import action_ask_warning_signs
from actions.support import warning
from backline.assistant.listed_signs import LISTED
from backline.channels.choices import chosen, chosen_words, marks, with_choices
from backline.channels.contract import Option
from tests.conftest import PROJECT

# Questions with buttons to which a number may be an answer of its own: how strong, how long, how often, at what time,
# which one of a list.
ASKS_FOR_NUMBERS = {
    *("function_pain", "function_joy", "function_activity", "pain_weeks", "care_weeks", "care_regularity"),
    *("contact_reach", "pain_cautions", "care_improved"),
}
ASKS_FOR_WORDS = {"pain_region", "pain_limits", "care_tried", "sudden_worsening"}


def options(*titles: str) -> list[Option]:
    return [Option(title, f"b-{number}") for number, title in enumerate(titles)]


def domain_buttons() -> list[tuple[str, list[str]]]:
    domain: dict[str, Any] = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
    return [
        (name, [str(button["title"]) for button in variant["buttons"]])
        for name, variants in domain["responses"].items()
        for variant in variants
        if variant.get("buttons")
    ]


def titles_of_actions(payload: str) -> set[str]:
    """The titles of all buttons in the actions whose payload begins so."""
    found = set()
    for path in Path(PROJECT / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                texts = {
                    key.value: value.value
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant) and isinstance(value, ast.Constant)
                }
                if str(texts.get("payload", "")).startswith(payload) and "title" in texts:
                    found.add(texts["title"])
    return found


def has_letters(titles: list[str]) -> bool:
    return marks(options(*titles))[0].isalpha()


@pytest.mark.parametrize(("name", "titles"), domain_buttons())
def test_every_question_of_the_domain_is_marked_so_that_numbers_keep_their_meaning(
    name: str, titles: list[str]
) -> None:
    asked = re.search(r"^utter_ask_\w+?_form_(\w+)$", name)
    if asked is None:
        return
    assert asked[1] in ASKS_FOR_NUMBERS | ASKS_FOR_WORDS, "judge whether a number may answer this question"
    assert has_letters(titles) == (asked[1] in ASKS_FOR_NUMBERS), titles


@pytest.mark.parametrize(("name", "titles"), domain_buttons())
def test_every_option_of_the_domain_can_be_picked_and_is_shown(name: str, titles: list[str]) -> None:
    choices = options(*titles)
    shown = with_choices("What now?", choices)
    for mark, option in zip(marks(choices), choices, strict=True):
        assert f"\n{mark}. {option.title}" in shown
        assert chosen(mark, choices) is option


def test_a_number_never_ends_an_alarm() -> None:
    enders = titles_of_actions("/resolved")
    assert {"A doctor has checked this", "I did not mean that", "I am safe now"} <= enders
    for title in enders:
        choices = options("Contact the clinic, urgent", title)
        assert [chosen(text, choices) for text in ("1", "2", "no 2", "2nd")] == [None] * 4, title


def test_the_number_of_a_warning_sign_is_not_none_of_these() -> None:
    none, unsure = warning.NONE_OF_THEM["title"], action_ask_warning_signs._UNSURE["title"]
    for choices in (options(none, "Yes, one of these"), options(none, unsure)):
        for number in range(1, len(LISTED) + 1):
            assert chosen(str(number), choices) is None
        assert chosen("A", choices) is choices[0]


@pytest.mark.parametrize("text", ["2", " 2 ", "2.", "2)", "(2)", "#2", "2!", "Option 2", "number 2", "no. 2", "nr 2",
                                  "Number: 2", "the number 2", "02", "2\ufe0f\u20e3", "“2”", "option #2"])  # fmt: skip
def test_ways_to_say_a_number(text: str) -> None:
    choices = options("Neck", "Upper back", "Lower back")
    assert chosen(text, choices) is choices[1]


@pytest.mark.parametrize("text", ["b", "B", "b)", "B.", "option b", "Letter B", "answer: b"])
def test_ways_to_say_a_letter(text: str) -> None:
    choices = options("A few days", "Some weeks", "Months or longer")
    assert chosen(text, choices) is choices[1]


@pytest.mark.parametrize(
    "text",
    ["", " ", "0", "4", "22", "222", "2 weeks", "1-2", "1/2", "1.5", "2nd", "two days", "no", "y", "k", "ok", "no, a",
     "-", "?", "12 months", "2 or 3", "I have 2", "a lot", "２２", "\x00"],
)  # fmt: skip
def test_what_picks_nothing(text: str) -> None:
    assert chosen(text, options("Neck", "Upper back", "Lower back")) is None
    assert chosen(text, options("A few days", "Some weeks", "Months or longer")) is None
    assert chosen(text, []) is None


def test_several_at_once_are_their_words() -> None:
    choices = options("Physical therapy", "Exercises at home", "Medicine")
    for text in ("1 and 3", "1, 3", "1,3", "1 3", "1 & 3.", "1; 3", "1 + 3"):
        assert chosen_words(text, choices) == "Physical therapy, Medicine"
    for text in ("1", "1 and 4", "1 1", "1 and neck", "", "1.3", "13", "1 or 3"):
        assert chosen_words(text, choices) is None
    assert chosen_words("a, c", options("None of these", "Weak bones", "Pregnant")) == "None of these, Pregnant"


@given(st.lists(st.text(min_size=1, max_size=40), max_size=40), st.text(max_size=30))
def test_any_titles_are_all_shown_and_all_picked(titles: list[str], text: str) -> None:
    choices = options(*titles)
    called = marks(choices)
    assert len(set(called)) == len(choices)
    shown = with_choices("What now?", choices)
    assert shown.startswith("What now?")
    at = 0
    for mark, option in zip(called, choices, strict=True):
        at = shown.index(f"{mark}. {option.title}", at)
        assert chosen(mark, choices) is option
        assert chosen(mark.lower() + ".", choices) is option
    assert chosen(text, choices) in [None, *choices]
    chosen_words(text, choices)


def test_no_options_add_nothing() -> None:
    assert with_choices("Hello", []) == "Hello"
    assert with_choices("", options("Yes", "No")) == "Reply with a number:\n1. Yes\n2. No"

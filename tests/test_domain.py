"""domain.yml, the actions and the rules name the same things."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS, REQUESTS, STATEMENTS
from tests.conftest import PROJECT

DOMAIN: dict[str, Any] = yaml.safe_load((PROJECT / "domain.yml").read_text(encoding="utf-8"))
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "actions").rglob("*.py"))
NEVER_LEARNED = {"emergency", "warning_sign", "nlu_fallback", "ask_exercise", "change_exercise"}


def intents_with_examples() -> set[str]:
    return {
        entry["intent"]
        for path in (PROJECT / "data" / "nlu").rglob("*.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in entry
    }


def test_every_response_that_an_action_uses_exists() -> None:
    used = set(re.findall(r"""["'](utter_\w+)["']""", SOURCES))
    assert used
    assert used <= set(DOMAIN["responses"]), used - set(DOMAIN["responses"])


def test_every_question_of_a_form_can_be_asked_and_explained() -> None:
    for form, parts in DOMAIN["forms"].items():
        for slot in parts["required_slots"]:
            asks = {f"utter_ask_{form}_{slot}", f"action_ask_{form}_{slot}", f"action_ask_{slot}"}
            assert asks & (set(DOMAIN["responses"]) | set(DOMAIN["actions"])), f"{form}: nothing asks for {slot}"
            assert f"utter_explain_{slot}" in DOMAIN["responses"], f"nothing explains {slot}"


def test_every_action_has_a_module_of_its_name() -> None:
    modules = {path.stem for path in (PROJECT / "actions").glob("*.py")} - {"__init__"}
    assert set(DOMAIN["actions"]) == modules


def test_every_intent_is_learned_and_ruled() -> None:
    intents = set(DOMAIN["intents"])
    assert intents - NEVER_LEARNED == intents_with_examples()
    rules = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "data" / "rules").glob("*.yml"))
    for intent in intents:
        assert re.search(rf"intent: {intent}$", rules, re.M), f"no rule for {intent}"
    assert set(ASPECT_OF) | OTHER_QUESTIONS | REQUESTS | STATEMENTS <= intents


@pytest.mark.parametrize("name", sorted(DOMAIN["responses"]))
def test_a_response_uses_known_words_and_differs_from_its_variants(name: str) -> None:
    from backline.settings import load_clinic

    words = load_clinic(PROJECT / "clinic.yml").words()
    texts = [variant["text"] for variant in DOMAIN["responses"][name]]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert set(re.findall(r"\{(\w+)\}", text)) <= set(words), text


def test_clinical_explanations_have_no_variants() -> None:
    for name, variants in DOMAIN["responses"].items():
        if name.startswith("utter_explain_"):
            assert len(variants) == 1, f"{name}: one reviewed sentence"

"""The examples: complete, balanced, without contradictions, apart from the held-out sentences."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from ruamel.yaml import YAML

from backline.language.features import normalise

from .conftest import PROJECT, Example

QUESTIONS = {
    *("ask_what_is", "ask_symptoms", "ask_causes", "ask_treatment", "ask_self_care", "ask_risks", "ask_benefits"),
    *("ask_how_to", "ask_recovery", "ask_when_surgery", "ask_comparison", "ask_cost"),
}
REQUESTS = {
    *(
        "request_exercises",
        "adapt_plan",
        "ask_plan",
        "request_contact",
        "ask_human",
        "review_care",
        "ask_clinic",
        "ask_privacy",
    ),
    "ask_diagnosis",
}
STATEMENTS = {"report_symptom", "report_care", "report_worsening", "report_exercise_pain"}
CONVERSATION = {
    *("greet", "goodbye", "thank", "affirm", "deny", "unsure", "cancel", "skip", "explain", "repeat", "start_over"),
    *("correct", "bot_challenge", "ask_capabilities", "complain", "distress", "harmed", "chitchat", "resolved"),
}
ALL = {*QUESTIONS, *REQUESTS, *STATEMENTS, *CONVERSATION, "inform", "out_of_scope"}
NEVER_LEARNED = {"emergency", "warning_sign", "nlu_fallback", "ask_exercise", "change_exercise"}

LIMITS = {
    **dict.fromkeys([*QUESTIONS, *REQUESTS, *STATEMENTS], (45, 360)),
    **dict.fromkeys([*CONVERSATION, "inform"], (25, 210)),
    "out_of_scope": (150, 480),
}


def same(text: str) -> str:
    """What two examples have in common that teach the same: words without punctuation, where there are words."""
    plain = normalise(text)
    return re.sub(r"[^\w -]", "", plain).strip() or plain


def test_every_intent_has_examples(training: list[Example]) -> None:
    assert {example.intent for example in training} == ALL


def test_the_intents_are_those_of_the_domain() -> None:
    domain = YAML(typ="safe").load(PROJECT / "domain.yml")
    assert set(domain["intents"]) - NEVER_LEARNED == ALL


@pytest.mark.parametrize("intent", sorted(ALL))
def test_number_of_examples(training: list[Example], intent: str) -> None:
    least, most = LIMITS[intent]
    assert least <= sum(example.intent == intent for example in training) <= most


def test_balance(training: list[Example]) -> None:
    counts = Counter(example.intent for example in training).values()
    assert max(counts) <= 8 * min(counts)


def test_an_intent_is_kept_in_one_file(training: list[Example]) -> None:
    files: dict[str, set[str]] = {}
    for example in training:
        files.setdefault(example.intent, set()).add(example.file)
    assert {intent: names for intent, names in files.items() if len(names) > 1} == {}


def test_no_example_twice(training: list[Example]) -> None:
    seen: dict[str, Example] = {}
    twice = []
    for example in training:
        before = seen.setdefault(same(example.text), example)
        if before is not example:
            twice.append((before, example))
    assert twice == []


def test_no_example_is_empty_or_rasa_markup(training: list[Example]) -> None:
    # Square and curly brackets would annotate an entity, a leading slash would name an intent.
    bad = [e for e in training if not e.text.strip() or re.search(r"[\[\]{}]", e.text) or e.text.startswith("/")]
    assert bad == []


def test_contact_details_are_nobodys(training: list[Example], held_out: list[Example], unseen: list[Example]) -> None:
    texts = [example.text for example in (*training, *held_out, *unseen)]
    addresses = [found for text in texts for found in re.findall(r"\S+@\S+", text)]
    assert addresses
    assert all(re.search(r"@example\.(com|org|net)$", address) for address in addresses), addresses
    numbers = [re.sub(r"\D", "", found) for text in texts for found in re.findall(r"[+(]?\d[\d ().-]{5,}\d", text)]
    assert numbers
    # 555-0100 to 555-0199 (North America), 07700 900xxx and 020 7946 0xxx (UK) are reserved for fiction.
    assert [n for n in numbers if not re.search(r"(55501\d\d|07700900\d{3}|02079460\d{3})$", n)] == []


@pytest.mark.parametrize("name", ["held_out", "unseen"])
def test_held_out_sentences_are_not_in_training(
    training: list[Example], name: str, request: pytest.FixtureRequest
) -> None:
    trained = {same(example.text) for example in training}
    assert [e for e in request.getfixturevalue(name) if same(e.text) in trained] == []


def test_held_out_covers_every_intent(held_out: list[Example], unseen: list[Example]) -> None:
    assert len(held_out) >= 400
    assert {example.intent for example in held_out} == ALL
    assert {example.intent for example in unseen} == ALL


def test_held_out_sentences_are_held_out_once(held_out: list[Example], unseen: list[Example]) -> None:
    counts = Counter(same(example.text) for example in (*held_out, *unseen))
    assert [text for text, count in counts.items() if count > 1] == []

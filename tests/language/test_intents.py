"""Which of several sentences names the intent of a message."""

from pathlib import Path

import pytest
import yaml

from backline.language.intents import HEARD, Ask, Clause, choose

PROJECT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize(
    ("asks", "intent"),
    [
        ([("greet", 0.9), ("report_symptom", 0.45)], "report_symptom"),
        ([("report_symptom", 0.45), ("thank", 0.97)], "report_symptom"),
        ([("greet", 0.9), ("ask_risks", 0.7), ("request_contact", 0.6)], "request_contact"),
        ([("greet", 0.9), ("ask_risks", 0.2)], "greet"),
        ([("greet", 0.9), ("chitchat", 0.8)], "greet"),
        ([("report_symptom", 0.3), ("inform", 0.35)], "inform"),
    ],
    ids=["greeting first", "thanks last", "request before question", "nothing else heard", "small talk", "all unsure"],
)
def test_a_message_is_named_by_what_somebody_came_for(asks: list[tuple[str, float]], intent: str) -> None:
    best = choose([Ask(name, confidence, "") for name, confidence in asks], sure=0.5)
    assert best is not None
    assert best.intent == intent


def test_of_nothing_there_is_no_intent() -> None:
    assert choose([], sure=0.5) is None


def _clause(*ranking: tuple[str, float]) -> Clause:
    return Clause("", (), ranking)


def test_what_is_ours_is_ranked_without_the_rest() -> None:
    clause = _clause(("out_of_scope", 0.6), ("ask_symptoms", 0.3), ("chitchat", 0.1))
    assert clause.of_ours().ranking == (("ask_symptoms", pytest.approx(0.75)),)


@pytest.mark.parametrize("ranking", [(("ask_risks", 0.6), ("out_of_scope", 0.4)), (("out_of_scope", 1.0),)])
def test_a_clause_without_another_matter_in_front_or_without_anything_of_ours_stays(
    ranking: tuple[tuple[str, float], ...],
) -> None:
    assert _clause(*ranking).of_ours().ranking == ranking


def test_without_what_can_not_be_the_rest_is_as_likely_as_it_is_among_itself() -> None:
    clause = _clause(("correct", 0.5), ("report_care", 0.3), ("skip", 0.1), ("inform", 0.1))
    assert clause.share({"correct", "skip"}) == pytest.approx(0.6)
    assert clause.without({"correct", "skip"}).ask().intent == "report_care"
    assert clause.without({"correct", "skip"}).ask().confidence == pytest.approx(0.75)
    assert _clause(("correct", 1.0)).without({"correct"}).ask().intent == "correct"


def test_the_fallback_threshold_is_that_of_the_configuration() -> None:
    pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    [fallback] = [part for part in pipeline if part["name"] == "FallbackClassifier"]
    assert fallback["threshold"] == HEARD

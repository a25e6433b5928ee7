"""Which of several sentences names the intent of a message."""

import pytest

from backline.language.intents import Ask, choose, of_ours


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


def test_what_is_ours_is_ranked_without_the_rest() -> None:
    ranking = [("out_of_scope", 0.6), ("ask_symptoms", 0.3), ("chitchat", 0.1)]
    assert of_ours(ranking) == [("ask_symptoms", pytest.approx(0.75))]


@pytest.mark.parametrize("ranking", [[("ask_risks", 0.6), ("out_of_scope", 0.4)], [("out_of_scope", 1.0)], []])
def test_a_ranking_without_another_matter_in_front_or_without_anything_of_ours_stays(
    ranking: list[tuple[str, float]],
) -> None:
    assert of_ours(ranking) == ranking

"""The intent of a turn, out of the clauses of its message and what went before."""

from typing import Any

import pytest
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.assistant.turn_intent import decide
from backline.language.intents import Clause

_TEXT = "pregabalin for my back. no change"


def _decided(
    *rankings: tuple[tuple[str, float], ...], text: str = _TEXT, before: Any = None, **reading: Any
) -> dict[str, Any]:
    """What `decide` makes of clauses with these rankings, of which the first names the message's intent."""
    name, confidence = rankings[0][0]
    parsed = {"intent": {"name": name, "confidence": confidence}, READING: {"topics": ["sciatica"], **reading}}
    decide(text, before, parsed, [Clause("", (), ranking) for ranking in rankings])
    return parsed


def _name(parsed: dict[str, Any]) -> str:
    return str(parsed["intent"]["name"])


def test_an_intent_that_is_possible_stays_as_sure_as_it_was() -> None:
    assert _decided((("report_care", 0.6), ("correct", 0.4)))["intent"] == {"name": "report_care", "confidence": 0.6}


def test_instead_of_one_that_is_not_the_next_of_the_same_clause_is_taken() -> None:
    assert _name(_decided((("correct", 0.6), ("report_care", 0.3), ("inform", 0.1)))) == "report_care"


def test_or_that_of_another_clause() -> None:
    assert _name(_decided((("correct", 0.95), ("inform", 0.05)), (("ask_risks", 0.6), ("inform", 0.4)))) == "ask_risks"


@pytest.mark.parametrize(
    "ranking",
    [
        (("correct", 0.95), ("report_care", 0.05)),
        (("correct", 0.4), ("report_care", 0.2), ("inform", 0.2), ("distress", 0.2)),
        (("correct", 0.5), ("bot_challenge", 0.5)),
    ],
    ids=["all but sure", "nothing likely", "nothing that a story is"],
)
def test_where_nothing_else_was_heard_it_is_not_understood(ranking: tuple[tuple[str, float], ...]) -> None:
    assert _name(_decided(ranking)) == "nlu_fallback"


def test_a_warning_sign_stays_whatever_else_is_said() -> None:
    parsed = _decided((("warning_sign", 1.0),), scope=0.01, triage={"tier": "urgent"}, text=_TEXT + " or my knee")
    assert _name(parsed) == "warning_sign"
    assert parsed[READING]["another_matter"] is False


def test_that_a_message_is_about_another_matter_is_written_into_its_reading() -> None:
    parsed = _decided((("report_care", 0.9),), scope=0.01, topics=[])
    assert (_name(parsed), parsed[READING]["another_matter"]) == ("out_of_scope", True)


def test_that_a_sign_is_only_imagined_is_written_into_its_reading() -> None:
    imagined = _decided((("ask_symptoms", 0.9),), text="what should i do if i can't hold my pee?")
    assert (_name(imagined), imagined[READING]["imagined_sign"]) == ("ask_how_to", "emergency")
    assert _decided((("ask_symptoms", 0.9),), text="what if it rains?")[READING]["imagined_sign"] is None


def test_whether_an_urgent_sign_can_wait_goes_before_everything_else() -> None:
    before = DialogueStateTracker.from_events("somebody", [SlotSet("red_flag_tier", "urgent")])
    parsed = _decided((("ask_when_surgery", 0.9),), text="should I wait", before=before, scope=0.01)
    assert _name(parsed) == "warning_sign"


def test_a_few_words_that_name_a_subject_of_ours_are_about_it_where_they_ask_anything() -> None:
    asks = (("out_of_scope", 0.6), ("ask_what_is", 0.4))
    assert _name(_decided(asks, text="what are opioids", topics=["opioid"])) == "ask_what_is"
    assert _name(_decided(asks, text="what are opioids", topics=["opioid"], elsewhere=True)) == "out_of_scope"
    nothing = (("out_of_scope", 0.9), ("ask_what_is", 0.1))
    assert _name(_decided(nothing, text="facets of emerald cuts", topics=["facet_joint_disease"])) == "out_of_scope"


def test_words_that_hold_the_talk_up_before_a_question_end_nothing() -> None:
    waits = Clause("hang on", (), (("cancel", 0.7), ("inform", 0.3)))
    asks = Clause("what is a fusion", ("fusion",), (("ask_what_is", 1.0),))
    stops = Clause("stop it", (), (("cancel", 1.0),))

    def name(*clauses: Clause) -> str:
        text = ", ".join(clause.sentence for clause in clauses)
        parsed = {"intent": {"name": "cancel", "confidence": 0.7}, READING: {"topics": ["fusion"]}}
        before = DialogueStateTracker.from_events("somebody", [SlotSet("topic", "fusion")])
        decide(text, before, parsed, clauses)
        return _name(parsed)

    assert name(waits, asks) == "ask_what_is"
    assert name(waits, stops) == name(waits) == "cancel"

"""Whether a message as a whole is about another matter than the spine."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.message_reader import READING
from backline.assistant.scope_turns import send_elsewhere

_STORY = "the physio did nothing for my knee and the shots lasted ten days, so should it be replaced"
_FEW = "should I buy new shoes"


def _parsed(intent: str = "report_care", scope: float | None = 0.02, **reading: Any) -> dict[str, Any]:
    return {"intent": {"name": intent, "confidence": 0.8}, READING: {"scope": scope, **reading}}


def _intent(text: str, parsed: dict[str, Any], *events: Any) -> str:
    tracker = DialogueStateTracker.from_events("somebody", list(events)) if events else None
    send_elsewhere(text, tracker, parsed)
    return str(parsed["intent"]["name"])


def test_a_story_of_another_matter_is_sent_elsewhere() -> None:
    assert _intent(_STORY, _parsed()) == "out_of_scope"


def test_also_later_in_a_conversation() -> None:
    assert _intent(_STORY, _parsed(), SlotSet("topic", "sciatica")) == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "parsed", "events"),
    [
        (_STORY, _parsed(scope=0.3), ()),
        (_STORY, _parsed(scope=None), ()),
        (_STORY, _parsed("distress"), ()),
        (_STORY, _parsed("ask_clinic"), ()),
        (_STORY, _parsed(triage={"tier": "urgent"}), ()),
        (_STORY, _parsed(), (ActiveLoop("care_review_form"),)),
        (_STORY, _parsed(), (SlotSet("red_flag_tier", "emergency"),)),
        (_FEW, _parsed("ask_self_care"), ()),
        (_STORY[:45], _parsed("ask_self_care"), (SlotSet("topic", "sciatica"),)),
        ("does gabapentin make you gain weight", _parsed("ask_risks", topics=["nerve_pain_medicine"]), ()),
    ],
    ids=[
        "not sure enough",
        "no learned layer",
        "despair",
        "the clinic",
        "a warning sign",
        "inside a form",
        "an open alarm",
        "few words",
        "goes on with what was talked of",
        "a bare question about what we share",
    ],
)
def test_all_else_stays(text: str, parsed: dict[str, Any], events: tuple[Any, ...]) -> None:
    intent = parsed["intent"]["name"]
    assert _intent(text, parsed, *events) == intent


def test_a_bare_question_that_names_another_organ_is_sent_elsewhere() -> None:
    parsed = _parsed("ask_comparison", topics=["anti_inflammatory"], elsewhere=True)
    assert _intent("which is better for toothache, ibuprofen or paracetamol", parsed) == "out_of_scope"


def test_a_bare_report_of_what_we_share_is_sent_elsewhere() -> None:
    parsed = _parsed("report_care", topics=["opioid"])
    assert _intent("took my tramadol twice today instead of once", parsed) == "out_of_scope"

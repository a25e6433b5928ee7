"""Whether a message as a whole is about another matter than the spine."""

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.scope_turns import is_another_matter

_STORY = "the physio did nothing for my knee and the shots lasted ten days, so should it be replaced"
_FEW = "should I buy new shoes"


def _reading(scope: float | None = 0.02, **more: Any) -> dict[str, Any]:
    return {"scope": scope, **more}


def _elsewhere(text: str, intent: str, reading: dict[str, Any], *events: Any) -> bool:
    tracker = DialogueStateTracker.from_events("somebody", list(events)) if events else None
    return is_another_matter(text, tracker, intent, reading)


def test_a_story_of_another_matter_is_known() -> None:
    assert _elsewhere(_STORY, "report_care", _reading())


def test_also_later_in_a_conversation() -> None:
    assert _elsewhere(_STORY, "report_care", _reading(), SlotSet("topic", "sciatica"))


@pytest.mark.parametrize(
    ("text", "intent", "reading", "events"),
    [
        (_STORY, "report_care", _reading(0.3), ()),
        (_STORY, "report_care", _reading(None), ()),
        (_STORY, "distress", _reading(), ()),
        (_STORY, "ask_clinic", _reading(), ()),
        (_STORY, "report_care", _reading(), (ActiveLoop("care_review_form"),)),
        (_STORY, "report_care", _reading(), (SlotSet("red_flag_tier", "emergency"),)),
        (_FEW, "ask_self_care", _reading(), ()),
        (_STORY[:45], "ask_self_care", _reading(), (SlotSet("topic", "sciatica"),)),
        ("does gabapentin make you gain weight", "ask_risks", _reading(topics=["nerve_pain_medicine"]), ()),
    ],
    ids=[
        "not sure enough",
        "no learned layer",
        "despair",
        "the clinic",
        "inside a form",
        "an open alarm",
        "few words",
        "goes on with what was talked of",
        "a bare question about what we share",
    ],
)
def test_all_else_is_ours(text: str, intent: str, reading: dict[str, Any], events: tuple[Any, ...]) -> None:
    assert not _elsewhere(text, intent, reading, *events)


def test_a_bare_question_that_names_another_organ_is_another_matter() -> None:
    reading = _reading(topics=["anti_inflammatory"], elsewhere=True)
    assert _elsewhere("which is better for toothache, ibuprofen or paracetamol", "ask_comparison", reading)


def test_a_bare_report_of_what_we_share_is_another_matter() -> None:
    assert _elsewhere("took my tramadol twice today instead of once", "report_care", _reading(topics=["opioid"]))

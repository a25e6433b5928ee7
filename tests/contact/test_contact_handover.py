"""What is shown at the read-back is what is kept with the request, and the consent with its version and time."""

from __future__ import annotations

import time
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action_ask_contact_form_contact_confirmed import ActionAskContactFormContactConfirmed
from actions.action_start_review import weeks_by_now
from actions.action_submit_contact import ActionSubmitContact
from actions.support.told import noted, noted_lately
from actions.support.view import TurnView
from backline.assistant import pending_turn, resources
from backline.assistant.pending_turn import PendingTurn
from backline.contact import load_consent
from backline.settings import Settings
from backline.storage.leads import Lead
from tests.conftest import PROJECT

pytestmark = pytest.mark.asyncio(loop_scope="session")

SLOTS: dict[str, Any] = {
    "contact_name": "Ann Lee",
    "contact_details": {"kind": "phone", "value": "+14155550134", "display": "(415) 555-0134"},
    "contact_reach": "mornings",
    "contact_reason": "back pain",
    "contact_consent": True,
    "contact_confirmed": True,
    "complaint": "my back hurts since the move",
    "care_tried": ["physical_therapy", "injection"],
    "care_weeks": 8.0,
    "function_pain": 7.0,
    "imaging_had": True,
}
EDITS = [None, ["imaging"], ["tried:injection"], ["complaint", "function"], ["all"]]


@pytest.fixture(autouse=True)
def _here(settings: Settings) -> None:
    resources.use(settings)


def tracker(events: list[dict[str, Any]] | None = None, **slots: Any) -> Tracker:
    return Tracker("web-1", {**SLOTS, **slots}, {}, events or [], False, None, {}, "x")


async def shown(**slots: Any) -> str:
    dispatcher = CollectingDispatcher()
    await ActionAskContactFormContactConfirmed().run(dispatcher, tracker(contact_confirmed=None, **slots), {})
    return str(dispatcher.messages[-1]["text"])


async def kept(events: list[dict[str, Any]] | None = None, **slots: Any) -> Lead:
    pending = PendingTurn()
    token = pending_turn.current.set(pending)
    try:
        await ActionSubmitContact().run(CollectingDispatcher(), tracker(events, **slots), {})
    finally:
        pending_turn.current.reset(token)
    (lead,) = pending.leads
    return lead


@pytest.mark.parametrize("without", EDITS)
async def test_the_clinic_reads_just_what_was_shown(without: list[str] | None) -> None:
    text = await shown(summary_without=without)
    said = text.partition("This is what the clinic will read")[2]
    lines = [line.removeprefix("- ") for line in said.splitlines() if line.startswith("- ")]
    assert lines
    assert (await kept(summary_without=without)).summary.splitlines() == lines


async def test_an_urgent_request_stays_urgent_without_its_summary() -> None:
    assert (await kept(summary_without=["all"], sudden_worsening=True)).urgent
    assert (await kept(summary_without=["all"], red_flags=["cancer"], red_flag_tier="resolved")).urgent
    assert not (await kept(summary_without=["all"])).urgent


async def test_consent_is_kept_with_its_version_and_the_moment_it_was_given() -> None:
    said_yes = {"event": "slot", "name": "contact_consent", "value": True, "timestamp": 1_700_000_000.5}
    said_no = {**said_yes, "value": None, "timestamp": 1_700_000_900.0}
    lead = await kept([said_yes, said_no])
    assert lead.consent_version == load_consent(PROJECT / "data" / "consent.yml").version
    assert lead.consent_at == 1_700_000_000.5
    assert abs((await kept([])).consent_at - time.time()) < 60


@pytest.mark.parametrize(
    "refused", [{"contact_consent": False}, {"contact_consent": None}, {"contact_confirmed": None}]
)
async def test_without_a_yes_nothing_is_kept(refused: dict[str, Any]) -> None:
    pending = PendingTurn()
    token = pending_turn.current.set(pending)
    try:
        await ActionSubmitContact().run(CollectingDispatcher(), tracker(**refused), {})
    finally:
        pending_turn.current.reset(token)
    assert pending.leads == []


async def test_the_id_of_the_conversation_stays_in_its_own_column() -> None:
    lead = await kept()
    assert lead.conversation_id == "web-1"
    assert "web-1" not in lead.summary


async def test_weeks_grow_while_somebody_is_away() -> None:
    week = 7 * 24 * 60 * 60
    assert weeks_by_now(5.0, time.time() - 3 * week - 10) == 8.0
    assert weeks_by_now(5.0, time.time()) == 5.0
    assert weeks_by_now(None, time.time()) is None
    assert weeks_by_now("\x00unknown", time.time()) == "\x00unknown"
    assert weeks_by_now(5.0, None) == 5.0


# --- the complaint, in the person's own words


def user(text: str, **reading: Any) -> dict[str, Any]:
    return {"event": "user", "text": text, "parse_data": {"reading": {"regions": [], **reading}}}


ASKED = {"event": "slot", "name": "requested_slot", "value": "care_tried"}
STORY = user("my back has been killing me since the move", regions=["lower_back"])


async def test_the_complaint_is_the_first_story_that_was_typed() -> None:
    events = [user("hello there my friend"), STORY, user("and now my neck hurts as well", regions=["neck"])]
    assert noted_lately(TurnView(tracker(events, complaint=None)))["complaint"] == STORY["text"]


async def test_questions_and_answers_are_no_complaint() -> None:
    question = user("what helps when my back hurts", regions=["lower_back"])
    answer = user("pt, shots and a lot of pain pills", tried=["injection"])
    assert "complaint" not in noted_lately(TurnView(tracker([question, ASKED, answer], complaint=None)))


async def test_a_new_start_forgets_the_complaint() -> None:
    events = [STORY, {"event": "action", "name": "action_start_over"}]
    assert "complaint" not in noted_lately(TurnView(tracker(events, complaint=None)))


async def test_a_complaint_that_is_known_stays_and_a_long_one_is_cut() -> None:
    assert "complaint" not in noted_lately(TurnView(tracker([STORY])))
    told = noted_lately(TurnView(tracker([user("my back hurts " * 60, regions=["lower_back"])], complaint=None)))
    assert len(told["complaint"]) <= 204
    assert told["complaint"].endswith(" ...")


async def test_wishes_are_noted_from_what_was_typed() -> None:
    view = TurnView(tracker([user("i want a second opinion but no surgery please")]))
    assert noted_lately(view)["wishes"] == ["second_opinion", "no_surgery"]
    assert noted(TurnView(tracker())) == {}

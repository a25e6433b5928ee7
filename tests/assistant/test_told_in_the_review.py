"""What actions make of messages about care: what was tried, what it did, what was told before."""

from datetime import date
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.support.answers import hear_tried, hear_weeks, weeks_since_bare_year
from actions.support.correcting import asks_between, changed, corrects
from actions.support.facts import facts_in, suddenly_worse
from actions.support.improvement import answer_improvement, improvement_in
from actions.support.retold import retold, says_told_before
from actions.support.view import TurnView
from backline.assistant.message_reader import read_by_rules, reading_as_dict


def _message(text: str, intent: str = "inform") -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 1.0},
        "reading": reading_as_dict(read_by_rules(text)),
    }


def _view(text: str, intent: str = "inform", before: tuple[str, ...] = (), **slots: Any) -> TurnView:
    said = [{"event": "user", "text": one, "parse_data": _message(one)} for one in (*before, text)]
    return TurnView(Tracker("somebody", slots, _message(text, intent), said, False, None, {}, "action_listen"))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I never went to a chiropractor", ["medication"]),
        ("not the pills", ["chiropractic"]),
        ("haven't had any pills yet", ["chiropractic"]),
        ("no pills", ["chiropractic"]),
        ("no i did see a chiropractor", ["chiropractic", "medication"]),
        ("the pills did not help", ["chiropractic", "medication"]),
        ("i DID take pills, they just didnt help", ["chiropractic", "medication"]),
        ("chiropractor yes pills no", ["chiropractic", "medication"]),
        ("i mean the pills did nothing", ["chiropractic", "medication"]),
    ],
)
def test_only_care_that_was_not_had_is_taken_away(text: str, left: list[str]) -> None:
    known = ["chiropractic", "medication"]
    view = _view(text, "correct", care_tried=known)
    assert changed(view, facts_in(view)).get("care_tried", known) == left


def test_care_that_was_meant_instead_takes_the_place() -> None:
    known = ["chiropractic", "medication"]
    meant = _view("i meant massage", "correct", care_tried=known)
    assert changed(meant, {"care_tried": ["massage"]}) == {"care_tried": ["massage"]}
    too = _view("wait, massage, it didnt do much", "correct", care_tried=known)
    assert changed(too, {"care_tried": ["massage"]}) == {"care_tried": [*known, "massage"]}


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("worse if anything", False),
        ("no it got worse", False),
        ("the chiropractor yes for a day or so, pills no", False),
        ("pills no but massage yes", True),
        ("a bit", True),
        ("not worse", None),
        ("and if it doesnt help", None),
        ("massage", None),
    ],
)
def test_the_answer_to_whether_it_has_helped(text: str, helped: bool | None) -> None:
    assert answer_improvement(text) is helped


@pytest.mark.parametrize(
    ("text", "helped"),
    [
        ("nothing made it any better", False),
        ("the physio did nothing for me", False),
        ("it was no use", False),
        ("i did nothing", None),
        ("six weeks of chiro, zero relief", False),
        ("acupuncture helped zilch", False),
        ("the brace failed", False),
        ("there was no lasting effect", False),
        ("no help from my boss", None),
        ("what is failed back surgery", None),
        ("what if it does not work?", None),
        ("massage helped", True),
    ],
)
def test_a_story_says_whether_it_has_helped(text: str, helped: bool | None) -> None:
    assert improvement_in(text) is helped


@pytest.mark.parametrize(
    ("text", "sudden"),
    [
        ("it got worse", None),
        ("it suddenly got worse", True),
        ("much worse since yesterday", True),
        ("its not sudden, its been slow", False),
        ("it crept up, worse over the years", False),
        ("it was slowly getting worse and suddenly i cant move", True),
    ],
)
def test_worse_is_not_suddenly_worse(text: str, sudden: bool | None) -> None:
    assert suddenly_worse(_view(text, "report_worsening")) is sudden


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("most of my grown up life", 520.0),
        ("ever since my girl was born, she is seven", 364.0),
        ("since college", 520.0),
        ("since my girl was born", None),
        ("since my surgery, i have 2 kids", None),
    ],
)
def test_how_long_told_by_a_life(text: str, weeks: float | None) -> None:
    assert hear_weeks("care_weeks", _view(text)).slots.get("care_weeks") == weeks


def test_what_was_told_before_is_looked_up() -> None:
    before = (
        "did physio twice a week, took pills, nothing made it better",
        "what is a brace?",
        "my neck, for 2 years now",
    )
    view = _view("i just wrote all that", before=before)
    assert says_told_before(view)
    assert retold("care_tried", view) == ["physical_therapy", "medication"], "a question tells of no care"
    assert retold("care_weeks", view) == 104
    assert retold("care_improved", view) is False
    assert retold("care_regularity", view) == "weekly"
    assert retold("function_pain", view) is None


@pytest.mark.parametrize("text", ["the doctor just said it is a disc", "i read that heat helps", "nobody told me that"])
def test_not_everything_that_was_said_is_said_to_have_been_told(text: str) -> None:
    assert not says_told_before(_view(text))


@pytest.mark.parametrize(
    ("text", "intent", "asked"),
    [
        ("wait, what is a fusion", "ask_what_is", True),
        ("oh hold on does insurance pay", "ask_cost", True),
        ("actually is chiro safe", "ask_risks", True),
        ("wait, i meant 3 months", "correct", False),
        ("actually what i meant was chiro", "correct", False),
        ("what is a fusion", "ask_what_is", False),
    ],
)
def test_a_question_behind_words_of_a_correction_corrects_nothing(text: str, intent: str, asked: bool) -> None:
    view = _view(text, intent)
    assert asks_between(view) is asked
    if asked:
        assert not corrects(view)
        assert "care_tried" not in facts_in(view)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("3 months, not 5", True),
        ("3 weeks not months", True),
        ("not 3 weeks, 5 months", True),
        ("about 3 months", False),
        ("3, not 5", False),
        ("3 weeks of pt did not help", False),
    ],
)
def test_an_amount_of_time_is_put_right_without_a_word_of_correction(text: str, right: bool) -> None:
    assert corrects(_view(text)) is right


def test_a_bare_year_is_a_beginning() -> None:
    years = date.today().year - 2017
    assert hear_weeks("care_weeks", _view("2017")).slots == {"care_weeks": years * 52.0}
    assert weeks_since_bare_year("no, i meant in 2017") == years * 52.0
    assert weeks_since_bare_year("3012") is weeks_since_bare_year("2017 was fine") is None


@pytest.mark.parametrize(
    ("text", "tried"),
    [
        ("massage and heat", ["massage", "hot_cold"]),
        ("massage, i might need shots", ["massage"]),
        ("i want an operation", None),
        ("ready for surgery", None),
        ("massage but i never did chiro", ["massage"]),
    ],
)
def test_what_is_planned_or_wished_for_was_not_tried(text: str, tried: list[str] | None) -> None:
    assert hear_tried("care_tried", _view(text, requested_slot="care_tried")).slots.get("care_tried") == tried

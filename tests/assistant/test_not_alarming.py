"""Which red flags the place of a message in the conversation takes away, and which it never does."""

import pytest

from backline.assistant.not_alarming import KINDS, without_harmless
from backline.language import Reading
from backline.language.red_flags import LEARNED, RedFlag
from backline.settings import Settings


@pytest.fixture(autouse=True)
def _resources(settings: Settings) -> None:
    """The shipped exercises."""


def found(text: str, *flags: tuple[str, str]) -> set[tuple[str, str]]:
    read = tuple(RedFlag(flag, "emergency", rule, text) for flag, rule in flags)
    return {(flag.id, flag.rule) for flag in without_harmless(Reading(text, red_flags=read), text, None).red_flags}


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("what counts as a bad fall?", "fracture"),
        ("my wife had it, not me", "cancer"),
        ("show me the bridge", "self_harm"),
        ("my brother killed himself last year", "self_harm"),
        ("i dont want u to ring me any more", "self_harm"),
        ("too tired to do them all today", "self_harm"),
        ("no i dont want that. i want someone to call me", "self_harm"),
        ("I don't want surgery, can I talk to a nurse please", "self_harm"),
        ("why do you ask about weight loss?", "cancer"),
        ("are suicide sprints bad for a disc", "self_harm"),
        ("coach makes us run suicides and my back aches", "self_harm"),
    ],
)
def test_what_is_no_alarm(text: str, flag: str) -> None:
    assert found(text, (flag, LEARNED)) == set()


@pytest.mark.parametrize(
    ("text", "flag", "rule"),
    [
        ("what is suicide?", "self_harm", "suicidal_thoughts"),
        ("my wife had it, not me", "cancer", "cancer_history"),
        ("show me the bridge", "self_harm", "farewell_or_plan"),
        ("my brother killed himself last year", "self_harm", "suicidal_thoughts"),
        ("my brother killed himself last year", "cauda_equina", LEARNED),
        ("show me the bridge i can jump from", "self_harm", LEARNED),
        ("i dont want you to call me, i want it to end", "self_harm", LEARNED),
        ("suicide runs in my family", "self_harm", "suicidal_thoughts"),
        ("suicide sprints, then suicide", "self_harm", "suicidal_thoughts"),
        ("planning my suicide run", "self_harm", "suicidal_thoughts"),
        ("suicide runs, then for real tonight", "self_harm", "suicidal_thoughts"),
        ("i have a suicide grip on a bottle", "self_harm", "suicidal_thoughts"),
        ("i do suicide sprints in my head every night", "self_harm", "suicidal_thoughts"),
        ("i do suicide sprints and i can't take it", "self_harm", "suicidal_thoughts"),
        ("after suicide sprints i feel hopeless", "self_harm", LEARNED),
        ("i am too tired to go on with this life", "self_harm", LEARNED),
        ("i dont want this. i want someone to end it", "self_harm", LEARNED),
        ("i dont want this life, can someone call me", "self_harm", LEARNED),
        ("i dont want it any more please call me", "self_harm", LEARNED),
        ("why do you ask? i have chest pain and cant breathe", "vascular_cardiac", "chest_pain"),
        ("why do you care i fell off a roof yesterday", "fracture", "fall_or_blow"),
    ],
)
def test_what_stays_one(text: str, flag: str, rule: str) -> None:
    assert found(text, (flag, rule)) == {(flag, rule)}


def test_the_rule_that_knows_the_word_is_no_alarm_at_a_drill() -> None:
    assert found("do suicide drills hurt the spine", ("self_harm", "suicidal_thoughts")) == set()
    both = (("self_harm", "suicidal_thoughts"), ("fracture", "fall_or_blow"))
    assert found("i fell hard in suicide sprints", *both) == {("fracture", "fall_or_blow")}


def test_every_kind_says_why() -> None:
    assert all(len(kind.why.split()) >= 4 for kind in KINDS)
    assert len({kind.why for kind in KINDS}) == len(KINDS)

"""What is asked of a clinic's front desk."""

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from actions.support.desk import ANSWERED
from backline.assistant.desk_turns import NAMES, PAPER, asked_of_the_desk, clauses_besides, desk_questions


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Do yall accept walk-ins", "walk_ins"),
        ("should i just turn up tomorow or", "walk_ins"),
        ("could he be seen without an apointment", "walk_ins"),
        ("what is ur waiting list like", "waiting"),
        ("how quick can somebody get in", "waiting"),
        ("when is ur first opening", "waiting"),
        ("does your clinic do steroid shots", "offers"),
        ("we are gonna be twenty minutes late", "late"),
        ("stuck in traffic, i wont make it by 9", "late"),
        ("need to cancle my wed appointmnet", "appointment"),
        ("could you push back our visit", "appointment"),
        ("is monday at 2 still happening", "appointment"),
        ("can not come on thrusday", "appointment"),
        ("are u guys hiring receptionists", "jobs"),
        ("any vacancies for a nurse", "jobs"),
        ("can somebody there talk russian to my gran", "language"),
        ("pls continue in portugese", "language"),
        ("do you have a translator for her", "interpreter"),
        ("may my partner sit in", "companion"),
        ("could you mail the invoice to us", "bill"),
        ("do they take credit cards", "payment"),
        ("how can i fax over my scans", "records"),
        ("is my blood results back yet", "results"),
        ("which doctor will i be seeing", "who"),
        ("r you closed on good friday", "holidays"),
        ("how do i get to your office", "way"),
        ("where can my son park", "parking"),
        ("what do i have to bring", "first_visit"),
        ("are you accepting new patients", "new_patients"),
        ("does the clinic see teenagers", "children"),
        ("is there an elevator", "access"),
        ("is there an online portal", "portal"),
        ("whats the fax number", "fax"),
        ("do i have to be referred", "referral"),
        ("could the doctor complete my leave forms", PAPER),
        ("my boss wants a letter saying no heavy lifting", PAPER),
    ],
)
def test_one_thing_is_asked(text: str, asked: str) -> None:
    assert desk_questions(text) == (asked,)


@pytest.mark.parametrize(
    "text",
    [
        "it hurts when i walk in the morning",
        "i can walk in a park but stairs are hard",
        "can i move my neck on monday",
        "how long should i wait after surgery",
        "i am in my late fifties",
        "is it too late for exercises",
        "my doctor moved away",
        "they cancelled my surgery last friday",
        "my job hurts my back, are there jobs i can do",
        "i fell in a parking lot",
        "how can i train my core",
        "what can i do on the bus for sciatica",
        "the pain is back after christmas",
        "when will i see results from exercises",
        "who should i see for a slipped disc",
        "can i interpret my mri myself",
        "i lift heavy stuff at work",
        "can i get hooked on pain meds",
        "which pills do they prescribe for sciatica",
        "please cancel my haircut on friday",
        "my english is not good, my back hurts",
        "should i send my kid to pe class",
        "can somebody come to our house and lift me up",
        "is gym on saturday still ok with a sore back",
        "should i show up for work with a stiff neck",
        "i am nine days late, is back ache a sign",
    ],
)
def test_nothing_is_asked_of_the_desk(text: str) -> None:
    assert desk_questions(text) == ()


def test_each_has_an_answer() -> None:
    assert NAMES == ANSWERED


def test_several_things_stand_in_their_order() -> None:
    assert desk_questions("can my mom come in with me, and is there parking") == ("companion", "parking")
    assert desk_questions("running late for my appointment on friday") == ("late",)


def test_what_else_is_said_stands_beside() -> None:
    assert clauses_besides("Is there parking? What are the risks of a fusion") == ["What are the risks of a fusion"]


def test_a_story_asks_at_its_ends_only() -> None:
    story = "My back has hurt for years and nothing that I tried made it any better, which is sad. " * 2
    assert asked_of_the_desk(f"{story}Can I bring my wife?", None, "report_symptom") == ("companion",)
    assert asked_of_the_desk(f"{story}I asked if I can bring my wife. {story}", None, "report_symptom") == ()


def test_despair_and_wishes_to_be_called_go_first() -> None:
    assert asked_of_the_desk("I can not go on. Cancel my appointment", None, "distress") == ()
    assert asked_of_the_desk("call me about moving my appointment", None, "request_contact") == ()


def test_in_a_form_only_questions_are_heard_and_no_reason() -> None:
    form = [ActiveLoop("contact_form"), SlotSet("requested_slot", "contact_name")]
    asked_a_name = DialogueStateTracker.from_events("somebody", form)
    assert asked_of_the_desk("do you take walk ins?", asked_a_name, "ask_clinic") == ("walk_ins",)
    assert asked_of_the_desk("i need to move my appointment", asked_a_name, "request_contact") == ()
    reason = DialogueStateTracker.from_events("somebody", [*form, SlotSet("requested_slot", "contact_reason")])
    assert asked_of_the_desk("can i bring my wife?", reason, "ask_clinic") == ()

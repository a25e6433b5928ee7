"""Whether a message asks for an amount of what is taken."""

import pytest

from backline.assistant.asked import Asked
from backline.assistant.dose_turns import asks_how_much, changes_dose, dose_asked


@pytest.mark.parametrize(
    "plain",
    [
        "how many aleve can i have at once",
        "what dose of lyrica is normal",
        "is 600 mg too much",
        "how often may i take it",
        "can i take another one",
        "how many epidurals in one year",
        "how many valium can i take before the mri",
        "can i take two before surgery",
    ],
)
def test_amounts_are_asked_for(plain: str) -> None:
    assert asks_how_much(plain)


@pytest.mark.parametrize(
    "plain",
    [
        "how much does aleve cost",
        "how much does lyrica help",
        "how many exercises can i do a day",
        "how long does a shot last",
        "can i take aleve with food",
        "could i get a second opinion about epidurals",
        "should i have another scan before a shot",
        "is an operation too much for someone on lyrica",
        "i take it at night",
    ],
)
def test_other_questions_are_none(plain: str) -> None:
    assert not asks_how_much(plain)


def test_it_is_asked_of_the_medicine_that_was_talked_about() -> None:
    assert dose_asked("how much can i take", [], "opioid") == Asked("ask_how_to", ("opioid",))
    assert dose_asked("how many can i have", [], "injection") == Asked("ask_risks", ("injection",))
    assert dose_asked("how much can i take", [], "massage") is None
    assert dose_asked("how much can i take", ["sciatica"], "opioid") is None


@pytest.mark.parametrize(
    "plain",
    [
        "can i halve it",
        "is it bad to split my pills",
        "what if i miss one",
        "should i double up on my valium",
        "how do i taper",
        "may i just take half",
        "i forgot my dose what now",
        "could we raise the dose",
    ],
)
def test_to_take_it_otherwise_is_asked(plain: str) -> None:
    assert changes_dose(plain)


@pytest.mark.parametrize(
    "plain",
    [
        "can aleve cut my pain in half",
        "i halved it last week",
        "should i skip therapy today",
        "can i double my reps",
        "does lyrica reduce pain",
        "what if i miss my surgery",
        "can i take it half an hour before bed",
    ],
)
def test_other_wishes_change_no_dose(plain: str) -> None:
    assert not changes_dose(plain)


def test_less_of_it_may_do_harm_and_more_of_it_is_on_the_label() -> None:
    assert dose_asked("can i half it", ["opioid"], None) == Asked("ask_risks", ("opioid",))
    assert dose_asked("can i double up on it", ["anti_inflammatory"], None) == Asked(
        "ask_how_to", ("anti_inflammatory",)
    )
    assert dose_asked("can i skip one", ["injection"], None) is None

"""Who is hurt by somebody, and who only names a person."""

from typing import Any

import pytest
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.harm_turns import goes_on_about_it, may_tell_of_violence, tells_of_violence


@pytest.mark.parametrize(
    "text",
    [
        "my girlfriend kicks me and now my back aches",
        "my stepdad beat me up, my neck is sore",
        "hubby shoved me down the stairs, my husband pushed me",
        "someone hits me",
        "i get beaten by my husband",
        "im scared of my partner",
        "he threatens me every night",
        "my ex husband punched me in the back",
        "i dont feel safe at home",
        "the man i live with gets rough with me",
        "my bf slapped me",
        "my gf threw a glass at me, my neck is stiff",
    ],
)
def test_somebody_hurts_or_frightens_the_writer(text: str) -> None:
    assert tells_of_violence(text)
    assert may_tell_of_violence(text)


@pytest.mark.parametrize(
    "text",
    [
        "my physio pushed me too hard",
        "a car hit me from behind",
        "my daughter kicked me by accident at football",
        "my boss pushes me to lift boxes",
        "my wife pushes me in my wheelchair",
        "my baby kicks me",
        "my dad hurt his back",
        "the pain hits me at night",
        "my dog pushed me over",
        "my husband pushed me to see a doctor",
    ],
)
def test_what_is_no_violence(text: str) -> None:
    assert not tells_of_violence(text)


@pytest.mark.parametrize(
    "text",
    ["my mum not me", "he is my husband", "for my wife", "my son has a bad neck", "for dad, he is eighty"],
)
def test_who_names_a_person_is_not_hurt_by_them(text: str) -> None:
    assert not may_tell_of_violence(text)


def _said(*texts: str) -> DialogueStateTracker:
    events: list[Any] = [UserUttered(text, {"name": "inform"}) for text in texts]
    return DialogueStateTracker.from_events("somebody", events)


def test_what_comes_soon_after_is_about_it_too() -> None:
    told = _said("my partner hits me")
    assert goes_on_about_it("its my boyfriend", told, "out_of_scope")
    assert goes_on_about_it("i cannot leave him", told, "report_symptom")
    assert goes_on_about_it("there is nowhere i can go", told, "goodbye")
    assert not goes_on_about_it("thanks", told, "thank")
    assert not goes_on_about_it("what is stenosis", told, "ask_what_is")
    assert not goes_on_about_it("its my boyfriend", _said("my back hurts"), "out_of_scope")
    assert not goes_on_about_it("its my boyfriend", _said("my partner hits me", "a", "b", "c"), "out_of_scope")
    assert not goes_on_about_it("its my boyfriend", None, "out_of_scope")

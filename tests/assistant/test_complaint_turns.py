"""Who complains of the clinic, and who does not."""

from __future__ import annotations

import pytest

from backline.assistant.complaint_turns import complains_of_the_clinic


@pytest.mark.parametrize(
    "text",
    [
        "i want to complain about the front desk",
        "where can i file a complaint",
        "im really pissed off with you guys",
        "ur receptionist was so rude to me",
        "your surgeon operated on the wrong level",
        "nobody called me back!!",
        "you kept me waiting for two hours",
        "i am mad because nobody answers",
        "the doctor at that place yelled at me",
        "i have a complaint",
        "i got a complaint about ur billing office",
        "the nurse was rude to me",
        "they never called me back",
        "your physio messed up my knee",
    ],
)
def test_complaints(text: str) -> None:
    assert complains_of_the_clinic(text)


@pytest.mark.parametrize(
    "text",
    [
        "my main complaint is back pain",
        "i'm so angry at this pain",
        "i'm mad at my body",
        "im angry at you and i dont want to live anymore",
        "does your doctor do injections on both sides",
        "my surgeon said the disc is on the wrong side",
        "i waited three months and it did not get better",
        "you did not call me at work, right?",
        "nobody called it a slipped disc",
        "this makes me so mad, you have no idea",
        "my nurse friend hurt her back",
        "how long will i wait for surgery",
        "i have a complaint, my neck is stiff since may",
        "got complaints in both hands",
        "i have a complaint about my hip, it clicks",
        "they didnt call it a hernia, they said a bulge",
        "they never called that arthritis",
        "the doctor made a mistake at C6, can they redo it",
        "the surgeon was late seeing my slipped disc, is it too late",
        "the guys at work are useless, what stretches can i do",
        "the hospital forgot my scan, do i need a new one",
    ],
)
def test_no_complaints(text: str) -> None:
    assert not complains_of_the_clinic(text)

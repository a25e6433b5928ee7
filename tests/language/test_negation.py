from __future__ import annotations

import pytest

from backline.language.negation import is_negated


def negated(sentence: str) -> bool:
    """Whether the words between < and > are denied."""
    words = sentence.split()
    start = next(i for i, word in enumerate(words) if word.startswith("<"))
    end = next(i for i, word in enumerate(words) if word.endswith(">")) + 1
    return is_negated([word.strip("<>") for word in words], start, end)


@pytest.mark.parametrize(
    "sentence",
    [
        "no <numbness>",
        "there is no <fever>",
        "without <fever> or <chills>",
        "i never had <chest pain>",
        "she denies <weight loss>",
        "denied any <bladder problems>",
        "i do not have <sciatica>",
        "it is not <numb>",
        "not really <numb>",
        "i did not <fall>",
        "no fever , <chills> or rash",
        "no fever , chills or <rash>",
        "no numbness and <tingling>",
        "neither numbness nor <weakness>",
        "i have not noticed any <weakness>",
        "do not feel any <numbness>",
        "<numbness> : no",
        "<fever> - none",
        "<cancer> was ruled out",
        "<numbness> is not there",
        "my <numbness> went away",
        "negative for <fracture>",
        "i do not use or want <surgery>",
        "i do not think i am <numb>",
        "no <chest pain> before or after",
        "no <numbness> between my legs before or now , it just aches",
        "no <fever> until now , it is only back pain",
        "no <weakness> before and now they say it is a disc",
        "no <chest pain> yesterday and now i feel fine",
        "no i do not have <sciatica>",
        "nope i never had <sciatica>",
        "no we have not tried <shots>",
    ],
)
def test_denied(sentence: str) -> None:
    assert negated(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "i have <numbness>",
        "no fever but <numbness>",
        "no fever , my legs are <numb>",
        "no fever , numb <legs>",
        "no fever however <chills>",
        "no fever and i have <chills>",
        "no idea why my leg is <numb>",
        "no longer able to <walk>",
        "not only <numb>",
        "i do not know why <numbness> came",
        "the pills did not help the <numbness>",
        "i can not sleep both legs <numb>",
        "never felt such <weakness>",
        "no relief from the <pain>",
        "no , i have <numbness>",
        "it does not go away the <tingling>",
        "<numb> , no feeling at all",
        "<weakness> is not going away",
        "if this does not get better i am going to <collapse>",
        "no fever i have <chills>",
        "no <chest pain> before but now it is crushing",
        "no <numbness> before , but now there is a lot",
        "no <weakness> yesterday but today i have it",
        "never had <numbness> until yesterday , and now it does not go away",
        "no i meant physical therapy and <heat>",
        "nope my leg is <numb>",
        "no we tried <shots>",
        "what happens if i do not treat <stenosis>",
        "they did not operate on my <stenosis>",
    ],
)
def test_told(sentence: str) -> None:
    assert not negated(sentence)

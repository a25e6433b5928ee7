from __future__ import annotations

import pytest

from backline.language import Reader


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("I fell. My neck hurts!! What now?", ["I fell.", "My neck hurts!!", "What now?"]),
        ("I fell.My neck hurts", ["I fell.", "My neck hurts"]),
        ("it hurts.what now", ["it hurts.", "what now"]),
        ("hi\nmy back hurts\nhow long does it take", ["hi", "my back hurts", "how long does it take"]),
        ("1. back pain\n2. leg numb", ["1. back pain", "2. leg numb"]),
        ("- numb\n- weak", ["- numb", "- weak"]),
        ("pain, stiffness, and a knot", ["pain, stiffness, and a knot"]),
        ("hmm... not sure", ["hmm... not sure"]),
        ("pain...i cant sleep", ["pain...", "i cant sleep"]),
        ("I saw Dr. Smith at 10 a.m. today", ["I saw Dr. Smith at 10 a.m. today"]),
        ("It is at L4-5. What is that?", ["It is at L4-5.", "What is that?"]),
        ("1.5 years of pain", ["1.5 years of pain"]),
        ("my back hurts so bad what can i do", ["my back hurts so bad", "what can i do"]),
        ("i had pt and nothing helped should i get surgery", ["i had pt and nothing helped", "should i get surgery"]),
        ("i have low back pain can you help me", ["i have low back pain", "can you help me"]),
        ("what exercises should i do", ["what exercises should i do"]),
        ("i dont know what to do", ["i dont know what to do"]),
        ("neither do i", ["neither do i"]),
        ('He said no. "Wait," he said.', ["He said no.", '"Wait," he said.']),
        ("see example.com for more", ["see example.com for more"]),
        (
            "this line was wrapped by a mail program after some seventy letters or\nso and goes on",
            ["this line was wrapped by a mail program after some seventy letters or\nso and goes on"],
        ),
        ("first\n\nsecond", ["first", "second"]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_splits(reader: Reader, text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in reader.read(text).sentences] == sentences


def test_a_long_run_is_split_at_a_new_clause(reader: Reader) -> None:
    text = (
        "my lower back has been hurting for about three years now after lifting a heavy box at my old job "
        "in the warehouse near the docks i have tried therapy"
    )
    assert [sentence.text for sentence in reader.read(text).sentences][1] == "i have tried therapy"

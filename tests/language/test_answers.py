"""Questions that a message itself answers with no: what is asked about in them is denied."""

from __future__ import annotations

import pytest

from backline.language import Reader


def rules(reader: Reader, text: str) -> set[str]:
    return {flag.rule for flag in reader.read(text).red_flags}


@pytest.mark.parametrize(
    "text",
    [
        "Doctor: Any numbness between the legs? Patient: No. It is only the back.",
        "Dr: Fever, sweats, losing weight without trying? Pt: I wish! No. My back just aches.",
        "D: dizzy, seeing double, arm weak?\nP: no none of it, just my neck",
        "Any chest pain? No. Fever? Nope. My back just hurts.",
        "Nurse: Any leaking of urine? Fevers? Her: None, thank God. It is the lower back.",
        "Doctor: Any thoughts of killing yourself? Patient: No, never.",
    ],
)
def test_what_is_asked_and_answered_with_no_is_no_warning_sign(reader: Reader, text: str) -> None:
    assert rules(reader, text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Doctor: Any fever? Patient: Yes, every evening. And my back is sore.", "fever_with_spine_pain"),
        ("Doctor: Did you lose control of your bladder? Patient: Yeah, since Monday.", "bladder_or_bowel_leaks"),
        ("Any numbness between your legs? Yes", "saddle_numbness"),
    ],
)
def test_a_yes_tells_what_was_asked(reader: Reader, text: str, rule: str) -> None:
    assert rule in rules(reader, text)


def test_a_yes_about_a_time_long_past_tells_of_then(reader: Reader) -> None:
    assert (
        rules(reader, "Doctor: Did you ever lose control of your bladder? Patient: Yes, in 2009, for a day.") == set()
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Doctor: Any thoughts of killing yourself? Patient: Sometimes, yes.", "suicidal_thoughts"),
        ("Doctor: Any chest pain? Patient: Yes. Doctor: Fever? Patient: No. My back hurts too.", "chest_pain"),
        ("Doctor: Any chest pain? Patient: No, only a little on the stairs.", "chest_pain"),
        ("Doctor: Any chest pain? Patient: No. Only at night.", "chest_pain"),
        ("Doctor: Any chest pain? Patient: No. But my arm goes heavy with it.", "chest_pain"),
        ("Doctor: Any fever? Patient: No. Doctor: And now? Patient: my whole groin is numb.", "saddle_numbness"),
        ("Doctor: You can't pass urine? Patient: No. And my back is agony.", "bladder_will_not_empty"),
        ("My groin is numb, is that normal? No, I have no fever.", "saddle_numbness"),
        ("I can't feel my bum, why? No idea, nobody helps me.", "saddle_numbness"),
    ],
)
def test_any_other_answer_denies_nothing(reader: Reader, text: str, rule: str) -> None:
    assert rule in rules(reader, text)


def test_care_that_is_asked_about_and_was_not_had_is_denied(reader: Reader) -> None:
    assert reader.read(
        "Doctor: Any physical therapy? Patient: No. Doctor: Injections? Patient: Two."
    ).care_mentioned == ("injection",)

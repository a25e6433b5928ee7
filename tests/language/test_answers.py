"""Questions that a message answers itself: what they name is denied, or told."""

from __future__ import annotations

from itertools import product

import pytest

from backline.language import Reader


def rules(reader: Reader, text: str) -> set[str]:
    return {flag.rule for flag in reader.read(text).red_flags}


@pytest.mark.parametrize(
    "text",
    [
        "Doctor: Any numbness between the legs? Patient: No. My back just aches.",
        "Dr: Any fever, chills, sweats? Pt: No. Dr: Clumsy hands? Pt: Never. My neck is just stiff.",
        "D: chest pain, arm weak?\nP: no none of it, just my neck",
        "Nurse: Any leaking of urine? Fevers? Her: None, thank God.",
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
        ("Doctor: Any numbness between your legs? Patient: Yes", "saddle_numbness"),
        ("Doctor: Any numbness between your legs? Patient: Uh huh.", "saddle_numbness"),
        ("Doctor: Any numbness between your legs? Patient: Of course.", "saddle_numbness"),
    ],
)
def test_a_yes_tells_what_was_asked(reader: Reader, text: str, rule: str) -> None:
    assert rule in rules(reader, text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("Doctor: Can you pass urine? Patient: No.", "cauda_equina"),
        ("Nurse: Are you able to pee? Her: Nope, not since last night", "cauda_equina"),
        ("Dr: Any feeling when you wipe? Pt: None.", "cauda_equina"),
        ("Doctor: Any feeling in your saddle area? Patient: No, none.", "cauda_equina"),
        ("Doctor: Do you have control over your bladder? Patient: no", "cauda_equina"),
        ("Doctor: Any strength in your foot? Patient: No, none.", "progressive_weakness"),
        ("Doctor: Can you lift your foot? Patient: No.", "progressive_weakness"),
    ],
)
def test_a_no_tells_what_somebody_can_not(reader: Reader, text: str, flag: str) -> None:
    assert flag in {found.id for found in reader.read(text).red_flags}


@pytest.mark.parametrize(
    "text",
    [
        "Doctor: Can you pass urine? Patient: Yes, normal.",
        "Doctor: Can you lift your foot? Patient: No problem.",
        "Doctor: Do you have control over your bladder? Patient: Yes, full control.",
        "Doctor: Any control problems with your bladder? Patient: No.",
        "Doctor: Is there any strength loss? Patient: No.",
    ],
)
def test_what_somebody_can_is_no_warning_sign(reader: Reader, text: str) -> None:
    assert rules(reader, text) == set()


def test_who_asks_is_not_what_was_had(reader: Reader) -> None:
    assert reader.read("Physio: Any numbness between your legs? Me: Yes").tried == ()


def test_any_dialogue_can_be_read(reader: Reader) -> None:
    askers = ("Doctor", "Physio", "Surgeon", "Nurse", "Triage nurse")
    asked = ("Any surgery?", "Can you do the exercises?", "Did you take ibuprofen, rest, heat?", "Pain? Fever?", "Any?")
    said = ("No", "Yes", "None!", "Uh huh, 3 weeks", "?", "no no", "Surgery? Yes")
    for who, question, answer in product(askers, asked, said):
        text = f"{who}: {question} Patient: {answer}"
        assert reader.read(text).text == text


def test_a_yes_about_a_time_long_past_tells_nothing(reader: Reader) -> None:
    assert (
        rules(reader, "Doctor: Did you ever lose control of your bladder? Patient: Yes, in 2009, for a day.") == set()
    )


@pytest.mark.parametrize(
    "text",
    [
        "Doctor: Any thoughts of killing yourself? Patient: Sometimes, yes.",
        "Any chest pain? Yes. Fever? No. My back hurts.",
        "Numbness between the legs? Yes\nLoss of bladder control? Yes\nFever? No",
        "Suicidal thoughts? Yes. Allergies? No.",
        "Any thoughts of suicide? Yes. Any plan? No.",
        "Any numbness between the legs? A little. Any fever? No. Back pain 3 weeks.",
        "Lost control of bladder last night, a UTI? No, urine test was clear.",
        "Dad lost control of his bladder last night and his legs are numb, stroke? No, his face and speech are fine.",
        "He wants to kill himself, has anyone called back? No.",
        "Sudden weakness in both legs, been to A&E? No.",
        "Crushing chest pain since an hour with the back pain, any better with antacids? No.",
        "Nurse: Has the numbness between your legs gone? Patient: No.",
        "Doctor: Has the chest pain stopped? Patient: No.",
        "Doctor: Bladder leaking any better? Patient: No, worse.",
        "Doctor: Any improvement in the numbness between your legs? Patient: No.",
        "Doctor: Any chest pain? Patient: No, more like a crushing pressure.",
        "Doctor: Any chest pain? Patient: No, not at rest.",
        "Doctor: Any chest pain? Patient: No. Only at night.",
        "Doctor: Any chest pain? Patient: No. But my arm goes heavy with it.",
        "Any loss of bladder control? No, it all runs out by itself.",
        "Doctor: Any thoughts of suicide? Patient: No, not when the kids are here.",
        "Doctor: Loss of bladder control? Patient: No, no control.",
        "Dr: Any numbness between the legs? Me: No. Dr: Even when you wipe? Me: Yes.",
        "Dr: Any loss of bladder control? Me: No. Dr: Not a drop? Me: A little yes.",
        "Dr: Any chest pain? Me: No. Dr: Tell me the truth. Me: Yes, a crushing one.",
        "Doctor: Any saddle numbness? Me: No. My back passage leaks.",
        "Doctor: Any reason to go on living? Patient: None.",
        "Back pain. Any reason to live? No.",
        "Suicidal? God yes! Any plan? No.",
        "Doctor: Bladder leaking? Patient: Constantly! Doctor: Fever? Patient: No.",
        "Saddle numbness? Yes? Fever? No.",
        "Doctor: Chest pain? Patient: No. Wife: Yes, he has it since an hour.",
        "Doctor: Suicidal thoughts? Patient: No. Wife: that is not true, he told me so.",
        "Doctor: Any numbness between the legs? Patient: No. Doctor: Sure? Patient: Well a bit.",
        "Any chest pain? No. No wait, yes, crushing.",
        "Doctor: Any numbness between the legs? Patient: No. No feeling at all there.",
        "Doctor: Any numbness between your legs? Patient: No. Just my bum and genitals. Since this morning.",
        "Doctor: Any trouble passing urine? Patient: No urine.",
        "Doctor: Unable to pass urine? Patient: None.",
        "Help: numb groin, leaking urine? No.",
        "Husband: legs paralysed, stroke? No.",
        "Numb saddle area? Leaking urine? Doctor? No.",
        "Doctor: any suicidal thoughts? Me: No. I lied to him.",
        "Doctor: Any numbness between your legs? Patient: No. Wait, yes.",
        "Doctor: You can't pass urine? Patient: No. And my back is agony.",
        "My groin is numb, is that normal? No, I have no fever.",
        "I can't feel my bum, why? No idea, nobody helps me.",
        "Chest pain into the left arm, what to do? None of the tablets help.",
        "Numb between the legs and leaking urine, what to do? No doctor answers the phone.",
    ],
)
def test_any_other_answer_denies_nothing(reader: Reader, text: str) -> None:
    assert rules(reader, text)


def test_care_that_is_asked_about_and_was_not_had_is_denied(reader: Reader) -> None:
    assert reader.read(
        "Doctor: Any physical therapy? Patient: No. Doctor: Injections? Patient: Two."
    ).care_mentioned == ("injection",)

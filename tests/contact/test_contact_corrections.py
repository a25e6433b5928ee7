"""Corrections: which value a person gives anew, or which field they want to change."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import Valid, find_corrections, which_field
from backline.contact.corrections import without_other_fields
from backline.contact.field_meant import fields_without_value


def _found(text: str) -> dict[str, str]:
    return {field: valid.value for field, valid in find_corrections(text, "US").items()}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("no, my number is 415 555 0199", {"phone": "+14155550199"}),
        ("change my phone to 415 555 0199", {"phone": "+14155550199"}),
        ("phone is wrong, use 415 555 0199", {"phone": "+14155550199"}),
        ("that's wrong: 415 555 0199", {"phone": "+14155550199"}),
        ("not 415 555 0134 but 415 555 0199", {"phone": "+14155550199"}),
        ("415 555 0199, not 415 555 0134", {"phone": "+14155550199"}),
        ("415 555 0199 instead of 415 555 0134", {"phone": "+14155550199"}),
        ("change it from 415 555 0134 to 415 555 0199", {"phone": "+14155550199"}),
        ("the old number was 415 555 0134, now it is 415 555 0199", {"phone": "+14155550199"}),
        ("actually the email is x@example.com", {"email": "x@example.com"}),
        ("change a@example.com to b@example.com", {"email": "b@example.com"}),
        ("it's ana at example dot com", {"email": "ana@example.com"}),
    ],
)
def test_numbers_and_addresses(text: str, fields: dict[str, str]) -> None:
    assert _found(text) == fields


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my name is spelled Jon", "Jon"),
        ("my name is spelled J-o-n", "Jon"),
        ("it's spelled Jon", "Jon"),
        ("wrong name, it's Ann Lee", "Ann Lee"),
        ("wrong name, it's ann lee", "Ann Lee"),
        ("change my name to bob ray", "Bob Ray"),
        ("the name should be Ann-Marie", "Ann-Marie"),
        ("my name is not Jon, it's John", "John"),
        ("my name is John, not Jon", "John"),
        ("no, it's Ann Lee", "Ann Lee"),
        ("it's John, not Jon", "John"),
        ("sorry, I'm Ann Lee", "Ann Lee"),
        ("please call me Ann", "Ann"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert _found(text) == {"name": name}


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("call me in the evening instead", "in the evening"),
        ("change the time to mornings", "mornings"),
        ("make it tomorrow", "tomorrow"),
        ("evenings instead", "evenings"),
        ("mornings are better", "mornings"),
        ("no, mornings would be better for me", "mornings"),
        ("i would prefer weekdays", "weekdays"),
        ("the best time is after 5pm", "after 5pm"),
        ("call me tomorrow at 9, not today", "tomorrow at 9"),
    ],
)
def test_times(text: str, reach: str) -> None:
    assert _found(text) == {"reach": reach}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "name to Jo Ray and the time to evenings, reason is leg pain",
            {"name": "Jo Ray", "reach": "evenings", "reason": "leg pain"},
        ),
        ("name: Ida Ray, time: evenings", {"name": "Ida Ray", "reach": "evenings"}),
        (
            "phone 415 555 0199, name ida ray and afternoons",
            {"phone": "+14155550199", "name": "Ida Ray", "reach": "afternoons"},
        ),
        ("use 415 555 0199, and it's Ida Ray", {"phone": "+14155550199", "name": "Ida Ray"}),
        ("415 555 0134 is my old number, 415 555 0199 the new one", {"phone": "+14155550199"}),
        ("new cell 415 555 0199 (old cell 415 555 0134)", {"phone": "+14155550199"}),
        ("415 555 0134 doesn't work, use 415 555 0199", {"phone": "+14155550199"}),
        ("make the name Jo Ray and the time to 8 to 5", {"name": "Jo Ray", "reach": "8 to 5"}),
        ("the reason is leg pain and ring me on 415 555 0199", {"reason": "leg pain", "phone": "+14155550199"}),
        ("name shld be Jo Rae not ray", {"name": "Jo Rae"}),
        ("reason needs to say hip pain", {"reason": "hip pain"}),
        ("reason is leg and back pain", {"reason": "leg and back pain"}),
        ("call me at four one five, five five five, oh one nine nine", {"phone": "+14155550199"}),
        ("I'm Jo 415 555 0199 mornings are best", {"phone": "+14155550199", "reach": "mornings"}),
        ("call me at 415 555 0199 after 5pm", {"phone": "+14155550199", "reach": "after 5pm"}),
        ("the name should be Ann and the phone 415 555 0199", {"name": "Ann", "phone": "+14155550199"}),
        ("use 415 555 0199 or x@example.com", {"phone": "+14155550199", "email": "x@example.com"}),
        ("change the reason to leg pain", {"reason": "leg pain"}),
        ("reason: stiff hips and sore knees, thanks", {"reason": "stiff hips and sore knees"}),
        ("415 555 0199, reason numb hand and wrist", {"phone": "+14155550199", "reason": "numb hand and wrist"}),
        (
            "name Jo Ray, reason my calf, shin and foot, time evenings or noon",
            {"name": "Jo Ray", "reach": "evenings or noon", "reason": "my calf, shin and foot"},
        ),
        ("the reason is right hip pain", {"reason": "right hip pain"}),
        ("time: noon and evenings", {"reach": "noon and evenings"}),
    ],
)
def test_several_fields_and_the_reason(text: str, fields: dict[str, str]) -> None:
    assert _found(text) == fields


@pytest.mark.parametrize(
    "text",
    ["", "no", "yes", "hello", "that's wrong", "no, it's wrong", "No, it's Tuesday", "No, it's not right",
     "change the phone", "the time is wrong", "my name is wrong", "the number is 555",
     "not 415 555 0134", "my name is spelled with a K",
     "my back is worse in the morning", "it's my leg, not my back", "it's L5, not L4", "call me names",
     "the email is ana@", "the name luks good", "the name looks fine to me", "name wrong", "name misspelled",
     "the reason still stands", "reason seems ok, send it", "the name and reason sound right", "the names look fine",
     "my name is ok, i'm good", "the reason is correct, go ahead", "no reason to hold back", "any reason to wait?",
     "no time before noon", "time stays, reason stays", "name matches", "I feel better when I walk",
     "my pain is better in the evening than before"],
)  # fmt: skip
def test_nothing_is_made_up(text: str) -> None:
    assert _found(text) == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("change the phone", "phone"),
        ("correct the phone", "phone"),
        ("the phone number", "phone"),
        ("wrong number", "phone"),
        ("the name is wrong", "name"),
        ("you spelled my name wrong", "name"),
        ("different time", "reach"),
        ("I would like a different call time", "reach"),
        ("change when you call me", "reach"),
        ("email", "email"),
        ("there is a typo in my e-mail address", "email"),
        ("wrong reason", "reason"),
        ("the name is right but the phone is wrong", "phone"),
        ("the name is fine, the phone isn't", "phone"),
        ("both the name and the phone are wrong", "name"),
        ("the time is not right", "reach"),
    ],
)
def test_the_field_that_is_meant(text: str, field: str) -> None:
    assert which_field(text) == field


@pytest.mark.parametrize(
    "text",
    ["", "no", "everything", "that's all wrong", "i want to change it", "the phone is correct", "keep the phone",
     "I hurt my back at the time we moved to the new house", "call me on the phone when you can", "nothing is wrong",
     "physical therapy did help for a time"],
)  # fmt: skip
def test_no_field_where_none_is_clear(text: str) -> None:
    assert which_field(text) is None


def test_an_unknown_region_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="two letters"):
        find_corrections("no", "XX")


@given(st.text(max_size=200))
def test_any_text_gives_fields_of_their_own_kind(text: str) -> None:
    for field, valid in find_corrections(text, "US").items():
        assert isinstance(valid, Valid)
        assert valid.kind == field
    assert which_field(text) in (None, "name", "phone", "email", "reach", "reason")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("change the name to Jo and the time too", ["reach"]),
        ("it's Jo Ray and the reason is wrong", ["reason"]),
        ("change the name to Jo", []),
        ("the number is right but the name is Jo", []),
    ],
)
def test_fields_that_are_only_named(text: str, fields: list[str]) -> None:
    assert fields_without_value(text) == fields


def test_a_long_run_of_marks_is_read_quickly() -> None:
    started = perf_counter()
    assert without_other_fields("mornings" + "." * 2990).startswith("mornings.")
    assert perf_counter() - started < 1

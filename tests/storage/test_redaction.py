"""Redaction: no phone number, address or name survives, and medical text does."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import phonenumbers
import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from backline.storage.redaction import redact

KNOWLEDGE = Path(__file__).parents[2] / "data" / "knowledge"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("call 415 555 0134 or (415)555-0134", "call [phone] or [phone]"),
        ("+44 20 7946 0123 is my number", "[phone] is my number"),
        ("415.555.0134, 415_555_0134, 415/555/0134", "[phone], [phone], [phone]"),
        ("415, 555, 0134", "[phone]"),
        ("4155550134", "[phone]"),
        ("tel4155550134x12", "tel[phone]"),
        ("415 555 0134 ext. 12", "[phone]"),
        ("555-0134 after 5", "[phone] after 5"),
        ("my number is 415 555 0134 days", "my number is [phone] days"),
        ("4 1 5 5 5 5 0 1 3 4", "[phone]"),
        ("415\u2011555\u20110134", "[phone]"),
        ("415\u200b5550134", "[phone]"),
        ("\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff13\uff14", "[phone]"),
        ("four one five five five five oh one three four", "[phone]"),
        ("four one five, triple five, oh one thirty four", "[phone]"),
        ("415 five five five 0134", "[phone]"),
        ("115 555 2671 is not in use", "[phone] is not in use"),
        ("0044 20 7946 0123", "[phone]"),
    ],
)
def test_phone_numbers(text: str, masked: str) -> None:
    assert redact(text, "US") == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("john@example.com.", "[e-mail]."),
        ("mail (John.Smith+x@Example.co.uk) please", "mail ([e-mail]) please"),
        ("john@gmail", "[e-mail]"),
        ("john @ example . com", "[e-mail]"),
        ('"john smith"@example.com', "[e-mail]"),
        ("john at example dot com", "[e-mail]"),
        ("JOHN AT EXAMPLE DOT COM", "[e-mail]"),
        ("john (at) example (dot) com", "[e-mail]"),
        ("my e-mail is john smith at gmail dot com", "my e-mail is [e-mail]"),
        ("john dot smith at mail dot example dot org", "[e-mail]"),
        ("reach me at john at gmail", "reach me at [e-mail]"),
        ("call me at john.smith at example dot com", "call me at [e-mail]"),
    ],
)
def test_addresses(text: str, masked: str) -> None:
    assert redact(text, "US") == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my name is john and i have pain", "my name is [name] and i have pain"),
        ("My name is John Smith. I hurt", "My name is [name]. I hurt"),
        ("my name's John smith", "my name's [name]"),
        ("MY NAME IS JOHN SMITH AND I HURT", "MY NAME IS [name] AND I HURT"),
        ("my name is Maria de la Cruz Lopez, hi", "my name is [name], hi"),
        ("my name is J. R. Smith", "my name is [name]"),
        ("Name: Ann Lee", "Name: [name]"),
        ("my husband's name is Bob", "my husband's name is [name]"),
        ("I'm called zoë", "I'm called [name]"),
        ("I am called Zoë.", "I am called [name]."),
        ("this is Bob Ray speaking", "this is [name] speaking"),
        ("it's bob calling", "it's [name] calling"),
        ("Hi, I'm John Smith and I hurt", "Hi, I'm [name] and I hurt"),
        ("Kind regards, John Smith", "Kind regards, [name]"),
    ],
)
def test_introductions_of_names_that_are_not_known(text: str, masked: str) -> None:
    assert redact(text, "US") == masked


@pytest.mark.parametrize(
    ("known", "text", "masked"),
    [
        (["Ana de la Cruz"], "ana came with Cruz", "[name] came with [name]"),
        (["Ana de la Cruz"], "Ana de la Cruz's back", "[name]'s back"),
        (["Ana de la Cruz"], "CRUZ, ANA", "[name]"),
        (["Ana de la Cruz"], "anadelacruz, anacruz, ana_77", "[name], [name], [name]_77"),
        (["Ana de la Cruz"], "de la", "[name]"),
        (["Ana de la Cruz"], "a banana, Anabel, de facto", "a banana, Anabel, de facto"),
        (["Bo Li"], "Bo Li and bo-li, but bo and li alone", "[name] and [name], but bo and li alone"),
        (["José Muñoz"], "jose munoz", "[name]"),
        (["Jose Munoz"], "JOSÉ MUN\u0303OZ", "[name]"),
        (["Mary-Ann O'Neil"], "oneil or O\u2019Neil or Mary Ann", "[name] or [name] or [name]"),
        (["Dr. Ed van der Berg"], "the Dr. drove a van to Berg", "the Dr. drove a van to [name]"),
        (["李小龙"], "我叫李小龙", "我叫[name]"),
        (["김철수"], "김철수는 아파요", "[name]는 아파요"),
        (["Phone Mail"], "phone mail 415 555 0134 a@example.com", "[name] [phone] [e-mail]"),
        (["Mariana Augusta"], "Mariana 2020 and augusta 12 2019", "[name] 2020 and [name] 12 2019"),
        (["", "  ", "-", "'"], "it's - a back", "it's - a back"),
        (["A*", "(b"], "a* (b) is odd", "a* (b) is odd"),
    ],
)
def test_known_names(known: list[str], text: str, masked: str) -> None:
    assert redact(text, "US", known) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my ssn is 123-45-6789", "my ssn is [number]"),
        ("123 45 6789", "[number]"),
        ("DOB 3/4/1970", "DOB [number]"),
        ("born on March 4, 1970", "born on [number]"),
        ("date of birth: 1970-03-04", "date of birth: [number]"),
        ("my birthday is 4th of March 1970", "my birthday is [number]"),
        ("member id: ABC123456", "member id: [number]"),
        ("insurance number 12345", "insurance number [number]"),
        ("MRN# 0012345", "MRN# [number]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("I live at 123 Main Street, Apt 4, San Francisco, CA 94110.", "I live at [address]."),
        ("12 oak road", "[address]"),
        ("5 North Harbor Dr", "[address]"),
        ("PO Box 123", "[address]"),
        ("my zip is 94110", "my zip [address]"),
    ],
)
def test_other_personal_numbers_and_addresses(text: str, masked: str) -> None:
    assert redact(text, "US") == masked


def test_a_uk_postcode_is_masked_in_the_uk_only() -> None:
    assert redact("I live in SW1A 1AA", "GB") == "I live in [address]"
    assert redact("I live in SW1A 1AA", "US") == "I live in SW1A 1AA"


MEDICAL = [
    "L5-S1",
    "L4/5 and C5-C6, T11 too",
    "3 months",
    "10/10 pain, now 7/10 or 8 out of 10",
    "T11",
    "2 injections in 2023",
    "L5-S1 fusion in 2019 100 mg x 2",
    "L4-5 2015-2019",
    "It began in 2019. 1000 mg did nothing.",
    "MRI on 03/12/2021 and 2021-04-05",
    "on March 12 2021 100 mg",
    "scans in 2019, 2020 and 2021, also 2019 2020 2021",
    "from 2019-2021 5 injections",
    "200 mg 3 times a day for 10 days in 2022",
    "blood pressure 120/80 130/90 140/95",
    "I walked 10,000 steps and sat 30-45 minutes 2-3 times",
    "1. stretch 2. walk 3. rest 4. ice 5. heat 6. sleep 7. repeat",
    "levels 1, 2, 3, 4, 5, 6, 7",
    "one two three and rest, four five six",
    "I'm 45, 5'11 and 180 lbs, 3 kids",
    "I was born in 1965",
    "Call 911 or 988",
    "pain 8@night",
    "20 minute drive to the doctor, 2 hours down the road, 3 blocks from Main Street",
    "one way or the other, 50 yards each way",
    "look at example.com, I read at example.com",
    "It was better at night.Then it came back at work.It hurts at rest. So",
    "My name is not important",
    "my name is on the form",
    "I am Vitamin D deficient, I'm Type Two diabetic",
    "this is worse here, it's the nerve speaking",
    "I'm very tired and my back hurts",
    "Dr. Smith did my fusion",
    "call me after 5 pm",
    "I took part at 8 and at 10",
    "two to three weeks, ten to twenty reps",
    "M54.16 and G57.1",
]


@pytest.mark.parametrize("region", ["US", "GB", "DE"])
@pytest.mark.parametrize("text", MEDICAL)
def test_medical_text_survives(text: str, region: str) -> None:
    assert redact(text, region) == text


def test_the_answers_of_the_knowledge_base_survive() -> None:
    texts = [
        text
        for path in sorted(KNOWLEDGE.glob("*.yml"))
        if path.stem != "sources"
        for text in _strings(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]
    assert len(texts) > 50
    assert [text for text in texts if redact(text, "US") != unicodedata.normalize("NFC", text)] == []


def _strings(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in _strings(value)]
    if isinstance(node, list):
        return [text for value in node for text in _strings(value)]
    return [node] if isinstance(node, str) else []


@pytest.mark.parametrize("region", ["", "us", "XX"])
def test_an_unknown_region_is_a_mistake_of_the_caller(region: str) -> None:
    with pytest.raises(ValueError, match="two letters"):
        redact("415 555 0134", region)


# --- whatever is generated

BEFORE = ["", "call me at ", "My back hurts. Reach me: ", "since 2019 L5-S1, ", "it's ", "3 months and "]
AFTER = ["", ".", ", thanks", " after 5 pm", " please!", " and my pain is 7/10", "\nbye"]
DRESSES = [
    "{a}{b}{c}", "{a}-{b}-{c}", "({a}) {b}-{c}", "({a}){b}-{c}", "{a}.{b}.{c}", "{a} {b} {c}", "+1 {a} {b} {c}",
    "1-{a}-{b}-{c}", "+1{a}{b}{c}", "{a}_{b}_{c}", "{a}/{b}/{c}", "{a}, {b}, {c}", "{a} - {b} - {c}",
    "{a}\u2013{b}\u2013{c}", "{a}  {b}  {c}",
]  # fmt: skip
NAME_PARTS = st.sampled_from(
    [
        "Ana",
        "Łukasz",
        "O'Neil",
        "Zoë",
        "Kim",
        "Bo",
        "Li",
        "Al",
        "Müller",
        "Nguyễn",
        "Garcia",
        "Smith",
        "Иван",
        "Zsuzsanna",
        "Mary-Ann",
    ]
)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@given(
    st.sampled_from(BEFORE),
    st.integers(200, 999),
    st.integers(0, 999),
    st.integers(0, 9999),
    st.sampled_from(DRESSES),
    st.sampled_from(AFTER),
)
@example("", 200, 310, 0, "({a}) {b}-{c}", "")
def test_no_phone_number_survives(before: str, a: int, b: int, c: int, dress: str, after: str) -> None:
    number = dress.format(a=a, b=f"{b:03}", c=f"{c:04}")
    result = redact(before + number + after, "US")
    assert f"{b:03}{c:04}" not in _digits(result)
    assert _digits(result) == _digits(before) + _digits(after)


@given(
    st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)),
    st.sampled_from(["US", "GB", "DE"]),
    st.sampled_from(BEFORE),
)
def test_no_number_of_another_country_survives(country: str, region: str, before: str) -> None:
    number = phonenumbers.example_number(country)
    assume(number is not None)
    assert number is not None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert str(number.national_number)[-6:] not in _digits(redact(f"{before}{written} ok", region))


@given(st.sampled_from(BEFORE), st.emails(), st.sampled_from(AFTER))
def test_no_address_survives(before: str, address: str, after: str) -> None:
    result = redact(f"{before}{address}{after}", "US")
    assert address not in result
    assert address.rpartition("@")[0] not in result or len(address.rpartition("@")[0]) < 4
    assert "@" not in result


@given(
    st.sampled_from(BEFORE), st.from_regex(r"[a-z]{4,9}", fullmatch=True), st.from_regex(r"[a-z]{4,9}", fullmatch=True)
)
def test_no_address_in_words_survives(before: str, local: str, host: str) -> None:
    result = redact(f"{before}{local}.smith at {host} dot com", "US")
    assert "smith" not in result
    assert f"{host} dot" not in result


@given(st.lists(NAME_PARTS, min_size=1, max_size=4), st.sampled_from(BEFORE), st.sampled_from(AFTER),
       st.sampled_from([str, str.lower, str.upper]))  # fmt: skip
def test_no_known_name_survives(parts: list[str], before: str, after: str, case: type[str]) -> None:
    name = " ".join(parts)
    result = redact(f"{before}{case(name)}{after}", "US", [name]).lower()
    for part in parts:
        for piece in part.split("-"):
            if len(piece) >= 3:
                assert piece.lower() not in result
    if len(parts) > 1:
        assert result == f"{before}[name]{after}".lower()


@given(st.lists(NAME_PARTS.filter(lambda part: len(part) > 2), min_size=1, max_size=2), st.sampled_from(AFTER),
       st.sampled_from(["my name is ", "My name's ", "I'm called ", "I am called "]))  # fmt: skip
def test_no_introduced_name_survives(parts: list[str], after: str, cue: str) -> None:
    result = redact(f"{cue}{' '.join(parts)}{after}", "US")
    assert result.startswith(f"{cue}[name]")
    assert not any(part in result for part in parts)


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_redacting_again_changes_nothing(text: str, known: list[str]) -> None:
    once = redact(text, "US", known)
    assert redact(once, "US", known) == once


@given(st.lists(st.sampled_from(MEDICAL), min_size=1, max_size=4))
def test_medical_sentences_survive_together(sentences: list[str]) -> None:
    text = ". ".join(sentences)
    assert redact(text, "US", ["Zsuzsanna Quillfeather"]) == text

"""Names are read out of chat text; everything else is refused with a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backline.contact import Invalid, Valid, parse_name
from backline.contact.names import MAX_NAME


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("john smith", "John Smith"),
        ("it's John!", "John"),
        ("my name is Mary-Ann O'Neil", "Mary-Ann O'Neil"),
        ("my name is Mary-Ann O\u2019Neil", "Mary-Ann O'Neil"),
        ("im bob", "Bob"),
        ("Im Bob", "Bob"),
        ("JOSE GARCIA", "Jose Garcia"),
        ("Dr. Ana de la Cruz", "Dr. Ana de la Cruz"),
        ("DR. ANA DE LA CRUZ", "Dr. Ana de la Cruz"),
        ("ANNE-MARIE O'NEIL", "Anne-Marie O'Neil"),
        ("ronald mcdonald", "Ronald McDonald"),
        ("LeAnn McKay", "LeAnn McKay"),
        ("JP Morgan", "JP Morgan"),
        ("J. R. Smith", "J. R. Smith"),
        ("ana i. lopez", "Ana I. Lopez"),
        ("I am A. Lopez", "A. Lopez"),
        ("jane doe, md", "Jane Doe, MD"),
        ("john adams ii", "John Adams II"),
        ("Garcia, Maria", "Garcia, Maria"),
        ('John "Jack" Smith', "John Jack Smith"),
        ("Ng", "Ng"),
        ("Sam.", "Sam"),
        ("  john \n smith ", "John Smith"),
        ("john smith \U0001f60a", "John Smith"),
    ],
)
def test_a_name_alone_or_introduced(text: str, name: str) -> None:
    assert parse_name(text) == Valid(name, name, "name")


@pytest.mark.parametrize(
    "name",
    ["José Ñandú", "Zoë Łukasz", "李小龙", "李", "Хуан", "عمر خيام", "अनिता शर्मा", "Nguyễn Thị Ánh", "Núria Al·leluia"],
)
def test_names_of_all_scripts_stay_as_written(name: str) -> None:
    assert parse_name(f"my name is {name}") == parse_name(name) == Valid(name, name, "name")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi, I'm Sarah thanks", "Sarah"),
        ("hello my name is sarah", "Sarah"),
        ("yes, John Doe", "John Doe"),
        ("Sure! Call me Al", "Al"),
        ("you can call me Al please", "Al"),
        ("i'm called Zoë", "Zoë"),
        ("name: Lee Ann", "Lee Ann"),
        ("this is Kim speaking", "Kim"),
        ("bob here", "Bob"),
        ("no, it's Ann Lee", "Ann Lee"),
        ("its bob and i have back pain", "Bob"),
        ("My name is John. My back hurts", "John"),
        ("my name is spelled J-o-n", "Jon"),
        ("my name is S a r a h", "Sarah"),
        ("John Smith 415-555-0134", "John Smith"),
        ("John Smith, (415) 555-0134, john@example.com", "John Smith"),
        ("john@example.com John Smith", "John Smith"),
    ],
)
def test_what_stands_around_a_name_is_left_out(text: str, name: str) -> None:
    assert parse_name(text) == Valid(name, name, "name")


@pytest.mark.parametrize(
    "name", ["Jin You", "He Li", "Can Yilmaz", "Son Heung-min", "My Nguyen", "Will Young", "Sunday Weeks"]
)
def test_names_that_are_also_words_are_names_with_capitals_or_an_introduction(name: str) -> None:
    assert parse_name(name) == Valid(name, name, "name")
    assert isinstance(parse_name(f"my name is {name.lower()}"), Valid)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "...",
        "\U0001f60a",
        "\u200b\u202e",
        "J",
        "aaaa",
        "x" * (MAX_NAME + 1),
        "Ana " * 21,
        "one two three four five six seven eight",
    ],
)
def test_too_little_or_too_much_is_no_name(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize(
    "text",
    ["415 555 0134", "+1 (415) 555-0134", "my number is 415-555-0134", "12345", "John3", "I am 45", "ana@example.com",
     "mail me at ana@example.com", "www.example.com", "https://example.com/ana", "example.com"],
)  # fmt: skip
def test_numbers_and_addresses_are_no_names(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize(
    "text",
    ["what?", "why", "why do you need it", "who are you", "how long does it take", "John Smith?", "can you help",
     "is this private", "what is your name"],
)  # fmt: skip
def test_questions_are_no_names(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize(
    "text",
    ["no", "No!", "NO", "nope", "no thanks", "yes", "ok", "skip", "stop", "not sure", "Not sure", "maybe later", "none",
     "none of your business", "anonymous", "never mind", "go back", "Go back", "start over", "thank you", "hi", "later",
     "call me later", "call me tomorrow", "mornings"],
)  # fmt: skip
def test_answers_to_other_questions_are_no_names(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize(
    "text",
    ["i don't want to", "i don\u2019t want to", "i dont want to say", "my back hurts", "lower back pain",
     "herniated disc", "physical therapy", "tell me about surgery", "it's my back", "I'm in pain",
     "im tired", "i'm fine", "i'm thinking",
     "it's complicated", "this is ridiculous", "my name is not important", "My name is wrong", "my mom needs help"],
)  # fmt: skip
def test_sentences_are_no_names(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "john; drop table", "/restart", "=1+1", "{name}", "a|b", "Ana\\n"]
)
def test_code_is_no_name(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


def test_a_name_that_could_reverse_the_line_loses_the_hidden_sign() -> None:
    assert parse_name("\u202eAna\u200b Lopez") == Valid("Ana Lopez", "Ana Lopez", "name")


def test_eighty_characters_are_the_limit() -> None:
    longest = f"{'A' + 'b' * 38} {'C' + 'd' * 39}"
    assert len(longest) == MAX_NAME
    assert isinstance(parse_name(longest), Valid)
    assert isinstance(parse_name(longest + "e"), Invalid)


@given(st.text(max_size=200))
def test_any_text_gives_a_clean_name_or_a_message(text: str) -> None:
    result = parse_name(text)
    if isinstance(result, Valid):
        assert 0 < len(result.value) <= MAX_NAME
        assert result.value.isprintable()
        assert not set(result.value) & set("<>{}[]@/\\=;|&?!")
        again = parse_name(result.value)
        assert isinstance(again, Valid)
        assert again.value.casefold() == result.value.casefold()
    else:
        assert result.message.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("his name is David Chen", "David Chen"),
        ("Her name is Rosa Martinez", "Rosa Martinez"),
        ("my first name is Ann and my last name is Lee", "Ann Lee"),
        ("its mr smith to you", "Smith"),
        ("Will Dye", "Will Dye"),
        ("Hope Pain", "Hope Pain"),
    ],
)
def test_unusual_ways_to_give_a_name(text: str, name: str) -> None:
    result = parse_name(text)
    assert isinstance(result, Valid)
    assert result.value == name


@pytest.mark.parametrize("text", ["notanemail@", "Back Pain", "hope pain goes away"])
def test_what_only_looks_like_a_name(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize("text", ["recovery", "Treatment", "treatmnt", "symtoms", "disk recovry", "Diagnosis", "risks"])
def test_what_is_asked_about_is_no_name(text: str) -> None:
    assert isinstance(parse_name(text), Invalid)


@pytest.mark.parametrize("text", ["Vincent Price", "Treat Williams", "Martha Brotherton", "hopkins", "evenson"])
def test_names_that_look_like_it_stay_names(text: str) -> None:
    assert isinstance(parse_name(text), Valid)

"""Messages in other languages than English."""

import pytest

from backline.language.foreign import english_only, language_of, looks_foreign


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("quiero morirme", "es"),
        ("no siento las piernas", "es"),
        ("no hablo ingles", "es"),
        ("je ne sens plus mes jambes", "fr"),
        ("jai mal au dos depuis hier", "fr"),
        ("ich kann meine Beine nicht bewegen", "de"),
        ("mein rucken", "de"),
        ("no entiendo", "es"),
        ("mein Nacken ist taub", "de"),
        ("nao consigo andar", "pt"),
        ("ho mal di schiena da ieri", "it"),
        ("bola mnie plecy", "pl"),
        ("\u6211\u80cc\u75db", "zh"),
        ("\u0431\u043e\u043b\u0438\u0442 \u0441\u043f\u0438\u043d\u0430", "ru"),
    ],
)
def test_the_language_of_a_message(text: str, language: str) -> None:
    assert language_of(text) == language
    assert looks_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "my back hurts",
        "I will die of this pain",
        "dos and donts",
        "pt per week via email",
        "no pain in the past",
        "El Paso",
        "me and my mate",
        "mal",
        "por que no, says my wife, and my back hurts",
        "",
    ],
)
def test_english_is_english(text: str) -> None:
    assert language_of(text) is None


def test_the_emergency_number_is_told_in_both_languages() -> None:
    text = english_only("quiero morirme", "911")
    assert text.startswith("I understand English only. In an emergency, call 911.")
    assert "Solo entiendo ingl\u00e9s" in text
    assert text.count("911") == 2
    assert english_only("bola mnie plecy", "112") == "I understand English only. In an emergency, call 112."


def test_an_english_letter_may_quote_a_word_in_other_letters() -> None:
    quotes = "The report from my own doctor has the word \u0433\u0440\u044b\u0436\u0430 on it, what is that?"
    assert language_of(quotes) is None
    assert language_of("\u0443 \u043c\u0435\u043d\u044f \u0433\u0440\u044b\u0436\u0430 L5") == "ru"

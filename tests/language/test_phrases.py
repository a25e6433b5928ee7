from __future__ import annotations

import pytest

from backline.language import LanguageError
from backline.language.phrase_index import PhraseIndex
from backline.language.phrases import PhraseCompiler
from backline.language.words import SentenceWords

WORDS = {"limb": ["leg", "[upper] arm"], "outer": ["{limb}"]}


def found(phrase: str, text: str) -> list[str]:
    """What of a text a phrase matches, tried everywhere and through the index."""
    phrases = PhraseCompiler(WORDS).compile([phrase])
    sentence = SentenceWords(tuple(text.split()), tuple(range(len(text.split()))), text)
    direct = [match.group().strip() for match in phrases.pattern.finditer(sentence.text)]
    index = [sentence.text[start:end].strip() for _, start, end in PhraseIndex({"x": phrases}).matches(sentence)]
    assert set(direct) <= set(index)
    return direct


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("numb", "my leg is numb now", ["numb"]),
        ("numb", "my leg is number", []),
        ("numb*", "some numbness here", ["numbness"]),
        ("*sarcoma", "an osteosarcoma and a sarcoma", ["osteosarcoma", "sarcoma"]),
        ("*myel*", "a poliomyelitis", ["poliomyelitis"]),
        ("new *myel*", "my new osteomyelitis", ["new osteomyelitis"]),
        ("lost ~ control", "lost all of my control", ["lost all of my control"]),
        ("lost ~ control", "lost one two three four control", []),
        ("lost ~ ~ control", "lost one two three four control", ["lost one two three four control"]),
        ("lost ~ control", "lost it , control", []),
        ("weak [left] leg", "weak leg or weak left leg", ["weak leg", "weak left leg"]),
        ("(pee|pass water)", "can not pass water or pee", ["pass water", "pee"]),
        ("weak {limb}", "weak upper arm weak leg", ["weak upper arm", "weak leg"]),
        ("weak {outer}", "weak arm", ["weak arm"]),
        ("lost # pounds", "lost 20 pounds lost ten pounds", ["lost 20 pounds", "lost ten pounds"]),
        ("numb <> groin", "numb in the groin", ["numb in the groin"]),
        ("numb <> groin", "my groin went numb", ["groin went numb"]),
        ("jaw , arm", "jaw , arm", ["jaw , arm"]),
        ("[my] leg", "my leg", ["my leg"]),
        ("~ leg", "the weak leg", ["the weak leg"]),
    ],
)
def test_matches(phrase: str, text: str, matches: list[str]) -> None:
    assert found(phrase, text) == matches


@pytest.mark.parametrize(
    ("phrase", "complaint"),
    [
        ("", "names no word"),
        ("[my]", "names no word"),
        ("~", "names no word"),
        ("(a|)", "empty choice"),
        ("(a|b", "lacks a '\\)'"),
        ("[a", "lacks a '\\]'"),
        ("(a]", "closes with '\\]'"),
        ("a)", "without its opening bracket"),
        ("{nowhere}", "names the group 'nowhere'"),
        ("don't", "no plain lower-case word"),
        ("Numb", "no plain lower-case word"),
        ("bed-wetting", "no plain lower-case word"),
        ("a <> b <> c", "both sides of one"),
        ("a <>", "both sides of one"),
        ("{Limb}", "means nothing here"),
    ],
)
def test_complaints(phrase: str, complaint: str) -> None:
    with pytest.raises(LanguageError, match=complaint):
        PhraseCompiler(WORDS).compile([phrase])


def test_a_group_that_contains_itself_is_refused() -> None:
    with pytest.raises(LanguageError, match="contains itself"):
        PhraseCompiler({"loop": ["{loop}"]}).compile(["{loop}"])


def test_vocabulary_holds_whole_words_only() -> None:
    compiler = PhraseCompiler(WORDS)
    compiler.compile(["numb* ~ (leg|{limb}) , # ok"])
    assert compiler.vocabulary == {"leg", "upper", "arm", "ok"}


def test_of_the_phrases_of_a_set_the_first_that_matches_counts_and_sets_come_in_their_order() -> None:
    compiler = PhraseCompiler(WORDS)
    index = PhraseIndex(
        {"first": compiler.compile(["numb* leg", "numb [my] leg"]), "second": compiler.compile(["numb"])}
    )
    sentence = SentenceWords(("numb", "leg"), (0, 1), "numb leg")
    assert list(index.matches(sentence)) == [("first", 0, 9), ("second", 0, 5)]


@pytest.mark.parametrize("text", ["my back", "me back"])
def test_my_is_often_written_me(text: str) -> None:
    assert found("my back", text) == [text]

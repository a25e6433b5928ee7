from __future__ import annotations

from pathlib import Path

import pytest

from backline.language import Reader, load_lexicon
from backline.language.elsewhere import ElsewhereFinder
from backline.language.hints import hints
from backline.language.lexicon import ELSEWHERE, vocabulary

LEXICON = load_lexicon(Path(__file__).parents[2] / "data" / "knowledge" / "lexicon")


def found(reader: Reader, text: str) -> list[tuple[str, str]]:
    return [(mention.value, mention.text) for mention in reader.read(text).elsewhere]


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("6 mm kidney stones on the left", "kidney_urinary", "kidney stones"),
        ("it hurts when I swallow", "thyroid_throat", "hurts when I swallow"),
        ("swollen glands under the jaw", "lymph_nodes", "swollen glands"),
        ("acne on my back", "skin_on_back", "acne on my back"),
        ("rotator cuff tear, physio did nothing", "shoulder", "rotator cuff tear"),
        ("a torn meniscus", "knee", "torn meniscus"),
        ("gall-bladder removal", "liver_gallbladder", "gall-bladder"),
        ("Bell\u2019s palsy since friday", "brain_nerves", "Bell\u2019s palsy"),
        ("COVID-19 again", "infection_fever", "COVID-19"),
        ("they did it behind my back", "matter_people", "behind my back"),
    ],
)
def test_what_belongs_elsewhere(reader: Reader, text: str, value: str, words: str) -> None:
    assert (value, words) in found(reader, text)


@pytest.mark.parametrize("text", ["ache under the shoulder blade", "Schmorl's nodes", "I sleep on my stomach"])
def test_what_only_looks_like_elsewhere(reader: Reader, text: str) -> None:
    assert found(reader, text) == []


def test_denied_organs_are_told_apart(reader: Reader) -> None:
    values = [(m.value, m.negated) for m in reader.read("no fever, but my knee is swollen").elsewhere]
    assert values == [("infection_fever", True), ("knee", False)]


def test_elsewhere_is_no_mention_and_no_topic(reader: Reader) -> None:
    reading = reader.read("thyroid surgery last year, frozen shoulder and eczema, salbutamol and a mammogram")
    assert reading.elsewhere
    assert ELSEWHERE not in {mention.label for mention in reading.mentions}
    known = {value for label, values in LEXICON.items() if label != ELSEWHERE for value in values}
    assert not {mention.value for mention in reading.elsewhere} & {*reading.topics, *reading.tried, *reading.signs}
    assert not set(LEXICON[ELSEWHERE]) & known - {"here"}


def test_spelling_is_not_put_right_towards_other_organs(reader: Reader) -> None:
    others = {label: values for label, values in LEXICON.items() if label != ELSEWHERE}
    assert vocabulary(LEXICON) == vocabulary(others)
    assert found(reader, "an urgent massage for the manager") == []  # no word becomes "mammogram" or "message"
    assert reader.read("leave me a message").mentions == ()


@pytest.mark.parametrize("text", ["multiple sclerosis", "acid reflux", "bloating after meals", "temporal arteritis"])
def test_words_of_other_medicine_are_no_spine_words(reader: Reader, text: str) -> None:
    assert reader.read(text).topics == ()
    assert found(reader, text)


def test_the_longest_phrase_wins_and_a_plural_takes_nothing_away() -> None:
    finder = ElsewhereFinder({"one": ["sore eye"], "two": ["sore", "sore eyes"], "here": ["eye of a storm"]}, str.lower)
    words = ["sore", "eyes", "sore", "eye", "sore", "eye", "of", "a", "storm"]
    assert list(finder.find(words)) == [("two", 0, 2), ("one", 2, 4), ("one", 4, 6)]
    assert list(finder.find(["eye", "of", "a", "storm"])) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("itchy rash on the lower back", {"elsewhere:skin", "spine as a place", "elsewhere first"}),
        ("lower back pain, and by the way my knee clicks", {"spine first", "elsewhere:knee", "spine 1", "organs 1"}),
        ("no fever, just lower back pain", {"elsewhere:infection_fever denied", "organs 0", "opens with spine"}),
        (
            "my knee and my ankle are swollen",
            {"only elsewhere", "more elsewhere than spine", "spine 0", "organs 2", "share of organs 4"},
        ),
        ("what is the weather in Paris", {"only matters", "matters 2"}),
        ("good morning", {"neither", "elsewhere 0"}),
        ("My lower back hurts. Is it my kidney?", {"asks of elsewhere", "ends with elsewhere", "opens with spine"}),
    ],
)
def test_hints_compare_spine_and_elsewhere(reader: Reader, text: str, wanted: set[str]) -> None:
    assert wanted <= set(hints(reader.read(text)))


def test_a_phrase_elsewhere_takes_the_spine_out_of_the_count(reader: Reader) -> None:
    assert "spine 0" in hints(reader.read("a lump on my neck"))
    assert "spine 1" in hints(reader.read("an ache in my neck"))


def test_a_phrase_as_written_wins_over_the_plural_of_another() -> None:
    finder = ElsewhereFinder({"ear": ["horse"], "animal": ["horses"]}, lambda word: word)
    assert list(finder.find(["horses", "horse"])) == [("animal", 0, 1), ("ear", 1, 2)]

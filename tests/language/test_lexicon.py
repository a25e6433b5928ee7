from __future__ import annotations

from pathlib import Path

import pytest

from backline.language import LanguageError, Reader, RedFlagRules, load_lexicon
from backline.language.contract import CONDITION_PREFIX, SUBJECTS, TOPICS
from backline.language.lexicon import CONDITION_HINT, NO_HINT, vocabulary

DATA = Path(__file__).parents[2] / "data"
CARE = {
    "physical_therapy", "exercise", "hot_cold", "medication", "injection", "posture", "weight", "smoking",
    "chiropractic", "acupuncture", "massage", "rest", "traction", "tens", "brace", "surgery",
}  # fmt: skip
LIMITS = {"sitting", "standing", "walking", "bending", "lifting", "sleep", "work", "daily_tasks", "exercise"}
REGIONS = {"lower_back", "upper_back", "neck", "buttock_leg", "arm"}


def mentions(reader: Reader, text: str, label: str) -> list[tuple[str, str]]:
    return [(mention.value, mention.text) for mention in reader.read(text).mentions if mention.label == label]


def test_values_are_those_the_rest_of_the_project_knows() -> None:
    lexicon = load_lexicon(DATA / "knowledge" / "lexicon")
    assert set(lexicon["care"]) == CARE
    assert set(lexicon["limit"]) == LIMITS
    assert set(lexicon["region"]) == REGIONS
    assert set(lexicon["side"]) == {"left", "right", "both"}
    topics = {CONDITION_PREFIX + value for value in lexicon[CONDITION_HINT] if value != NO_HINT}
    assert topics <= set(TOPICS)
    assert set(lexicon["subject_hint"]) <= set(SUBJECTS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("siatica", "sciatica"),
        ("sciatia down my leg", "sciatica"),
        ("hernated disk", "herniated_disc"),
        ("Herniated Discs", "herniated_disc"),
        ("a herniated-disc", "herniated_disc"),
        ("spinal stenosys", "spinal_stenosis"),
        ("low-back pain", "low_back_pain"),
        ("bone spurs", "bone_spurs"),
    ],
)
def test_conditions_in_every_spelling(reader: Reader, text: str, value: str) -> None:
    assert value in [found for found, _ in mentions(reader, text, "condition")]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("PT twice a week", "care", "physical_therapy"),
        ("physio", "care", "physical_therapy"),
        ("cortizone shots", "care", "injection"),
        ("accupuncture", "care", "acupuncture"),
        ("a chiropracter", "care", "chiropractic"),
        ("ibuprofin", "care", "medication"),
        ("excercises", "care", "exercise"),
        ("l5-s1", "region", "lower_back"),
        ("L4/5", "region", "lower_back"),
        ("C5-C6", "region", "neck"),
        ("I can't sleep", "limit", "sleep"),
        ("cant sit", "limit", "sitting"),
        ("sleeping is hard", "limit", "sleep"),
        ("it is on both sides", "side", "both"),
        ("my right leg", "side", "right"),
        ("pins and needles", "symptom", "tingling"),
    ],
)
def test_other_labels(reader: Reader, text: str, label: str, value: str) -> None:
    assert value in [found for found, _ in mentions(reader, text, label)]


def test_the_longest_phrase_wins(reader: Reader) -> None:
    assert mentions(reader, "my lower back pain", "condition") == [("low_back_pain", "lower back pain")]
    assert mentions(reader, "upper back pain", "region") == [("upper_back", "upper back")]


def test_ordinary_words_are_left_alone(reader: Reader) -> None:
    for text in ("leave me a message", "an inspection of the house", "the actor was talking", "a fraction of it"):
        assert reader.read(text).mentions == ()


def test_a_word_in_capitals_has_no_singular(reader: Reader) -> None:
    assert mentions(reader, "my tens unit, and tens before it", "care") == [("tens", "tens unit"), ("tens", "tens")]
    assert mentions(reader, "for ten days", "care") == []


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("I slipped on the ice", "care", []),
        ("I slipped on the ice and used an ice pack", "care", [("hot_cold", "ice pack")]),
        ("the pain shot up my leg after the shot in my back", "care", [("injection", "shot in my back")]),
        ("I phoned the surgery", "care", []),
        ("pins and needles", "care", []),
        ("pins and needles", "symptom", [("tingling", "pins and needles")]),
    ],
)
def test_other_senses_are_not_found(reader: Reader, text: str, label: str, found: list[tuple[str, str]]) -> None:
    assert mentions(reader, text, label) == found


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("my disc at L5 went", ["herniated_disc"]),
        ("a herniated disc", []),  # the name says it
        ("the back is killing me", ["low_back_pain"]),
        ("I went back to work", []),
        ("pain runs down the back of my left leg", ["sciatica"]),
    ],
)
def test_hints_at_conditions(reader: Reader, text: str, values: list[str]) -> None:
    assert [value for value, _ in mentions(reader, text, "condition_hint")] == values


def test_a_hint_is_no_topic(reader: Reader) -> None:
    assert reader.read("my disc went").topics == ()


def test_spelling_is_not_corrected_towards_hints() -> None:
    lexicon = load_lexicon(DATA / "knowledge" / "lexicon")
    hints = {"condition_hint": lexicon["condition_hint"], "subject_hint": lexicon["subject_hint"]}
    assert vocabulary(hints) == set()
    assert vocabulary(lexicon) == vocabulary({label: lexicon[label] for label in lexicon if label not in hints})


def test_three_letters_d_are_a_name_and_no_stretched_letter(rules: RedFlagRules) -> None:
    names = {"degenerative_disc_disease": ("ddd",), "low_back_pain": ("d c f",)}
    reader = Reader({"condition": names}, rules)
    assert mentions(reader, "DDD, vitamin D", "condition") == [("degenerative_disc_disease", "DDD")]


def test_denied_mentions_are_no_topics(reader: Reader) -> None:
    reading = reader.read("I have sciatica but no stenosis")
    assert reading.topics == ("sciatica",)
    assert [(mention.value, mention.negated) for mention in reading.mentions if mention.label == "condition"] == [
        ("sciatica", False),
        ("spinal_stenosis", True),
    ]


def write(folder: Path, **files: str) -> Path:
    for stem in ("regions", "limits", "care_tried", "cautions", "sides", "symptoms", "triggers", "other_senses"):
        (folder / f"{stem}.yml").write_text(files.get(stem, "value: [phrase]"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[]", r"sides\.yml holds no values"),
        ("left: []", r"sides\.yml: 'left' needs a list"),
        ("left: [yes]", r"sides\.yml: 'left' lists 'True', which is no phrase"),
        ("left: [one]\nright: [One]", r"sides\.yml: 'One' stands under 'left' and 'right'"),
        ("left: [", r"sides\.yml can not be read"),
    ],
)
def test_complaints_about_files(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(LanguageError, match=complaint):
        load_lexicon(write(tmp_path, sides=content))


def test_a_missing_file(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "sides.yml").unlink()
    with pytest.raises(LanguageError, match=r"sides\.yml can not be read"):
        load_lexicon(tmp_path)

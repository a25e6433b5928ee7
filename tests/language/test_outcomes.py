from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.language import LanguageError, Reader, RedFlagRules, load_lexicon
from backline.language.hints import hints, sentence_hints
from backline.language.outcomes import GROUPS, OutcomePhrases
from backline.language.places import care_places
from backline.language.reader import Outcome, Reading

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def outcome_reader(rules: RedFlagRules) -> Reader:
    return Reader(
        load_lexicon(DATA / "knowledge" / "lexicon"), rules, outcomes=OutcomePhrases.load(DATA / "outcomes.yml")
    )


def read(reader: Reader, text: str) -> Reading:
    return reader.read(text, today=TODAY)


def groups(outcomes: tuple[Outcome, ...]) -> list[str]:
    return [outcome.group for outcome in outcomes if not outcome.asked and not outcome.denied]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("My back is 70% better after the physio", "better"),
        ("naproxen took the edge off and still does", "better"),
        ("The belt is a godsend", "better"),
        ("my aunt swears by it", "better"),
        ("Two sessions sorted it", "better"),
        ("I'm sleeping through again", "better"),
        ("pain is a third of what it was", "better"),
        ("the tablets didn't touch it", "no_better"),
        ("six weeks of exercises, no joy", "no_better"),
        ("Ibuprofen was useless", "no_better"),
        ("I took pills to no avail", "no_better"),
        ("a year of physio, not a dent", "no_better"),
        ("Nothing helps", "no_better"),
        ("in pain from the past two years and have not got any relief", "no_better"),
        ("tablets, belt, needles: nothing", "no_better"),
        ("took medicine but same to same", "no_better"),
        ("waste of money", "no_better"),
        ("four weeks of therapy and I still can't sit", "no_better"),
        ("The injection lasted two weeks", "short_lived"),
        ("the relief wore off", "short_lived"),
        ("worked for a week then back to square one", "short_lived"),
        ("it only helps while I'm on it", "short_lived"),
        ("it is getting worse", "worse"),
        ("the chiropractor made it worse", "worse"),
        ("since yesterday it is much worse", "worse_suddenly"),
        ("all of a sudden I can't stand", "worse_suddenly"),
        ("I have tried everything", "tried_everything"),
        ("physio, pills, you name it", "tried_everything"),
        ("failed conservative treatment", "tried_everything"),
        ("doctors can't find anything", "nothing_found"),
        ("all tests normal", "nothing_found"),
        ("they say it is all in my head", "dismissed"),
    ],
)
def test_an_outcome_is_found(outcome_reader: Reader, text: str, group: str) -> None:
    assert group in groups(read(outcome_reader, text).outcomes)


@pytest.mark.parametrize(
    "text", ["not better", "no better", "It's no better at all", "without relief", "never helped", "it hasn't helped"]
)
def test_help_that_is_denied_is_not_better(outcome_reader: Reader, text: str) -> None:
    assert groups(read(outcome_reader, text).outcomes) == ["no_better"]


def test_better_that_the_sentence_denies_counts_as_no_better(outcome_reader: Reader) -> None:
    reading = read(outcome_reader, "I do not think that it improved")
    assert [(outcome.group, outcome.denied) for outcome in reading.outcomes] == [("better", True)]
    assert "outcome:no_better" in hints(reading)


@pytest.mark.parametrize(
    "text",
    ["Has massage helped anybody?", "I hope it gets better", "will it ever go away?", "What if it gets worse?"],
)
def test_what_is_asked_or_hoped_for_is_no_outcome_yet(outcome_reader: Reader, text: str) -> None:
    outcomes = read(outcome_reader, text).outcomes
    assert outcomes
    assert all(outcome.asked for outcome in outcomes)


@pytest.mark.parametrize(
    "text",
    ["please help me", "I helped my brother move", "my lower back", "he works in a shop", "I hurt my back at work"],
)
def test_words_that_tell_no_outcome(outcome_reader: Reader, text: str) -> None:
    assert read(outcome_reader, text).outcomes == ()


def test_places_are_offsets_into_the_text(outcome_reader: Reader) -> None:
    reading = read(outcome_reader, "Physio twice a week.  The pain\u2019s GONE, mostly; then it came back!")
    assert [reading.text[o.start : o.end] for o in reading.outcomes] == [o.text for o in reading.outcomes]
    assert [o.group for o in reading.outcomes] == ["better", "short_lived"]


def test_the_longer_phrase_wins(tmp_path: Path) -> None:
    reader = own_reader(tmp_path, better=["better"], worse=["better than nothing but worse"])
    assert [o.group for o in read(reader, "it is better").outcomes] == ["better"]
    assert [o.group for o in read(reader, "better than nothing but worse").outcomes] == ["worse"]


def test_without_a_file_of_outcomes_none_are_read(reader: Reader) -> None:
    assert reader.read("nothing helps").outcomes == ()


def test_outcomes_become_features(outcome_reader: Reader) -> None:
    reading = read(outcome_reader, "I did physio for six weeks. It helped at first. Now it is no better.")
    found = hints(reading)
    assert {"outcome:no_better", "last outcome:no_better", "outcome:no_better after tried care"} <= set(found)
    assert "tried in the sentence before" in sentence_hints(reading)[1]
    assert "here outcome:no_better" in sentence_hints(reading)[2]
    (place,) = [place for place in care_places(reading) if place.name == "physical_therapy"]
    assert any(hint.startswith("next sentence outcome:") for hint in place.hints)


def content(**changed: Any) -> dict[str, Any]:
    outcomes = {group: [f"{group.replace('_', ' ')} word"] for group in (*GROUPS, "neither")}
    return {"words": {"any": ["any"]}, "outcomes": {**outcomes, **changed}}


def own_reader(folder: Path, **changed: Any) -> Reader:
    (folder / "outcomes.yml").write_text(yaml.safe_dump(content(**changed)), encoding="utf-8")
    return Reader({}, RedFlagRules.load(DATA / "red_flags.yml"), outcomes=OutcomePhrases.load(folder / "outcomes.yml"))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"happy": ["glad"]}, "needs exactly the groups"),
        ({"better": []}, "the group 'better' needs a list with at least one phrase"),
        ({"better": [False]}, "has 'False' where a phrase is due"),
        ({"better": ["it {helps}"]}, "names the group 'helps', which is not under 'words'"),
        ({"better": ["(sorted"]}, r"lacks a '\)'"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(tmp_path: Path, changed: dict[str, Any], complaint: str) -> None:
    with pytest.raises(LanguageError, match=f"outcomes.yml: .*{complaint}"):
        own_reader(tmp_path, **changed)


def test_words_must_be_lists(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.yml"
    path.write_text(yaml.safe_dump({**content(), "words": ["any"]}), encoding="utf-8")
    with pytest.raises(LanguageError, match="the section words needs a list of words for each name"):
        OutcomePhrases.load(path)

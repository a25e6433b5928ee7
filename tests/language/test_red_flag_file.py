from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.language import LanguageError, RedFlagRules
from backline.language.red_flag_file import FLAGS

LEARNED = dict.fromkeys(FLAGS, "urgent")
GOOD: dict[str, Any] = {
    "learned": LEARNED,
    "everyday": {
        "self_harm": {"why": "A farewell of every day.", "words": "bye now"},
        "cancer": {"why": "Of the family.", "words": "not me", "harmless": ["my {limb} aches"]},
    },
    "sources": {"leaflet": {"title": "A leaflet", "address": "https://clinic.example/leaflet"}},
    "words": {"limb": ["leg", "arm"]},
    "signs": {"spine": {"phrases": ["(back|neck) pain"]}},
    "red_flags": [
        {
            "rule": "weak_limb",
            "flag": "progressive_weakness",
            "tier": "urgent",
            "what": "A weak limb.",
            "why": "A nerve may fail.",
            "sources": ["leaflet"],
            "phrases": ["weak {limb}"],
            "with": ["spine"],
        }
    ],
}


def load(folder: Path, content: object) -> RedFlagRules:
    path = folder / "red_flags.yml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return RedFlagRules.load(path)


def changed(**fields: object) -> dict[str, Any]:
    rule = {**GOOD["red_flags"][0], **fields}
    return {**GOOD, "red_flags": [{name: value for name, value in rule.items() if value is not None}]}


def test_a_small_file_loads(tmp_path: Path) -> None:
    rules = load(tmp_path, GOOD)
    assert rules.rules[0].sources[0].title == "A leaflet"
    assert rules.everyday["self_harm"][0].covers(["bye 5", "now"])
    assert not rules.everyday["self_harm"][0].covers(["bye forever"])
    assert rules.everyday["cancer"][0].covers(["my leg aches , not me"])
    assert not rules.everyday["cancer"][0].covers(["not me"])  # nothing says that it is harmless
    assert not rules.everyday["cancer"][0].covers(["my leg aches", "and me"])
    assert {"weak", "leg", "arm", "back", "neck", "pain"} <= rules.vocabulary


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ([], "needs exactly the sections"),
        ({**GOOD, "extra": 1}, "needs exactly the sections"),
        ({**GOOD, "learned": {"cancer": "urgent"}}, "the section learned needs one tier for each of"),
        ({**GOOD, "learned": {**LEARNED, "cancer": "soon"}}, "the section learned gives cancer the tier 'soon'"),
        ({**GOOD, "everyday": None}, "the section everyday needs red flags"),
        ({**GOOD, "everyday": {"self_harm": {"words": "bye"}}}, "a red flag with why and words, not 'self_harm'"),
        ({**GOOD, "everyday": {"gout": {"why": "x", "words": "bye"}}}, "a red flag with why and words, not 'gout'"),
        (
            {**GOOD, "everyday": {"cancer": {"why": "x", "words": "bye", "harmless": []}}},
            "everyday 'cancer' needs a field 'harmless'",
        ),
        ({**GOOD, "sources": {}}, "list at least one source"),
        ({**GOOD, "sources": {"leaflet": {"title": "A leaflet"}}}, "source 'leaflet' needs a title and an address"),
        ({**GOOD, "red_flags": []}, "add at least one"),
        ({**GOOD, "red_flags": GOOD["red_flags"] * 2}, "the name 'weak_limb' is used twice"),
        ({**GOOD, "signs": {"spine": {"phrases": []}}}, "sign 'spine' needs a field 'phrases'"),
        ({**GOOD, "signs": {"spine": None}}, "sign 'spine' needs a field phrases"),
        ({**GOOD, "words": {"limb": [False]}}, "words 'limb' has 'False'"),
        (changed(rule="Weak Limb"), "rule number 1 has no name"),
        (changed(tier=None), "rule 'weak_limb' has no tier; add it"),
        (changed(sources=None), "rule 'weak_limb' has no sources; add it"),
        (changed(why=""), "rule 'weak_limb' has no why; add it"),
        (changed(tier="soon"), "rule 'weak_limb' has the tier 'soon'; write emergency or urgent"),
        (changed(flag="worry"), "rule 'weak_limb' has the flag 'worry'; write one of"),
        (changed(sources=["blog"]), "rule 'weak_limb' names the source 'blog', which is not under 'sources'"),
        (changed(phrase=["x"]), "rule 'weak_limb' has the unknown field 'phrase'"),
        (changed(phrases=["weak (leg"]), "rule 'weak_limb': the phrase 'weak (leg' lacks a ')'"),
        (changed(phrases=["weak {leg}"]), "rule 'weak_limb': the phrase 'weak {leg}' names the group 'leg'"),
        (changed(exempt=["can't"]), "rule 'weak_limb': the phrase 'can't' has 'can't', which is no plain"),
        (changed(phrases="weak leg"), "rule 'weak_limb' needs a field 'phrases' with at least one phrase"),
        (
            changed(**{"with": ["fever"]}),
            "names 'fever' under 'with', which is neither a sign nor a rule",
        ),
        (changed(emergency_with=["spine + x"]), "names 'x' under 'emergency_with'"),
        (changed(past="never"), "rule 'weak_limb' has past: never; write any or recent"),
        (changed(recent_weeks=0), "rule 'weak_limb' has recent_weeks: 0; write a number of weeks above 0"),
    ],
)
def test_complaints_name_the_rule_and_the_remedy(tmp_path: Path, content: object, complaint: str) -> None:
    with pytest.raises(LanguageError) as raised:
        load(tmp_path, content)
    assert complaint in str(raised.value)
    assert str(raised.value).startswith("red_flags.yml")
    assert "\n" not in str(raised.value)


def test_a_missing_or_broken_file(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"absent\.yml can not be read"):
        RedFlagRules.load(tmp_path / "absent.yml")
    (tmp_path / "broken.yml").write_text("red_flags: [", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"broken\.yml can not be read"):
        RedFlagRules.load(tmp_path / "broken.yml")

"""Rules and learned layer together, on a handful of messages and with stand-ins for sentence vectors."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backline.language import (
    LabelledMessage,
    Reader,
    RedFlagRules,
    Thresholds,
    Understander,
    load_lexicon,
)
from backline.language.contract import CARE, RED_FLAGS, TOPICS
from backline.language.durations import TimeSpan
from backline.language.learned import Learned, LearnedLayer, is_near
from backline.language.learning import learn
from backline.language.named import Named
from backline.language.reader import Reading
from backline.language.red_flags import LEARNED
from backline.language.understanding import care_with_time, duration_in_turn, duration_of
from backline.language.vectors import Vectors

DATA = Path(__file__).resolve().parents[2] / "data"
RULES = RedFlagRules.load(DATA / "red_flags.yml")
CONDITIONS = {"condition": {"sciatica": ("sciatica",)}, "treatment": {"surgery": ("surgery",), "smoking": ("smoking",)}}
READER = Reader({**load_lexicon(DATA / "knowledge" / "lexicon"), **CONDITIONS}, RULES)
THRESHOLDS = Thresholds(
    scope=0.5,
    bare_scope=0.5,
    red_flags=dict.fromkeys(RED_FLAGS, 0.6),
    topics=dict.fromkeys(TOPICS, 0.4),
    tried=dict.fromkeys(CARE, 0.5),
    tried_unnamed=0.9,
    duration=0.4,
    improved=0.2,
    not_improved=0.2,
)


def encode(sentences: Sequence[str]) -> Vectors:
    """Stands for sentence vectors: each word has a direction of its own."""
    rows = np.zeros((len(sentences), 384), dtype=np.float32)
    for row, sentence in zip(rows, sentences, strict=True):
        for word in sentence.lower().split():
            row[zlib.crc32(word.strip(".,?!").encode()) % 384] += 1
        row /= max(float(np.linalg.norm(row)), 1.0)
    return rows


def corpus() -> list[LabelledMessage]:
    """Zebras stand for a sign that no rule knows, so that only the learned layer can see it."""
    found = []
    for who in ("I see", "he sees", "she sees", "my wife sees", "grandpa sees", "we see"):
        text = f"My back hurts. Now {who} zebras."
        evidence = {"progressive_weakness": f"Now {who} zebras."}
        found.append(LabelledMessage(text, True, ("progressive_weakness",), evidence, ("condition:low_back_pain",)))
        found.append(LabelledMessage(f"My back hurts. Now {who} better.", True, topics=("condition:low_back_pain",)))
        found.append(LabelledMessage(f"The weather is nice and {who} birds.", False))
        tried = LabelledMessage(
            f"{who} no change after ibuprofen for 3 months.",
            True,
            tried=("medication",),
            duration_weeks=13,
            improved=False,
        )
        found.append(tried)
        found.append(LabelledMessage(f"should {who} try ibuprofen in 2 weeks?", True))
    return found


@pytest.fixture(scope="module")
def layer() -> LearnedLayer:
    messages = corpus()
    return learn(messages, [READER.read(message.text) for message in messages], encode)


@pytest.fixture(scope="module")
def understander(layer: LearnedLayer) -> Understander:
    return Understander(READER, THRESHOLDS, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)


@pytest.fixture(scope="module")
def strict(layer: LearnedLayer) -> Understander:
    """One to which next to nothing is in scope."""
    limits = replace(THRESHOLDS, scope=0.999, bare_scope=0.999)
    return Understander(READER, limits, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)


def test_the_learned_layer_finds_what_no_rule_knows_and_shows_where(understander: Understander) -> None:
    (flag,) = understander.read("My back hurts. Now uncle Tom sees zebras.").red_flags
    assert (flag.id, flag.rule, flag.tier) == ("progressive_weakness", LEARNED, "urgent")
    assert flag.sentence == "Now uncle Tom sees zebras."


def test_of_two_words_or_a_plain_farewell_only_the_rules_may_say_self_harm(layer: LearnedLayer) -> None:
    eager = replace(THRESHOLDS, red_flags=dict.fromkeys(RED_FLAGS, 1e-6))
    understander = Understander(READER, eager, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    assert "self_harm" not in [flag.id for flag in understander.read("bye bye").red_flags]
    for farewell in ("OK, I have to go now, bye!", "all done, good night and bye"):
        assert "self_harm" not in [flag.id for flag in understander.read(farewell).red_flags]
    assert "self_harm" in [flag.id for flag in understander.read("I have to go now, for ever").red_flags]
    assert "self_harm" in [flag.id for flag in understander.read("kill myself").red_flags]


@pytest.mark.parametrize(
    ("text", "by_rules_alone"),
    [
        ("I don't like the bridge", True),
        ("please leave out the plank", True),
        ("these pills don't help", True),
        ("I don't want to be phoned again", True),
        ("my doctor wants surgery, I don't want it", True),
        ("nobody rang me back and I am furious", True),
        ("I don't want it anymore", False),
        ("I can't do this anymore", False),
        ("I am at the bridge", False),
        ("I don't want to be here", False),
        ("I don't like the bridge, I want it all over", False),
    ],
)
def test_of_a_plain_refusal_only_the_rules_may_say_self_harm(
    layer: LearnedLayer, text: str, *, by_rules_alone: bool
) -> None:
    eager = replace(THRESHOLDS, red_flags=dict.fromkeys(RED_FLAGS, 1e-6))
    understander = Understander(READER, eager, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    assert ("self_harm" not in [flag.id for flag in understander.read(text).red_flags]) is by_rules_alone


def test_of_plain_pain_down_a_limb_only_the_rules_may_say_weakness(layer: LearnedLayer) -> None:
    eager = replace(THRESHOLDS, red_flags=dict.fromkeys(RED_FLAGS, 1e-6))
    understander = Understander(READER, eager, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    weak = "progressive_weakness"
    for plain in ("Pain shoots down my left leg to my toes.", "my sciatica goes into the right foot, 3 weeks now"):
        assert weak not in [flag.id for flag in understander.read(plain).red_flags]
    for more in ("Pain shoots down my left leg and my foot drags.", "Pain down both legs to my toes."):
        assert weak in [flag.id for flag in understander.read(more).red_flags]


@pytest.mark.parametrize(
    ("flag", "harmless", "more"),
    [
        ("cauda_equina", "Peeing is fine, my left calf tingles.", "My left calf tingles."),
        ("cauda_equina", "My back went out, I can pee and poop fine.", "My back went out, I can pee a trickle."),
        ("cauda_equina", "Not numb down there, just my foot.", "Not numb down there, just my foot and my seat."),
        ("vascular_cardiac", "Chest infection last week, my ribs ache from coughing.", "Ribs ache when I breathe."),
        ("cancer", "My sister had lung cancer, not me.", "My sister had lung cancer and her back hurts."),
    ],
)
def test_of_what_is_said_to_be_well_only_the_rules_may_say_more(
    layer: LearnedLayer, flag: str, harmless: str, more: str
) -> None:
    eager = replace(THRESHOLDS, red_flags=dict.fromkeys(RED_FLAGS, 1e-6))
    understander = Understander(READER, eager, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    assert flag not in [found.id for found in understander.read(harmless, established=("spine",)).red_flags]
    assert flag in [found.id for found in understander.read(more, established=("spine",)).red_flags]


def test_a_rule_is_named_rather_than_the_learned_layer(understander: Understander) -> None:
    flags = understander.read("I can't pee since this morning and my back hurts.").red_flags
    assert [(flag.id, flag.rule) for flag in flags] == [("cauda_equina", "bladder_will_not_empty")]


def test_scope_and_topics_follow_the_examples(understander: Understander) -> None:
    inside = understander.understand("My back hurts. It is better now.")
    outside = understander.understand("The weather is nice.")
    assert inside.in_scope
    assert inside.topics == ("condition:low_back_pain",)
    assert (outside.in_scope, outside.topics) == (False, ())


def test_what_a_turn_is_about_has_the_names_of_the_knowledge(understander: Understander) -> None:
    assert understander.read("My back hurts. It is better now.").about == ("low_back_pain",)
    assert understander.reader.read("My back hurts. It is better now.").about is None


def test_who_tells_of_a_warning_sign_of_the_spine_is_never_out_of_scope(strict: Understander) -> None:
    assert strict.understand("I can't pee since this morning and my legs are numb").in_scope
    assert not strict.understand("I want to kill myself").in_scope, "despair is heard whatever it is about"


def test_a_warning_sign_beside_back_pain_needs_to_be_likelier_in_scope_than_not(layer: LearnedLayer) -> None:
    strict = replace(THRESHOLDS, scope=0.9999, bare_scope=0.9999)
    understander = Understander(READER, strict, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    assert understander.understand("My back hurts and I have a crushing chest pain.").in_scope
    assert not understander.understand("My back hurts and I have a cold.").in_scope
    assert not understander.understand("The weather is nice, I have a crushing chest pain.").in_scope


def test_a_short_message_that_names_no_other_matter_has_a_threshold_of_its_own(layer: LearnedLayer) -> None:
    limits = replace(THRESHOLDS, scope=0.9999, bare_scope=0.0001)
    understander = Understander(READER, limits, layer, tiers=RULES.learned_tiers, everyday=RULES.everyday)
    assert understander.understand("my back is sore after surgery").in_scope
    assert not understander.understand("my back is sore after surgery for kidney stones").in_scope
    assert not understander.understand("my back is sore after surgery " + "and so on " * 5).in_scope


def test_a_bare_question_out_of_scope_says_which_shared_subject_it_is_about(strict: Understander) -> None:
    def topics(text: str) -> tuple[str, ...]:
        said = strict.understand(text)
        assert not said.in_scope
        return said.topics

    assert topics("how do I stop smoking") == ("smoking",)
    assert topics("how long does nose surgery take") == (), "surgery of any other part is no subject of ours"
    assert topics("My shoulder is stiff. I gave up smoking for it.") == (), "a story of another trouble"


def test_care_that_was_had_is_told_from_care_that_was_not(understander: Understander) -> None:
    had = understander.understand("Tom sees no change after ibuprofen for 3 months.").as_dict()["care"]
    asked = understander.understand("should Tom try ibuprofen in 2 weeks?").as_dict()["care"]
    assert had == {"tried": ["medication"], "duration_weeks": 13.0, "improved": False, "sudden_worsening": False}
    assert asked == {"tried": [], "duration_weeks": None, "improved": None, "sudden_worsening": False}


def test_care_that_no_word_names_is_told_where_the_encoder_is_sure(layer: LearnedLayer) -> None:
    class Sure:
        def score(self, text: str, named: Sequence[Named] = ()) -> dict[str, float]:
            del text
            return {"tried brace": 3.0, "tried rest": 2.0, **{one.key: -9.0 for one in named}}

    sure: Any = Sure()
    understander = Understander(READER, THRESHOLDS, layer, sure, tiers=RULES.learned_tiers)
    assert understander.understand("My back hurts. The thing with the hooks saved me.").reading.tried == ("brace",)
    assert understander.understand("My back hurts. I have no brace.").reading.tried == ()


def test_without_a_learned_layer_the_rules_speak_alone() -> None:
    alone = Understander(READER, THRESHOLDS, None, tiers=RULES.learned_tiers, names={"sciatica": "condition:sciatica"})
    assert alone.read("Now I see zebras.").red_flags == ()
    said = alone.understand("I have sciatica for 3 weeks and I can't pee").as_dict()
    assert said["topics"] == ["condition:sciatica"]
    assert said["red_flags"] == ["cauda_equina"]
    assert said["care"]["duration_weeks"] == 3
    assert said["in_scope"] is True


@pytest.mark.parametrize("text", ["", " ", "\n", "🙂", "." * 5000, "x " * 3000])
def test_any_text_is_understood(understander: Understander, text: str) -> None:
    assert understander.understand(text).as_dict()["red_flags"] == []


def test_a_loaded_layer_scores_as_the_saved_one(layer: LearnedLayer, tmp_path: Path) -> None:
    path = tmp_path / "layer.npz"
    layer.save(path)
    readings = [READER.read(message.text) for message in corpus()]
    loaded = LearnedLayer.load(path, encode)
    for before, after in zip(layer.score(readings), loaded.score(readings), strict=True):
        assert after.scope == pytest.approx(before.scope, abs=0.02)
        assert after.flags == pytest.approx(before.flags, abs=0.02)
        assert after.spans == pytest.approx(before.spans, abs=0.02)
        assert after.topics == pytest.approx(before.topics, abs=0.02)


def test_one_row_scores_as_the_whole_matrix(layer: LearnedLayer) -> None:
    readings = [READER.read(message.text) for message in corpus()]
    heads = layer.heads["message"]
    by_matrix = layer.message_matrix(readings) @ heads.weights + heads.bias
    for row, learned in zip(by_matrix, layer.score(readings), strict=True):
        assert learned.scope == pytest.approx(row[heads.names.index("scope")], abs=1e-3)


def test_a_layer_of_another_format_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "layer.npz").open("wb") as file:
        np.savez(file, format=99)
    with pytest.raises(ValueError, match="train it again"):
        LearnedLayer.load(tmp_path / "layer.npz", encode)


@pytest.mark.parametrize(
    ("wanted", "said", "near"), [(10, 12, True), (10, 12.1, False), (0, 0.5, True), (None, 1, False), (52, 48, True)]
)
def test_near_durations(wanted: float | None, said: float, near: bool) -> None:
    assert is_near(wanted, said) is near


@pytest.mark.parametrize(
    ("scores", "weeks"),
    [
        ((1.0, -5.0), 104),  # the likeliest, where it is likely enough
        ((-1.0, -0.5), 1),  # else what the rules are certain of
        ((-1.0, -3.0), None),  # unless the learned layer is against it
    ],
)
def test_of_several_amounts_of_time_one_is_the_duration(scores: tuple[float, float], weeks: float | None) -> None:
    spans = (TimeSpan(104.0, 1.0, 0, 1), TimeSpan(1.0, 3.0, 2, 3))
    reading = Reading("two years on these pills, bad since last week", time_spans=spans, duration_weeks=1.0)
    learned = Learned(0.0, {}, {}, (), {}, {}, scores)
    assert duration_of(reading, learned, 0.4) == weeks


def test_all_my_life_is_a_duration_without_an_amount() -> None:
    reading = Reading("all my life", duration_weeks=520.0)
    assert duration_of(reading, Learned(0.0, {}, {}, (), {}, {}, ()), 0.4) == 520.0


def _spans_scored(*scores: float) -> Learned:
    return Learned(1.0, {}, {}, (), {}, {}, scores)


def test_how_long_care_lasted_is_not_how_long_the_trouble_did() -> None:
    def weeks(text: str, *scores: float) -> float | None:
        return duration_in_turn(READER.read(text), _spans_scored(*scores))

    assert weeks("physio for 6 weeks", -3.0) is None, "the rules see it said of care"
    assert weeks("no, I did physio for 6 weeks too", -3.0) is None, "also where it seems denied"
    assert weeks("gabapentin for 6 months, no relief", -0.3) is None, "it stands right beside the care"
    assert weeks("6 months of gabapentin", -0.3) is None
    assert weeks("tried physio and gabapentin, my back hurts 1 year", -1.5) == 52, "beside other words the rules count"
    assert weeks("my back hurts 2 years, did 6 weeks of physio", 3.0, 0.1) == 104
    assert weeks("my back hurts 2 years", -1.5) == 104, "where no care is named nothing is taken away"


def test_care_that_a_time_stands_beside() -> None:
    assert care_with_time(READER.read("she sent me to physio for 6 weeks")) == ("physical_therapy",)
    assert care_with_time(READER.read("physio helped. 6 weeks later it hurt")) == ()


def test_in_a_turn_care_is_added_that_the_learned_layer_is_sure_of(layer: LearnedLayer) -> None:
    class Says:
        def __init__(self, score: float) -> None:
            self.score_of_care = score

        def score(self, text: str, named: Sequence[Named] = ()) -> dict[str, float]:
            del text
            return {one.key: self.score_of_care for one in named}

    def tried(text: str, score: float) -> tuple[str, ...]:
        says: Any = Says(score)
        return Understander(READER, THRESHOLDS, layer, says, tiers=RULES.learned_tiers).read(text).tried

    bare = "ten visits to the chiropractor"
    assert READER.read(bare).tried == ()
    assert tried(bare, 9.0) == ("chiropractic",)
    assert tried(bare, -9.0) == ()
    assert tried("I did physio", -9.0) == ("physical_therapy",), "what the rules see stays"
    told = "did physio and two shots, the surgeon said wait"
    assert "surgery" not in tried(told, -9.0), "but for an operation of which only the surgeon is named"

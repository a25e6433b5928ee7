"""The fine-tuned encoder: against the same network in NumPy, what it stores, and its part in what is understood."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from backline.assistant.language_model import fine_tuned_path
from backline.language import LanguageError, read_corpus
from backline.language.adapters import ALL_LAYERS, Adapters, narrowed, numbers_of
from backline.language.contract import CARE, RED_FLAGS, TOPICS
from backline.language.fine_tuned import MAX_PIECES, FineTunedEncoder, Pieces, mixed
from backline.language.learned import Learned
from backline.language.minilm import model_folder, read_weights, write_encoder, write_fine_tuned
from backline.language.named import Named
from backline.language.readout import Readout
from backline.language.vectors import SentenceVectors

PROJECT = Path(__file__).resolve().parents[2]
VOCABULARY = model_folder() / "tokenizer.json"
PLAIN = read_weights(model_folder() / "model.safetensors")
LEARNED = Learned(
    scope=1.0,
    topics={"surgery": -2.0, "sleep": 4.0},
    flags={"cancer": 0.0},
    sentences=({"cancer": 3.0},),
    improved={"improved": 1.0, "not_improved": -1.0},
    tried={"rest": 2.0},
    spans=(0.5,),
)


@pytest.fixture(scope="module")
def shipped() -> Adapters:
    return Adapters.load(fine_tuned_path(PROJECT))


@pytest.fixture(scope="module")
def encoder(shipped: Adapters, tmp_path_factory: pytest.TempPathFactory) -> FineTunedEncoder:
    path = tmp_path_factory.mktemp("encoder") / "fine-tuned.onnx"
    write_fine_tuned(path, shipped)
    return FineTunedEncoder(path, VOCABULARY, shipped)


def unchanged(weights: np.ndarray, layers: tuple[int, ...] = ALL_LAYERS) -> Adapters:
    """MiniLM as it is, or some of its layers, with two linear models over it that look everywhere."""
    return Adapters(readout_of(("a", "b"), weights, np.array([0.0, 1.0])), {}, {}, layers=layers)


def readout_of(names: tuple[str, ...], weights: np.ndarray, bias: np.ndarray) -> Readout:
    return Readout(names, np.zeros((384, len(names))), weights, bias, ("meant",), np.ones((384, 1)), np.array([0.5]))


@pytest.mark.parametrize("count", [1, 6])
def test_the_mean_of_the_pieces_is_that_of_the_encoder_of_sentences(tmp_path: Path, count: int) -> None:
    weights = np.zeros((768, 2), dtype=np.float32)
    weights[:2, :] = np.eye(2)  # the first two numbers of the mean
    adapters = unchanged(weights, ALL_LAYERS[:count])
    write_fine_tuned(tmp_path / "whole.onnx", adapters, quantized=False)
    write_encoder(tmp_path / "sentences.onnx", layers=count, quantized=False)
    text = "my back hurts when I bend"
    scores = FineTunedEncoder(tmp_path / "whole.onnx", VOCABULARY, adapters).score(text)
    vector = SentenceVectors(tmp_path / "sentences.onnx", VOCABULARY).encode([text])[0]  # of length 1
    assert scores["a"] / (scores["b"] - 1) == pytest.approx(vector[0] / vector[1], rel=1e-3)


def test_changes_are_kept_and_found_again(tmp_path: Path) -> None:
    matrix, vector = "encoder.layer.0.output.dense.weight", "encoder.layer.0.output.dense.bias"
    rng = np.random.default_rng(0)
    change = rng.normal(size=(384, 4)) @ rng.normal(size=(4, 1536)) / 100
    tuned = {matrix: PLAIN[matrix] + change, vector: PLAIN[vector] + 0.5}
    seen, unseen = frozenset({1, 2**32 - 1}), frozenset({7})
    read = readout_of(("scope",), np.ones((768, 1)), np.array([0.25]))
    made = Adapters.between(PLAIN, tuned, read, seen, unseen, (0, 2))
    made.save(tmp_path / "a.npz")
    found = Adapters.load(tmp_path / "a.npz")
    assert (found.readout.names, found.readout.bias.tolist(), found.layers) == (("scope",), [0.25], (0, 2))
    assert (found.readout.named, found.readout.named_bias.tolist()) == (("meant",), [0.5])
    assert (found.taught_on, found.left_out) == (seen, unseen)
    weights = found.applied_to(PLAIN)
    assert np.abs(weights[matrix] - tuned[matrix]).max() < 0.02 * np.abs(change).max()
    assert np.abs(weights[vector] - tuned[vector]).max() < 1e-3
    assert weights["encoder.layer.1.output.dense.bias"] is PLAIN["encoder.layer.1.output.dense.bias"]


def test_inner_numbers_that_count_for_nothing_may_be_left_away(tmp_path: Path) -> None:
    outer, kept = "encoder.layer.0.output.dense.weight", np.arange(0, 1536, 3)
    assert narrowed(PLAIN, {0: kept})[outer].shape == (384, 512)
    without = np.zeros_like(PLAIN[outer])
    without[:, kept] = PLAIN[outer][:, kept]
    weights = np.ones((768, 2), dtype=np.float32)
    whole = replace(unchanged(weights, (0,)), changes={outer: (without - PLAIN[outer], np.eye(1536))})
    replace(unchanged(weights, (0,)), kept={0: kept}).save(tmp_path / "a.npz")
    narrow = Adapters.load(tmp_path / "a.npz")
    scores = []
    for adapters in (whole, narrow):
        write_fine_tuned(tmp_path / "a.onnx", adapters, quantized=False)
        scores.append(FineTunedEncoder(tmp_path / "a.onnx", VOCABULARY, adapters).score("my back hurts when I bend"))
    assert scores[0] == pytest.approx(scores[1], rel=1e-4)


def test_another_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "messages.npz"
    for content in (None, b"", b"no numbers"):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(LanguageError, match=r"messages\.npz is no file of fine-tuned weights"):
            Adapters.load(path)
    np.savez(path, format=np.array(99))
    with pytest.raises(LanguageError, match="no file of fine-tuned weights"):
        Adapters.load(path)


def test_it_tells_what_the_contract_names(shipped: Adapters) -> None:
    known = {
        "scope",
        *("improved", "not_improved"),
        *(f"flag {flag}" for flag in RED_FLAGS),
        *(f"topic {topic}" for topic in TOPICS),
        *(f"tried {care}" for care in CARE),
    }
    assert set(shipped.readout.names) <= known
    assert len(shipped.readout.names) > 0.9 * len(known)
    asked = {"meant", *(f"had {care}" for care in CARE), *(f"about {topic}" for topic in TOPICS)}
    assert set(shipped.readout.named) <= asked
    assert len(shipped.readout.named) > 0.9 * len(asked)


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        ("pain shoots from my lower back down to my toes", ["scope"], ["flag cancer", "improved"]),
        ("six weeks of physical therapy and it did nothing at all", ["scope", "not_improved"], ["improved"]),
        ("what is the capital of France", [], ["scope"]),
        ("Since the fall I can't feel my groin and I wet myself.", ["flag cauda_equina"], ["flag infection"]),
        ("My back is bad, I can't feel my groin and I wet myself.", ["scope", "flag cauda_equina"], ["flag infection"]),
    ],
)
def test_it_understands_plain_messages(
    encoder: FineTunedEncoder, text: str, said: list[str], unsaid: list[str]
) -> None:
    scores = encoder.score(text)
    assert all(scores[name] > 0 for name in said), {name: scores[name] for name in said}
    assert all(scores[name] < 0 for name in unsaid), {name: scores[name] for name in unsaid}


def test_a_long_message_is_read_to_its_end(encoder: FineTunedEncoder) -> None:
    story = "I went to the shop and bought some milk. " * (MAX_PIECES // 8)
    assert (
        encoder.score(story)["topic surgery"] < encoder.score(f"{story} I need surgery on my spine.")["topic surgery"]
    )
    assert np.isfinite(list(encoder.score("pain " * 20_000).values())).all()
    assert np.isfinite(list(encoder.score("").values())).all()


def test_both_have_their_share() -> None:
    scores = {
        "scope": -1.0,
        "topic surgery": 2.0,
        "flag cancer": 4.0,
        "tried rest": 0.0,
        "had rest": -1.0,
        "tried brace": 3.0,
        "meant 0": -1.5,
    }
    both = mixed(LEARNED, scores)
    assert both.scope == pytest.approx(-0.2)
    assert both.topics == {"surgery": pytest.approx(0.0), "sleep": pytest.approx(4.0)}, "what it does not know stays"
    assert both.flags == {"cancer": pytest.approx(1.6)}
    assert both.tried == {"rest": pytest.approx(0.4)}
    assert both.spans == (pytest.approx(-0.9),)
    assert both.unnamed == {"brace": 3.0}, "rest is named"
    assert both == replace(both, sentences=LEARNED.sentences, improved=LEARNED.improved)


def test_pieces_of_a_part_of_a_text() -> None:
    mark = (0, 0)
    pieces = Pieces([mark, (0, 2), (3, 7), (7, 9), mark])  # "my backache", "back" and "ache" being pieces
    assert pieces.between(0, 2) == (1, 2)
    assert pieces.between(3, 9) == (2, 4)
    assert pieces.between(8, 9) == (3, 4)
    assert pieces.between(2, 3) is None
    assert pieces.between(9, 20) is None, "cut off before it"


@pytest.mark.parametrize(
    ("text", "care", "had"),
    [
        ("I did physical therapy for six weeks and it changed nothing", "physical therapy", True),
        ("My doctor wants me to start physical therapy next month", "physical therapy", False),
        ("three injections and still in pain", "injections", True),
        ("I am afraid of injections, do they hurt?", "injections", False),
    ],
)
def test_care_that_is_named_was_had_or_not(encoder: FineTunedEncoder, text: str, care: str, had: bool) -> None:
    question = {"physical therapy": "had physical_therapy", "injections": "had injection"}[care]
    start = text.index(care)
    score = encoder.score(text, [Named(question, question, start, start + len(care))])[question]
    assert (score > 0) is had, score


@pytest.mark.parametrize(
    ("text", "of_the_trouble", "of_something_else"),
    [
        ("My back has hurt for 2 years and I see the surgeon in 3 weeks", "2 years", "3 weeks"),
        ("lower back pain for six months now, I have worked here 12 years", "six months", "12 years"),
    ],
)
def test_an_amount_of_time_is_the_trouble_s_or_not(
    encoder: FineTunedEncoder, text: str, of_the_trouble: str, of_something_else: str
) -> None:
    times = (of_the_trouble, of_something_else)
    named = [Named("meant", time, text.index(time), text.index(time) + len(time)) for time in times]
    scores = encoder.score(text, named)
    # Both may be likely; the learned layer has the other half of the say, and the likeliest counts.
    assert scores[of_the_trouble] > max(0, scores[of_something_else] + 1), scores


def test_of_what_is_named_twice_the_surest_counts(encoder: FineTunedEncoder) -> None:
    text = "Should I try massage? I had massage for a month"
    one, two = (Named("had massage", "had massage", at, at + 7) for at in (text.index("m"), text.rindex("massage")))
    each = [encoder.score(text, [name])["had massage"] for name in (one, two)]
    assert encoder.score(text, [one, two])["had massage"] == max(each)


def test_the_weights_say_which_texts_they_were_taught_on(shipped: Adapters) -> None:
    texts = numbers_of(message.text for message in read_corpus(PROJECT / "data" / "messages"))
    assert len(texts & shipped.taught_on) > 0.8 * len(texts)
    assert not shipped.left_out

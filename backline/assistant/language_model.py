"""The trained parts of `backline.language`: where their files lie, and making them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import structlog
import yaml

from backline.language import Reader, Reading, read_corpus
from backline.language.adapters import Adapters
from backline.language.fine_tuned import FineTunedEncoder
from backline.language.learned import LearnedLayer
from backline.language.learning import learn
from backline.language.minilm import LAYERS, model_folder, write_encoder, write_fine_tuned
from backline.language.vectors import SentenceVectors

log = structlog.get_logger(__name__)

# "Since March" in a labelled message is read on this day, so that training gives the same model every day.
WRITTEN_ON = date(2026, 11, 28)

_TELLING = frozenset(
    {
        "report_worsening",
        "report_symptom",
        "report_exercise_pain",
        "resolved",
        "harmed",
        "inform",
        "complain",
        "chitchat",
    }
)


def encoder_path(project_dir: Path, layers: int = LAYERS) -> Path:
    """Where the encoder of sentences lies, or would lie."""
    return project_dir / "models" / f"minilm-{layers}-layers.onnx"


def load_vectors(project_dir: Path, *, layers: int = LAYERS, training: bool = False) -> SentenceVectors:
    """Load the encoder of sentences; writes it first where there is none yet, which takes some seconds.

    Args:
        project_dir: the project.
        layers: how many layers the encoder has; with none, a sentence is the mean of its words.
        training: use all cores, and remember every sentence: intents and learned layer train on the same ones.

    Raises:
        LanguageError: its weights are missing or others than expected.
    """
    path = encoder_path(project_dir, layers)
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        write_encoder(part, layers=layers)
        part.replace(path)
    vocabulary = model_folder() / "tokenizer.json"
    if training:
        return SentenceVectors(path, vocabulary, threads=os.cpu_count() or 1, remember=100_000)
    return SentenceVectors(path, vocabulary)


def fine_tuned_path(project_dir: Path) -> Path:
    """Where the weights that were taught on whole messages lie."""
    return project_dir / "data" / "fine_tuned" / "messages.npz"


def load_fine_tuned(project_dir: Path, adapters: Path, *, threads: int = 1) -> FineTunedEncoder:
    """Load the encoder of whole messages; writes it first where there is none yet, which takes some seconds.

    Args:
        project_dir: the project.
        adapters: its fine-tuned weights.
        threads: see `FineTunedEncoder`.

    Raises:
        LanguageError: a file is missing or other than expected.
    """
    weights = Adapters.load(adapters)
    path = project_dir / "models" / f"fine-tuned-{hashlib.sha256(adapters.read_bytes()).hexdigest()[:16]}.onnx"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        write_fine_tuned(part, weights)
        part.replace(path)
    return FineTunedEncoder(path, model_folder() / "tokenizer.json", weights, threads=threads)


def read_harmless(folder: Path, reader: Reader) -> list[tuple[Reading, bool | None]]:
    """Examples of intents as messages without a red flag: what the rules read in each, and whether it belongs here.

    Intents with which people may tell of a warning sign are left out; despair without a wish to die is not. "How long
    does it take?" belongs here or not, by what it follows: its scope is None.

    Args:
        folder: NLU examples in Rasa's form.
        reader: the rules.
    """
    found: list[tuple[Reading, bool | None]] = []
    for path in sorted(folder.glob("*.yml")):
        for block in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            if block["intent"] in _TELLING:
                continue
            for line in block["examples"].splitlines():
                reading = reader.read(line.removeprefix("- "), today=WRITTEN_ON)
                if not reading.red_flags:
                    inside = True if "spine" in reading.signs or reading.values("condition") else None
                    found.append((reading, False if block["intent"] == "out_of_scope" else inside))
    return found


def train_learned_layer(target: Path, messages: Path, nlu: Path, reader: Reader, vectors: SentenceVectors) -> None:
    """Train the learned layer and write it.

    Args:
        target: the file to write.
        messages: the folder of labelled messages.
        nlu: the folder of NLU examples.
        reader: the rules.
        vectors: the encoder.

    Raises:
        LanguageError: a labelled message is wrong.
    """
    corpus = read_corpus(messages)
    readings = [reader.read(message.text, today=WRITTEN_ON) for message in corpus]
    layer = learn(corpus, readings, vectors.encode, harmless=read_harmless(nlu, reader))
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    layer.save(part)
    part.replace(target)


def load_learned_layer(path: Path, vectors: Callable[[], SentenceVectors]) -> LearnedLayer | None:
    """Load the learned layer; None where there is none or it can not be used, and then the log says so.

    Args:
        path: the file.
        vectors: loads the encoder, which a missing layer does not need.
    """
    if not path.exists():
        log.error("no learned layer for the data as they are: run 'backline train'", wanted=path.name)
        return None
    try:
        return LearnedLayer.load(path, vectors().encode)
    except Exception:
        log.exception("learned layer can't be loaded: run 'backline train'", model=path.name)
        return None


def load_fine_tuned_or_none(project_dir: Path) -> FineTunedEncoder | None:
    """As `load_fine_tuned`; None where it can not be used, and then the log says so."""
    try:
        return load_fine_tuned(project_dir, fine_tuned_path(project_dir))
    except Exception:
        log.exception("fine-tuned encoder can't be loaded: messages are understood less well")
        return None

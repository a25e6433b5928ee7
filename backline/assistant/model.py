"""The trained model: whether it is up to date, and training it."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

from backline import __version__
from backline.language import LanguageError
from backline.settings import Settings, load_settings

# What is trained from. Everything else under data/ is read at start.
_SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/messages",
    "data/red_flags.yml",
    "data/outcomes.yml",
    "data/knowledge/lexicon",
)
# Code that is part of training.
_CODE = ("language", "assistant/sentence_intent_classifier.py", "assistant/language_model.py")
# Read what a model says, and take no part in making it.
_ONLY_READ = frozenset(
    {
        "adapters.py",
        "ages.py",
        "cannot_do.py",
        "exercise_feelings.py",
        "exercise_names.py",
        "exercise_plan_wishes.py",
        "exercise_questions.py",
        "exercise_reach.py",
        "exercise_safety.py",
        "exercise_talk.py",
        "exercise_unwanted.py",
        "exercise_wishes.py",
        "fine_tuned.py",
        "foreign.py",
        "heart_told.py",
        "help_told.py",
        "how_often.py",
        "intents.py",
        "long_ago.py",
        "named.py",
        "operation_words.py",
        "other_operation.py",
        "plain_text.py",
        "readout.py",
        "resolved.py",
        "scores.py",
        "small_words.py",
        "spine_history.py",
        "thresholds.py",
        "understanding.py",
        "wishes.py",
        "yes_no.py",
    }
)


class TrainingError(RuntimeError):
    """The model could not be trained; the message says why and what to mend."""


def fingerprint(project_dir: Path) -> str:
    """A digest (16 hexadecimal digits) of all that a model is trained from."""
    digest = hashlib.sha256(__version__.encode())
    for path in _files(project_dir):
        digest.update(str(path.name).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _files(project_dir: Path) -> Iterator[Path]:
    for source in _SOURCES:
        path = project_dir / source
        yield from sorted([*path.rglob("*.yml"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
    package = Path(__file__).parent.parent
    for name in _CODE:
        path = package / name
        yield from sorted(p for p in path.glob("*.py") if p.name not in _ONLY_READ) if path.is_dir() else [path]


def model_path(project_dir: Path) -> Path:
    """Where the model for the data as they are now lies, or would lie."""
    return project_dir / "models" / f"backline-{fingerprint(project_dir)}.tar.gz"


def learned_path(project_dir: Path) -> Path:
    """Where the learned layer of `backline.language` for the data as they are now lies, or would lie."""
    return project_dir / "models" / f"understanding-{fingerprint(project_dir)}.npz"


def is_trained(project_dir: Path) -> bool:
    """True where both are there."""
    return model_path(project_dir).exists() and learned_path(project_dir).exists()


def train_quietly(settings: Settings, tick: Callable[[], None]) -> Path:
    """Train in a process of its own, so that Rasa's output goes to ``models/training.log``.

    Args:
        settings: the project to train.
        tick: called about once a second, to show progress.

    Raises:
        TrainingError: Rasa could not train; the log says more.
    """
    # Now, and not afterwards: somebody may edit data/ meanwhile.
    path, learned = model_path(settings.project_dir), learned_path(settings.project_dir)
    folder = path.parent
    folder.mkdir(exist_ok=True)
    log_path = folder / "training.log"
    environment = {
        **os.environ,
        "BACKLINE_PROJECT_DIR": str(settings.project_dir),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "backline.assistant.model"],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        wait_for(process, tick)
    if process.returncode != 0 or not (path.exists() and learned.exists()):
        last = log_path.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or ["no output"]
        raise TrainingError(f"The model could not be trained: {last[0]} ({log_path} says more).")
    return path


def wait_for(process: subprocess.Popen[bytes], tick: Callable[[], None]) -> None:
    """Wait until a process has ended; who stops us, by Ctrl-C or SIGTERM, stops it too.

    Args:
        process: the process.
        tick: called about once a second.
    """

    def stop(number: int, _: FrameType | None) -> None:
        raise SystemExit(128 + number)

    # Only there may handlers be set. Without one SIGTERM would leave the other process to train on its own.
    is_main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGTERM, stop) if is_main else None
    try:
        while process.poll() is None:
            tick()
            time.sleep(1)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        if is_main:
            signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def train(project_dir: Path) -> Path:
    """Train the learned layer and a Rasa model from the data as they are now, and remove those of earlier data.

    Raises:
        TrainingError: Rasa could not train.
        LanguageError: a labelled message is wrong.
    """
    from backline.assistant import resources

    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    from rasa.model_training import train as rasa_train
    from rasa.shared.exceptions import RasaException

    target, learned = model_path(project_dir), learned_path(project_dir)
    target.parent.mkdir(exist_ok=True)
    resources.prepare_training()
    resources.train_learned_layer(learned)
    old_dir = Path.cwd()
    sys.path.insert(0, str(project_dir))
    os.chdir(project_dir)
    try:
        result = rasa_train(
            domain=str(project_dir / "domain.yml"),
            config=str(project_dir / "config.yml"),
            training_files=[str(project_dir / "data" / part) for part in ("nlu", "rules", "stories")],
            output=str(target.parent),
            fixed_model_name=target.name.removesuffix(".tar.gz"),
            force_training=True,
        )
    except RasaException as error:
        raise TrainingError(f"The model could not be trained: {error}") from error
    finally:
        os.chdir(old_dir)
        sys.path.remove(str(project_dir))
    if result.code != 0 or not target.exists():
        raise TrainingError(
            "The model could not be trained: 'rasa data validate' says which file of data/ or domain.yml to mend."
        )
    for old in (*target.parent.glob("backline-*.tar.gz"), *target.parent.glob("understanding-*.npz")):
        if old not in (target, learned):
            old.unlink()
    return target


if __name__ == "__main__":
    try:
        train(load_settings().project_dir)
    except (TrainingError, LanguageError) as error:
        sys.exit(str(error))

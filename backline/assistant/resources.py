"""What is read once and used by components and actions: the clinic, the knowledge, the reader, the exercises."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from threadpoolctl import threadpool_limits

from backline.assistant import language_model
from backline.assistant.model import learned_path
from backline.care import RedFlagReplies
from backline.contact import Consent, load_consent
from backline.knowledge import ExerciseLibrary, KnowledgeBase
from backline.knowledge.care_words import with_topics
from backline.language import Reader, RedFlagRules, Thresholds, Understander, load_lexicon, read_thresholds
from backline.language.contract import CONDITION_PREFIX, SUBJECTS
from backline.language.exercise_talk import ExerciseTalkReader
from backline.language.features import Part
from backline.language.lexicon import vocabulary
from backline.language.outcomes import OutcomePhrases
from backline.language.vectors import SentenceVectors, VectorView
from backline.settings import Clinic, Settings, load_settings

_settings: Settings | None = None
_training = False


def use(settings: Settings) -> None:
    """Use ``settings`` in this process instead of reading the environment, and read everything anew."""
    global _settings, _training
    _settings = settings
    _training = False
    for cached in (
        *(
            knowledge,
            contract_names,
            exercises,
            exercise_talk,
            red_flag_rules,
            reader,
            vectors,
            word_vectors,
            understander,
        ),
        *(red_flag_replies, consent),
    ):
        cached.cache_clear()


def load() -> None:
    """Read every file of ``data/`` that a turn needs, so that what is wrong is said at the start.

    Raises:
        ValueError: a file is wrong; the message says which and how to mend it.
    """
    for read in (knowledge, exercises, exercise_talk, reader, thresholds, red_flag_replies, consent):
        read()


def prepare_training() -> None:
    """Make this process one that trains: it uses all cores."""
    global _training
    _training = True
    vectors.cache_clear()
    word_vectors.cache_clear()


def settings() -> Settings:
    """The settings of this process."""
    global _settings
    if _settings is None:
        _settings = load_settings()
    return _settings


def clinic() -> Clinic:
    """The clinic as ``clinic.yml`` describes it."""
    return settings().clinic


def data_folder() -> Path:
    """The folder ``data/`` of the project."""
    return settings().project_dir / "data"


@lru_cache(maxsize=1)
def knowledge() -> KnowledgeBase:
    """Topics and answers, from ``data/knowledge``."""
    return KnowledgeBase.load(data_folder() / "knowledge")


@lru_cache(maxsize=1)
def contract_names() -> dict[str, str]:
    """Topic of ``data/knowledge`` -> its name in the public contract, or its own where that has none."""
    names = {}
    for topic in knowledge().topics.values():
        subject = CONDITION_PREFIX + topic.id if topic.kind == "condition" else _subject(topic.id)
        names[topic.id] = subject or topic.id
    return names


@lru_cache(maxsize=1)
def exercises() -> ExerciseLibrary:
    """Exercises, from ``data/exercises``."""
    return ExerciseLibrary.load(data_folder() / "exercises")


@lru_cache(maxsize=1)
def exercise_talk() -> ExerciseTalkReader:
    """The reader of what is said about exercises, by the names in their files."""
    names = {exercise.id: exercise.called for exercise in exercises()}
    return ExerciseTalkReader(names, vocabulary(knowledge().lexicon()))


def forget_messages() -> None:
    """Forget the messages read lately: one of them is being erased."""
    if exercise_talk.cache_info().currsize:
        exercise_talk().read.cache_clear()


@lru_cache(maxsize=1)
def red_flag_rules() -> RedFlagRules:
    """The rules of ``data/red_flags.yml``."""
    return RedFlagRules.load(data_folder() / "red_flags.yml")


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of messages by rules alone: topics from ``data/knowledge``, and warning signs."""
    lexicon = {**load_lexicon(data_folder() / "knowledge" / "lexicon"), **knowledge().lexicon()}
    lexicon["care"] = with_topics(lexicon["care"], knowledge())
    return Reader(lexicon, red_flag_rules(), outcomes=OutcomePhrases.load(data_folder() / "outcomes.yml"))


@lru_cache(maxsize=1)
def vectors() -> SentenceVectors:
    """The encoder of sentences; written first where there is none yet."""
    return language_model.load_vectors(settings().project_dir, training=_training)


@lru_cache(maxsize=1)
def word_vectors() -> SentenceVectors:
    """The means of the words of sentences: what the learned layer reads. Many times faster than `vectors`."""
    return language_model.load_vectors(settings().project_dir, layers=0, training=_training)


def quick_parts() -> list[Part]:
    """What joins a sentence's letters and words at first look, see `Cascade`."""
    return [("word vectors", VectorView(word_vectors()))]


def careful_parts() -> list[Part]:
    """What joins them where the first look was not enough."""
    return [("vectors", VectorView(vectors()))]


def thresholds() -> Thresholds:
    """From when on the learned layer is believed, from ``data/thresholds.yml``."""
    return read_thresholds(data_folder() / "thresholds.yml")


@lru_cache(maxsize=1)
def understander() -> Understander:
    """Rules and learned layer together; without a trained model the rules alone."""
    # Products of a few hundred numbers gain nothing from a second core: waiting for it costs ten times the product.
    threadpool_limits(1, user_api="blas")
    learned = language_model.load_learned_layer(learned_path(settings().project_dir), word_vectors)
    return Understander(
        reader(),
        thresholds(),
        learned,
        language_model.load_fine_tuned_or_none(settings().project_dir) if learned else None,
        tiers=red_flag_rules().learned_tiers,
        everyday=red_flag_rules().everyday,
        names=contract_names(),
    )


def train_learned_layer(target: Path) -> None:
    """Train the learned layer on ``data/messages`` and ``data/nlu``, and write it."""
    data = data_folder()
    # Written now, so that no message waits for it.
    language_model.load_fine_tuned(settings().project_dir, language_model.fine_tuned_path(settings().project_dir))
    language_model.train_learned_layer(target, data / "messages", data / "nlu", reader(), word_vectors())


def _subject(topic: str) -> str | None:
    known = knowledge().topics
    while topic not in SUBJECTS:
        wider = known[topic].part_of
        if wider is None:
            return None
        topic = wider
    return topic


@lru_cache(maxsize=1)
def red_flag_replies() -> RedFlagReplies:
    """The reviewed words for warning signs, from ``data/red_flag_replies.yml``."""
    return RedFlagReplies.load(data_folder() / "red_flag_replies.yml")


@lru_cache(maxsize=1)
def consent() -> Consent:
    """The consent text and its version, from ``data/consent.yml``."""
    return load_consent(data_folder() / "consent.yml")

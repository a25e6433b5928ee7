"""What is read once and used by components and actions: the clinic, the knowledge, the reader, the exercises."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from backline.care import RedFlagReplies
from backline.contact import Consent, load_consent
from backline.knowledge import ExerciseLibrary, KnowledgeBase
from backline.language import Reader, RedFlagRules, load_lexicon
from backline.settings import Clinic, Settings, load_settings

_settings: Settings | None = None


def use(settings: Settings) -> None:
    """Use ``settings`` in this process instead of reading the environment, and read everything anew."""
    global _settings
    _settings = settings
    for cached in (knowledge, exercises, reader, red_flag_replies, consent):
        cached.cache_clear()


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
def exercises() -> ExerciseLibrary:
    """Exercises, from ``data/exercises``."""
    return ExerciseLibrary.load(data_folder() / "exercises")


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of messages: topics from ``data/knowledge``, warning signs from ``data/red_flags.yml``."""
    lexicon = {**load_lexicon(data_folder() / "knowledge" / "lexicon"), **knowledge().lexicon()}
    return Reader(lexicon, RedFlagRules.load(data_folder() / "red_flags.yml"))


@lru_cache(maxsize=1)
def red_flag_replies() -> RedFlagReplies:
    """The reviewed words for warning signs, from ``data/red_flag_replies.yml``."""
    return RedFlagReplies.load(data_folder() / "red_flag_replies.yml")


@lru_cache(maxsize=1)
def consent() -> Consent:
    """The consent text and its version, from ``data/consent.yml``."""
    return load_consent(data_folder() / "consent.yml")

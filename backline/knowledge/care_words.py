"""What people call the care they tried: the words of the lexicon, and those of the topics that are about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backline.knowledge.base import KnowledgeBase

# The synonyms of these topics name a trouble, a question or a game sooner than something that was tried ("overweight",
# "lying down", "playing golf"), so the lexicon alone speaks for them.
_NAMES_NO_CARE = frozenset(
    {
        *("posture", "weight", "smoking", "rest", "recovery"),
        *("sports", "golf_tennis", "ball_sports", "skiing_riding", "dancing_hiking"),
    }
)


def with_topics(care: Mapping[str, Sequence[str]], knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Add the names and synonyms of every topic that is a kind of care, or part of one.

    Args:
        care: care -> phrases, of data/knowledge/lexicon/care_tried.yml; a phrase that stands there under one care is
            never taken for another.
        knowledge: the topics.

    Returns:
        Care -> phrases; those of `care` first.
    """
    taken = {phrase.lower() for phrases in care.values() for phrase in phrases}
    found = {name: tuple(phrases) for name, phrases in care.items()}
    for topic in knowledge.topics.values():
        name = _care_of(topic.id, knowledge, care)
        if name is None:
            continue
        more = [phrase for phrase in (topic.name, *topic.synonyms) if phrase.lower() not in taken]
        found[name] += tuple(more)
        taken.update(phrase.lower() for phrase in more)
    return found


def _care_of(topic: str, knowledge: KnowledgeBase, care: Mapping[str, Sequence[str]]) -> str | None:
    """The care that a topic is, or is part of; None for a condition and whatever else is none."""
    wider: str | None = topic
    while wider is not None and wider not in _NAMES_NO_CARE:
        if wider in care:
            return wider
        wider = knowledge.topics[wider].part_of
    return None

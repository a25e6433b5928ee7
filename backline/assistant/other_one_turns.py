"""What "the second one", "the other one" and "which is better" mean: two things that were named, or told about."""

from __future__ import annotations

import re

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.asked import Asked, known_topics
from backline.assistant.closing_question import by_its_words
from backline.knowledge import Topic
from backline.language.intents import ASPECT_OF

_TWO = 2
# "Is the first one safe", after "what about the second one": so many messages back the two may have been named.
_BACK = 3
_FEW_WORDS = 12
_ONE = re.compile(
    r"\b(?:the |that )?(?P<which>(?:very )?(?:first|1st|second|2nd|secnd|last|latter|former|other|othr))"
    r"(?: (?:one|1|thing|option|treatment|choice|condition|surgery|of (?:the two|those|them|these)))(?!\w)"
    r"|\b(?:the )(?P<alone>latter|former|other|second|first)(?=\W*$)"
)
_BARE = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|then|now|please|pls|what|wat|how|about|tell|me|more|explain|is|on|i|mean|meant|no|want"
    r"|can|you|also)\W+)*$"
)
_AFTER_BARE = re.compile(r"^\W*(?:(?:then|please|pls|too|though|instead|first|now|again)\W*)*$")
_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay)\W+)*(?:which|wich|what|whats)(?: (?:one|is|of|them|those|the|two|these|would"
    r"|be|works?"
    r"|do|you|think|should|i|try|take|pick|choose|better|best|safer|safest|more|effective|cheaper|first|worse|a|for|me"
    r"|option))*\W*$"
)
_OF_TWO = re.compile(r"\b(?:which|wich|better|best|safer|first)\b")
_COSTS = re.compile(r"\b(?:how much (?:is|are|does|do|for)|cost\w*|price\w*|expensive|cheap\w*)\b")
_ASIDE = frozenset({"cost_insurance"})
# What is told of a thing that was named beside another, where no more is said than which one is meant.
_TELLS = ("what_is", "benefits", "treatment", "how_to", "risks")


def other_one(plain: str, topics: list[str], learned: str, tracker: DialogueStateTracker | None) -> Asked | None:
    """What a message asks about one of two things, or about both; None where it does not.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        learned: its intent, as its clauses tell it.
        tracker: the conversation before it; None where it is the first.
    """
    if set(topics) - _ASIDE or tracker is None or tracker.active_loop_name or len(plain.split()) > _FEW_WORDS:
        return None
    found = _ONE.search(plain)
    compares = _WHICH.match(plain) and _OF_TWO.search(plain)
    if not found and not compares:
        return None
    pair = _the_two(tracker, own=not compares)
    if len(pair) != _TWO:
        return None
    if compares and _COSTS.search(plain):
        return Asked.of("cost_insurance", "cost")
    if compares:
        return Asked("ask_comparison", tuple(topic.id for topic in pair))
    assert found
    seen = list(tracker.get_slot("seen") or [])
    topic = _meant(found["which"] or found["alone"], pair, seen)
    if _COSTS.search(plain):
        return Asked.of(topic.id if "cost" in topic.answers else "cost_insurance", "cost")
    bare = _BARE.match(plain[: found.start()]) and _AFTER_BARE.match(plain[found.end() :])
    if not bare:
        said = by_its_words(plain[: found.start()] + plain[found.end() :], [topic])
        aspect = ASPECT_OF.get(learned)
        if said or (aspect and aspect in topic.answers):
            return said or Asked.of(topic.id, str(aspect))
    last = str(seen[-1]).partition("/")[2] if seen else ""
    untold = [one for one in (last, *_TELLS) if one in topic.answers and f"{topic.id}/{one}" not in seen]
    return Asked.of(topic.id, untold[0] if untold else "what_is")


def _meant(which: str, pair: list[Topic], seen: list[str]) -> Topic:
    """The one of two that a word means: "the other" is the one that was not told about last."""
    if which.endswith(("first", "1st", "former")):
        return pair[0]
    ids = [topic.id for topic in pair]
    told = next((topic for one in reversed(seen) if (topic := one.partition("/")[0]) in ids), "")
    if which.startswith(("othr", "other")):
        return pair[0] if told == pair[1].id else pair[1]
    return pair[1]


def _the_two(tracker: DialogueStateTracker, *, own: bool) -> list[Topic]:
    """The two things that the last message with a name in it named, else the two that the last answer did.

    Args:
        tracker: the conversation.
        own: whether what the answer names counts too.
    """
    before = [event for event in reversed(tracker.events) if isinstance(event, UserUttered)][:_BACK]
    named = next((found for event in before if (found := _named_in(str(event.text or "")))), [])
    seen = tracker.get_slot("seen") or []
    if len(named) == _TWO or not own or not seen:
        return named
    topic, _, aspect = str(seen[-1]).partition("/")
    answer = resources.knowledge().answer(topic, aspect)
    return [one for one in _named_in(answer.text) if one.id != topic] if answer else []


def _named_in(text: str) -> list[Topic]:
    """The topics that a text names, in the order of their names in it; of three a wider one beside its part is none."""
    mentions = [one for one in resources.reader().read(text).mentions if one.label in ("condition", "treatment")]
    mentions.sort(key=lambda mention: mention.start)
    named = known_topics(dict.fromkeys(mention.value for mention in mentions if mention.value not in _ASIDE))
    if len(named) <= _TWO:
        return named
    return [topic for topic in named if not any(other.part_of == topic.id for other in named)]

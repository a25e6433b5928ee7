"""Questions about care in words that tell of care: "do those machines do anything?", "and if it does not work?".

By themselves their sentences look like a report of care or a wish for the review, so that these would swallow them.
"""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answering import Found, find
from actions.support.correcting import asks
from actions.support.speech import Button, fill, say
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.review_turns import asks_if_it_fails, asks_what_comes_first, asks_what_is_left
from backline.language.intents import ASPECT_OF, REQUESTS, STORY_WORDS

_OWN = re.compile(r"\b(?:i|i\W?ve|ive|my|me|we|mine)\b", re.I)
_BARE = 3


def question_at_the_start(view: TurnView) -> Found | None:
    """What a message asks that would begin a review; None where it rather is about the person's own care."""
    if not _is_short(view) or not asks(view.text) or view.reading.get("tried"):
        return None
    if asks_what_comes_first(view.text):
        return _found("conservative_care", "how_to")
    if "failed_conservative_care" in view.topics:
        return None  # "what if nothing helps?" is what the review is for
    return None if _OWN.search(view.text) else _about_topic(view)


def question_in_review(view: TurnView) -> Found | None:
    """What a message asks, or names in a word or two, that answers no question of the review; None where nothing."""
    if not _is_short(view) or view.intent in REQUESTS:
        return None
    fails = asks_if_it_fails(view.text)
    if view.intent in ASPECT_OF and (view.topics or not fails):
        return None  # those are answered as questions anyway
    if fails or (asks(view.text) and asks_what_is_left(view.text)):
        return _found("failed_conservative_care", "treatment")
    if asks(view.text):
        return _about_topic(view)
    named = [resources.knowledge().topics.get(topic) for topic in view.topics]
    is_bare = len(view.text.split()) <= _BARE and bool(named) and not view.reading.get("care")
    if is_bare and all(topic is not None and topic.kind == "condition" for topic in named):
        return _about_topic(view)
    return None


def answer_aside(dispatcher: CollectingDispatcher, found: Found, buttons: list[Button] | None = None) -> None:
    """Say an answer with its source."""
    assert found.answer is not None
    say(dispatcher, fill(found.answer.text), buttons=buttons or [], sources=found.answer.sources)


def what_is_left() -> Found | None:
    """The answer to what is left when care has not helped."""
    return _found("failed_conservative_care", "treatment")


def _about_topic(view: TurnView) -> Found | None:
    topics = [topic for topic in view.topics if topic in resources.knowledge().topics]
    if not topics:
        return None
    is_condition = resources.knowledge().topics[topics[0]].kind == "condition"
    found = find(view, {"aspect": "what_is" if is_condition else "benefits", "topics": topics, "own": True})
    return found if found.answer is not None else None


def _found(topic: str, aspect: str) -> Found | None:
    knowledge = resources.knowledge()
    answer = knowledge.find(topic, aspect)
    return Found(aspect, knowledge.topics[topic], answer) if answer is not None else None


def _is_short(view: TurnView) -> bool:
    return bool(view.reading) and len(view.text.split()) <= STORY_WORDS

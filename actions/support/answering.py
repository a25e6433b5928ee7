"""Finding the answer to a question: which topic is meant, and what to offer next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from actions.support.comparing import (
    NOTHING_COMPARES,
    ONLY_ONE_KNOWN,
    advice_on_options,
    compared,
    comparison_of,
    of_one,
    sides,
    what_each_is,
)
from actions.support.speech import Button
from actions.support.view import TurnView
from backline.assistant import resources
from backline.assistant.asked import known_topics
from backline.assistant.closing_question import closing_question
from backline.assistant.dose_turns import asks_how_much, changes_dose, has_amounts, is_medicine
from backline.assistant.follow_up_turns import asks_about_alcohol, asks_for_another
from backline.assistant.matter_turns import is_it_safe
from backline.assistant.mixing_turns import mixes_medicines
from backline.assistant.operation_turns import asks_what_may_be_done
from backline.assistant.question_turns import LONG
from backline.knowledge import Answer, Topic
from backline.language.intents import ASPECT_OF
from backline.language.plain_text import QUESTION, plain_text

# Which kind of topic an aspect is mostly asked of, where a message names several.
_OF_TREATMENTS = frozenset({"how_to", "benefits", "comparison", "cost"})
# What is meant where nothing was named, neither now nor before; and what serves where the named topic has no answer of
# its own, but for a comparison, which would be one of other things than those asked about.
_DEFAULT_TOPIC = {
    "when_surgery": "surgery",
    "comparison": "minimally_invasive_surgery",
    "cost": "cost_insurance",
    "exercises": "exercise",
}
_REGION_TOPIC = {
    "neck": "neck_pain",
    "upper_back": "upper_back_pain",
    "lower_back": "low_back_pain",
    "buttock_leg": "sciatica",
    "arm": "pinched_nerve",
}
ASPECT_INTENT = {
    "what_is": "ask_what_is",
    "symptoms": "ask_symptoms",
    "causes": "ask_causes",
    "treatment": "ask_treatment",
    "self_care": "ask_self_care",
    "risks": "ask_risks",
    "benefits": "ask_benefits",
    "how_to": "ask_how_to",
    "recovery": "ask_recovery",
    "when_surgery": "ask_when_surgery",
    "comparison": "ask_comparison",
    "cost": "ask_cost",
}
_ASPECT_TITLE = {
    "what_is": "What it is",
    "symptoms": "Signs",
    "causes": "Causes",
    "treatment": "Treatment",
    "self_care": "What I can do myself",
    "risks": "Risks",
    "benefits": "Benefits",
    "how_to": "How it is done",
    "recovery": "Outlook",
    "when_surgery": "When surgery?",
    "comparison": "Compare",
    "cost": "Cost",
}
_WHAT_ABOUT = re.compile(r"\W*(?:and\s+|so\s+)?(?:what|how)\s+about\b", re.I)
# "Is it the same as a herniated disc" is about what was told of last.
_IS_IT_THE_SAME = re.compile(r"^\W*(?:(?:and|so|but|ok|okay)\W+)*(?:is|are) (?:it|this|that|they) ")
_PAIR = 2
# In the order in which people go on.
_NEXT = (
    "symptoms",
    "causes",
    "treatment",
    "self_care",
    "how_to",
    "benefits",
    "risks",
    "recovery",
    "when_surgery",
)


# What people ask about that has no checked answer, in the words used to them.
_UNKNOWN = (
    (r"cbd(?: oil)?|cannabis|marijuana|medical weed", "CBD or cannabis"),
    (
        r"vitamins?(?: [a-d]\d*)?|supplements?|magnesium|turmeric|glucosamine|collagen|fish oil",
        "vitamins and supplements",
    ),
    (r"(?:copper|magnetic) (?:bracelets?|belts?)|magnets?|copper", "magnets and copper"),
    (r"essential oils?|homeopath\w*|reiki|crystals?|hypnosis|ginger|herbs?|herbal", "that remedy"),
    (r"dry needling|cupping", "dry needling and cupping"),
    (r"prp|stem cells?|shock ?wave|laser therapy|red light therapy", "that treatment"),
    (r"fibromyalgia", "fibromyalgia"),
    (r"arachnoiditis|syringomyelia|arthritis", "that condition"),
)
_CONDITIONS = frozenset({"fibromyalgia"})
_UNKNOWN_NAMES = tuple((re.compile(rf"\b(?:{words})\b", re.I), name) for words, name in _UNKNOWN)

# "What is a ...", "what does ... mean": something is named, be it unknown to us.
_NAMES_SOMETHING = re.compile(
    r"\bwh?at\W?(?:s|\s+(?:is|are|r))\s+(?:an?|the meaning of)\s+(?!(?:it|this|that|good|bad|best|better|normal|typical"
    r"|usual|common|safe|healthy|right|proper|big|few|lot|different|possible|reason|cause|sign|symptom|treatment|cure|risk|way"
    r"|problem|doctor|exercise|question|next|first)\b)(?P<name>\w+)"
    r"|\bwh?at\s+(?:do|does|did|dose)\s+(?!(?:it|this|that|you|u|they|these|those|he|she|my doctor)\b)\w.*\bmean\b",
    re.I,
)
_UNKNOWN_THING = "that"


def no_topic_named(view: TurnView) -> str | None:
    """What the question names that there is no topic for; None where nothing known to be missing is named."""
    if view.entity("topic") or any(question["own"] for question in view.questions()):
        return None
    asked = [str(ask["sentence"]) for ask in view.reading.get("asks") or () if ask["intent"] in ASPECT_OF]
    # What a story names by the way is not what it asks about.
    where = " ".join(asked) if asked and len(view.text.split()) > LONG else view.text
    known = next((name for words, name in _UNKNOWN_NAMES if words.search(where)), None)
    if known is None and asks_about_alcohol(plain_text(view.text)):
        return "alcohol"
    if known is None and view.reading and not view.topics and _asks_what_it_is(view):
        return _UNKNOWN_THING
    return known


def _asks_what_it_is(view: TurnView) -> bool:
    """Whether a message asks what something is, or means, that it names."""
    asked = [question["aspect"] for question in view.questions()]
    return asked == ["what_is"] and bool(_NAMES_SOMETHING.search(view.text))


def treatment_without_answer(view: TurnView) -> str | None:
    """A treatment that the message names beside a topic, and that there is no checked answer about; None for none."""
    named = (name for words, name in _UNKNOWN_NAMES if words.search(view.text))
    name = next((name for name in named if "condition" not in name and name not in _CONDITIONS), None)
    return None if view.entity("topic") or not QUESTION.search(view.text) else name


_ASK_PHARMACIST = "Ask a pharmacist or your doctor whether the two medicines go together. This is what I can tell you:"
_ASK_FIRST = "Tell whoever treats you about your health first. They can say whether it is safe for you."
_NO_AMOUNT = (
    "I don't name amounts, since the right one depends on your health. The label, a pharmacist or your doctor can tell "
    "you. This is what I know about it:"
)
_ASK_BEFORE_CHANGE = (
    "Please ask whoever prescribed it, or a pharmacist, before you change how you take it. I don't name amounts. "
    "This is what I know about it:"
)
_NO_NUMBER = (
    "I don't name a number, since it depends on your health. The doctor who gives them can tell you. "
    "This is what I know about it:"
)

_SURGEON_FIRST = "After surgery, your surgeon's limits come first. This is what holds for many people:"
_OF_LIVING = frozenset({"recovery", "how_to"})
_FOR_ANOTHER = (
    "In general this holds for other adults too. For a child, in pregnancy, or with another illness, ask their own "
    "doctor first."
)


def caution_before(view: TurnView) -> str | None:
    """What is to be minded before an answer: where medicines may not mix, an amount, an operation, somebody else.

    Returns:
        the sentence to be said before the answer; None where it asks nothing of the kind.
    """
    if not view.reading.get("asked_plainly"):
        return None
    long = len(view.text.split()) > LONG
    plain = plain_text((closing_question(view.text) if long else None) or view.text)
    if mixes_medicines(plain, view.topics, view.slot("topic")):
        return _ASK_PHARMACIST
    asked = {topic for question in view.questions() for topic in question["topics"]}
    taken = [topic for topic in known_topics(asked) if has_amounts(topic)]
    if any(is_medicine(topic) for topic in taken) and changes_dose(plain):
        return _ASK_BEFORE_CHANGE
    if taken and asks_how_much(plain):
        return _NO_AMOUNT if is_medicine(taken[0]) else _NO_NUMBER
    of_living = {question["aspect"] for question in view.questions()} <= _OF_LIVING
    if known_topics(asked, "surgery") and of_living and asks_what_may_be_done(plain):
        return _SURGEON_FIRST
    if asks_for_another(plain):
        return _FOR_ANOTHER
    return _ASK_FIRST if is_it_safe(plain, view.topics, view.intent) else None


@dataclass(frozen=True)
class Found:
    """An answer, or the topic that has none for the aspect, or neither where no topic is known.

    Attributes:
        aspect: what was asked for.
        topic: what it was asked of.
        answer: the answer.
        before: what is to be said before it.
    """

    aspect: str
    topic: Topic | None
    answer: Answer | None
    before: str | None = None


def find_all(view: TurnView, question: dict[str, Any]) -> list[Found]:
    """What ``question`` asks for, as `find` gives it; where two things are to be compared, the text that compares them,
    or what each is."""
    knowledge = resources.knowledge()
    named = [knowledge.topics[topic] for topic in question["topics"] if topic in knowledge.topics]
    plain = view.reading.get("asked_plainly")
    if (
        question["aspect"] != "comparison"
        or not question["own"]
        or view.entity("topic")
        or (plain and len(named) < _PAIR)
    ):
        return [find(view, question)]
    apart = _told_apart(view, named)
    if apart is not None:
        return apart
    if len(named) == 1 and named[0].kind == "condition":
        advice = advice_on_options(view, named[0])
        return [Found("comparison", named[0], advice)]
    pair = compared(named)
    if len(pair) < 2:
        return [find(view, question)]
    nothing = comparison_of(pair) is None and comparison_of(named) is None
    if nothing and len({topic.kind == "condition" for topic in pair}) > 1:
        # One treatment and what it is for: it is compared with something else.
        return [find(view, question)]
    return _of_two(pair, named)


def _told_apart(view: TurnView, named: list[Topic]) -> list[Found] | None:
    """What tells two things apart, where a message asks for their difference; None where it does not."""
    both = sides(plain_text(view.text))
    if both is None:
        return None
    first, second = both
    spoken = known_topics([view.slot("topic") or ""], "condition")
    if not first and spoken and _IS_IT_THE_SAME.match(plain_text(view.text)):
        first = spoken
    if first and second and first[0] is second[0]:
        answer = of_one(view, first[0])
        return [Found(answer.aspect, first[0], answer)] if answer is not None else None
    if first and second:
        return _of_two([first[0], second[0]], named)
    # Of "stenosis and whatever that is" one can be told; a treatment's own comparison is with the usual other ones.
    known = [topic for topic in (*first, *second) if topic.kind == "condition"]
    answer = resources.knowledge().answer(known[0].id, "what_is") if len(known) == 1 and len(named) == 1 else None
    return [Found("what_is", known[0], answer, ONLY_ONE_KNOWN.format(name=known[0].name))] if answer else None


def _of_two(pair: list[Topic], named: list[Topic]) -> list[Found]:
    """The text that compares two topics, else what each of them is."""
    knowledge = resources.knowledge()
    answer = comparison_of(pair) or comparison_of(named)
    if answer is not None:
        return [Found("comparison", knowledge.topics[answer.topic], answer)]
    each = what_each_is(pair)
    return [
        Found("what_is", knowledge.topics[one.topic], one, NOTHING_COMPARES if number == 0 else None)
        for number, one in enumerate(each)
    ]


def find(view: TurnView, question: dict[str, Any]) -> Found:
    """Find what ``question`` (as ``TurnView.questions`` gives it) asks for.

    The topic is taken from the question, else from the message's region, else from the conversation before it.
    """
    knowledge = resources.knowledge()
    aspect = question["aspect"]
    named = [knowledge.topics[topic] for topic in question["topics"] if topic in knowledge.topics]
    context = knowledge.topics.get(view.slot("topic") or "")
    if view.reading.get("asked_plainly") and named:
        return Found(aspect, named[0], knowledge.find(named[0].id, aspect))
    if aspect == "what_is" and _WHAT_ABOUT.match(view.text) and context is not None and named:
        # "What about surgery?", "how about injections?" ask what that does for the problem talked about.
        aspect = "when_surgery" if all(topic.kind == "surgery" for topic in named) else "benefits"
    candidates = _in_order(named, aspect, habits_first=question["own"])
    of_condition = context is not None and context.kind == "condition"
    if aspect == "when_surgery" and context is not None and of_condition and all(t.kind == "surgery" for t in named):
        # "What about surgery?" after talking about stenosis means surgery for stenosis.
        candidates = [context, *candidates]
    if not candidates and context is not None:
        candidates = [context]
    if not candidates:
        told = view.slot("pain_region")
        regions = view.reading.get("regions") or ([told] if told else [])
        default = _DEFAULT_TOPIC.get(aspect) or (_REGION_TOPIC.get(regions[0]) if regions else None)
        candidates = [knowledge.topics[default]] if default else []
    for topic in candidates:
        # A habit that is named is what the question is about, also where another topic has the very aspect.
        is_meant = topic.kind == "habit" and question["own"]
        answer = knowledge.find(topic.id, aspect) if is_meant else topic.answers.get(aspect)
        if answer is not None:
            return Found(aspect, topic, answer)
    for topic in candidates:
        answer = knowledge.find(topic.id, aspect)
        if answer is not None:
            return Found(aspect, topic, answer)
    if aspect in _DEFAULT_TOPIC and not (named and aspect == "comparison"):
        topic = knowledge.topics[_DEFAULT_TOPIC[aspect]]
        return Found(aspect, topic, knowledge.find(topic.id, aspect))
    return Found(aspect, candidates[0] if candidates else None, None)


# From this confidence on, the likeliest question about a topic that is named is worth an answer, said as a guess.
_GUESS = 0.15


def best_guess(view: TurnView) -> Found | None:
    """The likeliest question about a topic that the message names, where its intent was too unsure; None for none."""
    if not view.topics:
        return None
    for entry in view.message.get("intent_ranking") or []:
        aspect = ASPECT_OF.get(entry["name"])
        if aspect is not None and entry["confidence"] >= _GUESS:
            found = find(view, {"aspect": aspect, "topics": view.topics, "own": True})
            return found if found.answer is not None and found.topic is not None else None
    return None


def _in_order(topics: list[Topic], aspect: str, *, habits_first: bool) -> list[Topic]:
    conditions_last = aspect in _OF_TREATMENTS

    def order(topic: Topic) -> tuple[bool, bool]:
        return habits_first != (topic.kind == "habit"), (topic.kind == "condition") == conditions_last

    return sorted(topics, key=order)


def next_buttons(topic: Topic, seen: list[str], most: int = 3) -> list[Button]:
    """Buttons for what was not told yet about ``topic``."""
    return [
        {"title": _ASPECT_TITLE[aspect], "payload": f'/{ASPECT_INTENT[aspect]}{{"topic": "{topic.id}"}}'}
        for aspect in ("what_is", *_NEXT)
        if aspect in topic.answers and f"{topic.id}/{aspect}" not in seen
    ][:most]

"""Cues: words of a message that name a topic of the contract, with what speaks for and against it.

Whether a message is about what it names is much the same question for every topic: "no sciatica", "my mother's
stenosis", "had my knees x-rayed". So one model answers it for all of them, rare ones too. Words that only suggest a
topic ("how long till I can drive") are cues like its names are: data/knowledge/lexicon/subject_hints.yml.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from backline.language.contract import CONDITION_PREFIX, TOPICS
from backline.language.hints import how_meant
from backline.language.lexicon import CONDITION_HINT, SUBJECT_HINT
from backline.language.places import Place
from backline.language.reader import Mention, Reading, Sentence
from backline.language.surroundings import opening, surroundings, words_and_marks

_TOPIC_OF = {
    ("region", "lower_back"): "condition:low_back_pain",
    ("region", "upper_back"): "condition:upper_back_pain",
    ("region", "neck"): "condition:neck_pain",
    ("limit", "exercise"): "exercise",
    ("caution", "pregnancy"): "pregnancy",
    ("caution", "recent_surgery"): "surgery",
    ("caution", "osteoporosis"): "condition:osteoporosis",
    ("caution", "spondylolisthesis"): "condition:spondylolisthesis",
}
_HANDS_ON = frozenset({"chiropractic", "acupuncture", "massage", "tens", "traction", "brace"})
_PLACES = frozenset({"condition:low_back_pain", "condition:neck_pain", "condition:upper_back_pain"})


def topic_of(mention: Mention, names: Mapping[str, str]) -> str | None:
    """The topic of the contract that an entity is a cue for; None where it is none.

    Args:
        mention: the entity.
        names: topic of data/knowledge -> its name in the contract, where they differ.
    """
    topic: str | None
    if mention.label == "condition":
        topic = names.get(mention.value, CONDITION_PREFIX + mention.value)
    elif mention.label == CONDITION_HINT:
        topic = CONDITION_PREFIX + mention.value
    elif mention.label in ("treatment", "care"):
        topic = names.get(mention.value, mention.value)
        topic = "physical_therapy" if topic in _HANDS_ON else topic
    elif mention.label == SUBJECT_HINT:
        topic = mention.value
    elif mention.label == "pregnancy":
        topic = "pregnancy"
    elif mention.label == "medication_class":
        topic = "medication"
    else:
        topic = _TOPIC_OF.get((mention.label, mention.value))
    return topic if topic in TOPICS else None


def topic_places(reading: Reading, names: Mapping[str, str]) -> list[Place]:
    """One place for each sentence and each topic it names.

    Args:
        reading: what the rules read.
        names: see `topic_of`.
    """
    cues = [(mention, topic) for mention in reading.mentions if (topic := topic_of(mention, names))]
    times = {topic: sum(other == topic for _, other in cues) for _, topic in cues}
    conditions = sum(_group(topic) == "condition" for topic in times)
    length = sum(len(sentence.plain.split()) for sentence in reading.sentences)
    whole = [
        f"length {min(int(np.log2(length + 1)), 7)}",
        "a question" if "?" in reading.text else "no question",
        f"conditions {min(conditions, 3)}",
        f"topics {min(len(times), 6)}",
    ]
    places = []
    for number, sentence in enumerate(reading.sentences):
        here: dict[str, list[Mention]] = {}
        for mention, topic in cues:
            if sentence.start <= mention.start < sentence.end:
                here.setdefault(topic, []).append(mention)
        position = _position(number, len(reading.sentences))
        for topic, own in here.items():
            group = _group(topic)
            found = [f"topic {topic}", f"group {group}", *whole, *(f"{group} {fact}" for fact in whole), position]
            found += [f"times {min(times[topic], 4)}", f"{group} times {min(times[topic], 4)}"]
            found += _asked(sentence, topic, group)
            found += _sentence_facts(sentence, topic, group)
            found += [f"{flag.id} {group}" for flag in reading.red_flags]
            for mention in own:
                found += _told(reading, sentence, mention, topic, group)
            if topic in reading.tried:
                found.append(f"tried {topic}")
            found += [f"beside {other} {group}" for other in times if other != topic]
            if any(_group(other) == "condition" for other in times if other != topic):
                found.append(f"beside a condition {topic}")
            places.append(Place(topic, "", sentence.text, tuple(dict.fromkeys(found))))
    return places


def _group(topic: str) -> str:
    if topic in _PLACES:
        return "painful place"
    return "condition" if topic.startswith(CONDITION_PREFIX) else "subject"


def _position(number: int, count: int) -> str:
    if count == 1:
        return "only sentence"
    if number == 0:
        return "first sentence"
    return "last sentence" if number == count - 1 else "middle sentence"


def _sentence_facts(sentence: Sentence, topic: str, group: str) -> list[str]:
    begins = opening(sentence.text)
    length = len(words_and_marks(sentence.text))
    return [f"{topic} words {min(int(np.log2(length + 1)), 6)}", *begins, *(f"{group} {fact}" for fact in begins[:1])]


def _told(reading: Reading, sentence: Sentence, mention: Mention, topic: str, group: str) -> list[str]:
    """One mention: its words, how it is meant, where it stands, and what stands around it."""
    meant = how_meant(mention)
    near = surroundings(reading.text[sentence.start : mention.start], reading.text[mention.end : sentence.end])
    return [
        f"cue {mention.label}:{mention.value}{meant}",
        f"{group} is{meant}",
        f"{topic} in words {mention.text.lower()}",
        f"{topic} part {5 * mention.start // max(1, len(reading.text))}",
        *near,
        *(f"{group} {fact}" for fact in near),
    ]


def _asked(sentence: Sentence, topic: str, group: str) -> list[str]:
    return ["asked here", f"asked here {group}", f"asked here {topic}"] if "?" in sentence.text else []

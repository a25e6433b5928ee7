"""What a message names, for the fine-tuned encoder to judge in its surroundings: care, topics and amounts of time.

Words that only suggest a topic ("how long till I can drive") count like its names do:
data/knowledge/lexicon/subject_hints.yml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backline.language.contract import CARE, CONDITION_PREFIX, TOPICS
from backline.language.lexicon import CONDITION_HINT, SUBJECT_HINT
from backline.language.reader import Mention, Reading

MEANT = "meant"
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


@dataclass(frozen=True)
class Named:
    """Something that a text names.

    Attributes:
        question: what is asked about it: "had surgery" (was it had?), "about surgery" (is the text about it?) or
            "meant" (is it how long the trouble has lasted?).
        key: under which name it is answered; what shares one is one thing, named more than once.
        start: offset of the first character in the text.
        end: offset after the last character.
    """

    question: str
    key: str
    start: int
    end: int


def topic_of(mention: Mention, names: Mapping[str, str]) -> str | None:
    """The topic of the contract that an entity names or suggests; None where it is none.

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


def named_in(reading: Reading, names: Mapping[str, str]) -> list[Named]:
    """What a message names.

    Args:
        reading: what the rules read.
        names: topic of data/knowledge -> its name in the contract, where they differ.
    """
    found = []
    for mention in reading.mentions:
        if mention.label == "care" and mention.value in CARE:
            question = f"had {mention.value}"
            found.append(Named(question, question, mention.start, mention.end))
        if topic := topic_of(mention, names):
            question = f"about {topic}"
            found.append(Named(question, question, mention.start, mention.end))
    for number, span in enumerate(reading.time_spans):
        found.append(Named(MEANT, f"{MEANT} {number}", span.start, span.end))
    return found

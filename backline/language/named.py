"""What a message names, for the fine-tuned encoder to judge in its surroundings: care, topics and amounts of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from backline.language.contract import CARE
from backline.language.cues import topic_of
from backline.language.reader import Reading

MEANT = "meant"


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

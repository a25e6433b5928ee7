"""What else there is than an operation: the other ways that are left, or come before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.knowledge import Topic

_OTHER_WAYS = re.compile(
    r"\b(?:alternat\w*|altern[ia]tiv\w*|alternitiv\w*|substitutes?|options? (?:other than|besides"
    r"|instead of|apart from)"
    r"|(?:other|another|different) (?:options?|ways?|choices?|treatments?|things?|procedures?|surger\w+)"
    r"|(?:something|anything|what|nothing) (?:else )?(?:other than|besides|instead of|apart from|less than)"
    r"|instead of|in place of|rather than)\b"
)
_BEFORE_IT = re.compile(
    r"\b(?:what|anything|something|things?|is there|are there|which)\b.{0,40}\b(?:try|tried|do|options?"
    r"|treatments?|left)\b"
    r".{0,20}\bbefore\b.{0,20}\b(?:surger\w*|surgury|operat\w*|an op|fusion|(?:going )?under the knife)"
    r"|\b(?:what|anything|something|things?|is there|which)\b.{0,25}\bbefore (?:\w+ ){0,3}?(?:surger\w*"
    r"|surgury|operation|fusion|an op)"
    r"\b.{0,30}\b(?:try|tried|do|left)\b"
)
_ASKS = re.compile(
    r"\b(?:what|wat|wht|whats|which|is|are|any|can|could|do|does|how|tell me|should|shud)\b|\?\s*$"
    r"|^\W*(?:alternat\w*|altern[ia]tiv\w*|alternitiv\w*|options?|other)\b"
)
_TWO = 2
_NOT_HERE = re.compile(
    r"\b(?:after (?:my |the |a )?(?:surger\w*|operation|fusion)|medic\w+|pills?|painkillers?|anesthe\w*|eat|drink)\b"
)


_WHAT_ELSE = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|well|hm+)\W+)*(?:(?:is|are) there |do i have |what are (?:my |the )?|any )*"
    r"(?:what else (?:can|could|should|shud|may) (?:i|we|one) (?:do|try)|what else (?:is there|helps|works)"
    r"|anything else"
    r"|(?:any )?(?:alternatives?|alternitives?|other (?:options?|ways?|things?)|another way|options?))"
    r"(?: (?:i can|i could|to) (?:try|do))?(?: (?:then|instead|first|before that))*\W*$"
)


def other_ways_asked(plain: str, topics: list[str]) -> Asked | None:
    """What a message asks about other ways than an operation; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
    """
    operations = [topic for topic in known_topics(topics, "surgery") if topic.id != "recovery"]
    special = [topic for topic in operations if topic.id != "surgery"]
    if not operations:
        return _than_care(plain, topics)
    if len(special) >= _TWO or _NOT_HERE.search(plain) or not _ASKS.search(plain):
        return None
    if not _OTHER_WAYS.search(plain) and not _BEFORE_IT.search(plain):
        return None
    return other_ways_than(special)


def _than_care(plain: str, topics: list[str]) -> Asked | None:
    """What tells of other ways than a medicine, an injection or the like."""
    cared = [topic for topic in known_topics(topics, "care") if topic.id not in EXERCISE_TOPICS]
    if len(cared) != 1 or not _OTHER_WAYS.search(plain) or not _ASKS.search(plain):
        return None
    own = "comparison" in cared[0].answers
    return Asked.of(cared[0].id, "comparison") if own else Asked.of("conservative_care", "treatment")


def asks_what_else(plain: str) -> bool:
    """Whether a few words ask what else there is: "what else could i do", "any alternatives?".

    Args:
        plain: the message in plain words.
    """
    return bool(_WHAT_ELSE.match(plain))


def other_ways_than(operations: Sequence[Topic]) -> Asked:
    """What tells about other ways than an operation.

    Args:
        operations: the operation, where it is a certain one; its own text goes before.
    """
    own = next((topic for topic in operations if topic.id != "surgery" and "treatment" in topic.answers), None)
    return Asked.of(own.id if own else "conservative_care", "treatment")

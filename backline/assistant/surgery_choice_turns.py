"""What else there is than an operation: the other ways that are left, or come before it."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics

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


def other_ways_asked(plain: str, topics: list[str]) -> Asked | None:
    """What a message asks about other ways than an operation; None where it asks nothing of the kind.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
    """
    operations = [topic for topic in known_topics(topics, "surgery") if topic.id != "recovery"]
    special = [topic for topic in operations if topic.id != "surgery"]
    if not operations or len(special) >= _TWO or _NOT_HERE.search(plain) or not _ASKS.search(plain):
        return None
    if not _OTHER_WAYS.search(plain) and not _BEFORE_IT.search(plain):
        return None
    own = special[0] if special else None
    if own is not None and "treatment" in own.answers:
        return Asked.of(own.id, "treatment")
    return Asked.of("conservative_care", "treatment")

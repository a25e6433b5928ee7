"""What is asked after an urgent warning sign: whether it can wait, and how urgent it is.

By itself "should I wait?" is a question about surgery or about an appointment; after "I had cancer, and it hurts at
night" it is about that. An emergency answers everything (`interruption`), an urgent sign only this.
"""

from __future__ import annotations

import re

from rasa.shared.core.trackers import DialogueStateTracker

from backline.language.intents import STORY_WORDS

_LATER = (
    r"(?:wait\w*|hold off|put (?:it|that|this) off|leave (?:it|that|this)|delay\w*|later|see how it goes"
    r"|next (?:week|month)|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|a (?:few|couple of) (?:days|weeks))"
)
_MAY = r"(?:can|could|cud|should|shud|shall|may|must|do|does|is|will|what if|ok|okay|fine|rather|prefer)"
_WAITS = re.compile(
    rf"\b{_MAY}\b.*\b{_LATER}\b"
    r"|\b(?:how (?:soon|urgent|serious|quick\w*|fast|long (?:can|could|should|may|do))"
    r"|(?:is|how) (?:it|this|that) (?:really |that |very |so )?(?:urgent|serious|dangerous|bad|an emergency|necessary)"
    r"|do i (?:really )?(?:have|need) to (?:see|go|call)|right away|straight away|so soon)\b",
    re.I,
)


def asks_to_wait(text: str) -> bool:
    """Whether a short message asks if something can wait, or how urgent it is."""
    return len(text.split()) <= STORY_WORDS and bool(_WAITS.search(text))


def is_about_the_sign(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message asks if the urgent sign that was told before it can wait.

    Args:
        text: the message, which names no sign itself.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None or tracker.get_slot("red_flag_tier") != "urgent" or tracker.active_loop_name:
        return False
    return asks_to_wait(text)

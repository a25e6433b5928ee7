"""Who asks whether this is a person, in short words, and who does not believe the answer."""

from __future__ import annotations

import re

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.language.plain_text import plain_text

WHO = "bot_challenge"
_WHAT = (
    r"(?:real|human|humans|person|people|robots?|bots?|ai|a i|machine|computer|alive|chat ?gpt|gpt"
    r"|automated|program|fake"
    r"|artificial|auto ?reply)"
)
_LEAD = r"(?:(?:so|but|and|ok|okay|hey|hi|hello|wait|lol|no|seriously|srsly|honestly|um|hmm)\W+)*"
_ASKS = re.compile(
    rf"^\W*{_LEAD}(?:(?:are|r|is|am i|ar) (?:you|u|ya|yous|there|talking to|chatting with|speaking (?:to"
    r"|with))|ru|are u|you|u|ur"
    r"|(?:are|r) (?:you|u|ya) (?:guys|all)) (?:(?:a|an|even|actually|really|just|like|the|for|some|somebody"
    r"|someone|who is|that is)\s)*"
    rf"{_WHAT}\b\W*(?:(?:or|not|a|an|here|please|then|lol|there|who|what|doctor|nurse|{_WHAT})\b\W*)*$"
)
_DOUBTS = re.compile(
    rf"^\W*{_LEAD}(?:prove (?:it|that|this)|prove|really|for real|fr|you sure|u sure|are you sure|sure"
    r"|i do not (?:believe|buy|think)"
    r"(?: (?:you|u|it|that|so|this))*|(?:you|u|ur|your) (?:are )?(?:lying|not|a liar|kidding)|liar|lies"
    r"|no (?:way|you are not|u r not|ur not)"
    r"|how (?:do|can|would) i know(?: that)?|that is not true|bs|yeah right|not true|show me)"
    r"(?:\W+(?:then|lol|please|though|tho|that|it|me|so|now|haha))*\W*$"
)


def asks_who(text: str, tracker: DialogueStateTracker | None) -> bool:
    """Whether a message asks if this is a person: "ru real", or "prove it" after that was answered.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    plain = plain_text(text)
    if _ASKS.match(plain):
        return True
    said = [event for event in tracker.events if isinstance(event, UserUttered)] if tracker is not None else []
    return bool(said) and said[-1].intent_name == WHO and bool(_DOUBTS.match(plain))

"""Intents that mean something only after something else, or beside certain words: which of them a message can not have.

"No change whatsoever" corrects what was said before, and in a first message tells how a medicine works; "the first four
days" of a story asks nothing about a plan that nobody has. Some intents annoy where they are not meant: to start over,
to be a robot, to tell of privacy. These a message has only in words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.harm_turns import HARMED, may_tell_of_violence
from backline.language.intents import ABOUT_A_TROUBLE, OUT_OF_SCOPE, STORY_WORDS
from backline.language.plain_text import plain_text

STORY_INTENTS = ABOUT_A_TROUBLE | {"inform", "distress", OUT_OF_SCOPE}
"""What a message may be instead: who asks whether this is a robot says so on purpose."""
# What tells of a trouble, in a reading.
_NAMED = ("topics", "regions", "care", "duration_weeks")
_AFTER_WORDS = frozenset({"correct", "repeat", "explain", "skip"})
# "Start January" and "can I refuse it?" of a first message; "cancel" alone is answered whenever it is said.
_AFTER_A_TURN = frozenset({"start_over", "cancel"})
_FEW_WORDS = 5
# "How often should I do the exercises?" asks that of any exercises; a story seldom does.
_AFTER_PLAN = frozenset({"ask_plan", "adapt_plan", "report_exercise_pain"})
# "What are opioids" is hardly more than a subject of ours: so few words that name one are about it.
_TITLE = 6
_AFTER_ALARM = frozenset({"resolved"})
_QUESTION = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|but|ok|okay)\W+)*"
    r"(?:how|what|whats|when|where|why|who|which|is|are|does|do|did|should|would|will|if)\b",
    re.I,
)
# "Back to the disc thing" and "do I start again from the beginning" put nothing aside.
_ANEW = re.compile(
    r"\b(?:re ?start\w*|reset\w*|re ?boot|refresh|redo|do over|over again|all over|main menu|clear|forget"
    r"|(?:start|begin|go|strt|sart) (?:\w+ ){0,3}?(?:ov\w*|again|anew|new|fresh|from)|new (?:chat|conversation)"
    r"|back to (?:the )?(?:start|beginning|main|menu|top)"
    r"|from (?:zero|scratch|the (?:very )?(?:start|beginning|top)))\b"
)
_ONE_OR_TWO = 2
# "No, really, is it?" and "no I mean can it be fixed" ask, and deny or correct nothing that a reply could take up.
_NO_AND_A_QUESTION = re.compile(
    r"^\W*(?:(?:no|nope|nah|so|but|ok|well|really|sorry|i mean|i meant)\b\W*)+(?<=\W)"
    r"(?:how|what|whats|when|where|why|which|is|are|does|do|did|should|would|will|can|could|may) "
    r"(?:i|it|its|they|this|that|the|a|an|my|you|there|if|about|long|much|many|often|soon|bad)\b",
    re.I,
)
_MAY_WE = re.compile(r"\b(?:can|could|may|shall|let) (?:we|i|you|us)\b")
_OF_US = re.compile(
    r"\b(?:ro?bots?|bot|humans?|person|people|machine|computer|ai|a i|automat\w*|program\w*|siri|alexa|(?:chat ?)?gpt"
    r"|artificial|you|u|ya|your|talking|chatting|speaking|writing|typing|answering|someone|somebody|alive|real)\b"
)
_OF_DATA = re.compile(
    r"\b(?:priv\w*|confid\w*|secret\w*|data\w*|info\w*|recor\w*|stor\w+|sav(?:e|ed|ing)|ke(?:ep|pt)\w*|shar\w+"
    r"|sel(?:l|ling)|sold|read\w*|sees?|seen|access\w*|anon\w*|hip+a+|gdpr|encr\w*|cookies?|track\w*|delet\w*"
    r"|eras\w*|safe\w*|secur\w*|who|tell|spam|boss|employer|insurance|find out|messages?|write|wrote|type|typed"
    r"|chats?|say|knows?|send|sent|go|goes|phone|number|e ?mail|address|name|log(?:s|ged)?|monitor\w*|leak\w*"
    r"|hack\w*|third part\w+|medical record)\b"
)


def unfit_intents(text: str, tracker: DialogueStateTracker | None, reading: Mapping[str, Any]) -> frozenset[str]:
    """The intents that a message can not have where the conversation is.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
        reading: what was read in it, as `message_reader.reading_as_dict` gives it.
    """
    # Who names a person is not hurt by them.
    unfit = frozenset() if may_tell_of_violence(text) else frozenset({HARMED})
    words = len(text.split())
    # "No, that's not what I meant" is wrong of us, whatever we did.
    spoken = tracker is not None and any(isinstance(event, BotUttered) for event in tracker.events)
    if not spoken and any(reading.get(key) for key in _NAMED):
        unfit |= _AFTER_WORDS
    if not spoken and words > _FEW_WORDS:
        unfit |= _AFTER_A_TURN
    if words > STORY_WORDS:
        if tracker is None or not tracker.get_slot("plan_exercises"):
            unfit |= _AFTER_PLAN
        if tracker is None or not tracker.get_slot("red_flag_tier"):
            unfit |= _AFTER_ALARM
    if reading.get("topics") and not reading.get("elsewhere") and words <= _TITLE:
        unfit |= {OUT_OF_SCOPE}
    return unfit | _without_their_words(text, tracker, bool(reading.get("topics")))


def _without_their_words(text: str, tracker: DialogueStateTracker | None, names_topic: bool) -> frozenset[str]:
    """The intents that a message has not the words for, or a question that speaks against them."""
    plain = plain_text(text)
    asks = bool(_QUESTION.search(text)) and not _MAY_WE.search(plain)
    unfit = set()
    if names_topic or asks or not (_ANEW.search(plain) or len(plain.split()) <= _ONE_OR_TWO):
        unfit.add("start_over")
    if _NO_AND_A_QUESTION.search(text):
        unfit |= {"deny", "correct"}
    if not _OF_US.search(plain) or (names_topic and not re.search(r"\b(?:you|u|ya|i)\b", plain)):
        unfit.add("bot_challenge")
    if not _OF_DATA.search(plain):
        unfit.add("ask_privacy")
    alarmed = tracker is not None and tracker.get_slot("red_flag_tier") in ("emergency", "urgent")
    if asks and not alarmed:
        unfit.add("resolved")
    return frozenset(unfit)

"""An emergency that only a likeness to other messages found, in a few words: the person is asked before it is believed.

In messages of up to 14 words such an alarm is false more often than not (docs/benchmarks/sentence_vectors.md): "im
going to try the bridge" is like a plan to jump. To ask somebody whether they think of suicide does no harm, and is
what is advised (nidirect, in data/red_flag_replies.yml); the number to call stands in the same words. Until it is
answered the alarm stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from backline.assistant import resources
from backline.assistant.denials import denial_in
from backline.assistant.whom import tells_of_another
from backline.language.intents import STORY_WORDS
from backline.language.plain_text import plain_text
from backline.language.red_flags import LEARNED
from backline.language.resolved import confirms_taking_back, speaks_of_despair
from backline.language.yes_no import answer_yes_no

ASKS = "asks"
"""What stands for the tier in the key of the question, as in ``self_harm.asks``."""
AGAIN = "asks_again"
"""The key of the words before the question where it was asked already."""

_START = r"^(?:(?:oh|omg|lol|haha|um+|uh+|what|well|god|sorry|wtf|hey|ok|okay)\W+)*"
# "No one", "no point", "not really", "not yet" are no plain no.
_PLAIN_NO = re.compile(
    rf"{_START}(?:(?:no+|nope|nah|naw)\b(?! (?:one|body|point|reason|hope|idea|longer|more|clue|way out|future|use)\b)"
    r"|(?:of course|definitely|absolutely|certainly|obviously) not\b|not at all\b"
    r"|i (?:am|do|did|was|would) not(?: [.,!]|$| (?:mean|want|think|feel)\b)|never(?: [.,!]|$))"
)
_LEAVE_ME = re.compile(r"\b(?:leave me alone|let me be)\b")
_WORKS = re.compile(r"\b(?:pee|poo|go|feel|walk|breathe?|hold it)\w*(?: \w+)? (?:fine|ok|okay|normal\w*|well|good)\b")
# Who is not sure is told what to do, as after a yes.
_UNSURE = re.compile(
    r"\b(?:may ?be|perhaps|possibly|not (?:sure|really|certain)|idk|dunno|do not know|no idea|sometimes|kind of|kinda"
    r"|sort of|a (?:bit|little)|i guess|i think so|used to|no ?one|no ?body|nothing matters"
    r"|no (?:point|reason|hope|use|way out|future))\b"
)
# "I mean the exercise"; "I mean it" is something else.
_MEANT = re.compile(
    r"\bi (?:meant|mean|was (?:talking|asking) about|am (?:talking|asking) about) (?:the|my|a|an|your)\b"
)
_MOST_WORDS = 10


def asks_about_likeness(text: str, reading: Mapping[str, Any], tier_before: Any) -> bool:
    """Have an emergency asked about where no rule found it and the message is short; the reading's triage says so then.

    Args:
        text: the message.
        reading: what was read in it, as `reading_as_dict` gives it; its ``message_key`` is set to the question's.
        tier_before: the slot ``red_flag_tier`` before the message; while a sign is open nothing is asked.

    Returns:
        whether it is asked about.
    """
    triage = reading["triage"]
    if triage["tier"] != "emergency" or tier_before in ("emergency", "urgent") or len(text.split()) > STORY_WORDS:
        return False
    if any(flag["rule"] != LEARNED for flag in reading["red_flags"]) or tells_of_another(text):
        return False
    key = f"{triage['ids'][0]}.{ASKS}"
    if key not in resources.red_flag_replies().texts:
        return False
    triage["message_key"] = key
    return True


def question_of(key: str, *, again: bool = False) -> str:
    """The words that ask, by a key such as ``self_harm.asks``."""
    replies, words = resources.red_flag_replies(), resources.clinic().words()
    asked = replies.text(key, words)
    return f"{replies.text(AGAIN, words)}\n\n{asked}" if again else asked


def asked_in(said: Iterable[str]) -> str | None:
    """The key of the question that is among the texts of a turn; None where none of them asks."""
    texts = set(said)
    keys = (key for key in resources.red_flag_replies().texts if key.endswith(f".{ASKS}"))
    return next((key for key in keys if texts & {question_of(key), question_of(key, again=True)}), None)


def answer_to(text: str, key: str) -> Literal["no", "yes"] | None:
    """What a message answers to the question; None where it is no plain answer.

    Args:
        text: the message, in which no rule finds a sign.
        key: the question's key.
    """
    plain = plain_text(text)
    is_short = len(plain.split()) <= _MOST_WORDS
    despairs = False
    if key.startswith("self_harm"):
        despairs = speaks_of_despair(_LEAVE_ME.sub(" ", plain).replace("?", " "))
        denies = is_short and bool(_PLAIN_NO.search(plain) or _MEANT.search(plain)) and not despairs
    else:
        denial = denial_in(text)
        no = is_short and bool(_PLAIN_NO.search(plain))
        denies = bool(denial and denial.is_none) or confirms_taking_back(text) or (no and bool(_WORKS.search(plain)))
    if denies:
        return "no"
    return "yes" if despairs or answer_yes_no(text) or _UNSURE.search(plain) else None

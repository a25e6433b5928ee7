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
from backline.language.plain_text import QUESTION, plain_text
from backline.language.red_flags import LEARNED
from backline.language.resolved import speaks_of_despair
from backline.language.yes_no import answer_yes_no

ASKS = "asks"
"""What stands for the tier in the key of the question, as in ``self_harm.asks``."""
AGAIN = "asks_again"
"""The key of the words before the question where it was asked already."""

_LEAD = (
    r"^(?:(?:oh|omg|lol|haha\w*|um+|uh+|what|well|god|sorry|wtf|hey|ok|okay|hm+|geez|jeez|its?|it is|was|just"
    r"|only)\W+)*"
)
# "No one", "no point", "not really", "not yet" are no plain no.
_DENIES = (
    r"(?:(?:no+|nope|nop|nah|naw|n)\b(?! (?:one|body|point|reason|hope|idea|longer|more|clue|way out|future|use|lie)\b)"
    r"|(?:of course|definitely|absolutely|certainly|obviously) not\b|not at all\b|never\b"
    r"|i would never\b|(?:a |an )?jok(?:e|es|ing|in)\b|kidding\b"
    r"|i (?:do|did|would) not (?:want to (?:die|kill myself|hurt myself|harm myself|end (?:it|my life|anything))"
    r"|mean (?:it|that)(?: like that| that way)?|think (?:so|about (?:that|it|dying|suicide))"
    r"|have (?:such|those) thoughts)"
    r"|i am not(?: (?:suicidal|thinking (?:of|about) (?:that|it|dying|suicide|ending my life)|going to))?(?= ?[.,!]|$))"
)
# What may stand behind a no: words of every day. Any other word may tell of a plan or a thought, and is asked about.
_PLAIN_REST = re.compile(
    r"(?<!\S)(?:[.,!;-]|but thanks|for asking|leave me alone|let me be|of course|not at all|i would never|do that"
    r"|like that|i (?:do|did) not (?:mean|want) (?:it|that|to die|to hurt myself|to kill myself)|i have kids"
    r"|lol|lmao|haha\w*|no+|nope|nah|never|not|way|none|nothing|of|those|these|that|this|it|its|was|is|am|i|im|me|my|the"
    r"|a|an|just|only|really|very|so|also|and|but|well|ok|okay|sorry|thanks|thank you|please|man|dude|at all"
    r"|mad|angry|annoyed|frustrated|irritated|bored|tired|sore|stiff|stressed|worried|fine|good|great|safe|happy"
    r"|alright|jok\w+|kidding|expression|figure of speech|mean|meant|said|talking|about|exercises?|bridge|plank|move"
    r"|machine|gym|stretch\w*|back|neck|leg|pains?|painful|hurts?|aches?|bad|sciatica|disc|can|could|we|do|go on"
    r"|continue|start"
    r"|get|give|show|want|need|would like|like|to|some|with|for|help|what|work|working|doing|feel|feeling|definitely"
    r"|absolutely|certainly|think|physically|more|question)(?!\S)"
)
_PLAIN_NO = re.compile(_LEAD + _DENIES)
_MEANT = re.compile(r"\bi (?:meant|mean|(?:was|am) (?:talking|asking) about) (?:the|my|a|an|your)\b")
_WORKS = re.compile(
    r"\b(?:(?:pee|wee|go|feel|walk|breathe?|hold it)\w*(?: \w+)? (?:fine|ok|okay|normal\w*|well|good)"
    r"|(?:all )?(?:fine|ok|okay|good|normal) (?:down )?there)\b"
)
_BUT = re.compile(r"\b(?:but|not|except|only|never|numb\w*|weak\w*)\b")
_NONE_OF_IT = re.compile(
    r"^(?:(?:no|nope|nah) )?(?:, )?(?:i (?:do|have) not|i have no|there is no|no|none|without)"
    r"(?: (?:have|had|got|new|numb\w*|weak\w*|bladder|bowel|chest|breath\w*|pains?|trouble|problems|problem|issues"
    r"|issue|control|or|and|nor|no|any|the|of|those|these|that|them|at all|with|my|legs|leg|in|both|there|down|between"
    r"|[.,]))+$"
)
_NAMES_THE_SIGN = re.compile(
    r"\b(?:bladder|bowels?|numb\w*|legs?|weak\w*|pee\w*|wee|urin\w*|poo\w*|chest|breath\w*|belly|last one|first one"
    r"|second|third|all of|both|tear\w*)\b"
)
# Who is not sure is told what to do, as after a yes.
_UNSURE = re.compile(
    r"\b(?:may ?be|perhaps|possibly|not (?:sure|really|certain)|idk|dunno|do not know|no idea|sometimes|kind of|kinda"
    r"|sort of|a (?:bit|little)|i guess|i think so|used to|no ?one|no ?body|nothing matters"
    r"|no (?:point|reason|hope|use|way out|future))\b"
)
_MOST_WORDS = 16


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
    plain = plain_text("no" if text.strip(" .!").lower() == "n" else text)
    if len(plain.split()) > _MOST_WORDS:
        return "yes" if speaks_of_despair(plain) else None
    told = _PLAIN_NO.match(plain)
    rest = _PLAIN_REST.sub("", plain[told.end() if told else 0 :]).strip()
    is_plain = bool(told or _MEANT.search(plain)) and not rest and not plain.endswith((" to", " want"))
    if key.startswith("self_harm"):
        if is_plain:
            return "no"
        # "No but my back hurts" is no despair by its "but".
        doubts = speaks_of_despair(re.sub(r"\?|\bbut\b", " ", plain))
        return "yes" if doubts or answer_yes_no(text) or _UNSURE.search(plain) else None
    denial = denial_in(text)
    denies = is_plain and not _NAMES_THE_SIGN.search(plain)
    works = _WORKS.search(plain) and not _BUT.search(plain)
    if denies or (denial and denial.is_none) or _NONE_OF_IT.match(plain) or works:
        return "no"
    names = not told and _NAMES_THE_SIGN.search(plain) and not QUESTION.search(text)
    return "yes" if names or answer_yes_no(text) or _UNSURE.search(plain) else None

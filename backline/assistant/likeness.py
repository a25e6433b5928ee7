"""An emergency that only a likeness to other messages found: the person is asked before it is believed.

In a few words, and where the likeness is not strong, such an alarm is false more often than not
(docs/benchmarks/sentence_vectors.md): "im going to try the bridge" is like a plan to jump. To ask somebody whether they
think of suicide does no harm, and is what is advised (nidirect, in data/red_flag_replies.yml); the number to call
stands in the same words. Until it is answered the alarm stands.
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
from backline.language.small_words import SAID_BESIDE
from backline.language.yes_no import answer_yes_no

ASKS = "asks"
"""What stands for the tier in the key of the question, as in ``self_harm.asks``."""
AGAIN = "asks_again"
"""The key of the words before the question where it was asked already."""

WHY = "asks_why"
"""The key of the words before the question where somebody asks why it is asked."""

_LEAD = (
    r"^(?:(?:oh|omg|lol|haha\w*|um+|uh+|what|well|god|sorry|wtf|hey|ok|okay|hm+|geez|jeez|hell|heck"
    r"|i (?:already |just )?said|it is|its|was|just|only)\W+)*"
)
# "No one", "no point", "no joke", "not really", "not yet" are no plain no.
_DENIES = (
    r"(?:(?:no+|nope|nop|nah|naw|n)\b"
    r"(?! (?:one|body|point|reason|hope|idea|longer|more|clue|way out|future|use|lie|joke|kidding|control)\b)"
    r"|(?:of course|definitely|absolutely|certainly|obviously) not\b|not at all\b|never\b|none of (?:that|those|it)\b"
    r"|i would never\b|(?:a |an )?jok(?:e|es|ing|in)\b|kidding\b"
    r"|i (?:do|did|would) not (?:want to (?:die|kill myself|hurt myself|harm myself|end (?:it|my life|anything))"
    r"|mean (?:it|that)(?: like that| that way)?|think (?:so|about (?:that|it|dying|suicide))"
    r"|have (?:such|those) thoughts)"
    r"|i am not(?: (?:suicidal|thinking (?:of|about) (?:that|it|dying|suicide|ending my life)))(?= ?[.,!]|$))"
)
_FEELING = (
    r"(?:mad|angry|annoyed|frustrated|irritated|bored|tired|sore|stiff|stressed|worried|fine|good|ok|okay|alright"
    r"|happy)"
)
# "Exersise", "excercise" and the like are as harmless.
_THING = r"(?:ex\w{2,6}[csz]es?|bridge|plank|move|machine|gym|stretch(?:es)?|back|neck|leg|pain|sciatica)"
# What may stand behind a no. Any other words may tell of a plan or a thought, and the question is put again.
_PLAIN_REST = re.compile(
    rf"(?<!\S)(?:[.,!;-]|{SAID_BESIDE}|but thanks|for asking|leave me alone|let me be|of course(?: not)?"
    r"|not at all|no+|nope|nah|never|way|none(?: of (?:that|those|it|this))?|nothing like that|at all"
    r"|i would never(?: do that)?|do that|i have kids"
    r"|i (?:do|did) not (?:want to (?:die|hurt myself|kill myself)|mean (?:it|that)(?: like that| that way)?)"
    rf"|(?:i am|im|i feel|but i am)(?: (?:just|only|really|so|very|a bit|fed up and))* {_FEELING}"
    rf"|(?:just|only)(?: (?:really|so|very|a bit))* {_FEELING}"
    r"|(?:(?:it|that|this|its|i)(?: (?:is|was|am))? )?(?:just |only )?(?:a |an )?"
    r"(?:jok\w+|kidding|expression|figure of speech)"
    rf"|i (?:mean|meant|was talking about|am talking about) (?:the|my|a) (?:\w+ )?{_THING}"
    rf"|(?:the|my|a) {_THING}|(?:but )?my (?:back|neck|leg) (?:just |only |really )?hurts?|(?:just|only) (?:the )?pain"
    rf"|(?:but )?(?:can|could) (?:i|we|you) (?:do|have|get|start|show me|go on with) (?:the |some |my )?{_THING}"
    rf"|for (?:my )?{_THING}|i (?:just |only )?(?:want|need) (?:the |some |my |to )?"
    rf"(?:work|{_THING}|help with my {_THING}))(?!\S)"
)
_PLAIN_NO = re.compile(_LEAD + _DENIES)
_MEANT = re.compile(rf"^(?:(?:lol|oh|ok|haha) )?i (?:meant|mean) (?:the|my|a) (?:\w+ )?{_THING}(?: lol)?$")
_WORKS = re.compile(
    r"\b(?:(?:pee|wee|go|feel|walk|breathe?|hold it)\w*(?: \w+)? (?:fine|ok|okay|normal\w*|well|good)"
    r"|(?:all )?(?:fine|ok|okay|good|normal) (?:down )?there)\b"
)
_BUT = re.compile(
    r"\b(?:but|not|except|only|never|numb\w*|weak\w*|hardly|barely|trouble|used to|wish|if|with|when|just|tingl\w*"
    r"|was|were|did|had|though|now|stopped|nothing)\b"
)
_FINDING = (
    r"(?:(?:any|new|such) )*(?:numbness|weakness|bladder|bowel|chest pains?|pains?|trouble breathing|trouble)"
    r"(?: (?:trouble|problems?|issues?|control))?(?: (?:in|between|with) (?:my |both |the )*legs?)?"
)
_NONE_OF_IT = re.compile(
    rf"^(?:(?:no|nope|nah)(?: ,)? )?(?:i (?:do|have) not (?:have )?|i have no |there is no |no ){_FINDING}"
    rf"(?:(?: ,)? (?:or|nor|no|and no) {_FINDING})*(?: at all)?[ .!]*$"
)
_NAMES_THE_SIGN = re.compile(
    r"\b(?:bladder|bowels?|numb\w*|legs?|weak\w*|pee\w*|wee|urin\w*|poo\w*|chest|breath\w*|belly|last one|first one"
    r"|second|third|all of|both|tear\w*|control|sudden\w*|arms?|jaw)\b"
)
# As much may come from the heart or a blood vessel.
_OF_THE_HEART = re.compile(r"\b(?:sudden\w*|bad|worst|severe|arms?|jaw|neck|breath\w*|stopped|tight\w*|press\w*)\b")
# Who is not sure is told what to do, as after a yes.
_UNSURE = re.compile(
    r"\b(?:may ?be|perhaps|possibly|not (?:sure|really|certain)|idk|dunno|do not know|no idea|sometimes|kind of|kinda"
    r"|sort of|a (?:bit|little)|i guess|i think so|used to|no ?one|no ?body|nothing matters"
    r"|no (?:point|reason|hope|use|way out|future))\b"
)
_FEELS_NOTHING = re.compile(r"\bfeel(?:s|ing)? (?:nothing|anything|it)\b")
_I_AM_OK = re.compile(r"^(?:(?:i am|im|i feel|all|everything is) )?(?:ok|okay|fine|good|alright|well)\b")
_MOST_WORDS = 16
# A likeness in a longer message is believed from this probability on.
_STRONG = 0.8
_ASKS_WHY = re.compile(
    r"\b(?:why|how come|what for)\b(?: \w+){0,3}? (?:you|u|ya|it)\b(?: \w+){0,2}? "
    r"(?:ask\w*|think\w*|want to know|need to know|say\w*|said)\b"
    r"|\bwhat (?:makes|made) (?:you|u) (?:think|say|ask)\b|^\W*(?:but |and |wait |ok )*(?:why|what|huh|how come)\W*$"
    r"|\bwhere (?:did|does|do) (?:that|this|you) (?:come from|get that)\b|\bwhat do (?:you|u) mean\b"
    r"|\bwhat (?:has|have|does|is) (?:that|this|it) (?:got )?(?:to do with|have to do with)\b"
)


def asks_about_likeness(text: str, reading: Mapping[str, Any], tier_before: Any) -> bool:
    """Have an emergency asked about where no rule found it, in a short message or by a weak likeness.

    The reading's triage says so then.

    Args:
        text: the message.
        reading: what was read in it, as `reading_as_dict` gives it; its ``message_key`` is set to the question's.
        tier_before: the slot ``red_flag_tier`` before the message; while a sign is open nothing is asked.

    Returns:
        whether it is asked about.
    """
    triage = reading["triage"]
    if triage["tier"] != "emergency" or tier_before in ("emergency", "urgent"):
        return False
    is_strong = any(flag.get("sure", 1.0) >= _STRONG for flag in reading["red_flags"] if flag["tier"] == "emergency")
    if len(text.split()) > STORY_WORDS and is_strong:
        return False
    if any(flag["rule"] != LEARNED for flag in reading["red_flags"]) or tells_of_another(text):
        return False
    key = f"{triage['ids'][0]}.{ASKS}"
    if key not in resources.red_flag_replies().texts:
        return False
    triage["message_key"] = key
    return True


def question_of(key: str, lead: str | None = None) -> str:
    """The words that ask, by a key such as ``self_harm.asks``, after those of ``lead`` (`AGAIN`, `WHY`)."""
    replies, words = resources.red_flag_replies(), resources.clinic().words()
    asked = replies.text(key, words)
    return f"{replies.text(lead, words)}\n\n{asked}" if lead else asked


def asks_why(text: str) -> bool:
    """Whether a message wants to know why the question was put."""
    plain = plain_text(text)
    return len(plain.split()) <= STORY_WORDS and bool(_ASKS_WHY.search(plain))


def asked_in(said: Iterable[str]) -> str | None:
    """The key of the question that is among the texts of a turn; None where none of them asks."""
    texts = tuple(said)
    keys = (key for key in resources.red_flag_replies().texts if key.endswith(f".{ASKS}"))
    return next((key for key in keys if any(question_of(key) in text for text in texts)), None)


def answer_to(text: str, key: str) -> Literal["no", "yes"] | None:
    """What a message answers to the question; None where it is no plain answer.

    Args:
        text: the message, in which no rule finds a sign.
        key: the question's key.
    """
    said_no = text.strip(" .!").lower() == "n" or "\N{THUMBS DOWN SIGN}" in text
    plain = plain_text("no" if said_no else text)
    if len(plain.split()) > _MOST_WORDS:
        return "yes" if speaks_of_despair(plain) else None
    told = _PLAIN_NO.match(plain)
    rest = _PLAIN_REST.sub("", plain[told.end() :]).strip() if told else ""
    is_plain = (told is not None and not rest) or bool(_MEANT.match(plain))
    agrees = answer_yes_no(text) and not _I_AM_OK.match(plain)
    if key.startswith("self_harm"):
        if is_plain:
            return "no"
        # "No but my back hurts" is no despair by its "but"; "I am ok" is no answer.
        doubts = speaks_of_despair(re.sub(r"\?|\bbut\b", " ", plain))
        return "yes" if doubts or agrees or _UNSURE.search(plain) else None
    of_heart = key.startswith("vascular") and _OF_THE_HEART.search(plain)
    denial = None if of_heart or _FEELS_NOTHING.search(plain) else denial_in(text)
    denies = is_plain and not _NAMES_THE_SIGN.search(plain)
    works = told and _WORKS.search(plain) and not _BUT.search(plain)
    if denies or (denial and denial.is_none) or _NONE_OF_IT.match(plain) or works:
        return "no"
    names = not told and _NAMES_THE_SIGN.search(plain) and not QUESTION.search(text) and not _WORKS.search(plain)
    return "yes" if names or agrees or _UNSURE.search(plain) else None

"""Who a phrase is about, when it happened, and whether it is only a question or a fear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backline.language.negation import CLAUSE_ENDS, is_negated
from backline.language.normalise import NUMBER_WORDS, word_set
from backline.language.words import SentenceWords

_PERSONAL = word_set(
    "i my me mine myself we our he his him himself she her herself hers they their them husband wife son daughter"
)
_GENERIC_OPENINGS = re.compile(
    r"^(?:(?:hi|hello|hey|so|and|also|but|please|ok|,|\.|!) )*(?:"
    r"(?:can|could|does|do|will|would|did) (?!(?:not|no|barely|hardly|only|just|also|even) |you (?:help|please))|"
    r"(?:is|are) (?!this|that|it|there|these)(?!.*\b(?:normal|serious|bad|dangerous|emergency|worry|worrying|ok|okay|urgent)\b)|"
    r"(?:what|which) (?!is the point)(?:\w+ ){0,2}?(?:is|are|causes?|symptoms?|signs?|happens?|does|do|would|can|kind|type|if) |"
    r"how (?:do|does|is|are|can|common|long|often|likely|to|would|much) |"
    r"when (?:should|is|does|do|to|would|can) |"
    r"(?:tell me|explain|describe|list|know|information|info|read|learn) .{0,30}?(?:about|of|what|how)|"
    r"(?:symptoms?|signs?|causes?|treatment|exercises?|definition|meaning|difference|red flags?) (?:of|for|between|in) )"
)
_ACTIVITIES = word_set(
    "stand sit walk lie lay move bend lift cough sneeze sleep drive run turn twist stay do try stop take eat "
    "look reach push pull raise climb stretch go"
)
_FEARS = word_set(
    "afraid scared worried worry worries worrying fear fearing feared terrified concerned nervous anxious paranoid"
)
_MODALS = word_set("might may could will gonna")
_CAUSING = word_set("cause causes causing lead leads leading make makes result results end ends mean means be")
_GENERIC_NOUNS = word_set("risk risks chance chances possibility odds prevent avoid preventing avoiding")
_WATCHING = ("watch for", "watch out for", "look out for", "looking for", "test for", "tested for", "check for",
             "checked for", "screen for", "screened for", "rule out", "ruled out", "rules out", "warning signs")  # fmt: skip

_RELATIVES = word_set(
    "mother mom mum father dad brother sister grandmother grandma grandfather grandpa uncle aunt cousin "
    "friend friends neighbor neighbour husband wife son daughter partner boyfriend girlfriend parents parent "
    "coworker boss nephew niece family relatives relative someone somebody people others"
)
_ANIMALS = word_set("dog dogs cat cats pet puppy kitten rabbit")
_IN_THE_FAMILY = re.compile(r"\bfamily (?:history|hx)\b|\bruns? in (?:my|the|our) family\b|\bin my family\b")
_BODY = r"(?:back|neck|spine|leg|legs|arm|arms|foot|feet|hand|hands|hip|sciatica|disc|discs|shoulder|buttocks?|pain)"
_OWN_COMPLAINT = re.compile(
    rf"\bmy (?:\w+ ){{0,2}}{_BODY}\b|\bi (?:hurt|injured|fell)\b"
    rf"|\bi (?:have|am|had|got|feel|get|suffer) (?:\w+ ){{0,6}}(?:{_BODY}|aches?|hurts?|numb\w*|stenosis|scoliosis|arthritis)\b"
)
_OTHERS_COMPLAINT = re.compile(
    rf"\b(?:his|her|their|husband|wife|son|daughter|mother|mom|father|dad) (?:\w+ ){{0,2}}{_BODY}\b"
    r"|\b(?:he|she|(?:husband|wife|son|daughter|mother|mom|father|dad|brother|sister|friend|boyfriend|girlfriend|partner))"
    r" (?:has|is|can|keeps|gets|feels|suffers|cries|complains)\b"
)

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_BEFORE_A_YEAR = word_set("in since of around from during about until")
_OPENING_WORDS = 8  # "In the summer of 2015 ," is no longer than this
_UNIT_WEEKS = {"day": 1 / 7, "week": 1.0, "month": 52 / 12, "year": 52.0, "decade": 520.0}
_VAGUE = {"couple": 2.0, "few": 3.0, "several": 5.0, "many": 10.0, "some": 3.0}
_ONGOING = word_set("still now since ever ongoing currently today lately worse worsening continues")
_LONG_PAST = re.compile(
    r"\b(?:as a (?:young )?(?:kid|child|teen|teenager|baby)|when i was (?:a |an |in |about |only |\d|young|little)"
    r"|back in (?:the|my|19|20|high|college)|in (?:the )?past|used to|years back|in (?:high school|college|my (?:teens|youth|twenties))"
    r"|(?:long|while|decades|ages) ago|childhood|previously|in the (?:19)?[5-9]0 ?s)\b"
)


@dataclass(frozen=True)
class Context:
    """How a phrase of a sentence is meant.

    Attributes:
        negated: denied.
        general: asked about in general, about nobody.
        imagined: feared, imagined, or said of what might or will come.
        other: about somebody else, as history.
        weeks_ago: how long ago it was, where its clause says so; None where it does not.
        ongoing: the sentence says that it still goes on.
    """

    negated: bool
    general: bool
    imagined: bool
    other: bool
    weeks_ago: float | None
    ongoing: bool


def judge(sentence: SentenceWords, start: int, end: int, message: str, today: date) -> Context:
    """Judge how the words from `start` up to `end` of a sentence are meant.

    Args:
        sentence: the sentence.
        start: index of the first word of the phrase.
        end: index after its last word.
        message: the plain words of the whole message; tells whom the message is about.
        today: the day on which "in 2015" is read.
    """
    words = sentence.words
    return Context(
        negated=is_negated(words, start, end),
        general=_is_general_question(sentence),
        imagined=_is_imagined(words, start) or _is_future(words, start),
        other=_is_other(sentence, start, message),
        weeks_ago=_weeks_ago(sentence, start, end, today),
        ongoing=_goes_on(sentence, end),
    )


def _is_general_question(sentence: SentenceWords) -> bool:
    """True for a question about backs in general ("can a herniated disc cause incontinence?")."""
    return not _PERSONAL & set(sentence.words) and bool(_GENERIC_OPENINGS.match(sentence.text))


def _is_imagined(words: Sequence[str], start: int) -> bool:
    before = words[:start]
    text = "".join(f"{word} " for word in before[-10:])
    watching = max((text.rfind(f"{cue} ") for cue in _WATCHING), default=-1)
    if watching >= 0 and not re.search(r" (?:but|now|and i|and my) ", text[watching:]):
        return True
    for at in range(start - 1, max(-1, start - 9), -1):
        word = words[at]
        if word == "if" and _if_reaches(words, at, start):
            return True
        if word in _FEARS and _fear_reaches(words, at, start):
            return True
        if word in _GENERIC_NOUNS and start - at <= 4:
            return True
        if word == "should" and tuple(words[at : at + 3]) == ("should", "i", "worry"):
            return "that" not in words[at:start] and not {"my", "the"} & set(words[at:start])
    return False


def _if_reaches(words: Sequence[str], at: int, start: int) -> bool:
    previous = words[at - 1] if at else ""
    if previous in ("as", "sure", "know", "wonder", "wondering", "even", "see", "asked", "tell", "like"):
        return False
    between = words[at + 1 : start]
    if set(between) & _ACTIVITIES or "," in between or "but" in between:
        return False
    if previous == "what":
        return len(between) <= 6
    # "what do I do if I can not pee" may well be said by somebody who can not.
    if words[start : start + 2] == ("can", "not") and {"do", "should"} & set(words[max(0, at - 4) : at]):
        return False
    return len(between) <= 4


def _fear_reaches(words: Sequence[str], at: int, start: int) -> bool:
    between = words[at + 1 : start]
    if not between or between[0] in ("because", "since", "as", ",", "and", "but"):
        return False
    if between[0] in ("of", "about"):
        following = words[at + 2] if at + 2 < len(words) else ""
        return following.endswith("ing") or (between[0] == "of" and following not in ("my", "the", "this", "these"))
    return bool(set(between) & {"will", "might", "may", "could", "going", "would", "end"})


def _is_future(words: Sequence[str], start: int) -> bool:
    for at in range(start - 1, max(-1, start - 9), -1):
        word = words[at]
        if word in (",", ".", "?", "!", "and", "but", "because"):
            return False
        if at and words[at - 1] == "what":
            return False  # "what could cause my weakness" tells of a weakness
        if word in _MODALS and words[at + 1 : at + 2] not in (("not",), ("barely",), ("hardly",)):
            between = words[at + 1 : start]
            return len(between) <= 2 or bool(set(between) & _CAUSING)
        if word in ("can", "would") and set(words[at + 1 : start]) & (_CAUSING - {"be"}):
            return True
        if (
            word == "can"
            and words[at - 1 : at] in (("you",), ("people",), ("one",))
            and words[at + 1 : at + 2] != ("not",)
        ):
            return True
        if word == "going" and words[at + 1 : at + 2] == ("to",):
            return True
    return False


def _is_other(sentence: SentenceWords, start: int, message: str) -> bool:
    """True where the phrase tells of somebody else's history and the message is about the writer."""
    if _IN_THE_FAMILY.search(sentence.text):
        return True
    before = sentence.words[:start]
    if _is_of_an_animal(before):
        return True
    if not _RELATIVES & set(before):
        return False
    last = max(i for i, word in enumerate(before) if word in _RELATIVES)
    between = before[last + 1 :]
    if "i" in between or "my" in between:
        return False
    if "died" in between or "passed away" in " ".join(between):
        return True
    return bool(_OWN_COMPLAINT.search(message)) and not _OTHERS_COMPLAINT.search(message)


def _is_of_an_animal(before: Sequence[str]) -> bool:
    """True for "my dog is paralyzed", not for "knocked down by a dog"."""
    for at in range(len(before) - 1, max(-1, len(before) - 6), -1):
        if before[at] in CLAUSE_ENDS:
            return False
        if before[at] in _ANIMALS:
            return (
                at >= 1 and before[at - 1] in ("my", "our", "his", "her") and (at < 2 or before[at - 2] in CLAUSE_ENDS)
            )
    return False


def _weeks_ago(sentence: SentenceWords, start: int, end: int, today: date) -> float | None:
    """Weeks since what the phrase tells where its clause says so; None where it is now or not said."""
    words = sentence.words
    left, right = _clause(words, start, end)
    for at in range(left, right):
        word = words[at]
        if word in ("ago", "back", "earlier") and at >= 2:
            unit = words[at - 1].rstrip("s")
            if unit in _UNIT_WEEKS and not start <= at < end:
                return _amount(words, at - 2, words[at - 1]) * _UNIT_WEEKS[unit]
        if _YEAR.match(word) and at and words[at - 1] in _BEFORE_A_YEAR:
            return max(0.0, (today.year - int(word)) * 52.0)
        if word in ("year", "summer", "winter", "spring") and at and words[at - 1] == "last":
            return 40.0
    return 520.0 if _LONG_PAST.search(" ".join(words[left:right])) else None


def _clause(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The clause around a phrase, with the time that may open the sentence ("In 2015, I ...")."""
    left, right = start, end
    while left > 0 and not _ends_clause(words, left - 1):
        left -= 1
    while right < len(words) and not _ends_clause(words, right):
        right += 1
    if left and words[left - 1] == "," and left <= _OPENING_WORDS and not _ends_clause(words[: left - 1], 0):
        left = 0
    return left, right


def _ends_clause(words: Sequence[str], at: int) -> bool:
    word = words[at] if at < len(words) else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    return word in CLAUSE_ENDS or (
        word == "and" and following in ("i", "my", "now", "it", "he", "she", "his", "her", "the")
    )


def _goes_on(sentence: SentenceWords, end: int) -> bool:
    """Tell whether the sentence says that what it told before word `end` still goes on ("and ever since ...")."""
    return bool(set(sentence.words[end:]) & _ONGOING)


def _amount(words: Sequence[str], at: int, unit: str) -> float:
    """The number before a unit of time; bare "years" counts as three."""
    word = words[at]
    if word in ("of", "or"):
        at, word = at - 1, words[at - 1]
    if word in _VAGUE:
        return _VAGUE[word]
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    try:
        return float(word)
    except ValueError:
        return 3.0 if unit.endswith("s") else 1.0

"""How a phrase of a sentence is meant: told, denied, asked in general, feared, past, or about somebody else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from backline.language.negation import CLAUSE_ENDS, is_negated, may_deny
from backline.language.normalise import word_set
from backline.language.past import goes_on, has_just_happened, weeks_ago
from backline.language.people import RELATIVES, is_about_another, is_of_an_animal
from backline.language.words import SentenceWords

_PERSONAL = word_set(
    "i my me mine myself we our he his him himself she her herself hers they their them husband wife son daughter"
)
_GENERIC_OPENINGS = re.compile(
    r"^(?:(?:(?:hi|hello|hey)(?: there)?|dear|good|morning|afternoon|evening|day|doctors?|doc|dr|sir|madam|everyone|all"
    r"|team|thanks|well|so|and|also|but|please|ok|okay|,|\.|!|:|-) )*(?:"
    r"(?:can|could|does|do|will|would|did) "
    r"(?!(?:not|no|barely|hardly|only|just|also|even|be|have|like|rather|sooner) |you (?:help|please))|"
    # "Is numbness in the groin serious?" is asked by somebody who may have it.
    r"(?:is|are) (?!this|that|it|there|these)"
    r"(?!.*\b(?:normal|serious|bad|dangerous|emergency|worry|worrying|ok|okay|urgent)\b)|"
    r"(?:what|which) (?!is the point)(?:\w+ ){0,2}?"
    r"(?:is|are|causes?|symptoms?|signs?|happens?|does|do|would|can|kind|type|if) |"
    r"how (?:do|does|is|are|can|common|long|often|likely|to|would|much) |"
    r"when (?:should|is|does|do|to|would|can) |"
    r"(?:tell me|explain|describe|list|know|information|info|read|learn) .{0,30}?(?:about|of|what|how)|"
    r"(?:symptoms?|signs?|causes?|treatment|exercises?|definition|meaning|difference|red flags?) "
    r"(?:of|for|between|in) )"
)
_ACTIVITIES = word_set(
    "stand sit walk lie lay move bend lift cough sneeze sleep drive run turn twist stay do try stop take eat "
    "look reach push pull raise climb stretch go"
)
# "When I was 12": the clinic sees adults, so an age of youth is long past.
_YOUTH = re.compile(
    r"\bwhen i was (?:about |only |just |like |around )?(?:[5-9]|1\d|2[0-5])\b"
    r"(?! (?:feet|foot|ft|weeks|months|minutes|miles|kilos)\b)"
)
_LONG_AGO = 520.0  # weeks
_OPENING_WORDS = 8  # "When I was 12 ," is no longer than this
_RELATIVES_NAMED = RELATIVES | word_set("baby kid child")
_FEARS = word_set(
    "afraid scared worried worry worries worrying fear fearing feared terrified concerned nervous anxious paranoid"
)
_MODALS = word_set("might may could will gonna")
_CAUSING = word_set("cause causes causing lead leads leading make makes result results end ends mean means be")
_GENERIC_NOUNS = word_set("risk risks chance chances possibility odds prevent avoid preventing avoiding")
_WATCHING = (
    "watch for",
    "watch out for",
    "look out for",
    "looking for",
    "test for",
    "tested for",
    "check for",
    "checked for",
    "screen for",
    "screened for",
    "rule out",
    "ruled out",
    "rules out",
    "warning signs",
)
_WATCHING_ENDS = frozenset(cue.split()[-1] for cue in _WATCHING)
_IMAGINING = _FEARS | _GENERIC_NOUNS | {"if", "should"}
_COMING = _MODALS | {"can", "would", "going"}
_JUST_BEGUN = re.compile(
    r"\b(?:since (?:yesterday|today|last night|this morning)|suddenly|all of a sudden|right now)\b"
)
_OVER = re.compile(r"\b(?:died|dead|passed away|had|was|were|got|ago|in \d{4})\b")
_NEAR = 6  # words
_BACK = 8  # words in which a cue is looked for


@dataclass(frozen=True)
class Context:
    """How some words of a sentence are meant; worked out when it is asked.

    Attributes:
        sentence: the sentence.
        start: index of the first word of the phrase.
        end: index after its last word.
        message: the plain words of the whole message; tells whom the message is about.
        today: the day on which "in 2015" is read.
    """

    sentence: SentenceWords
    start: int
    end: int
    message: str
    today: date

    @property
    def negated(self) -> bool:
        """Denied."""
        words = self.sentence.words
        return self.sentence.answered_no or (may_deny(words) and is_negated(words, self.start, self.end))

    @property
    def general(self) -> bool:
        """Asked about in general, about nobody ("can a herniated disc cause incontinence?")."""
        sentence = self.sentence
        return _PERSONAL.isdisjoint(sentence.words) and bool(_GENERIC_OPENINGS.match(sentence.text))

    @property
    def imagined(self) -> bool:
        """Feared, imagined, or said of what might or will come."""
        return _is_imagined(self.sentence.words, self.start) or _is_future(self.sentence.words, self.start)

    @property
    def other(self) -> bool:
        """About somebody else, as history."""
        return is_about_another(self.sentence, self.start, self.end, self.message)

    @property
    def others_alarm(self) -> bool:
        """Told as what somebody just came down with: no history, whoever it is and whatever else the message tells."""
        if is_of_an_animal(self.sentence.words[: self.start]):
            return False
        near = " ".join(self.sentence.words[max(0, self.start - _NEAR) : self.end + _NEAR])
        return bool(_JUST_BEGUN.search(near)) and not _OVER.search(near)

    @property
    def relative(self) -> bool:
        """The clause names somebody else as the one it is about ("my son has a fever")."""
        return _names_relative(self.sentence.words, self.start)

    @property
    def weeks_ago(self) -> float | None:
        """How long ago it was, where its clause says so; None where it does not."""
        if _in_youth(self.sentence.words, self.start, self.end):
            return _LONG_AGO
        return weeks_ago(self.sentence, self.start, self.end, self.today)

    @property
    def ongoing(self) -> bool:
        """The sentence says that it still goes on."""
        return goes_on(self.sentence, self.end)

    @property
    def new(self) -> bool:
        """The words around say that it has just happened ("yesterday", "but now")."""
        return has_just_happened(self.sentence.words, self.start, self.end)


def _in_youth(words: Sequence[str], start: int, end: int) -> bool:
    """True where the clause of the phrase, or a clause that opens the sentence before it, tells an age of youth."""
    if "was" not in words:  # a quick look before the long one
        return False
    right = next((at for at in range(end, len(words)) if words[at] in CLAUSE_ENDS), len(words))
    left = next((at + 1 for at in range(start - 1, -1, -1) if words[at] in CLAUSE_ENDS), 0)
    opening = 0 < left <= _OPENING_WORDS
    return bool(_YOUTH.search(" ".join(words[0 if opening else left : right])))


def _names_relative(words: Sequence[str], start: int) -> bool:
    if _RELATIVES_NAMED.isdisjoint(words[max(0, start - _BACK) : start]):
        return False
    for at in range(start - 1, max(-1, start - 1 - _BACK), -1):
        if words[at] in CLAUSE_ENDS or words[at] in ("i", "my"):
            return False
        if words[at] in _RELATIVES_NAMED:
            return at > 0 and words[at - 1] in ("my", "our", "his", "her", "a", "the")
    return False


def _is_imagined(words: Sequence[str], start: int) -> bool:
    before = words[max(0, start - 10) : start]
    if not _WATCHING_ENDS.isdisjoint(before):  # a quick look before the long one
        text = "".join(f"{word} " for word in before)
        watching = max((text.rfind(f"{cue} ") for cue in _WATCHING), default=-1)
        if watching >= 0 and not re.search(r" (?:but|now|and i|and my) ", text[watching:]):
            return True
    if _IMAGINING.isdisjoint(before[-_BACK:]):
        return False
    for at in range(start - 1, max(-1, start - 1 - _BACK), -1):
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
    if previous in ("know", "tell") and "how" in words[max(0, at - 5) : at]:
        return True
    if previous in ("as", "mean", "sure", "know", "wonder", "wondering", "even", "see", "asked", "tell", "like"):
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
    if _COMING.isdisjoint(words[max(0, start - _BACK) : start]):
        return False
    for at in range(start - 1, max(-1, start - 1 - _BACK), -1):
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

"""What words after a warning sign say of it: that it was misread, is long past, or is back."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from backline.language.help_told import even, is_known_to_a_doctor
from backline.language.intents import STORY_WORDS

_MISTAKE = re.compile(
    r"\b(?:did(?:n.?t| not) mean(?! to)|not what i (?:meant|said|asked|wrote)|never said|misunder\w+|misread\w*"
    r"|mishear\w*|misheard"
    r"|mistake|jok(?:e|es|ing)|kidding|(?:just|only) an expression|(?:not|n.?t) (?:mean (?:it|that) )?literal(?:ly)?"
    r"|typo|auto ?correct|figure of speech|hypothetical\w*|theoretical\w*"
    r"|metaphor\w*|sarcas\w+"
    r"|false alarm|exaggerat\w+|that(?:.?s| is) wrong|i spilled|i meant|(?:just|only|was) (?:asking|curious|wondering)"
    r"|(?:you|u)(?:.?ve| have)? (?:got|get|took|heard) (?:me|that|it|this)(?: all| completely)? wrong|in general"
    r")\b",
    re.I,
)
_MEANT = re.compile(
    r"\b(?<!what )i (?:meant|mean|was (?:talking|asking|speaking|writing)|only meant|am talking)\b", re.I
)
_PAST = re.compile(
    r"\b(?:(?:\d+|an?|one|two|three|four|five|six|ten|twenty|few|couple of|many|some) (?:years?|months"
    r"|decades?) (?:ago|back)"
    r"|(?:years?|long|ages|decades) ago|last year|years back|(?:when|since) i was (?:an? |only |just |very |about )*"
    r"(?:kid|child|young\w*|teen\w*|little|boy|girl|baby|student|\d+)|in (?:19|20)\d\d|back (?:then|in)|used to"
    r"|not (?:now|any ?more)|childhood|before my (?:op|operation|surgery)|back when)\b",
    re.I,
)
_NO = (
    r"(?:do not|don'?t|did not|didn'?t|never|have not|haven'?t|am not|i'?m not|im not|is not|isn'?t|was not|wasn'?t"
    r"|no|not"
    r"|without|none of)"
)
# What people call a sign by, beside "it".
_WORDS_OF = {
    "cauda_equina": r"numb\w*|tingl\w+|bladder|bowels?|pee\w*|wee|wet|leak\w*|incontinen\w*|toilet|accidents?|saddle",
    "infection": r"fever\w*|temp\w*|chills?|shiver\w*|infect\w+|ill|sick",
    "cancer": r"cancer\w*|tumou?rs?|weight|numb\w*|weak\w*|lump",
    "fracture": r"f[ae]ll(?:en|s|ing)?|crash\w*|accident|injur\w+|broken?",
    "progressive_weakness": r"weak\w*|heav\w+|drop\w*|drag\w*|paraly[sz]\w*|numb\w*|giv\w+ way|slap\w*",
    "vascular_cardiac": r"chest|heart|breath\w*|cal(?:f|ves)|belly|tight\w*|swoll?e?n|pain|pulsing",
    "self_harm": r"suicid\w*|kill\w*|die|dying|dead|harm\w*|end(?:ing)? (?:it|things|my life)|overdos\w*|jump",
}
_ALL_WORDS = "|".join(_WORDS_OF.values())
_GAP = (
    r"(?: (?!better\b|improv|gone\b|going\b|only\b|just\b|sure\b|able\b|know\b|want to (?:go|be|end up)\b)[\w']+){0,3}?"
)
_DENIED = re.compile(
    rf"\b{_NO}{_GAP} (?:{_ALL_WORDS})\b"
    r"|\b(?:do not|don'?t|never|did not|didn'?t|have not|haven'?t) (?:actually |really |even )?(?:have|had|got|get"
    r"|say|said|do|did)"
    r" (?:it|that|this|them|those|these|any(?: of (?:it|that|this|them|those|these))?)\b"
    r"|\b(?:none of (?:that|those|these|this|them)|nothing like (?:that|this)|not (?:suicidal|true))\b",
    re.I,
)
_UNCERTAIN = re.compile(
    r"\b(?:but|maybe|perhaps|though|not sure|i think|sometimes|a (?:bit|little)|kind of|sort of|yet|still)\b|\?\s*$",
    re.I,
)
_AGREES = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|no|nope|ok)\W+)?(?:correct|exactly|(?:that.?s |this is |it is |its )?right|true"
    r"|i (?:really |definitely )?(?:do not|don.?t|dont|haven.?t|have not|am not|did not|didn.?t)(?: (?:have|had|got"
    r"|feel))?"
    r"(?: (?:it|this|that|any|them))?(?: (?:now|at all|anymore|any more))?|of course not|not at all|definitely not"
    r")\W*$",
    re.I,
)

_BACK_AGAIN = re.compile(
    r"\b(?:(?:come|came|coming|comes|crept|gone?) (?:right )?back|return(?:ed|ing|s)"
    r"|(?:start(?:ed|ing|s)?|hap+en(?:ed|ing|s|d)?|did|do(?:es|ing)?|does|had|have|having|got|went|there|comes?|came"
    r"|felt|feel)"
    r" (?:\w+ ){0,2}(?:again|agian|agen|once more)"
    r"|(?:it|they|that|this|its|it'?s|all|symptoms?|thing|same|everything)(?: is| are| has|'?s"
    r"|'?re)? back(?! (?:pain|ache|hurt\w*))"
    r"|(?:get(?:ting|s)?|got|becom\w+) (?:\w+ )?(?:worse|weaker|number|heavier)|(?:is|its|it'?s|lot|bit|much|even"
    r"|now) worse"
    r"|worsen(?:ed|ing|s)?|relaps\w+|second time|another (?:episode|one)|again (?:now|today|this|last|just)"
    r"|(?:not|hasn'?t|haven'?t|isn'?t) gone)\b"
    r"|^\W*(?:still|again|worse|and again|its again|it again)\b(?!\W*(?:thank|thanks|hello|hi|please)).{0,20}$",
    re.I,
)
_NOT_BACK = re.compile(
    r"^\W*(?:please |ok |let'?s |lets |we )*(?:start|begin|do it|say|try|go|show)\b|"
    r"\b(?:if|can|could|will|would|might|may|does|do|should|when|how|what|why|want|afraid|scared|worr\w+|hope"
    r"|so that|to)"
    r"\b(?: [\w']+){0,3} (?:come|comes|coming|returns?|hap+ens?|starts?|gets?|getting|back|worse|again)\b"
    r"|\b(?:not|never|hasn'?t|haven'?t|didn'?t|isn'?t|no|wont|won'?t|doesn'?t)(?: [\w']+){0,2}"
    r" (?:come|came|back|hap+en\w*|start\w*|return\w*|get\w*|got|worse|again|any)\b",
    re.I,
)
_OTHER_PAIN = re.compile(
    r"\b(?:pains?|painful|ache\w*|aching|hurt\w*|sore\w*|stiff\w*|spasms?|my (?:\w+ )?(?:back|neck))\b", re.I
)
_ASKS = re.compile(r"\?\s*$|^\W*(?:what|whats|which|how|who|is|are|does|do|can|could|should|will|would)\b", re.I)
_AFTER_ALL = re.compile(
    r"\b(?:actually|in fact|to be honest|tbh|thinking about it|come to think|wait|hang on|hold on"
    r"|on second thoughts?|hmm+"
    r"|truth is|i lied|after all|maybe|well)\b",
    re.I,
)
_IS_SO = re.compile(
    r"\b(?:yes|yeah|it (?:is|does|did|was|has)|its|it'?s|i (?:do|did|am|have|feel)|i'?m|ive|i'?ve|there is|there'?s"
    r"|they (?:do|are))\b",
    re.I,
)
# "Actually it is"; "actually I have sciatica" tells of something else.
_IS_SO_ALONE = re.compile(
    r"\b(?:yes|yeah|it (?:is|does|did|was|has)|i (?:do|did|am|have)|there is|they (?:do|are))(?: (?:it|that|this"
    r"|now|too|a bit))?\W*$",
    re.I,
)
_BARELY = re.compile(r"\b(?:still|again|now|today|worse|bit|little|slightly|sometimes|keeps?|back)\b", re.I)
_MEANT_IT = re.compile(
    r"\bi (?:do|did|really do|really did) (?:really |actually )?(?:mean|have|want|feel) (?:it|that|this|to)\b"
    r"|\bi meant it\b"
    r"|\b(?:was not|wasn'?t|am not|i'?m not|not) (?:really )?(?:joking|a joke|kidding|a mistake)\b"
    r"|\b(?:it|that) ?(?:'s|is|was|s) (?:really )?(?:true|real)\b|\bi was wrong\b",
    re.I,
)
# After so many more messages "it's back" may be about anything.
_SOON = 6


# After an end of a wish to die: "I lied", "the thoughts are back", "it's bad again tonight".
_NOT_SAFE_AFTER_ALL = re.compile(
    r"^\W*(?:(?:sorry|ok|well|actually|no|but)\W+)*i (?:just |have )?(?:lied|was lying)\b"
    r"|\b(?:thoughts?|feelings?|voices?|urges?)(?: \w+){0,2} (?:back|again|return\w*|worse)\b"
    r"|\b(?:it|things?|night)(?: is|\W?s| are| get| gets| got)* (?:so |really |very )?bad again\b"
    r"|\bi(?: am|\W?m) not (?:safe|ok|okay|alright|fine)\b",
    re.I,
)


def takes_back(text: str) -> Literal["surely", "perhaps"] | None:
    """Whether words written while an alarm is open say that it was misread, is long past or was denied.

    Returns:
        ``surely`` where they say that it was misread and what was meant, ``perhaps`` where it is worth a question.
    """
    plain = even(text)
    if _MISTAKE.search(plain):
        named = re.search(r"\b(?:did(?:n.?t| not) mean|misunder\w+|wrong|not what i meant|misread)\b", plain, re.I)
        return "surely" if named and _MEANT.search(plain) and not _UNCERTAIN.search(plain) else "perhaps"
    return "perhaps" if _PAST.search(plain) or _DENIED.search(plain) else None


_NOT_SUICIDAL = re.compile(
    r"(?:\b(?:not|never|no)|n'?t) (?:\w+ ){0,2}?(?:suicidal|suicide|(?:want\w*|wanna|going|gonna|trying|planning"
    r"|plan|mean\w*"
    r"|about|think\w* (?:of|about)) (?:to )?(?:\w+ ){0,2}?(?:di?e|dying|kill\w*|suicide|hurt\w*|harm\w*|end\w*"
    r"|anything like that))\b",
    re.I,
)
_ONLY_ANGRY = re.compile(
    r"\bnot (?:sad|depressed|down|low|desperate)\b.*\b(?:mad|angry|annoyed|frustrated|irritated|bored|fed up|joking"
    r"|kidding)\b",
    re.I,
)
_NAMES_WHAT_WAS_MEANT = re.compile(r"\b(?:mean|meant|talking|talk|about|only|just|it'?s)\b(?! not\b)", re.I)
_DESPAIR = re.compile(
    r"\b(?:but|still|maybe|sometimes|anymore|any more|yet|today|almost|wish|tired of (?:life|living|everything)"
    r"|done|empty"
    r"|hopeless|alone|point|goodbye|cant (?:go|take)|can'?t (?:go|take)|asleep|sleep|wake)\b|\?",
    re.I,
)


def speaks_of_despair(text: str) -> bool:
    """Whether words after an alarm tell of despair, doubt or an end, which no denial beside them outweighs."""
    return bool(_DESPAIR.search(even(text)))


def denies_wish_to_die(text: str) -> bool:
    """Whether words after an alarm plainly deny a wish to die and say what was meant: "not suicidal, just fed up"."""
    plain = even(text)
    if _DESPAIR.search(plain):
        return False
    if _ONLY_ANGRY.search(plain):
        return True
    denial = _NOT_SUICIDAL.search(plain)
    return bool(denial and _NAMES_WHAT_WAS_MEANT.search(plain[: denial.start()] + " " + plain[denial.end() :]))


def only_long_past(text: str) -> bool:
    """Whether words say no more against a sign than that it was long ago."""
    plain = even(text)
    return bool(_PAST.search(plain)) and not _MISTAKE.search(plain) and not _DENIED.search(plain)


def confirms_taking_back(text: str) -> bool:
    """Whether words say for the second time, asked whether they do not have it, that they do not."""
    plain = even(text)
    return not _UNCERTAIN.search(plain) and (bool(_AGREES.search(plain)) or takes_back(plain) is not None)


def is_back(text: str, flags: Collection[str], *, taken_back: bool, turns: int) -> bool:
    """Whether words after the end of an alarm say that the sign is there again, or was there after all.

    Args:
        text: the message, which names no sign by itself.
        flags: the red flags of the alarm.
        taken_back: the alarm had ended as a misunderstanding, and not by a doctor or help.
        turns: how many messages came since, this one included.
    """
    plain = even(text)
    if len(plain.split()) > STORY_WORDS or _ASKS.search(plain):
        return False
    if "self_harm" in flags and turns <= _SOON and _NOT_SAFE_AFTER_ALL.search(plain):
        return True
    words = "|".join(_WORDS_OF[flag] for flag in flags if flag in _WORDS_OF)
    names_it = bool(words and re.search(rf"\b(?:{words})\b", plain, re.I))
    if not names_it and (turns > _SOON or _OTHER_PAIN.search(plain)):
        return False
    again = _BACK_AGAIN.search(plain) or (names_it and re.search(r"\b(?:again|agian|agen)\b", plain, re.I))
    if again and not _NOT_BACK.search(plain):
        return not is_known_to_a_doctor(plain)
    if _DENIED.search(plain) or is_known_to_a_doctor(plain):
        return False
    after_all = bool(_AFTER_ALL.search(plain) and (names_it or _IS_SO_ALONE.search(plain)))
    if taken_back:
        return bool(after_all or _MEANT_IT.search(plain) or (names_it and _IS_SO.search(plain)))
    return bool(names_it and _IS_SO.search(plain) and _BARELY.search(plain))

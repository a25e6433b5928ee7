"""How old somebody says that they are, or that the child is who needs help: by rules, from plain words."""

from __future__ import annotations

import re

from backline.language.normalise import NUMBER_WORDS

ADULT = 18
#: The writer has the pain.
OWN_COMPLAINT = re.compile(
    r"\bmy (?:own |low |lower |upper |mid |whole |poor )*(?:back|neck|spine|legs?|sciatica|shoulders?|pain)\b"
    r"|\bi (?:have|am in|had|got|get|feel|suffer) (?:\w+ ){0,5}?(?:back|neck|pain|sciatica|aches?|stenosis)\b"
    r"|\bi hurt\b"
)
_CHILD = (
    r"(?:step ?)?(?:son|daughter|child|kid|kiddo|boy|girl|toddler|infant|grandson|grand ?daughter|grandchild|grandkid"
    r"|nephew|niece|(?:little|younger|baby) (?:one|brother|sister)|brother|sister|baby|student|pupil|teen(?:ager)?)s?"
)
_NUMBER = rf"(?P<n>\d{{1,2}}|{'|'.join(word for word in NUMBER_WORDS if word not in ('a', 'an'))})"
_NOT_AN_AGE = (
    r"(?! ?(?:weeks?|wks?|months? (?!old)|days?|hours?|feet|ft|foot|lbs?|pounds?|kg|kilos?|percent|%|minutes?"
    r"|times|miles"
    r"|mg|inches|cm|out|of|sessions?|st\b|nd\b|rd\b|th\b|/|- ?\d|\.))"
)
_CHILD_AGES = (
    re.compile(
        rf"\b(?:he|she|{_CHILD}) (?:who )?(?:is|s|has|was|turned|turns|just turned|has just turned) "
        rf"(?:only |just |about |almost |nearly |now |like |turning )*{_NUMBER}\b{_NOT_AN_AGE}"
    ),
    re.compile(rf"\b{_CHILD} [,(-]? ?(?:aged? |age of )?{_NUMBER}\b{_NOT_AN_AGE}"),
    re.compile(rf"\b{_NUMBER} ?-? ?(?:years?|yrs?|yr|y)[ -]*(?:old|olds)?[ -]*{_CHILD}\b"),
    re.compile(
        rf"(?<!i am )\b(?:my|our|a|the|his|her|that|this) {_NUMBER} ?-? ?(?:years?|yrs?|yr|y|months?)"
        r"[ -]*(?:olds?|o)\b"
    ),
    re.compile(rf"\b(?:my|our|a|the) {_NUMBER} ?yo\b"),
    re.compile(rf"\b(?:he|she) (?:is )?aged? {_NUMBER}\b"),
)
# Told without a number, and surely under age.
_SMALL = re.compile(
    r"\b(?<!as )(?:my|our|a|the|his|her) (?:\w+ )?(?:toddler|infant|newborn|preschooler|schoolchild|teenager|teen)\b"
    r"|\bteenaged? (?:son|daughter|boy|girl|kid)\b|\b(?:son|daughter|kid|boy|girl|child) (?:\w+ )?in (?:kindergarten"
    r"|pre ?school|primary school|elementary|(?:1st|2nd|3rd|[4-9]th|first|second|third|fourth|fifth|sixth) grade)\b"
)
# The child has the pain, whatever the writer has.
_YEARS_OLD = r"\w+ ?-? ?(?:(?:years?|yrs?|yr|y)[ -]*(?:olds?|o)|yo)"
_MY_CHILD = rf"(?:my|our) (?:\w+ )?(?:{_CHILD}|{_YEARS_OLD})"
_CHILD_HURTS = re.compile(
    rf"\b(?:{_MY_CHILD}|he|she)(?: (?!i\b|my\b|me\b)\w+){{0,5}}? (?:has|have|had|having|gets?|got|suffers?|complain\w*)"
    r"(?: (?!i\b|me\b|my\b)\w+){0,4}? (?:pain\w*|aches?|sore|hurt\w*|stiff|scoliosis|sciatica|backache)\b(?! my\b)"
    r"|\b(?:his|her) (?:\w+ )?(?:back|neck|spine|legs?) (?:\w+ )?(?:hurts?|aches?|is sore|pain)\b"
    rf"|\bexercis\w* for (?:{_MY_CHILD}|him|her)\b"
)
# The writer is at school, or is under age by another word than a number.
_GRADE = (
    r"(?:(?:\d{1,2} ?(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)"
    r" grade(?:rs?)?)"
)
_SCHOOL = r"(?:(?:middle|high|primary|elementary|secondary|junior high) ?school(?:er)?|junior high)"
_NO_PUPIL = r"(?! (?:teach|coach|princip|nurse|staff|care|psych|doctor|ther|league|of|at heart|reunion|gym)\w*)"
_AT_SCHOOL = re.compile(
    rf"\bi am(?: (?:still|only|just|now|currently|an?|in|at|the|going into|freshman|sophomore|junior|senior))*"
    rf" (?:{_GRADE}|{_SCHOOL}"
    r"|grade \d{1,2}(?! \w*(?:spond|listh|strain|sprain|tear|disc|disk|slip))|year (?:[7-9]|1[0-3])"
    rf"|school ?(?:boy|girl|kid)|teen(?:ager)?|minor|kid|child)\b{_NO_PUPIL}"
    rf"|\b(?:still|currently) (?:in|at) (?:{_GRADE}|{_SCHOOL})\b{_NO_PUPIL}"
    rf"|\bi (?:still )?(?:go to|attend) {_SCHOOL}\b{_NO_PUPIL}|^\W*in {_GRADE}(?= ?[,.;!?]|$)"
    rf"|\b{_GRADE} here\b|\bi am (?:still )?(?:under|not yet|not) (?:18|eighteen)\b"
)
_OWN_AGES = (
    re.compile(
        rf"\b(?:i am|my age is|i just turned|i turned|being) (?:now |only |just |about |almost |nearly |an? )*{_NUMBER}"
        r"(?= ?-? ?(?:years?|yrs?|yr|yo|y ?o|m|f|male|female|and|with|but|so|what|which|can|who|is|are|my|i|give|show"
        r"|exercises?)\b| ?[.,;!?/]|$)"
    ),
    re.compile(r"\b(?P<n>\d{1,3}) ?-? ?(?:years?|yrs?|yr|y) ?-? ?(?:old|o)\b|\b(?P<yo>\d{1,3}) ?yo\b"),
    re.compile(r"\b(?:aged?|age is) (?P<n>\d{1,3})\b(?! ?(?:weeks?|months?|days?))"),
)
#: The exercises are said to be for the writer.
FOR_SELF = re.compile(
    r"\b(?:exercises?|these|those|they|it|this|plan|that|is|are|something|ones?) (?:\w+ ){0,2}?for (?:me|myself)\b"
    r"|\bfor my own\b|\bnot for (?:him|her|them|my (?:son|daughter|kid|child))\b"
)
# Looser than those above: only an adult's age is taken from it.
_ANY_AGE = re.compile(
    r"\b(?:i\W?m|i am|age|aged) (\d{1,2})\b(?!\s*(?:weeks?|months?|days?|%|lbs?|pounds|kg|min|hours?|feet|st\b|on\b))"
    r"|\b(\d{1,2})\W?(?:years?|yrs?|yr)\W?old\b|\b(\d{1,2}) ?(?:yo|y/o)\b",
    re.I,
)


def age_told(plain: str) -> tuple[int | None, bool]:
    """The age of the one who needs exercises, and whether it is that of somebody else, such as a child.

    Args:
        plain: the message in plain words, see `plain_text`.
    """
    other = next((found for words in _CHILD_AGES if (found := words.search(plain))), None)
    named = other is not None or _SMALL.search(plain) is not None
    if named and (not OWN_COMPLAINT.search(plain) or (_CHILD_HURTS.search(plain) and not FOR_SELF.search(plain))):
        return (_number(other["n"]) if other is not None else ADULT - 1), True
    for words in _OWN_AGES:
        for own in words.finditer(plain):
            if other is None or own.end() <= other.start() or own.start() >= other.end():
                groups = own.groupdict()
                return _number(groups["n"] or groups["yo"]), False
    return (ADULT - 1 if _AT_SCHOOL.search(plain) else None), False


def adult_age_named(text: str) -> int | None:
    """An adult's age that stands anywhere in a message.

    A smaller one is that of a child who only comes up: "carrying my 3 year old".

    Args:
        text: the message as sent.
    """
    named = _ANY_AGE.search(text)
    age = int(next(filter(None, named.groups()))) if named else 0
    return age if age >= ADULT else None


def _number(written: str) -> int:
    return int(NUMBER_WORDS[written]) if written in NUMBER_WORDS else int(written)

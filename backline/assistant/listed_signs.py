"""The list of warning signs that people are asked about: which of it a message picks, and what its words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backline.assistant.whom import words_of_the_writer
from backline.language.long_ago import says_long_ago
from backline.language.people import RELATIVE
from backline.language.plain_text import QUESTION, plain_text

# A longer message that asks tells of nobody: "what counts as a bad fall".
_FEW_WORDS = 3


@dataclass(frozen=True)
class ListedSign:
    """A sign of the list of data/red_flag_replies.yml.

    Attributes:
        words: by which it is picked.
        sentence: by which it is judged where it is picked.
        meaning: the text of data/red_flag_replies.yml that explains it.
    """

    words: re.Pattern[str]
    sentence: str
    meaning: str


def _sign(words: str, sentence: str, meaning: str) -> ListedSign:
    return ListedSign(re.compile(rf"\b(?:{words})\b", re.I), sentence, meaning)


# In the order of the list.
LISTED = (
    _sign(
        r"bladder|bowels?|pee(?:ing)?|urin\w+|toilet|incontinen\w+",
        "I have new trouble with my bladder.",
        "means_bladder",
    ),
    _sign(
        r"numb(?:ness)?(?!.*\b(?:arms?|hands?|fingers?|foot|feet|toes?|thumb|calf|calves|shins?|ankles?|heels?|soles?"
        r"|(?<!inner )thighs?|(?<!between my )(?<!between the )legs?)\b)"
        r"|between (?:my|the) legs|saddle|groin",
        "I have new numbness between my legs.",
        "means_numb",
    ),
    _sign(r"weak(?:ness|er)?(?! bones?)", "I have weakness in my leg that gets worse.", "means_weak"),
    _sign(r"fevers?|feverish|feel(?:ing)? (?:very |so )?(?:ill|sick)", "I have a fever.", "means_fever"),
    _sign(r"falls?|fell|fallen|crash(?:ed)?|accident", "I had a bad fall.", "means_fall"),
    _sign(r"cancers?|tumou?rs?", "I have had cancer.", "means_cancer"),
    _sign(
        r"weight ?loss|los(?:t|ing|s of) (?:\w+ )?weight|weight$",
        "I have lost weight and cannot explain it.",
        "means_weight",
    ),
    _sign(r"chest", "I have chest pain.", "means_chest"),
)
# Words of the list by which nobody names a sign of their own, but asks what it means.
_ASKED_BY = {
    "means_bladder": re.compile(r"\b(?:stool|poo\w*|pass(?:ing)? (?:water|urine))\b", re.I),
    "means_numb": re.compile(r"\bnumb\w*\b.*\blegs?\b|\bbetween (?:your|ur|ones) legs?\b|\bcrotch\b", re.I),
    "means_weak": re.compile(r"\bweakness\b", re.I),
    "means_fever": re.compile(r"\b(?:temperature|feeling ill|feel ill|ill)\b", re.I),
    "means_weight": re.compile(r"\bweight\b", re.I),
}
_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_NUMBER = re.compile(
    rf"(?:{'|'.join(_NUMBERS)}|(?<!\w)last|\b(?:{'|'.join(_COUNTED)})(?!\w)|[1-8](?:st|nd|rd|th)?(?!\w))", re.I
)
# "The first one", "number 2", "it's the 3rd on the list", "2 and 3": nothing beside the numbers.
_ONLY_NUMBERS = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|only|just|i have|i got|i\W?ve got|it\W?s|maybe|the|number|numbers|no|nr|point"
    r"|sign|item|and|or|i think|of|in|on|your|list"
    rf"|{'|'.join(_NUMBERS)}|last|{'|'.join(_COUNTED)}|[1-8](?:st|nd|rd|th)?)\b\W*)+$",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:fine|ok|okay|normal|good|alright|all right|works?|working)\b"
    r"|\b(?:no|not|never|without|none|nope|n[o']?t|don\W?t|isn\W?t|haven\W?t)\b",
    re.I,
)
_BUT = re.compile(r"^.*\b(?:no (?:\w+ ){0,2}yes|but|except(?: for)?|just|only|apart from|besides)\b", re.I)

# What a word of the list means, and whether something is meant by it.
_SIGN = r"(?:falls?|crash\w*|weak\w*|fever|numb\w*|bowels?|bladder|trouble|problems?|cancer|weight loss|chest pain|ill)"
_MEANING = re.compile(
    r"\bwhat (?:\w+ )?(?:counts?|qualif\w+) as\b|\bwhat (?:do|did) you mean\b|\bwhat is (?:meant|considered|classed)\b"
    r"|\bwhat (?:do|does|is|are) (?:\w+ ){1,8}?mean\b"
    rf"|\bwhat (?:is|are) (?:an? |the )?(?:new |bad )?(?:\w+ )?{_SIGN}\W*$"
    r"|\b(?:does|do|would|will) (?:\w+ ){1,12}?(?:mean|count|include|qualify)\b|\b(?:meaning|definition) of\b"
    r"|\bdo you mean\b|\bis (?:\w+ ){1,6}?(?:the same as|meant by|included)\b"
    rf"|\bwhat (?:kind|sort|type) of (?:\w+ )?{_SIGN}\b|\bhow (?:do you )?define\b|\bhow bad (?:does|must|should)\b"
    r"|\bdoes (?:that|it|this) count\b|^\W*(?:define|explain)\b"
)
# "Is constipation bowel trouble?"
_IS_ONE = re.compile(
    r"^\W*(?:(?:ok|okay|and|so|but|hm+|um+)\W+)*(?:is|are|would|was) (?:\w+ ){1,8}?"
    rf"(?:also |even |really )?(?:an? )?(?:\w+ )?{_SIGN}\W*$"
)
_OWN = re.compile(r"\b(?:i|my|me|mine|we|our)\b")
# It is of somebody, and now.
_TOLD = re.compile(
    r"\b(?:since|now|yesterday|today|tonight|last night|this morning|can not|cant|could not|he|she|him|her|his)\b"
    rf"|\b{RELATIVE}\b"
)
_I_MEAN = re.compile(
    r"\b(?:i mean|if i may ask|tell me|explain (?:to )?me|i (?:do not|dont) (?:understand|get|know))\b"
)


def picked_signs(text: str) -> list[str]:
    """Sentences for the signs of the list that ``text`` picks, by word or by number."""
    if _ONLY_NUMBERS.search(text):
        numbers = [match[0].lower() for match in _NUMBER.finditer(re.sub(r"\bones?\W*$", "", text, flags=re.I))]
        if not numbers and re.fullmatch(r"\W*(?:number )?(?:one|1)\W*", text, re.I):
            numbers = ["1"]
        return [LISTED[_position(number)].sentence for number in numbers]
    if QUESTION.search(text) and len(text.split()) > _FEW_WORDS:
        return []
    told = _BUT.sub("", words_of_the_writer(text))  # "no, just weakness" names the weakness
    if _DENIES.search(told):
        return []
    # "I had a crash in 2005" is no sign any more.
    old = says_long_ago(told)
    return [one.sentence for one in LISTED if one.words.search(told) and not (old and one.meaning == "means_fall")]


def meanings_asked(text: str) -> list[str]:
    """The texts that explain the signs of the list of which a message asks what they mean, or whether they count.

    Also of those that it names of a relative alone. Empty where the message does neither.
    """
    of_another = words_of_the_writer(text) != text
    plain = plain_text(text)
    if not of_another and not _MEANING.search(plain) and not _IS_ONE.search(plain):
        return []
    return [
        sign.meaning
        for sign in LISTED
        if sign.words.search(text) or (sign.meaning in _ASKED_BY and _ASKED_BY[sign.meaning].search(text))
    ][:2]


def only_asks_for_meaning(text: str) -> bool:
    """Whether a message asks what a sign of the list means, and tells nothing of the person who asks."""
    plain = _I_MEAN.sub(" ", plain_text(text))
    if not _MEANING.search(plain) or _OWN.search(plain) or _TOLD.search(plain):
        return False
    # "Numb between the legs, what does that mean?" tells the sign, and asks beside it.
    told = [part for part in re.split(r"[,.;!?]+", plain) if not _MEANING.search(part)]
    return not any(sign.words.search(part) for part in told for sign in LISTED) and bool(meanings_asked(text))


def _position(number: str) -> int:
    if number == "last":
        return len(LISTED) - 1
    for names in (_NUMBERS, _COUNTED):
        if number in names:
            return names.index(number)
    return int(number[0]) - 1

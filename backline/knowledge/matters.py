"""What people ask about a treatment that no aspect names: may I stop it, drink with it, have it with a pacemaker?

The answers hold it, in one sentence or another. A matter knows the words that ask about it and those that tell it, so
that the answer is given that holds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backline.knowledge.base import KnowledgeBase
from backline.knowledge.topic import Answer

# Risks come first: what must not be missed stands there.
_ASPECTS = ("risks", "how_to", "recovery", "treatment", "self_care")


@dataclass(frozen=True)
class Matter:
    """Something that is asked about a treatment.

    Attributes:
        id: its name.
        asked: words of a question about it, in plain text (`backline.language.plain_text`).
        told: words of an answer that holds it.
        of_person: whether it is an illness or a device that the person has; else it is about medicine alone, and is
            told in the question itself.
    """

    id: str
    asked: re.Pattern[str]
    told: re.Pattern[str]
    of_person: bool = True


def _matter(name: str, asked: str, told: str, *, of_person: bool = True) -> Matter:
    return Matter(name, re.compile(rf"\b(?:{asked})\b"), re.compile(rf"\b(?:{told})", re.I), of_person)


PREGNANCY = _matter(
    "pregnancy",
    r"pregn\w*|preggers|trying (?:for a baby|to conceive)|expecting(?: a baby)?|breast ?fe+d\w*|nursing|trimester",
    "pregnan|breastfeed",
)
STOPPING = _matter(
    "stopping",
    # "Will it stop the pain" is about what it does.
    r"(?<!not )(?<!never )(?<!no )stop(?:s|p?ing|p?ed)?(?! (?:\w+ ){0,3}?"
    r"(?:pain|hurt\w*|ach\w+|spasm\w*|swelling|exercis\w*|walk\w*|work\w*|smoking|moving|help\w*)\b)"
    r"|quit(?:ting)?(?! (?:smoking|drinking|work\w*|my job)\b)|(?:come|coming|get|getting|go|going|be) off(?! work)"
    r"|wean\w*|taper\w*|withdraw\w*|cold turkey|(?:skip|miss)\w*(?: (?:a|my|one))? (?:dose|pill|tablet)s?",
    r"stop|come off|lowers? (?:it|the amount)",
    of_person=False,
)
ALCOHOL = _matter(
    "alcohol",
    r"alc[oa]h?ol\w*|beers?|wine|liquor|vodka|tequila|whisk\w+|cocktails?|booz\w+|drunk|have a (?:few )?drinks?"
    r"|drink(?:s|ing)?(?! (?:\w+ )?(?:water|tea|coffee|milk|juice|fluids?|plenty|enough)\b)",
    "alcohol",
    of_person=False,
)
MATTERS: tuple[Matter, ...] = (
    PREGNANCY,
    STOPPING,
    ALCOHOL,
    _matter(
        "device",
        r"pace ?makers?|defib\w*|icd|(?:heart|metal|electronic|medical|implanted|cochlear) (?:implants?|devices?)"
        r"|implants?|metal(?! (?:allerg|tast)\w*)|aneurysm clips?|insulin pump|(?:heart )?stents?"
        r"|(?:metal )?(?:screws|rods|plates|hardware|shrapnel)|iud"
        r"|(?:artificial|replacement|replaced) (?:hip|knee|joint)|(?:hip|knee|joint) replacement",
        "pacemaker",
    ),
    _matter(
        "thinners", r"(?:blood )?thinn?ers?|anti ?coag\w*|warfarin|coumadin|eliquis|xarelto|plavix", "blood thinner"
    ),
    _matter("diabetes", r"diabet\w*|(?:blood |my )?sugars?|glucose|insulin|a1c", "blood sugar|diabet"),
    _matter("kidneys", r"kidneys?|renal|ckd|dialysis", "kidney"),
    _matter("liver", r"liver|cirrhosis|hepatitis", "liver"),
    _matter("stomach", r"ulcers?|stomach|gastric|gastritis|reflux", "stomach|ulcer"),
    _matter(
        "heart",
        r"heart (?:disease|failure|problems?|trouble|condition|attack)|high blood pressure|hypertension|stroke",
        "heart|blood pressure",
    ),
    _matter(
        "bones",
        r"osteop[eo]\w*|(?:thin|brittle|fragile|weak|soft|porous) bones?|(?:low )?bone density",
        "(?:thin|fragile|brittle) bones",
    ),
    _matter("asthma", "asthma|asthmatic", "asthma"),
    _matter("epilepsy", "epileps?y|epileptic|seizures?", "epilepsy"),
    _matter(
        "habit",
        r"addict\w*|habit ?forming|hooked|dependen(?:t|ce|cy)|dependan\w*",
        r"hard to stop|dependence|gets used to",
        of_person=False,
    ),
    _matter("driving", r"driv(?:e|ing)|behind the wheel|operat\w+ machin\w+", "driv(?:e|ing)", of_person=False),
)


def telling(knowledge: KnowledgeBase, topic: str, matter: Matter, *, wider: bool = True) -> Answer | None:
    """The answer about ``topic`` that tells ``matter``; None where none does.

    Args:
        knowledge: the knowledge base.
        topic: the id of the topic.
        matter: what is asked about it.
        wider: whether the topic that it is part of may answer.
    """
    known = knowledge.topics.get(topic)
    while known is not None:
        for aspect in _ASPECTS:
            answer = known.answers.get(aspect)
            if answer is not None and matter.told.search(answer.text):
                return answer
        known = knowledge.topics.get(known.part_of) if wider and known.part_of else None
    return None

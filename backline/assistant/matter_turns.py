"""Questions about a treatment and what stands beside it: stopping it, alcohol, pregnancy, a pacemaker, an illness.

"Can I drink on it?" names no back, and "can I stop it?" asks for no aspect; yet a wrong answer may do harm here. The
answer that holds the matter is given, of the treatment that is named or was talked about last.
"""

from __future__ import annotations

import re

from backline.assistant import resources
from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.knowledge import Topic
from backline.knowledge.matters import MATTERS, PREGNANCY, STOPPING, Matter, telling

_TREATMENTS = ("care", "surgery")
_MEDICINE = "medication"
# A scan is no treatment, but nobody may have it with everything in or about them.
_SCAN = "diagnosis_imaging"
# A question whether, or a wish that is as good as one: not how it went so far.
_WHETHER = re.compile(
    r"\?|(?<!\bi )(?<!\bit )(?<!\bthey )(?<!\bwe )"
    r"\b(?:can|could|may|might|should|shall|does|do|will|would) (?!not\b)\w+\b"
    r"|^\W*(?:(?:and|so|but|ok|okay|hi|hello)\W+)*(?:is|are|am i)\b|\b(?:is|are|am) (?:it|this|that|they|there|i)\b"
    r"|\b(?:ok|okay|safe|allowed|alright|bad|dangerous|risky) (?:to|for|if|with|while|when)\b|\bwhat (?:if|happens)\b"
    r"|\b(?:a|any|an) (?:problem|issue|risk|danger|no go)\b"
    r"|\b(?:wonder\w*|want to|wanna|like to|thinking (?:of|about)|plan(?:ning)? to|need to|how (?:do|can|to|should)"
    r"|scared (?:to|of)|cold turkey|withdrawals?|side effects?)\b"
)
# Intents of a message that may ask whether a treatment is safe for somebody.
_OF_SAFETY = frozenset({"ask_risks", "ask_diagnosis", "ask_self_care", "out_of_scope", "nlu_fallback", "inform"})
# "An MRI with a pacemaker", as a few words.
_BARE = re.compile(r"^\W*(?!(?:i|my|it|they|we)\b)(?:\w+ ){1,3}(?:with|while|if) (?:\w+\W*){1,5}$")
_TAKES = re.compile(r"\b(?:take|taking|use|using|have|having|get|getting|try|ok|okay|safe|bad|harm\w*|hurt|allowed)\b")

_STOPS_TAKING = re.compile(
    r"\b(?:can|could|should|may|is it|what if|how do|ok|okay|safe)\b.{0,20}\b(?:stop|stopping|quit|quitting|cancel)"
    r" (?:it|them|these|those|taking|using)\b"
)


# "Pregnant, what can I take?" names no medicine.
_WHAT_TO_TAKE = re.compile(
    r"\b(?:what|which|wat|anything|something)\b.{0,25}\b(?:take|taking|use|pain ?killers?|meds?|medicines?|pills?)\b"
)


def stops_what_is_taken(plain: str) -> bool:
    """Whether a message asks about stopping what is taken; by itself "can I quit it" may be the conversation too."""
    return bool(_STOPS_TAKING.search(plain))


def matter_asked(
    plain: str, topics: list[str], context: str | None, cautions: list[str], *, bare: bool = True
) -> Asked | None:
    """What a message asks about a treatment and a matter beside it; None where it does not.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        cautions: illnesses that were told before, as an exercise plan knows them.
        bare: whether a few words may ask it; after a question they answer that.
    """
    if not _WHETHER.search(plain) and not (bare and _BARE.match(plain)):
        return None
    named = [*known_topics(one for one in topics if one == _SCAN), *known_topics(topics, *_TREATMENTS)]
    treatments = named or ([] if _names_another(topics) else _spoken_of(context))
    if not treatments and "pregnancy" in topics and _WHAT_TO_TAKE.search(plain):
        return Asked.of("pregnancy", "treatment")
    if not treatments:
        return None
    matters = [matter for matter in MATTERS if matter.asked.search(plain)]
    if PREGNANCY not in matters and ("pregnancy" in topics or ("pregnancy" in cautions and _TAKES.search(plain))):
        matters.insert(0, PREGNANCY)
    for matter in matters:
        for topic in treatments:
            asked = _answered(topic, matter)
            if asked is not None:
                return asked
    return None


_IS_SAFE = re.compile(r"\b(?:safe\w*|unsafe|risky|dangerous|harm\w*|ok|okay|alright|allowed|bad)\b")
_MAY_I_HAVE = re.compile(r"\b(?:can|may|should) i (?:\w+ )?(?:have|get|take|use|try|do|avoid)\b")
_WITHOUT_IT = re.compile(
    r"\b(?:without|instead|untreated|no|not|never|avoid\w*|refuse\w*|skip\w*|wait\w*|delay\w*|before|until)\b"
)


def is_it_safe(plain: str, topics: list[str], learned: str) -> Asked | None:
    """The risks of a treatment, where a message asks if it is safe with a condition; None where it does not.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        learned: its intent, as its clauses tell it.
    """
    treatments = [topic for topic in known_topics(topics, *_TREATMENTS) if topic.id not in EXERCISE_TOPICS]
    special = [topic for topic in treatments if topic.id not in (_MEDICINE, "surgery")] or treatments
    if not special or not known_topics(topics, "condition") or learned not in _OF_SAFETY:
        return None
    asks = _IS_SAFE.search(plain) or (learned == "ask_risks" and _MAY_I_HAVE.search(plain))
    if not asks or _WITHOUT_IT.search(plain) or "risks" not in special[0].answers:
        return None
    return Asked.of(special[0].id, "risks")


def _spoken_of(context: str | None) -> list[Topic]:
    return [topic for topic in known_topics([context or ""]) if topic.kind in _TREATMENTS or topic.id == _SCAN]


def _names_another(topics: list[str]) -> bool:
    """Whether a problem is named that the question is about, so that what was talked about before is not meant."""
    return bool(known_topics(set(topics) - {"pregnancy"}))


def _answered(topic: Topic, matter: Matter) -> Asked | None:
    knowledge = resources.knowledge()
    is_medicine = _MEDICINE in (topic.id, topic.part_of)
    if not is_medicine and not matter.of_person and matter.id != "driving":
        return None
    own = telling(knowledge, topic.id, matter, wider=False)
    if own is not None:
        return Asked.for_answer(own)
    if not is_medicine:
        return None
    if matter is PREGNANCY:
        return Asked.of("pregnancy", "treatment")
    if matter is STOPPING:
        return Asked.of(topic.id, "recovery")
    wider = telling(knowledge, topic.id, matter)
    return Asked.for_answer(wider) if wider is not None else Asked.of(topic.id, "risks")

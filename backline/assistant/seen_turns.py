"""When should somebody be seen, and what do the warning signs mean: questions about them, where none is told."""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.assistant.listed_signs import only_asks_for_meaning

_URGENT = r"(?:emerg\w+|urgent|serious|dangerous|life threatening|worr(?:y|ied|ying)|concern(?:ed|ing)?|red flags?)"
_A_DOCTOR = (
    r"(?:see|go to|call|visit|get to|talk to|need|ring) (?:a|an|the|my|your)? ?"
    r"(?:doc\w*|dr|gp|er|e r|emergency room|hospital|a and e|ambulance|911)"
)
_WHEN_TO_BE_SEEN = re.compile(
    r"\b(?:when (?:is|are|does|do|should|shud|would|to|must)|at what point|what makes"
    r"|how (?:do|can|will|would|should|to|does) (?:i |you |one |we |someone )?(?:know|no|tell|recogni[sz]e))\b"
    rf".{{0,50}}\b(?:{_URGENT}|{_A_DOCTOR})\b"
    # "How long should I wait before seeing a doctor"
    r"|\bhow (?:long|soon)\b.{0,25}\b(?:wait\w*|before|until|till|should|to)\b.{0,20}"
    r"\b(?:see|seeing|go(?:ing)? to|call(?:ing)?|visit(?:ing)?)\b(?: an?| the| my)? ?\b(?:doc\w*|dr|gp)\b"
)
_IF_NEVER_SEEN = re.compile(
    r"\b(?:what|wat|wot)(?: (?:happens|(?:will|would|could) happen))?"
    r" if i (?:do not|never|put off|avoid|ignore|refuse to|delay)\b"
    r".{0,12}\b(?:see|seeing|go(?:ing)? to|call|calling|get(?: it)?|doctors?|anyone|anybody)\b"
    r".{0,14}\b(?:doc\w*|dr|gp|anyone|anybody|someone|somebody|help|checked|seen|hospital|er)\b"
)


def asks_what_if_never_seen(plain: str) -> bool:
    """Whether a message asks what happens where nobody is seen: it wants no appointment, though it names one."""
    return bool(_IF_NEVER_SEEN.search(plain))


def what_if_it_comes(topics: list[str]) -> Asked:
    """What a message asks that imagines a warning sign: "what if I can't pee?".

    Args:
        topics: the topics that it names.
    """
    # A fever after an injection is told of with its risks.
    after = [topic for topic in known_topics(topics, "care", "surgery") if "risks" in topic.answers]
    return Asked.of(after[0].id, "risks") if after else Asked.of("warning_signs", "how_to")


# Of nothing in particular; of a topic that is named or was talked about, its own risks are asked for.
_IS_IT_URGENT = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|hi|hello)\W+)*(?:is|cud|could|can) (?:this|it|that)(?: be| all)?"
    rf"(?: really| very| that| an?| some ?thing)* {_URGENT}\W*$"
)
_A_SIGN = (
    r"(?:(?:numb\w*|no feeling|tingling) (?:\w+ ){0,3}?(?:between (?:\w+ )?legs|groin|private\w*|genitals?|saddle)"
    r"|saddle (?:numbness|anesthesia|anaesthesia)|(?:bladder|bowel) (?:problems?|trouble|control|issues?|changes?)"
    r"|red flags?|warning signs?)"
)
_MEANING = r"(?:mean|means|sign|symptom|indicate|cause|caused|serious|dangerous|about)"
_ABOUT_A_SIGN = re.compile(rf"\b{_A_SIGN}\b.{{0,30}}\b{_MEANING}\b|\b{_MEANING}\b.{{0,30}}\b{_A_SIGN}\b")
_SIGN_OF_WORSE = re.compile(
    r"\b(?:signs?|symptoms?|mean|means|indicate|caused by|linked to|due to)\b.{0,16}"
    r"\b(?:cancer|tumou?rs?|some ?thing (?:more )?(?:serious|bad|sinister|worse|else))\b"
)
_WHICH_SIGNS = re.compile(
    r"\b(?:what|which|list|name|tell me|know|show me)\b(?: \w+){0,4}? (?:(?:warning|danger|alarm|emergency|serious) "
    r"(?:signs?|symptoms?)|red ?flags?)\b(?!.{0,12}\bmean)"
    r"|\bwhat (?:else )?(?:should|shud|must|do|can|shall) (?:i|we|one) (?:\w+ )?(?:watch|look)(?: out)? for\b"
)
_FELT = r"(?:numb\w*|nm+bnes+|weak\w*|tingl\w*|pins and needles|pains?|aches?|burning|feeling)"
# "Is numbness worse than pain" tells of no worsening.
_WHICH_SIGN_IS_WORSE = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|okay|hi|hello)\W+)*(?:is|are|which|what|wich|whats|does|can|would)\b.{{0,30}}"
    rf"(?:\b{_FELT}\b.{{0,25}}\b(?:worse|more (?:\w+)|as (?:bad|serious)|better) (?:than|as)\b.{{0,20}}\b{_FELT}"
    rf"|\b(?:worse|more \w+|bad|badder|serious)\b.{{0,30}}"
    rf"\b{_FELT}\b.{{0,20}}\b(?:or|vs|versus|than)\b.{{0,20}}\b{_FELT})\b"
)
# With these nobody waits, however long it is asked about.
_PRESSING = frozenset({"cauda_equina_syndrome", "spinal_infection"})
_WAITS = re.compile(
    r"\b(?:wait\w*|delay\w*|hours?|how (?:soon|quick\w*|fast|urgent|long (?:can|do|should|until|before))|put off"
    r"|tomorrow|monday|next week|too late|hold off)\b"
)
_OWN_TROUBLE = re.compile(r"\b(?:i have (?:had )?|i had |my )(?:\w+ )?(?:cancer|tumou?r)\b")


def when_to_be_seen(plain: str, topics: list[str], context: str | None, form: str | None) -> Asked | None:
    """What a message asks about being seen by a doctor, or about what would be an alarm; None where it does not.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        form: the form under way.
    """
    pressing = next((topic for topic in topics if topic in _PRESSING), None)
    if pressing is not None and _WAITS.search(plain):
        return Asked.of(pressing, "risks")
    if _WHICH_SIGNS.search(plain):
        return Asked.of("warning_signs", "symptoms")
    if _WHEN_TO_BE_SEEN.search(plain) or asks_what_if_never_seen(plain):
        return Asked.of("warning_signs", "how_to")
    if _IS_IT_URGENT.match(plain) and not topics and not form:
        spoken = known_topics([context or ""], "condition")
        return Asked.of(spoken[0].id, "risks") if spoken else Asked.of("warning_signs", "how_to")
    if _WHICH_SIGN_IS_WORSE.search(plain):
        return Asked.of("warning_signs", "risks")
    if _ABOUT_A_SIGN.search(plain):
        return Asked.of("warning_signs", "what_is")
    if only_asks_for_meaning(plain) and not known_topics(topics, "condition"):
        return Asked.of("warning_signs", "symptoms")
    if _SIGN_OF_WORSE.search(plain) and not _OWN_TROUBLE.search(plain):
        return Asked.of("warning_signs", "symptoms")
    return None

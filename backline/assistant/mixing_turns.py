"""Questions whether a pain medicine goes with another medicine: "can I take Aleve with my heart pills?".

The other one may be of any kind, so such a question looks like another matter; yet what our own text says about who
must ask first is what counts, and a pharmacist can tell the rest.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from backline.assistant import resources
from backline.assistant.asked import Asked, known_topics
from backline.knowledge import Topic

_MEDICINE = "medication"
_KINDS = (
    r"pills?|meds?|medicines?|medications?|medicin|medecines?|tablets?|tabs|capsules?|drugs?|prescriptions?|antibiotics?"
    r"|anti ?depressants?|ssris?|snris?|maois?|statins?|beta ?blockers?|ace inhibitors?|diuretics?|antacids?"
    r"|anti ?histamines?|allergy (?:pill|med\w*)|sleeping (?:pill|tablet|aid)s?|sleep aids?|inhalers?|birth control"
    r"|blood ?thinn?ers?|steroids?|opioids?|pain ?killers?|muscle relax\w+|chemo\w*|vitamins?|supplements?|herbs?"
)
# Endings that the names of medicines have, and names without one.
_NAMES = (
    r"\w{3,}(?:pril|sartan|olol|statin|dipine|prazole|oxetine|traline|opram|azepam|azolam|mycin|cillin|floxacin|gliptin"
    r"|gliflozin|parin|xaban|triptan|thiazide|semide|zosin|lukast|tidine|glutide|profen|codone|proxen|pentin|gabalin"
    r"|setron|lafaxine|triptyline|fenac|coxib|oxicam|dronate|thyroxine|cycline|azole|vir)"
    r"|warfarin|coumadin|eliquis|xarelto|plavix|clopidogrel|insulin|metformin|lithium|methotrexate|digoxin|norvasc|lasix"
    r"|lipitor|crestor|ozempic|synthroid|prednisone|prednisolone|humira|xanax|ativan|valium|klonopin|ambien|adderall"
    r"|ritalin|vyvanse|prozac|zoloft|lexapro|celexa|paxil|effexor|wellbutrin|bupropion|buspar|buspirone|trazodone"
    r"|seroquel|abilify|benadryl|nyquil|dayquil|melatonin|zyrtec|claritin|sudafed|mucinex|pepcid|viagra|cialis"
    r"|tamoxifen|oxycodone|tramadol|morphine|codeine|methadone|suboxone|fentanyl|norco|percocet|vicodin|cymbalta"
    r"|lyrica|flexeril|soma|robaxin|baclofen|tizanidine|aspirin|tylenol|advil|aleve|motrin|acetaminophen|paracetamol"
)
_BESIDE = (
    r"(?:with|alongside|on top of|together with|in combination with|plus|and|beside|besides|after|before|while|when|if)"
)
_JOINS = re.compile(rf"\b(?:{_BESIDE}|on|take|taking|use|using|together)\b|[,;.?]")
# "The pills with my tablets" are two, "ibuprofen tablets" are one.
_APART = 60
_ASKS = re.compile(
    r"\b(?:can|could|may|might|should|shall|am|do|will|would) (?:i|we|you|u|he|she|they|one|my \w+)\b"
    r"|\b(?:ok|okay|alright|safe\w*|allowed|bad|dangerous|danger|harm\w*|risky|risks?|fine|mix|mixes|mixing|combin\w+"
    r"|interact\w*|interfer\w*|affect\w*|react\w*|clash\w*|together)\b"
)
_TELLS = re.compile(
    r"\b(?:tried|took|taken|have had|has had|nothing|no help|(?:not|never|hardly) (?:\w+ )?(?:help|work|touch)\w*"
    r"|stopped|helped|worked|what else|which|why|how (?:long|often|much|many)|when (?:can|do|should)|better|best"
    r"|stronger|than|vs|versus|difference|instead|switch\w*|swap\w*|replace)\b|^(?!.*\bwith\b).*\bor (?!not\b)"
)
_BARE = re.compile(r"^\W*(?!(?:i|my|it|they|we)\b)(?:\w+ ){1,3}(?:with|plus|on top of) (?:\w+\W*){1,5}$")
# "I'm on Zoloft, may I take Advil?" asks about the second.
_TAKES_FIRST = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello)\W+)*(?:if )?i (?:\w+ )?(?:am (?:\w+ )?on|on|take|use|have|am taking)\b"
)
_IT = re.compile(r"\b(?:it|them|that|those|these|this)\b")
# "Take ... with" something that the lists above do not know, but for food and what it is taken for.
_TAKES_WITH = re.compile(
    r"\b(?:take|taking|use|using|mix|mixing|combine|combining|have) (?:\w+ ){1,4}?(?:with|alongside|on top of)"
    r" (?:my |the |some |a |an |his |her )?(?P<other>\w{4,})"
)
# "Should I take them with the other one?" tells of another that is taken, and not which.
_WITH_THE_OTHER = re.compile(
    r"\b(?:take|taking|use|using|mix|mixing|combine|combining|have|ok|okay|safe) (?:\w+ ){0,3}?"
    r"(?:with|alongside|on top of|together with|and|plus) (?:(?:the|my|all|these|those|that) )+(?:others?|rest)"
    rf"(?: (?:ones?|stuff|things?|{_KINDS}))?\b"
)
_NO_MEDICINE = re.compile(
    r"(?:food|meals?|breakfast|lunch|dinner|milk|water|coffee|juice|empty|full|stomach|snacks?|drinks?|alcohol|beer|wine"
    r"|back|neck|spine|spinal|disc\w*|disk\w*|pain\w*|ache\w*|nerve\w*|sciatica|stenosis|arthritis|bad|bulging|herniated"
    r"|slipped|pinched|this|that|these|those|them|heat|cold|exercis\w+|massage|physio\w*|therapy|some|other|another"
    r"|fever|kids?|child\w*|baby|care|caution|surgery|injections?|shots?|weather|work|driv\w+)$"
)


@cache
def _our_names() -> re.Pattern[str]:
    names = {
        name.lower().replace("-", " ")
        for topic in resources.knowledge().topics.values()
        if topic.part_of == _MEDICINE
        for name in (topic.name, *topic.synonyms)
    }
    ordered = sorted((name for name in names if len(name) > 3), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))}|{_NAMES}|{_KINDS})\b")


def mixes_medicines(plain: str, topics: list[str], context: str | None, *, bare: bool = True) -> bool:
    """Whether a message asks if a medicine of ours goes with another medicine.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        bare: whether a few words may ask it; after a question they answer that.
    """
    ours, spoken = _medicines(topics), _medicines([context or ""])
    if not (_ASKS.search(plain) or (bare and _BARE.match(plain))) or _TELLS.search(plain):
        return False
    named = list(_our_names().finditer(plain.replace("-", " ")))
    if ours:
        for first, second in pairwise(named):
            between = plain[first.end() : second.start()]
            if first[0] != second[0] and len(between) <= _APART and _JOINS.search(between):
                return True
            if first[0] == second[0] and re.search(r"\b(?:with|plus|on top of)\b", between):
                return True  # "my pain pills with my heart pills"
        if _WITH_THE_OTHER.search(plain):
            return True
        other = _TAKES_WITH.search(plain)
        # A misspelt one of ours stands in no list, but its topic is known.
        if other and not _NO_MEDICINE.match(other["other"]) and not known_topics(topics, "condition"):
            return True
    if not (spoken and named and _IT.search(plain)) or (ours and all(topic in spoken for topic in ours)):
        return False
    if _TAKES_FIRST.match(plain):
        return True
    beside = re.search(rf"\b{_BESIDE}\b", plain)
    return beside is not None and any(one.start() > beside.start() for one in named)


def mix_asked(plain: str, topics: list[str], context: str | None, *, bare: bool) -> Asked | None:
    """What such a message asks: the risks of ours, best of the one whose text names the other; None for none.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        context: the topic talked about last.
        bare: whether a few words may ask it.
    """
    if not mixes_medicines(plain, topics, context, bare=bare):
        return None
    spoken = _medicines([context or ""]) if _IT.search(plain) else []
    # One that is called by its name goes before "pills".
    found = _medicines(topics)
    named = sorted(reversed(found) if _TAKES_FIRST.match(plain) else found, key=lambda topic: topic.id == _MEDICINE)
    candidates = list({topic.id: topic for topic in [*spoken, *named] if "risks" in topic.answers}.values())
    for topic in candidates:
        text = topic.answers["risks"].text.lower()
        if any(other.name.lower() in text for other in candidates if other is not topic):
            return Asked.of(topic.id, "risks")
    return Asked.of(candidates[0].id, "risks") if candidates else None


def _medicines(topics: list[str]) -> list[Topic]:
    return [topic for topic in known_topics(topics, "care") if _MEDICINE in (topic.id, topic.part_of)]

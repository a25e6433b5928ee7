"""Driving and flying, lifting a child, how far to walk, stress, pain from elsewhere, words of a report, whom to see.

Questions whose words tell what they ask and that name no topic, or a trouble by the way.
"""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.language.plain_text import QUESTION

_MAY = re.compile(
    r"\b(?:can|cn|could|may|should|shud|is it|ok|okay|safe|allowed|alright|bad|able)\b|^\W*(?:and|what about"
    r"|how about)\b"
)
_HOW = re.compile(
    r"\b(?:how|tips|advice|help\w*|ease|best way|best seat|what (?:can|should|do)|survive|manage|cope|comfortable)\b"
)
_TRIP = re.compile(
    r"\b(?:driv(?:e|ing)|fly|flying|flights?|plane|airplane|travel\w*|road trip|long haul|car (?:ride|trip|journey)s?"
    r"|sit on a plane|bus ride|train ride)\b"
)
_NOT_A_TRIP = re.compile(
    r"\b(?:after|since|surg\w*|operat\w*|fusion|fused|discectomy|laminectomy|injections?|shots?|epidural|pills?|meds?|medic\w+"
    r"|opioids?|relaxers?|gabapentin|drive me|driving me|drives me|pain (?:travels|traveling|travelling)|truck"
    r"|for a living|job|work|pregnan\w*|home)\b"
)
_CHILD = (
    r"(?:kids?|child(?:ren)?|babys?|babies|toddlers?|son|daughter|infant|grand ?kids?|grand ?child(?:ren)?"
    r"|grand ?(?:son|daughter)"
    r"|(?:one|two|three|four|\d) (?:year|yr) old)"
)
_LIFTS = re.compile(
    rf"\b(?:lift\w*|pick(?:ing)? up|carry\w*|hold(?:ing)?)\b.{{0,20}}\b{_CHILD}\b|\bpick(?:ing)? (?:my |the "
    rf"|a )?{_CHILD} up\b"
    r"|\b(?:how (?:do|should|shud|can|to)|right way to|best way to|proper way to|safe way to)\b.{0,15}\b(?:lift"
    r"|pick (?:things|stuff) up"
    r"|pick up (?:things|stuff|heavy))\b"
)
_WALKS = re.compile(
    r"\bhow (?:much|far|long|often|many (?:steps|minutes|miles))\b.{0,20}\b(?:walk\w*|steps)\b|\bhow (?:much"
    r"|far) walking\b"
)
_STRESS = re.compile(
    r"\b(?:stress\w*|anxi\w*|worry\w*|worries|nerves are|tension|emotion\w*|depress\w*|mental\w*|psycholog\w*)\b"
)
_IN_HEAD = re.compile(r"\b(?:all )?in (?:my|your|the) (?:head|mind)\b")
_CAUSES_IT = re.compile(
    r"\b(?:cause[sd]?|causing|make[s]?|worsen|worse|affect|trigger|bring|lead to|related|link\w*|from|come from"
    r"|due to|because of"
    r"|connected|contribute|play a)\b"
)
_ASKS = re.compile(r"\b(?:can|could|does|do|is|are|will|may|might|how|why)\b|\?\s*$")
_BACK = re.compile(r"\b(?:backs?|back ?ache|necks?|spine|it|this|that|pain|sciatica|spasms?)\b")
_ORGAN = (
    r"(?:kidneys?|kidny|constipat\w*|bloating|periods?|trapped wind|gas|liver|bladder|stomach|gall ?bladder"
    r"|pancreas|ovar\w+|uterus|womb|prostate|bowels?"
    r"|organs?|heart|lungs?)"
)
_FROM_ORGAN = re.compile(
    r"\b(?:can|could|does|do|is|may|might|how (?:do|can|would) (?:i|you) (?:know|tell))\b.{0,50}"
    rf"\b{_ORGAN}\b"
)
_OR_ORGAN = re.compile(
    rf"\b(?:or|vs|versus|from|be|cause[sd]?|causing|related)\b.{{0,14}}\b{_ORGAN}\b|\b{_ORGAN}\b.{{0,25}}\b(?:cause"
    rf"|or (?:my )?back)"
)
_PASSING_WATER = re.compile(
    r"\b(?:hurts?|pains?|painful|sore|ach\w+|worse)\b.{0,15}\b(?:when|while|if) (?:i |you )?(?:pee|wee|urinate"
    r"|pass (?:urine|water))\b"
)
_BREATHING = re.compile(
    r"\b(?:hurts?|pains?|painful|sore|worse)\b.{0,20}\b(?:when|while|if|to) (?:i |you )?(?:\w+ )?"
    r"(?:breath\w*|inhale|take a (?:deep )?breath)\b"
)
_HIP = re.compile(r"\bhips?\b")
_OR_HIP = re.compile(
    r"\bhips?\b.{0,20}\bor\b.{0,25}\b(?:back|spine|sciatica|nerve|disc)\b|\b(?:back|spine|sciatica|nerve|disc)\b.{0,20}\bor\b.{0,20}\bhips?\b"
    r"|\b(?:from|be|cause[sd]? by|because of|due to) (?:my |the |bad )*hips?\b|\b(?:bad |tight )?hips? (?:cause"
    r"|make|affect)\b"
)
_LEVEL = r"(?:[clt] ?\d{1,2}(?: ?(?:-|and|to|/)? ?(?:[clts] ?)?\d{1,2})?|s ?1)"
_MEANS = re.compile(
    r"\b(?:mean\w*|stand for|where is|what is|whats|what are|is (?:that )?bad|how bad|serious|explain)\b"
)
_ONLY_LEVEL = re.compile(
    rf"\b(?:what (?:does|do|is|are)|where (?:is|are)|whats|explain)\b(?: \w+){{0,2}}? {_LEVEL}(?: (?:mean|stand for"
    rf"|in my back|disc|on my mri))*\W*$"
)
_WORDS_OF_REPORT = re.compile(
    r"\bwhat (?:does|do|is|are)\b.{0,20}\b(?:degenerati(?:ve|on)|mild|moderate|severe|desiccat\w*|foraminal|thecal"
    r"|effac\w*|broad ?based"
    r"|lumbar|cervical|thoracic|sacral|central|posterior|bilateral|unremarkable"
    r"|multi ?level)(?: \w+)?\b(?: mean\w*)?\W*$"
)
_SIZE = re.compile(r"\b\d+(?: ?[.,] ?\d+)? ?(?:mm|millimet\w+|cm)\b")
_HOW_BAD = re.compile(r"\b(?:bad|big|large|small|serious|severe|a lot|much|worry|normal|mean\w*|surgery)\b")
_WHICH_DOCTOR = re.compile(
    r"\b(?:what|which|wat|wich)(?: (?:kind|type|sort)s?(?: of)?)? (?:of )?(?:doctors?|docs?|specialists?|dr"
    r"|surgeon)\b.{0,40}"
    r"\b(?:see|go to|need|for|treats?|visit|do i|should|handles?|best)\b"
    r"|\bwho (?:do|should|shud|can|would|must) i (?:see|go to|talk to|call|visit)\b.{0,40}\b(?:back|neck|spine"
    r"|sciatica|first|this|pain|disc)\b"
    r"|\b(?:see|go to|start with)\b.{0,20}\b(?:doctor|dr|gp|physio\w*|pt|chiro\w*|surgeon|specialist|neuro\w*"
    r"|ortho\w*)\b.{0,6}\bor\b.{0,20}"
    r"\b(?:doctor|dr|gp|physio\w*|physical therapist|pt|chiro\w*|surgeon|specialist|neuro\w*|ortho\w*)\b"
)
_TWO_DOCTORS = re.compile(
    r"\b(?:neuro ?surg\w*|neuro)\b.{0,30}\b(?:ortho\w*|spine surgeon)\b|\bortho\w*\b.{0,30}\bneuro\w*\b"
    r"|\bdifference\b.{0,40}\b(?:physiatrist|physio\w*|chiro\w*|osteopath)\b.{0,30}\b(?:surgeon|doctor|physio\w*|physiatrist|chiro\w*)\b"
)
_FOOD = re.compile(
    r"\b(?:foods?|diets?|eat(?!ing disorder)|eating|coffee|caffeine|tea|sugar|dehydrat\w*|(?:bone )?broth|gluten"
    r"|dairy|milk|meat"
    r"|vegan|vegetarian|soda|drink(?:ing)? (?:more |enough |too little )*water|nutrition|protein)\b.{0,40}"
    r"\b(?:backs?|back ?ache|spine|discs?|disks?|necks?|sciatica|pain|it|inflammation|good|help\w*|worse)\b"
    r"|\b(?:what|which)\b.{0,12}\b(?:to eat|foods?|should i eat|can i eat|not to eat)\b"
)
_POSITIONS = re.compile(
    r"\b(?:sit|sitting|stand|standing|lie|lying|lay|laying)(?: down| up)?\b.{0,6}\b(?:or|vs|versus)\b.{0,10}"
    r"\b(?:sit|sitting|stand|standing|lie|lying|lay|laying|walk|walking)\b"
)
_SHOES = re.compile(
    r"\b(?:shoes?|heels|sneakers|trainers|insoles?|inserts?|orthotics?|flip ?flops|footwear|boots|barefoot)\b.{0,40}"
    r"\b(?:best|good|bad|help\w*|ok|okay|wear|cause|right|back)\b"
    r"|\b(?:wear|best|which|what|good|bad|right|do|can|does|should)\b.{0,25}\b(?:shoes?|heels|sneakers|insoles?|inserts?"
    r"|orthotics?|footwear|barefoot)\b"
)
_CHAIR = re.compile(
    r"\b(?:what|which|wich|best|good|right)\b.{0,20}\b(?:chairs?|seats?|desks?|sofas?|couch|recliners?|cushions?)\b"
    r"(?!.{0,20}\b(?:exercis\w*|yoga)\b)"
)
_OUT_OF_BED = re.compile(
    r"\bhow (?:do|should|shud|can|to|am)\b.{0,15}\b(?:get|getting|roll|climb)\b.{0,10}\b(?:out of|up from"
    r"|off) (?:the |my )?bed\b"
)
_BATH = re.compile(r"\b(?:baths?|hot tubs?|jacuzzi|saunas?|hot showers?|heated pool|whirlpool)\b")
_BELT = re.compile(
    r"\b(?:should|shud|can|do|does|is|would|will|need|worth)\b.{0,25}\b(?:wear\w*|use|using|buy|get|help)?\b.{0,12}"
    r"\b(?:back |lumbar |support |lifting |weight )?(?:belts?|corsets?|girdles?)\b(?! (?:pain|line))"
)
_SEX = re.compile(r"\b(?:sex|making love|intercourse|intimacy)\b")
_FLARES = re.compile(
    r"\b(?:what|how)\b.{0,20}\b(?:do|should|shud|can|handle|deal|manage)\b.{0,30}\b(?:flare\w*|acts? up"
    r"|goes out again|bad day)\b"
)
_GOOD_AND_BAD = re.compile(
    r"\b(?:good (?:days?|times?) and bad|bad days? and good|come(?:s)? and go(?:es)?|on and off|up and down"
    r"|some days)\b"
)
_OFF_WORK = re.compile(
    r"\b(?:making|make|makes) (?:it|this|my back) worse (?:by|when) (?:i )?(?:work\w*|going to work)\b|"
    r"\b(?:should|shud|do|must|can|better)\b.{0,20}\b(?:stay (?:off|home|away)|take (?:time|days?) off"
    r"|call in sick|go off|miss)\b"
    r".{0,12}\b(?:work|job|sick)\b|\b(?:should|shud|can|ok to|keep) (?:i )?(?:keep |still |go on )?work(?:ing)?\W*$"
)
_BOSS = re.compile(
    r"\b(?:tell|say to|explain|ask|talk to|inform)\b.{0,15}\b(?:boss|employer|manager|supervisor|work ?place|hr"
    r"|people at work)\b"
)
_CHORE = re.compile(
    r"\b(?:is|are|can|may|should|ok|okay|safe|bad)\b.{0,30}\b(?:vacuum\w*|hoover\w*|iron(?:ing)?|mow(?:ing)?|mop(?:ping)?"
    r"|garden(?:ing)?|shovel\w*|rak(?:e|ing)|weeding|dishes|laundry|housework|chores|clean(?:ing)? the|groceries)\b"
)
_NOT_HERE = re.compile(
    r"\b(?:numb\w*|tingl\w*|weak\w*|fever\w*|chills?|cancer|can not (?:pee|feel)|fell|crash\w*|accident|chest"
    r"|bleed\w*|blood)\b"
)
_MOST_WORDS = 20


def asked_of_daily_life(plain: str, topics: list[str]) -> Asked | None:
    """What such a message asks; None where it asks something else.

    Args:
        plain: the message in plain words, which names no warning sign.
        topics: the topics that it names.
    """
    if len(plain.split()) > _MOST_WORDS or _NOT_HERE.search(plain):
        return None
    return _of_doctors(plain) or _of_reports(plain, topics) or _of_causes(plain, topics) or _of_doing(plain, topics)


def _is_question(plain: str) -> bool:
    """Whether a message asks, its first word misspelt or not."""
    return bool(
        QUESTION.search(plain) or re.match(r"^\W*(?:(?:and|so|hi|hello) )?(?:wich|wat|wht|shud|dose|any)\b", plain)
    )


def _of_doctors(plain: str) -> Asked | None:
    if _TWO_DOCTORS.search(plain):
        return Asked.of("who_to_see", "comparison")
    return Asked.of("who_to_see", "what_is") if _WHICH_DOCTOR.search(plain) else None


def _of_reports(plain: str, topics: list[str]) -> Asked | None:
    """The words and numbers of a report: "what does l4 l5 mean", "is a 5 mm bulge bad"."""
    if (
        _SIZE.search(plain)
        and _HOW_BAD.search(plain)
        and (topics or re.search(r"\b(?:bulg|herniat|protru|disc|disk)", plain))
    ):
        return Asked.of("scan_words", "risks")
    if known_topics(topics, "condition", "surgery", "care"):
        return None
    return Asked.of("scan_words", "what_is") if _ONLY_LEVEL.search(plain) or _WORDS_OF_REPORT.search(plain) else None


_WHAT_FROM = re.compile(
    r"\b(?:what|wat) (?:is|s|could|can|would) (?:it|this|that|the pain|my pain) (?:be )?(?:from|due to|caused by"
    r"|coming from)\b"
    r"|^\W*(?:whats|what is|wat is|what causes) (?:the|this|that|my|a) (?:\w+ )?pain (?:in|between|under|around|at)\b"
)


def _of_causes(plain: str, topics: list[str]) -> Asked | None:
    if known_topics(topics, "care", "surgery") or not (_ASKS.search(plain) or _WHAT_FROM.search(plain)):
        return None
    felt = [topic for topic in known_topics(topics, "condition") if "causes" in topic.answers]
    if felt and _WHAT_FROM.search(plain):
        return Asked.of(felt[0].id, "causes")
    if _GOOD_AND_BAD.search(plain) and re.search(r"\b(?:normal|does|do|is it|why|ok)\b", plain):
        return Asked.of(felt[0].id if felt and "recovery" in felt[0].answers else "low_back_pain", "recovery")
    if _PASSING_WATER.search(plain):
        return Asked.of("pain_from_elsewhere", "causes")
    if _BREATHING.search(plain):
        return Asked.of("upper_back_pain", "risks")
    if _HIP.search(plain) and _OR_HIP.search(plain):
        return Asked.of("pain_from_elsewhere", "comparison")
    if _FROM_ORGAN.search(plain) and _OR_ORGAN.search(plain) and re.search(r"\b(?:back|it|this|pain|that)\b", plain):
        return Asked.of("pain_from_elsewhere", "causes")
    stress = _STRESS.search(plain) and _CAUSES_IT.search(plain) and _BACK.search(plain)
    return Asked.of("stress", "causes") if stress or _IN_HEAD.search(plain) else None


def _of_work(plain: str) -> Asked | None:
    """Whether to stay at work, what to tell there, and what may be done at home."""
    if _OFF_WORK.search(plain):
        return Asked.of("work_activity", "benefits")
    if _BOSS.search(plain):
        return Asked.of("work_activity", "how_to")
    return Asked.of("work_activity", "self_care") if _CHORE.search(plain) else None


def _of_doing(plain: str, topics: list[str]) -> Asked | None:
    if known_topics(topics, "surgery"):
        return None
    if _FOOD.search(plain) and not known_topics(topics, "care") and _is_question(plain):
        return Asked.of(
            "food",
            "causes" if _CAUSES_IT.search(plain) or re.search(r"\bavoid|\bbad for|\bworse", plain) else "benefits",
        )
    if _SHOES.search(plain) and not known_topics(topics, "care"):
        return Asked.of("footwear", "how_to")
    if _BATH.search(plain) and _MAY.search(plain):
        return Asked.of("hot_cold", "how_to")
    if _BELT.search(plain) and not re.search(r"\b(?:better|than|or|vs)\b", plain):
        return Asked.of("brace", "benefits")
    if _SEX.search(plain) and _MAY.search(plain):
        return Asked.of("sex", "self_care")
    if _FLARES.search(plain):
        return Asked.of("prevention", "recovery")
    if _CHAIR.search(plain) or (
        _POSITIONS.search(plain) and re.search(r"\b(?:better|best|worse|good|should|or)\b", plain)
    ):
        return Asked.of("posture", "how_to")
    if _OUT_OF_BED.search(plain):
        return Asked.of("morning_pain", "self_care")
    if not known_topics(topics, "condition") and (of_work := _of_work(plain)):
        return of_work
    if _WALKS.search(plain) and not known_topics(topics, "care"):
        return Asked.of("weight_and_endurance", "how_to")
    if _LIFTS.search(plain) and (_HOW.search(plain) or _MAY.search(plain)):
        return Asked.of("lifting", "how_to")
    if _TRIP.search(plain) and not _NOT_A_TRIP.search(plain) and re.search(r"\?|\w", plain):
        if re.match(r"^\W*(?:\w+ ){0,2}?(?:how|tips|any tips|advice|what)\b", plain) and _HOW.search(plain):
            return Asked.of("travel", "how_to")
        return Asked.of("travel", "risks") if _MAY.search(plain) else None
    return None

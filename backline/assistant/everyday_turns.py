"""Questions of every day whose words tell what is asked, and their clauses do not.

How to lie in bed, a back that cracks, sex, whether it is a muscle or a disc, and what to do about a finding.
"""

from __future__ import annotations

import re

from backline.assistant.asked import Asked, known_topics
from backline.language.intents import ASPECT_OF
from backline.language.operation_words import OPERATION, SPINE_OPERATION

_LIES = re.compile(
    r"\b(?:how|which|wich|what|wat|best|good|right|better|should|shud|can|could)\b.{0,40}"
    r"\b(?:sleep|lie|lay|matt?r\w+|pillows?|beds?|position|sleeping)\b"
)
_OF_A_BED = re.compile(
    r"\b(?:matt?r\w+|beds?|pillows?)\b.{0,30}\b(?:caus\w+|giv(?:e|es|ing)|to blame|hurt\w*|make|ruin\w*|reason|why)\b"
    r"|\b(?:caus\w+ by|from|because of|due to|blame)\b.{0,15}\b(?:matt?r\w+|beds?|pillows?)\b"
)
_BAD_NIGHTS = re.compile(
    r"\b(?:can not|trouble|insomnia|awake|wak(?:e|es|ing)|hardly|never|no|bad|poor|pills?|medic\w+)\b"
)
_CRACKS_OWN = re.compile(
    r"\b(?:i|my own|yourself|myself|my)\b.{0,40}\b(?:crack|pop|click)(?:s|ed|ing)?\b"
    r"|\b(?:crack|pop|click)(?:s|ing)? (?:my|your|the|ones) (?:own )?(?:back|neck|spine)\b"
)
_BY_SOMEBODY = re.compile(r"\b(?:chiro\w*|osteo\w*|he|she|they|doctor|therapist|physio\w*|had (?:it|my))\b")
_MAY = re.compile(
    r"\b(?:ok|okay|bad|safe|good|harm\w*|dangerous|damage|hurt|should|shud|can|stop|normal|why|mean\w*|worry|wrong"
    r"|caus\w+|arthritis)\b"
)
_NORMAL = re.compile(r"\b(?:normal|worry|worried|bad|serious|mean\w*|wrong|dangerous|harm\w*)\b")
_WHICH_IT_IS = re.compile(
    r"\b(?:how (?:do|can|would|could|will) (?:i|you|one|we) (?:know|tell)|how to (?:know|tell)"
    r"|(?:know|tell) (?:if|whether)) (?:if |whether )?(?:it|its|this|my|the|i)\b.{0,40}\bor\b"
)
# "Is it normal that it cracks", with no word for the back.
_IT_CRACKS = re.compile(
    r"\b(?:it|back|neck|spine|that|bones?|joints?) (?:\w+ ){0,2}?(?:crack|pop|click|crunch|grind"
    r"|creak)(?:s|ed|es|ing|le|les)?\b"
)
_MUSCLE = re.compile(r"\b(?:muscl\w*|muscular|mussle|strain\w*)\b")
_NERVE = re.compile(r"\b(?:nerv\w*|pinched|disc|disk|discs|disks|sciatic\w*)\b")
_ONE_OR_OTHER = re.compile(r"\b(?:or|vs|versus|differen\w*|tell|know|from|than)\b")
_RELAXES = re.compile(
    r"\b(?:relax\w*|medic\w*|pills?|treat\w*|exercis\w*|stretch\w*|help\w*|damage|surg\w*|inject\w*)\b"
)
_BACK_AFTER_SURGERY = re.compile(
    r"\b(?:pain|sciatica|it|numbness|ache|symptoms?)(?: \w+){0,2} (?:came|come|comes|is|has come|coming|returned|are)"
    rf"(?: \w+)? ?(?:back|again)?(?: \w+){{0,4}} (?:after|since|following) (?:\w+ ){{0,3}}"
    rf"(?:op|{OPERATION}|{SPINE_OPERATION})\b"
)
# "Does scoliosis get worse with age" asks for the outlook; "does sitting make it worse" does not.
_GETS_WORSE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello)\W+)*(?:will|does|do|can|could|is|are|would)\b(?!.*\bmake).{2,60}"
    r"\b(?:get(?:s|ting)? (?:\w+ )?worse|worsen\w*|progress(?:es|ive)?|spread(?:s|ing)?|grow(?:s|ing)? back)\b"
)
_WHAT_NOW = re.compile(
    r"\b(?:what|wat|wht) (?:now|next|to do|(?:do|should|can|shud|must) i do|happens now)\b(?! (?:to avoid|if))"
)
_TELLS_IT = re.compile(r"\b(?:my|i have|i got|is|are|have been|was|were|showed?|says?|found)\b")
_OF_OUTLOOK = frozenset({"ask_risks", "ask_causes", "ask_symptoms", "ask_what_is", "report_worsening"})


# A shot alone may be many things; asked about here it is one into the spine.
_OF_SHOTS = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello|ok)\W+)*(?:is|are|do|does|dose|will) (?:the |a |these |those |steroid "
    r"|cortisone )*shots?"
    r" (?:\w+ )?(?:safe|dangerous|risky|bad|harmful|work|works|help|helps|good|worth it|any good)\b"
)
_RISKY = re.compile(r"\b(?:safe|dangerous|risky|bad|harmful)\b")
_AGAIN_OPERATED = re.compile(
    r"\b(?:will|would|do|might|may|likely|chance\w*|how (?:many|often|likely))\b.{0,30}\b(?:need|have|get"
    r"|require)\b.{0,12}"
    r"\b(?:another|more|a second|a 2nd|repeat|further|again)\b.{0,10}\b(?:surger\w*|operat\w*|op)\b"
    r"|\b(?:another|second|repeat) (?:back )?(?:surgery|operation)\b.{0,12}\b(?:later|down the (?:line|road)"
    r"|in the future)\b"
)
_METAL = re.compile(
    r"\b(?:do|does|will|can|how long|are|is|should)\b.{0,25}\b(?:screws?|rods?|hardware|metal|implants?)\b.{0,25}"
    r"\b(?:last|stay|come out|taken out|removed|out|permanent|forever|for life|rust|loosen|break|set off|beep"
    r"|airport)\b"
)
_SCANNERS = re.compile(r"\b(?:airports?|metal detectors?|security|body scanners?|set off)\b")
_METAL_HAD = re.compile(r"\b(?:screws?|rods?|metal|hardware|fusion|implants?|cage|set off|will i)\b")
_HOW_COMMON = re.compile(r"\bhow (?:common|many people|rare|usual)\b")
_REST_OR_MOVE = re.compile(
    r"\b(?:rest(?:ing)?|lie down|lay down|stay in bed|bed rest)\b.{0,15}\b(?:or|vs|versus)\b.{0,25}"
    r"\b(?:mov\w+|walk\w*|active|exercis\w*|keep going|push through|stretch\w*)\b"
    r"|\b(?:mov\w+|walk\w*|active|exercis\w*|keep going|push through)\b.{0,15}\b(?:or|vs|versus)\b.{0,20}\brest\w*\b"
)
_IN_HOSPITAL = re.compile(r"\bhow (?:long|many (?:days|nights))\b.{0,30}\b(?:hospital|hosptial|ward)\b")
_DOES_IT_HURT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|hi|hello)\W+)*(?:do|does|dose|is|are|will|how|would)\b"
    r"(?!.*\b(?:after|if|when|still|make|help)\b).{0,40}\b(?:hurt|hurts|painful|painfull)\b(?! (?:me|my|more))"
)
_NOT_OPERATED = re.compile(
    r"\b(?:what (?:happens?|will happen|would happen|if)|can i)\b.{0,15}\b(?:if )?(?:i |we |he |she )?"
    r"(?:do not|don t|never|without|refuse|put off|delay|decide against|wait with|skip|say no to|not)\b"
    r" (?:to )?(?:have|get|having|getting|do|the|my|a|it|any)?(?: the| an?| my)? ?(?:surger\w*|surgury|operat\w*|op\b)"
)
_COMES_BACK = re.compile(
    r"\b(?:keeps? (?:on )?(?:coming|going|happening|returning)|comes? back|coming back|again and again|recur\w*)\b"
)
# "How is a fusion done" asks for the way, and not for what it is.
_HOW_DONE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|hi|hello)\W+)*how (?:is|are|do they|does (?:a|the) (?:surgeon|doctor)|would they) "
    r"(?:\w+ ){0,5}?(?:done|performed|carried out|do|perform|made)\b"
)
_TELLING = frozenset({"report_care", "report_symptom", "report_worsening"})


def asked_of_every_day(plain: str, topics: list[str], learned: str, *, is_elsewhere: bool = False) -> Asked | None:
    """What such a message asks; None where it is about something else.

    Args:
        plain: the message in plain words.
        topics: the topics that it names.
        learned: its intent, as its clauses tell it.
        is_elsewhere: whether it names another part of the body than the back.
    """
    if "sleep" in topics and re.search(r"\bfloor\b", plain) and _MAY.search(plain):
        return Asked.of("sleep", "how_to")
    if "sleep" in topics and _OF_A_BED.search(plain):
        return Asked.of("sleep", "causes")
    if "sleep" in topics and _LIES.search(plain) and not _BAD_NIGHTS.search(plain):
        return Asked.of("sleep", "how_to")
    cracks = "joint_sounds" in topics or ("chiropractic" in topics and not _BY_SOMEBODY.search(plain))
    if cracks and _CRACKS_OWN.search(plain) and _MAY.search(plain):
        return Asked.of("joint_sounds", "risks")
    if "joint_sounds" in topics and _NORMAL.search(plain):
        return Asked.of("joint_sounds", "risks")
    if not set(topics) - {"joint_sounds"} and _IT_CRACKS.search(plain) and _NORMAL.search(plain) and not is_elsewhere:
        return Asked.of("joint_sounds", "risks")
    both = _MUSCLE.search(plain) and _NERVE.search(plain) and _ONE_OR_OTHER.search(plain)
    if both and not _RELAXES.search(plain) and learned not in _TELLING:
        return Asked.of("muscle_strain", "comparison")
    if "sex" in topics and not known_topics(topics, "surgery") and learned != "report_symptom":
        return Asked.of("sex", "self_care")
    if learned in ("report_symptom", "report_worsening", "inform") and _BACK_AFTER_SURGERY.search(plain):
        return Asked.of("failed_back_surgery", "risks")
    if _REST_OR_MOVE.search(plain):
        return Asked.of("rest", "comparison")
    if _IN_HOSPITAL.search(plain) and not known_topics(topics, "surgery"):
        return Asked.of("surgery", "recovery")
    hurts = known_topics(topics, "surgery", "care")
    if hurts and _DOES_IT_HURT.match(plain):
        of_surgery = hurts[0].kind == "surgery"
        return Asked.of("recovery", "symptoms") if of_surgery else Asked.of(hurts[0].id, "how_to")
    if _NOT_OPERATED.search(plain):
        return Asked.of("surgery", "comparison")
    if _COMES_BACK.search(plain) and learned == "ask_causes" and "failed_back_surgery" not in topics:
        return Asked.of("prevention", "causes")
    if not topics and (shot := _OF_SHOTS.match(plain)):
        return Asked.of("injection", "risks" if _RISKY.search(shot[0]) else "benefits")
    if _AGAIN_OPERATED.search(plain):
        return Asked.of("repeat_surgery", "what_is")
    if _METAL.search(plain) and "diagnosis_imaging" not in topics:
        return Asked.of("spine_hardware", "risks" if _SCANNERS.search(plain) else "what_is")
    if _SCANNERS.search(plain) and _METAL_HAD.search(plain):
        return Asked.of("spine_hardware", "risks")
    if "smoking" in topics and known_topics(topics, "surgery") and learned in ASPECT_OF:
        return Asked.of("smoking", "risks")
    if _HOW_COMMON.search(plain) and (common := known_topics(topics, "condition")):
        return Asked.of(common[0].id, "what_is")
    done = [topic for topic in known_topics(topics, "surgery", "care") if "how_to" in topic.answers]
    if done and _HOW_DONE.match(plain):
        return Asked.of(done[0].id, "how_to")
    found = known_topics(topics, "condition")
    if len(found) == 1 and learned in _OF_OUTLOOK and _GETS_WORSE.match(plain) and "recovery" in found[0].answers:
        return Asked.of(found[0].id, "recovery")
    if learned == "ask_diagnosis" and found and _WHAT_NOW.search(plain) and _TELLS_IT.search(plain):
        return Asked.of(found[0].id, "self_care") if "self_care" in found[0].answers else None
    return Asked("ask_diagnosis") if not topics and _WHICH_IT_IS.search(plain) else None

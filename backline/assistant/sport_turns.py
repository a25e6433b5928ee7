"""Whether, when and how a sport may be done, and which is good for a back: questions that a sport's own answers tell.

"Can I swim with a bulging disc?" names a condition by the way: the sport is what is asked about. Whether it may be
done, and whether it is bad, is told by the sport's `risks`: that text begins with the leave, and holds who must ask
first and when to stop, so that nobody gets the one without the other. When and how to go back is its `how_to`, what it
does its `benefits`. After an operation, in pregnancy, and with what a doctor has to judge, none of this holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from backline.assistant.activity_words import ANY_SPORT, SPORT_TOPICS, SPORT_WORDS
from backline.assistant.asked import Asked, known_topics
from backline.assistant.exercise_turns import EXERCISE_TOPICS
from backline.language.operation_words import SPINE_OPERATION
from backline.language.spelling import Speller, real_words

_SPORT = rf"(?:{'|'.join(f'(?P<{topic}>{words})' for topic, words in SPORT_WORDS.items())})\b"
# What may stand between "can I" and the sport.
_WAY = (
    r"(?:(?:still|also|even|just|safely|really|ever|keep|go|going|get|getting|back|to|on|into|in|at|start|starting"
    r"|begin|beginning|continue|resume|return|returning|do|doing|dooing|play|playing|take|taking|up|try|trying"
    r"|join|have|having|use|some|a|an|the|my|any|bit|of|game|round|be|been|ease|easing|walk or|walking or|lift|lifting"
    r"|little|gentle|light|easy|heavy|more|for|it|with|too|much|lots?|train|training|competitive"
    r"|outdoor|indoor|long|short) ){0,6}?"
)
_MODAL = r"(?:can|cn|cann|could|cud|coud|may|might|should|shud|shld|shuld|shoud|shall|must)"
_WHO = r"(?:i|we|you|one|he|she|they|people|someone|somebody|my \w+)"
_CLAUSE = (
    r"(?:^|[.,;:!?\n#-]|\b(?:and|so|but|or|hi|hello|hey|also|then|ok|okay|well|wonder|wondering|if|whether|know|ask"
    r"|please|question|quick question)) *"
)
_MAY = re.compile(
    rf"\b(?:{_MODAL} (?P<who>{_WHO})|(?:am|are|is) {_WHO} (?:still |even )?"
    r"(?:allowed|alowed|aloud|able|ok|okay|safe|fine|good) to"
    rf"|(?:think|reckon|if|whether|wonder|wondering|know|sure|say|says)(?: that| if| whether)? {_WHO}"
    rf" (?:can|could|may|might|should|will|would)) {_WAY}{_SPORT}"
)
_OK_TO = re.compile(
    r"\b(?:ok|okay|okey|safe|alright|all right|fine|bad|dangerous|harmful|allowed|permitted|wise|smart|sensible|risky"
    r"|advisable|idea|soon|early|wrong|possible|healthy|unsafe|hurt|harm)(?: (?:for|with)(?: \w+){1,4}?)?"
    rf" (?:to|if {_WHO}|for {_WHO} to) {_WAY}{_SPORT}"
)
_IS_SPORT = re.compile(
    rf"(?:{_CLAUSE}(?:is|are|r|does|do|dose|will|would|can|could)|\bis it (?:really )?true(?: that)?)"
    rf" {_WAY}{_SPORT}(?P<rest>[^.;!?]*)"
)
_STOP = re.compile(
    r"\b(?:should|shud|must|shall|do|would|will|could) (?:i|we|he|she|my \w+) (?:have to |need to |better |really )*"
    rf"(?:stop|quit|give up|avoid|skip|drop|leave out|stay away from|lay off|rest from|cut out) {_WAY}{_SPORT}"
)
_WHEN_OR_HOW = re.compile(
    r"\b(?:(?:when|wen|how|how soon|how (?:long|many \w+|often|much|far|fast|hard|heavy)|how quickly"
    rf"|what is the best way) (?:{_MODAL}|do|does|will|would|am|is|to|until|till|before)"
    rf" (?:{_WHO} |to |able |have |need |wait |until |till |before |can |could |may |should |be ){{0,7}}"
    rf"|will {_WHO} (?:ever |again |soon |be able to |be allowed to ){{0,3}}"
    rf"|(?:tips|advice|rules|tricks|technique|form) (?:for|on|about|to) ){_WAY}{_SPORT}(?P<rest>[^.;!?]*)"
)
_HOW_BAD = re.compile(rf"\bhow (?P<judged>bad|safe|risky|dangerous|good|useful|helpful) (?:is|are) {_WAY}{_SPORT}")
_BESIDE = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|okay|hi|hello|what about|how about|about)\W+)*{_WAY}{_SPORT}"
    rf"(?: (?:or|and|vs) {ANY_SPORT})?(?: again| class| classes)?(?: (?P<judged>ok|okay|safe|bad|good|fine|alright))?"
    r" (?P<link>with|and|when|if|for|in|while|during|on|despite) (?:\w+\W*){1,7}$"
)
_ONLY_THIS = re.compile(rf"^\W*(?:(?:the|a|my|about) )*{_SPORT}\W*$")
_AND_THIS = re.compile(
    rf"^\W*(?:(?:and|so|ok|okay|but|also|what about|wat about|how about)\W+)+{_WAY}{_SPORT}(?: (?:then|too|again))*\W*$"
)
_IS_IT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay)\W+)*(?:is|does|will|would|can|could) (?:it|that|this)\b(?P<rest>.*)"
)
_DO_IT = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay)\W+)*(?:can|could|may|should|shud) i (?:\w+ ){0,2}?(?:do|play|try|start)"
    r" (?:it|that|this)(?: (?:with|if|when|while|despite|even) .*)?\W*$"
)
_WHICH_WAY = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay)\W+)*(?:which|what|wich|wat|best)(?: (?:is|are|kinds?|types?|sorts?|of|the|best"
    r"|safest|should"
    r"|i|do|for|me|my|back|to|avoid|use)){0,6}? (?:strokes?|styles?|poses?|positions?|moves?|machines?|exercises|bikes?"
    r"|techniques?|class(?:es)?|weights?|surfaces?)(?: (?:is|are|should|do|i|to|best|ok|safe|safest|good|avoid|use"
    r"|for|my|me"
    r"|back))*\W*$"
)
_FEW_WORDS = 12
# "I want to take up golf, is that ok with stenosis?"
_WANTS = re.compile(
    r"\b(?:want|wants|like to|love to|thinking|think of|plan\w*|hop(?:e|es|ing) to|sign(?:ed|ing) up|join\w*|tempted"
    r"|invited|asked me|start\w*|take up|taking up|going back|go back)\b"
)
_IS_THAT = re.compile(
    r"(?<=[\w.,;!?\n-] )(?:(?:and|but|so) )?(?:is|will|would|does|can|could) (?:it|that|this)(?: be| really)*"
    r"(?P<rest> (?:ok|okay|safe|good|bad|alright|wise|fine|a|too|hurt|harm|help|make|damage|allowed|worsen|risky)\b"
    r"[^.;!?]*)"
)
_BENEFITS = re.compile(rf"\b(?:benefits?|advantages?|good|point|use) (?:of|in|about) {_WAY}{_SPORT}")
_WHICH_OF_IT = re.compile(
    rf"\b(?:what|which|wich|best|worst|safest|any) (?:\w+ ){{0,3}}?{_SPORT}"
    r" (?:strokes?|styles?|poses?|positions?|moves?|swings?|machines?|techniques?|types?|kinds?)\b"
)
_WHICH = re.compile(
    r"\b(?:what|which|wich|wat)(?: (?:\w+ )?(?:kinds?|types?|sorts?) of)?(?: \w+){0,4}? sports?\b"
    r"|\b(?:is|are) there (?:any|some|a|other|no)(?: \w+){0,2}? sports?\b"
    r"|\b(?:best|worst|safest|better|easiest|good|bad|safe) (?:(?:kinds?|types?|sorts?) of )?sports?"
    r" (?=(?:for|with|to|if|when)\b)"
)
_TWO = re.compile(r"\b(?:or|vs|versus|than)\b")
_BETTER = re.compile(r"\b(?:better|best|worse|worst|beats?|prefer\w*|safer|easier|vs|versus|rather)\b")

_GOOD = re.compile(
    r"\b(?:good(?! idea)|help\w*|benefi\w+|useful|worth\w*|recommended|effective|works?|great|improve\w*|relieve\w*"
    r"|ease|strengthen\w*|heal|cure|fix|better|best|any use)\b"
)
_BAD = re.compile(
    r"\b(?:ok|okay|safe|alright|fine|bad|harm\w*|hurts?|damag\w*|ruin\w*|wreck\w*|worse\w*|aggravat\w*|dangerous|risky"
    r"|risk|allowed|off limits|too (?:much|hard|soon|early)|out of the question|cause\w*|wise|advisable|a (?:good|bad)"
    r" idea|possible|a no ?go|forbidden|unsafe|irritat\w*|stress\w*|compress\w*|strain\w*|wear"
    r"|more (?:\w+ ){0,2}(?:pain|problems?|trouble))\b"
)
_AGAIN = (
    r"again|agian|instead|still|too|now|today|tomorrow|yet|ok|okay|safely|any ?more|at all|please|then|soon|or not"
    r"|a bit|regularly"
)
_SHORT_TAIL = re.compile(
    rf"^(?: (?:{_AGAIN}|daily|every (?:day|week)|class(?:es)?|lessons?|(?:with|like|for|on) (?:this|it|that|these|me)"
    r"|(?:once|twice|\w+ times) a week|good|bad|safe|alright|allowed|thx|thanks))*\W*$"
)
_OURS = re.compile(
    r"\b(?:backs?|bak|spines?|spinal|necks?|discs?|disks?|dis[ck]s?|dics?|sciatic\w*|siatica|lumbar|vertebra\w*|slipped"
    r"|pinched|l[1-5]|s1|c[2-7]|(?:this|the|my|of|in|such|much|some|lasting|chronic) pain)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:knees?|hips?|ankles?|shoulders?|elbows?|wrists?|hands?|foot|feet|toes?|heart|lungs?|hamstrings?|achilles|groin"
    r"|cal(?:f|ves)|shins?|asthma)\b"
)
# With these the sport's own text does not hold, or the one who treats it has to say.
_OPERATED = re.compile(rf"\b(?:surg\w*|operat\w*|post ?op\w*|{SPINE_OPERATION}|after (?:my|the|an) op)\b")
_PREGNANT = re.compile(r"\b(?:pregnan\w*|expecting|trimester|weeks along|postpartum|c section)\b")
_CHILD = re.compile(
    r"(?<!with )\b(?:my|our|the) (?:\w+ ){0,3}?(?:son|daughter|kids?|child|children|boy|girl|teen\w*|grandson"
    r"|granddaughter)\b"
)
_OF_DOCTORS = frozenset(
    {"cauda_equina_syndrome", "spinal_infection", "myelopathy", "compression_fracture", "spondylolysis"}
)
_FEELS = re.compile(
    r"\b(?:hurts?|hurting|pain|painful|sore)\b.{0,12}"
    rf"\b(?:when|while|if|after|from|during)\b(?! {_MODAL}\b)"
    r"|\b(?:fell|trip(?:s|ped|ping)?|swell\w*|swollen|fever\w*|bladder|bowels?|pee|peeing|incontinen\w*|faint\w*|dizz\w*"
    r"|chest)\b"
)
# Who asks for leave with such a limb is told first what that calls for.
_LIMB = re.compile(
    r"\b(?:numb\w*|tingl\w*|pins and needles|giv(?:e|es|ing) (?:way|out)|drag\w*"
    r"|weak(?:ness|er)?(?! (?:core|abs|stomach|back|muscles?|bones?|belly|glutes)))\b"
)
_EXERCISES = re.compile(r"\b(?:e?xerci[sz]es?|stretch(?:es|ing)?|warm ?ups?|cool ?downs?)\b")
_EXERCISE_OF_SPORT = re.compile(r"\b(?:(?:water|pool|hydro) exercises?|exercise bikes?)\b")
# What a trouble came from is not asked of the sport.
_WHY_IT_CAME = re.compile(r"\b(?:caus(?:ed|es|ing)|how i got)\b|\bdid (?:my|the|all)\b")
_NOT_CARE = frozenset({"recovery", "rest", "posture", "prevention", "failed_conservative_care"})
_NOT_ASKED = frozenset(
    {
        *("request_contact", "ask_human", "ask_cost", "harmed", "distress", "cancel", "goodbye", "correct"),
        *("ask_privacy", "start_over"),
    }
)
_TELLING = frozenset({"report_care", "report_symptom", "report_worsening", "inform", "affirm", "deny"})
_FOLLOWED = frozenset({"what_is", "benefits", "risks", "how_to"})


def sport_asked(
    plain: str,
    topics: Collection[str],
    learned: str,
    *,
    context: str | None = None,
    last: str | None = None,
    cautions: Collection[str] = (),
    bare: bool = True,
    told: str = "",
) -> Asked | None:
    """What a message asks about a sport; None where it asks nothing of the kind, or nothing to be told from here.

    Args:
        plain: the message, or the question that it ends in, in plain words.
        topics: the topics that it names.
        learned: its intent, as its clauses tell it.
        context: the topic talked about last.
        last: the answer of the turn before, as "topic/aspect".
        cautions: what was told before that exercises have to fit.
        bare: whether a few words without a verb may ask it; in a form they answer.
        told: the story before the question, in plain words.
    """
    plain = _spelled(plain)
    if learned in _NOT_ASKED or _is_for_others(f"{told} {plain}", topics, context, cautions) or _FEELS.search(plain):
        return None
    if _EXERCISES.search(_EXERCISE_OF_SPORT.sub(" ", plain)) or _WHY_IT_CAME.search(plain):
        return None
    limb = bool(_LIMB.search(plain))
    ours = limb or bool(known_topics(topics, "condition") or _OURS.search(plain) or (told and _OURS.search(told)))
    if not ours and _ELSEWHERE.search(plain):
        return None
    if _WHICH.search(plain):
        return Asked.of("sports", "comparison")
    named = _sports_in(plain)
    if not named:
        spoken = _asked_of_it(plain, last) if bare else None
        return Asked.of(*spoken) if spoken else None
    if len(named) > 1 and _TWO.search(plain) and (_BETTER.search(plain) or not _MAY.search(plain)):
        return Asked.of("sports", "comparison")
    found = _asked_in_words(plain, ours=ours)
    if found is None and bare:
        only = _ONLY_THIS.match(plain)
        found = _named_alone(_sport(only), plain, last) if only else _follows_on(plain, context, last)
        if found is None and (learned not in _TELLING or plain.endswith("?")):
            found = _beside(plain, ours=ours)
    if found and limb:
        return Asked.of("warning_signs", "risks")
    return Asked.of(*found) if found else None


def is_of_sport(asked: Asked | None) -> bool:
    """Whether a question is about a sport."""
    return asked is not None and bool(SPORT_TOPICS.intersection(asked.topics))


def _asked_in_words(plain: str, *, ours: bool) -> tuple[str, str] | None:
    """The topic and the aspect that a whole question asks for."""
    judged = _HOW_BAD.search(plain)
    if judged:
        return _sport(judged), "risks" if _BAD.search(judged["judged"]) or judged[
            "judged"
        ] == "dangerous" else "benefits"
    found = _WHICH_OF_IT.search(plain)
    if found and ours:
        return _sport(found), "how_to"
    found = _WHEN_OR_HOW.search(plain)
    if found and _holds(plain, found, ours=ours):
        return _sport(found), "benefits" if re.match(r"how do(?:es)?\b", found[0]) and _GOOD.search(
            found["rest"]
        ) else "how_to"
    found = _BENEFITS.search(plain)
    if found and _holds(plain, found, ours=ours):
        return _sport(found), "benefits"
    for pattern in (_STOP, _MAY, _OK_TO):
        found = pattern.search(plain)
        if found and _holds(plain, found, ours=ours):
            return _sport(found), "risks"
    found = _IS_SPORT.search(plain)
    if found and (ours or _SHORT_TAIL.match(found["rest"] + plain[found.end() :])):
        if _BAD.search(found["rest"]):
            return _sport(found), "risks"
        if _GOOD.search(found["rest"]):
            return _sport(found), "benefits"
    found = _IS_THAT.search(plain)
    named = _sports_in(plain)
    if found and ours and len(named) == 1 and _WANTS.search(plain[: found.start()]):
        return named.pop(), "benefits" if _GOOD.search(found["rest"]) and not _BAD.search(found["rest"]) else "risks"
    return None


def _beside(plain: str, *, ours: bool) -> tuple[str, str] | None:
    """The same of a few words: "football with a bulging disc?"."""
    found = _BESIDE.match(plain)
    if not found or not ours:
        return None
    good = found["judged"] == "good" or (found["link"] == "for" and not found["judged"])
    return _sport(found), "benefits" if good else "risks"


def _named_alone(sport: str, plain: str, last: str | None) -> tuple[str, str]:
    """What a sport's name alone asks: "weights?" after the gym how it is done, "golf?" after tennis the same of it."""
    topic, _, aspect = (last or "").partition("/")
    if not plain.endswith("?") or topic not in EXERCISE_TOPICS or aspect not in _FOLLOWED:
        return sport, "what_is"
    return (sport, aspect) if topic != sport else (sport, "what_is" if aspect == "how_to" else "how_to")


def _follows_on(plain: str, context: str | None, last: str | None) -> tuple[str, str] | None:
    """The same of another sport than the one told about, or with the condition told about: "and yoga?"."""
    found = _AND_THIS.match(plain)
    topic, _, aspect = (last or "").partition("/")
    if not found or not topic:
        return None
    if topic in EXERCISE_TOPICS and aspect in _FOLLOWED:
        return _sport(found), aspect
    return (_sport(found), "risks") if known_topics([context or ""], "condition") else None


def _asked_of_it(plain: str, last: str | None) -> tuple[str, str] | None:
    """What is asked of the sport that was told about: "is it ok with stenosis?"."""
    topic = (last or "").partition("/")[0]
    if topic not in SPORT_TOPICS or len(plain.split()) > _FEW_WORDS:
        return None
    if _DO_IT.match(plain):
        return topic, "risks"
    if _WHICH_WAY.match(plain):
        return topic, "how_to"
    found = _IS_IT.match(plain)
    if not found:
        return None
    if _BAD.search(found["rest"]):
        return topic, "risks"
    return (topic, "benefits") if _GOOD.search(found["rest"]) else None


def _holds(plain: str, found: re.Match[str], *, ours: bool) -> bool:
    """Whether the question is about a back, and not about a knee, or the one who answers here."""
    if ours:
        return True
    groups = found.groupdict()
    rest = (groups.get("rest") or "") + plain[found.end() :]
    return groups.get("who") != "you" and bool(_SHORT_TAIL.match(rest))


def _sport(found: re.Match[str]) -> str:
    """The topic of the sport in a match."""
    groups = found.groupdict()
    return next(topic for topic in SPORT_WORDS if groups.get(topic))


def _sports_in(plain: str) -> set[str]:
    return {topic for topic, words in _ONE_BY_ONE.items() if words.search(plain)}


_ONE_BY_ONE = {topic: re.compile(rf"\b(?:{words})\b") for topic, words in SPORT_WORDS.items()}


def _is_for_others(plain: str, topics: Collection[str], context: str | None, cautions: Collection[str]) -> bool:
    """Whether an operation, a pregnancy, a child, another treatment or a grave condition has the say."""
    if _OPERATED.search(plain) or _PREGNANT.search(plain) or _CHILD.search(plain):
        return True
    if "pregnancy" in topics or {"pregnancy", "recent_surgery"}.intersection(cautions):
        return True
    spoken = {*topics, context or ""}
    if known_topics(topics, "surgery") or known_topics([context or ""], "surgery") or spoken & _OF_DOCTORS:
        return True
    return any(topic.id not in EXERCISE_TOPICS | _NOT_CARE for topic in known_topics(topics, "care"))


# Names of sports that are misspelt, and words that look like one of them and are meant as written.
_NAMES = (
    "swimming swimmer cycling biking bicycle jogging pilates football soccer basketball baseball volleyball tennis"
    " badminton pickleball hockey cricket golfing bowling skiing snowboarding climbing bouldering horseback trampoline"
    " dancing hiking deadlift deadlifts weights weightlifting crossfit kettlebells squats sports karate wrestling"
)
_AS_WRITTEN = "climbed climbs danced bouncing weighs weight spots sport hiding hiring liking biting buying boiling"


@cache
def _speller() -> Speller:
    return Speller(_NAMES.split(), real_words() | frozenset(_AS_WRITTEN.split()))


def _spelled(plain: str) -> str:
    """The same words, with the names of sports put right."""
    return " ".join(_speller().correct(word) for word in plain.split(" "))

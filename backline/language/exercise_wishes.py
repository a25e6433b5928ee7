"""What a message says about how a plan of exercises should be: which way of bending eases the pain, and what for.

Read by rules from plain words. What is not said clearly is left out: a plan without a wish is a good plan too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from backline.language.plain_text import plain_text

_CLAUSE = re.compile(r"[.;!?\n]|,|\b(?:but|though|while|whereas)\b")

# Sitting bends the lower back forward, lying on the stomach bends it back.
_WAYS: Mapping[str, re.Pattern[str]] = {
    "bending_forward": re.compile(
        r"\b(?:(?:bend\w*|lean\w*|curl\w*|stoop\w*|hunch\w*|fold\w*) (?:\w+ )?(?:forward\w*|over|down|up|in)"
        r"|forward bend\w*|flexion|flexing forward|knees? (?:to|up to|into) (?:my |the )?chest"
        r"|(?:shopping|supermarket|grocery) (?:cart|trolley)|sit(?:ting)?(?: down)?|squat\w*|crouch\w*|child s pose)\b"
    ),
    "bending_backward": re.compile(
        r"\b(?:(?:bend\w*|lean\w*|arch\w*|stretch\w*|reach\w*|extend\w*) (?:\w+ ){0,2}?back(?:ward|wards)?"
        r"|arch\w* my back|backward bend\w*|back bends?|backbends?|extension|press ups?|prone press\w*|cobra|sphinx"
        r"|(?:lying|lie|laying|lay) (?:down )?(?:flat )?(?:on my (?:stomach|tummy|belly|front)|face down))\b"
    ),
}
_EASES = re.compile(
    r"\b(?:eas(?:e|es|ed|ing|ier)|help(?:s|ed|ing)?|reliev\w*|relief|better|comfortable|comfy|soothes?|calms?"
    r"|settles?|less pain|(?:pain|ache) (?:goes|is gone|stops|eases)|goes away|takes (?:the )?(?:pain|edge|pressure)"
    r"|feels? (?:good|great|nice|fine|best)|(?:is|are) (?:good|fine|ok|okay|best))\b"
)
_NOT = re.compile(
    r"\b(?:not|never|no (?:relief|help|better|easier|good)|nothing|hardly|barely|worse\w*|hurts?|painful|kills"
    r"|does nothing|would|could|should|will|can|if only|wonder|may|might)\b"
)
_QUESTION = re.compile(r"^\W*(?:does|do|is|are|should|would|will|can|could|what|which|how|why|when)\b")

_GOALS: Mapping[str, re.Pattern[str]] = {
    "core_strength": re.compile(
        r"\b(?:core|abs|abdominals?|(?:stomach|belly|tummy|deep) muscles?|trunk muscles?|midsection)\b"
    ),
    "strength": re.compile(
        r"\b(?:strong(?:er)?(?! (?:pain|med|pill|tablet)\w*)|strength(?:en(?:ing)?)?|muscles?|power|tone up|toned"
        r"|build up)\b"
    ),
    "flexibility": re.compile(
        r"\b(?:flexib\w*|mobil(?:e|ity)|supple\w*|limber|loose(?:n|r|ning)?(?: up)?|less stiff|stiffness|stretch\w*"
        r"|range of motion|move (?:more )?(?:freely|easily|better)|touch my toes|turn my (?:head|neck))\b"
    ),
    "endurance": re.compile(
        r"\b(?:endurance|stamina|fit(?:ter|ness)?|cardio|condition(?:ing)?|(?:lose|losing|drop|shed) (?:\w+ )?weight"
        r"|weight loss|walk (?:further|farther|longer|more)|out of breath|last longer)\b"
    ),
    "balance": re.compile(
        r"\b(?:balance|stead(?:y|ier|iness)|not (?:to )?fall|(?:fewer|prevent|avoid) falls?|wobbl\w*)\b"
    ),
}
_WANTS = re.compile(
    r"\b(?:want|would like|wanna|hope|hoping|need|wish|looking|aim\w*|goals?|focus\w*|work(?:ing)? on|get|become|build"
    r"|improve|improving|more|better|for|train|mainly|mostly|rather|prefer|something|exercises?|matters?|important)\b"
)
_NO_WISH = re.compile(
    r"\b(?:no longer|not (?:about|want|need|interested)|lost|less (?:strength|power|balance)|weak(?:er|ness)?"
    r"|trouble|problems? with|poor|bad) (?:\w+ ){0,2}?(?:balance|strength|power|muscles?|core)\b"
    r"|\bmuscle (?:relax|spasm)"
    r"|\b(?:balance|strength|muscles?|core) (?:is|are|feels?) (?:\w+ )?(?:bad|poor|off|weak|gone|sore|tight)\b"
)
_BARE_WORDS = 5

_REQUEST_CLAUSE = re.compile(r"[.;!?,\n]|\bbut\b")
_MOVES = r"(?:exerci[sz]e?s?|excer[cs]i[sz]e?s?|exersi[sz]es?|exercices?|stretche?s?|work ?outs?|moves|routine)"
_ASKS_FOR = re.compile(
    rf"\b(?:give|show|suggest|recommend|send|need|want|would like|find|list|please|pls|plz|any|which|what)\b"
    rf"(?: (?!did|done|doing|tried|from|my|these|those|the)\w+){{0,6}}? {_MOVES}\b"
    rf"|\b{_MOVES} (?:please|pls|plz)\b|\b{_MOVES} (?:\w+ ){{0,3}}?(?:can|should|could) i (?:do|try)\b"
    rf"|\b{_MOVES} (?:that |which |to |would |will )?(?:can |might )?(?:help|for (?:me|my|him|her|this|that))\b"
    r"|\b(?:something|anything|things|stuff) (?:to do|i can do|i could do|for me to do) (?:\w+ ){0,2}?"
    r"(?:at|while|in|from) (?:my |the |a )?(?:desk|work|office|chair|car|bed|home)\b"
    rf"|\bcan i (?:\w+ )?(?:do )?{_MOVES}\b|\bwhen can i (?:\w+ ){{0,3}}?{_MOVES}\b"
)
_PLURAL = r"(?:exerci[sz]es|excer[cs]i[sz]es|exersi[sz]es|exercices|stretches|stretchs|work ?outs|moves)"
_SET_NAMED = re.compile(
    r"^(?:(?:and|so|but|hi|hello|hey|ok|please|then|what|which|any|some|good|best|safe|gentle|easy|simple|light|home"
    r"|warm ?up|core|back|neck|low|lower|the|are there|is there|u got|you got|got) )*"
    rf"{_PLURAL}(?: please)?(?: (?:after|before|for|with|when|if|in|on|during|standing|sitting|seated|lying|against"
    r"|post|only|that|i can|can i|to (?:do|help|ease|relieve|stretch|strengthen|warm))\b| ?$)"
)
_BARE_SET = re.compile(
    rf"^(?:(?:any|some|so|and|which|what|the|good|safe) )*{_PLURAL}(?: (?:please|then|now|for me))*$"
)
# They tell of exercises, or ask another thing about them.
_NOT_FOR_NOW = re.compile(
    rf"\b(?:my|the|these|those|his|her|their|doing|did|done|do|tried|trying) {_PLURAL}\b"
    rf"|\b{_PLURAL} (?:\w+ )?(?:did|does|do not|has|have|are|is|was|were|made?|makes?|hurts?|help\w*|work\w*|not"
    r"|for years|for months|for weeks|to avoid|avoid)\b"
    rf"|\b(?:why|how (?:do|does|often|long|many|much)|avoid|worst|bad|pt|physio\w*|therapy|shots?|pills?|meds?|massage)"
    rf"(?: and| or| ,)* {_PLURAL}\b|\bavoid\b"
)
# "Pregnant 30 weeks back exercises": a search, with nothing told of exercises done.
_SEARCHES = re.compile(rf"\b(?:back|neck|spine|spinal|core|gentle|safe|pregnancy|sciatica|stretching|leg) {_MOVES} ?$")
_SEARCH_WORDS = 8
_WAS_DONE = re.compile(
    rf"\b(?:did|done|doing|do|tried|trying|been|after|stopped|quit|from|with|these|those|the|my"
    rf"|all)\b(?: \w+){{0,3}}? {_MOVES}\b"
    rf"|\b{_MOVES} (?:\w+ ){{0,2}}?(?:did|do|does|has|have|are|is|was|were|make|made|hurts?|not)\b"
)
_NOT_WANTED = re.compile(
    rf"\b(?:gave|given|got|prescribed|told|showed)\b(?: \w+){{0,4}}? {_MOVES}\b|"
    rf"\b(?:no|not|never|without|hate|avoid|stop|wrong|bad|worst)\b(?: \w+){{0,4}}? {_MOVES}\b"
    rf"|\b{_MOVES} (?:\w+ ){{0,4}}?(?:avoid|not|stop|bad|worse|harm\w*|dangerous)\b"
)
_WEAK_CORE = re.compile(
    r"\b(?:weak|poor|no|bad) (?:core|abs|glutes|trunk|(?:back|deep|stomach|belly) muscles?)\b"
    r"|\b(?:core|abs|glutes|(?:back|deep|stomach|belly) muscles?) (?:is|are|too|so|very|being| )*weak\b"
)
_WHETHER = re.compile(
    r"\b(?:when|how soon|how long (?:before|until|till)|can|could|may|should|is it|am i|what|which|ok to|safe to)\b"
    rf"(?: \w+){{0,8}}? (?:{_MOVES}|exercising|train(?:ing)?|gym|sports?|pilates|yoga)\b"
)
_WHAT_TO_DO = re.compile(
    r"\bwhat (?:should|can|could|do|must) i (?:do|try)\b|\bwhat to do\b|\bhow (?:do|can|should) i (?:fix|train"
    r"|strengthen|build"
    r"|improve|work on|get)\b|\bwhat (?:helps|now)\b"
)

_WHO_ALLOWS = (
    r"(?:surg\w+|doctors?|doc|dr|consultant|cardio\w*|specialist"
    r"|physio\w*|therapist|pt|hospital|clinic|neurosurgeon)"
)
_LEAVE = re.compile(
    rf"\b(?:{_WHO_ALLOWS}(?: \w+){{0,3}}? (?:is|are|was)|(?:{_WHO_ALLOWS}|he|she|they) (?:\w+ ){{0,3}}?"
    r"(?:sa(?:ys?|id)|tells?|told|thinks?|agree[sd]?|allow\w*|lets?|clear(?:ed|s)|ok(?:s|d|ed)?|okay(?:s|ed)?|gave"
    r"|gives?|given|approve[sd]?|signed))\b(?: \w+){0,6}? "
    r"(?:can|could|may|allowed|ok|okay|fine|start\w*|begin|exercis\w*|go ahead|green light|clear\w*|permission|leave"
    r"|yes|safe|ready|happy|move|train\w*)\b"
    rf"|\b{_WHO_ALLOWS} (?:has |have |had |just |already )*"
    r"(?:cleared|allowed|ok(?:d|ed)|okayed|approved|agreed|agrees)\b"
    r"|\bi (?:am|was|got|have been|have|been|just got|just been) (?:\w+ )?(?:cleared|allowed|permitted|signed off)\b"
    r"|\b(?:got|have|had|gave me|given) (?:the |an |my |a |his |her |their |all )*"
    r"(?:all clear|green light|go ahead|ok|okay|clearance|permission|leave)\b"
)
_NO_LEAVE = re.compile(
    r"\b(?:not|never|no|nothing|until|unless|yet|if|when|ask(?:ed)?|wait\w*|before|avoid|too (?:soon|early)|without"
    r"|sure)\b"
)


def surgeon_allows(text: str) -> bool:
    """Whether a message tells that the surgeon, or somebody who looks after the writer, lets them begin to exercise.

    Args:
        text: the message as sent.
    """
    plain = plain_text(text)
    return any(
        _LEAVE.search(clause) and not _NO_LEAVE.search(clause) and not _asks(clause)
        for clause in _REQUEST_CLAUSE.split(plain)
    )


def ways_that_ease(text: str) -> tuple[str, ...]:
    """Which ways of bending ease the pain, as the message states it.

    Args:
        text: the message as sent.

    Returns:
        ``bending_forward`` and/or ``bending_backward``; nothing for a question, a denial, or where it hurts.
    """
    found = []
    for way, words in _WAYS.items():
        for clause in _CLAUSE.split(plain_text(text)):
            if words.search(clause) and _EASES.search(clause) and not _NOT.search(clause) and not _asks(clause):
                found.append(way)
                break
    return tuple(found)


def _asks(clause: str) -> bool:
    return bool(_QUESTION.search(clause))


def goals_wished(text: str) -> tuple[str, ...]:
    """What the exercises should be good for: a wish ("I want a stronger core"), or a bare answer ("flexibility").

    Args:
        text: the message as sent.

    Returns:
        Of ``core_strength``, ``strength``, ``flexibility``, ``endurance`` and ``balance``, in this order; the core
        alone where a stronger core is meant.
    """
    plain = plain_text(text)
    if _NO_WISH.search(plain) or not (_WANTS.search(plain) or len(plain.split()) <= _BARE_WORDS):
        return ()
    found = [goal for goal, words in _GOALS.items() if words.search(plain)]
    if "core_strength" in found and "strength" in found:
        found.remove("strength")
    return tuple(found)


def asks_for_exercises(text: str) -> bool:
    """Whether a message asks for exercises to be shown, and does not tell of exercises that were done.

    Args:
        text: the message as sent.
    """
    plain = plain_text(text)
    for clause in _REQUEST_CLAUSE.split(plain):
        if _NOT_WANTED.search(clause) or (_WAS_DONE.search(clause) and not _ASKS_FOR.search(clause)):
            continue
        if _ASKS_FOR.search(clause):
            return True
    is_search = len(plain.split()) <= _SEARCH_WORDS and _SEARCHES.search(plain.strip(" .!?,"))
    if is_search and not (_WAS_DONE.search(plain) or _NOT_WANTED.search(plain)):
        return True
    return bool(_WEAK_CORE.search(plain) and _WHAT_TO_DO.search(plain))


def names_a_set(text: str) -> bool:
    """Whether a message is, or ends in, a wish for exercises with no verb: "exercises after a run", "stretches?".

    Args:
        text: the message as sent.
    """
    plain = plain_text(text)
    clauses = [clause.strip() for clause in _REQUEST_CLAUSE.split(plain) if clause.strip()]
    if not clauses or any(_NOT_FOR_NOW.search(clause) for clause in clauses):
        return False
    last = len(clauses) - 1
    return any(
        _SET_NAMED.search(clause) or (at == last and at > 0 and _BARE_SET.search(clause))
        for at, clause in enumerate(clauses)
    )


def asks_whether_to_exercise(text: str) -> bool:
    """Whether a message asks when, or whether, to begin with exercise.

    Args:
        text: the message as sent.
    """
    return bool(_WHETHER.search(plain_text(text)))


def weak_core_told(text: str) -> bool:
    """Whether the muscles around the middle are said to be weak."""
    return bool(_WEAK_CORE.search(plain_text(text)))

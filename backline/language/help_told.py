"""What words after a warning sign say of help: that it is near, that somebody has looked, or that it fell through."""

from __future__ import annotations

import re
from typing import Literal

from backline.language.people import RELATIVE

_EMERGENCY_HELP = r"(?:amb[aeu]l[ae]n\w*|paramedics?|911|999|112|000|emergency (?:services?|number|line))"
_HOSPITAL = r"(?:hosp(?!ice)\w{1,7}|e\.?r|a ?& ?e|emergency (?:room|department|dept)|urgent care|casualty)"
_DOCTOR = (
    r"(?:doctor|doctors|doctor'?s|dr|doc|docs|gp|gps|gp'?s|physician|surgeon|specialist|consultant|oncologist"
    r"|neurologist"
    r"|cardiologist|orthop\w+|urologist|rheumatologist|neurosurgeon)"
)
_COMFORT = rf"(?:crisis line|lifeline|988|{_DOCTOR}|nurse|therapist|counsell?or|{_HOSPITAL}|{_EMERGENCY_HELP})"
_LOOKED = (
    r"(?:check\w*|seen|saw|examined|(?:looked|look) (?:at|over|into)|looked|cleared|ruled|treated|admitted|discharged"
    r"|scanned)"
)
# Helpers are called, or on their way.
_CALLED = re.compile(
    rf"\b(?:called|phoned|rang|dialled|dialed|calling|talk\w* to|spoke (?:to|with)|on the phone (?:with|to))"
    rf" (?:\w+ ){{0,2}}{_EMERGENCY_HELP}\b"
    rf"|\b(?:{_EMERGENCY_HELP}|help) (?:\w+ )?(?:is|are|r|was|were|'?s|has|have|been|just|now)(?: \w+){{0,2}}"
    r" (?:here|com+ing|outside|arrived|sent|on (?:the|its|their) way)\b"
    rf"|\bwait\w* (?:for|on) (?:the |an? |my )?{_EMERGENCY_HELP}\b"
    rf"|\b(?:are|is|'?re) sending (?:an? |the )?{_EMERGENCY_HELP}\b"
    r"|\b(?:911|999|112|ambulance) (?:was |is |has been |have been )?called\b"
    r"|^\W*(?:ok |yes )?(?:i|we|ive|i've|i have|we have)(?: just| already)* called(?: them| it| now| already)*\W*$"
    r"|^\W*(?:ok |yes )?they(?: are|'re|re) here(?: now)?\W*$"
    rf"|\b{_EMERGENCY_HELP} (?:is|are) sending (?:someone|somebody|help|one)\b"
    rf"|\b(?:{_EMERGENCY_HELP}|help) (?:came|arrived|on (?:the|its|their) way|com+ing)\b",
    re.I,
)
# They are there, or the person is where help is, or on the way to it.
_TO_HOSPITAL = rf"to (?:the |an? )?(?:\w+ )?{_HOSPITAL}\b"
_THERE = re.compile(
    rf"\b{_DOCTOR}(?: \w+){{0,2}} (?:here|com+ing|arrived|on (?:the|its|their|his|her) way)\b"
    rf"|\b(?:at|in|inside) (?:the |an? )?(?:\w+ )?{_HOSPITAL}\b|\b(?:at|in) (?:the |my )?(?:gp'?s?|doctor'?s)\b"
    r"|\b(?:in|inside) (?:the|an) (?:ambulance|waiting room)\b"
    r"|\b(?:on (?:my|our|the|his|her|their) way|omw|going|driving|driven|rushing|rushed|arrived|got"
    r"|(?:taking|took|drives?|bringing|brought) (?:me|us|him|her|them)|heading|headed|walking|in (?:the|a|an"
    r"|my) (?:car|uber|taxi|cab))"
    rf"(?: \w+){{0,2}} {_TO_HOSPITAL}|\barrived at (?:the |an? )?(?:\w+ )?{_HOSPITAL}\b"
    rf"|\b(?:went|been)(?: \w+)? to (?:the |my |an? )?{_DOCTOR}\b"
    rf"|\b(?:i am|i'm|i m|im) (?:here )?with (?:the|a|my) {_DOCTOR}\b"
    r"|^\W*(?:(?:ok|okay|yes|yeah|alright|well)\W+)*(?:i am|i'm|i m|im|we are|we're|we|i|just) (?:just )?(?:got "
    r"|arrived )?"
    r"there(?: now| already)?\W*$",
    re.I,
)
# They were there, or are back from it.
_WENT = re.compile(
    rf"\b(?:went|been|gone|back|home|came|come)(?: \w+){{0,2}} {_TO_HOSPITAL}"
    rf"|\b(?:was|were|been) (?:at|in) (?:the |an? )?(?:\w+ )?{_HOSPITAL}\b",
    re.I,
)
_BACK = re.compile(
    rf"\b(?:back|home|came|come|returned|released|discharged|out)(?: \w+){{0,2}} (?:from|of) (?:the |my "
    rf"|an? )?(?:\w+ )?"
    rf"(?:{_HOSPITAL}|{_DOCTOR})\b",
    re.I,
)
_FELL_THROUGH = re.compile(
    r"\b(?:ambulances?|they|help|paramedics?|911|nobody|no ?one|taxi|ride|cab)\b(?: \w+){0,3}? "
    r"(?:(?:(?:is|are|was|were|s|re) )?not (?:com+ing|here|able|going)|(?:isn'?t|aren'?t|ain'?t) (?:com+ing|here)"
    r"|(?:never|didn'?t|did not|won'?t|will not|can'?t|can not) (?:come|came|arrive\w*|show\w*|take|help|turn\w* up)"
    r"|never (?:came|showed|arrived|turned)|cancell?ed|hung up|refused|sent (?:me|us|him|her) away"
    r"|turned (?:me|us|him|her) away)\b"
    r"|\b(?:nobody|no ?one) (?:came|comes|come|is com+ing|showed|answers?|answered|turned up)\b"
    r"|\b(?:i|we|he|she) (?:just |then |finally )?(?:left|walked out|went (?:back )?home|gave up|hung up|cancell?ed"
    r"|turned (?:back|around))\b|\b(?:not|n'?t) (?:going|go) (?:after all|any ?more|now)\b",
    re.I,
)
# What came of it.
_RESULT = re.compile(
    r"\bnothing (?:broken|serious|wrong|bad|dangerous)\b|\b(?:showed|shows|found) nothing\b"
    r"|\b(?:mri|ct|scans?|x-?rays?|tests?|results?|everything|bloods?|blood work|all)\b.{0,20}?"
    r"\b(?:normal|fine|ok|okay|clear|good|clean|negative|nothing)\b"
    r"|\b(?:sent me home|discharged|let me (?:go|home)|cleared me|scanned me|did (?:a|an|the) (?:mri|scan|ct"
    r"|x-?ray))\b",
    re.I,
)
# It denies a finding, and not the visit.
_NO_FINDING = re.compile(
    r"\bno (?:nerve |signs? of |new )*(?:damage|fractures?|breaks?|compression|infection|clots?)\b", re.I
)
_SCANNED = re.compile(
    rf"\b(?:they|{_DOCTOR}|{_HOSPITAL}) (?:\w+ )?(?:did|gave|took|ran|made)\b.*\b(?:mri|ct|scan|x-?ray|tests?)\b"
    r"|\bthey (?:scanned|x-?rayed|examined|checked) (?:me|him|her|us)\b"
    r"|\b(?:mri|ct|scan|x-?ray)s? (?:showed|shows|found|came back|was|is)\b",
    re.I,
)
# Said while help is near, this is of the doctors there.
_FOUND_THERE = re.compile(
    r"\b(?:mri|ct|scans?|x-?rays?|tests?|results?)\b.{0,20}\b(?:normal|fine|ok|okay|clear|good|clean|negative)\b"
    r"|\b(?:sent|let) (?:me|us|him|her|them) (?:go|home)\b|\bdischarged\b|\bcleared (?:me|him|her)\b",
    re.I,
)
_FOR_IT = re.compile(r"\b(?:for|about|because of|with) (?:it|this|that|all this|the same)\b", re.I)
# So lately that the visit may have been for this; it has to be said.
_LATELY = re.compile(
    r"\b(?:yesterday|last (?:week|night|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?:\d+|an?|one|two|three|four|five|six|few|couple(?: of)?) days? ago)\b",
    re.I,
)
# Somebody else is looked after there, or it was before this.
_NOT_FOR_THIS = re.compile(
    rf"\bvisit\w* (?:\w+ )?(?:{RELATIVE}|family|someone|somebody|him|her|them|people|a patient)\b"
    rf"|\b(?:see(?:ing)?|for|of|pick\w* up|drop\w* off) (?:my|our) (?:\w+ )?{RELATIVE}\b|\bto (?:visit|pick|drop)\b"
    rf"|\b(?:my|our) (?:\w+ )?{RELATIVE}(?:'?s)? (?:(?:is|was) (?:sick|ill|having|there|in)|had|has|got|gave"
    rf"|appointment"
    r"|surgery|operation|op|baby)\b|\bvisiting (?:hours|time)\b|\bvolunteer\w*"
    r"|\b(?:once|twice|before|previously|(?:last|first|other|another|every|each|many|\d+|several) times?|the past"
    r"|always|usually|used to|laugh\w*|joked|rude|ignored|useless|wasted)\b"
    rf"|\b(?:{_HOSPITAL}|{_DOCTOR}) for (?:an?|some|other|another) (?!check|scan|mri|ct|x-?ray|look|test|exam)\w+"
    r"|\b(?:i|we|so|and|then) left\b|\bwalked out\b|\bturned (?:me|us|him|her) away\b|\bgave up\b|\bcancell?ed\b"
    r"|\b(?:too|so) (?:long|full|crowded|busy)\b|\bborn (?:at|in)\b",
    re.I,
)
# "I work at the hospital", "my appointment at the hospital is next week".
_ANOTHER_TIME = re.compile(
    r"\b(?:works?|working|worked|volunteer\w*|appointments?|booked|next|later|will|ll|soon|tonight"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
# Somebody who can judge it has had a look.
_EXAMINED = re.compile(
    rf"\b(?:{_DOCTOR}|{_HOSPITAL}|paramedics?)\b.{{0,25}}\b{_LOOKED}\b"
    rf"|\b(?:{_HOSPITAL}|paramedics?)\b.{{0,25}}\b(?:(?:said|says?|told me)(?! (?:me )?(?:to|i|we|that i) )"
    rf"|sent me home|let me go)\b"
    rf"|\b{_DOCTOR} (?:has |have |had |s )?(?:had|having|took) a (?:good |proper )?look\b"
    rf"|\b(?:saw|seen|visited|(?:checked|examined|seen|treated|cleared) (?:out )?(?:by|at)) (?:the |my "
    rf"|an? )?(?:\w+ )?(?:{_DOCTOR}|{_HOSPITAL})\b"
    r"|\b(?:been|got|was|were|get(?:ting)?) (?:it )?(?:checked|examined|seen)\b|\bchecked (?:by|out)\b"
    r"|\b(?:i|we|he|she) (?:was|were|got|have been|has been) discharged\b",
    re.I,
)
_COMPANY = rf"(?:{RELATIVE}|family|pastor|carer)"
_SAFE = re.compile(
    rf"\b(?:called|phoned|rang|talk\w* (?:to|with)|spoke (?:to|with)|calling"
    rf"|on the phone with)\s+(?:\w+\s+){{0,2}}{_COMFORT}\b"
    r"|\b(?:i am|i'm|i m|im|i feel|(?:he|she)(?: is|'?s)) (?:now |ok and |much )?(?:safe|safer)"
    r"(?= (?:now|here|and|with|again|at home|tonight|thanks|thank)\b|\W*$|[,.;!])"
    rf"|\b(?:someone|somebody|(?:my|our) (?:\w+ )?{_COMPANY}) is (?:here )?with me(?= now| here| tonight|\W*$|[,.;!])"
    rf"|\b(?:someone|somebody|(?:my|our) (?!kids?\b|child|son\b|daughter\b|ex\b)(?:\w+ )?{_COMPANY}) "
    r"(?:(?:is|are|'?s|just|has) )*(?:now )?(?:here|(?:got|came|come|arrived) (?:here|over|by)|arrived"
    r"|(?:staying|sitting) with me)(?= (?:now|with me|tonight|already|to stay)\b|\W*$|[,.;!])"
    r"|\b(?:i am|i'm|i m|im|we are|we're|someone is|somebody is) (?:here )?(?:now )?with (?:her|him|them)"
    r"(?= now| all| tonight|\W*$|[,.;!])",
    re.I,
)
# "My wife came over and left", "my brother is here, he yells".
_NO_COMFORT = re.compile(
    r"\b(?:left|leaves|leaving|gone|away|took|takes|taking|yell\w*|shout\w*|scream\w*|said|says|told|blam\w*|burden"
    r"|hit|hits|hurts? me|fight\w*|fought|argu\w*|laugh\w*|asleep|sleeping|drunk|ignor\w*)\b",
    re.I,
)
_WORSE = re.compile(r"\b(?:worse\w*|worsen\w*|still|and now|but now|again)\b", re.I)
# "I am not calling", "the doctor is closed", "a doctor saw me two years ago", "should I call 911?"
_BLOCKED = re.compile(
    r"^\W*(?:is|are|when|where|will|has|have|does|do|what|how)\b"
    r"|\b(?:no|need|needs|want|wants|please|pls|plz|send (?:help|an|the)|hung up|far from|out of"
    r"|not|no one|nobody|none|never|nt|cannot|cant|wont|dont|didnt|isnt|havent|hasnt|arent|refuse\w*|but|closed"
    r"|if|should|hate|wish|hope|think"
    r"|would|could|can i|(?:weeks?|months?|years?|ages|long) ago|last (?:month|year)|expensive|tomorrow)\b|n't\b|\?",
    re.I,
)
# Asked for, and nobody has looked yet; or looked at by somebody at home.
_NOT_YET = re.compile(
    r"\b(?:phone|phoned|telephone|rang|ring|called|call|calls|calling|call ?back|receptionist|voice ?mail|wait"
    r"|waiting|to (?:check|look|examine)"
    r"|booked"
    r"|appointments?|will|ll|can see|to see|to be seen|gonna|hopefully|message[ds]?|texted|online|video|google\w*"
    r"|later|soon"
    r"|wants?|needs?)\b"
    rf"|\b(?:by|{RELATIVE})\b.*\bnurse\b"
    r"|\bby (?:my (?!own|doctor|gp|dr|surgeon|oncologist|specialist)\w+|me|myself|a friend)\b",
    re.I,
)

# A doctor knows of it: where one today or tomorrow is soon enough, that is as good as an examination.
_KNOWN = re.compile(
    rf"\b(?:my |the |a |an |our )?{_DOCTOR}\b.{{0,30}}\b(?:knows?|aware|thinks (?:it|its|it's)|diagnosed|cleared"
    rf"|happy with|checked|saw|seen"
    r"|examined|looked|look(?= (?:at|and))|treats?|treating|follow(?:s|ing)|monitor\w*|scanned|ordered|(?:told"
    r"|gave) me (?:it|the all|the ok|nothing))\b"
    rf"|\b{_DOCTOR}\b.{{0,30}}\b(?:said|says|told|thinks?|reckons?|sure|isn'?t worried|not worried)\b.*\b(?:fine|ok"
    rf"|okay|normal"
    r"|nothing|not (?:\w+ ){0,2}(?:serious|urgent|dangerous|emergency|worried|worry|related)|harmless|safe"
    r"|exercis\w+|all (?:good|clear)"
    r"|benign|stable|remission|worried|go ahead|arthritis|no (?:problem|danger|worries))\b"
    r"|\b(?:was|been|got|is|already) (?:\w+ )?(?:diagnosed|investigated|scanned|ruled out)\b|\bdiagnosed (?:with|in"
    r"|by|last|years)\b"
    rf"|\b(?:saw|seen|told|asked|showed|(?:shown|told) (?:it|this|that|him|her) to|talked to|spoke (?:to|with)"
    rf"|been to|went to|cleared by"
    rf"|checked by)\b (?:\w+ ){{0,2}}{_DOCTOR}\b"
    rf"|\b(?:been|went|gone|was)(?: \w+){{0,2}} (?:to|at|in) (?:the |an? )?{_HOSPITAL}\b|\b{_HOSPITAL} (?:sent|let"
    rf"|said|cleared|checked)\b"
    r"|\bthey (?:\w+ )?(?:checked|examined|scanned|cleared|ruled (?:it|that) out|x-?rayed|did (?:a"
    r"|an) (?:\w+ )?(?:scan|mri|ct|x-?ray|test))\b"
    r"|\b(?:been|got|was|were) (?:it )?(?:already )?(?:checked|examined)\b|\bchecked (?:by|out)\b",
    re.I,
)
# A visit for something else, or of another time.
_OTHER_VISIT = re.compile(
    r"\b(?:some|any)thing else\b|\b(?:about|for|with) (?:my|his|her) "
    r"(?!(?:\w+ )?(?:backs?|necks?|spine|pain|legs?|arms?|foot|feet|fever|weak\w*|numb\w*|bladder|chest|fall)\b)\w+"
    r"|\b(?:in|last) (?:january|february|march|april|may|june|july|august|september|october|november|december|school"
    r"|spring|summer|autumn|winter|the past)\b|\bchecked out of\b|\bno (?:doctor|gp|hospital)\b|\bfar from\b"
    r"|\b(?:examined|checked|seen|saw|hospital)\b.*\b(?:19|20)\d\d\b",
    re.I,
)
_NOT_KNOWN = re.compile(
    r"\b(?:not|never|hasn'?t|haven'?t|don'?t|doesn'?t|didn'?t|can'?t|cannot|won'?t|no|nobody|none)(?: \w+){0,3} "
    r"(?:doctor\w*|gp|dr|know|knows|aware|see|seen|saw|been|told|diagnosed|checked|examined|looked)\b"
    r"|\b(?:but|if|should|would|could|can i|must|have to|need to|tomorrow|later|next week|monday)\b|\?\s*$"
    r"|\b(?:doctor|gp|dr)(?:'s)? (?:is |are )?(?:away|closed|full|off)\b"
    r"|\b(?:said|says|told)(?: me)?(?: i (?:should|must|need|have))? to (?!exercise|keep|carry|go ahead|not worry)",
    re.I,
)

_ONLY_THAT = re.compile(
    r"\b(?:(?:only|just) (?:the|my|that|this|what|same|old|cancer)|nothing (?:else|but)|other than"
    r"|apart from|besides|except|same|as i (?:said|told|wrote)"
    r"|already (?:told|said)|told you|in remission|cancer free|cured|cleared|(?:all|scanned|scans?) (?:clear|clean))\b",
    re.I,
)
_NEW_TOO = re.compile(
    r"\b(?:new|now|found out|(?:got|was|been) (?:told|diagnosed)|bones?|spine|hip|again|back"
    r"|returned|spread\w*|grow\w*|grew|worse|also|plus|too|lump\w*|not (?:clear|clean|sure"
    r"|normal)|and now"
    r"|lost|weight|numb\w*|weak\w*|fever\w*|waiting|results? (?:soon|pending|next))\b|\?",
    re.I,
)


def how_handled(text: str, *, self_harm: bool = False) -> Literal["safe", "help", "examined"] | None:
    """Whether words written while an emergency is open say that help is there, or that somebody was examined.

    "It is better now" ends nothing: heart trouble and pressed nerves may pause and come back. A call to a doctor, a
    nurse on the phone or one in the family is no examination, nor is a visit for something or somebody else or long
    ago. A question or a plea for help ends nothing.

    Args:
        text: the message.
        self_harm: whether the emergency is a wish to die; then company, a crisis line or the person's word that they
            are safe end it.

    Returns:
        ``help`` where help is on the way, or the person on the way to it or there; ``examined`` where somebody who can
        judge it has looked; ``safe`` after a wish to die; None where nothing of that is said.
    """
    plain = _NO_FINDING.sub("all clear", even(text))
    if _BLOCKED.search(plain):
        return None
    if self_harm and _SAFE.search(plain) and not _NO_COMFORT.search(plain):
        return "safe"
    if _NOT_FOR_THIS.search(plain):
        return None
    if _OTHER_VISIT.search(plain):
        return "help" if _CALLED.search(plain) else None
    result = bool(_RESULT.search(plain))
    went = bool(_WENT.search(plain))
    back = bool(_BACK.search(plain)) and not _WORSE.search(plain)
    # To be back from there tells neither what for nor what came of it.
    of_this = back and (result or _FOR_IT.search(plain))
    looked = _EXAMINED.search(plain) or of_this or (result and (went or _SCANNED.search(plain)))
    examined = bool(looked) and not _NOT_YET.search(plain)
    if _LATELY.search(plain):
        return "examined" if examined and (result or _FOR_IT.search(plain)) else None
    if examined:
        return "examined"
    there = (went or back or _THERE.search(plain)) and not _ANOTHER_TIME.search(plain)
    return "help" if there or _CALLED.search(plain) else None


def help_fell_through(text: str) -> bool:
    """Whether words written while help is near say that it will not come, or that the person left before it."""
    plain = even(text)
    return bool(_FELL_THROUGH.search(plain)) and not re.search(r"\byet\W*$", plain)


def has_been_looked_at(text: str) -> bool:
    """Whether words written while help is near say that a doctor has looked: being there is not enough."""
    how = how_handled(text)
    if how == "examined" or (how is None and is_known_to_a_doctor(text)):
        return True
    plain = even(text)
    return how is None and bool(_FOUND_THERE.search(plain)) and not (_BLOCKED.search(plain) or _NOT_YET.search(plain))


def is_known_to_a_doctor(text: str) -> bool:
    """Whether words written while an urgent sign is open say that a doctor has seen it or knows of it."""
    plain = even(text)
    if how_handled(plain):
        return True
    if _NOT_KNOWN.search(plain) or _NOT_YET.search(plain) or _OTHER_VISIT.search(plain):
        return False
    return bool(_KNOWN.search(plain))


def is_of_what_is_known(text: str) -> bool:
    """Whether words that name a sign once more say that it is only the one told before, or that it was found clear."""
    plain = even(text)
    if _NEW_TOO.search(plain):
        return False
    return bool(_ONLY_THAT.search(plain) or _RESULT.search(plain) or _KNOWN.search(plain))


def even(text: str) -> str:
    """A text with straight apostrophes and single blanks."""
    return " ".join(text.replace("\u2019", "'").split())

"""What words after a warning sign say of it: that help is there, that it was misread, or that it is back."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from backline.language.intents import STORY_WORDS
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
    r" (?:here|coming|outside|arrived|sent|on (?:the|its|their) way)\b"
    rf"|\bwait\w* (?:for|on) (?:the |an? |my )?{_EMERGENCY_HELP}\b"
    rf"|\b(?:are|is|'?re) sending (?:an? |the )?{_EMERGENCY_HELP}\b"
    r"|\b(?:911|999|112|ambulance) (?:was |is |has been |have been )?called\b"
    r"|^\W*(?:ok |yes )?(?:i|we|ive|i've|i have|we have)(?: just| already)* called(?: them| it| now| already)*\W*$"
    r"|^\W*(?:ok |yes )?they(?: are|'re|re) here(?: now)?\W*$"
    rf"|\b{_EMERGENCY_HELP} (?:is|are) sending (?:someone|somebody|help|one)\b"
    rf"|\b(?:{_EMERGENCY_HELP}|help) (?:came|arrived|on (?:the|its|their) way|coming)\b",
    re.I,
)
# They are there, or the person is where help is, or on the way to it.
_TO_HOSPITAL = rf"to (?:the |an? )?(?:\w+ )?{_HOSPITAL}\b"
_THERE = re.compile(
    rf"\b{_DOCTOR}(?: \w+){{0,2}} (?:here|coming|arrived|on (?:the|its|their|his|her) way)\b"
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
    r"(?:(?:(?:is|are|was|were|s|re) )?not (?:coming|here|able|going)|(?:isn'?t|aren'?t|ain'?t) (?:coming|here)"
    r"|(?:never|didn'?t|did not|won'?t|will not|can'?t|can not) (?:come|came|arrive\w*|show\w*|take|help|turn\w* up)"
    r"|never (?:came|showed|arrived|turned)|cancell?ed|hung up|refused|sent (?:me|us|him|her) away"
    r"|turned (?:me|us|him|her) away)\b"
    r"|\b(?:nobody|no ?one) (?:came|comes|come|is coming|showed|answers?|answered|turned up)\b"
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

_MISTAKE = re.compile(
    r"\b(?:did(?:n.?t| not) mean(?! to)|not what i (?:meant|said|asked|wrote)|never said|misunder\w+|misread\w*"
    r"|mishear\w*|misheard"
    r"|mistake|jok(?:e|es|ing)|kidding|typo|auto ?correct|figure of speech|hypothetical\w*|theoretical\w*"
    r"|metaphor\w*|sarcas\w+"
    r"|false alarm|exaggerat\w+|that(?:.?s| is) wrong|i spilled|i meant|(?:just|only|was) (?:asking|curious|wondering)"
    r"|(?:you|u)(?:.?ve| have)? (?:got|get|took|heard) (?:me|that|it|this)(?: all| completely)? wrong|in general"
    r")\b",
    re.I,
)
_MEANT = re.compile(
    r"\b(?<!what )i (?:meant|mean|was (?:talking|asking|speaking|writing)|only meant|am talking)\b", re.I
)
_PAST = re.compile(
    r"\b(?:(?:\d+|an?|one|two|three|four|five|six|ten|twenty|few|couple of|many|some) (?:years?|months"
    r"|decades?) (?:ago|back)"
    r"|(?:years?|long|ages|decades) ago|last year|years back|(?:when|since) i was (?:an? |only |just |very |about )*"
    r"(?:kid|child|young\w*|teen\w*|little|boy|girl|baby|student|\d+)|in (?:19|20)\d\d|back (?:then|in)|used to"
    r"|not (?:now|any ?more)|childhood|before my (?:op|operation|surgery)|back when)\b",
    re.I,
)
_NO = (
    r"(?:do not|don'?t|did not|didn'?t|never|have not|haven'?t|am not|i'?m not|im not|is not|isn'?t|was not|wasn'?t"
    r"|no|not"
    r"|without|none of)"
)
# What people call a sign by, beside "it".
_WORDS_OF = {
    "cauda_equina": r"numb\w*|tingl\w+|bladder|bowels?|pee\w*|wee|wet|leak\w*|incontinen\w*|toilet|accidents?|saddle",
    "infection": r"fever\w*|temp\w*|chills?|shiver\w*|infect\w+|ill|sick",
    "cancer": r"cancer\w*|tumou?rs?|weight|numb\w*|weak\w*|lump",
    "fracture": r"f[ae]ll(?:en|s|ing)?|crash\w*|accident|injur\w+|broken?",
    "progressive_weakness": r"weak\w*|heav\w+|drop\w*|drag\w*|paraly[sz]\w*|numb\w*|giv\w+ way|slap\w*",
    "vascular_cardiac": r"chest|heart|breath\w*|cal(?:f|ves)|belly|tight\w*|swoll?e?n|pain|pulsing",
    "self_harm": r"suicid\w*|kill\w*|die|dying|dead|harm\w*|end(?:ing)? (?:it|things|my life)|overdos\w*|jump",
}
_ALL_WORDS = "|".join(_WORDS_OF.values())
_GAP = (
    r"(?: (?!better\b|improv|gone\b|going\b|only\b|just\b|sure\b|able\b|know\b|want to (?:go|be|end up)\b)[\w']+){0,3}?"
)
_DENIED = re.compile(
    rf"\b{_NO}{_GAP} (?:{_ALL_WORDS})\b"
    r"|\b(?:do not|don'?t|never|did not|didn'?t|have not|haven'?t) (?:actually |really |even )?(?:have|had|got|get"
    r"|say|said|do|did)"
    r" (?:it|that|this|them|those|these|any(?: of (?:it|that|this|them|those|these))?)\b"
    r"|\b(?:none of (?:that|those|these|this|them)|nothing like (?:that|this)|not (?:suicidal|true))\b",
    re.I,
)
_UNCERTAIN = re.compile(
    r"\b(?:but|maybe|perhaps|though|not sure|i think|sometimes|a (?:bit|little)|kind of|sort of|yet|still)\b|\?\s*$",
    re.I,
)
_AGREES = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|no|nope|ok)\W+)?(?:correct|exactly|(?:that.?s |this is |it is |its )?right|true"
    r"|i (?:really |definitely )?(?:do not|don.?t|dont|haven.?t|have not|am not|did not|didn.?t)(?: (?:have|had|got"
    r"|feel))?"
    r"(?: (?:it|this|that|any|them))?(?: (?:now|at all|anymore|any more))?|of course not|not at all|definitely not"
    r")\W*$",
    re.I,
)

_BACK_AGAIN = re.compile(
    r"\b(?:(?:come|came|coming|comes|crept|gone?) (?:right )?back|return(?:ed|ing|s)"
    r"|(?:start(?:ed|ing|s)?|hap+en(?:ed|ing|s|d)?|did|do(?:es|ing)?|does|had|have|having|got|went|there|comes?|came"
    r"|felt|feel)"
    r" (?:\w+ ){0,2}(?:again|agian|agen|once more)"
    r"|(?:it|they|that|this|its|it'?s|all|symptoms?|thing|same|everything)(?: is| are| has|'?s"
    r"|'?re)? back(?! (?:pain|ache|hurt\w*))"
    r"|(?:get(?:ting|s)?|got|becom\w+) (?:\w+ )?(?:worse|weaker|number|heavier)|(?:is|its|it'?s|lot|bit|much|even"
    r"|now) worse"
    r"|worsen(?:ed|ing|s)?|relaps\w+|second time|another (?:episode|one)|again (?:now|today|this|last|just)"
    r"|(?:not|hasn'?t|haven'?t|isn'?t) gone)\b"
    r"|^\W*(?:still|again|worse|and again|its again|it again)\b(?!\W*(?:thank|thanks|hello|hi|please)).{0,20}$",
    re.I,
)
_NOT_BACK = re.compile(
    r"^\W*(?:please |ok |let'?s |lets |we )*(?:start|begin|do it|say|try|go|show)\b|"
    r"\b(?:if|can|could|will|would|might|may|does|do|should|when|how|what|why|want|afraid|scared|worr\w+|hope"
    r"|so that|to)"
    r"\b(?: [\w']+){0,3} (?:come|comes|coming|returns?|hap+ens?|starts?|gets?|getting|back|worse|again)\b"
    r"|\b(?:not|never|hasn'?t|haven'?t|didn'?t|isn'?t|no|wont|won'?t|doesn'?t)(?: [\w']+){0,2}"
    r" (?:come|came|back|hap+en\w*|start\w*|return\w*|get\w*|got|worse|again|any)\b",
    re.I,
)
_OTHER_PAIN = re.compile(
    r"\b(?:pains?|painful|ache\w*|aching|hurt\w*|sore\w*|stiff\w*|spasms?|my (?:\w+ )?(?:back|neck))\b", re.I
)
_ASKS = re.compile(r"\?\s*$|^\W*(?:what|whats|which|how|who|is|are|does|do|can|could|should|will|would)\b", re.I)
_AFTER_ALL = re.compile(
    r"\b(?:actually|in fact|to be honest|tbh|thinking about it|come to think|wait|hang on|hold on"
    r"|on second thoughts?|hmm+"
    r"|truth is|i lied|after all|maybe|well)\b",
    re.I,
)
_IS_SO = re.compile(
    r"\b(?:yes|yeah|it (?:is|does|did|was|has)|its|it'?s|i (?:do|did|am|have|feel)|i'?m|ive|i'?ve|there is|there'?s"
    r"|they (?:do|are))\b",
    re.I,
)
# "Actually it is"; "actually I have sciatica" tells of something else.
_IS_SO_ALONE = re.compile(
    r"\b(?:yes|yeah|it (?:is|does|did|was|has)|i (?:do|did|am|have)|there is|they (?:do|are))(?: (?:it|that|this"
    r"|now|too|a bit))?\W*$",
    re.I,
)
_BARELY = re.compile(r"\b(?:still|again|now|today|worse|bit|little|slightly|sometimes|keeps?|back)\b", re.I)
_MEANT_IT = re.compile(
    r"\bi (?:do|did|really do|really did) (?:really |actually )?(?:mean|have|want|feel) (?:it|that|this|to)\b"
    r"|\bi meant it\b"
    r"|\b(?:was not|wasn'?t|am not|i'?m not|not) (?:really )?(?:joking|a joke|kidding|a mistake)\b"
    r"|\b(?:it|that) ?(?:'s|is|was|s) (?:really )?(?:true|real)\b|\bi was wrong\b",
    re.I,
)
# After so many more messages "it's back" may be about anything.
_SOON = 6


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
    plain = _NO_FINDING.sub("all clear", _plain(text))
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
    plain = _plain(text)
    return bool(_FELL_THROUGH.search(plain)) and not re.search(r"\byet\W*$", plain)


def has_been_looked_at(text: str) -> bool:
    """Whether words written while help is near say that a doctor has looked: being there is not enough."""
    how = how_handled(text)
    if how == "examined" or (how is None and is_known_to_a_doctor(text)):
        return True
    plain = _plain(text)
    return how is None and bool(_FOUND_THERE.search(plain)) and not (_BLOCKED.search(plain) or _NOT_YET.search(plain))


def is_known_to_a_doctor(text: str) -> bool:
    """Whether words written while an urgent sign is open say that a doctor has seen it or knows of it."""
    plain = _plain(text)
    if how_handled(plain):
        return True
    if _NOT_KNOWN.search(plain) or _NOT_YET.search(plain) or _OTHER_VISIT.search(plain):
        return False
    return bool(_KNOWN.search(plain))


def is_of_what_is_known(text: str) -> bool:
    """Whether words that name a sign once more say that it is only the one told before, or that it was found clear."""
    plain = _plain(text)
    if _NEW_TOO.search(plain):
        return False
    return bool(_ONLY_THAT.search(plain) or _RESULT.search(plain) or _KNOWN.search(plain))


def takes_back(text: str) -> Literal["surely", "perhaps"] | None:
    """Whether words written while an alarm is open say that it was misread, is long past or was denied.

    Returns:
        ``surely`` where they say that it was misread and what was meant, ``perhaps`` where it is worth a question.
    """
    plain = _plain(text)
    if _MISTAKE.search(plain):
        named = re.search(r"\b(?:did(?:n.?t| not) mean|misunder\w+|wrong|not what i meant|misread)\b", plain, re.I)
        return "surely" if named and _MEANT.search(plain) and not _UNCERTAIN.search(plain) else "perhaps"
    return "perhaps" if _PAST.search(plain) or _DENIED.search(plain) else None


_NOT_SUICIDAL = re.compile(
    r"(?:\b(?:not|never|no)|n'?t) (?:\w+ ){0,2}?(?:suicidal|suicide|(?:want\w*|wanna|going|gonna|trying|planning"
    r"|plan|mean\w*"
    r"|about|think\w* (?:of|about)) (?:to )?(?:\w+ ){0,2}?(?:di?e|dying|kill\w*|suicide|hurt\w*|harm\w*|end\w*"
    r"|anything like that))\b",
    re.I,
)
_ONLY_ANGRY = re.compile(
    r"\bnot (?:sad|depressed|down|low|desperate)\b.*\b(?:mad|angry|annoyed|frustrated|irritated|bored|fed up|joking"
    r"|kidding)\b",
    re.I,
)
_NAMES_WHAT_WAS_MEANT = re.compile(r"\b(?:mean|meant|talking|talk|about|only|just|it'?s)\b(?! not\b)", re.I)
_DESPAIR = re.compile(
    r"\b(?:but|still|maybe|sometimes|anymore|any more|yet|today|almost|wish|tired of (?:life|living|everything)"
    r"|done|empty"
    r"|hopeless|alone|point|goodbye|cant (?:go|take)|can'?t (?:go|take)|asleep|sleep|wake)\b|\?",
    re.I,
)


def denies_wish_to_die(text: str) -> bool:
    """Whether words after an alarm plainly deny a wish to die and say what was meant: "not suicidal, just fed up"."""
    plain = _plain(text)
    if _DESPAIR.search(plain):
        return False
    if _ONLY_ANGRY.search(plain):
        return True
    denial = _NOT_SUICIDAL.search(plain)
    return bool(denial and _NAMES_WHAT_WAS_MEANT.search(plain[: denial.start()] + " " + plain[denial.end() :]))


def only_long_past(text: str) -> bool:
    """Whether words say no more against a sign than that it was long ago."""
    plain = _plain(text)
    return bool(_PAST.search(plain)) and not _MISTAKE.search(plain) and not _DENIED.search(plain)


def confirms_taking_back(text: str) -> bool:
    """Whether words say for the second time, asked whether they do not have it, that they do not."""
    plain = _plain(text)
    return not _UNCERTAIN.search(plain) and (bool(_AGREES.search(plain)) or takes_back(plain) is not None)


def is_back(text: str, flags: Collection[str], *, taken_back: bool, turns: int) -> bool:
    """Whether words after the end of an alarm say that the sign is there again, or was there after all.

    Args:
        text: the message, which names no sign by itself.
        flags: the red flags of the alarm.
        taken_back: the alarm had ended as a misunderstanding, and not by a doctor or help.
        turns: how many messages came since, this one included.
    """
    plain = _plain(text)
    if len(plain.split()) > STORY_WORDS or _ASKS.search(plain):
        return False
    words = "|".join(_WORDS_OF[flag] for flag in flags if flag in _WORDS_OF)
    names_it = bool(words and re.search(rf"\b(?:{words})\b", plain, re.I))
    if not names_it and (turns > _SOON or _OTHER_PAIN.search(plain)):
        return False
    again = _BACK_AGAIN.search(plain) or (names_it and re.search(r"\b(?:again|agian|agen)\b", plain, re.I))
    if again and not _NOT_BACK.search(plain):
        return not is_known_to_a_doctor(plain)
    if _DENIED.search(plain) or is_known_to_a_doctor(plain):
        return False
    after_all = bool(_AFTER_ALL.search(plain) and (names_it or _IS_SO_ALONE.search(plain)))
    if taken_back:
        return bool(after_all or _MEANT_IT.search(plain) or (names_it and _IS_SO.search(plain)))
    return bool(names_it and _IS_SO.search(plain) and _BARELY.search(plain))


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").split())

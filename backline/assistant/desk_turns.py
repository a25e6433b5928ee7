"""What visitors ask of a clinic's front desk: whether one may walk in, a visit to be moved, who speaks what, bills.

This program sees no calendar and knows no more of the clinic than `clinic.yml` tells, so each such question has an
honest answer of its own (`actions.support.desk`). Which they are is read by rules here: the intent classifier takes
"I need to cancel Thursday" for a wish to be called, and "is Friday still on" for a question about an exercise plan.
Warning signs are found before, and are never touched.
"""

from __future__ import annotations

import re

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant.complaint_turns import complains_of_the_clinic
from backline.assistant.service_turns import asks_for_referral, wants_paper
from backline.assistant.visit_turns import visit_asked
from backline.contact.sent import asks_if_received, wants_deletion
from backline.contact.wanted import wants_call
from backline.language.people import RELATIVE
from backline.language.plain_text import QUESTION, plain_text

PAPER = "paper"
"""A prescription, a note, a form: what only a doctor can give."""


def _any(*ways: str) -> re.Pattern[str]:
    """A pattern for each of some ways to say a thing, each from the beginning of a word on."""
    return re.compile("|".join(rf"\b{way}" for way in ways))


# Within a sentence, not far on.
_NEAR = r"[^.?!;\n]{0,30}?"
_YOU = (
    r"(?:you|u|ya|yall|they|(?:the|your|ur|this) (?:\w+ )?(?:clinic|office|doctors?|docs?|surgeons?|team"
    r"|practice|place|staff|hospital)|any(?:one|body)|some(?:one|body))"
)
_VISIT = r"(?:ap+[oi]\w{0,4}m\w{0,4}t\w{0,2}|appts?|apts?|visits?|bookings?|slots?|consult(?:ation)?s?)(?!\w)"
_DAY = (
    r"(?:(?:mon|tue|tues|teus|wed|weds|we[dn]+e?s|thu|thur|thurs|thrus|fri|sat|sat[ue]r|sun)(?:day)?s?"
    r"|tom+or+o\w*|tmrw|tmr|2mrw|today"
    r"|tonight)(?!\w)"
)
_CLOCK = r"(?:\d{1,2} ?(?:am|pm|o'?clock)|\d{1,2} \. \d\d|at \d{1,2}(?: ?\d\d)?|the \d{1,2}(?:st|nd|rd|th))(?!\w)"
_DATE = rf"(?:{_VISIT}|{_DAY}|{_CLOCK}|next week|this week)"
_WHEN = r"(?:when|what (?:time|day|date)|wat time)"
_RESCHEDULE = r"(?:re ?-? ?sche?d\w+|resch\w+|rebook)"
_MY = r"(?:my|our|his|her|their|the|a|an|this|that|tomorrows?|todays?)"
_I = r"(?:i|we|he|she|they|my \w+)"
_CAN = r"(?:can|could|may|is it (?:ok(?:ay)?|possible|fine|allowed|alright)|am i allowed|allowed)"
_SOMEBODY = rf"(?:{RELATIVE}|someone|somebody|family)"
_LANGUAGE = (
    r"(?:s?p[ae]n+i[sc]h|espanol|castellano|portu?g\w+|chinese|mandarin|cantonese|vietnam\w+|tagalog|filipino|rus+ian"
    r"|arabic|french|german|italian|polish|korean|japanese|hindi|urdu|punjabi|bengali|farsi|persian|turkish|ukrainian"
    r"|creole|somali|hmong|armenian|thai|hebrew|greek|romanian|tamil|nepali|khmer|amharic|swahili)"
)
_RECORDS = (
    r"(?:records?|mris?|x ?rays?|scans?|images|imaging|pictures?|pics|films?|reports?|files?|cds?|dvds?|paperwork)"
    r"(?!\w)"
)
_RESULTS = r"(?:(?:my|the|our|his|her) (?:\w+ ){0,2}results?|(?:mri|test|scan|blood|lab|x ?ray)s? results?)(?!\w)"
_SEND = r"(?:send|mail|e ?mail|fax|upload|share|transfer|forward|drop off|attach|post)"
_BILL = r"(?<!clean )(?<!gas )(?<!electric )(?<!water )(?<!phone )(?:bills?|invoices?|receipts?|superbill)(?!\w)"
_HOLIDAY = (
    r"(?:christmas|xmas|thanksgiving|easter|new years?|(?:memorial|labou?r|independence|presidents?|mlk|columbus"
    r"|veterans?|boxing) day|(?:4th|fourth) of july|july (?:4|4th|fourth)|good friday"
    r"|(?:bank |public )?holidays?)(?!\w)"
)
_BUS = r"(?:bus(?:es)?|subway|metro|tram|trolley|bart|transit|shuttle|train station|trains|public transport\w*)(?!\w)"
_OFFERED = (
    r"(?:surger\w+|operations?|injections?|shots?|epidurals?|blocks?|mris?|scans?|x ?rays?|laser|key ?hole"
    r"|endoscop\w+|fusions?|disc replacements?|ablations?|acupuncture|massages?|physio\w*|physical therapy|pt"
    r"|chiro\w*"
    r"|decompression|home visits?|house calls|(?:video|online|phone|tele) ?(?:visits?|calls?|consult\w*|appoint\w*)"
    r"|tele ?health|telemed\w+)(?!\w)"
)
_WALK_IN = r"walk(?: ?- ?| )?ins?(?!\w)"
_NO_OTHER_PLACE = (
    r"(?! (?:the (?!clinic|office|door|building)|a |my |bed|this (?!morning|afternoon|evening|week)|it |pain|with ))"
)
_SEEN = (
    rf"(?:{_VISIT}|be seen|get (?:me )?seen|get in|see (?:me|us|someone|somebody|a doctor|the (?:doctor|surgeon)"
    rf"|you))"
)

#: What is asked, by a word for it; the answers stand in `actions.support.desk`.
_ASKED: dict[str, re.Pattern[str]] = {
    "walk_ins": _any(
        rf"{_YOU} (?:\w+ ){{0,2}}(?:take|accept|allow|do|see|have) (?:\w+ )?{_WALK_IN}",
        r"walk(?: ?- ?| )?in (?:patients?|appointments?|visits?|hours|basis)\b",
        r"(?:any|are|is|for|take|accept) walk(?: ?- ?| )?ins\b",
        rf"(?:can|could|may|do|should) {_I}(?: (?:just|simply|also))? (?:(?<=just )come|(?<=simply )come"
        rf"|drop|pop|stop|swing|walk)(?: right| straight)? (?:in|by)\b{_NO_OTHER_PLACE}",
        rf"(?:can|could|may|do|should) {_I} (?:just |simply )?(?:show|turn) up\b(?! (?:to|for|at) (?:work|school))",
        r"(?:come|coming|drop|pop|stop|walk|show|turn|seen|see (?:me|us|someone|somebody|a doctor|the doctor)) "
        rf"(?:\w+ ){{0,3}}(?:without|w out|w o|with no) (?:an? |any )?(?:(?:having|making"
        rf"|booking) (?:an? )?)?(?:{_VISIT}|booking|calling)",
        rf"do {_I} (?:need|have) (?:to )?(?:(?:have|make|book) )?(?:an? )?{_VISIT} (?:first|for|to|or|\?)",
        rf"do {_I} need (?:an? |to have an? |to make an? )?{_VISIT}",
        rf"do {_I} (?:need|have) to (?:book|call (?:first|ahead)|schedule)\b(?! (?:surgery|my surgery|an? (?:mri"
        rf"|operation)))",
    ),
    "waiting": _any(
        r"(?:what|whats|wats|hows|how (?:long|is|are)|is there an?|do (?:you|u) have an?|any|your|ur) (?:\w+ ){0,3}?"
        r"wait(?:ing)? ?(?:times?|lists?|period)\b",
        r"(?:what|whats|wats|how|hows) (?:\w+ ){0,2}?wait (?:like|now|right now|for)\b",
        r"(?:when|whens|what|whats) (?:is |are )?(?:your|ur|the) (?:next|first|earliest|soonest)"
        r" (?:free |open )?opening\b",
        r"how long (?:is|are|s) (?:\w+ ){0,2}wait\b(?! (?:before|after))",
        rf"how long {_NEAR}\bwait {_NEAR}\b(?:{_VISIT}|seen\b)",
        rf"how (?:soon|quick\w*|fast|long)(?: \w+)? (?:can|could|will|would|until|till?|before"
        rf"|do) {_NEAR}\b{_SEEN}\b",
    ),
    "offers": _any(
        rf"(?:do|does) (?!they\b){_YOU} (?:(?:guys|all|also|even|still) )?(?:do|offer|perform|provide|carry out) "
        rf"(?!(?:that|this|it)\b)(?:\w+ ){{0,4}}{_OFFERED}",
        rf"(?:is|are) (?:the |an? )?{_OFFERED} (?:done|offered|available|performed) (?:here|there|at your"
        rf"|with you)\b",
        rf"can i (?:get|have) (?:the |an? )?{_OFFERED} (?:done )?(?:here|at your (?:clinic|place|office)|with you)\b",
    ),
    "late": _any(
        r"running (?:\w+ ){0,4}(?:late|behind)\b",
        r"(?:i|we|ill?) (?:am|are|be|will be|might be|may be|(?:am |are )?going to be)"
        r"(?: (?!(?:too|in|days?|weeks?|hours?|months?)\b)\w+){0,5} late\b"
        r"(?! (?:\d|stage|twent|thirt|fort|fift|sixt|sevent|eight|again|on\b|with\b|to\b|for\b))",
        rf"(?<!too )late (?:for|to) (?:{_MY} )?(?:\w+ ){{0,2}}(?:{_VISIT}|{_CLOCK}|{_DAY}|\d)",
        rf"(?:stuck in|caught in|bad|heavy) traffic\b{_NEAR}\b(?:{_DATE}|late|there|make it)\b",
    ),
    "appointment": _any(
        rf"(?:cancel(?!l?ed|l?ation)\w*|cancl\w+|canse?l(?!l?ed)\w*|postpone|call off|{_RESCHEDULE})"
        rf" {_NEAR}\b{_DATE}(?! hair)",
        r"(?:move|change|push(?: back)?|shift|switch|swap|bring forward|confirm|check) "
        rf"(?:{_MY} )?(?:(?!of\b)\w+ ){{0,2}}{_VISIT}",
        r"(?:need|want|have|like|got|gotta|can|could|help|please|how do|how can) (?:\w+ ){0,2}"
        rf"{_RESCHEDULE}\b",
        rf"(?:is|are) (?:\w+ ){{0,3}}(?:{_DATE}|doctor|dr)\b{_NEAR}\bstill (?:on|happening|good|ok|okay|booked"
        r"|scheduled|confirmed|going ahead)\b(?! (?:if|to|for|with)\b)",
        rf"{_WHEN} (?:\w+ )?(?:is|s|was|are) {_MY} (?:\w+ ){{0,2}}{_VISIT}",
        rf"{_WHEN} (?:do |did |am )?i (?:have|got|miss|booked?|supposed) {_NEAR}\b{_VISIT}",
        rf"(?:do|did) i (?:have|miss) (?:an? |my |any )(?:\w+ )?{_VISIT}",
        rf"(?:missed|forgot|forgotten|mixed up) (?:about )?(?:when )?(?:my|our|todays|yesterdays) (?:\w+ ){{0,2}}"
        rf"{_VISIT}",
        r"(?:can|could|will|might|may) not (?:\w+ )?(?:make it|come|be there|attend)(?! (?:through|past|up|down"
        r"|out))\b"
        rf"{_NEAR}\b{_DATE}",
        rf"(?:can|could|will) not make (?:{_MY} )?(?:\w+ )?(?:{_VISIT}|{_DAY})",
        rf"(?:move|change|push|switch) (?:it|that|this) (?:to|till|until|from|for) (?:{_DATE}|later|earlier|another)",
        rf"{_DAY} (?:\w+ )?(?:does|do|will|is|did) not (?:going to )?work (?:for (?:me|us)|any ?more|after all"
        rf"|out)\b",
        rf"(?:move|change|push|switch|shift) (?:my|our) (?:{_CLOCK}|{_DAY})",
        rf"{_WHEN} (?:am|are) (?:i|we) (?:\w+ )?(?:booked|scheduled|due in|supposed to (?:come|be there))\b",
        rf"{_VISIT}[^?!\n]{{0,60}}\b{_WHEN} (?:it|that) is\b",
        rf"unable to (?:make|come|attend)\b{_NEAR}\b{_DATE}",
        rf"(?:move|change|push|switch|swap) (?:(?:it|me|us|my \w+|the \w+) )?(?:from )?{_DAY}(?: \w+)? (?:to|for"
        rf"|with) "
        rf"(?:the )?(?:{_DATE}|an?other)",
    ),
    "jobs": _any(
        rf"(?:do|are|is|r|does) {_YOU} (?:\w+ ){{0,2}}(?:hire|hires|hiring|recruit\w*|employ|employing|looking for"
        r" (?:\w+ )?(?:staff|people|nurses?|assistants?|therapists?|help))\b(?! out\b)",
        r"(?:u|ya|y'?all|you guys) (?:\w+ )?hiring\b",
        rf"(?:do|does) {_YOU} (?:\w+ )?have (?:(?:any|an?|some|open|free) )*(?:\w+ )?(?:jobs?|vacanc\w+|positions"
        r"|internships?)\b(?! (?:i|that|for people))",
        r"(?:any|is there an?|are there)(?: any)? (?:open )?(?:vacanc\w+|job (?:openings?|vacanc\w+|offers?)"
        r"|internships?|open positions|positions open)\b",
        r"can i (?:work|volunteer|intern|shadow) (?:\w+ )?(?:for|with|at) (?:you|u|your|ur|the clinic)\b",
        r"apply (?:\w+ )?(?:for|to) (?:an?|the|your) (?:\w+ )?(?:job|position|vacancy|role)\b",
        r"(?:send|drop|leave|hand in|email) (?:\w+ ){0,3}(?:cv|resume)\b",
    ),
    "language": _any(
        r"(?:speak\w*|spoken|talks?|write|writes|chat|understand\w*|answer) "
        rf"{_NEAR}\b(?:{_LANGUAGE}|(?:other|another|my|different|any) languages?)(?!\w)",
        rf"{_LANGUAGE} (?:(?:-|speaking|spoken|speakers?|interpret\w+|translat\w+|doctors?|nurses?|staff|please|pls"
        r"|version)\b|\?)",
        r"(?:help|service|do it|this|chat|continue|switch|anything|forms?|someone|somebody"
        r"|doctor) (?:\w+ )?(?:in|into|to)"
        rf" {_LANGUAGE}(?!\w)",
        r"(?:what|which) languages?\b(?! model)",
        r"(?:not|no|little|hardly|barely) (?:\w+ )?(?:speak|understand|know)(?: \w+)? english\b"
        r"(?=.{0,60}\b(?:can|do|does|is|will|could|any(?:one|body)|some(?:one|body)|translator)\b)",
    ),
    "interpreter": _any(
        r"(?:can|may|could) i (?:\w+ )?(?:translate|interpret) for\b",
        r"(?:have|has|bring|get|need|needs|provide|offer|book|there|use|want|request) (?:\w+ ){0,4}"
        r"(?:interpret[eo]rs?|interperters?|interpeters?|translators?)\b(?! (?:job|for a living))",
        r"(?:interpret[eo]rs?|translators?) (?:available|provided|needed|please|there|at (?:your|the)|for (?:my"
        r"|the))\b",
        rf"(?:deaf|hard of hearing|hearing impaired)\b{_NEAR}\b(?:come|bring|with|help|sign|{_VISIT}|talk)\b",
    ),
    "companion": _any(
        rf"{_CAN} (?:my|our) (?:\w+ )?(?:dog|baby|toddler|nurse|carer|aide) (?:\w+ )?(?:come|be there)\b",
        rf"{_CAN} {_NEAR}\b{_SOMEBODY} (?:\w+ )?(?:come|comes|join|sit in|go in|be there|be present|be in)\b"
        r"(?! (?:out|at|home|back|round|over|to (?:my|our)|and|get|help)\b)",
        rf"(?:can|could|may|should) {_I} (?:\w+ )?bring (?:(?:along|with me|my|a|an|the|our|his|her|service"
        rf"|little) )*"
        rf"(?:{_SOMEBODY}|baby|dog|toddler|son|daughter)\b",
        rf"(?:can|could|may) {_I} (?:\w+ )?(?:come|go|sit) (?:along|in with|in the room|in on|with (?:him|her|them"
        rf"|my (?:\w+ )?{RELATIVE}))\b",
        rf"(?:can|could|may) {_I} (?:\w+ )?(?:be|stay) (?:there with|in the room|present|with (?:him|her))\b",
    ),
    "bill": _any(
        rf"(?:send|sent|mail|e ?mail|get|pay|need|have|give|print|about|copy of) {_NEAR}\b{_BILL}",
        r"(?:bill|invoice|charge) (?:it to |this to )?(?:my|our|his|her|the) (?:employer|boss|work|job|company|firm"
        r"|insur\w+)\b",
        r"(?:my|this|your) (?:bill|invoice|receipt) (?:is|was|looks|seems|has|from you)\b",
        r"my (?:employer|boss|company|firm|work|job) (?:\w+ )?(?:pays?|paying|covers)\b(?! (?:me|for|too|well"
        r"|bad)\b)",
    ),
    "payment": _any(
        r"(?:take|takes|accept|accepts|pay (?:with|by|in)) (?:\w+ ){0,2}(?:cash|(?:credit |debit )?cards?|checks?"
        r"|cheques?|venmo|apple pay|paypal|zelle|care ?credit|hsa|fsa|parts|instal\w+)\b",
        r"pay (?:\w+ )?(?:cash|bit by bit|monthly|over time|each month|every month|later)\b",
        r"pay\w* plans?\b",
    ),
    "records": _any(
        rf"(?:{_SEND}|get|bring|show|give) {_NEAR}\b{_RECORDS} {_NEAR}"
        r"\b(?:to (?:you|u|your|the (?:clinic|office|doctor))|over|here|ahead|through)\b",
        rf"{_SEND} (?:you|u) (?:\w+ ){{0,3}}{_RECORDS}",
        rf"(?:how|where|can|could|should|may|do|shall) (?:\w+ ){{0,2}}(?:{_I}|you|u) (?:\w+ ){{0,2}}(?:{_SEND}|bring)"
        rf" {_NEAR}\b{_RECORDS}",
        rf"{_RECORDS} (?:be )?(?:sent|faxed|e ?mailed|mailed|forwarded|transferred) (?:over )?(?:to|here|over|by)\b",
        rf"(?:did|have|has) (?!i\b){_NEAR}\b(?:get|got|receive|received|send|sent|fax\w*) (?:you |over "
        rf"|u )?(?:my|his|her) "
        rf"(?:\w+ ){{0,2}}{_RECORDS}",
        rf"cop(?:y|ies) of (?:my|our|his|her|the) (?:\w+ ){{0,2}}(?:{_RECORDS}|notes|chart)\b",
    ),
    "hours": _any(
        rf"(?:have|do|offer|are there|is there|any) (?:\w+ ){{0,2}}(?:evening|weekend|late|early"
        rf"|after work|after hours|{_DAY}) {_VISIT}",
    ),
    "house": _any(
        r"(?:is there|do you have|have you got|your|ur) (?:\w+ ){0,2}wi ?-? ?fi\b",
        r"(?:have|need) to wear (?:an? )?mask",
        r"masks? (?:required|needed|mandatory)\b",
    ),
    "results": _any(
        rf"(?:when|how|where|did|do|can|have|has|any|are|is) {_NEAR}\b(?:get|got|have|hear|receive|see|access|news) "
        rf"(?:\w+ ){{0,3}}?{_RESULTS}(?! from (?:exercis|pt|physio|therapy))",
        rf"(?:when|are|is|did|has|have|do) {_RESULTS} (?:\w+ ){{0,3}}?(?:ready|in|back|come|available|here|yet"
        rf"|arrived?)\b",
        rf"(?:when|are|is|did|has|have) (?:\w+ )?{_RESULTS} (?:\w+ ){{0,3}}?(?:ready|in|back|come|available|here"
        rf"|yet)\b",
    ),
    "who": _any(
        r"who (?:will|would|am|is) (?:(?:i|be|we|going to|the \w+ that will) )*(?:see|seeing|meet|treat|treating"
        r"|operate|operating|examine)\b",
        r"(?:which|what) (?:doctor|dr|surgeon|therapist|person) (?:will|would|am) i (?:\w+ ){0,2}(?:see|seeing"
        r"|get|meet|have)\b",
        r"will i (?:\w+ )?(?:see|meet|get) (?:an? |the )?(?:\w+ )?(?:doctor|dr|surgeon|nurse|pa|physician)\b",
        rf"(?:can|could|may) {_I} (?:\w+ )?(?:choose|pick|request|ask for) (?:my|a|an|the"
        rf"|which) (?:\w+ )?(?:doctor|dr|surgeon"
        r"|therapist)\b",
        r"(?:have|see|get|there|want|prefer|request|an?) (?:\w+ ){0,2}(?:female|woman|lady|male) (?:doctor|dr|surgeon"
        r"|therapist|physio)\b",
        r"(?:what|which|how many) (?:doctors|surgeons|drs) (?:do you|does|are|work) (?:have|there|here|at|in)\b",
        r"who (?:is|are) (?:your|ur|the) (?:doctors?|surgeons?|team|therapists?)\b",
    ),
    "holidays": _any(
        rf"(?:open|opened|closed?|hours) {_NEAR}\b{_HOLIDAY}",
        rf"(?:are|r|will) (?:you|u|yall) (?:\w+ )?(?:working|there|in|around) {_NEAR}\b{_HOLIDAY}",
        rf"{_HOLIDAY}{_NEAR}\b(?:open|closed|hours)\b",
    ),
    "way": _any(
        rf"(?:(?:which|what|is there an?|are there(?: any)?|any|nearest|closest) (?:\w+ )?){_BUS}",
        rf"(?:get|come) {_NEAR}\b(?:by|on|with) (?:the |an? )?{_BUS}",
        r"how (?:do|can|would|could|to) (?:i |we )?(?:get|find|come) (?:there\b|to (?:you|u|your|ur"
        r"|the (?:clinic|office))\b|you\b(?! to))",
        rf"where (?:do|should) (?:i|we) (?:go|come|check in|report)\b{_NEAR}\b(?:{_VISIT}|when i)",
        r"directions to (?:you|your|the (?:clinic|office))\b",
    ),
    "parking": _any(
        r"(?:is|any|where|wheres|there|have|what|whats|hows|about|cost|free|valet|visitor|disabled|handicap\w*) "
        r"(?:\w+ ){0,2}?(?<!in the )(?<!at the )(?<!to the )parking\b(?! (?:forms?|placards?|badge|permit|machine))",
        r"parking (?:available|there|near|nearby|at your|free|cost|like|\?)",
        r"car park (?:at|near|there|\?)",
        r"(?:where|can|place|somewhere|able) (?:\w+ ){0,3}?(?<!the )(?<!a )park\b(?! (?:bench|run|and))",
    ),
    "first_visit": _any(
        r"wh?at (?:(?:do|should|must|to|shall|papers|documents|else) )+(?:i |we )?(?:(?:need|have) to )?bring\b",
        rf"what (?:happens|can i expect|to expect|should i expect|will happen|goes on"
        rf"|do you do) (?!{_NEAR}\b(?:pt|physi\w+|therapy)\b)"
        rf"{_NEAR}\b{_VISIT}",
        r"(?:need|have|should|must|do) (?:\w+ ){0,3}(?:be|come|arrive|get|show up) (?:\w+ )?early\b",
        rf"(?:fast|eat|drink) before {_MY} (?:\w+ )?{_VISIT}",
        r"how early (?:(?:do|should|must|shall) (?:i|we)|to (?:come|be|arrive))\b",
        rf"how long (?:is|does|will|are|s) (?:\w+ ){{0,2}}{_VISIT}",
        rf"what (?:should|do) i wear\b{_NEAR}\b{_VISIT}",
    ),
    "new_patients": _any(r"(?:tak(?:e|ing)|accept\w*|see(?:ing)?) (?:\w+ ){0,2}new (?:patients?|people|clients?)\b"),
    "children": _any(
        rf"(?:do|does|can|will|could) {_YOU} (?:\w+ )?(?:treat|see|take|accept|help|work with"
        rf"|look at) {_NEAR}\b(?:kids?"
        r"|child(?:ren)?|teen\w*|minors?|babies|toddlers?|pa?ediatric\w*|1?\d ?-? ?(?:year|yr)s? ?-? ?olds?"
        r"|1?\d y ?o)(?!\w)",
        r"(?:minimum|youngest) age\b",
        r"(?:is|are) (?:it|this|you|the clinic) (?:\w+ )?for (?:kids|children|teens) (?:too|also|as well)\b",
    ),
    "access": _any(
        r"(?:ok|okay|good|suitable|equipped|room) for (?:an? |my )?wheel ?chairs?\b",
        r"wheel ?chairs? (?:access\w*|friendly|ramps?|ok|okay|entrance)\b",
        r"(?:accessible|access) (?:for|by|with|in) (?:\w+ )?(?:wheel ?chairs?|walkers?|disabled|scooters?"
        r"|crutches)\b",
        r"(?:handicap\w*|disabled?) (?:access\w*|entrance|toilet)\b",
        rf"{_CAN} {_NEAR}\b(?:come|get in|get inside|get to you|enter|bring) {_NEAR}\bwheel ?chair\b",
        rf"wheel ?chair\b{_NEAR}, (?:and )?(?:can|could|will) (?:\w+ )?(?:get in|get inside|enter|come in)\b",
        r"is there (?:an? )?(?:elevator|lift|ramp|step free)\b",
        r"(?:are|is) there (?:\w+ )?(?:stairs|steps) (?:at|to|in|up|\?)",
        r"do i have to (?:climb|take|use) (?:the |any )?stairs (?:at|to get|in your)\b",
    ),
    "fax": _any(r"(?:your|ur|the|a) fax\b(?! me)", r"fax (?:number|no|nr)\b"),
    "portal": _any(
        r"(?:log ?in|login|password|reset|access|sign (?:up|in)|register|find|use|get into|is there an?|have an?) "
        r"(?:\w+ ){0,4}portal\b",
    ),
}
_REFERRAL = "referral"
NAMES = frozenset({*_ASKED, PAPER, _REFERRAL})
"""All that may be asked, by the words that `desk_questions` gives for it."""
# Who runs late for a visit does not want it moved, a list to wait on is no calendar, and so on.
_INSTEAD = (
    ("late", "appointment"),
    ("waiting", "appointment"),
    ("interpreter", "language"),
    ("companion", "walk_ins"),
    ("bill", "payment"),
    ("fax", "records"),
    (PAPER, "records"),
    (PAPER, "jobs"),
)
# What is asked of other places.
_ELSEWHERE = re.compile(
    r"\b(?:hair\w*|dentists?|dental|tooth|teeth|vet|hotel|flight|ticket|showroom|post office|pizza|salon"
    r"|eye clinic|court"
    r"|salary|netflix|subscription|membership|restaurant|barber|nails?|supermarket|delivery|driving test"
    r"|labor(?! day)|flu shots?)\b"
)
_OURS = re.compile(r"\b(?:back|neck|spine|clinic|doctor|dr|surgeon|appointment|wheel ?chair)\b")
# In more words a message tells a story; what is wanted of the desk stands in a short sentence at its beginning or end.
_STORY = 24
_SENTENCE_END = re.compile(r"(?<=[.?!\n])\s+|\n+")
_ENDS = 2
_WISHES = re.compile(r"\b(?:please|pls|plz|need|want|would like|can|could|cancel|resched\w+)\b", re.I)
# A question may begin at a mark, or at a joining word before a word that asks.
_CLAUSE_END = re.compile(
    r"[.,;!?\n]+\s*"
    r"|\b(?:and|but|also)\b(?=\W+(?:how|what|whats|when|which|is|are|do|does|can|could|should|will|would)\b)",
    re.I,
)
_REASON = "contact_reason"
# Somebody who is at the end of their strength is heard before any desk.
_FIRST = frozenset({"distress", "harmed", "emergency", "warning_sign"})


def desk_questions(text: str) -> tuple[str, ...]:
    """What a message asks of the front desk, in the order in which it stands there; empty where it asks nothing.

    Args:
        text: the message as typed, or a part of it.
    """
    plain = plain_text(text)
    if _ELSEWHERE.search(plain) and not _OURS.search(plain):
        return ()
    found = [(match.start(), name) for name, pattern in _ASKED.items() if (match := pattern.search(plain))]
    if wants_paper(text):
        found.append((len(plain), PAPER))
    elif asks_for_referral(plain):
        found.append((len(plain), _REFERRAL))
    names = [name for _, name in sorted(found)]
    for stronger, weaker in _INSTEAD:
        if stronger in names and weaker in names:
            names.remove(weaker)
    return tuple(names)


def clauses_besides(text: str) -> list[str]:
    """The parts of a message that ask the front desk nothing.

    Args:
        text: the message, as typed.
    """
    parts = [part.strip() for part in _CLAUSE_END.split(text) if part.strip()]
    return [part for part in parts if not desk_questions(part)]


_OF_A_VISIT = frozenset({"first_visit", "records"})


def asked_of_the_desk(text: str, tracker: DialogueStateTracker | None, learned: str) -> tuple[str, ...]:
    """What a message asks of the front desk, where the conversation is; empty where it is about something else.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
    """
    asked = desk_questions(_what_counts(text))
    if set(asked) <= _OF_A_VISIT and (told := visit_asked(plain_text(text))) is not None and told.topics:
        return ()  # what a visit is like, and what to bring, stands in data/knowledge
    if not asked or learned in _FIRST or complains_of_the_clinic(text) or asks_if_received(text):
        return ()
    if learned == "request_contact" and wants_call(text):
        return ()  # a person will settle it
    if tracker is None:
        return asked
    if tracker.get_slot("contact_reference") and wants_deletion(text):
        return ()  # the request that was sent
    if not tracker.active_loop_name:
        return asked
    # What is told where a form asks what it is about is the answer to that.
    is_reason = tracker.get_slot("requested_slot") == _REASON
    return asked if QUESTION.search(text) and not is_reason and asked != (PAPER,) else ()


def _what_counts(text: str) -> str:
    """The message; of a story the short sentences that it begins and ends with."""
    if len(text.split()) <= _STORY:
        return text
    sentences: list[str] = []
    for one in filter(str.strip, _SENTENCE_END.split(text)):
        sentences += one.split(",") if len(one.split()) > _STORY else [one]
    ends = sentences if len(sentences) <= 2 * _ENDS else [*sentences[:_ENDS], *sentences[-_ENDS:]]
    asking = (one for one in ends if QUESTION.search(one) or _WISHES.search(one))
    return "\n".join(one for one in asking if len(one.split()) <= _STORY)

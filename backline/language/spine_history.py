"""Whether there were scans of the spine or operations on it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from backline.language.long_ago import says_long_ago
from backline.language.normalise import plain_characters, word_set
from backline.language.operation_words import OPERATION, SPINE_OPERATION

_SCAN = r"(?:m\.?r\.?i\.?s?|x ?-? ?rays?|c\.?t\.?s?(?: scans?)?|cat scans?|scans?|scann?ed|imaging|myelogram|pictures)"
_SURGERY = (
    rf"(?:{OPERATION}(?: on)?|(?:an|no|any) ops?|{SPINE_OPERATION}"
    r"|(?:dis[ck]|back|spine|spinal|neck|lumbar|cervical|micro|keyhole) ops?)"
)
_NOT_THERE = r"(?:no|never|not|without|haven'?t|hav ?nt|hadn'?t|didn'?t|did nt|don'?t|dont|none|n't|nor|neither)"
# "Put screws in my spine", "removed my disc", "had a disc taken out": an operation by what was done.
_METAL = r"(?:rods?|screws?|cages?|plates?|pins|spacers?|implants?|metal(?: ?work)?|hardware|titanium)"
_PART = r"(?:dis[ck]s?|vertebrae?|bone spurs?|lamina)"
_OF_IT = (
    r"(?: (?:out|in|off|away|an?|the|my|some|of|part|bit|piece|those|these|this|that|new|old|bad|titanium|metal|steel"
    r"|bulging|herniated|slipped|ruptured|worn|whole|two|three|four|six|\d+)){0,5}"
)
_TAKEN = r"(?:removed?|took|taken|take|cut|shaved|trimmed|replaced?)"
_DONE = (
    rf"(?:(?:{_TAKEN}|put|placed|inserted|implanted|fitted|installed|drilled|pulled){_OF_IT} {_METAL}"
    rf"|{_TAKEN}{_OF_IT} {_PART}"
    rf"|{_METAL}(?: \w+){{0,2}} (?:put in|inserted|placed|fitted|removed|taken out|replaced)"
    rf"|{_PART}(?: \w+){{0,2}} (?:removed|taken out|cut out|replaced|shaved|trimmed)|dis[ck](?: \w+)? put in"
    rf"|{_METAL}(?: \w+){{0,2}}? in(?:to)? my (?:\w+ ){{0,2}}?(?:back|spine|neck))"
)
# The same where an exercise plan asks for it, also by what was done.
_OPERATION = rf"(?:{_SURGERY}|(?:the|my|this|that) ops?|post ?-? ?op|under the knife|{_DONE})"
_COUNT = (
    r"(?:\d+(?:\.\d+)?(?: ?(?:-|or|to) ?\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few"
    r"|(?:a )?(?:couple|few)(?: of)?|several|some)"
)
_TIME = (
    rf"(?:{_COUNT} ?(?:days?|dys|wks?|weeks?|wekes?|weaks?)"
    rf"|(?!1[2-9]|[2-9]\d){_COUNT} ?(?:months?|mnths?|mths?|mos?))"
)
# Words between that lead to an operation, and none that lead past it: "no exercises since surgery" had one.
_UP_TO = r"(?: (?!after|since|post|following|from|ago|just|only|but|except|apart)\w+){0,4}?"
_GOT_IT = (
    r"(?:had|have had|got|did|underwent|been through|(?:came|come|home|back|out) (?:from|of|after)|out of|after|since)"
)
_SINCE_THEN = r"(?:ago|bak|back|earlier|post|out|old|now|since|in)"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_LATELY = (
    r"(?:yesterday|recent(?:ly)?|lately|just|newly|fresh(?:ly)?|the other (?:day|week)"
    r"|(?:last|this|earlier this|past) (?:night|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    rf"|{_MONTHS}))"
)
# "Had a fusion 10 weeks ago", "3 weeks after my op", "I am recovering from surgery".
_LATE_OPERATION = re.compile(
    rf"\b{_OPERATION}\b[^.;!?\n]{{0,40}}?\b{_TIME} {_SINCE_THEN}\b"
    rf"|\b{_TIME} (?:ago|back)\b[^.;!?\n]{{0,40}}?\b{_OPERATION}\b"
    rf"|\b{_TIME} (?:post|after|since|out (?:from|of)|from|past|following)[ -](?:\w+ ){{0,3}}?{_OPERATION}"
    rf"|\b{_TIME} post ?-? ?op"
    rf"|\b{_OPERATION}\b[^.;!?\n]{{0,25}}?\b(?:was|on|were|done)?\b[^.;!?\n]{{0,15}}?\b{_LATELY}\b"
    rf"|\boperated(?: on)?\b[^.;!?\n]{{0,25}}?\b(?:in|on|since) (?:{_MONTHS})\b"
    rf"|\b(?:had|got|was|after|since) (?:\w+ ){{0,3}}?{_OPERATION}\b[^.;!?\n]{{0,15}}?\b(?:in|on|since) (?:{_MONTHS})\b"
    rf"|\b(?:had|got) (?:\w+ ){{0,3}}?{_OPERATION}\b[^.;!?\n]{{0,15}}?\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    rf"|\b{_LATELY} {_GOT_IT}{_UP_TO} {_OPERATION}\b|\b(?:recent|fresh|new) (?:\w+ ){{0,2}}?{_OPERATION}\b"
    rf"|\brecover\w* (?:\w+ ){{0,3}}?{_OPERATION}\b|\b{_OPERATION} (?:wound|scar|stitches|staples)\b"
    rf"|\b(?:since|after) {_OPERATION}\b[^.;!?\n]{{0,20}}?\b{_TIME} ago\b",
    re.I,
)
# "Is it safe after a disc op? Mine was two weeks ago."
_MINE_WAS = re.compile(
    r"\b(?:mine|it|that|this|which|had (?:it|mine|that|one)|done|op|surgery) (?:was |is |happened |done |only "
    r"|just |about |like )*"
    rf"{_TIME} (?:ago|bak|back|post)\b"
)
# A time that is over, and within months.
_LATELY_PAST = re.compile(
    rf"\b{_TIME} (?:ago|bak|earlier|prior|back(?! (?:pain|ach|hurt|problem|trouble|issue|spasm)))\b"
    r"|\b(?:yesterday|recently|(?:last|earlier this|this past|past) (?:night|week|month))\b"
)
_BARE_TIME = re.compile(rf"\W*(?:(?:about|around|only|just|like|roughly|then|now) )*{_TIME} (?:ago|bak|back)\W*")
# What such a time may belong to, other than the operation.
_OTHER_MATTER = re.compile(
    r"\b(?:pain\w*|hurt\w*|ach(?:e|es|ed|ing|y)|sore\w*|numb\w*|tingl\w*|stiff\w*|start\w*|began|begun|notic\w*|felt"
    r"|(?:came|come|coming) (?:back|again)|been (?:like|so|bad|this)"
    r"|return\w*|flar\w*|went out|gave out|fell|fall|lift\w*|bent|mov(?:ed|ing)|slip\w*"
    r"|twist\w*|tweak\w*|sprain\w*|strain\w*|injur\w*|accident|crash|physio\w*|pt|therap\w*|chiro\w*|mris?|scan\w*"
    r"|x ?-?rays?|injections?|shots?|pills?|saw|seen|visit\w*|diagnos\w*|read|heard|asked|told|said|mention\w*"
    r"|problems?|trouble|exercis\w*|suggest\w*|recommend\w*|offer\w*|discuss\w*|advis\w*|schedul\w*|book\w*|plann\w*"
    r"|cancel\w*|postpon\w*)\b"
)
_THE_SAME = re.compile(
    r"\b(?:it|that|this|which|again|ones?|mine|another|second|third|latest|redone|redo|revis\w+|repeat\w*|finally|ops?)\b"
)
# The same after a denial, where "it" alone would be the pain: "no surgery, it was 3 weeks ago".
_AFTER_ALL = re.compile(
    r"\b(?:again|ones?|mine|another|second|third|latest|redone|redo|revis\w+|repeat\w*|finally|ops?"
    r"|(?:had|having|got|did|done) (?:it|that)(?! (?:since|for)\b))\b"
)
_ANEW = re.compile(
    rf"\b(?:again|another|second|redone|revision)\b[^.;!?\n]{{0,20}}?"
    rf"\b(?:in|since|on|this) (?:{_MONTHS})\b(?! (?:of )?(?:19|20)\d\d)"
)
_UNTIL = re.compile(r"\b(?:until|till?|before|prior)\b")
_STEP = re.compile(r"[.;!?\n,]+|\b(?:and|but|yet|though|although)\b")
_ANY_OPERATION = re.compile(rf"\b{_OPERATION}\b", re.I)
_OTHER_PART = re.compile(
    r"\b(?:knees?|hips?|shoulders?|gall ?bladder|appendix|hernia|eyes?|cataracts?|dental|tooth|teeth|wisdom|heart"
    r"|bypass|c ?-? ?section|cesarean|caesarean|carpal|wrist|hand|ankle|foot|nose|sinus|tonsils?|thyroid|breast"
    r"|prostate"
    r"|bowel|hysterectomy|vasectomy|stomach|lasik|plastic|cosmetic|bunion)\b",
    re.I,
)
_OF_THE_SPINE = re.compile(
    rf"\b(?:back|spine|spinal|dis[ck]s?|neck|lumbar|cervical|vertebra\w*|{SPINE_OPERATION})\b", re.I
)
_DENIED = re.compile(rf"\b{_NOT_THERE}\b{_UP_TO} {_OPERATION}\b", re.I)
_TO_COME = re.compile(
    r"\b(?:waiting|wait|scheduled|schedule|upcoming|before|having|will have|going to have|booked|get(?:ting)?"
    r"|suggest\w*|recommend\w*|consider\w*|want\w*|need\w*|discuss\w*|talk\w*|think\w*|avoid\w*|refus\w*|afraid"
    rf"|scared|offered|instead of|without|candidate)\b{_UP_TO} {_OPERATION}\b"
    rf"|\b{_OPERATION} (?:is )?(?:next|tomorrow|in \d)",
    re.I,
)
# Advice and plans have a time of their own: "surgery was suggested 3 weeks ago".
_ADVISED = re.compile(
    r"\b(?:suggest\w*|recommend\w*|offer\w*|discuss\w*|talk\w*|consider\w*|advis\w*|mention\w*|schedul\w*|book\w*"
    r"|waiting|candidate|declin\w*|refus\w*|cancel\w*|postpon\w*|want\w*|need|ask\w*|think\w*|thought)\b"
    rf"{_UP_TO} {_OPERATION}\b"
)
_CLAUSE = re.compile(r"[.;!?\n]+|,|\b(?:but|though|although|except|only|just)\b|\band (?=i\b|an? |no\b|never)")
_HAD = re.compile(
    r"\b(?:had|have had|i'?ve had|did (?:have|get)|got|gotten|did an?|done|underwent|was|were|my|the|last|showed|shows"
    r"|shown|says|said|found|revealed|after|since|from|in (?:19|20)\d\d|ago|there (?:is|was)|have (?:an?|my|some))\b"
)
# Wishes, fears, plans and advice tell of no operation that was, denied or not: "I don't want an operation".
_WISHED = re.compile(
    r"\b(?:should|would|could|might|want\w*|wanna|need\w*|wish|like|plan\w*|afraid|scared|avoid\w*|insurance"
    r"|recommend\w*"
    r"|suggest\w*|consider\w*|option|refus\w*|candidate|whether|if|will|going to|ready|against|without)\b"
)
_NOT_YET = re.compile(
    r"\b(?:waiting|wait|scheduled|schedule|upcoming|next|tomorrow|soon|before|get(?:ting)? an?|order\w*|about)\b"
)
_QUESTION = re.compile(r"\?\s*$|^\W*(?:what|which|how|should|would|could|can|do|does|is|are|will|when|why|where)\b")
_BOTH = re.compile(r"\b(?:both|each of them|one of each|all of (?:it|them))\b")
_NEITHER = re.compile(
    r"^\W*(?:no\W+)?(?:neither|niether|neether|nither|none|nothing|never|nope|not (?:one|either|any)|no (?:to )?both)\b"
)


_YES_OR_NO = r"(?:yes|yeah|yep|yup|ye|y|no|nope|nah|never|none|n)"
_NAMED = rf"(?:{_SCAN}|{_SURGERY}|ops?)"
# "Scan yes", and "no surgery" beside it.
_LISTED = re.compile(rf"\b{_NAMED}[\s:=-]+{_YES_OR_NO}\b")
_ITEM = re.compile(
    rf"\b(?P<what>{_NAMED})[\s:=-]+(?P<behind>{_YES_OR_NO})\b"
    rf"|\b(?P<before>{_YES_OR_NO})\W+(?:to )?(?:an? |the |any )?(?P<what_before>{_NAMED})\b"
)
_BESIDE_A_LIST = word_set("i had a an the my any to and but so ok sorry wait actually")


@dataclass(frozen=True)
class SpineHistory:
    """What was told: True, False, or None where it was not."""

    surgery: bool | None = None
    imaging: bool | None = None


def spine_history_in(text: str) -> SpineHistory:
    """What a message states about scans and operations; questions, plans and advice do not count."""
    surgery = imaging = None
    for clause in _clauses(text):
        if _QUESTION.search(clause) or _WISHED.search(clause):
            continue
        if _NOT_YET.search(clause) and not _denies(clause, f"{_SCAN}|{_SURGERY}"):
            continue
        told = _told(clause, _SCAN, needs_had=True)
        imaging = told if told is not None else imaging
        told = _told(clause, _SURGERY, needs_had=True)
        surgery = told if told is not None else surgery
    return SpineHistory(surgery, imaging)


def answer_spine_history(text: str) -> SpineHistory:
    """Read the answer to "a scan, an operation, both or neither?"; what is not named then was not had.

    Both are None where the answer names neither of them and says neither yes nor no to both.
    """
    plain = plain_characters(text).lower().strip()
    if _BOTH.search(plain) and not re.search(rf"\b{_NOT_THERE}\b", plain):
        return SpineHistory(True, True)
    surgery = imaging = None
    for clause in _clauses(text):
        if _WISHED.search(clause):
            continue
        told = _told(clause, _SCAN, needs_had=False)
        imaging = told if told is not None else imaging
        told = _told(clause, rf"(?:{_SURGERY}|ops?)", needs_had=False)
        surgery = told if told is not None else surgery
    if surgery is None and imaging is None:
        return SpineHistory(False, False) if _NEITHER.search(plain) else SpineHistory()
    return SpineHistory(bool(surgery), bool(imaging))


def listed_history(text: str) -> SpineHistory:
    """What a message lists with a yes or a no behind each: "scan yes, surgery no"; without such a list nothing.

    Args:
        text: the message, at whatever question it comes.
    """
    surgery = imaging = None
    plain = plain_characters(text).lower()
    rest = re.findall(r"\w+", _ITEM.sub(" ", plain))
    if not _LISTED.search(plain) or not _BESIDE_A_LIST.issuperset(rest):
        return SpineHistory()
    for found in _ITEM.finditer(plain):
        said = not (found["behind"] or found["before"]).startswith("n")
        if re.fullmatch(_SCAN, found["what"] or found["what_before"]):
            imaging = said
        else:
            surgery = said
    return SpineHistory(surgery, imaging)


def late_operation_in(text: str, *, asked: bool = False) -> bool | None:
    """Whether a message tells of an operation on the spine that was within the last months.

    Args:
        text: the message as sent.
        asked: operations of the last months were just asked for: then one without a time counts as well.

    Returns:
        True where it does; False for one that was long ago, or is denied; None where nothing is told.
    """
    plain = re.sub(r"[^\S\n]+", " ", plain_characters(text).lower())
    if _has_late_time(plain):
        return True
    told: bool | None = None
    named = False
    for sentence in re.split(r"[.;!?\n]+", plain):
        if not _ANY_OPERATION.search(sentence) or _of_another_part(sentence):
            continue
        # "Before my op I was fine, that was 3 weeks ago": what is denied or to come hides no other.
        rest = _TO_COME.sub(" ", _DENIED.sub(" ", sentence))
        if _LATE_OPERATION.search(rest):
            return True
        if rest != sentence or says_long_ago(rest):
            told = False
        elif asked and not _WISHED.search(rest):
            return True
        else:
            named = True
    return True if named and _MINE_WAS.search(plain) else told


def _has_late_time(plain: str) -> bool:
    """Whether a time within months stands right after an operation, or in the clause after it.

    Such a time says that there was one, whatever is denied, wished or long ago besides: "I never wanted an operation,
    had it 3 weeks ago"; "a fusion in 2019 and again last month".
    """
    sentences = [sentence for sentence in re.split(r"[.;!?\n]+", plain) if sentence.strip()]
    steps = [
        (step, _of_another_part(sentence))
        for sentence in sentences
        for step in _STEP.split(sentence)
        if step and step.strip()
    ]
    for at, (step, elsewhere) in enumerate(steps):
        operations = [] if elsewhere else list(_ANY_OPERATION.finditer(step))
        for operation in operations:
            if any(advised.end() == operation.end() for advised in _ADVISED.finditer(step)):
                continue
            late = _LATELY_PAST.search(step, operation.end())
            if late and not _OTHER_MATTER.search(step[operation.end() : late.start()]):
                return True
        if operations and at + 1 < len(steps) and _dates_it(steps[at + 1][0], step):
            return True
    return False


def _dates_it(step: str, operation: str) -> bool:
    """Whether a clause gives the time of the operation that the clause before it names."""
    if _OTHER_MATTER.search(step) or _of_another_part(step):
        return False
    if not _LATELY_PAST.search(step):
        return bool(_ANEW.search(step))
    denied = _DENIED.search(operation)
    if denied and not _UNTIL.search(denied[0]):
        return bool(_AFTER_ALL.search(step))
    if _THE_SAME.search(step):
        return True
    if _BARE_TIME.fullmatch(step):
        return True
    settled = _TO_COME.search(operation) or says_long_ago(operation) or _QUESTION.search(operation)
    return not settled and bool(_HAD.search(operation))


def _of_another_part(text: str) -> bool:
    return bool(_OTHER_PART.search(text)) and not _OF_THE_SPINE.search(text)


def _clauses(text: str) -> list[str]:
    return [clause.strip() for clause in _CLAUSE.split(plain_characters(text).lower()) if clause and clause.strip()]


def _told(clause: str, words: str, *, needs_had: bool) -> bool | None:
    if not re.search(rf"\b{words}\b", clause):
        return None
    if _denies(clause, words):
        return False
    return True if not needs_had or _HAD.search(clause) else None


def _denies(clause: str, words: str) -> bool:
    """ "Never had an MRI", "no scan or surgery", "surgery no": a denial before reaches to the end of the clause."""
    before, after = rf"\b{_NOT_THERE}\b[^.;]*\b(?:{words})\b", rf"\b(?:{words})\b\W+(?:no|nope|never)\W*$"
    return bool(re.search(before, clause) or re.search(after, clause))

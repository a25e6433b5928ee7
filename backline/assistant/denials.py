"""What an answer to "Do you have any of these now?" denies: a plain no, and what is told or asked behind one.

Only a clear no to all of the list may lead on. "No, how much is that?" begins with a no and denies nothing; "no. my
bladder is odd" takes its no back. So what follows a no must be plainly harmless, word by word, or it is asked again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from backline.assistant.message_reader import read_by_rules
from backline.language.plain_text import plain_text
from backline.language.small_words import SAID_BESIDE

_LEAD = (
    r"^\W*(?:(?:well|um+|uh+|oh|ah|hm+|ok|okay|alright|hi|hello|thanks|thank you|honestly|luckily|thankfully"
    r"|fortunately|actually|just|so|god|as i said|like i said|i said|again|sorry|yes|yeah|to be honest|ty)\W+)*"
)
_THEM = r"(?:(?:the|that|this|your) (?:above|list|signs?|symptoms?)|them|these|those|that|this|it|my knowledge)"
_ALL = (
    rf"(?:,? (?:(?:of|from|like|about|on) (?:all )?(?:of )?{_THEM}|at all|whatsoever|here|now|right now|apply|applies"
    r"|fits?|for me|to me|signs?|symptoms?|things?|problems?|issues?|stuff|of the (?:sort|kind)|to report"
    r"|that i (?:know|am aware|can (?:think|see|tell))(?: of)?|as far as i (?:know|can tell)|so far))*"
)
_HAVE = r"(?:have|had|got|get|experience|notice)"
_ANY = rf"(?:any|none|anything|(?!it\b){_THEM})"  # "I don't have it" may deny one of them
# "None of those", "no, I don't have any": nobody says so who means to ask something else.
_DENIAL = (
    rf"(?:(?:none|noen|nothing|neither|not any|no signs?|no symptoms?){_ALL}"
    rf"|(?:i )?(?:(?:do|have|did) not|never)(?: {_HAVE})? {_ANY}{_ALL}"
    rf"|to (?:all|everything|each)(?: of {_THEM})?|i (?:have|got|had) (?:none|no(?:thing)?){_ALL}"
    r"|(?:i am|im)(?: all)? (?:fine|ok|okay|good)(?= ?(?:[.!;,-]|$))"
    r"|(?:all|everything)(?: is|s)? (?:good|fine|clear|ok|okay|normal)(?= ?(?:[.!;,-]|$))"
    rf"|not (?:a single|one)(?: one| thing)?{_ALL}"
    # "No fever no cancer nothing": one by one, and all the rest.
    r"|(?:(?:no|without)(?: (?!no\b|without\b|but\b|and\b|or\b|nothing\b|none\b)\w+){1,3} ?,?(?: and| or)? )+"
    rf"(?:no )?(?:nothing|none|anything)(?: else| like that)?{_ALL})(?!\w)"
)
_NONE = rf"(?:no+|nope|nah)?(?: ,){{0,2}} ?{_DENIAL}"
_NO = (
    r"(?:(?:no+|noo*p|noo*pe+|nopes|nah|naw|na|nay|non|n|negative|nada|zero|nil"
    rf"|not (?:really|at all|that i (?:know|am aware)(?: of)?){_ALL}|(?:never|i (?:do|have|did) not)(?! none))(?= |$))"
)
_CLEAR = re.compile(rf"{_LEAD}{_NONE}")
_DENIES = re.compile(rf"{_LEAD}(?:{_NONE}|{_NO})(?:(?: ?[,.!-]){{0,2}} ?(?:{_DENIAL}|{_NO}))*")
_FINE = (
    r"(?<!not )(?:(?:i am|i feel|all(?: is)?|everything(?: is| else is)?|otherwise|it is all|feeling) "
    r"(?:otherwise |all |very |quite |pretty )?(?:fine|good|ok|okay|great|healthy|clear|well)(?! (?:up|down)\b))"
)
# "None, just the usual ache in my back" is a plain no. With other words behind it something may be meant.
_EVERYDAY = re.compile(
    rf"(?<!\S)(?:{_FINE}|just asking|touch wood|knock on wood|god forbid|thank (?:you|god|goodness|heavens?)|in general"
    r"|(?:the|a|an|my|this|that|it|its|is|of|in|at|on|to|for|and|or|with|all|i|have|am|got|get|really|very|usual|usually"
    r"|normal|regular|ordinary|typical|same|old|bit|little|some|just|only|but|plain|bad|low|lower|upper|mid|middle|right|left|side|both|back|neck"
    r"|shoulders?|shoulder ?blades?|hips?|butt|buttocks?|legs?|knees?|arms?|spine|pains?|painful|ach(?:e|es|y|ing)"
    r"|on|take|taking|blood thinners?|thinners|diabet\w+|asthma|allerg\w+|thyroid|migraines?|cholesterol|blood pressure"
    r"|sore(?:ness)?|stiff(?:ness)?|tight(?:ness)?|hurts?|hurting|sciatica|arthritis|tired|thing|stuff"
    r"|exercises?|give|show|me|want|need"
    r"|gimme|ready|begin|let me|here|now|today|lately|again|when|while|sit|sitting|stand|standing|walk|walking"
    r"|bend|bending|drive|driving|work|working|job|desk|office|computer|chair|car|bed|morning|mornings|evenings?|weeks?"
    r"|months?|years?|days?|few|\d+|one|two|three|four|five|six|since|long|nothing|else|none|no|nope|not|them|those"
    r"|these|down|so far|think so|from|after|from|because|mostly|always|often|sometimes|over|about|almost|around"
    r"|any|at all|whatsoever|actually|honestly|luckily|thankfully|fortunately|otherwise|also|then|there is"
    rf"|{SAID_BESIDE}|go on|go ahead|next|continue"
    r"|let us go|lets go|start)"
    r")(?: |$)"
)
# What makes it clear that pain of every day is meant; by themselves legs may as well be numb.
_OF_PAIN = re.compile(
    r"\b(?:back|neck|spine|shoulders?|shoulder ?blades?|pain\w*|ach\w+|sore\w*|stiff\w*|tight\w*|hurt\w*|sciatica"
    r"|arthritis|exercises?|work\w*|desk|office|sit\w*"
    # or one that the list does not ask for
    r"|thinners?|diabet\w+|asthma|allerg\w+|thyroid|migraines?|cholesterol|blood pressure)\b"
)
# "No, just one", "no not always", "no. well, sometimes": some of it may be there.
_HEDGES = re.compile(
    r"\b(?:just|only|but|not|one|two|three|four|five|six|some|sometimes|often|always|usually|mostly|bit|little|lately|today"
    r"|again|now|here|since|after|when|while|so far|bad|it|that|this|them|those|these|legs?|arms?|side)\b"
)
_SAYS_NOTHING = re.compile(
    r"^(?:just asking|it is nothing|its nothing|nothing else|(?:i am |it is )?just (?:the )?(?:usual|old(?: age)?|age"
    r"|getting old(?:er)?))?$"
)
_CLAUSE_BEHIND_NO = re.compile(
    rf"{_LEAD}(?:(?:no+|nope|nah|none|nothing|naw)\W+)+"
    r"(?:(?:well|but|although|though|just|only|actually|it is just)\W+)*"
    r"(?=(?:i|my|there is|it is|it has|we|lately|sometimes|both|since)\b)"
)
_MARKS = re.compile(r"[.,;!?\n#-]")
_PLAIN_LABELS = frozenset({"condition", "treatment"})
_OF_DOCTORS = frozenset({"cauda_equina_syndrome", "spinal_infection", "myelopathy", "compression_fracture"})

_FILLER = (
    r"(?:(?:wait|hold on|hang on|but|and|so|well|first|just|sorry|actually|ok|okay|please|no|nope|i mean|i meant|before"
    r"|then|um+|uh+|can you|could you|would you|also|one (?:more )?(?:thing|question)|question|my question is)\W+)*"
)
_ASKS = re.compile(
    rf"(?:^|[.,;!?-] ){_FILLER}"
    r"(?:how|what|wat|wht|whats|when|where|why|who|which|is|are|does|do|can|could|should|will|would|may|did"
    r"|tell me|explain|describe|i (?:just |only |first |really )*(?:want|wanna|need|would like|like|wish)(?:ed)?"
    r"(?: to)? (?:know|ask|hear|learn|understand|find out)|i (?:was|am) (?:asking|talking|wondering)|i asked|i wonder"
    r"|i (?:mean|meant) (?:the|about|if|what|how)|tell|talk)\b|\?"
)
# "No. Can we start?" asks nothing.
_LET_US_START = re.compile(
    r"\b(?:can|could|may|shall|should) (?:we|i|you) (?:please |now |just )*(?:start|begin|go on|continue|go ahead"
    r"|(?:have|get|see|give me|show me|do) (?:the |some |my |those )?exercises)(?: now| please| then)*"
    r"(?= *(?:[.,;!?]|$))"
)
_TELLS_OF_SELF = re.compile(r"\b(?:i|my|me|mine|myself)\b")
_OF_EXERCISE = re.compile(r"\bi (?:do|need|expect|start|stop|skip|exercise|get a plan|wait)\b")
_SIGN_WORDS = re.compile(
    r"\b(?:bladder\w*|bowels?|pee\w*|urin\w*|toilet|incontinen\w*|leak\w*|numb\w*|weak\w*|fever\w*|ill|sick|unwell|dizz\w*"
    r"|fall|falls|fell|fallen|crash\w*|accident|cancer\w*|tumou?rs?|weight|chest|breath\w*|between|groin|saddle|feel\w*)\b"
)


@dataclass(frozen=True)
class Denial:
    """A message that begins with a no.

    Attributes:
        clear: it denies all of the list in so many words ("none of those").
        rest: what follows the denial, in plain words; empty where nothing does.
        harmless: what follows is nothing, or pain and things of every day.
        question: what follows asks something.
    """

    clear: bool
    rest: str
    harmless: bool
    question: bool

    @property
    def is_none(self) -> bool:
        """Whether the whole of it says that there is none of the signs."""
        return self.harmless and not self.question

    @property
    def asks_besides(self) -> bool:
        """Whether it says so, and asks something besides that tells nothing of the person ("none. is walking ok?")."""
        told = _TELLS_OF_SELF.search(_OF_EXERCISE.sub(" ", self.rest))
        return self.clear and self.question and not told and not _SIGN_WORDS.search(self.rest)


def denial_in(text: str) -> Denial | None:
    """Read a message as a denial of a whole list; None where it does not begin with one.

    Args:
        text: the message, as typed.
    """
    plain = plain_text(text)
    denied = _DENIES.match(plain)
    if denied is None:
        return None
    rest = _LET_US_START.sub(" ", plain[denied.end() :]).strip(" .,;!?-")
    asks = bool(_ASKS.search(rest))
    return Denial(bool(_CLEAR.match(plain)), rest, is_harmless(rest), asks)


def told_behind_no(text: str) -> str:
    """A clause of its own behind a leading no: "no i can't hold my water" denies nothing of it; empty where none is."""
    plain = plain_text(text)
    found = _CLAUSE_BEHIND_NO.match(plain)
    return plain[found.end() :] if found else ""


def is_harmless(plain: str) -> bool:
    """Whether plain words tell of nothing but a sore back and things of every day.

    Args:
        plain: the words, as `plain_text` gives them.
    """
    known = _known_in(plain)
    words = plain
    for start, end in reversed(known):
        words = words[:start] + " " + words[end:]
    words = " ".join(_MARKS.sub(" ", words).split())
    if _EVERYDAY.sub("", words + " ").strip():
        return False
    return bool(known or _OF_PAIN.search(plain) or _SAYS_NOTHING.match(plain) or not _HEDGES.search(plain))


def _known_in(plain: str) -> list[tuple[int, int]]:
    """Where the words name back troubles and treatments, in order."""
    found = (
        (mention.start, mention.end)
        for mention in read_by_rules(plain).mentions
        if mention.label in _PLAIN_LABELS and mention.value not in _OF_DOCTORS
    )
    return sorted(found)

"""Signs that a question names and nobody tells: "what if I can't pee?", and what "I have that" after it means.

A question about a sign raises no alarm. Where the next message claims it ("it's happening to me", "mine are"), the
words of the question are read as told; where the answer told of signs and the question named none, it is asked which.
"""

from __future__ import annotations

import re
from typing import Literal

from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.listed_signs import picked_signs
from backline.assistant.message_reader import read, read_by_rules
from backline.assistant.turn_before import last_actions, last_message, last_replies
from backline.care import triage
from backline.language import Reading, answer_yes_no
from backline.language.plain_text import plain_text
from backline.language.red_flags import RedFlag

_SPINE = frozenset({"spine"})
_IF = r"(?:if|when|whenever|in case|once)"
_ASKS_IF = re.compile(
    rf"\b(?:what|wat|wht)(?: (?:happens|(?:will|would|could|can|might) happen|now|then|about))? {_IF}\b"
    r"|\b(?:what|wat|who|whom|where|which number) (?:\w+ )?(?:should|shud|do|can|must|shall|would|to)"
    rf" (?:\w+ ){{0,5}}?{_IF}\b"
    rf"|\b(?:should|shud|shall|must|do|would|can|is|how) (?:\w+ ){{1,6}}?{_IF}\b"
    rf"|^\W*(?:and |so |but |ok )*(?:if|in case)\b(?=.*\b(?:what|should|do i|who)\b)"
)
_TAIL = re.compile(rf"\b{_IF} (?P<told>[^?]+)")
# What comes behind the trouble: "if I can't pee, should I call".
_ENDS = re.compile(r" ?(?:[,.;!?]|\b(?:what|should|who|do i|is that|is it|then)\b).*$")
_CAN_CAUSE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|hi|hello)\W+)*(?:can|could|does|do|will|would|may|might|is it possible)\b.*?"
    r"\b(?:causes?|makes?|lead to|give|result in|mean|bring on|affect|lose|loose|have|get|be)\b"
    r"(?: (?:you|u|me|one|someone|people|your body|somebody))?(?: to)? (?P<told>.+)$"
)
# "How long does numbness between the legs last", "is foot drop permanent", "will my weak leg get better".
_ASKS_HOW_IT_GOES_ON = (
    re.compile(
        r"^(?:.*[,.;!?] )?(?:how long|when) (?:does|do|will|can|would|should|is|may) (?P<told>.{4,60}?)"
        r" (?:last|lasts|take|go on|go away|stay|stop|persist|continue|heal|recover|get better|be there)\b"
    ),
    re.compile(
        r"^(?:.*[,.;!?] )?(?:is|are) (?P<told>.{4,60}?) (?:permanent|forever|for life|curable|reversible|temporary"
        r"|part of|(?:caused )?(?:by|from) (?:my|a|the|an)\b|due to)\b"
    ),
    re.compile(
        r"^(?:.*[,.;!?] )?(?:will|does|do|can|could|would) (?:my |the )?(?P<told>.{4,60}?)"
        r" (?:go away|get better|heal|recover|improve|come back|last|come from"
        r"|be (?:from|caused by|due to|part of))\b"
    ),
)
_ANYBODY = re.compile(r"\b(?:someone|somebody|anyone|anybody|one|you|u|people|they|a person|we|he|she)\b")
_OF_ANYBODY = re.compile(r"\b(?:your|ur|their|ones|our|his|her)\b")
_PARTICIPLES = (
    ("loose|looses", "lose"),
    ("start|starts|started|begin|begins", ""),
    ("loses", "lose"),
    ("gets", "get"),
    ("goes", "go"),
)

# "I have that", "it's happening to me", "mine are", "I have the headache you said". "I got it" has understood.
_SIGNS = r"(?:signs?|symptoms?|things?|problems?)"
_MANY = rf"(?:those|these|them|one|some|both|all|everything|two|(?:the|these|those) (?:\w+ )?{_SIGNS})"
_THING = (
    rf"(?:(?:all )?(?:of )?(?:it|that|this|{_MANY})"
    rf"|(?:a|one|some|two|all|both|most) of (?:those|these|them|that|the {_SIGNS})"
    r"|(?:the )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd)(?: (?:one|sign|thing|two))?"
    r"|(?:the|that|those|these) (?:\w+ ){0,4}?(?:you|u) (?:\w+ )?"
    r"(?:said|named|mention\w*|told|wrote|list\w*|describ\w*)(?: me| about)?)"
)
_OPENING = (
    r"^\W*(?:(?:yes|yeah|yep|yea|well|ok|okay|but|and|so|oh|no|omg|help|hey|um+|uh+|actually|because|i think"
    r"|i guess|i believe|i am afraid|i fear|pretty sure|please|sorry|hm+|shit|god)\W+)*"
)
_PART_OF_TIME = r"(?:last|this|the|about|early|late|an?|one|two|three|\d+)"
_SINCE = (
    rf"since (?:{_PART_OF_TIME} \w+|(?!{_PART_OF_TIME}\b)\w+)"
    r"(?: (?:morning|noon|afternoon|evening|night|week|weekend|month|year))?"
)
_NOW = (
    rf"(?: ?(?:[,.!] ?)?(?:now|right now|too|as well|already|at the moment|today|{_SINCE}|all the time|i think"
    r"|actually|currently|this (?:morning|week)|for (?:\w+ ){1,2}(?:days?|hours?|weeks?)|rn|lately|also|myself|exactly"
    r"|yes|yeah|yep|please"
    r"|really|though|so|sometimes|help|what (?:now|do i do|should i do)|me|i am scared)\b)*\W*$"
)
_HAVE = (
    r"(?:i|ive|we)(?: (?:do|think i|also|really|already|just|might|may|guess i))* "
    rf"(?:(?:have|feel|notice|am having|having|am experiencing|experience|have got) {_THING}"
    rf"|(?:got|get|am getting) {_MANY})"
)
_HAPPENS = (
    r"(?:it|its|this|that|thats|they|theyre|those|these)(?: all)?(?: (?:is|are|has|have))? (?:just |already |all )?"
    r"(?:happen\w*|hapen\w*|start\w*)(?: (?:to|with|for|in))?(?: (?:me|my \w+))?"
)
_IS_ME = (
    r"(?:mine|my \w+) (?:is|are|do|does|has|have|can not|can)(?: (?:that|it|so|like that))?"
    r"|(?:that|this|it|thats|its)(?: (?:is|sounds like|describes|fits))? (?:exactly )?"
    r"(?:me|what i (?:have|feel)|how i feel|mine|my (?:case|situation))|same (?:here|for me|with me)|me too"
)
_CLAIMS = re.compile(rf"{_OPENING}(?:{_HAVE}|{_HAPPENS}|{_IS_ME}){_NOW}")
_HAPPENING = re.compile(rf"{_OPENING}{_HAPPENS}{_NOW}")
_ONE_OF_THEM = re.compile(
    rf"{_OPENING}(?:the )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd)(?: (?:one|sign|two))?{_NOW}"
)
_FEW_WORDS = 14
_WHEN_OR_DOUBT = re.compile(
    r"\b(?:since|today|yesterday|tonight|last night|this (?:morning|week|evening|afternoon)|right now|just now"
    r"|(?:for|about) (?:\w+ ){1,3}?(?:days?|hours?|weeks?|months?))\b"
    r"|^\W*(?:not sure|unsure|i am not sure|idk|(?:i )?(?:do not|dont) know|dunno|maybe|possibly|i think so|kind of"
    r"|kinda|a (?:bit|little)|sometimes|could be|i might)\b"
)
_NOT = re.compile(r"\b(?:not|never|no longer|none|nobody|my (?:mom|mum|dad|wife|husband|friend|neighbou?r))\b|\?")
_BARE_THING = re.compile(r"^\W*(?:it|that|this|those|these|them|all|some|one|both|everything|two|all of it)\W*$")


def imagined_sign(text: str) -> tuple[RedFlag, ...]:
    """The signs that a message asks about as something that might come; empty where it asks nothing of the kind.

    Args:
        text: the message, which tells no sign itself.
    """
    plain = plain_text(text)
    if len(plain.split()) > 2 * _FEW_WORDS:
        return ()
    goes_on = next((found for words in _ASKS_HOW_IT_GOES_ON if (found := words.match(plain))), None)
    if goes_on is not None and (flags := _as_told(goes_on["told"].strip(), text, caused=True, by_rules=True)):
        return flags
    tail = _TAIL.search(plain) if _ASKS_IF.search(plain) else None
    return _as_told(_ENDS.sub("", tail["told"].strip()), text) if tail else ()


def imagined_tier(text: str) -> Literal["emergency", "urgent"] | None:
    """How urgent a sign would be that a message asks about as something that might come; None where it asks of none.

    Args:
        text: the message, which tells no sign itself.
    """
    return triage(imagined_sign(text)).tier


def _asked_in(text: str) -> tuple[RedFlag, ...]:
    """The signs that a question names, whether imagined or in general: "can stenosis make you lose bladder control"."""
    found = imagined_sign(text)
    caused = None if found else _CAN_CAUSE.match(plain_text(text))
    return found or (_as_told(caused["told"].rstrip(" ?!."), text, caused=True) if caused else ())


def _as_told(words: str, text: str, *, caused: bool = False, by_rules: bool = False) -> tuple[RedFlag, ...]:
    """The signs that words of a question would tell if somebody told them of themselves."""
    told = _OF_ANYBODY.sub("my", _ANYBODY.sub("i", words))
    for one, other in _PARTICIPLES:
        told = re.sub(rf"\b(?:{one})\b ?", f"{other} " if other else "", told)
    forms = [told] if told.startswith(("i ", "my ")) else []
    forms += [f"i have {told}", f"i {told}", f"my {told}", f"i am {told}"] if caused or not forms else []
    for form in forms:
        flags = (read_by_rules if by_rules else read)(form, _SPINE).red_flags
        if triage(flags).tier is not None:
            return tuple(RedFlag(flag.id, flag.tier, flag.rule, text) for flag in flags)
    return ()


def claims_what_was_told(text: str) -> bool:
    """Whether a short message says no more than that one has what was spoken of."""
    plain = plain_text(text)
    if len(plain.split()) > _FEW_WORDS or _NOT.search(plain) or _BARE_THING.match(plain):
        return False
    return bool(_CLAIMS.match(plain))


def says_it_happens(text: str) -> bool:
    """Whether a short message says that what was spoken of happens now."""
    return claims_what_was_told(text) and bool(_HAPPENING.match(plain_text(text)))


def picks_one(text: str) -> bool:
    """Whether a message is no more than "the second one"."""
    return bool(_ONE_OF_THEM.match(plain_text(text)))


def is_vague(text: str) -> bool:
    """Whether words, asked which sign it is, name none: "yes", "not sure", "all of them"."""
    plain = plain_text(text)
    unsure = re.search(r"\b(?:not sure|do not know|dunno|idk|maybe|no idea|can not (?:say|tell))\b", plain)
    return bool(unsure) or answer_yes_no(text) is True or claims_what_was_told(text) or bool(_BARE_THING.match(plain))


def signs_claimed(text: str, tracker: DialogueStateTracker | None) -> tuple[RedFlag, ...]:
    """The signs that a message has by what was asked before it; empty where it claims none, or none was named.

    Args:
        text: the message.
        tracker: the conversation before it; None where it is the first.
    """
    if tracker is None:
        return ()
    if asked_which(tracker):
        listed = (read_by_rules(said, _SPINE) for said in picked_signs(text))
        return tuple(flag for reading in listed for flag in reading.red_flags)
    now = _asked_if_now(tracker) and (answer_yes_no(text) is True or _is_so_perhaps(text))
    claims = claims_what_was_told(text) or now
    if not claims or "action_answer" not in last_actions(tracker):
        return ()
    before = last_message(tracker)
    return _asked_in(str(before.text or "")) if before is not None else ()


def with_signs_claimed(reading: Reading, text: str, tracker: DialogueStateTracker | None) -> tuple[RedFlag, ...]:
    """The red flags of a reading, or those that the message claims where it names none."""
    if triage(reading.red_flags).tier is not None:
        return reading.red_flags
    return (*reading.red_flags, *signs_claimed(text, tracker))


def asked_which(tracker: DialogueStateTracker) -> bool:
    """Whether the turn before asked which of the signs somebody has, outside of a form."""
    texts = resources.red_flag_replies()
    words = resources.clinic().words()
    starts = (texts.text("which_sign_now", words), texts.text("warning_sign_yes", words))
    return tracker.active_loop_name is None and any(said.startswith(starts) for said in last_replies(tracker))


def told_of_an_emergency(tracker: DialogueStateTracker) -> bool:
    """Whether the answer before it names something for which to call the emergency number."""
    number = resources.clinic().emergency_number
    return "action_answer" in last_actions(tracker) and any(number in said for said in last_replies(tracker))


def was_answered(tracker: DialogueStateTracker) -> bool:
    """Whether the turn before answered a question, outside of a form."""
    return tracker.active_loop_name is None and "action_answer" in last_actions(tracker)


def _is_so_perhaps(text: str) -> bool:
    """Whether "Is it happening to you now?" is answered with since when, or with doubt: then it counts as a yes."""
    plain = plain_text(text)
    return len(plain.split()) <= _FEW_WORDS and "?" not in text and bool(_WHEN_OR_DOUBT.search(plain))


def _asked_if_now(tracker: DialogueStateTracker) -> bool:
    question = resources.red_flag_replies().text("imagined_sign_now", resources.clinic().words())
    said = last_replies(tracker)
    return bool(said) and said[-1].endswith(question)

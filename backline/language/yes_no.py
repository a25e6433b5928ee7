"""Whether an answer to a yes-or-no question means yes or no."""

from __future__ import annotations

import re

from backline.language.normalise import plain_characters, plain_word, word_set

_UNSURE = re.compile(
    r"^(?:i )?(?:am |do )?(?:not (?:sure|certain)|not know|unsure|no (?:idea|clue)|have no idea|maybe|perhaps|possibly"
    r"|depends|it depends|hard to say|hard to tell|can not (?:say|tell|remember)|not remember|yes and no|idk|who knows"
    r"|50 50|so so|n or a|skip|pass)\b"
)
# "no problem" and "why not" agree.
_AGREED = re.compile(
    r"^(?:no (?:problem|worries|prob|yeah)|why not|not a problem|(?:i )?(?:do|does|would) not mind|yeah no yeah)\b"
)
_OPENING = r"(?:(?:well|ah|uh|um|oh|hmm|lol|sorry|honestly|actually|unfortunately|sadly|so far) )*"
_REFUSED = re.compile(
    rf"^{_OPENING}(?:(?:yeah|yea) )?"
    r"(?:no|nope|nah|naw|na|nay|non|never|none|nothing|neither|nada|negative|hardly|barely|not|n)(?: |$)"
)
_DENIED = re.compile(
    rf"^{_OPENING}(?:(?:i|it|they|that|he|she|we|there|this|those) )?"
    r"(?:(?:do|did|does|have|has|had|am|is|are|was|were|could|can|would|will) (?:really |actually )?not|never)\b"
    # "I don't trust doctors" answers nothing.
    r"(?! (?:trust|like|understand|care|see why|get (?:it|what|why))\b)"
)
_CONFIRMED = re.compile(
    rf"^{_OPENING}(?:sometimes )?"
    r"(?:y|ye|yes|yess|yeah|yea|yeh|yep|yup|yip|yas|yus|ya|yah|aye|yessir|sure|of course|ofc|for sure|definitely"
    r"|absolutely|affirmative|indeed|certainly|totally|mhm|mm hmm|mmhmm|uh huh|always|obviously|100 %|very much)(?: |$)"
)
_YEAH_NO = re.compile(r"^(?:yeah|yea|sure) (?:no|nah)\b")
_YES = r"(?:y|yes|yess|yeah|yea|yep|yup|ya)"
_NO = r"(?:no|nope|nah|naw)"
# "yes no" says both; "yeah no" and "no yeah" are ways to say no and yes.
_BOTH = re.compile(rf"^(?=.*\b{_YES}\b)(?=.*\b{_NO}\b)(?:(?:{_YES}|{_NO}|or)(?: |$))+$")
_IDIOMS = frozenset({"yeah no", "yea no", "yeah nah", "yea nah", "no yeah", "nah yeah", "yeah no yeah", "no yea"})
# "no, I mean yes": what comes after the correction is the answer.
_TAKEN_BACK = re.compile(
    rf"^(?:{_YES}|{_NO}) (?:(?:sorry|oops|i mean|i meant|wait|actually|correction|rather) )+(?={_YES}\b|{_NO}\b)"
)
# "yes none" agrees that there is nothing.
_YES_NONE = re.compile(rf"^{_YES} (?:none|nothing|neither|not at all|not any|never)(?: of (?:them|these|those|that))?$")
_FOR_SOME_TIME = "for (?:a|a few|a couple of|one|two) (?:day|days|week|weeks|month|months|hours)"
# Assent that only counts when the whole answer is made of it: "some" is a yes, "some days I walk" is not.
_WEAK_WORDS = word_set(
    "ok okay k kk right correct true exactly please probably fine both usually often somewhat some slightly mostly "
    "partly partially sometimes occasionally temporarily lots very once twice helped"
)
_WEAK = [
    *sorted(_WEAK_WORDS),
    "please do",
    "go ahead",
    "(?:i )?(?:guess|think|suppose|believe)(?: so)?",
    "kind of",
    "sort of",
    "a (?:little|tiny|small|wee)(?: bit)?",
    "a bit",
    "at times",
    "on and off",
    "off and on",
    "now and then",
    "a lot",
    "quite a bit",
    "most of the time",
    "all the time",
    "every day",
    "most likely",
    "for a while",
    "at first",
    "a couple of times",
    _FOR_SOME_TIME,
    "all of (?:them|it)",
    "i (?:do|did|have|am|was|can|would|could|will|have been)",
    "it (?:does|did|is|has|was|has helped|helped|helps|worked|did help|does help)",
    "they (?:do|did|are)",
    "there (?:is|are)",
    "(?:he|she) does",
    "that is (?:right|correct|true)",
    "(?:i )?would (?:like|love) (?:that|to)",
    "sounds good",
    "that would be great",
    "that works",
]
_TAIL = [
    "yes",
    "yeah",
    "so",
    "too",
    "actually",
    "though",
    "but not (?:much|a lot)",
    "then",
    "now",
    "thanks",
    "thank you",
    "lol",
    "to be honest",
    "tbh",
    "if possible",
    _FOR_SOME_TIME,
]
_LEADS = ["well", "um", "uh", "oh", "hmm", "only", "just", "yeah", "honestly", "actually"]
_WEAK_YES = re.compile(rf"^(?:(?:{'|'.join(_LEADS)}) )*(?:{'|'.join(_WEAK)})(?: (?:{'|'.join([*_WEAK, *_TAIL])}))*$")
_NEITHER = frozenset({"not bad", "not long"})
_FILLER = re.compile(r"[^\w%' ]+")
_SIGNS = {"👍": True, "✅": True, "👎": False, "❌": False}


def answer_yes_no(text: str) -> bool | None:
    """Read the answer to a yes-or-no question a form has asked.

    Weak assent counts as yes ("kind of", "a little", "I guess so"), weak denial as no ("not really"). A leading yes or
    no decides, whatever follows: "no my number is 555" is False, because the person does begin by saying no; the form
    that asked decides whether the rest corrects something. Only a yes or no taken back in so many words is replaced
    ("no I mean yes"), and "yes no" is neither.

    Args:
        text: the answer as written.

    Returns:
        True, False, or None where the answer is neither ("not sure", "it depends", anything else).
    """
    for sign, meaning in _SIGNS.items():
        if sign in text:
            return meaning
    if text.strip(" .!").lower() == "n":
        return False
    plain = _FILLER.sub(" ", plain_characters(text).replace("/", " or "))
    words = " ".join(plain_word(word) for word in plain.split())
    words = _TAKEN_BACK.sub("", words)
    if not words or words in _NEITHER or _UNSURE.match(words):
        return None
    if words not in _IDIOMS and _BOTH.match(words):
        return None
    if _YES_NONE.match(words):
        return False
    if _AGREED.match(words):
        return True
    if _CONFIRMED.match(words) and not _YEAH_NO.match(words):
        return True
    if _REFUSED.match(words) or _DENIED.match(words):
        return False
    return True if _WEAK_YES.match(words) else None

"""Whether an answer to a yes-or-no question means yes or no."""

from __future__ import annotations

import re

from backline.language.normalise import plain_characters, plain_word

_UNSURE = re.compile(
    r"^(?:i )?(?:am |do )?(?:not (?:sure|certain)|not know|unsure|no (?:idea|clue)|(?:have )?no idea|maybe|perhaps|possibly|depends|it depends"
    r"|hard to say|hard to tell|can not (?:say|tell|remember)|not remember|yes and no|idk|dunno|who knows|50 50|so so|n or a|skip|pass)\b"
)
# "no problem" and "why not" agree.
_AGREED = re.compile(
    r"^(?:no (?:problem|worries|prob)|why not|not a problem|i do not mind|yeah no yeah|no yeah|no yes)\b"
)
_REFUSED = re.compile(
    r"^(?:(?:yeah|yea|well|ah|uh|um|oh|hmm|lol|sorry|honestly|actually|unfortunately|sadly|so far|,|\.) )*"
    r"(?:no|nope|nah|naw|na|nay|non|never|none|nothing|neither|nada|noo|negative|hardly|barely|not|n)(?: |$)"
)
_DENIED = re.compile(
    r"^(?:(?:yeah|well|so far|unfortunately|sadly|honestly|actually|,) )*(?:i|it|they|that|he|she|we|there|this|those)? ?"
    r"(?:(?:do|did|does|have|has|had|am|is|are|was|were|could|can|would|will) (?:really |actually )?not|never)\b"
)
_CONFIRMED = re.compile(
    r"^(?:(?:well|ah|uh|um|oh|hmm|lol|honestly|actually|unfortunately|sadly|sometimes|,) )*"
    r"(?:y|ye|yes|yess|yeah|yea|yep|yup|yip|yas|ya|yah|aye|yessir|yes sir|sure|of course|ofc|definitely|absolutely|affirmative|indeed"
    r"|certainly|totally|mhm|mm hmm|mmhmm|uh huh|always|obviously|100 %|very much|for sure|yeh|yus)(?: |$)"
)
_WEAK = (
    "ok|okay|k|kk|right|correct|true|exactly|please|please do|go ahead|i guess|i guess so|i think so|i think|i suppose|i suppose so|i believe so"
    "|kind of|sort of|a little|a little bit|a bit|a tiny bit|somewhat|some|slightly|mostly|partly|partially|sometimes|at times"
    "|on and off|off and on|now and then|occasionally|a lot|lots|quite a bit|very|usually|often|most of the time|all the time|every day|probably|most likely"
    "|for a while|at first|temporarily|only a little|just a little|a couple of times|once|twice|both|all of them|all of it"
    "|i do|i did|i have|i am|i was|i can|i would|i could|i will|it does|it did|it is|it has|it was|they do|they did|they are|there is|there are|he does|she does|that is right|that is correct|that is true"
    "|it helped|helped|it worked|it helps|it has helped|i have been|i would like that|i would like to|would love to|sounds good|that would be great|that works|fine"
)
_TAIL = r"(?: (?:yes|yeah|so|too|i guess|i think|actually|though|but not much|but not a lot|then|now|at first|for a while|a little|a bit|a little bit|somewhat|kind of|sort of|some|a lot|thanks|thank you|please|lol|sometimes|to be honest|tbh|if possible|for a few (?:days|weeks|hours)|for a (?:day|week|month)|for a couple of (?:days|weeks|hours)|temporarily|it does|it did|it is|i do|i did|i have|i am|there is|they did))*"
_WEAK_YES = re.compile(
    rf"^(?:(?:well|um|uh|oh|hmm|only|just|maybe|yeah|honestly|actually|it helped|it did help|it does help|it helps|helped) )*(?:{_WEAK}){_TAIL}$"
)
_FILLER = re.compile(r"[^\w%' ]+")
_THUMBS = {"👍": True, "✅": True, "👎": False, "❌": False}
_OUTRIGHT_NO = re.compile(r"^(?:no|nope|nah|naw)(?: |$)")


def answer_yes_no(text: str) -> bool | None:
    """Read the answer to a yes-or-no question a form has asked.

    Weak assent counts as yes ("kind of", "a little", "I guess so"), weak denial as no ("not really"). A leading yes or
    no decides, whatever follows: "no my number is 555" is False, because the person does begin by saying no; the form
    that asked decides whether the rest corrects something.

    Args:
        text: the answer as written.

    Returns:
        True, False, or None where the answer is neither ("not sure", "it depends", anything else).
    """
    for sign, meaning in _THUMBS.items():
        if sign in text:
            return meaning
    words = " ".join(plain_word(word) for word in _FILLER.sub(" ", plain_characters(text).replace("/", " or ")).split())
    if not words or _UNSURE.match(words):
        return None
    if _AGREED.match(words) or re.match(r"^(?:do not|does not) mind\b", words):
        return True
    if _CONFIRMED.match(words) and not re.match(r"^(?:yeah|yea|sure) (?:no|nah)\b", words):
        return True
    if words in ("not bad", "not long", "not today", "not now") or (words == "na" and "/" in text):
        return None if words in ("not bad", "not long") else False
    if _REFUSED.match(words) or _DENIED.match(words):
        return None if re.match(r"^(?:n|na|non) \w", words) and not _OUTRIGHT_NO.match(words) else False
    return True if _WEAK_YES.match(words) else None

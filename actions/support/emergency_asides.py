"""What people say instead of calling, and which reviewed sentence of data/red_flag_replies.yml answers it."""

from __future__ import annotations

import re

from backline.assistant.urgent_turns import asks_what_to_tell

_FILLER = r"(?:now|then|please|lol|haha|sorry|thanks|thank you|ok|okay|i|am|i'm|im|good)"
_WILL_BE = (
    r"(?:am i|will i|are we|is it|will it|will s?he|will they|is s?he|are they|could i|can i|might i|gonna|going to)"
)
_SOME_WAY = (
    r"(?:paraly[sz]\w*|wheel ?chair|walk(?:ing)? again|permanent\w*|forever|for life|recover|crippled|disabled|survive"
    r"|make it|die|dying|come back|heal|be (?:ok|okay|fine|alright|all right|normal)|get (?:better|worse)"
    r"|lose my legs?)"
)
_HELP = r"(?:hospitals?|ambulances?|doctors?|er|a ?& ?e|911|999|112|emergency)"
_TO_DO = rf"(?:call\w*|ring|phone|dial|(?:go|going) to (?:the |an? )?{_HELP}|{_HELP})"
_ASIDES = (
    (
        "aside_outlook",
        rf"\b{_WILL_BE}(?: \w+){{0,5}}? {_SOME_WAY}\b|\b(?:how bad is|what are my chances)\b"
        rf"|n'?t want to (?:be|end up|get) (?:\w+ )?{_SOME_WAY}\b",
    ),
    ("aside_scared", r"\b(?:scared|afraid|frightened|terrified|panic\w*|freaking|so worried|crying)\b"),
    (
        "aside_should_call",
        r"^\W*(?:(?:so|and|but|ok|okay|wait|like|well|really|hm+)\W+)*(?:should|shud|must|shall|do|does|would|is it)\b"
        r"(?!.*\b(?:not|n't|wait|first|own)\b)"
        rf".*\b{_TO_DO}\b|\b(?:should|shud|must|shall) (?:i|we|he|she|they) (?:really |even |still |just )*{_TO_DO}\b"
        r"|\bis (?:it|that|this) (?:really )?(?:necessary|needed)\b|\b(?:do|does) (?:i|we|he|she"
        r"|they) (?:really )?have to\b",
    ),
    ("aside_cost", r"\b(?:expensive|costs?|afford|insurance|bill|money)\b"),
    ("aside_drive", r"\b(?:drive|driving|bus|taxi|uber|walk there)\b"),
    ("aside_country", r"\b(?:what|which|other) number\b|\bi live in \w+|\b(?:112|999|country)\b"),
    ("aside_alone", r"\b(?:can ?n[o']?t call|no phone|no ?one|nobody|alone|by myself)\b"),
    # "Better now" and what comes to the same: it went away, or works again.
    (
        "aside_wait",
        r"\b(?:tomorrow|later|wait|monday|better now|went away|gone|fine|my (?:own )?doctor|sleep (?:it off|on it))\b"
        r"|\b(?:i|we|he|she|finally|just) (?:\w+ )?(?:pee+d|pissed|went (?:pee|now|a (?:bit|little))|urinated|po+ped"
        r"|passed (?:urine|water|some)|managed)\b"
        r"|\b(?:i|he|she) (?:\w+ )?(?:can|could) (?:pee|feel|move|walk|go|wiggle)\b|\bit (?:works?|stopped|eased)\b"
        r"|\b(?:feeling|movement|sensation) (?:is |has |came |come )*back\b"
        r"|\b(?:feel|feels|feeling|doing|much|bit|lot|getting) better\b"
        r"|\b(?:less|easing) (?:bad |pain |numb )?(?:now|already)\b",
    ),
    (
        "aside_refuse",
        rf"^\W*(?:no+|nope|nah|never|no way|not now)\W*(?:{_FILLER}\W*)*$"
        rf"|(?:\b(?:not|never|wont)|n'?t) (?:\w+ ){{0,3}}?(?:going|go|call\w*|do(?:ing)? (?:that|it)|leav\w+"
        rf"|(?:want|like|trust|need) (?:to (?:go|call)|it|that|help|(?:any |an? |the )?{_HELP}))\b"
        rf"|\b(?:refus\w*|hates?|rather (?:not|stay|die)|no {_HELP}|stay(?:ing)? (?:at )?home|stubborn"
        rf"|leave me alone)\b",
    ),
    (
        "aside_agreed",
        r"^\W*(?:(?:ok+(?:ay)?|yes|yeah|yep|alright|all right|sure|fine|right|thanks?|i will|i'?ll|will do"
        r"|do (?:it|that)|i am|i'?m|calling|call|dialing|them|it|that|you|so much|away|now|911"
        r"|doing|did"
        r"|got it|going|to|then|and|just|good|great|help|ambulance|an|the)\b\W*)+$",
    ),
)
_PATTERNS = tuple((key, re.compile(words, re.I)) for key, words in _ASIDES)
# Where the sign is somebody else's, these say what to do for them.
_OF_ANOTHER = {"aside_refuse": "aside_refuse_of_another"}


def emergency_aside(text: str, *, of_another: bool) -> str:
    """The key of the sentence that answers a message while an emergency is open.

    Args:
        text: the message, which names no new sign and does not say that help is there.
        of_another: whether the sign is somebody else's.
    """
    plain = text.replace("\u2019", "'")
    if asks_what_to_tell(plain):
        return "aside_tell_them"
    found = next((key for key, words in _PATTERNS if words.search(plain)), None)
    if found is None:
        return "still_emergency_of_another" if of_another else "still_emergency"
    return _OF_ANOTHER.get(found, found) if of_another else found

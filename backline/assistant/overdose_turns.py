"""Whether somebody who spoke of dying has taken something: then an ambulance comes before any talk."""

from __future__ import annotations

import re

_TOOK = (
    r"(?:to+k|toke|taken|swall?ow?e?d|swallo\w*ed|downed|gulped|popped|drank|drunk|chugged|ate|eaten|injected|shot up)"
)
_WHAT = (
    r"(?:them|'?em|those|these|all|everything|every (?:last )?one|something|some\W*$|a few\W*$|too many|half|a lot"
    r"|bunch|handful|loads?|lots|the rest|"
    r"pill\w*|tab(?:let)?s?|capsules?|med(?:s|ication|icine)s?|drugs?|pain ?killers?|sleeping \w+|opioids?|oxy\w*"
    r"|bottles?"
    r"|pack(?:et)?s?|boxe?s?|whole \w+|bleach|poison|anti-?freeze|overdose|\d+|ten|twenty|thirty|forty|fifty)"
)
_TAKEN = re.compile(
    rf"\b{_TOOK}\b(?: (?!me\b|my (?:kids?|dog|car|advice)\b|your\b|him\b|her\b|us\b|away\b)[\w']+){{0,4}}? {_WHAT}\b"
    r"(?! (?:away|back|from (?:me|him|her)|off me|to (?:the|my)|out of)\b)"
    r"|\b(?:o\.?d\.?[' ]?e?d|over ?dosed?|over ?dosing)\b"
    rf"|^\W*(?:i |ive |i've |i have )?(?:already |just )+{_TOOK} it\b",
    re.I,
)
_NEXT = r"(?:(?!i\b)\w+ ){0,3}?"
# Not so, or not yet; or somebody took them out of reach.
_NOT_SO = re.compile(
    rf"(?:\b(?:not|never|no|nobody|almost|nearly|havent|didnt|wont|dont)|n't) {_NEXT}"
    rf"(?:{_TOOK}|take|taking|over ?dos\w+|od)\b"
    rf"|\b(?:want|wanted|wanna|going|gonna|thinking|thought|plan\w*|could|would|might|should|will|about to) {_NEXT}"
    rf"(?:take|taking|swallow|drink|eat|over ?dose|over ?dosing|od)\b|\bif (?:i |he |she )?(?:\w+ )?{_TOOK}\b"
    rf"|\b{_TOOK} (?:\w+ ){{0,4}}?(?:away|from me|off me)\b"
    # "Have I taken too much?", not "I took 20 pills, what do I do?".
    rf"|^\W*(?:did|have|has|had|what if|is it|can|could|should) [^,]*\b{_TOOK}\b[^,]*\?\s*$",
    re.I,
)


def has_taken_something(text: str) -> bool:
    """Whether words beside a wish to die say that pills or poison were taken. In doubt they do.

    Args:
        text: the message, or any part of it.
    """
    plain = " ".join(text.replace("\u2019", "'").split())
    parts = re.split(r"[.;!]+|\b(?:but|and then)\b", plain)
    return any(_TAKEN.search(part) and not _NOT_SO.search(part) for part in parts)

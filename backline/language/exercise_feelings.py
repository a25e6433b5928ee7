"""How an exercise is said to feel: dizziness, pain that spreads, sharp pain, pain, or soreness afterwards, by rules."""

from __future__ import annotations

import re

#: Words of pain, of whatever.
HURTS = re.compile(
    r"\b(?:hurt\w*|herts?|pain(?!less)\w*|ach(?:e|es|ed|ing|y)|sore(?:ness)?|soar|stings?|stinging|stab\w*|burn\w*"
    r"|tingl\w*|tingel\w*"
    r"|numb(?:s|ness)?|pins and needles|zaps?|shoots?|shooting|shots down|cramps?|twinges?|pinch\w*|agony|spasms?"
    r"|sharp|catches"
    r"|clicks?|cracks?|buzz\w*|worse|stiff|stiffer|goes to sleep|falls asleep|pull(?:ed)? (?:something|a muscle)"
    r"|ouch|unbearable"
    r"|not nice|irritat\w*|throb\w*|achy)\b"
)
_NOT_HURT = re.compile(
    r"\b(?:not|n't|never|no longer|without|no|less|stops?|stopped|help\w*|eas(?:e|es|ed)|reliev\w*|better)\b"
    r"(?: \w+){0,4}? (?:hurt\w*|pain\w*|ache\w*|sore\w*|worse|stiff\w*)\b"
    r"|\b(?:exercises?|stretch(?:es)?|moves?|something|anything|one|good|best) (?:\w+ ){0,2}?(?:for|against|to help"
    r"|to ease) (?:\w+ ){0,5}?(?:pain|ache|numb|stiff|sore)\w*"
)
_EX = (
    r"(?:exercis\w*|moves?|movements?|stretch(?:es)?|routine|workout|program|plan|set|position|them|it|that|this"
    r"|those"
    r"|these|ones?|thing|glides?)"
)
_IN_EXERCISE = re.compile(
    rf"\b(?:doing|do|did|done|during|after|since|tried|try|trying|in|with|from|when|whenever"
    rf"|while) (?:\w+ ){{0,4}}?{_EX}\b"
    rf"|\b{_EX} (?:\w+ ){{0,3}}?(?:hurts?|herts?|makes?|made|gives?|gave|causes?|caused|sends?|sent|is|are|was|were"
    rf"|brings?|feels?|felt"
    r"|burns?|pinch\w*|stings?|shoots?|tingles?|catches)\b"
)
#: The message speaks of an exercise.
SAYS_EXERCISE = re.compile(
    r"\b(?:exercis\w*|stretch(?:es)?|moves?|movements?|routine|workout|(?:that|this|the \w+) (?:one|position)"
    r"|(?:one|all|each|any|every one|both) of (?:them|these|those)|they all|(?:when|while|whenever|during|after"
    r"|since) (?:i (?:do|did|am doing|was doing"
    r"|tried)"
    r"|doing)(?: \w+){0,2}? (?:it|that|this|them|these|those|exercis\w*)|doing (?:it|that|this|them|these))\b"
)
_BARE_HURT = re.compile(
    r"(?:ow |ouch |no |oh )*(?:it|that|this|they|that one|this one) (?:really |still |all |just )?(?:hurts?"
    r"|is painful)"
    r"(?: me| a lot| too much| so much| now| badly)?|ouch|ow"
)
_SPREADS = re.compile(
    r"\b(?:tingl\w*|tingel\w*|numb(?:s|ness)?|pins and needles|zaps?|shoots?|shooting|shots|electric|buzz\w*"
    r"|goes to sleep|falls asleep"
    r"|(?:down|into|along) (?:my |the |one |both )?(?:\w+ )?(?:legs?|arms?|calf|foot|feet|toes?|hands?|fingers?"
    r"|thigh)"
    r"|(?:further|farther) down|down(?= when| if|$))\b"
)
_SHARP = re.compile(r"\b(?:sharp|stab\w*|agony|unbearable|terrible|severe|excruciating|sudden\w*|killing|worst)\b")
_SORE = re.compile(r"\b(?:sore(?:ness)?|soar|stiff(?:er)?|ach(?:e|es|y|ing)|muscles?|feel it)\b")
_AFTERWARDS = re.compile(
    r"\b(?:after|since|next day|day after|morning after|yesterday|last night|today|the day|afterwards|from)\b"
)
_DIZZY = re.compile(
    r"\b(?:dizz\w*|diz+y|dizy|light ?headed|woozy|vertigo|head (?:is )?(?:spins?|spinning)|room (?:spins?|spinning)"
    r"|(?:feel|felt|get|got|nearly|almost) faint\w*)\b"
)
_NOT_DIZZY = re.compile(r"\b(?:not|no|never|without|less|no longer)(?: \w+){0,2} (?:dizz\w*|light ?headed|vertigo)\b")
# Names of what somebody has, with a word of pain in them: "push-ups with a pinched nerve" hurt nowhere.
_NAMES_OF_TROUBLE = re.compile(r"\b(?:pinch\w* nerves?|stiff (?:person|spine) syndrome)\b")
_WORSE = re.compile(r"\bworse\b")


def feeling_in(text: str, named: bool) -> str | None:
    """How an exercise feels.

    Args:
        text: the message in plain words, with spelling put right.
        named: whether it names an exercise, or its place in a list.

    Returns:
        "dizzy", "spreads", "sharp", "hurts" or "sore"; None where no exercise is said to feel so.
    """
    if _BARE_HURT.fullmatch(text.strip(" .!?,")):
        return "hurts"
    if named and _DIZZY.search(text) and not _NOT_DIZZY.search(text):
        return "dizzy"
    text = _NAMES_OF_TROUBLE.sub("trouble", text)
    if not HURTS.search(text) or _NOT_HURT.search(text):
        return None
    if not _IN_EXERCISE.search(text) and not named:
        return None
    if not (named or SAYS_EXERCISE.search(text)):
        return None
    if _SPREADS.search(text):
        return "spreads"
    if _SHARP.search(text):
        return "sharp"
    if _SORE.search(text) and _AFTERWARDS.search(text) and not _WORSE.search(text):
        return "sore"
    return "hurts"

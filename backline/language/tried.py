"""Which kinds of care a person really tried, as opposed to asked about, was advised, or means to try."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backline.language.negation import CLAUSE_ENDS
from backline.language.normalise import word_set
from backline.language.words import SentenceWords

# Said of care that was had. The nearest telling word before the care decides.
_HAD = word_set(
    "tried did done had been went gone taken took used using taking doing finished completed started stopped received "
    "got given gave prescribed saw seen seeing underwent undergone attended go goes after since through weeks months "
    "sessions rounds round courses course on failed exhausted post previous prior multiple several two three four take "
    "use do attend wear wearing wore worn ate eat popping living sleeping icing having have last first second third "
    "daily regularly still currently already both past another keep keeps giving include including included helped "
    "helps relieved usually sometimes under"
)
_NOT_YET = word_set(
    "should would could might may will need needs want wants wanted recommend recommends recommended recommending "
    "suggest suggests suggested suggesting advise advised advises consider considering considered think thinking "
    "thought option options scheduled schedule scheduling waiting wait appointment if before instead avoid avoiding "
    "afraid scared whether next tomorrow soon plan planning planned refer referred referral upcoming says say said "
    "told wonder wondering about ask asked asking offered offer offers candidate discuss discussed benefit require "
    "requires required against can how what which is does why when cost price alternatives alternative other than "
    "hoping hope try let give get recovery risks risk type types kind for prevent decide deciding insurance approve "
    "approved approval denied pay cover covers unless until order ordered orders refuse refused either like"
)
# These only tell when they stand close by: "the doctor said that after all the PT I did ..." is about PT that was done.
_NOT_YET_NEARBY = word_set("is for other than about how what said told before get give try can like when")
_NEARBY = 3
_MAX_BACK = 25
_SPOKEN_OF = word_set(
    "think thinking thought ask asked asking talk talked talking know wondering worried heard question questions tell "
    "told how what read advice learn more info information curious"
)
_WENT_TO = word_set("went been go goes gone came back used turned switched resorted")
_TIMES = r"(?:days|weeks|months|years|week|month|year)"
# What is said right after care that was had: how it went, or for how long.
_HELP_AFTER = re.compile(
    r"^(?:\w+ ){0,4}?(?:"
    r"(?:(?:has|have|had|did|does|do|is|are|was|were) )?"
    r"(?:(?:not|never|barely|hardly|only|really|just|also|even|all|both) )*"
    r"(?:help|helped|helps|helping|work|worked|works|working|failed|useless|relief|relieve|relieved|relieves|improve"
    r"|improved|effective|made|makes|making|wore|gave|gives|give|lasted|done|doing|touch|touched|ease|eases|eased|did"
    r"|stopped)\b"
    r"|(?:no|without|with no|with little|little|zero) (?:\w+ )?"
    r"(?:help|relief|luck|success|effect|improvement|benefit|avail|difference|use|results?|good)\b"
    r"|to no avail"
    rf"|for (?:the (?:last|past) )?(?:\w+ ){{0,3}}{_TIMES}\b)"
)
_QUESTION = re.compile(
    r"^(?:(?:so|and|but|also|hi|hello|ok|please|wait|actually|no|hold on|,) )*"
    r"(?:what|which|how|should|would|could|can|do|does|is|are|will|why|when|where|who|may|might"
    r"|any (?:advice|suggestions|thoughts)|has anyone|have you|did anyone|did you|tell me|explain)\b"
)
_OWN_QUESTION = re.compile(
    r"\b(?:i|my|we) (?:\w+ ){0,2}(?:tried|did|done|had|been|took|taken|went|got|using|taking|doing|have)\b"
)
_CHOICE_AFTER = re.compile(r"\b(?:which is|which one|is best|is better|better option|what about|do i need|should i)\b")
_ADVISED = re.compile(
    r"\b(?:should|would|could|might|will|to|can|must|may|need|let me|not) (?:\w+ ){0,2}?"
    r"(?:take|use|do|have|get|try|go|start|see|wear|attend|keep|give|got|be|continue)"
    r"(?: (?:to|for|into|a|an|the|some|more|another|on))*$"
)
# What a question ends at, and what then tells of care that was had: "do I need surgery, PT failed after 5 months".
_QUESTION_ENDS = word_set(", because bc cause since but")
_CAME_OF_IT = re.compile(
    r"^(?:\w+ ){0,3}?(?:(?:has|have|had|just|really|also|all|both|never) )*"
    r"(?:failed|helped|worked|useless|wore off|did (?:not|nothing|little|zero|zilch)|(?:has|have|had) not|was no"
    r"|(?:no|zero|little|without) (?:\w+ )?(?:help|relief|luck|success|effect|improvement|benefit|use|results?))\b"
)
_WISHED = word_set("should would could might whether if can will recommended suggested recommends when")
# The same, right before the care. "Wanted" and "needed" are left out: what was wanted then was mostly had as well.
_WISHED_NOW = word_set(
    "need needs want wants wanting wanna gonna consider considering thinking hope hoping ready wondering candidate"
)
_RIGHT_BEFORE = 3
_CLAUSE_ENDS = word_set(", . ; ! ? but and because bc since so")
# "Surgery please, my PT failed": what failed is named by itself right before.
_OTHER_SUBJECT = re.compile(
    r"^(?:\w+ )?, (?:(?:my|the|our|all) )*"
    r"(?!(?:nothing|none|it|they|that|this|these|those|both|all|neither|nor|never|not|no|only|just|really|also|has|have"
    r"|had|did|does|do|is|was|were|are|barely|hardly|even|zero|little|with|without|to|i|we|which|for|made|gave)\b)\w+ "
    r"(?:(?:has|have|had|did|does|do|is|was|were|not|never|just|really) )*"
    r"(?:help|helped|helps|helping|work|worked|works|working|failed|useless|wore|nothing)\b"
)
_FUTURE_TIME = re.compile(
    r"\b(?:tomorrow|next (?:week|month|year|monday|tuesday|wednesday|thursday|friday)|scheduled|upcoming|soon|shortly"
    r"|in (?:\w+ ){1,2}(?:days|weeks|months))\b"
)


def was_tried(sentence: SentenceWords, start: int, end: int) -> bool:
    """Tell whether the care named by the words from `start` up to `end` was really had.

    A negated mention ("never had PT") is for the caller to leave out.

    Args:
        sentence: the sentence that names it.
        start: index of its first word.
        end: index after its last word.
    """
    words = sentence.words
    before = words[:start]
    if _QUESTION.match(sentence.text) and not _OWN_QUESTION.search(" ".join(before)):
        return _is_told_beside(words, start, end)
    if _CHOICE_AFTER.search(" ".join(words[end:])) and "since" not in before:
        return False
    if before[-1:] == ("any",) and "?" in words[end:]:
        return False  # "... for 3 months, any exercises?"
    if before[-1:] == ("to",) and not (len(before) > 1 and _went_to(before)):
        return False
    of_another = _OTHER_SUBJECT.match(" ".join(words[end : end + _MAX_BACK]))
    if _HELP_AFTER.match(_until_stop(words[end:])) and not of_another and not _is_wished(before):
        return True
    verdict = _nearest(before)
    if verdict and _FUTURE_TIME.search(" ".join(words[start:])) and not {"since", "been"} & set(before):
        return False
    return bool(verdict)


def _is_told_beside(words: Sequence[str], start: int, end: int) -> bool:
    """Whether care in a sentence that begins as a question stands in a later clause that tells what came of it."""
    ends = [at for at in range(start) if words[at] in _QUESTION_ENDS]
    if not ends or {"if", "or", "when", "should", "would", "could", "can"} & set(words[ends[-1] + 1 : start]):
        return False
    return bool(_CAME_OF_IT.match(_until_stop(words[end:])))


def _went_to(before: Sequence[str]) -> bool:
    return before[-2] in _WENT_TO or (before[-2] == "going" and "been" in before[-5:])


def _until_stop(words: Sequence[str]) -> str:
    """The words after the care up to the end of what is said about it, commas left out."""
    kept = []
    for word in words[:14]:
        if word in (".", "?", "!", ";", "but", "so", "because", "or"):
            break
        if word != ",":
            kept.append(word)
    return " ".join(kept)


def _is_wished(before: Sequence[str]) -> bool:
    """True where the words right before say that the care is only wished, advised or asked for."""
    if _ADVISED.search(" ".join(before[-8:])) or _WISHED & set(before[-4:]):
        return True
    return any(
        word in _WISHED_NOW and _CLAUSE_ENDS.isdisjoint(before[at:])
        for at, word in enumerate(before)
        if at >= len(before) - _RIGHT_BEFORE
    )


def _nearest(before: Sequence[str]) -> bool | None:
    """Decide by the nearest telling word before the care; None where there is none."""
    if _ADVISED.search(" ".join(before[-8:])):
        return False
    for steps, word in enumerate(reversed(before)):
        at = len(before) - 1 - steps
        if steps > _MAX_BACK or word in (".", "?", "!", ";", "but"):
            return None
        if word == "about" and before[max(0, at - 1)] not in _SPOKEN_OF:
            continue
        if word in _NOT_YET and not (word in _NOT_YET_NEARBY and steps > _NEARBY):
            return False
        if word in _HAD:
            return not (word in ("have", "had", "has", "having") and at and before[at - 1] in ("not", "to"))
        if word in CLAUSE_ENDS - {",", "since", "still", "while", "because"}:
            return None
    return None

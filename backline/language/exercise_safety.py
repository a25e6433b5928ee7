"""What a message tells that decides whether exercises may be given at all, or which: by rules, from plain words.

A baby on the way, an operation on the spine not long ago, the age of a child, high blood pressure,
heart trouble. Whoever tells it in
passing, or in a question, tells it all the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from backline.language.ages import FOR_SELF, OWN_COMPLAINT, age_told
from backline.language.exercise_wishes import surgeon_allows
from backline.language.heart_told import HeartTold, dates_long_ago, heart_told
from backline.language.other_operation import other_operation_told
from backline.language.plain_text import plain_text
from backline.language.spine_history import late_operation_in

# The leave of a surgeon of the spine is about the spine.
_SURGEON = re.compile(r"\bsurg\w+", re.I)
# "They agreed already", to what they were to be asked for; "he agreed to the operation" is another matter.
_AGREED = re.compile(
    r"^\W*(?:(?:yes|yeah|yep|ok|okay|well|but|and|oh|no|i asked|already) ?[,.]? ?)*(?:he|she|they|both(?: of them)?)"
    r"(?: (?:has|have|had|did|do|does|all|both|already|just))* (?:agreed|agrees|agree|approved|approve|approves)"
    r"(?: (?:already|now|yesterday|today|to (?:it|that|this|exercises?)|with (?:it|that|this)|on (?:it|that)))*\W*$"
)
_WEEKS = r"(?:weeks?|wks?|wekes?|weaks?)"
_PREGNANT = re.compile(
    r"\b(?:pregn?\w*an\w*|pregnat|pregant|preggers|preggo|prego)\b"
    r"|\bexpecting (?:a (?:baby|child|little)|twins|triplets|my|our|in|again|any day)\b"
    r"|\b(?:i am|we are|(?:hubby|husband|partner|boyfriend) are) (?:\w+ )?expecting?"
    r"(?= ?[-.,;!?]| (?:so|what|which|can|now|exercis\w*)\b| ?$)"
    rf"|\b(?:[4-9]|[123]\d|4[012]) ?{_WEEKS} (?:\w+ )?with (?:twins|triplets"
    r"|(?:a|my|our) (?:baby|first|second|third))\b"
    rf"|\b\d{{1,2}} ?(?:{_WEEKS}|months?) (?:along|gone|preg\w*|gestation)\b|\btrimester\b|\bdue date\b"
    r"|\bi am due (?:in|on|next|this|soon|any)\b|\bbaby (?:is )?(?:due|coming|on (?:the|its) way|on board|in (?:my|the)"
    r" (?:belly|tummy))\b"
    r"|\b(?:my|baby) bump\b|\b(?:carrying|having) (?:twins|triplets|a baby|my (?:first|second|third))\b"
    r"|\bwith child\b|\b(?:mum|mom|mother) to be\b"
)
_BARE_PREGNANT_WEEKS = re.compile(
    rf"\bi am (?:now |about |almost |nearly |at |only )*(?:[4-9]|[123]\d|4[012])(?: ?(?:\+|and) ?\d)? ?{_WEEKS}"
    r"(?: (?:now|today|tomorrow|and|with|so|but)\b| [.,;!?]|$)"
)
_ANSWER_WEEKS = re.compile(
    rf"^\W*(?:yes|yeah|yep)?\W*(?:1[3-9]|[23]\d|4[012]) ?{_WEEKS}\b(?!.*\b(?:ago|post|since|after|back)\b)"
)
_NOT_PREGNANT = re.compile(
    r"\b(?:not|never|no longer|when i was|while i was|after|since|during my (?:last|first)|was|were|got|get"
    r"|getting|become"
    r"|no|if i (?:am|was|get)|am i|could i be|past|trying (?:to|for))(?: \w+){0,2} (?:\w*preg\w*|expecting|trimester)\b"
    r"|\bno pregnancy\b"
)
# A pregnancy of now, whatever was before: "never before, 20 weeks pregnant now", "since getting pregnant".
_NOT_NOW = re.compile(
    r"\b(?:not|no longer|never)(?: (?:been|yet|currently|even|really|actually))* (?:\w*preg\w*|expecting)\b"
    r"(?: (?:right )?now| yet| any ?more| before)*"
)
_NOW_PREGNANT = re.compile(
    rf"(?<!was )(?<!were )(?<!being )\b\d{{1,2}} ?(?:{_WEEKS}|months?) (?:\w+ )?(?:preg\w+|along|gone)\b"
    r"|\b(?:now|currently|again) (?:\w+ ){0,2}?(?:\w*preg\w*|expecting)\b"
    r"|\bi am (?:(?:also|already|newly|just|very|heavily|quite|so) )*preg\w*t\b"
    r"|\b\w*preg\w*(?: with \w+)? (?:right now|now|again|at the moment)\b"
    r"|\bnot (?:my|our) (?:first|1st|second) preg\w*"
    r"|\bsince (?:getting|becoming|falling|being) \w*preg\w*"
    r"|\bi (?:have )?(?:just |recently |\w+ly )?(?:got|gotten|became|become|fell|fallen|found out i am) \w*preg\w*"
)
_THEN = re.compile(
    r"\b(?:years?|yrs?|decades?) (?:ago|back)\b|\blast year\b|\b(?:19[5-9]|20[01])\d\b"
    r"|\b(?:if|when) i (?:get|become|fall)\b|\b(?:trying|want|hop\w+|plan\w*|like|love) to\b|\bam i\b|\bif i am\b"
    r"|\bwith my (?:son|daughter|first|last|oldest|youngest|eldest)\b"
)
_NO_LONGER = re.compile(
    r"\bi am (?:not|no longer) (?:\w+ )?(?:pregnant|expecting)\b|\b(?:baby|twins) (?:is|was|are|were|has been) born\b"
    r"|\bgave birth\b|\bhad (?:the|my) baby\b"
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:my|our|his) (?:\w+ )?(?:wife|girlfriend|partner|sister|daughter|friend|cousin|mom|mum|mother|boss|coworker"
    r"|neighbou?r)\b(?: \w+){0,3}?$"
)
_GENERAL = re.compile(r"^\W*(?:can|does|do|is|what|how|why|could|will)\b")
_OWN_OR_EXERCISE = re.compile(r"\b(?:i|my|me|exercis\w*|stretch\w*|workouts?|moves?)\b")
_PRESSURE = re.compile(
    r"\bhigh (?:bp|blood presure|blood press\w*)\b|\b(?:bp|blood press?ure) (?:is |runs |a bit |too |very "
    r"|quite |bit )*high"
    r"|\bhypertensi\w+|\b(?:bp|blood press?ure) (?:problems?|issues?|meds?|tablets?|pills?|trouble)\b|\bhbp\b"
    r"|^\W*(?:yes )?(?:the |my )?(?:bp|blood press?ure)\W*$"
)
_NO_PRESSURE = re.compile(
    r"\b(?:no|not|never|normal|fine)\b(?: \w+){0,3} (?:bp|blood press?ure|hypertensi\w+|high)\b"
    r"|\b(?:bp|blood press?ure) (?:is )?(?:\w+ )?(?:normal|fine|ok|okay|good|low)\b"
)


@dataclass(frozen=True)
class SafetyTold:
    """What a message tells.

    Attributes:
        pregnant: a baby is on the way; False where that is over or denied; None where nothing is told.
        operated: an operation on the spine was within the last months; False where it was not; None for nothing.
        age: how old the one is who needs exercises; None where that is not told.
        of_another: that is somebody else than the writer.
        for_self: the exercises are said to be for the writer.
        high_pressure: the blood pressure is high.
        heart: heart trouble or a stroke, see `backline.language.heart_told`.
        other_operation: one that is planned, or another one lately, see `backline.language.other_operation`.
    """

    pregnant: bool | None = None
    operated: bool | None = None
    age: int | None = None
    of_another: bool = False
    for_self: bool = False
    high_pressure: bool = False
    heart: HeartTold | None = None
    other_operation: bool = False


@lru_cache(maxsize=2_000)
def safety_told(text: str, *, cautions_asked: bool = False, time_asked: bool = False) -> SafetyTold:
    """Read a message.

    Args:
        text: the message as sent.
        cautions_asked: it answers the question for a pregnancy, an operation and the like.
        time_asked: it answers how long something has lasted: then "I am 6 weeks in" is no pregnancy.
    """
    plain = plain_text(text)
    age, of_another = age_told(plain)
    return SafetyTold(
        pregnant=_pregnant(plain, cautions_asked, time_asked),
        operated=late_operation_in(text, asked=cautions_asked),
        age=age,
        of_another=of_another,
        for_self=bool(FOR_SELF.search(plain)),
        high_pressure=bool(_PRESSURE.search(plain)) and not _NO_PRESSURE.search(plain),
        heart=heart_told(plain, asked=cautions_asked),
        other_operation=other_operation_told(plain),
    )


def heart_is_settled(text: str) -> bool:
    """Whether a message, after one that told of the heart, says that it was long ago, or that a doctor agrees.

    Args:
        text: the message as sent.
    """
    plain = plain_text(text)
    # A message that tells of the heart itself has its dates read there.
    agreed = (surgeon_allows(text) and not _SURGEON.search(text)) or bool(_AGREED.search(plain))
    return (heart_told(plain) != "first" and dates_long_ago(plain)) or agreed


def _pregnant(plain: str, cautions_asked: bool, time_asked: bool) -> bool | None:
    steps = [
        (step, sentence)
        for sentence in re.split(r"[.;!?\n]|\bbut\b", plain)
        for step in re.split(r",|\band\b", sentence)
    ]
    if any(_is_now_pregnant(step) for step, _ in steps):
        return True
    if _NO_LONGER.search(plain):
        return False
    for clause, sentence in steps:
        named = _PREGNANT.search(clause)
        if named is None or _NOT_PREGNANT.search(clause) or _THEN.search(clause):
            continue
        if _SOMEBODY_ELSE.search(clause[: named.start()].rstrip()) and OWN_COMPLAINT.search(plain):
            continue
        if _GENERAL.search(sentence) and not _OWN_OR_EXERCISE.search(sentence):
            continue  # "does pregnancy cause sciatica?"
        return True
    is_about_surgery = late_operation_in(plain, asked=True)
    if not time_asked and not is_about_surgery and _BARE_PREGNANT_WEEKS.search(plain):
        return True
    return True if cautions_asked and _ANSWER_WEEKS.search(plain) else None


def _is_now_pregnant(step: str) -> bool:
    """Whether a clause tells of the writer's pregnancy of today, even where it denies one of before."""
    rest = _NOT_NOW.sub(" ", step)
    now = None if _THEN.search(rest) else _NOW_PREGNANT.search(rest)
    return now is not None and not _SOMEBODY_ELSE.search(rest[: now.start()].rstrip())

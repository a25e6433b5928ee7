"""What a message says about exercises that were shown, by rules: which one, and what about it.

The names come from the exercises' own files, in any spelling that the project's spelling correction puts right. Who
was shown what is not known here: "it" and "the second one" are handed on as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from backline.language.exercise_feelings import HURTS, SAYS_EXERCISE, feeling_in
from backline.language.exercise_names import ExerciseNames, joined, without_names
from backline.language.exercise_plan_wishes import kinds_out, places_in
from backline.language.exercise_questions import plan_question_in, progress_told, questions_together
from backline.language.exercise_reach import reach_in
from backline.language.exercise_unwanted import unwanted_in
from backline.language.exercise_wishes import asks_for_exercises
from backline.language.normalise import word_set

#: Names of exercises that are words of every day: "walking hurts" tells of the pain, where no plan has walking in it.
EVERYDAY = frozenset({"walking_programme", "brisk_walking", "stationary_bike", "sit_to_stand", "single_leg_stand"})
_SPOKEN = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_EASIER = re.compile(
    r"\b(?:easier|easy|gentler|gentle|simpler|lighter|softer|less (?:hard|difficult|demanding)|(?:too|so"
    r"|very) (?:hard|difficult"
    r"|heavy|tough|much)|struggl\w+|not manage|step down|regression|beginner)\b"
)
_HARDER = re.compile(
    r"\b(?:harder|tougher|too easy|more (?:challenging|difficult|demanding|of a challenge)|advanced|next (?:step"
    r"|level)|step up"
    r"|progression|stronger (?:one|version))\b"
)
_CAN_NOT = re.compile(r"\b(?:can not|could not|unable to|not able to) (?:\w+ )?(?:do|manage|get into|hold)\b")
_WHOLE_SET = re.compile(
    r"\b(?:ones|exercises|set|plan|them|these|those|all|others|stretches|moves|everything|routine)\b"
)
_INSTEAD = re.compile(
    r"\b(?:instead of|in place of|rather than|swap|replace|alternative (?:to|for)|hate"
    r"|do not (?:like|want)|boring)\b"
)

_ADDS = re.compile(
    r"\b(?:add|include) (?:back |in |on )?(?:a |an |the |some |my )?exercise\b"
    r"|\b(?:want|put|bring|get|take|include|keep|have|like|need)\b (?:\w+ ){0,4}?"
    r"(?:back (?:in(?:to)?|on|to|please|again)\b"
    r"|(?:in|into|on) (?:my|the) (?:plan|list|set|routine))"
    r"|\bexercise back (?:in|please|again|$)|\bput (?:the )?exercise back\b"
)
_SWAPS = re.compile(
    r"\b(?:swap|replace|exchange|switch|trade|change exercise (?:for|to|with)|instead of|rather than)\b"
)
_SWAP_FOR = re.compile(
    r"\b(?:swap|replace|exchange|switch|trade|change) (?:the |my )?exercise (?:out )?(?:for|with|to|by"
    r"|against) (?:a |an |some |the )?"
    r"(?P<other>[a-z]+(?: [a-z]+)?)|\b(?P<before>[a-z]+) (?:instead of|rather than) (?:the )?exercise\b"
)
_NO_NAME = word_set(
    "something anything another other easier harder gentler else exercise exercises one ones it that this me lighter "
    "different do can i want would like please more less"
)

_HOW = re.compile(
    r"\bhow (?:do|to|does|can|should|would|is|are|on earth|exactly)\b|\b(?:show|explain|describe|instructions?|steps?"
    r"|teach|walk me|talk me|guide me|technique|proper|properly|correct|correctly|right way|demonstrate|picture"
    r"|drawing|remind"
    r"|why (?:do|should|is|are|would)|again|details?|more about|tell me)\b|\bwhat (?:is|are|does|do|was|about)\b"
    r"|\bhow about\b"
)

_NAMES_PLAN = re.compile(r"\b(?:them|these|those|they|exercis\w*|plan|routine|stretches|moves)\b")
_ABOUT_PLAN = re.compile(
    r"\b(?:them|these|those|they|exercis\w*|plan|set|routine|ones?|it|this|stretches|moves|everything)\b"
)

_PLACE = re.compile(
    rf"\b(?P<spoken>{'|'.join(_SPOKEN)}|last|final|bottom|top)(?: (?:one|exercise|move|stretch|of (?:them|these)"
    rf"|on (?:the )?list))\b"
    rf"|^(?:\w+ )?(?:the )?(?P<lone>{'|'.join(_SPOKEN)}|last)(?= (?:is|was|hurts|feels|seems|looks|gives|makes|too)\b)"
    rf"|\b(?:number|no|nr|nummer|exercise|#)\.? ?(?P<counted>\d{{1,2}}|{'|'.join(_COUNTED)})\b"
    r"|\b(?P<figure>\d{1,2})(?:st|nd|rd|th) (?:one|exercise|move|stretch)\b"
)
_BARE_PLACE = re.compile(
    rf"(?:the |maybe |just |please |ok |and )*(?:(?P<spoken>{'|'.join(_SPOKEN)}|last|final)"
    rf"|(?P<figure>\d{{1,2}})(?:st|nd|rd|th)?)"
    r"(?: (?:one|exercise|please|then))*"
)
_OTHERS = re.compile(
    r"\b(?:squats?|dead ?lifts?|russian twists?|burpees?|lunges?|sit ?ups?|leg press\w*|downward dogs?"
    r"|jefferson curls?|pull ?ups?"
    r"|chin ?ups?|kettlebell swings?|wall sits?|foam roll\w*|jumping jacks?|mountain climbers?|leg curls?"
    r"|back extensions?"
    r"|hyper ?extensions?|good mornings?|pigeon pose|happy baby|farmer(?:'s)? (?:carry|walk)|bench press|box jumps?"
    r"|thread the needle|sun salutation|warrior pose|lat pull ?downs?|hip thrusts?|donkey kicks?|fire hydrants?"
    r"|toe touch\w*)\b"
)
_NAMES_A_MOVE = re.compile(
    r"\bhow (?:do|can|should) (?:i|you|we) (?:do|perform) (?:the|a|an) (?P<name>(?:\w+ ){0,2}\w+)$|\b(?:explain"
    r"|show me) (?:the|a|an) "
    r"(?P<shown>(?:\w+ ){1,2}(?:exercise|stretch|pose|move|lift|curl|twist|raise))\b"
)
_HINT = re.compile(
    r"\bthe one (?P<behind>(?:with|on|in|for|where|against|that|at|using) [^.;!?,]+)|\b(?:the"
    r"|that) (?P<before>(?:\w+ ){1,2})(?:one|thing|exercise|(?P<noun>stretch|move))\b"
)
_NO_HINT = word_set(
    "first second third fourth fifth sixth last next other same only new easier harder hard easy right best whole "
    "entire hardest easiest of bad to do"
)
_SINGLE = re.compile(
    r"\b(?:it|that|this|that one|this one|that exercise|this exercise|the exercise|show me how|how exactly)\b"
)


@dataclass(frozen=True)
class ExerciseTalk:
    """What a message says about exercises.

    Attributes:
        text: the message in plain words, with spelling put right.
        exercises: ids of those it names, in order.
        place: the place in a list it names, from 1; -1 for the last; None for none.
        only_place: there is nothing in the message but a place.
        how: it asks what an exercise is or how it is done.
        way: "easier" or "harder", where that is asked for.
        whole_set: that is asked of all of them.
        feels: "dizzy", "spreads", "sharp", "hurts" or "sore", where an exercise is said to feel so.
        about_exercise: the message speaks of an exercise, by name, place or word.
        out: what is out of reach, as in `backline.care.reach`; "lying" and such are taken apart already.
        in_reach: what is said to be within reach after all.
        only: "sitting", "lying" or "standing", where nothing else is possible.
        missing: things that are not there.
        found: things that are there after all.
        question: a question about the plan, as in `backline.care.plan_questions`.
        together: that question, and another one that is asked with it.
        progress: what came of exercises that were done, as in `exercise_questions.progress_told`.
        adds: it wants something put into the plan, or back into it.
        swaps: it wants one thing in place of another.
        swap_for: what it wants in its place, where that is the name of no exercise.
        about_all: the question speaks of the plan or of its exercises, or says "it".
        names_plan: it speaks of exercises in the plural, or of a plan.
        in_pain: it has words of pain, of whatever.
        unknown: the name of an exercise that there is no file for.
        hint: words by which it picks one out of a list, such as "with the chair".
        single: it points at one exercise without naming it: "it", "that one".
        unwanted: ids of those that it names and does not want.
        wanted_text: the text without the words that say so, and with "exercise" for each name.
        kinds_out: kinds of exercises that it does not want, as in `exercise_plan_wishes.kinds_out`.
        places: the places in a list, where it names several.
        nameless: the text with "exercise" for each name.
    """

    text: str
    exercises: tuple[str, ...] = ()
    place: int | None = None
    only_place: bool = False
    how: bool = False
    way: str | None = None
    whole_set: bool = False
    feels: str | None = None
    about_exercise: bool = False
    out: frozenset[str] = frozenset()
    in_reach: frozenset[str] = frozenset()
    only: str | None = None
    missing: frozenset[str] = frozenset()
    found: frozenset[str] = frozenset()
    question: str | None = None
    together: tuple[str, ...] = ()
    progress: str | None = None
    adds: bool = False
    swaps: bool = False
    swap_for: str | None = None
    about_all: bool = False
    names_plan: bool = False
    in_pain: bool = False
    unknown: str | None = None
    hint: str | None = None
    single: bool = False
    unwanted: tuple[str, ...] = ()
    wanted_text: str = ""
    kinds_out: frozenset[str] = frozenset()
    places: tuple[int, ...] = ()
    nameless: str = ""

    @property
    def leaves_out(self) -> tuple[str, ...]:
        """Those that a plan to come is to be without: "no walking" tells of that only where exercises are asked for."""
        if self.feels or self.swaps or self.adds:
            return ()
        about = not set(self.unwanted) <= EVERYDAY or asks_for_exercises(self.nameless)
        return self.unwanted if about else ()

    @property
    def changes_reach(self) -> bool:
        """Whether it says what is possible or there, or what is not."""
        return bool(self.out or self.in_reach or self.only or self.missing or self.found)


class ExerciseTalkReader:
    """Reads what messages say about exercises. Build one and keep it."""

    def __init__(self, names: Mapping[str, Iterable[str]], known: Iterable[str] = ()) -> None:
        """Index the names, see `ExerciseNames`."""
        self._names = ExerciseNames(names, known)
        self.read = lru_cache(maxsize=2_000)(self._read)

    def _read(self, text: str) -> ExerciseTalk:
        tokens = self._names.plain(text)
        plain = joined(tokens)
        exercises, marked = self._names.find(tokens)
        rest = without_names(marked)
        unwanted, wanted = unwanted_in(marked, disliked=asks_for_exercises(rest))
        place, only_place = _place(plain)
        feels = feeling_in(plain, bool(exercises) or place is not None)
        reach = reach_in(plain, rest)
        about = bool(exercises) or place is not None or bool(SAYS_EXERCISE.search(plain))
        way = _way(plain, bool(exercises) or place is not None)
        question = plan_question_in(plain)
        return ExerciseTalk(
            text=plain,
            exercises=exercises,
            place=place,
            only_place=only_place,
            how=bool(_HOW.search(rest)),
            way=way,
            whole_set=bool(_WHOLE_SET.search(rest)) and not exercises and place is None,
            feels=feels,
            about_exercise=about,
            out=reach.out,
            in_reach=reach.in_reach,
            only=reach.only,
            missing=reach.missing,
            found=reach.found,
            question=question,
            together=questions_together(plain, question),
            progress=progress_told(plain),
            adds=bool(_ADDS.search(rest)),
            swaps=bool(_SWAPS.search(rest)),
            swap_for=_swap_for(rest),
            names_plan=bool(_NAMES_PLAN.search(plain)),
            in_pain=bool(HURTS.search(plain)),
            about_all=bool(_ABOUT_PLAN.search(plain)),
            unknown=None if exercises else _unknown(plain),
            hint=None if exercises or place is not None else _hint(plain),
            single=bool(_SINGLE.search(plain)),
            unwanted=tuple(exercises[number] for number in unwanted),
            wanted_text=without_names(wanted),
            kinds_out=kinds_out(rest),
            places=places_in(plain),
            nameless=rest,
        )


def _way(text: str, named: bool) -> str | None:
    if (_HARDER.search(text) and "too easy" in text) or (_HARDER.search(text) and not _EASIER.search(text)):
        return "harder"
    if _EASIER.search(text) or (named and (_CAN_NOT.search(text) or _INSTEAD.search(text))):
        return "easier"
    return None


def _place(text: str) -> tuple[int | None, bool]:
    only = _BARE_PLACE.fullmatch(text.strip(" .!?,#"))
    match = only or _PLACE.search(text)
    if match is None:
        return None, False
    groups = match.groupdict()
    spoken = groups.get("spoken") or groups.get("lone")
    if spoken in ("last", "final", "bottom"):
        return -1, only is not None
    if spoken:
        return (1 if spoken == "top" else _SPOKEN.index(spoken) + 1), only is not None
    counted = groups.get("counted") or groups["figure"]
    number = _COUNTED.index(counted) + 1 if counted in _COUNTED else int(counted)
    alone = only is not None or len(text.split()) <= 3
    return (number, alone) if number else (None, False)


def _swap_for(rest: str) -> str | None:
    match = _SWAP_FOR.search(rest)
    other = (match["other"] or match["before"]) if match else None
    return None if other is None or set(other.split()[:1]) & _NO_NAME else other


def _unknown(text: str) -> str | None:
    known = _OTHERS.search(text)
    if known:
        return known[0]
    named = _NAMES_A_MOVE.search(text.strip(" .!?,"))
    name = (named["name"] or named["shown"]) if named else None
    if name is None or re.search(r"\b(?:exercises?|stretch(?:es)?|one|it|that|this|second|third|first|last)$", name):
        return None if name is None or not named or not named["shown"] else name
    return name


def _hint(text: str) -> str | None:
    match = _HINT.search(text)
    words = (match["behind"] or f"{match['before']}{match['noun'] or ''}").strip() if match else ""
    return words if words and not set(words.split()) & _NO_HINT else None

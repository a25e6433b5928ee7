"""Short answers to questions about a plan: how often, which days, all of them, a week that was missed.

Doses and days come from the exercises themselves; the rest from `plan_words` and `schedule`, with their sources.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal, get_args

from backline.care import plan_words as words
from backline.care.plan import dose_words
from backline.care.reach import STANDS_IN, THINGS
from backline.care.schedule import DAYS, days_of, week
from backline.care.words import join_words
from backline.knowledge.exercise import Exercise

PlanQuestion = Literal[
    "often",
    "dose",
    "days",
    "change",
    "all",
    "same_day",
    "missed",
    "order",
    "weeks",
    "more",
    "time",
    "equipment",
    "feel",
    "daytime",
    "warm_up",
    "breath",
    "side",
    "better",
    "gone",
    "no_better",
    "worse",
]
PLAN_QUESTIONS: tuple[str, ...] = get_args(PlanQuestion)

_MORE = "When a dose feels easy for a week, add 1 or 2 more of each."

_FIXED: Mapping[str, str] = MappingProxyType(
    {
        "change": "Give it 4 to 6 weeks. Many people notice first that they can do more, and only then that it hurts "
        "less. If you are no better after 6 weeks, talk to the clinic.",
        "missed": "That happens to everyone, and nothing is lost. Begin again today with about half of what is "
        "written, and go back to the whole amount within a week. There is no need to catch up.",
        "daytime": "Any time of the day is fine. Pick one when your pain is at its lowest, and that you can keep to.",
        "weeks": "Follow it for 4 to 6 weeks. After that, 2 or 3 days a week can keep you going.",
        "better": "I'm glad that it is getting better. Go on with it for 4 to 6 weeks in all. "
        f"{_MORE} After that, 2 or 3 days a week can keep you going.",
        "gone": "I'm glad that the pain is gone. There is no need to stop. Exercise on 2 or 3 days a week keeps up "
        "what you gained, and the gain fades when you stop.",
        "no_better": "Thank you for telling me. Many people need 4 to 6 weeks before they notice a change. If one of "
        "the exercises hurts, or is too easy, tell me which. If you are no better after 6 weeks, talk to the clinic.",
        "worse": "I'm sorry that it is worse. Please leave the exercises for now, and talk to the clinic or a physical "
        f"therapist before you go on. {' '.join(words.SEE_A_DOCTOR)}",
        "breath": "Breathe out as you work, and keep breathing all the time. Never hold your breath.",
        "side": "My descriptions don't say which side comes first, and I don't want to guess. Do the same amount on "
        "both sides. A physical therapist can tell you if one side needs more.",
        "more": f"{_MORE} More than that is no faster, because your body needs the rest between.",
    }
)


def answer_question(
    question: PlanQuestion, exercises: Sequence[Exercise], phase: str, about: Exercise | None = None
) -> str:
    """The answer, in one to four sentences.

    Args:
        question: what is asked.
        exercises: the plan, in order; at least one.
        phase: "gentle", "building" or "strengthening".
        about: the exercise that the question is about, or None for all of them.
    """
    if question in _FIXED:
        return _FIXED[question]
    if question == "warm_up":
        return " ".join(words.HOW_TO_START.get(phase, words.HOW_TO_START["gentle"]))
    if question == "feel":
        return " ".join((*words.FINE_TO_FEEL, *words.STOP_WHEN))
    if question == "days":
        return _days([about] if about else exercises)
    if question in ("often", "dose"):
        return f"{about.short_name}: {dose_words(about, phase)}" if about else _amounts(exercises, phase)
    if question == "all":
        return _all(exercises)
    if question == "same_day":
        return _same_day(exercises)
    if question == "time":
        return _time(exercises)
    if question == "equipment":
        return _equipment([about] if about else exercises)
    return f"Begin with a few minutes of easy walking. Then go from top to bottom: {name_list(exercises)}. {_ORDER}"


_ORDER = "The order is no must, as long as you warm up first."


def _amounts(exercises: Sequence[Exercise], phase: str) -> str:
    lines = [f"- **{exercise.short_name}**: {exercise.dose_text}" for exercise in exercises]
    half = f"\n\n{words.HALF_AT_FIRST}" if phase == "gentle" else ""
    return "This is how much of each.\n" + "\n".join(lines) + half


def _days(exercises: Sequence[Exercise]) -> str:
    """One line for each set of days, so that exercises of the same days stand together."""
    together: dict[tuple[int, ...], list[Exercise]] = {}
    for exercise in exercises:
        together.setdefault(days_of(exercise), []).append(exercise)
    lines = [
        f"- {'Every day' if len(days) == len(DAYS) else join_words([DAYS[day] for day in days])}: {name_list(group)}"
        for days, group in together.items()
    ]
    free = [day for day, todo in zip(DAYS, week(exercises), strict=True) if not todo]
    rest = f"\n\n{join_words(free)} {'is' if len(free) == 1 else 'are'} free." if free and len(exercises) > 1 else ""
    table = "\n".join(lines)
    return f"A week could look like this.\n{table}{rest}\n\nOther days are fine too, with rest between."


def _all(exercises: Sequence[Exercise]) -> str:
    if len(exercises) == 1:
        return "There is only one, so a few minutes are enough."
    first = [next((e for e in exercises if e.goal == goal), None) for goal in ("endurance", "strength")]
    pair = [exercise for exercise in first if exercise is not None] or list(exercises[:2])
    return (
        "You don't have to do all of them. Two or three that you do often are worth more than the whole set now and "
        "then. "
        f"If time is short, begin with {name_list(pair)}."
    )


def _same_day(exercises: Sequence[Exercise]) -> str:
    strength = [exercise for exercise in exercises if exercise.goal == "strength"]
    rest = f" Only leave a day of rest before you do {name_list(strength)} again." if strength else ""
    return f"Yes, you can do them all on the same day, in one go or spread out.{rest}"


def _time(exercises: Sequence[Exercise]) -> str:
    longest = max((exercise.dose.minutes or 0 for exercise in exercises), default=0)
    minutes = 3 * sum(not exercise.dose.minutes for exercise in exercises)
    moves = f"Plan about {max(5, minutes)} minutes for the moves." if minutes else ""
    what = "The rest" if moves else "It"
    walk = f"{what} takes up to {longest} minutes, at any other time of the day." if longest else ""
    return f"{moves} {walk}".strip()


def _equipment(exercises: Sequence[Exercise]) -> str:
    needed = list(dict.fromkeys(thing for exercise in exercises for thing in exercise.equipment))
    if not needed:
        return "You need nothing but a little room."
    mat = any("mat" in THINGS[thing] for thing in needed)
    rug = f" {STANDS_IN['equipment']}" if mat else ""
    return f"You need {join_words([_with_article(thing) for thing in needed])}.{rug}"


def _with_article(thing: str) -> str:
    if thing.endswith("shoes"):
        return thing
    return f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def position_answer(exercise: Exercise, instead: Exercise | None) -> str:
    """Whether one exercise can be done in another position: only as its file describes it.

    Args:
        exercise: the exercise.
        instead: one for the same purpose in the position that is wished for, or None.
    """
    text = (
        f"{exercise.short_name} is made for {_POSITIONS[exercise.position]}. I have no checked way to do it otherwise."
    )
    if instead is not None:
        return f"{text} {instead.short_name} works toward the same goal, and fits what you ask for."
    return f"{text} A physical therapist can show you one."


_POSITIONS: Mapping[str, str] = MappingProxyType(
    {
        "lying_back": "lying on your back",
        "lying_front": "lying on your stomach",
        "side_lying": "lying on your side",
        "hands_and_knees": "hands and knees",
        "sitting": "a chair",
        "standing": "standing",
    }
)


def name_list(exercises: Sequence[Exercise]) -> str:
    """Their names as people speak, told apart also where a name has an "and" in it."""
    names = [exercise.short_name for exercise in exercises]
    if len(names) > 1 and any(" and " in name for name in names):
        names[-1] = f"and {names[-1]}"  # "Walking, Cat and cow, and Bridge"
        return ", ".join(names)
    return join_words(names)

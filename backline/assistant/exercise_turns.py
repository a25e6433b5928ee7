"""Which messages are about the exercises that were shown: the intent of a turn, where its words alone do not tell.

"How often?" is about a plan after a plan, and about ice after ice; "the second one" means something only where there
is a list. A model sees one message, so this is decided here, by rules, from the message and the conversation so far.
Warning signs are found before, and are never touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from backline.assistant import resources
from backline.assistant.activity_words import SPORT_TOPICS
from backline.assistant.exercise_leave import has_leave_to_begin
from backline.assistant.plan_edit_turns import edit_intent
from backline.assistant.review_turns import goes_on_with
from backline.assistant.turn_before import events_of_last_turn, last_actions
from backline.assistant.whom import is_for_another, words_of_the_writer
from backline.language.ages import ADULT
from backline.language.exercise_safety import safety_told
from backline.language.exercise_talk import EVERYDAY, ExerciseTalk
from backline.language.exercise_wishes import (
    asks_for_exercises,
    asks_whether_to_exercise,
    goals_wished,
    names_a_set,
    ways_that_ease,
    weak_core_told,
)
from backline.language.intents import STORY_WORDS

EXERCISE_TOPICS = SPORT_TOPICS | {
    *("exercise", "core_strength", "flexibility", "weight_and_endurance", "physical_activity")
}
_ABOUT_ONE = frozenset({"action_exercise_how_to", "action_change_exercise", "action_exercise_pain"})
_ABOUT_PLAN = _ABOUT_ONE | {
    "action_suggest_exercises",
    "action_start_exercises",
    "action_adapt_plan",
    "action_plan_question",
}
# Intents of a message that may be a question about one exercise, where it names one.
_MAY_ASK = frozenset(
    {
        *("ask_how_to", "ask_what_is", "ask_benefits", "ask_risks", "ask_self_care", "ask_plan", "ask_treatment"),
        *("request_exercises", "adapt_plan", "nlu_fallback", "out_of_scope", "repeat", "ask_capabilities"),
        *("report_exercise_pain", "ask_recovery"),
    }
)
# What a message may be besides a question about the plan, though it has its words ("which days are you open?").
_ELSEWHERE = frozenset(
    {
        *("ask_clinic", "request_contact", "ask_human", "ask_cost", "ask_privacy", "ask_when_surgery", "ask_diagnosis"),
        *("report_care", "review_care", "goodbye", "greet", "thank", "distress", "harmed", "cancel", "start_over"),
    }
)
#: How an offer begins that takes one exercise of the plan for another; their ids follow.
SWAP = "swap:"
_TAKES_IT = re.compile(
    r"\b(?:swap|take|put|use|do) (?:it|that|this|them|that one|this one)\b|\b(?:that|this) one\b|\binstead\b"
    r"|^\W*(?:yes|yeah|yep|yup|ok|okay|sure|please|fine|good|great|do it)\b",
    re.I,
)
_REFUSES = re.compile(r"\b(?:no|not|don\W?t|never|keep|leave|rather)\b|\?", re.I)
# Questions about the plan that no other words of the message make a question about something else.
_OF_PLAN = frozenset({"show", "breath", "side", "safe", "position"})
_OF_PROGRESS = frozenset({"failed_conservative_care", "recovery", "low_back_pain", "neck_pain"})
_ALSO_SYMPTOMS = frozenset({"sitting", "standing", "lying_back", "side_lying"})
# Questions about a plan to come.
_OF_NO_PLAN = frozenset({"often", "dose", "days", "time", "weeks", "change", "daytime"})
_OF_ONE = frozenset({"often", "dose", "days", "feel", "daytime"})
# Intents of a message that may be a wish for the plan that was shown.
_MAY_WISH = frozenset(
    {
        *("adapt_plan", "request_exercises", "inform", "report_symptom", "report_care", "affirm", "nlu_fallback"),
        *("out_of_scope", "ask_plan", "ask_benefits", "unsure", "chitchat", "correct"),
    }
)
# Intents of a message that may ask for exercises though its words tell or ask something else as well.
_MAY_REQUEST = frozenset(
    {
        *("report_symptom", "report_care", "report_exercise_pain", "review_care", "inform", "nlu_fallback"),
        *("correct", "complain", "adapt_plan", "unsure", "cancel"),
    }
)
_MAY_ASK_FOR_SOME = frozenset(
    {"ask_self_care", "ask_treatment", "ask_how_to", "ask_recovery", "ask_benefits", "ask_plan"}
)
# Intents of a message that may name a set of exercises with no verb, as in "exercises after a run?".
_MAY_NAME = _MAY_REQUEST | _MAY_ASK_FOR_SOME | {"ask_risks", "affirm", "ask_exercise"}
# "Should I stop?" asks; "stop" ends a form.
_ASKS_WHETHER = re.compile(r"\b(?:should|do|can|must|may|shall) i\b|\?", re.I)
_BARE_STOP = 4
# These ask for a whole new set, or about one exercise.
_OTHERS = re.compile(
    r"\b(?:ones?|others?|another|different|easier|harder|gentler|new)\b|\btoo (?:hard|easy|much)\b|\?", re.I
)
_FEW_WORDS = 4
_NOT_OF_PLAN = frozenset({"distress", "harmed", "start_over", "request_contact", "ask_human"})
# In a first letter of more words an exercise is a part of the story: "I am in week one of walking, and ...".
_LETTER = 25
_HOW = re.compile(r"\b(?:how|show|explain|describe|teach|instructions?|steps)\b")
# Clauses; "I tried the plank, it hurts" is one.
_PARTS = re.compile(r"(?:[.;!?,]|\bbut\b)(?! *(?:and |but |now |then )*(?:it|that|this|which)\b)")
_INTENT_OF_ASK = {
    "how": "ask_exercise",
    "easier": "change_exercise",
    "harder": "change_exercise",
    "hurts": "report_exercise_pain",
}


@dataclass(frozen=True)
class Situation:
    """Where a conversation is.

    Attributes:
        has_plan: exercises were shown.
        topic: the exercise talked about last.
        form: the form under way.
        asked: what "which one?" was asked for in the last turn.
        last: the actions of the last turn.
        out: what was told to be out of reach.
        missing: what was told to be missing.
        swap: an exercise was just offered in place of one of the plan.
    """

    has_plan: bool = False
    topic: str | None = None
    form: str | None = None
    asked: str | None = None
    last: frozenset[str] = frozenset()
    out: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    swap: bool = False

    @property
    def after_one(self) -> bool:
        """Whether one exercise was what the last turn was about."""
        return self.topic is not None and bool(self.last & (_ABOUT_ONE | {"action_plan_question"}))

    @classmethod
    def of(cls, tracker: DialogueStateTracker | None) -> Situation:
        """Read it off a tracker."""
        if tracker is None:
            return cls()
        asked = (
            event.value
            for event in events_of_last_turn(tracker)
            if isinstance(event, SlotSet) and event.key == "exercise_ask" and event.value is not None
        )
        last = last_actions(tracker)
        return cls(
            has_plan=bool(tracker.get_slot("plan_exercises")),
            topic=tracker.get_slot("exercise_topic"),
            form=tracker.active_loop_name,
            asked=next(asked, None),
            last=last,
            out=frozenset(tracker.get_slot("positions_out") or ()),
            missing=frozenset(tracker.get_slot("equipment_missing") or ()),
            swap=str(tracker.get_slot("offer") or "").startswith(SWAP) and "action_change_exercise" in last,
        )


def exercise_intent(text: str, tracker: DialogueStateTracker | None, learned: str, topics: list[str]) -> str | None:
    """The intent of a message about exercises that were shown or are named; None where it is not.

    Args:
        text: the message, which names no warning sign.
        tracker: the conversation before it; None where it is the first.
        learned: its intent, as its clauses tell it.
        topics: the topics that it names.
    """
    if tracker and tracker.get_slot("red_flag_tier") == "emergency":
        return None
    if goes_on_with(text, tracker) == "exercise_form" or has_leave_to_begin(text, tracker, learned):
        return "request_exercises"
    if learned not in _NOT_OF_PLAN and (edit := edit_intent(text, tracker)):
        return edit
    if _tells_a_risk(text, tracker, learned):
        return "adapt_plan"
    if _asks_for_a_set(text, tracker, learned):
        return "request_exercises"
    if learned == "cancel" and _only_asks_to_stop(text, tracker):
        return "inform"
    if _tells_a_wish(text, tracker, learned):
        return "adapt_plan"
    return intent_of(resources.exercise_talk().read(text), Situation.of(tracker), learned, topics)


def names_exercise(text: str) -> bool:
    """Whether a message names an exercise that may be part of a plan."""
    return bool(resources.exercise_talk().read(text).exercises)


def _tells_a_risk(text: str, tracker: DialogueStateTracker | None, learned: str) -> bool:
    """Whether a message after a plan tells what forbids it or changes it: an operation, a baby, a child's age."""
    has_plan = tracker is not None and tracker.get_slot("plan_exercises") and not tracker.active_loop_name
    if not has_plan or learned in ("request_exercises", "ask_exercise"):
        return False
    told = safety_told(text if is_for_another(text) else words_of_the_writer(text))
    risks = told.pregnant or told.operated or told.other_operation or told.heart
    return bool(risks or (told.age is not None and told.age < ADULT))


def _asks_for_a_set(text: str, tracker: DialogueStateTracker | None, learned: str) -> bool:
    """Whether exercises are asked for, in words that the model takes for a story, or for another question."""
    form = tracker.active_loop_name if tracker else None
    if form not in (None, "care_review_form") or len(text.split()) > _LETTER:
        return False
    if tracker and tracker.get_slot("plan_exercises"):
        return False  # then it is about the plan
    told = safety_told(text)
    forbids = told.operated or told.other_operation or told.heart or (told.age is not None and told.age < ADULT)
    if forbids and asks_whether_to_exercise(text):
        return learned in _MAY_REQUEST | _MAY_ASK_FOR_SOME | {"ask_risks", "ask_when_surgery", "out_of_scope"}
    if learned in _MAY_NAME and names_a_set(text):
        return True
    if not asks_for_exercises(text):
        return False
    if learned in _MAY_REQUEST or (told.heart and learned == "out_of_scope"):
        return True
    sure = forbids or told.pregnant or weak_core_told(text) or learned in ("ask_self_care", "ask_treatment")
    return learned in _MAY_ASK_FOR_SOME and bool(sure)


def _only_asks_to_stop(text: str, tracker: DialogueStateTracker | None) -> bool:
    """ "Sitting at work, and should I stop my sport?" ends no questions."""
    in_form = tracker is not None and tracker.active_loop_name == "exercise_form"
    return in_form and len(text.split()) > _BARE_STOP and bool(_ASKS_WHETHER.search(text))


def _tells_a_wish(text: str, tracker: DialogueStateTracker | None, learned: str) -> bool:
    """Whether a short message after a plan says what eases the pain, or what the exercises should be good for."""
    has_plan = tracker is not None and tracker.get_slot("plan_exercises") and not tracker.active_loop_name
    if not has_plan or learned not in _MAY_WISH or len(text.split()) > STORY_WORDS or _OTHERS.search(text):
        return False
    return bool(ways_that_ease(text) or goals_wished(text))


def intent_of(talk: ExerciseTalk, now: Situation, learned: str, topics: list[str]) -> str | None:
    """The intent that the rules are sure of; None where the learned one stands.

    Args:
        talk: what the message says about exercises.
        now: where the conversation is.
        learned: the intent by the model.
        topics: the topics that the message names.
    """
    words = len(talk.text.split())
    if words > _LETTER and not (now.has_plan or now.topic or now.form):
        return None
    named = bool(talk.exercises) or (now.has_plan and talk.place is not None)
    elsewhere = learned in _ELSEWHERE and not talk.exercises
    plain = now.has_plan and now.form is None
    if now.swap and words <= _LETTER // 3 and _TAKES_IT.search(talk.text) and not _REFUSES.search(talk.text):
        return "adapt_plan"
    if plain and ((talk.adds and talk.exercises) or (talk.swaps and len(talk.exercises) > 1)):
        return "adapt_plan"
    if plain and _asks_of_plan(talk, now, learned, topics, words, named=named):
        return "ask_plan"
    of_plan = now.has_plan and bool(now.last & _ABOUT_PLAN) and not set(topics) - EXERCISE_TOPICS
    if talk.question == "avoid" and now.form is None and (talk.names_plan or of_plan):
        return "ask_plan"
    answers = now.form is None and (named or bool(talk.hint))
    if answers and now.asked and talk.feels is None and not talk.way:
        return _INTENT_OF_ASK[now.asked]
    tries = talk.exercises and now.form is None and bool(_FOR_A_PAIN.search(talk.text)) and not _hurts_in_it(talk)
    if tries and learned == "report_exercise_pain":
        return "ask_exercise"
    if talk.feels and learned not in ("distress", "harmed"):
        bare = words <= 6 and bool(now.last & _ABOUT_PLAN)
        known = now.has_plan or now.topic is not None
        meant = named and (known or (not set(talk.exercises) <= EVERYDAY and _hurts_in_it(talk)))
        if meant or (now.has_plan and (talk.about_exercise or bare)) or (now.after_one and words <= STORY_WORDS):
            return "report_exercise_pain"
    if talk.changes_reach and now.form != "exercise_form" and _is_wish(talk, now, words):
        return "adapt_plan"
    told_missed = talk.question == "missed" and learned == "report_care" and words <= STORY_WORDS
    if elsewhere and not told_missed:
        return None
    if talk.way and now.form != "exercise_form":
        if named:
            return "change_exercise"
        if (now.has_plan or now.after_one) and not talk.whole_set and _points_at_one(talk, now):
            return "change_exercise"
    of_one = now.after_one and talk.question in _OF_ONE
    in_form = now.form == "exercise_form" and talk.question in _OF_NO_PLAN and (talk.names_plan or talk.single)
    if talk.question and (now.has_plan or of_one or in_form) and not set(topics) - EXERCISE_TOPICS:
        bare = not talk.about_all and not talk.about_exercise
        answered = "action_answer" in now.last and not talk.names_plan and not named
        if not answered and (in_form or not (bare and now.form)):
            return "ask_plan"
    return _asks_for_one(talk, now, learned, topics, words, named=named)


_FOR_A_PAIN = re.compile(r"\bfor (?:my|the|this|his|her) (?:\w+ ){0,2}?(?:pains?|aches?|sore\w*|spasms?|sciatica)\b")


def _hurts_in_it(talk: ExerciseTalk) -> bool:
    """Whether the pain stands in the clause of the exercise, and that does not ask how it is done.

    "My back hurts, how do I do the plank" tells of no pain in a plank, nor does "I'll try the bridge for my back pain".
    """
    read = resources.exercise_talk().read
    parts = (read(_FOR_A_PAIN.sub("", part)) for part in _PARTS.split(talk.text))
    return any(part.exercises and part.feels and not _HOW.search(part.text) for part in parts)


def _asks_of_plan(
    talk: ExerciseTalk, now: Situation, learned: str, topics: list[str], words: int, *, named: bool
) -> bool:
    """Whether the message asks about the plan, or tells what came of it, whatever else its words may mean."""
    if set(topics) - EXERCISE_TOPICS - _OF_PROGRESS and talk.question != "safe":
        return False
    if talk.progress and talk.question in (None, "missed", "feel") and not named:
        return True
    if talk.question == "missed" and learned == "start_over":
        return words > _FEW_WORDS
    if talk.question == "position":
        return named and talk.only is not None
    if talk.question == "safe":
        return not named
    if talk.question in ("breath", "side"):
        return named or bool(now.last & _ABOUT_PLAN) or talk.about_all
    return talk.question in _OF_PLAN


def _is_wish(talk: ExerciseTalk, now: Situation, words: int) -> bool:
    """Whether what is out of reach or missing is said of the exercises."""
    if not now.has_plan:
        return False
    if talk.missing or (talk.found & now.missing) or (talk.in_reach & now.out):
        return True
    if talk.in_pain and talk.out <= _ALSO_SYMPTOMS and not talk.only:
        return False  # "I can't sit long, my back burns" tells of the pain
    return bool(talk.out or talk.only) and words <= STORY_WORDS


def _points_at_one(talk: ExerciseTalk, now: Situation) -> bool:
    if " one" in f" {talk.text}" and "ones" not in talk.text:
        return True
    return now.after_one


def _asks_for_one(
    talk: ExerciseTalk, now: Situation, learned: str, topics: list[str], words: int, *, named: bool
) -> str | None:
    """Whether one exercise is asked for, by name, place, hint, or as "it"."""
    asks = talk.how or "?" in talk.text
    if learned == "report_exercise_pain" and not asks:
        return None  # "the bridge is going well"
    if learned == "request_exercises" and not now.has_plan and set(talk.exercises) & EVERYDAY:
        return None  # "walking hurts, which exercises help?"
    if talk.exercises and set(talk.exercises) <= set(talk.unwanted):
        return None  # "no planks, what is stenosis?"
    if talk.exercises:
        if (asks and learned not in ("ask_comparison", "ask_cost")) or (learned in _MAY_ASK and now.form is None):
            return "ask_exercise"
        return "ask_exercise" if words <= _FEW_WORDS and now.form is None else None
    if named and (asks or (now.form is None and (talk.only_place or learned in _MAY_ASK))):
        return "ask_exercise"
    if now.form is not None and not now.has_plan:
        return None
    if talk.unknown and learned in _MAY_ASK and not set(topics) - EXERCISE_TOPICS:
        return "ask_exercise"
    if now.form is not None or not (now.has_plan or now.after_one):
        return None
    if talk.hint and (asks or words <= 8) and learned in _MAY_ASK | {"inform", "report_symptom", "affirm", "unsure"}:
        return "ask_exercise"
    if talk.single and talk.how and learned in _MAY_ASK and not set(topics) - EXERCISE_TOPICS:
        return "ask_exercise" if now.last & _ABOUT_PLAN else None
    return None

"""The review of conservative care: what was tried and what it did, how daily life is, what happened before."""

from __future__ import annotations

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import (
    hear_improved,
    hear_regularity,
    hear_score,
    hear_spine_history,
    hear_tried,
    hear_warning_signs,
    hear_weeks,
    hear_yes_no,
    weeks_since_bare_year,
)
from actions.support.care_questions import answer_aside, question_in_review
from actions.support.correcting import asks, corrects, merge
from actions.support.fact_form import FactForm
from actions.support.facts import PLANNED_OR_DENIED, care_that_lasted, improvement_told
from actions.support.form import Heard
from actions.support.kept import kept_of_care
from actions.support.retold import retold, says_told_before
from actions.support.speech import say_one_of
from actions.support.switching import Events
from actions.support.time_put_right import time_put_right
from actions.support.told import noted_lately
from actions.support.view import TurnView
from actions.support.whose import of_the_writer, own_words
from backline.assistant.review_turns import declines_questions
from backline.assistant.slot_values import FUNCTION, SPINE_HISTORY, UNKNOWN
from backline.language.intents import ASPECT_OF, OTHER_QUESTIONS, SURE
from backline.language.scores import puts_right, score_in
from backline.language.wishes import merge_wishes, wishes_in

# "A little" or "yes" to these is about something else than what has helped.
_ABOUT_ELSE = frozenset({"sudden_worsening", "warning_signs", *FUNCTION, "spine_history"})
# "No surgery please" answers none of these.
_NOT_OF_WISHES = frozenset({"care_tried", "care_weeks", "care_regularity", "care_improved", "sudden_worsening"})
_ANSWERS_NO = re.compile(r"^\W*(?:no|nope|nah|not? really|never|none|nothing)\W*[,.;!]|\d", re.I)
# How often these were done decides whether they had a fair chance.
_PRACTICE = frozenset({"physical_therapy", "exercise"})

# Words by which people name one of the three numbers.
_NUMBER_OF = {
    "function_joy": re.compile(r"\b(?:joy|fun|hobb\w+|enjoy\w*|like to do|spoil\w*)\b", re.I),
    "function_activity": re.compile(r"\b(?:daily|work|chores?|walking|errands|activit\w+|held|hold)\b", re.I),
    "function_pain": re.compile(r"\b(?:pain|hurts?|strong|ache)\b", re.I),
}

_HOW_MANY_LEFT = re.compile(
    r"\b(?:how many (?:more )?(?:questions|of these|to go|left)|how much (?:more|longer)\W*$"
    r"|how (?:much )?long(?:er)? (?:is|will|does|do) (?:this|that|it) (?:going to |gonna )?(?:take|go on|last)\W*$"
    r"|(?:almost|nearly) (?:done|there|finished)\W*\?|is (?:that|this) (?:it|all|the last))\b",
    re.I,
)

_STOPS = re.compile(
    r"\b(?:stop\w*|quit\w*|cancel\w*|exit|end|never ?mind|nvm|forget|enough|done|leave|chang\w+ my mind|something else"
    r"|(?:do ?n[o\W]?t|dont|no longer) want|no more|later|bye|skip)\b",
    re.I,
)

# A bare "exercises" may be a wish as well as something tried.
_EXERCISES = re.compile(r"^\W*(?:some |the )?exercises?(?: please)?\W*$", re.I)

_LIST_WORDS = 6
_QUESTIONS = frozenset(ASPECT_OF) | OTHER_QUESTIONS

_OVER: Events = [SlotSet("requested_slot", None), SlotSet("attempts", None)]
# These are answered before any question about care.
_FIRST = frozenset({"emergency", "warning_sign", "distress", "harmed", "cancel", "request_contact", "ask_human"})
_SORRY = [
    "I'm sorry that you are going through this. Let's look at it together.",
    "That sounds hard. I'm glad you ask.",
]
_FOUND = "You did, I'm sorry. I have it now."
_KNOWN = "Yes, I have that from you. This is about something else."
_NOT_FOUND = "I'm sorry, I could not find that in what you wrote. A few words are enough."
_PLAIN = ["Let's look at it together.", "All right, let's go through it step by step."]


def _listed(view: TurnView) -> list[str]:
    """The care of a message that only names things: "heat and naproxen"; what it asks about or plans was not had.

    An operation counts only where it is told, or answers what was tried: by itself it may be what is wished for.
    """
    is_list = len(view.text.split()) <= _LIST_WORDS and not asks(view.text) and view.intent not in _QUESTIONS
    if not is_list or PLANNED_OR_DENIED.search(view.text):
        return []
    named = view.reading.get("care") or []
    return [care for care in named if care != "surgery" or view.requested == "care_tried"]


class ValidateCareReviewForm(FactForm):
    """Collects what the review needs; what the conversation told already is not asked again."""

    form = "care_review_form"
    ends_on_goodbye = True
    optional = frozenset(
        {"care_tried", "care_weeks", "care_regularity", "care_improved", "sudden_worsening", *FUNCTION, "spine_history"}
    )
    facts = optional | {*SPINE_HISTORY, "cannot_do", "pain_region", "pain_weeks", "pain_limits", "cautions_told", "age"}
    readers = {
        "care_tried": hear_tried,
        "care_weeks": hear_weeks,
        "care_regularity": hear_regularity,
        "care_improved": hear_improved,
        "sudden_worsening": hear_yes_no,
        "warning_signs": hear_warning_signs,
        **dict.fromkeys(FUNCTION, hear_score),
        "spine_history": hear_spine_history,
    }

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """See the parent class; what a message asks in words of care is answered, and the question asked again."""
        view = TurnView(tracker)
        slot = view.requested
        if slot and view.reading and view.intent not in _FIRST and declines_questions(view.text):
            # The form's last action says that there are no more questions.
            return [*(SlotSet(name, value) for name, value in merge(tracker.slots, self.told(view)).items()), *_OVER]
        weeks = time_put_right(view) if slot and view.intent not in _FIRST else None
        if slot and weeks is not None:
            # "Sorry, months" says goodbye by its sound.
            heard = Heard({"pain_weeks": weeks, "care_weeks": weeks}, replies=["utter_corrected"])
            return self._after(slot, heard, dispatcher, tracker)
        asked = question_in_review(view) if slot and view.intent not in _FIRST else None
        if slot and asked is not None and not (asks(view.text) is False and self.is_answer(slot, view)):
            answer_aside(dispatcher, asked)
            return self._go_on(tracker, {"attempts": tracker.get_slot("attempts")})
        return await super().run(dispatcher, tracker, domain)

    def questions(self, slots: dict[str, Any]) -> list[str]:
        """A sudden change needs the screen for warning signs, and then a clinician soon, whatever else there is."""
        tried = slots.get("care_tried")
        needed = ["care_tried", "care_weeks"]
        if isinstance(tried, list) and _PRACTICE & set(tried):
            needed.append("care_regularity")
        needed += ["care_improved", "sudden_worsening"]
        if slots.get("sudden_worsening") is True:
            return [*needed, "warning_signs"]
        needed += FUNCTION
        if any(slots.get(name) is None for name in SPINE_HISTORY):
            needed.append("spine_history")
        return needed

    def hear(self, slot: str, view: TurnView) -> Heard:
        """See the parent class; whether nothing helped is never asked."""
        if own_words(view):
            view = of_the_writer(view)
        if view.reading and _HOW_MANY_LEFT.search(view.text):
            return Heard(replies=[self._how_many_left(view.tracker.slots)])
        heard = self._other_number(slot, view) or super().hear(slot, view)
        if slot not in heard.slots and says_told_before(view):
            heard = self._retold(slot, view)
        tried = heard.slots.get("care_tried")
        if tried == []:
            heard.slots["care_improved"] = UNKNOWN
        elif tried and view.tracker.get_slot("care_tried") == []:
            heard.slots.setdefault("care_improved", None)
        if view.reading and _EXERCISES.search(view.text):
            heard.replies = [*heard.replies, "utter_offer_exercises"]
        if view.reading and (wishes := wishes_in(view.text)):
            heard.slots["wishes"] = merge_wishes(view.slot("wishes") or [], wishes)
            only_a_wish = (
                slot in _NOT_OF_WISHES
                and self.told(view).keys() <= {"earlier_surgery"}
                and not _ANSWERS_NO.match(view.text)
            )
            if only_a_wish or (not heard.understood and not heard.replies):
                heard.slots.pop(slot, None)
                return Heard(heard.slots, replies=["utter_noted"])
        return heard

    def _retold(self, slot: str, view: TurnView) -> Heard:
        """ "I just wrote all that": it is looked up in what was written before."""
        value = retold(slot, view)
        if value is None:
            return Heard(
                understood=False, replies=[_KNOWN if self.told(view) or improvement_told(view) else _NOT_FOUND]
            )
        return Heard({slot: value}, replies=[_FOUND])

    @staticmethod
    def _other_number(slot: str, view: TurnView) -> Heard | None:
        """ "No wait, the pain was a 9": a number that was given before, the last one where none is named."""
        given = [name for name in FUNCTION if view.slot(name) is not None]
        if slot not in (*FUNCTION, "spine_history") or not given or not view.reading or not corrects(view):
            return None
        score = score_in(view.text)
        if (
            score is None
            or puts_right(view.text)
            or ("duration_weeks" in view.reading and view.reading["duration_weeks"] is not None)
        ):
            return None
        named = next((name for name, words in _NUMBER_OF.items() if words.search(view.text)), given[-1])
        if named == slot or view.slot(named) == score:
            return None  # "I told you, a five" rather answers the question under way
        return Heard({named: score}, replies=["utter_corrected"])

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Take what the first message and the conversation before it tell, and say how much is to come."""
        told = {**super().begin(view, dispatcher), **noted_lately(view)}
        if told.get("care_tried") is None and view.slot("care_tried") is None and (lasted := care_that_lasted(view)):
            told["care_tried"] = lasted
        if "care_weeks" not in told and view.slot("care_weeks") is None and view.slot("pain_weeks") is not None:
            told["care_weeks"] = view.slot("pain_weeks")
        how_many = self._how_many({**view.tracker.slots, **told})
        end = " ".join(filter(None, (self._kept(view), how_many)))
        starts = _SORRY if view.intent in ("report_care", "report_worsening") else _PLAIN
        say_one_of(dispatcher, [f"{start} {end}" for start in starts], view.said_before())
        return told

    def told(self, view: TurnView) -> dict[str, Any]:
        """Besides the facts, whether the words say that it has helped."""
        told = super().told(view)
        if "pain_weeks" not in told and view.reading and corrects(view) and (years := weeks_since_bare_year(view.text)):
            told["pain_weeks"] = years
        if "pain_weeks" in told:
            told.setdefault("care_weeks", told["pain_weeks"])
        if "care_tried" not in told and (named := _listed(view)):
            told["care_tried"] = named
        if view.requested in _ABOUT_ELSE and not corrects(view):
            return told
        return {**told, **improvement_told(view)}

    def _how_many(self, slots: dict[str, Any]) -> str:
        """How many questions are to come at most: how often is only asked about exercises and therapy."""
        asked = [name for name in self.questions(slots) if slots.get(name) is None]
        most = len(asked) + (slots.get("care_tried") is None)
        how_many = "one short question" if most == 1 else f"up to {most} short questions, one at a time"
        return f'I have {how_many}. You can say "skip" to leave one out, or ask me why I ask.'

    def _how_many_left(self, slots: dict[str, Any]) -> str:
        left = len([name for name in self.questions(slots) if slots.get(name) is None])
        return "This is the last one." if left == 1 else f"There are up to {left} short questions left."

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        if view.intent == "resolved" and view.reading:
            return self.is_of_a_sign(view)
        if view.intent == "cancel" and view.reading and not _STOPS.search(view.text) and self.told(view):
            return False  # "no scan no op" tells something, and ends nothing
        if view.reading and (_HOW_MANY_LEFT.search(view.text) or says_told_before(view)):
            return view.intent in ("distress", "harmed")
        if slot != "warning_signs" and view.intent in ASPECT_OF and view.confidence >= SURE and asks(view.text):
            return True  # "no. what is that machine" asks, though it begins with an answer
        return super()._is_digression(slot, view)

    @staticmethod
    def _kept(view: TurnView) -> str:
        """What is still known from an earlier review, so that it can be put right."""
        known = kept_of_care(view)
        return f"{known} Just tell me if that has changed." if known else ""

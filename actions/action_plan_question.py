"""A question about the plan as a whole: how often, which days, all of them, a week that was missed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.cards import exercise_card, plan_link
from actions.support.plan_safety import tell_if_safe, tell_what_to_avoid
from actions.support.profile import plan_shown, profile_of
from actions.support.reach import ONLY, talk_of
from actions.support.speech import fill, fresh, say
from actions.support.switching import Events
from actions.support.update import redo
from actions.support.view import TurnView
from actions.support.which import which
from backline.assistant import resources
from backline.care import (
    PLAN_QUESTIONS,
    PlanQuestion,
    another_for,
    answer_question,
    name_list,
    position_answer,
    refusal,
)
from backline.care.reach import is_within_reach
from backline.knowledge import Exercise

_SUGGEST = [{"title": "Suggest exercises", "payload": "/request_exercises"}]
_WAYS_ON = [
    {"title": "Contact the clinic", "payload": "/request_contact"},
    {"title": "Look at what I have tried", "payload": "/review_care"},
]
# Questions that may be about one exercise, where the message names it.
_OF_ONE = frozenset({"often", "dose", "days", "equipment", "side", "breath"})
# After one exercise was shown, these are about it even without an "it".
_OF_IT = frozenset({"often", "dose"})
# Without a plan, the topic "exercise" answers: aspect by question.
_ASPECT = {"change": "recovery", "weeks": "recovery"}


class ActionPlanQuestion(Action):
    """Answers out of the plan that was shown; without one, in general."""

    def name(self) -> str:
        return "action_plan_question"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer briefly."""
        view = TurnView(tracker)
        talk = talk_of(view)
        plan = plan_shown(view)
        named = which(view, talk).exercises if talk.exercises or talk.place is not None or talk.hint or not plan else ()
        profile = profile_of(view)
        refused = refusal(profile)
        if refused is not None:
            say(dispatcher, fresh(fill(refused.reason), view.said_before()))
            return []
        question = talk.progress if talk.progress and talk.question in (None, "feel") else talk.question
        if question == "avoid":
            return tell_what_to_avoid(dispatcher, view)
        if not plan and not named:
            return self._in_general(dispatcher, view, question)
        if question == "show" and plan:
            return self._show(dispatcher, view, plan)
        if question == "safe" and plan:
            changes = await redo(dispatcher, tracker, domain, first="utter_noted")
            return changes or tell_if_safe(dispatcher, view)
        if question == "position" and named:
            return self._position(dispatcher, view, named[0])
        if question not in PLAN_QUESTIONS:
            return self._ask_back(dispatcher, view, plan or list(named))
        about = self._about(view, question, named)
        texts = [
            answer_question(cast(PlanQuestion, one), plan or named, profile.phase, about)
            for one in (talk.together if question == talk.question else (question,))
        ]
        text = "\n\n".join(dict.fromkeys(texts))
        sources = [source for exercise in ([about] if about else plan[:2]) for source in exercise.sources]
        buttons = _WAYS_ON if question in ("worse", "no_better") and not view.form else []
        say(dispatcher, fresh(text, view.said_before()), sources=dict.fromkeys(sources), buttons=buttons)
        more = [SlotSet("exercise_topic", about.id)] if about else []
        return [*more, SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]

    @staticmethod
    def _show(dispatcher: CollectingDispatcher, view: TurnView, plan: list[Exercise]) -> Events:
        """The plan once more, with its cards and its page."""
        profile = profile_of(view)
        record = view.slot("plan_record")
        say(
            dispatcher,
            fresh(f"This is your plan: {name_list(plan)}.", view.said_before()),
            cards=[exercise_card(exercise, profile) for exercise in plan],
            links=[plan_link(record)] if record else None,
        )
        return [SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]

    @staticmethod
    def _position(dispatcher: CollectingDispatcher, view: TurnView, exercise: Exercise) -> Events:
        """Whether one exercise can be done sitting, say; else one that can."""
        out = ONLY[talk_of(view).only or "sitting"]
        if is_within_reach(exercise, out):
            text, buttons = f"Yes. {exercise.short_name} is done that way.", []
        else:
            profile = replace(profile_of(view), positions_out=out)
            instead = another_for(resources.exercises(), exercise, profile)
            text = position_answer(exercise, instead)
            payload = f'/ask_exercise{{"exercise": "{instead.id}"}}' if instead else ""
            buttons = [{"title": instead.short_name, "payload": payload}] if instead and not view.form else []
        say(dispatcher, fresh(text, view.said_before()), sources=exercise.sources, buttons=buttons)
        return [SlotSet("exercise_topic", exercise.id), SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]

    @staticmethod
    def _about(view: TurnView, question: str, named: tuple[Exercise, ...]) -> Exercise | None:
        """The exercise that the question is about: one that is named, or "it" after one was shown."""
        if question not in _OF_ONE:
            return None
        if named:
            return named[0]
        talk = talk_of(view)
        if question not in _OF_IT and not talk.single:
            return None
        plural = {"them", "these", "those", "they", "exercises", "all", "plan", "ones"} & set(talk.text.split())
        return None if plural else resources.exercises().get(view.slot("exercise_topic") or "")

    @staticmethod
    def _ask_back(dispatcher: CollectingDispatcher, view: TurnView, plan: list[Exercise]) -> Events:
        text = (
            f"Your plan has {name_list(plan)}. You can ask me how one is done, how often, on which days, or what to do "
            "when it hurts."
        )
        say(dispatcher, fresh(text, view.said_before()))
        return [SlotSet("exercise_ask", None)]

    @staticmethod
    def _in_general(dispatcher: CollectingDispatcher, view: TurnView, question: str | None) -> Events:
        answer = resources.knowledge().find("exercise", _ASPECT.get(question or "", "how_to"))
        assert answer is not None, "data/knowledge/exercise.yml has these aspects"
        text = fresh(fill(answer.text), view.said_before())
        say(dispatcher, text, sources=answer.sources, buttons=[] if view.form else _SUGGEST)
        return [SlotSet("topic", "exercise"), SlotSet("misunderstood", None)]

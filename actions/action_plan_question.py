"""A question about the plan as a whole: how often, which days, all of them, a week that was missed."""

from __future__ import annotations

from typing import Any, cast

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.support.profile import plan_shown, profile_of
from actions.support.reach import talk_of
from actions.support.speech import fill, fresh, say
from actions.support.switching import Events
from actions.support.view import TurnView
from actions.support.which import which
from backline.assistant import resources
from backline.care import PLAN_QUESTIONS, PlanQuestion, answer_question, name_list, refusal
from backline.knowledge import Exercise

_SUGGEST = [{"title": "Suggest exercises", "payload": "/request_exercises"}]
# Questions that may be about one exercise, where the message names it.
_OF_ONE = frozenset({"often", "dose", "days", "equipment"})
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
        named = which(view, talk).exercises if talk.exercises or talk.place is not None or not plan else ()
        profile = profile_of(view)
        refused = refusal(profile)
        if refused is not None:
            say(dispatcher, fresh(fill(refused.reason), view.said_before()))
            return []
        if not plan and not named:
            return self._in_general(dispatcher, view, talk.question)
        question = talk.question
        if question not in PLAN_QUESTIONS:
            return self._ask_back(dispatcher, view, plan or list(named))
        about = self._about(view, question, named)
        text = answer_question(cast(PlanQuestion, question), plan or named, profile.phase, about)
        sources = [source for exercise in ([about] if about else plan[:2]) for source in exercise.sources]
        say(dispatcher, fresh(text, view.said_before()), sources=dict.fromkeys(sources))
        more = [SlotSet("exercise_topic", about.id)] if about else []
        return [*more, SlotSet("exercise_ask", None), SlotSet("misunderstood", None)]

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

"""Answer questions out of ``data/knowledge``."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.action_start_review import ActionStartReview
from actions.support.answering import (
    Found,
    caution_before,
    find_all,
    next_buttons,
    no_topic_named,
    treatment_without_answer,
)
from actions.support.asked_beside import question_beside
from actions.support.asked_with_request import MOST_SEEN, wishes_to_be_called
from actions.support.details_given import details_given, in_words
from actions.support.facts import facts_in, improvement_told
from actions.support.menu import MENU
from actions.support.speech import fill, say, say_one_of
from actions.support.switching import Events
from actions.support.view import TurnView
from backline.assistant import resources

# Asked of a treatment, and not of surgery or money in general.
_OF_A_TREATMENT = frozenset({"benefits", "risks", "how_to", "what_is", "recovery"})
# What people ask at the end of a long story: "... nothing helps, what should I do?"
_OPEN_QUESTIONS = frozenset({"self_care", "treatment", "recovery", "when_surgery"})


def _tells_of_failed_care(view: TurnView) -> bool:
    """Whether a question without a topic of its own ends a story of care that did not help: that is for the review."""
    told = facts_in(view)
    asks = view.questions()
    return (
        bool(told.get("care_tried"))
        and improvement_told(view).get("care_improved") is False
        and all(not ask["own"] and ask["aspect"] in _OPEN_QUESTIONS for ask in asks)
    )


def _asked_beside_care(view: TurnView) -> Found | None:
    """What is asked of another treatment than the one told of: "physio wore off, would a shot be worth trying"."""
    asks = view.questions()
    tried = set(facts_in(view).get("care_tried") or ())
    told = bool(tried) or improvement_told(view).get("care_improved") is False
    unclear = len(asks) == 1 and len(asks[0]["topics"]) > 1 and asks[0]["aspect"] in _OF_A_TREATMENT
    if view.reading.get("asked_plainly") or not unclear or not told:
        return None
    return question_beside(view)


class ActionAnswer(Action):
    """Answers up to two questions of a message, each with its source; the topic stays in context."""

    def name(self) -> str:
        return "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, or say honestly that there is no answer, with a way on."""
        view = TurnView(tracker)
        if not view.form and _tells_of_failed_care(view):
            return await ActionStartReview().run(dispatcher, tracker, domain)
        missing = no_topic_named(view)
        if missing is not None:
            self._admit_missing(dispatcher, view, missing)
            return [SlotSet("misunderstood", None)]
        found: list[Found] = []
        of_care = _asked_beside_care(view)
        if of_care is not None:
            found.append(of_care)
        for question in view.questions() if of_care is None else ():
            found += [result for result in find_all(view, question) if result not in found]
        answered = [result for result in found if result.answer is not None]
        seen = list(view.slot("seen") or [])
        beside = treatment_without_answer(view)
        if not answered and beside is not None:
            self._admit_missing(dispatcher, view, beside)
            return [SlotSet("misunderstood", None)]
        if answered and beside is not None:
            say(dispatcher, f"About {beside} I don't have a checked answer yet. This is what I can tell you:")
        caution = caution_before(view) if answered else None
        if caution is not None and caution not in view.said_before():
            say(dispatcher, caution)
        for number, result in enumerate(answered, start=1):
            assert result.answer is not None
            if result.before:
                say(dispatcher, result.before)
            seen.append(f"{result.answer.topic}/{result.answer.aspect}")
            self._tell(dispatcher, view, result, seen, is_last=number == len(answered))
        tier = view.reading.get("imagined_sign") if answered else None
        if tier is not None:
            texts = resources.red_flag_replies().texts
            now = "" if view.form else " " + texts["imagined_sign_now"]
            say(dispatcher, fill(texts["imagined_sign" if tier == "emergency" else "imagined_sign_urgent"] + now))
        if not answered:
            self._admit(dispatcher, view, found[0].topic if found else None)
        offered = self._offer_contact(dispatcher, view) if answered else []
        # A question about cost or the clinic is aside: what was talked about before stays the topic.
        topic = next(
            (result.topic.id for result in found if result.topic and result.topic.kind != "clinic"), view.slot("topic")
        )
        return [SlotSet("topic", topic), SlotSet("seen", seen[-MOST_SEEN:]), SlotSet("misunderstood", None), *offered]

    @staticmethod
    def _offer_contact(dispatcher: CollectingDispatcher, view: TurnView) -> Events:
        """Where contact is wanted as well, or a number is told beside the question: it is kept, and a "
        "call is offered."""
        details = details_given(view)
        if view.form == "contact_form" or not (details or wishes_to_be_called(view)):
            return []
        kept = f"I keep {in_words(details)} for a request to the clinic. " if details else ""
        if view.form:
            say(dispatcher, kept.strip() or "When we are through here, I can take your details for the clinic.")
            return []
        say(
            dispatcher,
            f"{kept}Shall I take your details, so that the clinic gets in touch with you?",
            buttons=[{"title": "Contact the clinic", "payload": "/request_contact"}],
        )
        return [SlotSet("offer", "contact_form")]

    @staticmethod
    def _tell(dispatcher: CollectingDispatcher, view: TurnView, result: Found, seen: list[str], is_last: bool) -> None:
        assert result.answer is not None
        assert result.topic is not None
        text = fill(result.answer.text)
        if text in view.said_before():
            # What is asked now may stand in what was told for another question.
            again = (
                "It stands in what I told you" if view.reading.get("asked_plainly") else "That is what I know about it"
            )
            text = f"{again}, once more:\n\n{text}"
        buttons = next_buttons(result.topic, seen) if is_last and not view.form else []
        if is_last and not view.form and result.topic.kind == "condition":
            buttons.append({"title": "Suggest exercises", "payload": "/request_exercises"})
        if is_last and not view.form and result.aspect in ("when_surgery", "cost"):
            buttons = [*buttons[:2], {"title": "Contact the clinic", "payload": "/request_contact"}]
        say(dispatcher, text, buttons=buttons, sources=result.answer.sources)

    @staticmethod
    def _admit_missing(dispatcher: CollectingDispatcher, view: TurnView, name: str) -> None:
        clinic = resources.clinic()
        say_one_of(
            dispatcher,
            [
                f"I don't have a checked answer about {name} yet, and I don't want to guess. "
                f"A person at {clinic.phone} can help with that.",
                f"About {name} I have no checked answer yet either. Our team can tell you more: {clinic.phone}.",
            ],
            view.said_before(),
            buttons=[] if view.form else MENU,
        )

    @staticmethod
    def _admit(dispatcher: CollectingDispatcher, view: TurnView, topic: Any) -> None:
        clinic = resources.clinic()
        if topic is not None:
            say_one_of(
                dispatcher,
                [
                    f"I don't have a checked answer to that about {topic.name}. Here is what I can tell you about it. "
                    f"For anything else, call us at {clinic.phone}.",
                    f"That part about {topic.name} I can't answer. A person at {clinic.phone} can.",
                ],
                view.said_before(),
                buttons=[] if view.form else next_buttons(topic, []),
            )
            return
        dispatcher.utter_message(response="utter_topics")

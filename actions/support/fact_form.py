"""The base of the forms that collect facts: whatever a message tells is kept, and can be put right at any time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.support.answers import NO_ANSWER, meanings_of_signs
from actions.support.asked_beside import topics_named
from actions.support.correcting import changed, contradicts, corrects, merge
from actions.support.facts import facts_in
from actions.support.form import BEFORE_ANSWERS, DIGRESSIONS, ConversationForm, Heard
from actions.support.view import TurnView
from backline.assistant.denials import denial_in
from backline.assistant.slot_values import WARNING_SIGNS_UNCLEAR
from backline.care.triage import TIERS
from backline.language.intents import HEARD
from backline.language.plain_text import QUESTION


class FactForm(ConversationForm):
    """A form whose answers are facts that may come in any order."""

    readers: ClassVar[Mapping[str, Callable[[str, TurnView], Heard]]]
    facts: ClassVar[frozenset[str]]

    @abstractmethod
    def questions(self, slots: dict[str, Any]) -> list[str]:
        """See the parent class."""

    def told(self, view: TurnView) -> dict[str, Any]:
        """The facts of this form that the message tells."""
        return {name: value for name, value in facts_in(view).items() if name in self.facts}

    def begin(self, view: TurnView, dispatcher: CollectingDispatcher) -> dict[str, Any]:
        """Take what the first message tells."""
        return merge(view.tracker.slots, self.told(view))

    def _is_digression(self, slot: str, view: TurnView) -> bool:
        """What a sign of the list means is explained by the question for the signs itself."""
        if slot != "warning_signs" or not view.reading:
            return super()._is_digression(slot, view)
        denial = denial_in(view.text)
        if meanings_of_signs(view) or (denial is not None and denial.asks_besides):
            return view.intent in ("emergency", "warning_sign", "distress", "harmed")
        if denial is not None and denial.question and not view.topics and topics_named(denial.rest):
            return False  # its no is taken for one to the topic
        if denial is not None and denial.question:
            heard = view.intent in DIGRESSIONS and view.confidence >= HEARD
            return heard and (view.intent != "resolved" or view.slot("red_flag_tier") in TIERS)
        # "No, all good, I want to move more" is an answer, whatever else it may wish.
        return (denial is None or view.intent in BEFORE_ANSWERS) and super()._is_digression(slot, view)

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer; what else the message tells is kept, or changed where it puts something right."""
        told = self.told(view)
        heard = self.readers[slot](slot, view)
        corrected = corrects(view) or contradicts(view, told)
        if slot in told and (not heard.understood or corrected):
            heard = Heard({slot: told[slot]})
        if corrected:
            retold = {name: value for name, value in changed(view, told).items() if name != slot}
            put_right = {name: value for name, value in retold.items() if value != view.slot(name)}
            if put_right:
                answered = heard.understood and slot in told
                return Heard({**put_right, **(heard.slots if answered else {})}, replies=["utter_corrected"])
            if (
                view.intent == "correct"
                and not retold  # "wait, the PT was 8 weeks" changes no answer
                and not merge(view.tracker.slots, told)
                and slot != "warning_signs"
                and not heard.understood
                and not NO_ANSWER.search(view.text)
            ):
                return self._ask_last_again(slot, view)
        more = merge(view.tracker.slots, {name: value for name, value in told.items() if name != slot})
        known = any(name != slot for name in told)
        if known and not heard.understood and not heard.replies:
            # No answer to the question, but worth knowing: say so and ask again.
            return Heard(more, replies=["utter_noted"])
        if not heard.understood and not heard.replies and slot != "warning_signs" and QUESTION.search(view.text):
            heard.replies = ["utter_aside_question"]
        heard.slots = {**more, **heard.slots}
        return heard

    def skip(self, slot: str, view: TurnView) -> Heard:
        """The screen for warning signs is never left out: asked once more, then taken as a yes."""
        if slot != "warning_signs":
            return super().skip(slot, view)
        if view.tracker.get_slot("attempts"):
            return Heard({slot: WARNING_SIGNS_UNCLEAR})
        return Heard(understood=False, replies=["utter_safety_first"])

    def _ask_last_again(self, slot: str, view: TurnView) -> Heard:
        """ "That's wrong" without saying what: the question before is asked again."""
        asked = [name for name in self.questions(view.tracker.slots) if name != "warning_signs"]
        before = asked[: asked.index(slot)] if slot in asked else asked
        answered = [name for name in before if view.tracker.get_slot(name) is not None]
        if not answered:
            return Heard(understood=False)
        return Heard({answered[-1]: None}, replies=["utter_last_again"])

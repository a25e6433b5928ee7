"""The base of the forms that collect facts: whatever a message tells is kept, and can be put right at any time."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from rasa_sdk.executor import CollectingDispatcher

from actions.support.facts import corrects, facts_in, merge
from actions.support.form import ConversationForm, Heard
from actions.support.view import UNKNOWN, TurnView
from backline.assistant import resources

# Treatments tried are added to unless the words take something back.
_TAKEN_BACK = frozenset({"not", "never", "instead", "meant", "didnt", "didn't", "havent", "haven't", "wrong"})


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

    def hear(self, slot: str, view: TurnView) -> Heard:
        """Read an answer; what else the message tells is kept, or changed where it puts something right."""
        heard = self.readers[slot](slot, view)
        told = self.told(view)
        if corrects(view):
            changed = {name: value for name, value in self._changed(view, told).items() if name != slot}
            if changed:
                answered = heard.understood and slot in told
                replies = heard.replies if answered else ["utter_corrected"]
                return Heard({**changed, **(heard.slots if answered else {})}, replies=replies)
            if view.intent == "correct" and not heard.understood:
                return self._ask_last_again(slot, view)
        more = merge(view.tracker.slots, {name: value for name, value in told.items() if name != slot})
        if more and not heard.understood and not heard.replies:
            # No answer to the question, but worth knowing: say so and ask again.
            return Heard(more, replies=["utter_noted"])
        heard.slots = {**more, **heard.slots}
        return heard

    @staticmethod
    def _changed(view: TurnView, told: dict[str, Any]) -> dict[str, Any]:
        """What ``told`` puts right: facts that were known, and are different now."""
        known = view.tracker.slots
        changed: dict[str, Any] = {}
        for name, value in told.items():
            before = known.get(name)
            if before in (None, UNKNOWN) or before == value:
                continue
            if name == "care_tried" and not _TAKEN_BACK & set(view.text.lower().split()):
                value = [*before, *(item for item in value if item not in before)]
            changed[name] = value
        denied = _care_denied(view)
        tried = changed.get("care_tried", known.get("care_tried"))
        if denied and isinstance(tried, list) and denied & set(tried):
            changed["care_tried"] = [item for item in tried if item not in denied]
        return changed

    def _ask_last_again(self, slot: str, view: TurnView) -> Heard:
        """ "That's wrong" without saying what: the question before is asked again."""
        asked = [name for name in self.questions(view.tracker.slots) if name != "warning_signs"]
        before = asked[: asked.index(slot)] if slot in asked else asked
        answered = [name for name in before if view.tracker.get_slot(name) is not None]
        if not answered:
            return Heard(understood=False)
        return Heard({answered[-1]: None}, replies=["utter_last_again"])


def _care_denied(view: TurnView) -> set[str]:
    mentions = resources.reader().read(view.text).mentions if view.reading else ()
    return {mention.value for mention in mentions if mention.label == "care" and mention.negated}

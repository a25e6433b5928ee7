"""What an action sees of the turn: the message, what was understood of it, and what is known already."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from backline.assistant.asked import known_topics
from backline.assistant.slot_values import known, known_slots
from backline.language.intents import ASPECT_OF, HEARD, STORY_WORDS


class TurnView:
    """A tracker, read for actions."""

    def __init__(self, tracker: Tracker) -> None:
        """Read ``tracker``."""
        self.tracker = tracker
        self.message: dict[str, Any] = tracker.latest_message or {}

    @property
    def text(self) -> str:
        """What the person wrote, or the words on the button they pressed."""
        return (self.message.get("text") or "").strip()

    @property
    def intent(self) -> str:
        """The message's intent."""
        return (self.message.get("intent") or {}).get("name") or ""

    @property
    def confidence(self) -> float:
        """The intent's confidence, 0 to 1."""
        return float((self.message.get("intent") or {}).get("confidence") or 0.0)

    @property
    def reading(self) -> dict[str, Any]:
        """What ``backline.language`` read in the message; empty for a pressed button."""
        return self.message.get("reading") or {}

    def entity(self, name: str) -> str | None:
        """The value of a pressed button's entity."""
        return next(
            (
                str(entity["value"])
                for entity in self.message.get("entities") or []
                if entity["entity"] == name and entity.get("extractor") != "MessageReader"
            ),
            None,
        )

    @property
    def answer_text(self) -> str:
        """What counts as the answer to a question: the button's value, else the text."""
        return self.entity("value") or self.text

    @property
    def topics(self) -> list[str]:
        """The topics the message names."""
        named = self.entity("topic")
        return [named] if named else list(self.reading.get("topics") or [])

    @property
    def about(self) -> list[str]:
        """The topics that a question without one of its own is about: in a story not all that it names."""
        is_story = len(self.text.split()) > STORY_WORDS and not self.entity("topic")
        about = known_topics(self.reading.get("about") or ()) if is_story else []
        return [topic.id for topic in about] or self.topics

    def questions(self) -> list[dict[str, Any]]:
        """The questions in the message that ask for an aspect, in order, at most two.

        Each is ``{"aspect", "topics", "own"}``; ``own`` is whether the topics stand in the question itself, or
        somewhere else in the message.
        """
        whole = {"aspect": ASPECT_OF.get(self.intent), "topics": self.about, "own": bool(self.entity("topic"))}
        if self.entity("topic"):
            return [whole] if self.intent in ASPECT_OF else []
        found: list[dict[str, Any]] = []
        for ask in self.reading.get("asks") or []:
            if ask["intent"] in ASPECT_OF and ask["confidence"] >= HEARD:
                own = bool(ask["topics"])
                question = {"aspect": ASPECT_OF[ask["intent"]], "topics": ask["topics"] or self.about, "own": own}
                if question not in found:
                    found.append(question)
        if not found and self.intent in ASPECT_OF:
            found = [whole]
        return found[:2]

    def slot(self, name: str) -> Any:
        """A slot's value; None where it is unset or was left out."""
        return known(self.tracker.get_slot(name))

    @property
    def slots(self) -> dict[str, Any]:
        """The slots that are known, see `slot`."""
        return known_slots(self.tracker.slots)

    @property
    def form(self) -> str | None:
        """The form under way."""
        return (self.tracker.active_loop or {}).get("name")

    @property
    def requested(self) -> str | None:
        """The slot that the form asked for last."""
        value = self.tracker.get_slot("requested_slot")
        return str(value) if value else None

    @property
    def days_away(self) -> float:
        """How many days lie between the message before and this one; 0 for the first."""
        times = [event["timestamp"] for event in self.tracker.events if event["event"] == "user" and event["timestamp"]]
        return max(0.0, (times[-1] - times[-2]) / 86_400) if len(times) > 1 else 0.0

    def said_before(self) -> list[str]:
        """The texts of the last turn's replies, in order."""
        texts: list[str] = []
        users = 0
        for event in reversed(self.tracker.events):
            if event["event"] == "user":
                users += 1
                if users == 2:
                    break
            elif event["event"] == "bot" and users == 1 and event.get("text"):
                texts.append(event["text"])
        return texts[::-1]

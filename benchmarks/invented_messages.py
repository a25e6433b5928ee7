"""Messages of nobody: sentences about backs from a small grammar, with common words and rare ones."""

from __future__ import annotations

import random
import re
from pathlib import Path

from backline.knowledge.base import KnowledgeBase
from backline.settings import load_clinic

_OPENINGS = (
    "hi", "hello", "hey there", "good morning", "ok so", "sorry", "quick question", "one more thing", "so", "please",
    "my doctor told me", "my wife says", "i read that", "honestly", "thanks for that",
)  # fmt: skip
_QUESTIONS = (
    "what is {topic}",
    "is {topic} dangerous",
    "how long does {topic} take to get better",
    "does {topic} help against pain in the {place}",
    "can {topic} make my {place} worse",
    "what can i do about {topic} at home",
    "who pays for {topic}",
    "what are the risks of {topic} at my age",
    "should i try {topic} before surgery",
    "what is better, {topic} or {other}",
)
_STATEMENTS = (
    "my {place} hurts when i {limit}",
    "my {place} has been {feeling} for {number} {time}",
    "i have had {topic} for {number} {time} and it is {feeling}",
    "i tried {topic} for {number} {time} and nothing helped",
    "it gets {feeling} every time i {limit}",
    "i can't {limit} any more because of my {place}",
    "the pain goes from my {place} down when i {limit}",
    "after {topic} my {place} felt {feeling} for {number} {time}",
)
_ASIDES = (
    "i work in {rare}",
    "it began after the {rare}",
    "like a {rare} in there",
    "my neighbor calls it {rare}",
    "since the {rare} and the {rare}",
    "and then the {rare} came",
)
_SHORT = ("yes", "no", "ok", "thanks", "skip", "why", "not sure", "about six", "both", "go on", "stop", "what")
_PLACES = (
    "lower back", "neck", "upper back", "left leg", "right leg", "hip", "shoulder", "tailbone", "back", "buttock",
    "right arm", "left hand", "knee", "foot",
)  # fmt: skip
_LIMITS = (
    "sit", "walk", "stand", "bend", "sleep", "drive", "lift", "turn over", "climb stairs", "cough", "run", "get up",
    "carry groceries", "tie my shoes", "look up", "garden", "swim", "sneeze",
)  # fmt: skip
_FEELINGS = (
    "sore", "stiff", "numb", "burning", "worse", "a bit better", "tight", "aching", "sharp", "tingling", "weak",
    "throbbing", "unbearable", "dull",
)  # fmt: skip
_TIMES = ("days", "weeks", "months", "years")
_SIGNS = {
    "emergency": "i can't feel anything between my legs and can't hold my urine",
    "urgent": "i had cancer years ago and the pain wakes me every night",
}
_NAME = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"[^.]+\.")


class Words:
    """What the grammar draws from; frequencies fall as one over the rank, as they do in any language."""

    def __init__(self, project_dir: Path, chance: random.Random) -> None:
        """Read the words of the project's own files; ``chance`` decides everything drawn."""
        self._chance = chance
        knowledge = KnowledgeBase.load(project_dir / "data" / "knowledge")
        self.topics = tuple(sorted(knowledge.topics))
        self._called = {topic.id: (topic.name, *topic.synonyms) for topic in knowledge.topics.values()}
        clinic = load_clinic(project_dir / "clinic.yml").words()
        self._answers = {
            topic.id: [
                (f"{topic.id}/{aspect}", _SENTENCE.findall(answer.text.replace("\n", " ").format_map(clinic))[:2])
                for aspect, answer in topic.answers.items()
            ]
            for topic in knowledge.topics.values()
        }
        rare = project_dir / "backline" / "language" / "real_words.txt"
        lines = [line for line in rare.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        self._rare = Ranked(" ".join(lines).split(), chance)
        self._lists = {
            "place": Ranked(_PLACES, chance),
            "limit": Ranked(_LIMITS, chance),
            "feeling": Ranked(_FEELINGS, chance),
            "time": Ranked(_TIMES, chance),
            "number": Ranked([str(number) for number in range(2, 40)], chance),
            "rare": self._rare,
        }
        self._any_topic = Ranked(self.topics, chance)

    def topic(self) -> str:
        """A topic's id."""
        return self._any_topic.draw()

    def said(self, topic: str) -> str:
        """What a person writes about ``topic``: a word to five sentences."""
        chance = self._chance
        kind = chance.random()
        if kind < 0.25:
            return chance.choice(_SHORT)
        parts = [self._fill(chance.choice(_QUESTIONS if kind < 0.6 else _STATEMENTS), topic)]
        while kind > 0.8 and len(parts) < 5 and chance.random() < 0.6:
            parts.append(self._fill(chance.choice(_STATEMENTS), topic))
        if chance.random() < 0.3:
            parts.append(self._fill(chance.choice(_ASIDES), topic))
        if chance.random() < 0.3:
            parts[0] = f"{chance.choice(_OPENINGS)}, {parts[0]}"
        return ". ".join(parts)

    def warning(self, tier: str) -> str:
        """A message with a warning sign of that tier."""
        return f"{self._fill(self._chance.choice(_STATEMENTS), self.topic())}. {_SIGNS[tier]}"

    def answered(self, topic: str) -> tuple[str, str]:
        """An answer about ``topic``: its name, as topic/aspect, and the beginning of its text."""
        name, sentences = self._chance.choice(self._answers[topic])
        return name, " ".join(sentence.strip() for sentence in sentences)

    def _fill(self, pattern: str, topic: str) -> str:
        def word(found: re.Match[str]) -> str:
            kind = found[1]
            if kind == "topic":
                return self._chance.choice(self._called[topic])
            return self._called[self.topic()][0] if kind == "other" else self._lists[kind].draw()

        return _NAME.sub(word, pattern)


class Ranked:
    """Draws from a list: the first often, the last hardly ever."""

    def __init__(self, items: tuple[str, ...] | list[str], chance: random.Random) -> None:
        """Items by their rank."""
        self._items = list(items)
        self._chance = chance
        total = 0.0
        self._cumulated = [total := total + 1 / (rank + 1) for rank in range(len(self._items))]

    def draw(self) -> str:
        """One of them."""
        return self._chance.choices(self._items, cum_weights=self._cumulated)[0]

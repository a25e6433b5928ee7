"""What one message says, by rules and by likeness: the answer of `backline understand` and the base of every turn."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from backline.language.contract import CONDITION_PREFIX, RED_FLAGS, TOPICS
from backline.language.durations import TimeSpan
from backline.language.fine_tuned import FineTunedEncoder, mixed
from backline.language.intents import STORY_WORDS
from backline.language.learned import Learned, LearnedLayer
from backline.language.named import named_in
from backline.language.reader import Mention, Reader, Reading
from backline.language.red_flag_file import Everyday
from backline.language.red_flags import LEARNED, RedFlag
from backline.language.thresholds import Thresholds

# These say little without a spine: a fever is somebody else's business.
_NEED_SPINE = frozenset({"infection", "cancer", "fracture"})
SPINE = "spine"
_WORD = re.compile(r"[^\W_]+")
_LIKELY = 0.5
# In a turn of a few words care is believed to have been had only where that is this likely: it may as well be wished.
_LIKELY_OF_FEW_WORDS = 0.8
# An amount of time beside care is the care's own: "gabapentin for 6 months", "6 months of gabapentin".
_AFTER_CARE = re.compile(r"^(?:\s*(?:for|about|around|like|over|the|past|last|almost|nearly|maybe|~))*\s*$", re.I)
_BEFORE_CARE = re.compile(r"^\s*(?:of|on|doing|taking|with|in)\s+(?:(?:my|the|regular|weekly|daily)\s+)?$", re.I)
_SURGERY = "surgery"
# Less likely than this, an amount of time in a message that names care is not the trouble's.
_HARDLY = 0.1
_POSSIBLE = 1.0  # as likely the rules must take it for the episode's duration; less is what they see said of care
# How much the most alarming sentence counts beside the whole message; docs/benchmarks/sentence_vectors.md.
_BEST_SENTENCE = 0.3
_FEWEST_WORDS = 3
# Subjects of ours that serve many other troubles as well.
_SHARED = frozenset({"exercise", "physical_therapy", "hot_cold", "medication", "injection", "weight", "smoking"})
BARE_WORDS = 14
"""How many words a bare question, title or search has at most."""
_CERTAIN = 3.0  # how likely the rules take an amount of time for the episode's duration, see `TimeSpan`
# From this score down the rules are not believed: "since yesterday" often begins a new sign. On the first fold, with a
# threshold of 0.39, 0.774 instead of 0.786 of the durations told are right, and 0.955 instead of 0.921 of the silences.
_AGAINST = -2.0
# Warning signs of the spine itself: who tells of one is never out of scope.
_OF_THE_SPINE = frozenset({"cauda_equina", "infection", "cancer", "fracture", "progressive_weakness"})


@dataclass(frozen=True)
class Question:
    """A question or request.

    Attributes:
        aspect: one of `contract.ASPECTS`.
        topic: what it is about; None where it names nothing.
        confidence: 0 to 1.
        sentence: its words.
    """

    aspect: str
    topic: str | None
    confidence: float
    sentence: str


@dataclass(frozen=True)
class Understanding:
    """What a message says.

    Attributes:
        reading: what the rules read, with red flags of both layers.
        in_scope: it is about back, neck or spine, the clinic, or the conversation itself.
        topics: what it is about, the surest first; empty where out of scope, but for a bare question about a subject
            that we share with other troubles ("how do I stop smoking?").
        asks: questions and requests, strongest first.
        improved: what came of the care tried; None where not said.
        sudden_worsening: an existing trouble turned worse within days.
    """

    reading: Reading
    in_scope: bool
    topics: tuple[str, ...]
    asks: tuple[Question, ...]
    improved: bool | None
    sudden_worsening: bool

    def as_dict(self) -> dict[str, Any]:
        """The public contract, without an id, in a form that JSON can hold."""
        reading = self.reading
        return {
            "in_scope": self.in_scope,
            "red_flags": list(dict.fromkeys(flag.id for flag in reading.red_flags if flag.id in RED_FLAGS)),
            "topics": list(self.topics),
            "asks": [
                {
                    "aspect": ask.aspect,
                    "topic": ask.topic,
                    "confidence": round(ask.confidence, 2),
                    "sentence": ask.sentence,
                }
                for ask in self.asks
            ],
            "care": {
                "tried": list(reading.tried),
                "duration_weeks": reading.duration_weeks,
                "improved": self.improved,
                "sudden_worsening": self.sudden_worsening,
            },
        }


def probability(score: float) -> float:
    """The probability that a score of the learned layer stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def flag_probabilities(learned: Learned) -> dict[str, tuple[float, int]]:
    """Red flag -> its probability, and the number of the sentence that shows it most.

    The message as a whole counts most, then its most alarming sentence, see `_BEST_SENTENCE`.
    """
    found = {}
    for flag, whole in learned.flags.items():
        best = max(range(len(learned.sentences)), key=lambda i: learned.sentences[i][flag], default=-1)
        score = (1 - _BEST_SENTENCE) * whole + _BEST_SENTENCE * learned.sentences[best][flag] if best >= 0 else whole
        found[flag] = (probability(score), best)
    return found


def is_bare(reading: Reading) -> bool:
    """True for a short message that names nothing of another matter."""
    return not reading.elsewhere and len(reading.text.split()) <= BARE_WORDS


def duration_of(reading: Reading, learned: Learned, threshold: float) -> float | None:
    """How many weeks the episode has lasted; None where that is not said.

    Args:
        reading: what the rules read.
        learned: the scores of its amounts of time.
        threshold: the probability from which on the likeliest of them is believed; of less sure ones only that which
            the rules are certain of, unless the learned layer is against it.
    """
    best = max(range(len(learned.spans)), key=lambda i: learned.spans[i], default=-1)
    if best < 0:
        return reading.duration_weeks  # "all my life" holds no amount of time
    if probability(learned.spans[best]) >= threshold:
        return reading.time_spans[best].weeks
    certain = any(
        span.likely >= _CERTAIN and span.weeks == reading.duration_weeks and score > _AGAINST
        for span, score in zip(reading.time_spans, learned.spans, strict=True)
    )
    return reading.duration_weeks if certain else None


def duration_in_turn(reading: Reading, learned: Learned) -> float | None:
    """How many weeks the episode has lasted, for a turn: how long care lasted is not how long the trouble did.

    Of 186 messages of benchmarks/messages_apart that name care, 56 tell how long: the rules have 36 of them right and
    11 wrong, and a time for 41 of the others; with this it is 40, 1 and 19.

    Args:
        reading: what the rules read.
        learned: the scores of its amounts of time.
    """
    likely = duration_of(reading, learned, _LIKELY)
    # Also where it seems denied: "no, I did PT for 6 weeks too".
    if not reading.time_spans or all(mention.label != "care" for mention in reading.mentions):
        return reading.duration_weeks or likely
    if likely is not None and any(probability(score) >= _LIKELY for score in learned.spans):
        return likely
    possible = [
        span.weeks
        for span, score in zip(reading.time_spans, learned.spans, strict=True)
        if span.likely >= _POSSIBLE and probability(score) >= _HARDLY and not _is_of_care(reading, span)
    ]
    return reading.duration_weeks if reading.duration_weeks in possible else max(possible, default=None)


def care_with_time(reading: Reading) -> tuple[str, ...]:
    """Care that an amount of time stands right beside, which then is how long that was had or is to be had."""
    return tuple(m.value for m in reading.mentions if any(_are_beside(reading.text, m, s) for s in reading.time_spans))


def _is_of_care(reading: Reading, span: TimeSpan) -> bool:
    return any(_are_beside(reading.text, mention, span) for mention in reading.mentions)


def _are_beside(text: str, mention: Mention, span: TimeSpan) -> bool:
    if mention.label != "care":
        return False
    if mention.end <= span.start:
        return _AFTER_CARE.match(text[mention.end : span.start]) is not None
    return span.end <= mention.start and _BEFORE_CARE.match(text[span.end : mention.start]) is not None


class Understander:
    """Understands messages by rules, and by the learned layer where there is one."""

    def __init__(
        self,
        reader: Reader,
        thresholds: Thresholds,
        learned: LearnedLayer | None = None,
        fine_tuned: FineTunedEncoder | None = None,
        *,
        tiers: Mapping[str, str],
        everyday: Mapping[str, Sequence[Everyday]] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Put the layers together.

        Args:
            reader: the rules.
            thresholds: from when on the learned layer is believed.
            learned: None where there is no model: then the rules alone speak.
            fine_tuned: has a say beside the learned layer, see `fine_tuned.mixed`; None where it can not be loaded.
            tiers: red flag -> its tier where the learned layer alone sees it.
            everyday: red flag -> what a message is made of that only the rules may raise; any of these.
            names: topic of data/knowledge -> its name in the contract, where they differ.
        """
        self.reader = reader
        self._thresholds = thresholds
        self._learned = learned
        self._fine_tuned = fine_tuned
        self._tiers = tiers
        self._everyday = everyday or {}
        self._names = names or {}

    def read(self, text: str, *, today: date | None = None, established: Collection[str] = ()) -> Reading:
        """Read a message for a turn of a conversation: what the rules read, with red flags of both layers.

        Args:
            text: the message.
            today: the day on which "since March" is read.
            established: signs from earlier messages, see `Reader.read`.
        """
        reading = self.reader.read(text, today=today, established=established)
        learned = self._score(reading)
        if learned is None:
            return reading
        # A turn asks again for what it does not know: of care the learned layer takes nothing away, for "chiropractor
        # and pills" is an answer to a question, which it can not know; and what it adds is to be likely. Only an
        # operation that it hardly believes, of a surgeon who said something, is none.
        return replace(
            reading,
            red_flags=self._flags(reading, learned, SPINE in established),
            tried=self._tried_in_turn(reading, learned),
            duration_weeks=duration_in_turn(reading, learned),
            scope=probability(learned.scope),
            about=self._about(reading, learned),
        )

    def understand(
        self, text: str, *, today: date | None = None, questions: Callable[[Reading], Sequence[Question]] | None = None
    ) -> Understanding:
        """Understand a message by itself.

        Args:
            text: the message.
            questions: finds the questions and requests of what the rules read; without, `asks` stays empty.
            today: the day on which "since March" is read.
        """
        reading = self.reader.read(text, today=today)
        learned = self._score(reading)
        if learned:
            reading = replace(
                reading,
                red_flags=self._flags(reading, learned, False),
                tried=self._tried(reading, learned),
                duration_weeks=duration_of(reading, learned, self._thresholds.duration),
                scope=probability(learned.scope),
            )
        in_scope = self._in_scope(reading, learned)
        if not in_scope:  # a shoulder's physical therapy is not care of this trouble
            reading = replace(reading, tried=(), duration_weeks=None)
        topics = self._topics(reading, learned) if in_scope else self._shared_subjects(reading)
        return Understanding(
            reading=reading,
            in_scope=in_scope,
            topics=topics,
            asks=tuple(questions(reading)) if questions else (),
            improved=self._improved(learned, topics) if in_scope else None,
            sudden_worsening="sudden_worsening" in topics,
        )

    def _score(self, reading: Reading) -> Learned | None:
        if self._learned is None or not reading.sentences:
            return None
        learned = self._learned.score([reading])[0]
        if self._fine_tuned is None:
            return learned
        return mixed(learned, self._fine_tuned.score(reading.text, named_in(reading, self._names)))

    def _tried_in_turn(self, reading: Reading, learned: Learned) -> tuple[str, ...]:
        """Care that was had: what the rules see, and what is named and had by the learned layer.

        In the messages of benchmarks/messages_apart of more than ``STORY_WORDS`` words the rules find 99 of 145 kinds
        of care that were had. This adds 24, of which 23 are right. In 2,500 messages of data/messages the rules saw an
        operation 21 times that the layer hardly believed, and there was none.
        """
        least = _LIKELY if len(reading.text.split()) > STORY_WORDS else _LIKELY_OF_FEW_WORDS
        sure = {c: probability(learned.tried[c]) for c in reading.care_mentioned if c in learned.tried}
        seen = [care for care in reading.tried if care != _SURGERY or sure.get(care, 1) >= _HARDLY]
        limits = self._thresholds.tried
        added = (care for care in sure if care not in reading.tried and sure[care] >= max(limits[care], least))
        return (*seen, *added)

    def _tried(self, reading: Reading, learned: Learned) -> tuple[str, ...]:
        limits = self._thresholds.tried
        had = (care for care, score in learned.tried.items() if probability(score) >= limits[care])
        named = (care for care in had if care in reading.care_mentioned)  # not what is denied
        sure = self._thresholds.tried_unnamed
        mentioned = {mention.value for mention in reading.mentions if mention.label == "care"}
        unnamed = (care for care, score in learned.unnamed.items() if probability(score) >= sure)
        return (*named, *(care for care in unnamed if care not in mentioned))

    def _flags(self, reading: Reading, learned: Learned, spine: bool) -> tuple[RedFlag, ...]:
        known = {flag.id for flag in reading.red_flags}
        # When in doubt it belongs here: what is sent on as out of scope must not hide a warning sign.
        near = spine or SPINE in reading.signs or probability(learned.scope) >= _LIKELY
        words = [word for sentence in reading.sentences for word in _WORD.findall(sentence.plain)]
        # Of two words only the rules may say that somebody wants to die.
        enough = len(words) >= _FEWEST_WORDS
        added = [
            RedFlag(flag, self._tiers[flag], LEARNED, reading.sentences[best].text, sure)
            for flag, (sure, best) in flag_probabilities(learned).items()
            if flag not in known
            and sure >= self._thresholds.red_flags[flag]
            and (near or flag not in _NEED_SPINE)
            and best >= 0
            and (enough or flag != "self_harm")
            and not any(one.covers(s.plain for s in reading.sentences) for one in self._everyday.get(flag, ()))
        ]
        return tuple(sorted((*reading.red_flags, *added), key=lambda flag: flag.tier != "emergency"))

    def _in_scope(self, reading: Reading, learned: Learned | None) -> bool:
        if any(flag.id in _OF_THE_SPINE for flag in reading.red_flags):
            return True
        spine = SPINE in reading.signs
        if learned is None:
            return spine or bool(reading.topics)
        limits = self._thresholds
        least = limits.bare_scope if is_bare(reading) else limits.scope
        if reading.red_flags and spine:  # "chest pain and my back aches" is about the back as well
            least = min(least, _LIKELY)
        return probability(learned.scope) >= least

    def _topics(self, reading: Reading, learned: Learned | None) -> tuple[str, ...]:
        if learned is None:
            named = (self._names.get(topic, topic) for topic in reading.topics)
            return tuple(dict.fromkeys(topic for topic in named if topic in TOPICS))
        sure = {topic: probability(score) for topic, score in learned.topics.items()}
        said = [topic for topic, value in sure.items() if value >= self._thresholds.topics[topic]]
        return tuple(sorted(said, key=lambda topic: -sure[topic]))

    def _about(self, reading: Reading, learned: Learned) -> tuple[str, ...]:
        """What `_topics` says by the names of data/knowledge: a treatment as it is named, a condition also unnamed."""
        found: list[str] = []
        for topic in self._topics(reading, learned):
            named = [name for name in reading.topics if self._names.get(name, name) == topic]
            found += named or [topic.removeprefix(CONDITION_PREFIX)]
        return tuple(dict.fromkeys(found))

    def _shared_subjects(self, reading: Reading) -> tuple[str, ...]:
        """What a bare question names that is a subject here too; nothing where another trouble's story goes with it."""
        if len(reading.sentences) != 1 or len(reading.text.split()) > BARE_WORDS:
            return ()
        named = (self._names.get(topic, topic) for topic in reading.topics)
        return tuple(dict.fromkeys(topic for topic in named if topic in _SHARED))

    def _improved(self, learned: Learned | None, topics: Collection[str]) -> bool | None:
        if learned is None:
            return None
        better, worse = (probability(learned.improved[name]) for name in ("improved", "not_improved"))
        if max(better / self._thresholds.improved, worse / self._thresholds.not_improved) < 1:
            return False if "failed_conservative_care" in topics else None
        return better / self._thresholds.improved > worse / self._thresholds.not_improved

"""Turns one message into its meaning: sentences, mentions, red flags, care tried, duration."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from backline.language.answers import with_answers
from backline.language.context import Context
from backline.language.durations import TimeSpan, duration_and_spans, longest
from backline.language.elsewhere import ElsewhereFinder
from backline.language.facts import find_facts
from backline.language.lexicon import ELSEWHERE, Lexicon, NamedPhrase, vocabulary
from backline.language.negation import is_negated, may_deny
from backline.language.normalise import plain_characters
from backline.language.outcomes import OutcomePhrases
from backline.language.people import has_own_complaint
from backline.language.pipeline import TOKENS, reading_pipeline
from backline.language.red_flags import RedFlag, RedFlagRules
from backline.language.spelling import Speller, real_words
from backline.language.tokens import Tokens
from backline.language.tried import was_tried
from backline.language.words import SentenceWords, sentence_words

_MAX_CHARACTERS = 20_000


@dataclass(frozen=True)
class Sentence:
    """One sentence.

    Attributes:
        text: as it was written.
        start: offset of its first character in `Reading.text`.
        end: offset after its last character.
        plain: its words in lower case with spelling put right and contractions written out, a blank between two.
    """

    text: str
    start: int
    end: int
    plain: str = ""


@dataclass(frozen=True)
class Mention:
    """An entity in the text.

    Attributes:
        label: "condition", "condition_hint", "subject_hint", "treatment", "medication_class", "region", "limit",
            "care", "caution", "side", "symptom" or "trigger", out of the lexicon, or "elsewhere" (only in
            `Reading.elsewhere`); "duration", "pain_level", "age" or "pregnancy", told in figures.
        value: what it stands for, e.g. "sciatica"; weeks of a duration, a pain level of 0 to 10, years of age.
        text: the words as written.
        start: offset of the first character in `Reading.text`.
        end: offset after the last character.
        negated: the sentence denies it.
        other: it is told of somebody else, while the message is about the writer ("my mother had sciatica").
        imagined: it is feared, planned or supposed ("what if I need surgery?"), not there.
        weeks_ago: how long ago it was, where its clause says so ("I had scoliosis as a child"); None where it does not.
    """

    label: str
    value: str
    text: str
    start: int
    end: int
    negated: bool
    other: bool = False
    imagined: bool = False
    weeks_ago: float | None = None


@dataclass(frozen=True)
class Outcome:
    """What somebody says came of care, or how the trouble goes on.

    Attributes:
        group: one of `outcomes.GROUPS`.
        text: the words as written.
        start: offset of the first character in `Reading.text`.
        end: offset after the last character.
        denied: the sentence denies it.
        asked: it is asked about, hoped for or feared.
        other: it is told of somebody else.
    """

    group: str
    text: str
    start: int
    end: int
    denied: bool = False
    asked: bool = False
    other: bool = False


@dataclass(frozen=True)
class Reading:
    """What one message says.

    Attributes:
        text: the message as sent.
        sentences: its sentences in order.
        mentions: lexicon phrases in order.
        red_flags: emergencies first.
        tried: ids of care that was really tried, in order, unique.
        duration_weeks: how long this episode has lasted; None where not said.
        time_spans: every amount of time in the text, of whatever.
        signs: red-flag signs, to be handed to the next reading as `established`.
        outcomes: what is said to have come of care, and how the trouble goes on, in order.
        elsewhere: what belongs to another organ or matter than the spine, in order. Not among the mentions, so that it
            is never a topic, care or a warning sign: evidence for the learned layer only.
        scope: how likely it is about the spine, the clinic or the conversation; None where only the rules have read it.
        about: topics of data/knowledge that the learned layer takes it to be about, surest first: of what a story names
            most is by the way. None where only the rules have read it.
    """

    text: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    tried: tuple[str, ...] = ()
    duration_weeks: float | None = None
    time_spans: tuple[TimeSpan, ...] = ()
    signs: frozenset[str] = field(default_factory=frozenset)
    outcomes: tuple[Outcome, ...] = ()
    elsewhere: tuple[Mention, ...] = ()
    scope: float | None = None
    about: tuple[str, ...] | None = None

    def values(self, *labels: str) -> tuple[str, ...]:
        """Return the values mentioned under these labels, not denied nor somebody else's, in order, each once."""
        found = (m.value for m in self.mentions if m.label in labels and not m.negated and not m.other)
        return tuple(dict.fromkeys(found))

    @property
    def topics(self) -> tuple[str, ...]:
        """Conditions and treatments mentioned and not denied."""
        return self.values("condition", "treatment")

    def topics_between(self, start: int, end: int) -> tuple[str, ...]:
        """Those of `topics` that are named between two offsets."""
        return replace(self, mentions=tuple(m for m in self.mentions if start <= m.start and m.end <= end)).topics

    @property
    def regions(self) -> tuple[str, ...]:
        """Regions of the body mentioned."""
        return self.values("region")

    @property
    def limits(self) -> tuple[str, ...]:
        """What the pain limits."""
        return self.values("limit")

    @property
    def care_mentioned(self) -> tuple[str, ...]:
        """Care named and not denied, tried or not: what a bare answer to "what have you tried?" means."""
        return self.values("care")


class Reader:
    """Reads messages. Build one and keep it: building takes a second, reading some milliseconds."""

    def __init__(
        self,
        lexicon: Lexicon,
        red_flags: RedFlagRules,
        *,
        outcomes: OutcomePhrases | None = None,
        extra_words: Iterable[str] = (),
    ) -> None:
        """Build the pipeline.

        Args:
            lexicon: label -> value -> phrases, see `load_lexicon`. Spelling is corrected towards its words, but not
                towards those of hints, other senses and `ELSEWHERE`, which are mostly everyday words.
            red_flags: the rules.
            outcomes: how people say what came of care; None where nobody asks.
            extra_words: further words that spelling may be corrected towards.
        """
        kept = real_words() | (outcomes.vocabulary if outcomes else frozenset())
        speller = Speller(vocabulary(lexicon) | red_flags.vocabulary | set(extra_words), kept)
        self._rules = red_flags
        self._outcomes = outcomes
        self._nlp = reading_pipeline(speller, lexicon)
        self._elsewhere = ElsewhereFinder(lexicon.get(ELSEWHERE, {}), self._nlp.get_pipe(TOKENS).plain)

    def prepare(self) -> None:
        """Make now what is otherwise made when a message first needs it, which may cost that message a second."""
        self._rules.prepare()
        if self._outcomes:
            self._outcomes.prepare()

    def read(self, text: str, *, today: date | None = None, established: Collection[str] = ()) -> Reading:
        """Read one message.

        Args:
            text: the message as sent; what stands beyond 20,000 characters is not read.
            today: the day on which "since March" and "in 2015" are read.
            established: signs from earlier messages ("spine"), so that a pair of signs may be spread over a
                conversation.
        """
        day = today or date.today()
        plain = plain_characters(text[:_MAX_CHARACTERS])
        doc = self._nlp(plain)
        tokens: Tokens = doc._.tokens
        sentences, rows = [], []
        for first, last in doc._.sentences:
            written = tokens.between(first, last)
            start = tokens.starts[first] + len(written) - len(written.lstrip())
            end = tokens.starts[first] + len(written.rstrip())
            if start < end:
                row = sentence_words(tokens, first, last)
                rows.append(row)
                sentences.append(Sentence(text[start:end], start, end, row.text.strip()))
        rows = with_answers(rows)
        message = "".join(row.text for row in rows)
        mentions, tried = _mentions(doc._.named, tokens, rows, text, message, day)
        duration, spans_of_time = duration_and_spans(plain, day)
        mentions = tuple(sorted((*mentions, *_figures(plain, text, spans_of_time)), key=lambda m: m.start))
        lasting = [longest(span for span in spans_of_time if span.end > s.start) for s in sentences] if duration else []
        examination = self._rules.examine(rows, today=day, lasting=lasting, established=established)
        return Reading(
            text=text,
            sentences=tuple(sentences),
            mentions=mentions,
            red_flags=examination.red_flags,
            tried=tried,
            duration_weeks=duration,
            time_spans=tuple(spans_of_time),
            signs=examination.signs,
            outcomes=self._find_outcomes(tokens, rows, text, message, day),
            elsewhere=tuple(self._find_elsewhere(tokens, rows, text)),
        )

    def _find_outcomes(
        self, tokens: Tokens, rows: Sequence[SentenceWords], text: str, message: str, today: date
    ) -> tuple[Outcome, ...]:
        if self._outcomes is None:
            return ()
        outcomes = []
        for row in rows:
            for found in self._outcomes.find(row, message, today):
                start, end = tokens.starts[row.tokens[found.start]], tokens.end(row.tokens[found.end - 1])
                outcomes.append(
                    Outcome(found.group, text[start:end], start, end, found.denied, found.asked, found.other)
                )
        return tuple(outcomes)

    def _find_elsewhere(self, tokens: Tokens, rows: Sequence[SentenceWords], text: str) -> Iterator[Mention]:
        for row in rows:
            for value, first, last in self._elsewhere.find(row.words):
                start, end = tokens.starts[row.tokens[first]], tokens.end(row.tokens[last - 1])
                denied = may_deny(row.words) and is_negated(row.words, first, last)
                yield Mention(ELSEWHERE, value, text[start:end], start, end, denied)


def _figures(plain: str, text: str, spans: Sequence[TimeSpan]) -> list[Mention]:
    facts = [(fact.label, fact.value, fact.start, fact.end) for fact in find_facts(plain)]
    taken = [(start, end) for label, _, start, end in facts if label in ("age", "pregnancy")]
    facts += [
        ("duration", f"{span.weeks:g}", span.start, span.end)
        for span in spans
        if span.likely and not any(span.start < last and first < span.end for first, last in taken)
    ]
    return [Mention(label, value, text[start:end], start, end, False) for label, value, start, end in facts]


def _mentions(
    found: Iterable[NamedPhrase],
    tokens: Tokens,
    rows: Sequence[SentenceWords],
    text: str,
    message: str,
    today: date,
) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    row_of = {token: row for row in rows for token in row.tokens}
    own = has_own_complaint(message)
    mentions: list[Mention] = []
    tried: dict[str, None] = {}
    meant: dict[tuple[int, int], tuple[bool, bool, bool, float | None]] = {}
    for named in found:
        if not (row := row_of.get(named.start)):
            continue  # it names who asks, or is put in other words, see `answers`
        first, last = row.span_of_tokens(named.start, named.end)
        if (named.start, named.end) not in meant:
            context = Context(row, first, last, message, today)
            other = context.other or (own and context.relative)
            meant[named.start, named.end] = (context.negated, other, context.imagined, context.weeks_ago)
        negated, other, imagined, weeks_ago = meant[named.start, named.end]
        start, end = tokens.starts[named.start], tokens.end(named.end - 1)
        mentions.append(
            Mention(named.label, named.value, text[start:end], start, end, negated, other, imagined, weeks_ago)
        )
        if named.label == "care" and not negated and not other and was_tried(row, first, last):
            tried[named.value] = None
    return tuple(mentions), tuple(tried)

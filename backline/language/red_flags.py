"""Finds red flags in a message: rules of data/red_flags.yml, read with their context.

This is the deterministic layer. It needs no model and works when there is none.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from backline.language.context import Context
from backline.language.negation import has_come, is_negated
from backline.language.phrase_index import PhraseIndex
from backline.language.red_flag_file import Finding, RedFlagFile, Rule, read_red_flag_file
from backline.language.words import SentenceWords

LEARNED = "learned"
"""Stands for a rule's name where the learned layer alone found the flag."""


@dataclass(frozen=True)
class RedFlag:
    """One red flag of a message.

    Attributes:
        id: the flag, e.g. "cauda_equina".
        tier: "emergency" or "urgent".
        rule: the rule of data/red_flags.yml that found it, or `LEARNED`.
        sentence: the sentence it was found in, as written.
        sure: how sure the learned layer is, 0 to 1; 1 where a rule found it.
    """

    id: str
    tier: str
    rule: str
    sentence: str
    sure: float = 1.0


@dataclass(frozen=True)
class _Place:
    """The sentence that holds a finding, and whether it tells it of somebody named there."""

    sentence: SentenceWords
    of_relative: bool


@dataclass(frozen=True)
class Examination:
    """What one message shows.

    Attributes:
        red_flags: emergencies first, otherwise in the order of the rules; one per rule.
        signs: names of the signs and rules found, to be handed to the next message as `established`.
    """

    red_flags: tuple[RedFlag, ...]
    signs: frozenset[str]


class RedFlagRules:
    """The rules of data/red_flags.yml."""

    def __init__(self, content: RedFlagFile) -> None:
        """Take the checked contents of a file; use `load` to read one."""
        self.rules = content.rules
        self.vocabulary = content.vocabulary
        self.learned_tiers = content.learned_tiers
        self.everyday = content.everyday
        self._signs = frozenset(content.signs)
        self._rule_of = {rule.id: rule for rule in content.rules}
        self._findings = {**content.signs, **{rule.id: rule.finding for rule in content.rules}}
        self._index = PhraseIndex({name: finding.phrases for name, finding in self._findings.items()})

    @classmethod
    def load(cls, path: Path) -> RedFlagRules:
        """Read and check a file of rules.

        Raises:
            LanguageError: one sentence that names the rule and what to mend.
        """
        return cls(read_red_flag_file(path))

    def prepare(self) -> None:
        """Make every pattern now, so that no message has to wait for one."""
        self._index.prepare()
        for finding in self._findings.values():
            for phrases in (finding.exempt, finding.unless):
                _ = phrases and phrases.pattern

    def examine(
        self,
        sentences: Sequence[SentenceWords],
        *,
        today: date,
        lasting: Sequence[float | None] = (),
        established: Collection[str] = (),
    ) -> Examination:
        """Look for every rule in the sentences of one message.

        Args:
            sentences: the plain words of each sentence.
            today: the day on which "in 2015" is read.
            lasting: for each sentence how many weeks the pain has lasted that it, or one after it, tells of; a fall is
                no younger than the pain after it. None where they do not say; empty where no sentence does.
            established: signs known from before, e.g. "spine" once the conversation is about back pain. A pair may
                be completed by them, unless this message names somebody else ("my son has a fever"): then it must
                tell of the spine itself.

        Returns:
            The flags found, and the signs this message itself shows.
        """
        found = self._find(sentences, today, lasting or [None] * len(sentences))
        flags = []
        for rule in self.rules:
            if rule.id not in found:
                continue
            # "My son has a fever" says nothing of the back this conversation is about.
            own = not found[rule.id].of_relative
            present = set(found) | (set(established) if own else set())
            if not rule.needs or any(combination <= present for combination in rule.needs):
                flags.append(RedFlag(rule.flag, _tier(rule, present), rule.id, found[rule.id].sentence.raw))
        counted = {flag.rule for flag in flags}
        return Examination(
            tuple(sorted(flags, key=lambda flag: flag.tier != "emergency")),
            frozenset(name for name in found if name in self._signs or name in counted),
        )

    def _find(
        self, sentences: Sequence[SentenceWords], today: date, lasting: Sequence[float | None]
    ) -> dict[str, _Place]:
        """Return every sign and rule whose words count, with the first place that holds them."""
        message = "".join(sentence.text for sentence in sentences)
        found: dict[str, _Place] = {}
        for sentence, weeks in zip(sentences, lasting, strict=True):
            contexts: dict[tuple[int, int], Context] = {}
            for name, start, matched in self._index.matches(sentence):
                if name in found:
                    continue
                end = _counted_to(self._findings[name], sentence, start, matched)
                if end is None:
                    continue
                span = sentence.word_span(start, end)
                if span not in contexts:
                    contexts[span] = Context(sentence, *span, message, today)
                if _counts(contexts[span], self._rule_of.get(name), weeks, opens=span[0] == 0):
                    found[name] = _Place(sentence, contexts[span].relative)
        return found


def _tier(rule: Rule, present: Collection[str]) -> str:
    raised = any(combination <= set(present) for combination in rule.emergency_with)
    return "emergency" if raised else rule.tier


def _counted_to(finding: Finding, sentence: SentenceWords, start: int, end: int) -> int | None:
    """Where a match ends that nothing takes back; None where something does.

    What is exempt takes back only the words it covers: "numb at the bottom of my back and between my legs" is still
    numb between the legs.
    """
    if finding.unless and any(
        not is_negated(sentence.words, *sentence.word_span(other.start(), other.end()))  # "no fever" explains nothing
        for other in finding.unless.pattern.finditer(sentence.text)
    ):
        return None
    exempt = finding.exempt.pattern.finditer(sentence.text) if finding.exempt else ()
    covered = [
        other.span()
        for other in exempt
        if not has_come(sentence.words, sentence.word_span(other.start(), other.end())[1])
    ]
    if not any(first < end and start < last for first, last in covered):
        return end
    rest, at, source = "", 0, []  # the sentence with one word in place of what is exempt, and where its letters stand
    for first, last in covered:
        rest += sentence.text[at:first] + "_ "
        source += [*range(at, first), last - 1, last - 1]
        at = last
    rest, source = rest + sentence.text[at:], [*source, *range(at, len(sentence.text))]
    if start not in source:
        return None
    others = (phrase.pattern.match(rest, source.index(start)) for phrase in finding.phrases.phrases)
    return max((source[other.end() - 1] + 1 for other in others if other), default=None)


def _counts(context: Context, rule: Rule | None, lasting: float | None, *, opens: bool) -> bool:
    if context.negated or (context.other and not (rule and context.others_alarm)):
        return False
    if rule is None:
        return True
    # "How to kill oneself" is asked about nobody, and meant.
    if (context.general and not (rule.future and opens)) or (context.imagined and not rule.future):
        return False
    if rule.recent_weeks is None:
        return True
    weeks = context.weeks_ago
    if rule.event:
        weeks = lasting if weeks is None and not context.new else weeks
    elif context.ongoing:
        weeks = None
    return weeks is None or weeks <= rule.recent_weeks

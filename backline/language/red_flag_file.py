"""Reads data/red_flags.yml and checks it; every complaint names the rule and says what to mend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backline.language.errors import LanguageError
from backline.language.normalise import word_set
from backline.language.phrases import PhraseCompiler, PhraseSet
from backline.language.sections import phrase_list, read_sections

FLAGS = (
    "cauda_equina",
    "infection",
    "cancer",
    "fracture",
    "progressive_weakness",
    "vascular_cardiac",
    "self_harm",
)
OTHER_FLAGS = ("overdose", "other_illness")
"""What only rules raise, and only in a conversation: emergencies of another kind, which the contract does not name."""
TIERS = ("emergency", "urgent")
_SECTIONS = {"sources", "words", "signs", "red_flags", "learned", "everyday"}
_NEEDED = ("flag", "tier", "what", "why", "sources", "phrases")
_OPTIONAL = {"rule", "exempt", "unless", "with", "emergency_with", "past", "recent_weeks", "future", "event"}
_RECENT_WEEKS = 12.0
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Source:
    """Where a rule comes from."""

    id: str
    title: str
    address: str


@dataclass(frozen=True)
class Finding:
    """Phrases that mean one thing, compiled; a sign or the words of a rule.

    Attributes:
        phrases: matches any of the phrases in `SentenceWords.text`.
        exempt: where it covers the same words, the phrase does not count.
        unless: where it stands anywhere in the sentence, the phrase does not count.
    """

    phrases: PhraseSet
    exempt: PhraseSet | None = None
    unless: PhraseSet | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of the file.

    Attributes:
        needs: combinations of signs or rules, one of which must be there too; empty where the rule stands alone.
        emergency_with: combinations of signs or rules that make an urgent rule an emergency.
        recent_weeks: an event longer ago does not count; None where it counts for ever.
        future: counts although it is only planned or imagined.
        event: happened once; what it left behind does not make it recent.
    """

    id: str
    flag: str
    tier: str
    what: str
    why: str
    sources: tuple[Source, ...]
    finding: Finding
    needs: tuple[frozenset[str], ...]
    emergency_with: tuple[frozenset[str], ...]
    recent_weeks: float | None
    future: bool
    event: bool


@dataclass(frozen=True)
class Everyday:
    """What a message is made of that only the rules may raise.

    Attributes:
        words: the words it may have.
        harmless: phrases of which it must hold one, and whose words it may have too; None where there are none.
    """

    words: frozenset[str]
    harmless: PhraseSet | None = None

    def covers(self, sentences: Iterable[str]) -> bool:
        """Tell whether these sentences of plain words say nothing else.

        Args:
            sentences: the plain words of each, a blank between two.
        """
        found = self.harmless is None
        for sentence in sentences:
            text = f"{sentence} "
            if self.harmless is not None:
                text, times = self.harmless.pattern.subn("", text)
                found = found or times > 0
            if not {word for word in _WORD.findall(text) if not word.isdigit()} <= self.words:
                return False
        return found


@dataclass(frozen=True)
class RedFlagFile:
    """The checked contents of the file.

    Attributes:
        rules: the rules, in order.
        signs: what is harmless alone, by name.
        vocabulary: every word the phrases name.
        learned_tiers: red flag -> its tier where only the learned layer sees it.
        everyday: red flag -> what a message is made of that only the rules may raise; any of these.
    """

    rules: tuple[Rule, ...]
    signs: Mapping[str, Finding]
    vocabulary: frozenset[str]
    learned_tiers: Mapping[str, str]
    everyday: Mapping[str, tuple[Everyday, ...]]


def read_red_flag_file(path: Path) -> RedFlagFile:
    """Read and check the red-flag rules.

    Args:
        path: a YAML file with the sections sources, words, signs, red_flags, learned and everyday; see its head.

    Raises:
        LanguageError: the file can not be read or a rule is wrong; one sentence that names the rule.
    """
    content = read_sections(path, _SECTIONS)
    try:
        return _checked(content)
    except LanguageError as error:
        raise LanguageError(f"{path.name}: {error}") from None


def _checked(content: Mapping[str, Any]) -> RedFlagFile:
    sources = _sources(content["sources"])
    words = {
        str(name): phrase_list(group, f"words '{name}'", "a list of phrases")
        for name, group in (content["words"] or {}).items()
    }
    compiler = PhraseCompiler(words)
    signs = {str(name): _finding(compiler, sign, f"sign '{name}'") for name, sign in (content["signs"] or {}).items()}
    entries = content["red_flags"]
    if not isinstance(entries, list) or not entries:
        raise LanguageError("the section red_flags needs a list of rules; add at least one")
    ids = [str(entry.get("rule", "")) if isinstance(entry, dict) else "" for entry in entries]
    for number, name in enumerate(ids, start=1):
        if not re.fullmatch(r"[a-z][a-z_]*", name):
            raise LanguageError(f"rule number {number} has no name; give it 'rule: some_name' in small letters")
        if ids.count(name) > 1 or name in signs:
            raise LanguageError(f"the name '{name}' is used twice; rename one of the two")
    known = set(ids) | set(signs)
    rules = tuple(_rule(compiler, entry, sources, known) for entry in entries)
    tiers, everyday = _learned_tiers(content["learned"]), _everyday(compiler, content["everyday"])
    return RedFlagFile(rules, signs, frozenset(compiler.vocabulary), tiers, everyday)


def _learned_tiers(entry: object) -> dict[str, str]:
    if not isinstance(entry, dict) or set(entry) != set(FLAGS):
        raise LanguageError(f"the section learned needs one tier for each of {', '.join(FLAGS)}; add what is missing")
    for flag, tier in entry.items():
        if tier not in TIERS:
            raise LanguageError(f"the section learned gives {flag} the tier '{tier}'; write emergency or urgent")
    return dict(entry)


def _everyday(compiler: PhraseCompiler, entries: object) -> dict[str, tuple[Everyday, ...]]:
    if not isinstance(entries, dict):
        raise LanguageError(
            "the section everyday needs red flags, each with why and words; write {} where there are none"
        )
    found = {}
    for flag, one_or_more in entries.items():
        lists = one_or_more if isinstance(one_or_more, list) else [one_or_more]
        found[str(flag)] = tuple(_everyday_list(compiler, flag, entry) for entry in lists)
    return found


def _everyday_list(compiler: PhraseCompiler, flag: object, entry: object) -> Everyday:
    why, words = (entry.get("why"), entry.get("words")) if isinstance(entry, dict) else (None, None)
    if flag not in FLAGS or not isinstance(why, str) or not isinstance(words, str) or not isinstance(entry, dict):
        raise LanguageError(f"the section everyday needs a red flag with why and words, not '{flag}'; mend it")
    harmless = None
    if "harmless" in entry:
        where = f"everyday '{flag}'"
        harmless = compiler.compile(phrase_list(entry["harmless"], where, "a field 'harmless'"))
    return Everyday(word_set(words), harmless)


def _sources(entries: object) -> dict[str, Source]:
    if not isinstance(entries, dict) or not entries:
        raise LanguageError("the section sources is empty; list at least one source with title and address")
    found = {}
    for name, entry in entries.items():
        title, address = (entry.get("title"), entry.get("address")) if isinstance(entry, dict) else (None, None)
        if not isinstance(title, str) or not isinstance(address, str) or not re.match(r"https?://\S+$", address):
            raise LanguageError(f"source '{name}' needs a title and an address that begins with https://")
        found[str(name)] = Source(str(name), title, address)
    return found


def _finding(compiler: PhraseCompiler, entry: object, where: str) -> Finding:
    if not isinstance(entry, dict):
        raise LanguageError(f"{where} needs a field phrases")
    compiled: dict[str, PhraseSet] = {}
    for field in ("phrases", "exempt", "unless"):
        if field == "phrases" or field in entry:
            try:
                compiled[field] = compiler.compile(phrase_list(entry.get(field), where, f"a field '{field}'"))
            except LanguageError as error:
                text = str(error)
                raise LanguageError(text if text.startswith(where) else f"{where}: {text}") from None
    return Finding(compiled["phrases"], compiled.get("exempt"), compiled.get("unless"))


def _rule(compiler: PhraseCompiler, entry: Mapping[str, Any], sources: Mapping[str, Source], known: set[str]) -> Rule:
    where = f"rule '{entry['rule']}'"
    for field in _NEEDED:
        if not entry.get(field):
            raise LanguageError(f"{where} has no {field}; add it")
    extra = set(entry) - set(_NEEDED) - _OPTIONAL
    if extra:
        raise LanguageError(
            f"{where} has the unknown field '{sorted(map(str, extra))[0]}'; correct its name or remove it"
        )
    if entry["flag"] not in FLAGS + OTHER_FLAGS:
        raise LanguageError(f"{where} has the flag '{entry['flag']}'; write one of {', '.join(FLAGS + OTHER_FLAGS)}")
    if entry["tier"] not in TIERS:
        raise LanguageError(f"{where} has the tier '{entry['tier']}'; write emergency or urgent")
    names = phrase_list(entry["sources"], where, "a field 'sources'")
    for name in names:
        if name not in sources:
            raise LanguageError(f"{where} names the source '{name}', which is not under 'sources'; add it there")
    return Rule(
        id=entry["rule"],
        flag=entry["flag"],
        tier=entry["tier"],
        what=str(entry["what"]),
        why=str(entry["why"]),
        sources=tuple(sources[name] for name in names),
        finding=_finding(compiler, entry, where),
        needs=_combinations(entry, "with", where, known),
        emergency_with=_combinations(entry, "emergency_with", where, known),
        recent_weeks=_recent_weeks(entry, where),
        future=entry.get("future", False) is True,
        event=entry.get("event", False) is True,
    )


def _combinations(entry: Mapping[str, Any], field: str, where: str, known: set[str]) -> tuple[frozenset[str], ...]:
    if field not in entry:
        return ()
    found = []
    for line in phrase_list(entry[field], where, f"a field '{field}'"):
        names = frozenset(name.strip() for name in line.split("+"))
        for name in sorted(names - known):
            raise LanguageError(
                f"{where} names '{name}' under '{field}', which is neither a sign nor a rule; correct it"
            )
        found.append(names)
    return tuple(found)


def _recent_weeks(entry: Mapping[str, Any], where: str) -> float | None:
    past: Sequence[object] = (entry.get("past", "recent"), entry.get("recent_weeks", _RECENT_WEEKS))
    if past[0] not in ("any", "recent"):
        raise LanguageError(f"{where} has past: {past[0]}; write any or recent")
    if isinstance(past[1], bool) or not isinstance(past[1], int | float) or past[1] <= 0:
        raise LanguageError(f"{where} has recent_weeks: {past[1]}; write a number of weeks above 0")
    return None if past[0] == "any" else float(past[1])

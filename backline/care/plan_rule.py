"""What one rule of an exercise plan is, and what all the rules that hold ask for together.

The rules themselves are in ``backline.care.plan_rule_table``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from backline.knowledge.exercise import Reference

RefusalCode = Literal[
    "red_flag",
    "recent_surgery",
    "recent_heart_trouble",
    "other_operation",
    "under_18",
    "clinician_first",
    "nothing_left",
]
Ids = frozenset[str]
_NONE: Ids = frozenset()
#: How many exercises of each goal where no rule says it: as few as a plan may have.
FEWEST_OF_EACH: Mapping[str, int] = MappingProxyType({"endurance": 1, "flexibility": 2, "strength": 1})


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: when it holds, what it does, and where it comes from.

    When: it holds if at least one fact of ``when`` is true, and one of ``where``, and one of ``during`` (an empty
    set asks for nothing), and none of ``unless``. Facts are ids: conditions, cautions, regions, phases, goals,
    ``bending_forward`` and ``bending_backward``, and those named in ``plan_rules.facts_of``.

    Kinds of exercises, for ``leaves_out``, ``favours`` and ``wants``, are those of ``Exercise.kinds``.

    Attributes:
        name: Its name, unique. A rule that stands for a caution has the name of the caution.
        why: The reason, for the people who review the rule.
        sources: Where it comes from.
        refuses: No plan at all, for this reason.
        adds: Contraindications that hold.
        leaves_out: No exercise like this.
        favours: Rather an exercise like this.
        wants: A place is kept for an exercise like this, where a safe one exists.
        allows: ``only_if`` conditions of exercises that are met.
        level: No exercise more demanding than this.
        mix: How many exercises of each goal.
        note: What the person is told, if the rule leaves something out.
    """

    name: str
    why: str
    sources: tuple[Reference, ...]
    when: Ids = _NONE
    where: Ids = _NONE
    during: Ids = _NONE
    unless: Ids = _NONE
    refuses: RefusalCode | None = None
    adds: Ids = _NONE
    leaves_out: Ids = _NONE
    favours: Ids = _NONE
    wants: Ids = _NONE
    allows: Ids = _NONE
    level: int = 3
    mix: Mapping[str, int] | None = None
    note: str | None = None

    def holds(self, facts: Ids) -> bool:
        """Whether the rule holds for a person with these facts."""
        return (
            self.unless.isdisjoint(facts)
            and not (self.when and self.when.isdisjoint(facts))
            and not (self.where and self.where.isdisjoint(facts))
            and not (self.during and self.during.isdisjoint(facts))
        )


@dataclass(frozen=True)
class Orders:
    """What all rules that hold ask for together.

    Attributes:
        minded: Names of the cautions and rules that left something out; each has a note for the person.
        wanted: Kinds of exercises that get a place, in the order of the rules.
    """

    refusal: RefusalCode | None
    minded: Ids
    left_out: Ids
    favoured: Ids
    wanted: tuple[str, ...]
    allowed: Ids
    level: int
    mix: Mapping[str, int]

    @classmethod
    def of(cls, rules: Iterable[Rule], facts: Ids) -> Orders:
        """The orders of those of ``rules`` that hold for a person with these facts.

        Cautions come first, because other rules may depend on them.
        """
        rules = tuple(rules)
        cautions = cautions_of(rules, facts)
        held = [rule for rule in rules if rule.holds(facts | cautions)]
        return cls(
            refusal=next((rule.refuses for rule in held if rule.refuses), None),
            minded=cautions | {rule.name for rule in held if rule.leaves_out},
            left_out=_union(rule.leaves_out for rule in held),
            favoured=_union(rule.favours for rule in held),
            wanted=tuple(dict.fromkeys(kind for rule in held for kind in sorted(rule.wants))),
            allowed=_union(rule.allows for rule in held),
            level=min((rule.level for rule in held), default=3),
            mix=next((rule.mix for rule in held if rule.mix), FEWEST_OF_EACH),
        )


def cautions_of(rules: Iterable[Rule], facts: Ids) -> Ids:
    """The contraindications that hold."""
    return _union(rule.adds for rule in rules if rule.adds and rule.holds(facts))


def _union(sets: Iterable[Ids]) -> Ids:
    return frozenset().union(*sets)

"""Patterns that read the same text in two ways, which takes twice as long with each word that is said again."""

from __future__ import annotations

import random
import re
import signal
import sre_parse
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from types import FrameType, ModuleType
from typing import Any

_TIMES = 30
_OFTEN = 12
# What no pattern has: a word, and a mark that ends one.
_ENDS = (" qzx~", "\x01")
_OF_A_KIND = {"WORD": "x", "NOT_WORD": " ", "SPACE": " ", "NOT_SPACE": "x", "DIGIT": "3", "NOT_DIGIT": "x"}


def patterns_of(module: ModuleType) -> dict[str, re.Pattern[str]]:
    """The compiled patterns that a module holds, also in its lists and tables, by name."""
    return {name + at: one for name, value in vars(module).items() for at, one in _found(value)}


def slow_on(pattern: re.Pattern[str], seconds: float, samples: int = 120) -> str | None:
    """A text that takes a pattern longer than ``seconds``; None where none was found.

    Each repeat in the pattern is fed with what it takes, 30 times over, and then with something that it does not.

    Args:
        pattern: the pattern.
        seconds: of the processor; the longest that it may take.
        samples: how many texts are tried for each of its repeats.
    """
    tree = sre_parse.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    repeats = [id(one) for one in _repeats(tree)]
    dice = random.Random(7)
    starts = {_Writer(dice, repeat).text_for(tree) for repeat in repeats for _ in range(samples)}
    texts = (start + end for start in sorted(starts) for end in _ENDS)
    return next((text for text in texts if _takes_longer(pattern, text, seconds)), None)


class _TooLongError(Exception):
    pass


class _TextEndsError(Exception):
    pass


class _Writer:
    """Writes a text that a pattern takes, up to one of its repeats, and that many times over."""

    def __init__(self, dice: random.Random, repeat: int) -> None:
        self._dice = dice
        self._repeat = repeat
        self._parts: list[str] = []

    def text_for(self, tree: Any) -> str:
        with suppress(_TextEndsError):
            self._write(tree)
        return "".join(self._parts)

    def _write(self, tree: Any) -> None:
        for node in tree:
            self._write_node(node)

    def _write_node(self, node: Any) -> None:
        kind, value = str(node[0]), node[1]
        if kind == "LITERAL":
            self._parts.append(chr(value))
        elif kind == "IN":
            self._parts.append(self._one_of(value))
        elif kind in ("ANY", "NOT_LITERAL"):
            self._parts.append(self._dice.choice("x "))
        elif kind == "BRANCH":
            holding = [branch for branch in value[1] if self._repeat in map(id, _repeats(branch))]
            self._write(holding[0] if holding else self._dice.choice(value[1]))
        elif kind == "SUBPATTERN":
            self._write(value[3])
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            self._write_repeat(node)

    def _write_repeat(self, node: Any) -> None:
        least, most, inner = node[1]
        if id(node) == self._repeat:
            start = len(self._parts)
            for _ in range(self._dice.randint(1, 2)):
                self._write(inner)
            self._parts += ["".join(self._parts[start:])] * _TIMES
            raise _TextEndsError
        holds = self._repeat in map(id, _repeats(inner))
        for _ in range(max(holds, self._dice.randint(least, min(int(most), least + 2)))):
            self._write(inner)

    def _one_of(self, choices: list[tuple[Any, Any]]) -> str:
        kind, value = self._dice.choice(choices)
        if str(kind) == "LITERAL":
            return chr(value)
        if str(kind) == "RANGE":
            return chr(self._dice.randint(*value))
        return _OF_A_KIND.get(str(value).removeprefix("CATEGORY_"), " ")


def _repeats(tree: Any) -> Iterator[Any]:
    """The repeats without a narrow limit, whose insides are more than a character."""
    for node in tree:
        kind, value = str(node[0]), node[1]
        if kind in ("MAX_REPEAT", "MIN_REPEAT"):
            inner = value[2]
            if int(value[1]) > _OFTEN and any(str(one[0]) not in ("LITERAL", "IN", "ANY") for one in inner):
                yield node
            yield from _repeats(inner)
        elif kind == "SUBPATTERN":
            yield from _repeats(value[3])
        elif kind == "BRANCH":
            for branch in value[1]:
                yield from _repeats(branch)


def _found(value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield "", value
        return
    inside: list[tuple[Any, Any]] = []
    if isinstance(value, tuple | list):
        inside = list(enumerate(value))
    elif isinstance(value, Mapping):
        inside = list(value.items())
    elif is_dataclass(value) and not isinstance(value, type):
        inside = list(vars(value).items())
    for name, one in inside:
        yield from ((f"[{name}]{at}", pattern) for at, pattern in _found(one))


def _takes_longer(pattern: re.Pattern[str], text: str, seconds: float) -> bool:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        pattern.search(text)
    except _TooLongError:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return False

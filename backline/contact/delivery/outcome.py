"""What an attempt to deliver a lead came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Delivered:
    """The receiver has it."""


@dataclass(frozen=True)
class Failed:
    """It has not arrived, or nobody knows.

    Attributes:
        problem: what stands in the console: codes and our own words, nothing personal and nothing that was answered.
        final: trying again can't help.
        wait: how many seconds the receiver asked to be left alone, by all leads; None where it did not.
    """

    problem: str
    final: bool = False
    wait: float | None = None


Outcome: TypeAlias = Delivered | Failed

"""Examples as a file for data/nlu: the same form, sorted, and what had to be left out said at its top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from backline.console.example_text import Finding, marked_words, one_line, plain, same
from backline.storage.corrections import Correction

_LEFT_OUT = frozenset({"conflict", "duplicate"})


@dataclass(frozen=True)
class NluFile:
    """The file, and which corrections are in it."""

    text: str
    exported: tuple[int, ...]
    left_out: int


def nlu_file(
    corrections: Sequence[Correction], findings: Callable[[str, str], list[Finding]], *, has_tests: bool = True
) -> NluFile:
    """Write ``corrections`` as Rasa's training data.

    Args:
        corrections: in any order.
        findings: what is to be said about a text as an example of an intent.
        has_tests: whether ``findings`` knows the project's test sentences.

    Returns:
        a file in the form of data/nlu, whose examples repeat or contradict neither each other nor data/nlu.
    """
    examples: dict[str, dict[str, str]] = {}
    exported: list[int] = []
    notes: list[str] = []
    refused = _contradicting(corrections)
    for each in sorted(corrections, key=lambda correction: correction.id):
        text = plain(each.text)
        reason = refused.get(each.id) or next(
            (found.sentence for found in findings(each.text, each.intent) if found.refuses or found.kind in _LEFT_OUT),
            None,
        )
        if reason:
            notes.append(f"Left out: {text} ({each.intent}). {reason}")
            continue
        exported.append(each.id)
        examples.setdefault(each.intent, {}).setdefault(same(text), text)
        notes += [
            f"Words to add to data/knowledge: {marked.words} ({marked.kind} {marked.value or 'unknown'})"
            for marked in marked_words(each.text)
        ]
    if not has_tests:
        notes.insert(0, "The sentences under tests/ were not there to compare with: run the tests before merging.")
    return NluFile(
        _write(examples, sorted(set(notes), key=notes.index)), tuple(exported), len(corrections) - len(exported)
    )


def _contradicting(corrections: Sequence[Correction]) -> dict[int, str]:
    intents: dict[str, set[str]] = {}
    for each in corrections:
        intents.setdefault(same(plain(each.text)), set()).add(each.intent)
    found = {}
    for each in corrections:
        others = intents[same(plain(each.text))] - {each.intent}
        if others:
            found[each.id] = f"Another correction teaches {', '.join(sorted(others))} with the same words."
    return found


def _write(examples: dict[str, dict[str, str]], notes: Sequence[str]) -> str:
    lines = [f"# {one_line(note)}" for note in notes]
    lines += ['version: "3.1"', "", "nlu:" if examples else "nlu: []"]
    for intent in sorted(examples):
        lines += [f"  - intent: {intent}", "    examples: |"]
        lines += [f"      - {text}" for text in sorted(examples[intent].values(), key=lambda t: (t.casefold(), t))]
    return "\n".join(lines) + "\n"

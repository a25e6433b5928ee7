"""The labelled messages: the project's own, and what is wrong with others."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from backline.language import LanguageError, read_corpus
from backline.language.contract import CONDITIONS, RED_FLAGS, SUBJECTS

PROJECT = Path(__file__).resolve().parents[2]
GOOD: dict[str, Any] = {
    "text": "My leg is weak.",
    "in_scope": True,
    "red_flags": ["progressive_weakness"],
    "evidence": {"progressive_weakness": "leg is weak"},
    "topics": ["symptom"],
    "tried": ["rest"],
    "duration_weeks": 2,
    "improved": None,
}


def write(folder: Path, *entries: object) -> Path:
    lines = [entry if isinstance(entry, str) else json.dumps(entry) for entry in entries]
    (folder / "some.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_a_message_is_read_with_its_labels(tmp_path: Path) -> None:
    (message,) = read_corpus(write(tmp_path, GOOD, ""))
    assert message.text == "My leg is weak."
    assert message.red_flags == ("progressive_weakness",)
    assert message.evidence == {"progressive_weakness": "leg is weak"}
    assert (message.tried, message.duration_weeks, message.improved, message.source) == (("rest",), 2, None, "some")


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{", "some.jsonl, line 1: this is no JSON"),
        ([], "write an object with exactly the keys"),
        ({**GOOD, "more": 1}, "write an object with exactly the keys"),
        ({**GOOD, "text": " "}, "the text is empty"),
        ({**GOOD, "topics": ["backs"]}, "'backs' under topics is no name of the contract"),
        ({**GOOD, "tried": ["prayer"]}, "'prayer' under tried is no name of the contract"),
        ({**GOOD, "evidence": {}}, "evidence needs one entry for each red flag"),
        ({**GOOD, "evidence": {"progressive_weakness": "arm is weak"}}, "does not stand in the text"),
        ({**GOOD, "in_scope": False}, "topics are only for messages in scope"),
        ({**GOOD, "improved": "no"}, "improved true, false or null"),
        ({**GOOD, "duration_weeks": "long"}, "duration_weeks is a number or null"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_mend(tmp_path: Path, entry: object, complaint: str) -> None:
    with pytest.raises(LanguageError, match=complaint):
        read_corpus(write(tmp_path, entry))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="holds no labelled message"):
        read_corpus(tmp_path)


def test_the_projects_messages_show_everything_the_contract_names() -> None:
    messages = read_corpus(PROJECT / "data" / "messages")
    flags = Counter(flag for message in messages for flag in message.red_flags)
    topics = Counter(topic for message in messages for topic in message.topics)
    assert min(flags[flag] for flag in RED_FLAGS) >= 10
    assert min(topics[f"condition:{name}"] for name in CONDITIONS) >= 3
    assert min(topics[name] for name in SUBJECTS) >= 5
    assert sum(not message.in_scope for message in messages) >= 100


def test_no_message_stands_twice() -> None:
    texts = Counter(" ".join(message.text.lower().split()) for message in read_corpus(PROJECT / "data" / "messages"))
    assert [text for text, count in texts.items() if count > 1] == []

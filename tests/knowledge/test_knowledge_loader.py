"""Each mistake in the files of the knowledge base is refused with one sentence that says where and how to mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backline.knowledge import KnowledgeBase, KnowledgeError

TODAY = date(2026, 11, 24)

SOURCES = """
page:
  title: A page
  publisher: Somebody
  address: https://example.org/page
  checked: 2026-11-20
"""

SCIATICA = """
topic: sciatica
kind: condition
title: Sciatica
name: sciatica
synonyms: [siatica, sciatic nerve]
related: [exercise]
answers:
  what_is:
    text: |
      Pain that runs
      down the leg.

      Call {emergency_number} in an emergency.
    sources: [page]
    reviewed: 2026-11-20
"""

EXERCISE = """
topic: exercise
kind: care
title: Exercise
name: exercise
synonyms: [workout]
answers:
  benefits:
    text: It makes you stronger.
    sources: [page]
    reviewed: 2026-11-20
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small correct knowledge base."""
    (tmp_path / "sources.yml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "sciatica.yml").write_text(SCIATICA, encoding="utf-8")
    (tmp_path / "exercise.yml").write_text(EXERCISE, encoding="utf-8")
    return tmp_path


def change(folder: Path, file: str, old: str, new: str) -> None:
    """Replace ``old``, which must stand in ``file`` once, by ``new``."""
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def refusal(folder: Path) -> str:
    """What the loader says when it refuses ``folder``."""
    with pytest.raises(KnowledgeError) as caught:
        KnowledgeBase.load(folder, TODAY)
    return str(caught.value)


def test_correct_files_load(folder: Path) -> None:
    base = KnowledgeBase.load(folder, TODAY)
    answer = base.answer("sciatica", "what_is")
    assert answer is not None
    assert answer.text == "Pain that runs down the leg.\n\nCall {emergency_number} in an emergency."
    assert (answer.topic, answer.aspect, answer.reviewed) == ("sciatica", "what_is", date(2026, 11, 20))
    assert [source.address for source in answer.sources] == ["https://example.org/page"]
    assert base.topics["sciatica"].synonyms == ("siatica", "sciatic nerve")
    assert base.topics["sciatica"].related == ("exercise",)


def test_sub_folders_belong_to_others(folder: Path) -> None:
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "words.yml").write_text("anything: [at, all]", encoding="utf-8")
    assert set(KnowledgeBase.load(folder, TODAY).topics) == {"sciatica", "exercise"}


@pytest.mark.parametrize(
    ("old", "new", "entry", "problem"),
    [
        ("kind: condition", "kind: condition\ncolour: red", "colour", "is not known"),
        ("kind: condition", "kind: illness", "kind", "is 'illness'"),
        ("name: sciatica", "name: ''", "name", "is missing"),
        ("title: Sciatica", "title: 7", "title", "is missing or no text"),
        ("topic: sciatica", "topic: siatica", "topic", "named like its topic"),
        ("synonyms: [siatica, sciatic nerve]", "synonyms: []", "synonyms", "is missing"),
        ("synonyms: [siatica, sciatic nerve]\n", "", "synonyms", "is missing"),
        ("synonyms: [siatica, sciatic nerve]", "synonyms: [yes]", "synonyms", "list of texts"),
        ("synonyms: [siatica, sciatic nerve]", "synonyms: siatica", "synonyms", "list of texts"),
        ("synonyms: [siatica, sciatic nerve]", "synonyms: [siatica, siatica]", "synonyms", "twice"),
        ("related: [exercise]", "related: [swimming]", "related", "'swimming' is no other topic"),
        ("related: [exercise]", "related: [sciatica]", "related", "'sciatica' is no other topic"),
        ("related: [exercise]", "part_of: nerves", "part_of", "'nerves' is no topic"),
        ("related: [exercise]", "part_of: sciatica", "part_of", "circle"),
        ("  what_is:", "  definition:", "answers.definition", "is no aspect"),
        ("    sources: [page]", "    sources: [book]", "answers.what_is.sources", "'book'"),
        ("    sources: [page]\n", "", "answers.what_is.sources", "is missing"),
        ("    sources: [page]", "    sources: []", "answers.what_is.sources", "is missing"),
        ("    reviewed: 2026-11-20", "", "answers.what_is.reviewed", "is missing"),
        ("reviewed: 2026-11-20", "reviewed: last week", "answers.what_is.reviewed", "no date"),
        ("reviewed: 2026-11-20", "reviewed: 2026-11-25", "answers.what_is.reviewed", "future"),
        ("{emergency_number}", "{emergency_numbers}", "answers.what_is.text", "{emergency_numbers}"),
        ("{emergency_number}", "{emergency_number!r}", "answers.what_is.text", "unknown placeholder"),
        ("{emergency_number}", "{}", "answers.what_is.text", "unknown placeholder"),
        ("{emergency_number}", "{emergency_number", "answers.what_is.text", "single brace"),
        ("    reviewed: 2026-11-20", "    reviewed: 2026-11-20\n    by: me", "answers.what_is.by", "is not known"),
    ],
)
def test_a_wrong_entry_is_named(folder: Path, old: str, new: str, entry: str, problem: str) -> None:
    change(folder, "sciatica.yml", old, new)
    message = refusal(folder)
    assert f"sciatica.yml, entry '{entry}'" in message
    assert problem in message
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    ("synonym", "owner"), [("workout", "exercise.yml"), ("WorkOut", "exercise.yml"), ("exercise", "exercise.yml")]
)
def test_a_synonym_has_one_owner(folder: Path, synonym: str, owner: str) -> None:
    change(folder, "sciatica.yml", "siatica", synonym)
    message = refusal(folder)
    assert "sciatica.yml" in message
    assert owner in message
    assert f"'{synonym.casefold()}'" in message


def test_two_files_with_the_same_topic_are_refused(folder: Path) -> None:
    (folder / "sciatica_again.yml").write_text(SCIATICA, encoding="utf-8")
    assert "'sciatica' is already in sciatica.yml" in refusal(folder)


def test_wider_topics_may_not_form_a_circle(folder: Path) -> None:
    change(folder, "sciatica.yml", "related: [exercise]", "part_of: exercise")
    change(folder, "exercise.yml", "kind: care", "kind: care\npart_of: sciatica")
    assert "circle" in refusal(folder)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("address: https://example.org/page", "address: example.org", "sources.yml, entry 'page.address'"),
        ("checked: 2026-11-20", "checked: 2027-01-01", "future"),
        ("  publisher: Somebody\n", "", "sources.yml, entry 'page.publisher'"),
        ("publisher: Somebody", "author: Somebody", "sources.yml, entry 'page.author': is not known"),
    ],
)
def test_a_wrong_source_is_named(folder: Path, old: str, new: str, problem: str) -> None:
    change(folder, "sources.yml", old, new)
    assert problem in refusal(folder)


def test_an_entry_given_twice_is_refused(folder: Path) -> None:
    change(folder, "exercise.yml", "kind: care", "kind: care\nkind: habit")
    message = refusal(folder)
    assert "exercise.yml, line 4" in message
    assert "'kind' stands there twice" in message


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"topic: [", "exercise.yml, line"),
        (b"", "must hold entries"),
        (b"- a list", "must hold entries"),
        (b"topic: \xff", "UTF-8"),
    ],
)
def test_a_broken_file_is_named(folder: Path, content: bytes, problem: str) -> None:
    (folder / "exercise.yml").write_bytes(content)
    message = refusal(folder)
    assert message.startswith("exercise.yml")
    assert problem in message


def test_an_empty_or_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "sources.yml" in refusal(tmp_path / "nowhere")
    (tmp_path / "sources.yml").write_text(SOURCES, encoding="utf-8")
    assert "holds no topic" in refusal(tmp_path)

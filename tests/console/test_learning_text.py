"""What is said about an example before it is kept, and the file for data/nlu."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.loading import load_data

from backline.console.example_check import ExampleCheck
from backline.console.example_text import (
    findings_of_text,
    mark,
    marked_words,
    nearly_same,
    plain,
    same,
)
from backline.console.known_sentences import KnownSentences, known_sentences
from backline.console.nlu_file import nlu_file
from backline.console.pages import TEMPLATES, words
from backline.console.stand_ins import StandIns
from backline.storage.corrections import Correction
from tests.conftest import PROJECT
from tests.nlu.test_nlu_data import NEVER_LEARNED
from tests.nlu.test_nlu_data import same as same_in_the_projects_test


def correction(number: int, text: str, intent: str) -> Correction:
    return Correction(number, "c", number, "rita", 0.0, text, "nlu_fallback", intent, None)


@pytest.fixture(scope="module")
def known() -> KnownSentences:
    return known_sentences(PROJECT)


@pytest.fixture(scope="module")
def check(known: KnownSentences) -> ExampleCheck:
    return ExampleCheck(known)


def kinds(check: ExampleCheck, text: str, intent: str | None = "ask_risks") -> list[str]:
    return [finding.kind for finding in check.findings(text, intent)]


def test_masks_become_invented_words_that_differ_as_corrections_do() -> None:
    words = StandIns("US")
    assert words.fill("i'm [name] [name], call [phone] or mail [e-mail]") == (
        "i'm Ann Lee, call 415 555 0134 or mail ann.lee@example.com"
    )
    assert (
        words.fill("no, it's [name] and [phone], [e-mail]")
        == "no, it's Ben Ortiz and 415 555 0135, ann.lee2@example.com"
    )
    assert StandIns("GB").fill("[phone]").startswith("0")


def test_an_example_is_plain_words() -> None:
    assert plain("what about my [slip disk](condition)?") == "what about my slip disk?"
    assert plain('a [slip disk]{"entity": "condition", "value": "herniated_disc"}') == "a slip disk"
    assert plain("/restart {now} [x]\r\n- y") == "restart now x - y"
    assert plain("- - /hello") == "hello"


def test_words_are_marked_as_rasa_marks_them() -> None:
    text = mark("Is a Slip Disk bad", "slip disk", "condition", "herniated_disc")
    assert text == 'Is a [Slip Disk]{"entity": "condition", "value": "herniated_disc"} bad'
    (found,) = marked_words(text)
    assert (found.words, found.kind, found.value) == ("Slip Disk", "condition", "herniated_disc")
    assert mark("is it bad", "slip disk", "condition", "herniated_disc") is None
    assert plain(text) == "Is a Slip Disk bad"


@pytest.mark.parametrize(
    ("text", "clauses", "kind", "refuses"),
    [
        ("???", 1, "empty", True),
        ("[an answer about name or number]", 1, "mask", True),
        ("[name]", 1, "mask", True),
        ("my name is [name]", 1, "mask", False),
        ("word " * 60, 1, "long", False),
        ("it hurts. what now", 2, "long", False),
        ("is [it](nonsense) bad", 1, "mark", True),
        ('is [it]{"entity": "condition", "value": "nonsense"} bad', 1, "mark", True),
        ("is [it bad", 1, "mark", False),
    ],
)
def test_what_is_wrong_with_a_text(text: str, clauses: int, kind: str, refuses: bool) -> None:
    found = findings_of_text(text, ["x"] * clauses, {"herniated_disc"})
    assert (kind, refuses) in [(finding.kind, finding.refuses) for finding in found]


def test_nothing_is_said_about_a_good_example(check: ExampleCheck) -> None:
    assert kinds(check, "are gravity boots from the attic a menace to my lumbar bits") == []


def test_the_same_is_what_the_projects_own_test_takes_for_the_same(known: KnownSentences) -> None:
    for text in ("What's  sciatica?!", "WHAAAT", "12 or 13", "???", "don\u2019t know"):
        assert same(text) == same_in_the_projects_test(text)
    assert nearly_same("please what is the cost of an mri scan") == nearly_same("what is the MRI scan cost?")


def test_rules_set_these_intents_so_they_are_not_offered(known: KnownSentences) -> None:
    assert NEVER_LEARNED.isdisjoint(known.intents)
    assert "ask_what_is" in known.intents


def test_duplicates_and_conflicts_are_named(check: ExampleCheck) -> None:
    (found,) = check.findings("What Causes SCIATICA!", "ask_causes")
    assert (found.kind, found.refuses) == ("duplicate", False)
    assert "ask_causes" in found.sentence
    (found,) = check.findings("what causes sciatica", "ask_risks")
    assert found.kind in ("conflict", "leak")
    assert kinds(check, "what exactly will i have to pay out of pocket for it", "ask_cost") == []


@pytest.mark.parametrize(
    "text",
    [
        "doc used the word spondylosis and I just nodded lol, meaning",  # held_out.yml
        "WOTS A FORAMINOTOMY?",  # unseen.yml
        "oh wait, my number is 415 555 0145",  # a conversation
        "cnat controll my blader",  # a message about warning signs
    ],
)
def test_what_the_assistant_is_measured_with_is_refused(check: ExampleCheck, text: str) -> None:
    assert [(f.kind, f.refuses) for f in check.findings(text, "ask_what_is") if f.refuses] == [("leak", True)]


def test_without_the_tests_it_is_known_that_they_are_missing(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "nlu"
    folder.mkdir(parents=True)
    (folder / "a.yml").write_text('version: "3.1"\n\nnlu:\n  - intent: greet\n    examples: |\n      - hi\n')
    known = known_sentences(tmp_path)
    assert (known.has_tests, known.intents) == (False, ("greet",))
    file = nlu_file([correction(1, "ahoy", "greet")], lambda *_: [], has_tests=known.has_tests)
    assert file.text.startswith("# The sentences under tests/ were not there to compare with")


MARK = '{"entity": "condition", "value": "herniated_disc"}'
CORRECTIONS = [
    correction(1, "are gravity boots from the attic a menace", "ask_risks"),
    correction(2, "Are gravity boots from the attic a menace?", "ask_risks"),
    correction(3, "zebra crossing for my spine", "out_of_scope"),
    correction(4, "zebra crossing for my spine!", "chitchat"),
    correction(5, "what causes sciatica", "ask_causes"),
    correction(6, "wots a foraminotomy", "ask_what_is"),
    correction(7, f"does a [slippy disk]{MARK} go away: yes or no # eh", "ask_recovery"),
    correction(8, "my name is [name], number [phone]", "inform"),
    correction(9, r"'quoted' \n \"back\" {slash} %s é 腰 : - | > & *x", "chitchat"),
    correction(10, "Buttered gravity boots, are they a menace", "ask_risks"),
]


def test_the_export_has_the_form_of_data_nlu(check: ExampleCheck) -> None:
    file = nlu_file(CORRECTIONS, check.findings)
    comments, _, body = file.text.partition('version: "3.1"\n')
    assert body.startswith("\nnlu:\n  - intent: ask_recovery\n    examples: |\n      - does a slippy disk go away")
    assert [line for line in body.splitlines() if line.startswith("  - intent")] == [
        f"  - intent: {name}" for name in ("ask_recovery", "ask_risks", "chitchat", "inform")
    ]
    assert "      - are gravity boots from the attic a menace\n      - Buttered" in body
    assert comments.count("# Left out: zebra crossing") == 2
    assert "# Left out: what causes sciatica (ask_causes). It is an example" in comments
    assert "# Left out: wots a foraminotomy (ask_what_is). It stands in tests/nlu/unseen.yml" in comments
    assert "# Words to add to data/knowledge: slippy disk (condition herniated_disc)" in comments
    assert file.exported == (1, 2, 7, 8, 9, 10)
    assert file.left_out == 4


def test_rasa_reads_back_what_was_exported(check: ExampleCheck) -> None:
    file = nlu_file(CORRECTIONS, check.findings)
    read = RasaYAMLReader().reads(file.text)
    assert sorted((example.get("intent"), example.get("text")) for example in read.intent_examples) == sorted(
        {(each.intent, plain(each.text)) for each in CORRECTIONS if each.id in (1, 7, 8, 9, 10)}
    )
    assert not any(example.get("entities") for example in read.intent_examples)


def test_the_export_merges_with_the_training_data(check: ExampleCheck, tmp_path: Path) -> None:
    path = tmp_path / "learned.yml"
    path.write_text(nlu_file(CORRECTIONS, check.findings).text, encoding="utf-8")
    learned, trained = load_data(str(path)), load_data(str(PROJECT / "data" / "nlu"))
    together = trained.merge(learned)
    assert len(together.intent_examples) == len(trained.intent_examples) + 5
    meanings: dict[str, set[str]] = {}
    for example in together.intent_examples:
        meanings.setdefault(same(example.get("text")), set()).add(example.get("intent"))
    assert [text for text, intents in meanings.items() if len(intents) > 1] == []
    assert len(meanings) == len(together.intent_examples)


def test_an_empty_export_is_a_file_too(check: ExampleCheck) -> None:
    file = nlu_file([], check.findings)
    assert RasaYAMLReader().reads(file.text).intent_examples == []


def test_the_form_needs_only_what_a_page_knows_of_a_message() -> None:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters["words"] = words
    form = environment.get_template("learning/_correct.html").render(
        csrf="c",
        message_id=7,
        text="is <it> bad",
        intent="emergency",
        runners_up=["ask_risks", "ask_causes"],
        intents=("ask_causes", "ask_risks", "greet"),
    )
    assert 'action="/staff/learning/messages/7"' in form
    assert 'value="is &lt;it&gt; bad"' in form
    assert re.findall(r'name="intent" value="(\w+)"', form) == ["ask_risks", "ask_causes"]
    assert "checked" not in form

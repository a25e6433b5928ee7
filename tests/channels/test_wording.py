"""What messaging channels say: easy to read, says what people need, and a wrong file is refused with one sentence."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from backline.channels.commands import Command, command_of
from backline.channels.contract import WHAT
from backline.channels.wording import MessagingWords, WordingError, load_words
from backline.settings import Clinic
from tests.helpers.syllables import offline_syllables  # noqa: F401  (a fixture)

SHIPPED = Path(__file__).parents[2] / "data" / "messaging.yml"
GRADE = 8.0
textstat: Any = import_module("textstat")  # it has no type hints
CLINIC = Clinic(name="Harbor Spine Clinic", phone="+1 415 555 0100", emergency_number="911", crisis_line="988")
WORDS = CLINIC.words()
ENTRIES = (
    *("notice", "ask_consent", "consent_needed", "consent_given", "declined", "stopped", "started_again", "help"),
    *("ask_delete", "deleted", "delete_held", "delete_nothing", "delete_cancelled", "not_handled"),
    "alarm_stands",
)


pytestmark = pytest.mark.usefixtures("offline_syllables")


def _shipped() -> dict[str, Any]:
    raw: dict[str, Any] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return raw


def _load(tmp_path: Path, raw: Any) -> MessagingWords:
    path = tmp_path / "messaging.yml"
    path.write_text(raw if isinstance(raw, str) else yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    return load_words(path)


def _all_texts() -> list[str]:
    words = load_words(SHIPPED)
    said = [words.text(entry, WORDS) for entry in ENTRIES]
    said += [words.unreadable(what, with_text, WORDS) for what in WHAT for with_text in (False, True)]
    return sorted({text for text in said if text})


def test_every_entry_is_there_and_filled_in() -> None:
    assert set(load_words(SHIPPED).texts) == set(ENTRIES)
    for text in _all_texts():
        assert not set(text) & set("{}")
        assert text[0].isupper()
        assert text[-1] in '.?!"'


@pytest.mark.parametrize("text", _all_texts())
def test_a_text_is_easy_to_read(text: str) -> None:
    plain = text.replace(CLINIC.name, "the clinic").replace(CLINIC.phone, "us")
    assert float(textstat.textstat.flesch_kincaid_grade(plain)) <= GRADE
    assert max(len(sentence.split()) for sentence in re.split(r"[.?!](?=\s|$)", plain)) <= 22


@pytest.mark.parametrize("text", _all_texts())
def test_a_text_fits_into_an_sms_without_special_characters(text: str) -> None:
    # One character outside would make every part of an SMS half as long.
    assert text.isascii()
    assert not set(text) & set("`")
    assert len(text) <= 600


@pytest.mark.parametrize("text", _all_texts())
def test_a_text_blames_nobody(text: str) -> None:
    assert not re.search(r"\b(invalid|error|wrong message|must not|failed|illegal|bad)\b", text, re.IGNORECASE)


def test_the_notice_says_who_writes_what_is_kept_and_what_to_do_in_an_emergency() -> None:
    said = load_words(SHIPPED).text("notice", WORDS)
    for needed in (
        *(
            "computer program",
            "Harbor Spine Clinic",
            "not a doctor",
            "30 days",
            "about your health",
            "check my answers",
        ),
        *("company that runs this app", "not for emergencies", "call 911", "STOP", "HELP", '"delete my data"'),
    ):
        assert needed in said
    assert said.count("\n\n") >= 2


def test_who_deletes_their_data_is_told_what_the_clinic_may_still_have() -> None:
    words = load_words(SHIPPED)
    assert "may not call" in words.text("ask_delete", WORDS), "a request may be in the clinic's mailbox already"
    assert "call +1 415 555 0100" in words.text("deleted", WORDS)


def test_one_day_is_not_one_days() -> None:
    said = load_words(SHIPPED).text("notice", {**WORDS, "transcript_days": "1"})
    assert "1 day " in said
    assert "1 days" not in said


def test_those_who_leave_are_told_whom_to_call_and_how_to_come_back() -> None:
    words = load_words(SHIPPED)
    for entry in ("declined", "stopped"):
        said = words.text(entry, WORDS)
        for needed in ("+1 415 555 0100", "911", "START"):
            assert needed in said


def test_what_people_are_asked_to_write_is_read_as_that() -> None:
    words = load_words(SHIPPED)
    state = {"carrier_keywords": False, "in_form": False, "deleting": False, "asked_consent": False}
    assert command_of("STOP", **state) is Command.STOP
    assert command_of("HELP", **state) is Command.HELP
    assert command_of("START", **state) is Command.START
    assert command_of('"delete my data"', **state) is Command.DELETE
    assert command_of("DELETE", **{**state, "deleting": True}) is Command.CONFIRM_DELETE
    assert command_of("no", **{**state, "deleting": True}) is Command.NO
    yes, no = words.consent_options
    assert command_of(yes, **{**state, "asked_consent": True}) is Command.YES
    assert command_of(no, **{**state, "asked_consent": True}) is Command.NO


def test_every_kind_that_can_not_be_read_has_a_word_but_for_what_was_deleted() -> None:
    words = load_words(SHIPPED)
    for what in WHAT:
        alone = words.unreadable(what, False, WORDS)
        assert bool(alone) == (what != "deleted")
        assert alone != words.unreadable(what, True, WORDS) or not alone
    assert words.unreadable("hologram", False, WORDS) == words.unreadable("other", False, WORDS)


def test_a_word_in_braces_stays_what_it_is() -> None:
    said = load_words(SHIPPED).text("help", {**WORDS, "clinic_name": "{clinic_phone}"})
    assert "{clinic_phone}" in said


def test_an_unknown_entry_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        load_words(SHIPPED).text("joke", WORDS)


def test_the_version_fits_its_column_and_follows_what_people_agree_to(tmp_path: Path) -> None:
    raw = _shipped()
    first = _load(tmp_path, raw).version
    assert first == load_words(SHIPPED).version
    assert re.fullmatch(r"2026-11\+[0-9a-f]{8}", first)
    assert len(first) <= 32
    assert _load(tmp_path, {**raw, "help": raw["help"] + " Bye."}).version == first
    for entry in ("notice", "ask_consent"):
        assert _load(tmp_path, {**raw, entry: raw[entry] + " Bye."}).version != first
    other = {**raw, "consent_options": {"yes": "Yes", "no": "No"}}
    assert _load(tmp_path, other).version != first
    assert _load(tmp_path, {**raw, "version": "3"}).version.startswith("3+")


def _without(entry: str) -> dict[str, Any]:
    return {name: value for name, value in _shipped().items() if name != entry}


@pytest.mark.parametrize("entry", ["version", *ENTRIES, "consent_options", "unreadable", "with_text"])
def test_a_missing_entry_is_named(tmp_path: Path, entry: str) -> None:
    with pytest.raises(WordingError, match=f"'{entry}' is missing"):
        _load(tmp_path, _without(entry))


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("value", ["", "  ", None, 5, ["a"], {"a": "b"}, True])
def test_an_entry_that_is_no_text_is_named(tmp_path: Path, entry: str, value: Any) -> None:
    with pytest.raises(WordingError, match=f"'{entry}' is missing or no text"):
        _load(tmp_path, {**_shipped(), entry: value})


@pytest.mark.parametrize(
    ("entry", "gone"),
    [("notice", "STOP"), ("notice", "HELP"), ("notice", '"delete my data"'), ("notice", "{transcript_days}"),
     ("notice", "{clinic_name}"), ("notice", "{emergency_number}"), ("stopped", "START"), ("declined", "START"),
     ("stopped", "{clinic_phone}"), ("declined", "{emergency_number}"), ("ask_delete", "DELETE"), ("help", "STOP"),
     ("not_handled", "{clinic_phone}"), ("not_handled", "{emergency_number}"), ("delete_held", "{clinic_phone}"),
     ("consent_needed", "{emergency_number}")],
)  # fmt: skip
def test_what_people_need_must_be_said(tmp_path: Path, entry: str, gone: str) -> None:
    raw = _shipped()
    with pytest.raises(WordingError, match=f"'{entry}' must say {re.escape(gone)}"):
        _load(tmp_path, {**raw, entry: raw[entry].replace(gone, "that")})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"joke": "ha"}, "the entry 'joke' is not known: remove it"),
        ({"version": 2026}, "'version' is missing or no text"),
        ({"version": "a b"}, "use up to 20 letters"),
        ({"version": "x" * 21}, "use up to 20 letters"),
        ({"deleted": "Call {doctor}."}, "{doctor} in the entry 'deleted' is not known: use one of {clinic_name}"),
        ({"deleted": "Call {clinic_phone."}, "'deleted' has a brace without its other half"),
        ({"deleted": "Call {}."}, "{} in the entry 'deleted' is not known"),
        ({"consent_options": ["Yes", "No"]}, "'consent_options' must hold"),
        ({"consent_options": {"yes": "Yes"}}, "'no' is missing"),
        ({"consent_options": {True: "Yes", False: "No"}}, "need quotes"),
        ({"consent_options": {"yes": "Yes, go on with it all", "no": "No"}}, "too long: use up to 20 characters"),
        ({"consent_options": {"yes": "Perhaps", "no": "No"}}, "'Perhaps' is not read as yes"),
        ({"consent_options": {"yes": "Yes", "no": "Yes"}}, "'Yes' is not read as no"),
        ({"unreadable": "photo"}, "'unreadable' must hold the entries photo"),
        ({"unreadable": {"photo": "No."}}, "'voice' is missing"),
        ({"with_text": {"hologram": "No."}}, "'hologram' is not known"),
    ],
)
def test_a_wrong_entry_is_refused_with_one_sentence(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    with pytest.raises(WordingError, match=re.escape(message)) as refused:
        _load(tmp_path, {**_shipped(), **change})
    assert "\n" not in str(refused.value)


def test_of_the_unreadable_only_deleted_may_be_empty(tmp_path: Path) -> None:
    raw = _shipped()
    with pytest.raises(WordingError, match="'unreadable: voice' is missing"):
        _load(tmp_path, {**raw, "unreadable": {**raw["unreadable"], "voice": ""}})
    words = _load(tmp_path, {**raw, "with_text": {**raw["with_text"], "voice": ""}})
    assert words.unreadable("voice", True, WORDS) == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "must hold the entries"), ("- a\n- b", "must hold the entries"), ("a: b: c", "line 1 is not valid YAML"),
     ("notice: 'open", "not valid YAML")],
)  # fmt: skip
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(WordingError, match=message):
        _load(tmp_path, text)


def test_a_missing_or_unreadable_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="is missing: restore it"):
        load_words(tmp_path / "messaging.yml")
    (tmp_path / "messaging.yml").write_bytes(b"notice: \xff\xfe")
    with pytest.raises(WordingError, match="save it as UTF-8"):
        load_words(tmp_path / "messaging.yml")

"""Triage of red flags, and the file with what is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from backline.care import CareError, RedFlagReplies, Triage, triage
from backline.care.triage import CONVERSATION, RED_FLAGS, TIERS

FILE = Path(__file__).parents[2] / "data" / "red_flag_replies.yml"
NUMBERS = {
    "emergency_number": "911",
    "crisis_line": "988",
    "clinic_phone": "415 555 0100",
    "clinic_name": "Harbor Spine Clinic",
    "weeks_of_care": "6",
}


@dataclass(frozen=True)
class Flag:
    """A red flag as it is read in a message."""

    id: str
    tier: str


flags = st.lists(st.builds(Flag, st.sampled_from(RED_FLAGS), st.sampled_from(TIERS)), max_size=8)


def test_no_flag_is_no_tier() -> None:
    assert triage([]) == Triage(None, (), None)


@pytest.mark.parametrize(
    ("read", "tier", "ids", "key"),
    [
        ([("infection", "urgent")], "urgent", ("infection",), "infection.urgent"),
        (
            [("cancer", "urgent"), ("infection", "urgent")],
            "urgent",
            ("infection", "cancer"),
            "infection.urgent",
        ),
        (
            [("cancer", "urgent"), ("cauda_equina", "emergency")],
            "emergency",
            ("cauda_equina", "cancer"),
            "cauda_equina.emergency",
        ),
        (
            [("cauda_equina", "emergency"), ("self_harm", "emergency")],
            "emergency",
            ("self_harm", "cauda_equina"),
            "self_harm.emergency",
        ),
        (
            [("infection", "urgent"), ("infection", "emergency")],
            "emergency",
            ("infection",),
            "infection.emergency",
        ),
        (
            [("infection", "emergency"), ("infection", "urgent")],
            "emergency",
            ("infection",),
            "infection.emergency",
        ),
        # harmless-looking pairs raise the tier together
        (
            [("cancer", "urgent"), ("progressive_weakness", "urgent")],
            "emergency",
            ("progressive_weakness", "cancer"),
            "progressive_weakness.emergency",
        ),
        # in doubt, up
        ([("fracture", "maybe")], "emergency", ("fracture",), "fracture.emergency"),
        ([("new_flag", "emergency")], "emergency", ("new_flag",), "new_flag.emergency"),
    ],
)
def test_triage(read: list[tuple[str, str]], tier: str, ids: tuple[str, ...], key: str) -> None:
    assert triage([Flag(*item) for item in read]) == Triage(tier, ids, key)  # type: ignore[arg-type]


@given(read=flags, more=flags)
def test_more_flags_never_lower_the_tier(read: list[Flag], more: list[Flag]) -> None:
    order = (None, "urgent", "emergency")
    assert order.index(triage(read + more).tier) >= order.index(triage(read).tier)


@given(read=flags)
def test_the_order_of_reading_does_not_matter_and_nothing_is_lost(read: list[Flag]) -> None:
    result = triage(read)
    assert result == triage(read[::-1])
    assert set(result.ids) == {flag.id for flag in read}


@given(read=flags.filter(bool))
def test_every_result_has_a_reply_with_a_number_to_call(replies: RedFlagReplies, read: list[Flag]) -> None:
    result = triage(read)
    assert result.message_key is not None
    text = replies.text(result.message_key, NUMBERS)
    assert not re.search(r"[{}]", text)
    assert ("911" in text) if result.tier == "emergency" else ("911" in text or "415 555 0100" in text)


def test_a_flag_without_an_urgent_text_gets_its_emergency_text(replies: RedFlagReplies) -> None:
    assert "self_harm.urgent" not in replies.texts
    assert replies.text("self_harm.urgent", NUMBERS) == replies.text("self_harm.emergency", NUMBERS)


@pytest.mark.parametrize("tier", TIERS)
def test_an_unknown_flag_gets_the_general_text(replies: RedFlagReplies, tier: str) -> None:
    assert replies.text(f"new_flag.{tier}", NUMBERS) == replies.text(f"general.{tier}", NUMBERS)


@pytest.mark.parametrize("key", ["nonsense", "infection.mild", ""])
def test_an_unknown_key_is_an_error(replies: RedFlagReplies, key: str) -> None:
    with pytest.raises(KeyError):
        replies.text(key, NUMBERS)


def test_a_missing_number_is_an_error(replies: RedFlagReplies) -> None:
    with pytest.raises(KeyError, match="emergency_number"):
        replies.text("cauda_equina.emergency", {"clinic_phone": "1"})


def test_emergency_texts_name_the_number_and_keep_people_off_the_wheel(replies: RedFlagReplies) -> None:
    for key, text in replies.texts.items():
        if not key.endswith(".emergency"):
            continue
        assert "{emergency_number} now" in text
        assert "contact form" not in text
        assert "exercise" not in text
        if key != "self_harm.emergency":
            assert re.search(r"do not drive\s+yourself", text), key


def test_urgent_texts_name_a_doctor_the_clinic_and_the_form(replies: RedFlagReplies) -> None:
    urgent = [text for key, text in replies.texts.items() if key.endswith(".urgent")]
    assert len(urgent) >= 5
    for text in urgent:
        assert "{clinic_phone}" in text
        assert re.search(r"doctor\s+today", text)
        assert re.search(r"mark our contact\s+form as urgent", text)


def test_self_harm_is_met_with_the_crisis_line_and_company(replies: RedFlagReplies) -> None:
    text = replies.text("self_harm.emergency", NUMBERS)
    assert "988" in text
    assert "911" in text
    assert "Stay with someone" in text


def test_replies_to_flags_are_2_to_4_sentences(replies: RedFlagReplies) -> None:
    for key, text in replies.texts.items():
        if "." in key:
            assert 2 <= len(re.findall(r"[.?!](?:\s|$)", text)) <= 4, key


def test_the_screening_question_lists_every_sign(replies: RedFlagReplies) -> None:
    text = replies.text("ask_warning_signs", NUMBERS)
    lines = [line for line in text.splitlines() if line.startswith("- ")]
    assert len(lines) == 8
    for word in (
        "bladder",
        "bowel",
        "between your legs",
        "weakness",
        "fever",
        "fall",
        "cancer",
        "weight",
        "chest",
    ):
        assert word in text


def test_no_reply_diagnoses_or_frightens(replies: RedFlagReplies) -> None:
    text = " ".join(replies.texts.values()).lower()
    assert not re.search(r"\byou have (a|an|the)\b|crumbl|worn out|slipped|bone on bone|paraly|die\b|death", text)


Change = Callable[[dict[str, Any]], Any]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("general"), "the file: 'general' is missing; add it."),
        (lambda data: data["flags"].pop("cancer"), "flags: 'cancer' is missing"),
        (lambda data: data["flags"].update(stroke={}), "flags: 'stroke' is not known; use"),
        (lambda data: data["flags"].update(cancer="call"), "cancer: must hold"),
        (lambda data: data["flags"]["cancer"].pop("emergency"), "cancer: 'emergency' is missing"),
        (lambda data: data["general"].pop("urgent"), "general: 'urgent' is missing"),
        (lambda data: data["flags"]["cancer"].update(mild="x"), "cancer: 'mild' is not known"),
        (
            lambda data: data["flags"]["cancer"].update(emergency="Call now."),
            "cancer.emergency: does not name {emergency_number}; add it.",
        ),
        (
            lambda data: data["flags"]["cancer"].update(urgent="See a doctor."),
            "cancer.urgent: does not name {clinic_phone}",
        ),
        (
            lambda data: data["flags"]["self_harm"].update(emergency="Call {emergency_number}."),
            "self_harm.emergency: does not name {crisis_line}",
        ),
        (lambda data: data["conversation"].update(resolved=""), "resolved: must be a text"),
        (
            lambda data: data["conversation"].update(resolved="Call {phone}."),
            "resolved: '{phone}' is not a placeholder",
        ),
        (lambda data: data["conversation"].update(resolved="Well {"), "resolved: has a brace"),
        (
            lambda data: data["conversation"].update(still_emergency="Later."),
            "still_emergency: does not name",
        ),
        (
            lambda data: data["flags"]["self_harm"].update(asks="Is it so? Call {emergency_number}."),
            "self_harm.asks: does not name {crisis_line}",
        ),
        (lambda data: data["flags"]["cauda_equina"].update(asks="Is it?"), "cauda_equina.asks: does not name"),
        (lambda data: data["general"].update(asks="Is it so?"), "general: 'asks' is not known"),
        (
            lambda data: data["conversation"].pop("warning_sign_yes"),
            "conversation: 'warning_sign_yes' is missing",
        ),
        (lambda data: data.update(reviewed="today"), "reviewed: must be a date"),
        (lambda data: data.update(sources=[]), "sources: must list at least one source"),
    ],
)
def test_a_wrong_file_says_what_to_mend(tmp_path: Path, change: Change, message: str) -> None:
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "red_flag_replies.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(CareError, match=re.escape(f"red_flag_replies.yml: {message}")):
        RedFlagReplies.load(path)


@pytest.mark.parametrize(("text", "message"), [("a: [", "not valid YAML"), ("just words", "the file: must hold")])
def test_a_broken_file_says_what_to_mend(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "red_flag_replies.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CareError, match=message):
        RedFlagReplies.load(path)


def test_the_shipped_file_holds_every_text(replies: RedFlagReplies) -> None:
    expected = {f"{flag}.emergency" for flag in (*RED_FLAGS, "general")} | set(CONVERSATION)
    assert expected <= set(replies.texts)

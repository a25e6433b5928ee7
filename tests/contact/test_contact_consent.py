"""The consent text: what is shipped says what it must, and a wrong file is refused with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from backline.contact import Consent, ConsentError, load_consent

SHIPPED = Path(__file__).parents[2] / "data" / "consent.yml"
WORDS = {
    "clinic_name": "Harbor Spine Clinic",
    "clinic_phone": "+1 415 555 0100",
    "emergency_number": "911",
    "lead_months": "12",
    "callback_promise": "within one working day",
}
GOOD = """\
version: "1"
text: Kept {lead_months} months, call {clinic_phone}, in an emergency {emergency_number}.
question: OK?
"""


def _load(tmp_path: Path, text: str) -> Consent:
    path = tmp_path / "consent.yml"
    path.write_text(text, encoding="utf-8")
    return load_consent(path)


def test_the_shipped_text_says_everything_a_person_needs() -> None:
    said = load_consent(SHIPPED).render(WORDS)
    kept = ("name", "phone", "e-mail", "when to call", "why you want to talk", "summary")
    rules = (
        "staff at Harbor Spine Clinic",
        "12 months",
        "change your mind",
        "+1 415 555 0100",
        "not for emergencies",
        "911",
    )
    for needed in (*kept, *rules):
        assert needed in said
    assert "{" not in said
    assert said.count("?") == 1


def test_one_month_is_not_one_months() -> None:
    said = load_consent(SHIPPED).render({**WORDS, "lead_months": "1"})
    assert "1 month." in said
    assert "1 months" not in said


def test_the_version_fits_its_column_and_follows_the_wording(tmp_path: Path) -> None:
    first = _load(tmp_path, GOOD)
    assert first.version.startswith("1+")
    assert len(load_consent(SHIPPED).version) <= 32
    assert _load(tmp_path, GOOD).version == first.version
    assert _load(tmp_path, GOOD.replace("Kept", "Held")).version != first.version
    assert _load(tmp_path, GOOD.replace("OK?", "Fine?")).version != first.version
    assert _load(tmp_path, GOOD.replace('"1"', '"2"')).version != first.version


def test_a_word_that_is_not_given_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        _load(tmp_path, GOOD).render({"lead_months": "12"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must hold the entries"),
        ("- a list", "must hold the entries"),
        ("version: [", "not valid YAML"),
        (GOOD.replace('version: "1"\n', ""), "'version' is missing"),
        (GOOD.replace('"1"', "1"), "'version' is missing or no text"),
        (GOOD.replace('"1"', '"' + "1" * 21 + '"'), "up to 20"),
        (GOOD.replace('"1"', '"a b"'), "up to 20"),
        (GOOD.replace("OK?", '" "'), "'question' is missing"),
        (GOOD + "extra: x\n", "'extra' is not known"),
        (GOOD.replace("{lead_months}", "some"), "must say {lead_months}"),
        (GOOD.replace("{clinic_phone}", "us"), "must say {clinic_phone}"),
        (GOOD.replace("{emergency_number}", "help"), "must say {emergency_number}"),
        (GOOD.replace("Kept", "Kept {long}"), "{long} is not known"),
    ],
)
def test_a_wrong_file_is_refused_with_one_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConsentError) as caught:
        _load(tmp_path, text)
    message = str(caught.value)
    assert said in message
    assert "consent.yml" in message
    assert "\n" not in message


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConsentError, match="is missing: restore it"):
        load_consent(tmp_path / "nothing.yml")

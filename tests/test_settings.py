from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from backline.settings import SettingsError, load_clinic, load_settings
from tests.conftest import PROJECT

GOOD = yaml.safe_load((PROJECT / "clinic.yml").read_text(encoding="utf-8"))


def clinic_file(folder: Path, **change: object) -> Path:
    path = folder / "clinic.yml"
    path.write_text(yaml.safe_dump({k: v for k, v in {**GOOD, **change}.items() if v is not None}))
    return path


def test_the_demo_clinic_is_complete() -> None:
    clinic = load_clinic(PROJECT / "clinic.yml")
    assert clinic.phone_link == "tel:+14155550100"
    assert set(clinic.words()) >= {"clinic_name", "clinic_phone", "emergency_number", "weeks_of_care"}


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"name": ""}, "name"),
        ({"phone": None}, "phone"),
        ({"emergency_number": None}, "emergency_number"),
        ({"emergency_number": "nine"}, "emergency_number"),
        ({"phone": "12"}, "phone"),
        ({"phone": "call us"}, "phone"),
        ({"phone": "020 7946 00000000", "region": "GB"}, "phone"),
        ({"region": "XX"}, "region"),
        ({"weeks_of_care": 0}, "weeks_of_care"),
        ({"weeks_of_regular_care": 0}, "weeks_of_regular_care"),
        ({"function_limit": 11}, "function_limit"),
        ({"function_limit": "high"}, "function_limit"),
        ({"retention": {"transcript_days": 0}}, "retention.transcript_days"),
        ({"callback_working_days": 0}, "callback_working_days"),
        ({"callback_working_days": "one"}, "callback_working_days"),
        ({"working_days": []}, "working_days"),
        ({"working_days": ["monday", "someday"]}, "working_days"),
        ({"closed_on": [20261225]}, "closed_on"),
        ({"closed_on": "2026-12-25"}, "closed_on"),
        ({"closed_on": ["Christmas"]}, "closed_on"),
        ({"time_zone": "California"}, "time_zone"),
        ({"time_zone": "../etc"}, "time_zone"),
        ({"languages": ["en", "de"]}, "languages"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_what_is_wrong_is_named_in_one_sentence(tmp_path: Path, change: dict[str, object], names: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_clinic(clinic_file(tmp_path, **change))
    message = str(caught.value)
    assert f"'{names}'" in message
    assert "\n" not in message
    assert message.endswith(".")


def test_the_promise_is_read_as_a_number(tmp_path: Path) -> None:
    path = clinic_file(
        tmp_path,
        callback_working_days=2,
        working_days=["Monday", "saturday"],
        closed_on=[date(2026, 12, 25), "2027-01-01"],
        time_zone="Europe/London",
    )
    promise = load_clinic(path).promise
    assert promise.working_days == 2
    assert promise.weekdays == {0, 5}
    assert promise.closed_on == {date(2026, 12, 25), date(2027, 1, 1)}
    assert str(promise.time_zone) == "Europe/London"


def test_a_missing_file_says_where_to_run(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BACKLINE_PROJECT_DIR"):
        load_settings({"BACKLINE_PROJECT_DIR": str(tmp_path)})


def test_yaml_that_can_not_be_read_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "clinic.yml").write_text("name: 'x\nphone: 1\n")
    with pytest.raises(SettingsError, match=r"line \d+ is not valid YAML"):
        load_clinic(tmp_path / "clinic.yml")


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1", "80 80"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(SettingsError, match="BACKLINE_PORT"):
        load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_PORT": port})


def test_the_environment_names_port_and_folder(tmp_path: Path) -> None:
    settings = load_settings(
        {"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_PORT": "9000", "BACKLINE_DATA_DIR": str(tmp_path / "d")}
    )
    assert settings.port == 9000
    assert settings.data_dir == tmp_path / "d"
    assert settings.public_url == "http://localhost:9000"
    assert not settings.is_https


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="BACKLINE_PUBLIC_URL"):
        load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_PUBLIC_URL": "clinic.example"})


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ann:pass%23word@db.example:5432/backline",
        "postgres://ann@db.example/backline?sslmode=verify-full",
        "postgresql://ann@/backline?host=/run/postgresql",
        "postgresql://ann:x@[::1]:5432/backline",
        "",
        " ",
    ],
)
def test_the_environment_names_a_database(url: str) -> None:
    settings = load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_DATABASE_URL": url})
    assert settings.database_url == url.strip()
    assert "pass%23word" not in repr(settings)


@pytest.mark.parametrize(
    "url",
    [
        "backline",
        "mysql://ann:hidden@db.example/backline",
        "sqlite:///hidden.db",
        "postgresql+asyncpg://ann:hidden@db.example/backline",
        "postgresql://ann:hidden@db.example",
        "postgresql://ann:hidden@db.example/",
        "postgresql://ann:hidden@/backline",
        "postgresql://ann:hidden@db.example:port/backline",
        "postgresql://ann:hidden@db.example:99999/backline",
        "postgresql://ann:hid#den@db.example/backline",
        "postgresql://ann:hid/den@db.example/backline",
        "postgresql://ann:hid den@db.example/backline",
        "postgresql://ann:hid[den@db.example/backline",
    ],
)
def test_a_database_address_that_is_none_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(SettingsError, match="BACKLINE_DATABASE_URL") as caught:
        load_settings({"BACKLINE_PROJECT_DIR": str(PROJECT), "BACKLINE_DATABASE_URL": url})
    message = str(caught.value)
    assert message.endswith(".")
    assert "hid" not in message

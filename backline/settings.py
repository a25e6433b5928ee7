"""What the clinic and the operator set: ``clinic.yml`` and the environment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
import yaml
from pydantic import BaseModel, Extra, Field, ValidationError, validator

from backline.contact.delivery.options import LeadDelivery, LeadDeliveryEntry, read_options
from backline.contact.promise import Promise

_TOKEN_LEAST = 16
DEFAULT_PORT = 8080
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SettingsError(ValueError):
    """A setting is missing or wrong; the message is one sentence that says how to mend it."""


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False


class OpeningHours(_Strict):
    """One line of the opening hours, in the clinic's own words."""

    days: str
    hours: str


class Retention(_Strict):
    """How long conversations (days) and contact requests (months) are kept."""

    transcript_days: int = Field(30, ge=1, le=3650)
    lead_months: int = Field(12, ge=1, le=120)


class Clinic(_Strict):
    """The clinic as ``clinic.yml`` describes it."""

    name: str = Field(min_length=1)
    region: str = "US"
    phone: str
    email: str | None = None
    address: str = ""
    website: str | None = None
    emergency_number: str
    crisis_line: str
    opening_hours: tuple[OpeningHours, ...] = ()
    callback_promise: str = "within one working day"
    callback_working_days: int = Field(1, ge=1, le=30)
    working_days: tuple[str, ...] = _WEEKDAYS[:5]
    closed_on: tuple[date, ...] = ()
    time_zone: str = "UTC"
    weeks_of_care: int = Field(6, ge=1, le=52)
    chronic_weeks: int = Field(12, ge=1, le=104)
    weeks_of_regular_care: int = Field(6, ge=1, le=52)
    function_limit: int = Field(7, ge=1, le=10)
    retention: Retention = Retention()
    lead_delivery: LeadDeliveryEntry = LeadDeliveryEntry()
    languages: tuple[str, ...] = ("en",)

    @validator("region")
    def _known_region(cls, value: str) -> str:
        if value not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("must be a two-letter country code such as US or GB")
        return value

    @validator("phone")
    def _is_phone(cls, value: str, values: dict[str, Any]) -> str:
        try:
            possible = phonenumbers.is_possible_number(phonenumbers.parse(value, values.get("region")))
        except phonenumbers.NumberParseException:
            possible = False
        if not possible:
            raise ValueError('must be a phone number in quotes, such as "+1 415 555 0100"')
        return value

    @validator("emergency_number", "crisis_line")
    def _dialable(cls, value: str) -> str:
        if not re.fullmatch(r"[0-9 ]{2,15}", value):
            raise ValueError('must be digits in quotes, such as "911"')
        return value

    @validator("working_days")
    def _days_of_the_week(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        days = tuple(day.strip().lower() for day in value)
        if not days or set(days) - set(_WEEKDAYS):
            raise ValueError("must be one or more days of the week, such as [monday, tuesday]")
        return days

    @validator("closed_on", pre=True)
    def _dates(cls, value: Any) -> tuple[date, ...]:
        try:
            # A number would be read as seconds since 1970.
            return tuple(day if isinstance(day, date) else date.fromisoformat(day) for day in value)
        except (TypeError, ValueError):
            raise ValueError("must be a list of dates, such as [2026-12-25]") from None

    @validator("time_zone")
    def _known_time_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be the name of a time zone, such as America/Los_Angeles") from None
        return value

    @validator("languages")
    def _spoken(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if value != ("en",):
            raise ValueError("may only be [en]: Backline speaks English so far")
        return value

    @property
    def phone_link(self) -> str:
        """The ``tel:`` address of the clinic's phone."""
        return "tel:" + re.sub(r"[^0-9+]", "", self.phone)

    @property
    def promise(self) -> Promise:
        """How soon the clinic promises to get in touch, as a number that can be checked."""
        weekdays = frozenset(_WEEKDAYS.index(day) for day in self.working_days)
        return Promise(self.callback_working_days, weekdays, frozenset(self.closed_on), ZoneInfo(self.time_zone))

    def words(self) -> dict[str, str]:
        """What may stand in braces in answers and responses, such as ``{clinic_phone}``."""
        return {
            "clinic_name": self.name,
            "clinic_phone": self.phone,
            "emergency_number": self.emergency_number,
            "crisis_line": self.crisis_line,
            "weeks_of_care": str(self.weeks_of_care),
            "transcript_days": str(self.retention.transcript_days),
            "lead_months": str(self.retention.lead_months),
            "callback_promise": self.callback_promise,
        }


@dataclass(frozen=True)
class Settings:
    """Where things are and how the process serves them.

    Attributes:
        project_dir: the folder with ``config.yml``, ``domain.yml``, ``clinic.yml`` and ``data/``.
        data_dir: the folder with the database and the secret key; never in version control.
        clinic: the clinic as ``clinic.yml`` describes it.
        host: the address to listen on.
        port: the TCP port to listen on.
        public_url: where people reach the site, such as ``https://chat.harborspine.example``.
        database_url: the address of a PostgreSQL database, which holds a password; empty for SQLite in ``data_dir``.
        lead_delivery: where contact requests are sent, with secrets; its ``problems`` say what is missing.
        metrics_token: lets a monitoring system on another machine read ``/metrics``; empty where none may.
    """

    project_dir: Path
    data_dir: Path
    clinic: Clinic
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    public_url: str = ""
    database_url: str = field(default="", repr=False)
    lead_delivery: LeadDelivery = field(default_factory=LeadDelivery)
    metrics_token: str = field(default="", repr=False)

    def check_lead_delivery(self) -> None:
        """Make sure that contact requests can be sent where ``clinic.yml`` says.

        Raises:
            SettingsError: something that this needs is missing or wrong.
        """
        for problem in self.lead_delivery.problems:
            raise SettingsError(problem)

    @property
    def is_https(self) -> bool:
        """Whether people reach the site over https, so that cookies may be limited to it."""
        return self.public_url.startswith("https://")

    @property
    def database_path(self) -> Path:
        """The file of the SQLite database, where there is no ``database_url``."""
        return self.data_dir / "backline.db"


def load_clinic(path: Path) -> Clinic:
    """Read ``clinic.yml``.

    Raises:
        SettingsError: the file is missing, no YAML, or an entry is wrong.
    """
    try:
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise SettingsError(f"{path} is not UTF-8 text: save it again with that encoding.") from None
    except (FileNotFoundError, IsADirectoryError):
        raise SettingsError(
            f"{path} is missing: run Backline in its project folder, or set BACKLINE_PROJECT_DIR to it."
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        raise SettingsError(f"{path}{line} is not valid YAML: {getattr(error, 'problem', error)}.") from None
    if not isinstance(raw, dict):
        raise SettingsError(f"{path} must hold entries such as 'name: My Clinic'.")
    try:
        return Clinic(**raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = "is not known: remove it" if first["type"] == "value_error.extra" else first["msg"]
        raise SettingsError(f"{path}: the entry '{where}' {problem}.") from None


def load_settings(environ: dict[str, str] | None = None) -> Settings:
    """Read the environment and ``clinic.yml``.

    ``BACKLINE_PROJECT_DIR`` (default: the current folder), ``BACKLINE_DATA_DIR`` (default ``.data`` in it),
    ``BACKLINE_HOST`` (default 127.0.0.1), ``BACKLINE_PORT`` (default 8080), ``BACKLINE_PUBLIC_URL`` (default: host
    and port), ``BACKLINE_DATABASE_URL`` (default: SQLite in the data folder), ``BACKLINE_METRICS_TOKEN`` (default:
    none), and what contact requests are sent with: ``BACKLINE_LEAD_WEBHOOK_SECRET``, ``BACKLINE_SMTP_URL`` and
    ``BACKLINE_SMTP_FROM``.

    Raises:
        SettingsError: something is missing or wrong.
    """
    env = dict(os.environ) if environ is None else environ
    project_dir = Path(env.get("BACKLINE_PROJECT_DIR") or ".").resolve()
    data_dir = Path(env.get("BACKLINE_DATA_DIR") or project_dir / ".data").resolve()
    port_text = env.get("BACKLINE_PORT") or str(DEFAULT_PORT)
    if not re.fullmatch("[0-9]{1,5}", port_text) or not 0 < int(port_text) < 65536:
        raise SettingsError(f"BACKLINE_PORT is '{port_text}': give a number from 1 to 65535, such as 8080.")
    public_url = (env.get("BACKLINE_PUBLIC_URL") or f"http://localhost:{port_text}").rstrip("/")
    if not re.match(r"https?://[^/]+", public_url):
        raise SettingsError(
            f"BACKLINE_PUBLIC_URL is '{public_url}': give an address such as https://chat.my-clinic.example."
        )
    clinic = load_clinic(project_dir / "clinic.yml")
    return Settings(
        public_url=public_url,
        project_dir=project_dir,
        data_dir=data_dir,
        clinic=clinic,
        lead_delivery=read_options(clinic.lead_delivery, env),
        host=env.get("BACKLINE_HOST") or "127.0.0.1",
        port=int(port_text),
        database_url=_database_url(env.get("BACKLINE_DATABASE_URL", "").strip()),
        metrics_token=_metrics_token(env.get("BACKLINE_METRICS_TOKEN", "").strip()),
    )


def _database_url(text: str) -> str:
    """Check the form of a PostgreSQL address. It may hold a password, so nothing of it goes into a message."""
    if not text:
        return ""
    try:
        url = urlsplit(text)
        complete = url.port != 0 and bool(url.hostname or "host=" in url.query) and len(url.path) > 1
    except ValueError:
        complete = False
    if re.search(r"\s", text) or "#" in text or not complete:
        problem = "is not complete, or a special character in it is not written as %23 and the like"
    elif url.scheme not in ("postgresql", "postgres"):
        problem = "names another kind of database than PostgreSQL"
    else:
        return text
    raise SettingsError(
        f"BACKLINE_DATABASE_URL {problem}: give an address such as postgresql://user:password@host:5432/backline, "
        "or leave it out for SQLite."
    )


def _metrics_token(text: str) -> str:
    if text and (len(text) < _TOKEN_LEAST or not text.isascii() or re.search(r"\s", text)):
        raise SettingsError(
            f"BACKLINE_METRICS_TOKEN can be guessed or can't be sent: give at least {_TOKEN_LEAST} letters and digits, "
            "or leave it out."
        )
    return text

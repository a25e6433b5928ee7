"""Where leads are sent: what clinic.yml and the environment may say, and what is named as wrong."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.action_submit_contact import ActionSubmitContact
from backline.assistant import pending_turn, resources
from backline.contact.delivery.options import LeadDeliveryEntry, MailServer
from backline.settings import Settings, SettingsError, load_settings
from tests.conftest import PROJECT
from tests.contact.test_contact_handover import SLOTS
from tests.helpers.receiver import SECRET
from tests.test_cli import assert_one_sentence, backline

CLINIC = yaml.safe_load((PROJECT / "clinic.yml").read_text(encoding="utf-8"))
MAIL = {
    "BACKLINE_SMTP_URL": "smtp://ann%40quux:hidden%21word@mail.quux.example",
    "BACKLINE_SMTP_FROM": "backline@quux.example",
}


def read(folder: Path, entry: dict[str, Any] | None, **env: str) -> Settings:
    clinic = CLINIC if entry is None else {**CLINIC, "lead_delivery": entry}
    (folder / "clinic.yml").write_text(yaml.safe_dump(clinic))
    return load_settings({"BACKLINE_PROJECT_DIR": str(folder), **env})


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    for entry in (None, {}):
        settings = read(tmp_path, entry)
        settings.check_lead_delivery()
        assert settings.lead_delivery.destinations == settings.clinic.lead_delivery.destinations == ()


def test_both_ways(tmp_path: Path) -> None:
    second = "whsec_" + base64.b64encode(bytes(range(24))).decode().rstrip("=")
    entry = {"webhook": "https://crm.quux.example/leads?to=1", "email": "requests@quux.example"}
    settings = read(tmp_path, entry, BACKLINE_LEAD_WEBHOOK_SECRET=f" {SECRET}  {second} {SECRET}", **MAIL)
    settings.check_lead_delivery()
    options = settings.lead_delivery
    assert options.destinations == settings.clinic.lead_delivery.destinations == ("webhook", "email")
    assert options.secrets == (base64.b64decode(SECRET[6:]), bytes(range(24)))
    assert options.mail_server == MailServer("mail.quux.example", 587, False, "ann@quux", "hidden!word")
    assert options.sender == "backline@quux.example"
    for secret in ("hidden", SECRET[6:], "lead-delivery-test"):
        assert secret not in repr(settings)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://ann:x@mail.quux.example", MailServer("mail.quux.example", 465, True, "ann", "x")),
        ("smtp://ann:x@mail.quux.example:2525/", MailServer("mail.quux.example", 2525, False, "ann", "x")),
        ("smtp://127.0.0.1:25", MailServer("127.0.0.1", 25, False)),
        ("smtp://[::1]:25", MailServer("::1", 25, False)),
    ],
)
def test_mail_servers(tmp_path: Path, url: str, server: MailServer) -> None:
    settings = read(tmp_path, {"email": "a@quux.example"}, **{**MAIL, "BACKLINE_SMTP_URL": url})
    assert settings.lead_delivery.mail_server == server


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ({"webhook": "http://crm.quux.example/"}, "'lead_delivery.webhook' must start with https://"),
        ({"webhook": "crm.quux.example"}, "'lead_delivery.webhook' must be an address"),
        ({"webhook": "https:///leads"}, "must be an address"),
        ({"webhook": "https://crm.quux.example:99999/"}, "must be an address"),
        ({"webhook": "https://crm.quux.example/a b"}, "must be an address"),
        ({"webhook": "https://[::1/"}, "must be an address"),
        ({"webhook": "https://ann:hidden@crm.quux.example/"}, "must hold no user name or password"),
        ({"webhook": "https://ann@crm.quux.example/"}, "must hold no user name or password"),
        ({"webhook": "https://crm.quux.example/#leads"}, "must hold no '#'"),
        ({"webhook": "https://10.0.0.1/leads"}, "leads to a private network"),
        ({"webhook": ["x"]}, "lead_delivery.webhook"),
        ({"email": "requests"}, "'lead_delivery.email' must be an e-mail address"),
        ({"email": "a@quux.example\nBcc: b@quux.example"}, "'lead_delivery.email' must be an e-mail address"),
        ({"allow_private_addresses": "sure"}, "lead_delivery.allow_private_addresses"),
        ({"webhok": "https://crm.quux.example/"}, "'lead_delivery.webhok' is not known"),
    ],
)
def test_what_is_wrong_in_clinic_yml_is_named(tmp_path: Path, entry: dict[str, Any], names: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, entry, BACKLINE_LEAD_WEBHOOK_SECRET=SECRET, **MAIL)
    assert names in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_private_addresses_may_be_allowed_and_then_plain_http(tmp_path: Path) -> None:
    entry = {"webhook": "http://10.0.0.1/leads", "allow_private_addresses": True}
    settings = read(tmp_path, entry, BACKLINE_LEAD_WEBHOOK_SECRET=SECRET)
    settings.check_lead_delivery()
    assert settings.lead_delivery.allow_private_addresses


@pytest.mark.parametrize(
    ("env", "names"),
    [
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": ""}, "BACKLINE_LEAD_WEBHOOK_SECRET is not set"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": "hidden"}, "secret 1 is not whsec_"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": f"{SECRET} {SECRET[6:]}"}, "secret 2 is not whsec_"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": "whsec_aGlkZGVu"}, "secret 1 is not whsec_"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": "whsec_" + "A" * 200}, "secret 1 is not whsec_"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": "whsec_hidden!" + "A" * 40}, "secret 1 is not whsec_"),
        ({"BACKLINE_LEAD_WEBHOOK_SECRET": "whsec_hidd\u00e9n" + "A" * 40}, "secret 1 is not whsec_"),
        ({"BACKLINE_SMTP_URL": ""}, "BACKLINE_SMTP_URL is not set"),
        ({"BACKLINE_SMTP_URL": "mail.quux.example"}, "BACKLINE_SMTP_URL is not an address"),
        ({"BACKLINE_SMTP_URL": "http://mail.quux.example"}, "BACKLINE_SMTP_URL is not an address"),
        ({"BACKLINE_SMTP_URL": "smtp://mail.quux.example:0"}, "BACKLINE_SMTP_URL is not an address"),
        ({"BACKLINE_SMTP_URL": "smtp://ann:hidden@mail.quux.example:x"}, "BACKLINE_SMTP_URL is not an address"),
        ({"BACKLINE_SMTP_URL": "smtp://ann:hid#den@mail.quux.example"}, "BACKLINE_SMTP_URL is not an address"),
        ({"BACKLINE_SMTP_URL": "smtp://ann@mail.quux.example"}, "a user name or a password alone"),
        ({"BACKLINE_SMTP_FROM": ""}, "BACKLINE_SMTP_FROM is not set"),
        ({"BACKLINE_SMTP_FROM": "backline"}, "BACKLINE_SMTP_FROM is not an e-mail address"),
        ({"BACKLINE_SMTP_FROM": "a@quux.example\r\nBcc: b@quux.example"}, "BACKLINE_SMTP_FROM is not an e-mail"),
    ],
)
def test_what_is_wrong_in_the_environment_is_named(tmp_path: Path, env: dict[str, str], names: str) -> None:
    """Only the server needs it: other commands run without these secrets."""
    entry = {"webhook": "https://crm.quux.example/", "email": "a@quux.example"}
    settings = read(tmp_path, entry, **{"BACKLINE_LEAD_WEBHOOK_SECRET": SECRET, **MAIL, **env})
    with pytest.raises(SettingsError) as caught:
        settings.check_lead_delivery()
    sentence = str(caught.value)
    assert names in sentence
    assert sentence.endswith(".")
    assert "hidden" not in sentence
    assert len(settings.lead_delivery.problems) == 1


def test_the_server_does_not_start_without_them(tmp_path: Path) -> None:
    read(tmp_path, {"webhook": "https://crm.quux.example/"})
    result = backline("serve", BACKLINE_PROJECT_DIR=str(tmp_path), BACKLINE_LEAD_WEBHOOK_SECRET="")
    assert_one_sentence(result, "BACKLINE_LEAD_WEBHOOK_SECRET is not set", "lead_delivery.webhook")


@pytest.mark.parametrize(
    ("entry", "destinations"),
    [
        (LeadDeliveryEntry(), ()),
        (LeadDeliveryEntry(webhook="https://crm.quux.example/", email="a@quux.example"), ("webhook", "email")),
    ],
)
async def test_a_lead_of_the_chat_goes_where_clinic_yml_says(
    entry: LeadDeliveryEntry, destinations: tuple[str, ...], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = settings.clinic.copy(update={"lead_delivery": entry})
    monkeypatch.setattr(resources, "clinic", lambda: clinic)
    pending = pending_turn.PendingTurn()
    token = pending_turn.current.set(pending)
    try:
        tracker = Tracker("web-1", SLOTS, {}, [], False, None, {}, "x")
        await ActionSubmitContact().run(CollectingDispatcher(), tracker, {})
    finally:
        pending_turn.current.reset(token)
    assert [lead.deliver_to for lead in pending.leads] == [destinations]

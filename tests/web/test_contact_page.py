from __future__ import annotations

import re
import time
from html import unescape

import pytest
import sqlalchemy as sa
from aiohttp.test_utils import TestServer

from backline.channels.view import contact_address, conversation_of_contact_token
from backline.storage.leads import Lead, find_lead
from backline.storage.tables import leads
from backline.web.keys import database_key
from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")

GOOD = {
    "name": "Ann Lee",
    "phone": "(415) 555-0134",
    "email": "",
    "reach": "mornings",
    "reason": "My lower back hurts.",
    "consent": "yes",
}


async def csrf_of(browser: Browser, path: str = "/contact") -> str:
    html = await (await browser.client.get(path)).text()
    found = re.search(r'name="csrf"[^>]*value="([^"]+)"', html)
    assert found
    return found[1]


async def send(browser: Browser, form: dict[str, str], csrf: str | None = None) -> tuple[int, str]:
    response = await browser.client.post("/contact", data={**form, "csrf": csrf or await csrf_of(browser)})
    return response.status, unescape(await response.text())


async def lead_with(server: TestServer, html: str) -> Lead | None:
    database = server.app[database_key]
    found = re.search(r"BL-[0-9A-Z-]+", html)
    assert found, "there is no reference number on the page"
    async with database.transaction() as connection:
        return await find_lead(connection, database.cipher, found[0])


async def count(server: TestServer) -> int:
    async with server.app[database_key].transaction() as connection:
        return int((await connection.execute(sa.select(sa.func.count()).select_from(leads))).scalar())


async def test_a_complete_form_is_kept_and_gives_a_reference_number(browser: Browser, server: TestServer) -> None:
    status, html = await send(browser, GOOD)
    assert status == 200
    lead = await lead_with(server, html)
    assert lead is not None
    assert (lead.name, lead.phone, lead.email, lead.source) == ("Ann Lee", "+14155550134", None, "page")
    assert lead.consent_version
    assert abs(lead.consent_at - time.time()) < 60


async def test_a_form_sent_twice_is_kept_once(browser: Browser, server: TestServer) -> None:
    csrf = await csrf_of(browser)
    before = await count(server)
    _, first = await send(browser, GOOD, csrf)
    _, second = await send(browser, GOOD, csrf)
    assert await count(server) == before + 1
    assert re.findall(r"BL-[0-9A-Z-]+", first)[0] == re.findall(r"BL-[0-9A-Z-]+", second)[0]


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"name": ""}, "name"),
        ({"name": "415 555 0134"}, "name"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"email": "ann@"}, "email"),
        ({"consent": ""}, "consent"),
    ],
)
async def test_a_wrong_field_is_named_and_nothing_is_lost(
    browser: Browser, server: TestServer, change: dict[str, str], names: str
) -> None:
    before = await count(server)
    status, html = await send(browser, {**GOOD, **change})
    assert status == 422
    assert f"{names}-error" in html, "the field points at its message"
    assert await count(server) == before
    kept = {**GOOD, **change}
    for field in ("name", "phone", "reach"):
        if kept[field]:
            assert f'value="{kept[field]}"' in html, "what was typed stays"


@pytest.mark.parametrize("csrf", ["", "x", "A" * 80])
async def test_a_form_from_elsewhere_is_refused(browser: Browser, server: TestServer, csrf: str) -> None:
    before = await count(server)
    response = await browser.client.post("/contact", data={**GOOD, "csrf": csrf})
    assert response.status == 403
    assert await count(server) == before


async def test_what_people_type_is_never_code(browser: Browser) -> None:
    response = await browser.client.post(
        "/contact", data={**GOOD, "name": "<script>alert(1)</script>", "csrf": await csrf_of(browser)}
    )
    assert "<script>alert" not in await response.text()


async def test_it_takes_over_what_the_chat_knows(browser: Browser, server: TestServer) -> None:
    await browser.open_chat()
    said = await browser.say("I would like an appointment")
    address = next(link["href"] for message in said for link in message["links"] if "/contact?t=" in link["href"])
    await browser.say("Ann Lee")
    await browser.say("415 555 0134")
    html = unescape(await (await browser.client.get(address)).text())
    assert 'value="Ann Lee"' in html
    assert 'value="(415) 555-0134"' in html
    assert "web-" not in address, "the token says nothing about the conversation"


async def test_a_warning_sign_in_the_reason_is_answered_first(browser: Browser, server: TestServer) -> None:
    status, html = await send(browser, {**GOOD, "reason": "My back hurts and I can't control my bladder anymore."})
    assert status == 200
    assert "911" in html
    lead = await lead_with(server, html)
    assert lead is not None
    assert lead.urgent


async def test_a_token_is_worth_nothing_after_a_day_or_when_forged(
    server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cipher = server.app[database_key].cipher
    token = contact_address(cipher, "web-1").partition("t=")[2]
    assert conversation_of_contact_token(cipher, token) == "web-1"
    assert conversation_of_contact_token(cipher, token[:-2] + "AA") is None
    now = time.time()
    monkeypatch.setattr("backline.channels.view.time.time", lambda: now + 25 * 60 * 60)
    assert conversation_of_contact_token(cipher, token) is None


async def test_time_and_reason_can_be_left_out(browser: Browser, server: TestServer) -> None:
    status, html = await send(browser, {**GOOD, "reach": "", "reason": ""})
    assert status == 200
    lead = await lead_with(server, html)
    assert lead is not None
    assert (lead.reach, lead.reason, lead.urgent) == ("any time", "not said", False)
    assert "within one working day" in html


@pytest.mark.parametrize("field", ["reach", "reason"])
async def test_a_warning_sign_in_any_field_makes_the_request_urgent(
    browser: Browser, server: TestServer, field: str
) -> None:
    status, html = await send(browser, {**GOOD, field: "Any time, I can't control my bladder and my back hurts"})
    assert status == 200
    assert "911" in html
    assert "marked urgent" in html
    assert "within one working day" not in html, "nobody with an emergency is told to wait a day"
    lead = await lead_with(server, html)
    assert lead is not None
    assert lead.urgent
    assert "bladder" in lead.summary


async def test_an_emergency_is_answered_also_where_a_field_is_wrong(browser: Browser) -> None:
    _, calm = await send(browser, {**GOOD, "name": ""})
    status, html = await send(
        browser, {**GOOD, "name": "", "reason": "My back hurts and I can't control my bladder anymore."}
    )
    assert status == 422
    assert "nerves low in the spine" in html
    assert html.index("nerves low in the spine") < html.index("name-error")
    assert "nerves low in the spine" not in calm


async def test_it_shows_what_the_clinic_reads_of_the_chat_and_leaves_it_out_on_request(
    browser: Browser, server: TestServer
) -> None:
    await browser.open_chat(new=True)
    await browser.say("my lower back has been sore for 4 months now")
    said = await browser.say("I would like an appointment")
    address = next(link["href"] for message in said for link in message["links"] if "/contact?t=" in link["href"])
    html = unescape(await (await browser.client.get(address)).text())
    assert "What the clinic will read from our chat" in html
    assert "<li>Where: lower back</li>" in html
    token = address.partition("t=")[2]
    for more, summary in (
        ({}, "Where: lower back"),
        ({"no_summary": "yes"}, "The person chose to send no summary."),
    ):
        _, html = await send(browser, {**GOOD, **more, "t": token})
        lead = await lead_with(server, html)
        assert lead is not None
        assert summary in lead.summary
        assert ("lower back" in lead.summary) is (not more)


async def test_without_a_chat_there_is_nothing_to_read(browser: Browser) -> None:
    html = await (await browser.client.get("/contact")).text()
    assert "What the clinic will read" not in html
    assert "no_summary" not in html

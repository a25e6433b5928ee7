"""The page of a plan, its calendar, and the drawings."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from backline.care import PLAN_LINK, PlanRecord
from backline.channels.view import page_address, plan_of_token
from backline.storage.crypto import Cipher
from backline.web.keys import database_key
from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")

RECORD = PlanRecord(
    date(2026, 11, 28), "building", ("bridge", "bird_dog", "walking_programme"), ("knee_problem",), True
)


def address(browser: Browser, record: PlanRecord = RECORD) -> str:
    cipher = browser.client.app[database_key].cipher  # type: ignore[index]
    return page_address(cipher, "web-1", PLAN_LINK + record.text())


async def test_a_token_carries_the_plan_and_can_not_be_made_up() -> None:
    cipher = Cipher(b"k" * 32)
    token = page_address(cipher, "web-1", PLAN_LINK + RECORD.text()).removeprefix("/plan/")
    assert plan_of_token(cipher, token) == RECORD
    assert plan_of_token(Cipher(b"x" * 32), token) is None
    assert "bridge" not in token


async def test_the_page_shows_the_plan_without_javascript(browser: Browser) -> None:
    response = await browser.client.get(address(browser))
    html = await response.text()
    assert response.status == 200
    assert "November 28, 2026" in html
    for name in ("Bridge", "Weeks 3 to 6", "When to stop", "Keep a firm chair"):
        assert name in html
    assert "bird_dog" not in html, "it is not safe for this person's knees"
    for picture in re.findall(r'src="(/exercises/[^"]+)"', html):
        assert (await browser.client.get(picture)).status == 200


@pytest.mark.parametrize("token", ["x", "a" * 200, "..%2f..%2fetc"])
async def test_a_forged_address_is_a_page_that_says_so(browser: Browser, token: str) -> None:
    for path in (f"/plan/{token}", f"/plan/{token}/calendar.ics"):
        assert (await browser.client.get(path)).status == 404


async def test_the_calendar_reminds_every_week_for_twelve_weeks(browser: Browser) -> None:
    response = await browser.client.get(f"{address(browser)}/calendar.ics")
    assert response.headers["Content-Type"].startswith("text/calendar")
    calendar = Calendar.from_ical(await response.text())
    events = list(calendar.walk("VEVENT"))
    assert events
    for event in events:
        start = event.decoded("dtstart")
        assert date.today() <= start.date() <= date.today() + timedelta(days=6)
        assert event["rrule"]["COUNT"] == [12]
        assert "/plan/" in event["description"]


async def test_a_drawing_is_cached_and_may_style_itself_only(browser: Browser) -> None:
    response = await browser.client.get("/exercises/bird_dog.svg")
    assert response.content_type == "image/svg+xml"
    assert ElementTree.fromstring(await response.text()).tag.endswith("svg")
    assert "script" not in response.headers["Content-Security-Policy"]
    again = await browser.client.get("/exercises/bird_dog.svg", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status == 304
    assert (await browser.client.get("/exercises/no_such.svg")).status == 404


async def test_a_drawing_as_a_png_needs_no_cookie_and_is_cached(browser: Browser) -> None:
    response = await browser.client.get("/exercises/bird_dog.png")
    assert response.status == 200
    assert response.content_type == "image/png"
    assert (await response.read()).startswith(b"\x89PNG")
    assert "max-age" in response.headers["Cache-Control"]
    assert "Set-Cookie" not in response.headers
    again = await browser.client.get("/exercises/bird_dog.png", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status == 304
    assert await again.read() == b""
    for path in ("/exercises/no_such.png", "/exercises/BIRD.png", "/exercises/bird_dog.gif"):
        assert (await browser.client.get(path)).status == 404

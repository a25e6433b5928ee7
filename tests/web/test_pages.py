from __future__ import annotations

import re

import pytest

from tests.helpers.site import Browser

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("path", ["/", "/contact", "/privacy"])
async def test_a_page_needs_nothing_from_elsewhere_and_no_inline_code(browser: Browser, path: str) -> None:
    response = await browser.client.get(path)
    assert response.status == 200
    html = await response.text()
    assert "Harbor Spine Clinic" in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html), "no inline script"
    assert not re.search(r"<style\b|\sstyle=|\son\w+=", html), "no inline style or handler"
    for address in re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["']([^"']+)""", html):
        assert address.startswith("/"), address
    csp = response.headers["Content-Security-Policy"]
    assert "unsafe" not in csp
    assert "default-src 'none'" in csp


async def test_static_files_are_kept_by_browsers_under_a_versioned_address(browser: Browser) -> None:
    html = await (await browser.client.get("/")).text()
    addresses = set(re.findall(r"/static/[^\"' ]+", html))
    assert any(address.endswith("widget.js") for address in addresses)
    for address in addresses:
        response = await browser.client.get(address)
        assert response.status == 200, address
        assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["/static/v/../app.py", "/static/v/%2e%2e/app.py", "/static/v/nothing.css", "/nowhere"]
)
async def test_what_does_not_exist_is_a_page_that_says_so(browser: Browser, path: str) -> None:
    response = await browser.client.get(path)
    assert response.status == 404
    assert "aiohttp" not in await response.text()


async def test_health_and_ready(browser: Browser) -> None:
    assert (await browser.client.get("/health")).status == 200
    ready = await browser.client.get("/ready")
    assert ready.status == 200
    assert await ready.json() == {"status": "ready", "model": True, "database": True}


async def test_every_answer_carries_the_security_headers(browser: Browser) -> None:
    for path in ("/", "/nowhere", "/health", "/chat/events"):
        response = await browser.client.get(path)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "no-store"

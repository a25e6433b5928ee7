from __future__ import annotations

import pytest
from aiohttp.test_utils import TestClient, TestServer

from tests.helpers.staff import StaffClient

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_who_is_not_signed_in_is_sent_to_sign_in(server: TestServer) -> None:
    client = TestClient(server)
    response = await client.get("/staff/conversations", allow_redirects=False)
    assert response.status == 303
    assert response.headers["Location"] == "/staff/sign-in?next=/staff/conversations"
    await client.session.close()


async def test_a_change_without_the_token_is_refused(reviewer: StaffClient) -> None:
    response = await reviewer.client.post("/staff/sign-out", data={"csrf": "0" * 64}, allow_redirects=False)
    assert response.status == 403
    assert "too old" in await response.text()
    assert (await reviewer.get("/staff/conversations", allow_redirects=False)).status == 200


async def test_signing_out_ends_the_session_on_the_server(reviewer: StaffClient) -> None:
    cookies = {cookie.key: cookie.value for cookie in reviewer.client.session.cookie_jar}
    assert (await reviewer.post("/staff/sign-out")).status == 303
    response = await reviewer.client.get("/staff/conversations", cookies=cookies, allow_redirects=False)
    assert response.status == 303

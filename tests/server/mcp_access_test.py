import asyncio
import socket
from typing import Any

import pytest
from homes import Home
from server.extras import needs

needs("mcp")

from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from server.agents import answers, over_http, status_of
from server.started import token

from whichmodel.server import mcp


def test_where_others_can_ask_it_does_not_start_without_tokens(home: Home) -> None:
    for where in ("0.0.0.0:0", "[::]:0", "example.org:0"):
        ran = home.run("mcp", "--http", where)
        assert ran.returncode == 2
        assert "--new-token" in ran.stderr


def test_elsewhere_a_token_opens_and_nothing_else_does(home: Home) -> None:
    secret = token(home, "agent")

    async def session(url: str) -> Any:
        import httpx2

        headers = {"authorization": f"Bearer {secret}"}
        async with (
            httpx2.AsyncClient(headers=headers) as web,
            Client(streamable_http_client(url, http_client=web)) as client,
        ):
            return await client.call_tool("list_providers", {"provider": "groq"})

    with over_http(home, "--http", "0.0.0.0:0") as url:
        assert status_of(url) == 401
        assert status_of(url, authorization="Bearer wm_" + "x" * 43) == 401
        here = url.replace("0.0.0.0", "127.0.0.1")
        assert asyncio.run(session(here)).structured_content["providers"][0]["id"] == "groq"


def test_pages_of_other_sites_and_other_names_are_refused(home: Home) -> None:
    with over_http(home) as url:
        assert status_of(url, origin="https://evil.example") == 403
        assert status_of(url, origin="null") == 403
        assert status_of(url, host="evil.example") == 421
        assert status_of(url, body=b"x" * (mcp.BODY + 1)) == 413
        assert status_of(url, body=b"[" * 100_000) == 400
        assert status_of(url, method="GET", accept="text/event-stream") == 405
        assert answers(url, ("list_providers", {"provider": "groq"}))


def test_a_port_that_is_taken_is_told_of(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ran = home.run("mcp", "--http", str(other.getsockname()[1]))
    assert ran.returncode == 3
    assert "cannot listen" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("where", ["x", "localhost", "localhost:", "1:99999", "-1"])
def test_an_address_that_is_none_is_refused(home: Home, where: str) -> None:
    ran = home.run("mcp", f"--http={where}")
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1

"""`whichmodel mcp` as a process of its own, and the SDK's client that asks it."""

import asyncio
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from homes import PATIENCE, Home
from jsonschema import validate
from mcp import Client, MCPError, StdioServerParameters

from whichmodel.server import mcp
from whichmodel.server.tools import TOOLS


def started(home: Home) -> StdioServerParameters:
    return StdioServerParameters(
        command=sys.executable, args=["-m", "whichmodel", "mcp"], env=home.environ
    )


def called(target: Any, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The results of calls in one session; MCPError is a result too."""

    async def session() -> list[Any]:
        results: list[Any] = []
        async with Client(target) as client:
            for name, arguments in calls:
                try:
                    results.append(await client.call_tool(name, arguments))
                except MCPError as error:
                    results.append(error)
        return results

    return asyncio.run(session())


def answers(target: Any, *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The data of calls that went well: as promised, and the same for who reads text."""
    told = []
    for (name, _), result in zip(calls, called(target, *calls), strict=True):
        assert not result.is_error, result.content
        validate(result.structured_content, TOOLS[name].gives)
        assert json.loads(result.content[0].text) == result.structured_content
        told.append(result.structured_content)
    return told


@contextmanager
def over_http(home: Home, *arguments: str) -> Iterator[str]:
    """The address of a server that runs until the block ends, and then ends well."""
    process = subprocess.Popen(
        [sys.executable, "-m", "whichmodel", "mcp", *(arguments or ("--http", "0"))],
        env=home.environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    try:
        said = process.stderr.readline()
        assert "serving at http://" in said, said + process.stderr.read()
        yield said.split()[-1]
    finally:
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
        assert (process.wait(PATIENCE), rest) == (0, "")
        process.stderr.close()


def status_of(url: str, body: bytes = b"{}", method: str = "POST", **headers: str) -> int:
    """What a plain HTTP client gets."""
    port = urlsplit(url).port
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        usual = {"content-type": "application/json", "accept": "application/json"}
        connection.request(method, mcp.PATH, body, usual | headers)
        return connection.getresponse().status
    finally:
        connection.close()


def texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)

"""A threaded HTTP server on 127.0.0.1 that answers with a function and remembers who asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from servers.running import Quiet, running


class Asked(NamedTuple):
    """One request; header names are in lower case, of a repeated parameter the last one counts."""

    method: str
    target: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]


class Reply(NamedTuple):
    """What goes back, byte for byte."""

    status: int
    body: bytes
    content_type: str


Answer = Callable[[Asked], Reply]


class Loopback(ThreadingHTTPServer):
    """The server, its origin, and every request it got."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.requests: list[Asked] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serving(answer: Answer) -> Iterator[Loopback]:
    """Serve until the block ends."""
    with running(Loopback(answer)) as server:
        yield server


class _Handler(Quiet):
    server: Loopback
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = self._asked()
        self.server.requests.append(asked)
        reply = self.server.answer(asked)
        self.send_bytes(*reply)

    do_POST = do_PUT = do_DELETE = do_GET

    def _asked(self) -> Asked:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        headers = {name.lower(): value for name, value in self.headers.items()}
        return Asked(self.command, self.path, parts.path, query, headers)


def as_json(body: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(body).encode(), "application/json")


def as_text(body: str, status: int, content_type: str = "text/plain; charset=utf-8") -> Reply:
    return Reply(status, body.encode(), content_type)

"""A server on 127.0.0.1 that misbehaves as told: each path has a script, down to the bytes."""

import gzip
import json
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from ssl import SSLContext
from threading import Event
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from servers.loopback import Asked
from servers.running import running

PAUSE = 0.02
"""Seconds between the bytes of a drip: many within any deadline."""


class Exchange(NamedTuple):
    """One request, the connection it came on, and whether the server is about to end."""

    asked: Asked
    connection: socket.socket
    ending: Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def until_the_end(self) -> None:
        """Keep the connection open and say nothing more."""
        self.ending.wait()

    def drip(self, data: bytes) -> None:
        """A byte at a time, again and again."""
        while not self.ending.is_set():
            for byte in data:
                self.send(bytes([byte]))
                if self.ending.wait(PAUSE):
                    return


Script = Callable[[Exchange], None]


class Liar(ThreadingTCPServer):
    """The server, its origin, and every request it got; unknown paths answer 404."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, scripts: dict[str, Script], tls: SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scripts = scripts
        self.tls = tls
        self.requests: list[Asked] = []
        self.ending = Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def origin(self) -> str:
        return f"http{'s' * bool(self.tls)}://127.0.0.1:{self.port}"

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are no news."""


@contextmanager
def lying(scripts: dict[str, Script], tls: SSLContext | None = None) -> Iterator[Liar]:
    """Serve until the block ends; then let go of every client that still waits."""
    server = Liar(scripts, tls)
    with running(server, server.ending.set):
        yield server


class _Handler(StreamRequestHandler):
    server: Liar

    def setup(self) -> None:
        if self.server.tls:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()

    def handle(self) -> None:
        asked = self._asked()
        if asked is None:
            return
        self.server.requests.append(asked)
        script = self.server.scripts.get(asked.path, answer("404 page not found", 404))
        with suppress(OSError):
            script(Exchange(asked, self.request, self.server.ending))

    def _asked(self) -> Asked | None:
        line = self.rfile.readline().decode("latin-1").split()
        # The first bytes of TLS are random, and may fall into three words by chance.
        if len(line) != 3 or not line[2].startswith("HTTP/"):
            return None
        headers = {}
        while header := self.rfile.readline().decode("latin-1").strip():
            name, _, value = header.partition(":")
            headers[name.lower()] = value.strip()
        parts = urlsplit(line[1])
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        return Asked(line[0], line[1], parts.path, query, headers)


# ── scripts ──────────────────────────────────────────────────────────────────────────────────────


def head(status: int, **headers: str) -> bytes:
    """A status line and headers; underscores in names stand for dashes."""
    lines = [f"HTTP/1.1 {status} Said", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def encoded(body: Any) -> bytes:
    """Bytes and text as they are, anything else as JSON."""
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode("utf-8", "surrogatepass")


def raw(data: bytes) -> Script:
    return lambda exchange: exchange.send(data)


def answer(body: Any, status: int = 200, **headers: str) -> Script:
    """An answer that is what it says, whatever it says."""
    data = encoded(body)
    fields = {"Content_Type": "application/json", "Content_Length": str(len(data)), **headers}
    return raw(head(status, **fields) + data)


def listed(*models: str, **headers: str) -> Script:
    """A good list of these models."""
    return answer(rows(*models), **headers)


def rows(*models: str) -> dict[str, Any]:
    return {"object": "list", "data": [{"id": model, "object": "model"} for model in models]}


def by_turns(*scripts: Script) -> Script:
    """Another script for each request; the last one stays."""
    left = list(scripts)
    return lambda exchange: (left.pop(0) if len(left) > 1 else left[0])(exchange)


def paged(pages: dict[str | None, Script]) -> Script:
    """A script for each value of the query's `after_id`, None where there is none."""
    return lambda exchange: pages[exchange.asked.query.get("after_id")](exchange)


def hang() -> Script:
    return lambda exchange: exchange.until_the_end()


def stall(body: Any = "") -> Script:
    """Headers that promise more than ever comes."""

    def script(exchange: Exchange) -> None:
        exchange.send(head(200, Content_Type="application/json", Content_Length="999999"))
        exchange.send(encoded(body))
        exchange.until_the_end()

    return script


def drip_body(status: int = 200) -> Script:
    def script(exchange: Exchange) -> None:
        exchange.send(head(status, Content_Type="application/json", Content_Length="999999"))
        exchange.drip(b'{"data": [] ')

    return script


def drip_headers() -> Script:
    def script(exchange: Exchange) -> None:
        exchange.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
        exchange.drip(b"x")

    return script


def drip_redirect() -> Script:
    def script(exchange: Exchange) -> None:
        exchange.send(head(302, Location="/v1/elsewhere", Content_Length="999999"))
        exchange.drip(b"x")

    return script


def hang_up(data: bytes = b"") -> Script:
    return raw(data)


def reset(data: bytes = b"") -> Script:
    """Close with RST instead of FIN."""

    def script(exchange: Exchange) -> None:
        exchange.send(data)
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        exchange.connection.close()

    return script


def cut_short(body: Any, missing: int) -> Script:
    data = encoded(body)
    return raw(head(200, Content_Length=str(len(data) + missing)) + data)


def cut_chunks(body: Any) -> Script:
    """Chunked, and closed before the last chunk."""
    data = encoded(body)
    return raw(head(200, Transfer_Encoding="chunked") + f"{len(data):x}\r\n".encode() + data)


def zipped(body: Any, cut: int = 0, **headers: str) -> Script:
    data = gzip.compress(encoded(body))
    return answer(data[: len(data) - cut], Content_Encoding="gzip", **headers)


def megabytes(count: int, length: bool) -> Script:
    """So much of a list that never ends."""

    def script(exchange: Exchange) -> None:
        size = {"Content_Length": str((count << 20) + 10)} if length else {}
        exchange.send(head(200, Content_Type="application/json", **size))
        exchange.send(b'{"data": [')
        for _ in range(count):
            exchange.send(b'{"id": "m"},    ' * (1 << 16))

    return script


def redirect(to: str, status: int = 302) -> Script:
    return answer("moved", status, Location=to)


def conditional(body: Any, **validator: str) -> Script:
    """304 to who has what the validator says, else a list with the validator."""
    ((name, value),) = validator.items()
    asked_as = {"ETag": "if-none-match", "Last_Modified": "if-modified-since"}[name]
    fresh = answer(body, **validator)

    def script(exchange: Exchange) -> None:
        known = exchange.asked.headers.get(asked_as) == value
        (raw(head(304, **validator)) if known else fresh)(exchange)

    return script


def quoting(status: int, template: str, content_type: str = "application/json") -> Script:
    """An answer that repeats the credential it got where the template says KEY."""

    def script(exchange: Exchange) -> None:
        key = exchange.asked.headers.get("authorization", "").removeprefix("Bearer ")
        answer(template.replace("KEY", key), status, Content_Type=content_type)(exchange)

    return script

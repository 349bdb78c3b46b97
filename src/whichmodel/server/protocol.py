"""uvicorn's HTTP protocol with an end to patience: for long heads, slow heads, and slow readers.

uvicorn itself waits for ever for the first request of a connection, for the rest of a head, and for
whoever does not read what was sent. Who has waited too long is looked for once a second, so that a
request costs nothing more.
"""

from asyncio import Transport
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from whichmodel.server.answering import problem

if TYPE_CHECKING:
    from whichmodel.server.app import App

HEAD_BYTES = 32 << 10
HEADERS = 100
HEAD_SECONDS = 10.0
READ_SECONDS = 120.0
"""How long somebody may take to make room for more of an answer."""
MOST_CONNECTIONS = 2000
REASONS = {
    400: b"Bad Request",
    431: b"Request Header Fields Too Large",
    503: b"Service Unavailable",
}


TOO_LONG = "the head of the request is too long"


class TooLong(Exception):
    """A head that nobody means."""


class Patient(HttpToolsProtocol):
    """One connection, with the times since which it waits for its client; 0 where it does not."""

    head_since = 0.0
    full_since = 0.0
    idle_since = 0.0
    head_bytes = heads = 0
    in_head, in_body = True, False
    answered = refused = False

    @property
    def application(self) -> "App":
        """Ours, which uvicorn knows as any."""
        return cast("App", self.app)

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Take it, unless there are too many."""
        super().connection_made(transport)
        self.head_since = self.loop.time()
        if len(self.connections) > MOST_CONNECTIONS:
            self.refuse(503, "too many connections")

    def data_received(self, data: bytes) -> None:
        """Read on, but no head without end, and nothing of who was refused."""
        if self.refused:
            return
        heads, in_body = self.heads, self.in_body
        super().data_received(data)
        if self.in_head and not self.refused:
            self.head_since = self.head_since or self.loop.time()
            if self.heads == heads and not in_body:  # nothing but this one head came
                self.head_bytes += len(data)
            if self.head_bytes > HEAD_BYTES:
                self.refuse(431, TOO_LONG)

    def on_message_begin(self) -> None:
        """A head begins."""
        self.in_head, self.idle_since = True, 0.0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """It is whole."""
        self.in_head, self.head_since, self.head_bytes = False, 0.0, 0
        self.heads, self.in_body = self.heads + 1, True
        size = len(self.url) + sum([len(name) + len(value) for name, value in self.headers])
        if size > HEAD_BYTES or len(self.headers) > HEADERS:
            self.refuse(431, TOO_LONG)
            raise TooLong
        self.answered = self._answer_at_once()
        if not self.answered:
            super().on_headers_complete()

    def _answer_at_once(self) -> bool:
        """A GET of what is prepared needs neither a task nor a scope: that triples the rate.

        Only where nothing is under way on this connection, and the client reads what it gets.
        """
        idle = self.cycle is None or (self.cycle.response_complete and not self.pipeline)
        parser = self.parser
        if not idle or self.full_since or parser.get_method() != b"GET":
            return False
        if not parser.should_keep_alive() or parser.get_http_version() != "1.1":
            return False
        found = self.application.at_once(self.url, self.headers, self.client)
        if found is None:
            return False
        head, body = found
        dated = b"".join([head, *self._default_lines(), b"\r\n"])
        self.transport.writelines([dated, body] if body else [dated])
        self.server_state.total_requests += 1
        self.idle_since = self.loop.time()
        return True

    def _default_lines(self) -> list[bytes]:
        return [
            part
            for name, value in self.server_state.default_headers
            for part in (name, b": ", value, b"\r\n")
        ]

    def on_body(self, body: bytes) -> None:
        """Nobody reads the body of what was answered at once."""
        if not self.answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The next may come."""
        self.in_body = False
        if not self.answered:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """The client does not read as fast as we write."""
        self.full_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """It has caught up."""
        self.full_since = 0.0
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's words
        """What cannot be read is refused in JSON too."""
        if not self.refused:
            self.refuse(400, "this is no HTTP request")

    def refuse(self, status: int, words: str) -> None:
        """Say why, and hang up once the client has heard it."""
        body = problem(status, words)
        head = (
            b"HTTP/1.1 %d %s\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
            b"x-content-type-options: nosniff\r\nconnection: close\r\n\r\n"
        )
        if self.transport.is_closing():
            return
        self.refused, self.head_since = True, self.loop.time()
        self.transport.write(head % (status, REASONS[status], len(body)) + body)
        if status == 503:
            self.transport.close()
        else:  # to close before all was read would take the answer back
            self.transport.write_eof()

    def lose_patience(self, now: float) -> None:
        """Hang up on who keeps us waiting."""
        if self.head_since and now - self.head_since > HEAD_SECONDS:
            self.transport.close()
        if self.idle_since and now - self.idle_since > self.timeout_keep_alive:
            self.transport.close()
        if self.full_since and now - self.full_since > READ_SECONDS:
            self.transport.abort()


def lose_patience(connections: set[Any], now: float) -> None:
    """Look through all connections."""
    for connection in list(connections):
        connection.lose_patience(now)

"""What every server of the tests shares: it serves in a thread until a block ends, and is quiet."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer
from threading import Thread
from typing import Any, TypeVar

Server = TypeVar("Server", bound=BaseServer)


@contextmanager
def running(server: Server, before_the_end: Callable[[], None] = lambda: None) -> Iterator[Server]:
    """Serve until the block ends; `before_the_end` lets go of clients that still wait."""
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            before_the_end()
            server.shutdown()
            thread.join()


class Quiet(BaseHTTPRequestHandler):
    """A handler that writes no log, and JSON by one call."""

    def log_message(self, *_: object) -> None:
        """Say nothing on stderr."""

    def send_json(self, status: int, body: dict[str, Any]) -> None:
        self.send_bytes(status, json.dumps(body).encode(), "application/json")

    def send_bytes(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

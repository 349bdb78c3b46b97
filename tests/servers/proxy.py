"""A proxy on 127.0.0.1 that leads every host to one port of this machine, and tells who asked."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from servers.running import running


class Proxy(ThreadingTCPServer):
    """The server, its URL, and the first line and headers of every request it got."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = port
        self.requests: list[bytes] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are no news."""


@contextmanager
def proxying(port: int) -> Iterator[Proxy]:
    """Lead everybody to `port` until the block ends."""
    with running(Proxy(port)) as server:
        yield server


class _Handler(StreamRequestHandler):
    server: Proxy

    def handle(self) -> None:
        lines = [self.rfile.readline()]
        while lines[-1].strip():
            lines.append(self.rfile.readline())
        asked = b"".join(lines)
        self.server.requests.append(asked)
        with socket.create_connection(("127.0.0.1", self.server.port)) as other, suppress(OSError):
            if asked.startswith(b"CONNECT "):
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                other.sendall(asked)
            back = Thread(target=_copy, args=(other, self.connection), daemon=True)
            back.start()
            _copy(self.connection, other)
            back.join()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

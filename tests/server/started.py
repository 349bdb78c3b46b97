"""`whichmodel serve` as a process of its own, and asking it byte for byte."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from homes import PATIENCE, Home
from server.extras import needs

SAID = "serving at http://"


class Reply:
    """A status, headers in lower case, and the bytes."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Served:
    """A server that runs: where it is, who lives in its home, and what it says."""

    def __init__(self, process: "subprocess.Popen[str]", port: int, home: Home) -> None:
        self.process = process
        self.port = port
        self.home = home
        self.said: list[str] = []
        assert process.stderr
        self.reader = threading.Thread(target=self.said.extend, args=(process.stderr,), daemon=True)
        self.reader.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Reply:
        """One request on a connection of its own; `_` in a header's name is `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, named)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def raw(self, data: bytes, end: bool = False) -> bytes:
        """What comes back for these bytes, until the server hangs up; `end` says there are no more.

        Who says so while an answer is made gets none.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            if end:
                connection.shutdown(socket.SHUT_WR)
            parts = []
            while part := connection.recv(1 << 16):
                parts.append(part)
        return b"".join(parts)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def edition(self) -> str:
        """The ETag of what changes with every edition."""
        return self.ask("/api/providers").headers["etag"]

    def until(self, holds: Any) -> None:
        """Wait until something holds, however slow the machine."""
        ends = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < ends, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)


@contextmanager
def serving(home: Home, *arguments: str) -> Iterator[Served]:
    """Serve from a home until the block ends; ready when it begins."""
    needs("serve")
    options = ["--port", "0", *([] if "--every" in arguments else ["--every", "0"])]
    process = subprocess.Popen(
        [sys.executable, "-m", "whichmodel", "serve", *options, *arguments],
        env=home.environ,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    served = None
    try:
        first = process.stderr.readline()
        assert SAID in first, first + process.stderr.read()
        served = Served(process, int(first.strip().rpartition(":")[2]), home)
        served.until(lambda: served.ask("/readyz").status == 200)
        served.until(lambda: served.ask("/").status != 503)  # the page comes later
        yield served
    finally:
        process.terminate()
        process.wait(PATIENCE)
        if served:
            served.reader.join(PATIENCE)
        process.stderr.close()


def token(home: Home, name: str, *arguments: str) -> str:
    """A token that was just made."""
    made = home.run("serve", "--new-token", name, *arguments)
    assert made.returncode == 0, made.stderr
    return str(made.stdout.strip())

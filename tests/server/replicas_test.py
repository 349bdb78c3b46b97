"""Replicas on one PostgreSQL database: each tells, unasked, what anybody else has put there."""

import json
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest
from homes import PATIENCE, Home
from server.extras import needs
from server.started import Served, serving
from servers.loopback import Asked, Loopback, as_json
from servers.loopback import serving as loopback

needs("postgres")

from servers.postgres import PASSWORD, Cluster, NoServer, postgres

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
PATH = "/v1/models?provider=groq"
JSON = {"content_type": "application/json"}
AWAY = "replica"
"""Who the replicas are for the database, so that they can be kept out of it and others not."""


class Stream:
    """One client of `/api/events`, on one connection for as long as the test lasts."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.heard: list[dict[str, Any]] = []
        self.ended = False
        self.connection = HTTPConnection("127.0.0.1", served.port, timeout=PATIENCE)
        self.connection.request("GET", "/api/events")
        response = self.connection.getresponse()
        assert response.headers["content-type"] == "text/event-stream"
        self.reader = threading.Thread(target=self._read, args=(response,), daemon=True)
        self.reader.start()

    def _read(self, lines: Any) -> None:
        with suppress(HTTPException, OSError):  # a server that is killed ends no chunk
            for line in lines:
                if line.startswith(b"data: "):
                    self.heard.append(json.loads(line.removeprefix(b"data: ")))
        self.ended = True

    def end(self) -> None:
        with suppress(OSError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)
        self.reader.join(PATIENCE)
        self.connection.close()

    def appeared(self) -> list[str]:
        """All that events have called new so far."""
        found = [id_ for told in self.heard for id_ in told["appeared_ids"]]
        return sorted(id_.removeprefix("groq/") for id_ in found)


class Replicas:
    """Servers and command lines on one database, and the provider that they ask."""

    def __init__(self, stack: ExitStack, cluster: Cluster, directory: Path) -> None:
        self.stack, self.cluster, self.directory = stack, cluster, directory
        self.names: list[str] = []
        self.provider: Loopback = stack.enter_context(loopback(self._list))
        self.url = cluster.fresh()

    def _list(self, _: Asked) -> Any:
        return as_json({"object": "list", "data": [{"id": name} for name in self.names]})

    def home(self, name: str, user: str = "") -> Home:
        """A machine of its own: nothing but the database is shared."""
        directory = self.directory / name
        directory.mkdir()
        home = Home(directory)
        home.at(groq=f"{self.provider.origin}/v1")
        url = self.url.replace("//whichmodel:", f"//{user}:") if user else self.url
        home.environ["WHICHMODEL_STORE"] = url
        return home

    def serve(self, name: str, user: str = "") -> tuple[Served, Stream]:
        served = self.stack.enter_context(serving(self.home(name, user)))
        stream = Stream(served)
        self.stack.callback(stream.end)
        return served, stream

    def told(self, replicas: list[Served]) -> None:
        """Until all of them list what the provider lists."""
        expected = sorted(self.names)
        for served in replicas:
            served.until(lambda one=served: listed(one) == expected)


def listed(served: Served) -> list[str]:
    rows = served.ask(PATH).json["data"]
    return sorted(row["id"].removeprefix("groq/") for row in rows)


def command_line(home: Home) -> None:
    ran = home.run("refresh", "groq", "--no-catalogues")
    assert ran.returncode == 0, ran.stderr
    assert PASSWORD not in ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    try:
        with postgres() as running:
            running.execute(f"CREATE ROLE {AWAY} SUPERUSER LOGIN PASSWORD '{PASSWORD}'")
            yield running
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture
def replicas(cluster: Cluster, tmp_path: Path) -> Iterator[Replicas]:
    with ExitStack() as stack:
        yield Replicas(stack, cluster, tmp_path)


@contextmanager
def kept_out(cluster: Cluster) -> Iterator[None]:
    """The replicas lose the database, and nobody else does."""
    cluster.execute(f"ALTER ROLE {AWAY} NOLOGIN")
    cluster.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{AWAY}'"
    )
    try:
        yield
    finally:
        cluster.execute(f"ALTER ROLE {AWAY} LOGIN")


def heard_by(streams: list[Stream], names: list[str]) -> None:
    for stream in streams:
        stream.served.until(lambda one=stream: set(names) <= set(one.appeared()))


def test_what_anybody_puts_in_the_database_reaches_the_answers_of_all_replicas(
    replicas: Replicas, cluster: Cluster
) -> None:
    replicas.names = ["m0"]
    shell = replicas.home("shell")
    command_line(shell)
    pairs = [replicas.serve(f"replica{number}", AWAY) for number in range(2)]
    servers, streams = [served for served, _ in pairs], [stream for _, stream in pairs]
    replicas.told(servers)

    # A command line asks.
    replicas.names = ["m0", "m1"]
    command_line(shell)
    replicas.told(servers)
    heard_by(streams, ["m1"])

    # One replica asks, and the provider is asked once for both.
    before = len(replicas.provider.requests)
    replicas.names = ["m0", "m1", "m2"]
    body = b'{"providers": ["groq"]}'
    assert servers[0].ask("/api/refresh", "POST", body, **JSON).status == 202
    replicas.told(servers)
    heard_by(streams, ["m1", "m2"])
    assert len(replicas.provider.requests) == before + 1

    # While replicas are cut off, the last good list is told, also by a new edition; what is put
    # meanwhile is heard of once they are back.
    with kept_out(cluster):
        replicas.names = ["m0", "m1", "m2", "m3"]
        command_line(shell)
        for served in servers:
            served.signal(signal.SIGHUP)
            served.until(lambda one=served: kept(one))
            assert listed(served) == ["m0", "m1", "m2"]
    replicas.told(servers)
    heard_by(streams, ["m1", "m2", "m3"])

    # The whole database is restarted, as in a crash; then it goes on as before.
    cluster.restart("immediate")
    replicas.names = ["m0", "m1", "m2", "m3", "m4"]
    command_line(shell)
    replicas.told(servers)
    heard_by(streams, ["m1", "m2", "m3", "m4"])

    # One is killed: the others hear all the same.
    servers[0].process.kill()
    servers[0].process.wait(PATIENCE)
    replicas.names = ["m0", "m1", "m2", "m3", "m4", "m5"]
    command_line(shell)
    replicas.told(servers[1:])
    heard_by(streams[1:], ["m1", "m2", "m3", "m4", "m5"])

    assert not streams[1].ended
    assert not any(told["disappeared"] for stream in streams for told in stream.heard)
    assert all(PASSWORD not in line for served in servers for line in served.said)


def kept(served: Served) -> bool:
    """Whether it was said that there is no newer edition than the last."""
    return any("the last one stays" in line for line in served.said)


def test_who_starts_without_the_database_tells_what_is_bundled_until_it_is_there(
    replicas: Replicas, cluster: Cluster
) -> None:
    replicas.names = ["m0", "m1"]
    command_line(replicas.home("shell"))
    with kept_out(cluster):
        served, _ = replicas.serve("replica", AWAY)
        assert len(listed(served)) > 2
    replicas.told([served])


def test_a_reload_leads_to_another_store_and_listens_there(replicas: Replicas) -> None:
    replicas.names = ["m0"]
    shell = replicas.home("shell")
    command_line(shell)
    home = replicas.home("replica")
    del home.environ["WHICHMODEL_STORE"]
    with serving(home) as served:
        assert len(listed(served)) > 2
        with home.config.open("a") as file:
            file.write(f'\n[store]\nurl = "{replicas.url}"\n')
        served.signal(signal.SIGHUP)
        replicas.told([served])
        replicas.names = ["m0", "m1"]
        command_line(shell)
        replicas.told([served])

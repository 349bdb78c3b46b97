"""Many processes, one database: one asks each provider, and all have the answer.

The provider answers when told to, so that everybody is there by then. Replicas are processes that
refresh again and again on one connection, as a server does; command lines are `whichmodel refresh`.
"""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from homes import PATIENCE, Home, key_for
from servers.loopback import Asked, Loopback, Reply, as_json, serving

from whichmodel.discovery.catalogue.changes import APPEARED
from whichmodel.discovery.stores import open_store

pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")

from servers.postgres import PASSWORD, Cluster

pytestmark = pytest.mark.postgres
PROVIDERS = [f"corp{number}" for number in range(5)]
COMMAND_LINES = 20
REPLICA = """
import os, sys, json
from datetime import UTC, datetime
from whichmodel.discovery.discover import refresh
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import world

known = world(dict(os.environ), create=True)
assert known.warnings == [], known.warnings
for line in sys.stdin:
    now = known._replace(now=datetime.now(UTC), warnings=[], broken=[])
    asked = refresh(now, chosen(now.providers, sys.argv[1:]), 60, lambda *_: None)
    told = {name: [r["model"] for r in listing.records] for name, listing in asked.items()}
    print(json.dumps([told, [listing.status for listing in asked.values()], now.warnings]))
    sys.stdout.flush()
"""


class Gated:
    """Providers under one roof: what they list, how often they were asked, whether they answer."""

    def __init__(self) -> None:
        self.models = ["m0"]
        self.answering = Event()
        self.asked: Counter[str] = Counter()

    def __call__(self, asked: Asked) -> Reply:
        provider = asked.path.split("/")[1]
        assert asked.headers["authorization"] == f"Bearer {key_for(provider)}"
        self.asked[provider] += 1
        self.answering.wait(PATIENCE)
        return as_json({"data": [{"id": model} for model in self.models]})

    def next(self) -> None:
        """One model more, and silence until everybody has come."""
        self.models.append(f"m{len(self.models)}")
        self.asked.clear()
        self.answering.clear()


class Fleet:
    """A home on a shared database, and the processes that live in it."""

    def __init__(self, home: Home, cluster: Cluster, providers: Loopback) -> None:
        self.home, self.cluster = home, cluster
        self.url = cluster.fresh()
        home.environ["WHICHMODEL_STORE"] = self.url
        tables = {
            name: {"base_url": f"{providers.origin}/{name}/v1", "key_env": name.upper()}
            for name in PROVIDERS
        }
        home.configure(**tables)
        home.environ |= {name.upper(): key_for(name) for name in PROVIDERS}
        self.processes: list[subprocess.Popen[str]] = []

    def _start(self, *command: str, name: str) -> "subprocess.Popen[str]":
        environ = {**self.home.environ, "WHICHMODEL_STORE": f"{self.url}&application_name={name}"}
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, *command], env=environ, text=True, stdin=pipe, stdout=pipe, stderr=pipe
        )
        self.processes.append(process)
        return process

    def replica(self, name: str) -> "subprocess.Popen[str]":
        return self._start("-c", REPLICA, *PROVIDERS, name=name)

    def command_lines(self) -> list["subprocess.Popen[str]"]:
        arguments = ("-m", "whichmodel", "refresh", *PROVIDERS, "--timeout", "60", "--json")
        return [self._start(*arguments, name="cli") for _ in range(COMMAND_LINES)]

    def sessions(self, condition: str) -> int:
        query = f"SELECT count(*) FROM pg_stat_activity WHERE datname = 'postgres' AND {condition}"
        ((count,),) = self.cluster.execute(query)
        return int(count)

    def until_in_line(self, count: int) -> None:
        """Until so many have looked whose turn it is: what they will hear comes after that."""
        until(lambda: self.sessions("query LIKE '%unnest%' AND pid <> pg_backend_pid()") == count)

    def until_asking(self, name: str) -> None:
        """Until a replica has every turn."""
        held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
        mine = f"application_name = '{name}' AND {len(PROVIDERS)} ="
        counted = f"(SELECT count(*) FROM ({held}) AS held WHERE held.pid = pg_stat_activity.pid)"
        until(lambda: self.sessions(f"{mine} {counted}") == 1)

    def history(self) -> dict[str, list[str]]:
        """What appeared at each provider, in the order in which it did."""
        store = open_store(self.url, create=False)
        assert store
        told = {
            place.provider: [
                change.model for change in store.changes("", place) if change.kind == APPEARED
            ]
            for place in store.places()
        }
        store.close()
        return told


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def begin(replicas: list["subprocess.Popen[str]"]) -> None:
    for replica in replicas:
        assert replica.stdin
        replica.stdin.write("again\n")
        replica.stdin.flush()


def heard(replica: "subprocess.Popen[str]") -> Any:
    assert replica.stdout
    line = replica.stdout.readline()
    assert line, replica.stderr and replica.stderr.read()
    return json.loads(line)


def check_answers(
    gated: Gated,
    replicas: list["subprocess.Popen[str]"],
    command_lines: list["subprocess.Popen[str]"],
) -> None:
    """Everybody has the list of now, without a word of complaint."""
    expected = {name: sorted(gated.models) for name in PROVIDERS}
    for replica in replicas:
        told, statuses, warnings = heard(replica)
        assert {name: sorted(models) for name, models in told.items()} == expected
        assert (set(statuses), warnings) == ({"ok"}, [])
    for process in command_lines:
        out, talk = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, talk
        rows = json.loads(out)["providers"]
        assert {row["id"]: row["models"] for row in rows} == {
            name: len(gated.models) for name in PROVIDERS
        }
        assert {(row["source"], row["status"]) for row in rows} == {("live", "ok")}
        assert PASSWORD not in out + talk and "canary" not in out + talk


@pytest.fixture
def gated() -> Gated:
    return Gated()


@pytest.fixture
def fleet(home: Home, server: Cluster, gated: Gated) -> Iterator[Fleet]:
    with ExitStack() as stack:
        providers = stack.enter_context(serving(gated))
        stack.callback(gated.answering.set)
        fleet = Fleet(home, server, providers)
        yield fleet
        for process in fleet.processes:
            process.kill()
            process.communicate()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_fleet_outlives_a_killed_replica_and_a_restarted_database(
    fleet: Fleet, gated: Gated
) -> None:
    replicas = [fleet.replica(f"replica{number}") for number in range(3)]

    # Undisturbed: one asks for all.
    begin(replicas)
    command_lines = fleet.command_lines()
    fleet.until_in_line(3 + COMMAND_LINES)
    gated.answering.set()
    check_answers(gated, replicas, command_lines)
    assert gated.asked == dict.fromkeys(PROVIDERS, 1)

    # The database is restarted between two rounds, and then whoever asks is killed: its answer
    # went with it, so one of the others asks again, and only one.
    fleet.cluster.restart("immediate")
    gated.next()
    begin(replicas[:1])
    fleet.until_asking("replica0")
    begin(replicas[1:])
    command_lines = fleet.command_lines()
    fleet.until_in_line(3 + COMMAND_LINES)
    until(lambda: gated.asked == dict.fromkeys(PROVIDERS, 1))
    replicas.pop(0).kill()
    until(lambda: gated.asked == dict.fromkeys(PROVIDERS, 2))
    gated.answering.set()
    check_answers(gated, replicas, command_lines)
    assert gated.asked == dict.fromkeys(PROVIDERS, 2)

    # The database is restarted while all wait: the turn is lost with the session, so that one more
    # asks, and both answers are one.
    gated.next()
    begin(replicas)
    command_lines = fleet.command_lines()
    fleet.until_in_line(2 + COMMAND_LINES)
    fleet.cluster.restart()
    until(lambda: gated.asked == dict.fromkeys(PROVIDERS, 2))
    gated.answering.set()
    check_answers(gated, replicas, command_lines)
    assert gated.asked == dict.fromkeys(PROVIDERS, 2)

    # All is as it was, with another replica in the place of the one that was killed.
    gated.next()
    replicas.append(fleet.replica("replica3"))
    begin(replicas)
    command_lines = fleet.command_lines()
    fleet.until_in_line(3 + COMMAND_LINES)
    gated.answering.set()
    check_answers(gated, replicas, command_lines)
    assert gated.asked == dict.fromkeys(PROVIDERS, 1)

    assert fleet.history() == {name: ["m1", "m2", "m3"] for name in PROVIDERS}

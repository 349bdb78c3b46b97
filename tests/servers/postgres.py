"""A PostgreSQL server of its own on loopback: made in a temporary directory, and gone with it.

It is Debian's where that is installed, or can be: `apt-get install postgresql`, as root.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import psycopg

PASSWORD = "canary-db-5e0b7f31c2"
"""Found wherever it leaks."""
USER = "whichmodel"
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
log_destination = stderr
log_connections = on
log_statement = all
"""
"""Nothing here has to outlive the machine; the log is hunted for keys."""


class NoServer(Exception):
    """Why there is no PostgreSQL here."""


class Cluster:
    """One server that can be stopped, killed and started again, and its databases."""

    def __init__(self, programs: Path, directory: Path, port: int) -> None:
        self.programs = programs
        self.directory = directory
        self.port = port

    def make(self) -> None:
        """The files; only scram-sha-256 opens the door."""
        secret = self.directory / "password"
        secret.write_text(PASSWORD)
        shutil.chown(secret, *_owner())
        self._run("initdb", "--username", USER, "--pwfile", str(secret), "--no-sync",
                  "--auth", "scram-sha-256", "--locale", "C.UTF-8", "--encoding", "UTF8",
                  "--pgdata", str(self.data))  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as file:
            file.write(f"{CONFIGURATION}port = {self.port}\n")

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def log(self) -> Path:
        return self.directory / "log"

    def start(self) -> None:
        self._run("pg_ctl", "start", "--wait", "--pgdata", str(self.data), "--log", str(self.log))

    def stop(self, mode: str = "fast") -> None:
        """`fast` ends every session; `immediate` is a crash."""
        self._run("pg_ctl", "stop", "--wait", "--pgdata", str(self.data), "--mode", mode)

    def restart(self, mode: str = "fast") -> None:
        self.stop(mode)
        self.start()

    def url(self, space: str = "", **parameters: str) -> str:
        """A URL of the server; of the name space in it that all tables are looked for in."""
        if space:
            parameters["options"] = f"-csearch_path={space}"
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
        address = f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/postgres"
        return f"{address}?{query}" if query else address

    def fresh(self) -> str:
        """The URL of an empty name space."""
        space = f"s{uuid4().hex}"
        self.execute(f"CREATE SCHEMA {space}")
        return self.url(space)

    def execute(self, statement: str, url: str = "") -> list[tuple[Any, ...]]:
        """What a statement gives, in a session of its own."""
        with psycopg.connect(url or self.url(), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        ran = subprocess.run(
            [self.programs / program, *arguments], cwd=self.directory, check=False, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, **_unprivileged(),
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr


@contextmanager
def postgres() -> Iterator[Cluster]:
    """A running server until the block ends; NoServer where there cannot be one."""
    programs = _programs()
    directory = Path(tempfile.mkdtemp(prefix="whichmodel-postgres-"))
    shutil.chown(directory, *_owner())
    cluster = Cluster(programs, directory, _free_port())
    try:
        cluster.make()
        cluster.start()
        yield cluster
    finally:
        with suppress(AssertionError):
            cluster.stop("immediate")
        shutil.rmtree(directory, ignore_errors=True)


def _programs() -> Path:
    """The newest version's directory of programs, installed first where that is allowed."""
    found = _installed()
    if not found and _is_root() and shutil.which("apt-get"):
        environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "-y", "-qq", "postgresql"]
        subprocess.run(command, env=environ, check=False, capture_output=True)
        found = _installed()
    if not found:
        raise NoServer("there is no PostgreSQL here: `apt-get install postgresql` as root")
    return found


def _installed() -> Path | None:
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(versions, key=lambda path: int(path.parts[-3]))
    known = shutil.which("initdb")
    return newest[-1].parent if newest else Path(known).parent if known else None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _owner() -> tuple[str, str] | tuple[int, int]:
    """PostgreSQL refuses to run as root."""
    return ("postgres", "postgres") if _is_root() else (os.getuid(), os.getgid())


def _unprivileged() -> dict[str, Any]:
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

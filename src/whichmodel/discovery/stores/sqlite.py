"""The default store: one SQLite file under the user's cache directory.

A cache needs no migrations: a file of another schema, or one that is damaged, is set aside and
filled anew. Writing happens in one transaction per refresh, so a killed process leaves the last
good state. A listing is one JSON document: it is read and replaced whole.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place

SCHEMA = 1
BUSY_SECONDS = 5.0
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS listings (
    provider TEXT NOT NULL, endpoint TEXT NOT NULL, credential TEXT NOT NULL,
    document TEXT NOT NULL, PRIMARY KEY (provider, endpoint, credential));
"""
Result = TypeVar("Result")


class SqliteStore:
    """Listings in a file that only its owner can read."""

    def __init__(self, path: str, create: bool) -> None:
        self.path = path
        self.secret = b""
        self.connection = self._opened(create)

    def _opened(self, create: bool) -> sqlite3.Connection:
        try:
            return self._connect(create)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise self._problem("cannot open", error) from None
            self._set_aside()
            return self._connect(create=True)

    def _connect(self, create: bool) -> sqlite3.Connection:
        if create:
            self._make_private()
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, SCHEMA):
                raise sqlite3.DatabaseError("another schema")
            if version == 0:
                connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {SCHEMA}; COMMIT;")
            connection.execute("SELECT provider FROM listings LIMIT 1").fetchone()
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_private(self) -> None:
        try:
            os.makedirs(os.path.dirname(self.path) or ".", mode=0o700, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise self._problem("cannot write", error) from None

    def _set_aside(self) -> None:
        """A damaged cache is no reason to stop; it is kept for whoever wants to look."""
        try:
            os.replace(self.path, self.path + ".damaged")
        except OSError as error:
            raise self._problem("cannot replace the damaged", error) from None

    def _problem(self, what: str, error: Exception) -> StoreError:
        reason = getattr(error, "strerror", None) or str(error)
        return StoreError(f"{what} cache {self.path}: {reason}; WHICHMODEL_CACHE_DIR can move it")

    def _do(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise self._problem("cannot use", error) from None

    def credential(self, key: str | None) -> str:
        """A keyed digest, with a random secret that never leaves the store."""
        if not key:
            return ""
        import hashlib

        secret = self.secret = self.secret or self._do(self._read_secret)
        return hashlib.blake2b(key.encode(), key=secret, digest_size=16).hexdigest()

    def _read_secret(self) -> bytes:
        fresh = os.urandom(32).hex()
        self.connection.execute("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (fresh,))
        row = self.connection.execute("SELECT value FROM meta WHERE name = 'secret'").fetchone()
        return bytes.fromhex(row[0])

    def get(self, place: Place) -> Listing | None:
        """What is remembered there; an unreadable document counts as nothing."""
        query = "SELECT document FROM listings WHERE (provider, endpoint, credential) = (?, ?, ?)"
        row = self._do(lambda: self.connection.execute(query, place).fetchone())
        return _listing(row[0]) if row else None

    def put(self, listings: Iterable[tuple[Place, Listing]]) -> None:
        """Remember all of them, or none."""
        rows = [(*place, _document(listing)) for place, listing in listings]

        def write() -> None:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("REPLACE INTO listings VALUES (?, ?, ?, ?)", rows)
            self.connection.execute("COMMIT")

        self._do(write)

    def places(self) -> list[Place]:
        """Where something is remembered."""
        query = "SELECT provider, endpoint, credential FROM listings"
        return [Place(*row) for row in self._do(lambda: self.connection.execute(query).fetchall())]

    def forget(self, provider: str) -> None:
        """Forget all that is remembered of one provider."""
        query = "DELETE FROM listings WHERE provider = ?"
        self._do(lambda: self.connection.execute(query, (provider,)))

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def _document(listing: Listing) -> str:
    return json.dumps(listing._asdict(), ensure_ascii=False, separators=(",", ":"))


def _listing(document: str) -> Listing | None:
    try:
        values: Any = json.loads(document)
        return Listing(**values)
    except (ValueError, TypeError):
        return None

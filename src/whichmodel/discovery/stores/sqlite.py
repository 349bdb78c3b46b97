"""The default store: one SQLite file under the user's cache directory.

A file of another schema, or one that is damaged, is set aside and filled anew; one that only lacks
the tables of changes gets them when it is next written to. Writing happens in one transaction per
refresh, so a killed process leaves the last good state. A listing is one JSON document: it is read
and replaced whole; what that changed is added to the changes, of which none is ever altered.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, TypeVar

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.sqlrows import change_of, digest, document, listing_of, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Change

SCHEMA = 2
WITHOUT_CHANGES = 1
"""The schema before changes were remembered."""
BUSY_SECONDS = 5.0
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS listings (
    provider TEXT NOT NULL, endpoint TEXT NOT NULL, credential TEXT NOT NULL,
    document TEXT NOT NULL, PRIMARY KEY (provider, endpoint, credential));
"""
CHANGES_TABLES = """
CREATE TABLE IF NOT EXISTS changes (
    provider TEXT NOT NULL, endpoint TEXT NOT NULL, credential TEXT NOT NULL,
    at TEXT NOT NULL, document TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS begun (
    provider TEXT NOT NULL, endpoint TEXT NOT NULL, credential TEXT NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY (provider, endpoint, credential));
"""
APPLICATION = 0x77686D6F
"""Written into the file, so that a database of another program is left alone."""
CHANGES_AT = slice(24, 28)
"""Of the file: how often it was changed, as SQLite counts."""
MARKS = """
SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
FROM pragma_application_id, pragma_user_version
"""
COLUMNS = "SELECT provider, endpoint, credential, document, name, value FROM listings, meta LIMIT 1"
CHANGES_COLUMNS = """
SELECT changes.at, changes.document, begun.at FROM changes JOIN begun
USING (provider, endpoint, credential) LIMIT 0
"""
FAILURES = (sqlite3.Error, UnicodeDecodeError)
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
Result = TypeVar("Result")


class SqliteStore:
    """Listings in a file that only its owner can read."""

    shared = False

    def __init__(self, path: str, create: bool) -> None:
        self.path = path
        self.secret = b""
        self.connection = self._opened(create)

    def _opened(self, create: bool) -> sqlite3.Connection:
        try:
            return self._connect(create)
        except FAILURES as error:
            if _code(error) not in (*DAMAGE, sqlite3.SQLITE_ERROR):
                raise self._problem("cannot open", error) from None
            return self._anew()

    def _connect(self, create: bool) -> sqlite3.Connection:
        if create:
            self._make_private()
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        application, schema, tables = connection.execute(MARKS).fetchone()
        if (application, schema, tables) == (0, 0, 0):
            connection.executescript(
                f"BEGIN IMMEDIATE; {TABLES} {CHANGES_TABLES} PRAGMA application_id = {APPLICATION};"
                f" PRAGMA user_version = {SCHEMA}; COMMIT;"
            )
            schema = SCHEMA
        elif application != APPLICATION:
            raise self._problem("cannot use", ValueError("it is a database of something else"))
        elif schema not in (SCHEMA, WITHOUT_CHANGES):
            raise _another_schema()
        connection.execute(COLUMNS).fetchone()
        if schema == SCHEMA:
            connection.execute(CHANGES_COLUMNS).fetchone()

    def _make_private(self) -> None:
        try:
            os.makedirs(os.path.dirname(self.path) or ".", mode=0o700, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
        except (OSError, ValueError) as error:
            raise self._problem("cannot write", error) from None

    def _anew(self) -> sqlite3.Connection:
        """A damaged cache is no reason to stop; it is kept for whoever wants to look."""
        try:
            os.replace(self.path, self.path + ".damaged")
            return self._connect(create=True)
        except (OSError, *FAILURES) as error:
            raise self._problem("cannot replace the damaged", error) from None

    def _problem(self, what: str, error: Exception) -> StoreError:
        reason = getattr(error, "strerror", None) or str(error)
        return StoreError(f"{what} cache {self.path!r}: {reason}; WHICHMODEL_CACHE_DIR can move it")

    def _do(self, work: Callable[[], Result]) -> Result:
        """Do it; where damage shows only now, do it on a new file."""
        try:
            return self._try(work)
        except FAILURES as error:
            if _code(error) not in DAMAGE:
                raise self._problem("cannot use", error) from None
        self.connection.close()
        self.connection, self.secret = self._anew(), b""
        try:
            return self._try(work)
        except FAILURES as error:
            raise self._problem("cannot use", error) from None

    def _try(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def credential(self, key: str | None) -> str:
        """A keyed digest, with a random secret that never leaves the store."""
        if not key:
            return ""
        self.secret = self.secret or self._do(self._read_secret)
        return digest(key, self.secret)

    def _read_secret(self) -> bytes:
        """The secret of this store, made when first needed: reading must not have to write."""
        query = "SELECT CAST(value AS BLOB) FROM meta WHERE name = 'secret'"
        row = self.connection.execute(query).fetchone()
        if row is None:
            fresh = os.urandom(32).hex()
            self.connection.execute("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (fresh,))
            row = self.connection.execute(query).fetchone()
        return bytes(row[0])[:64]

    def get(self, place: Place) -> Listing | None:
        """What is remembered there; an unreadable document counts as nothing."""
        return self._do(lambda: self._get(place))

    def _get(self, place: Place) -> Listing | None:
        query = (
            "SELECT CAST(document AS BLOB) FROM listings"
            " WHERE (provider, endpoint, credential) = (?, ?, ?)"
        )
        row = self.connection.execute(query, place).fetchone()
        return listing_of(row[0]) if row else None

    def put(self, listings: Iterable[tuple[Place, Listing]]) -> None:
        """Remember all of them and what each changes, or nothing at all."""
        rows = [(place, listing, document(listing)) for place, listing in listings]

        def write() -> None:
            self._begin()
            for row in rows:
                self._replace(*row)
            self.connection.execute("COMMIT")

        self._do(write)

    def _begin(self) -> None:
        """Start to write; a file from before changes were remembered gets their tables."""
        self.connection.execute("BEGIN IMMEDIATE")
        if self._schema() == WITHOUT_CHANGES:
            for statement in CHANGES_TABLES.split(";"):
                self.connection.execute(statement)
            self.connection.execute(f"PRAGMA user_version = {SCHEMA}")

    def _schema(self) -> int:
        return int(self.connection.execute("PRAGMA user_version").fetchone()[0])

    def _replace(self, place: Place, listing: Listing, text: str) -> None:
        """Compared with what is there now: another process may have been quicker."""
        execute = self.connection.execute
        begun, changes = told(place, self._get(place), listing)
        if begun:
            execute("INSERT OR IGNORE INTO begun VALUES (?, ?, ?, ?)", (*place, begun))
        for change in changes:
            execute("INSERT INTO changes VALUES (?, ?, ?, ?, ?)", (*place, *change))
        execute("REPLACE INTO listings VALUES (?, ?, ?, ?)", (*place, text))

    def places(self) -> list[Place]:
        """Where something is remembered."""
        query = "SELECT provider, endpoint, credential FROM listings"
        return [Place(*row) for row in self._do(lambda: self.connection.execute(query).fetchall())]

    def state(self) -> str:
        """When the file changed last, and how often: clocks of files miss what comes too fast."""
        try:
            with open(self.path, "rb") as file:
                changes, found = file.read(CHANGES_AT.stop)[CHANGES_AT], os.fstat(file.fileno())
        except OSError as error:
            raise self._problem("cannot read", error) from None
        return f"{self.path} {found.st_mtime_ns} {found.st_size} {changes.hex()}"

    def changes(self, since: str, place: Place) -> "list[Change]":
        """What changed there at or after a time; what cannot be read is left out."""
        query = (
            "SELECT CAST(document AS BLOB) FROM changes"
            " WHERE (provider, endpoint, credential) = (?, ?, ?) AND at >= ? ORDER BY at, rowid"
        )
        rows = self._do(lambda: self._changes_rows(query, *place, since))
        return [change for (text,) in rows if (change := change_of(text))]

    def begun(self) -> dict[Place, str]:
        """The time of the first whole list that a change was measured against, by place."""
        query = "SELECT provider, endpoint, credential, at FROM begun"
        rows = self._do(lambda: self._changes_rows(query))
        return {Place(*place): at for *place, at in rows}

    def _changes_rows(self, query: str, *values: str) -> list[Any]:
        """Nothing where the tables are not there yet."""
        if self._schema() == WITHOUT_CHANGES:
            return []
        return self.connection.execute(query, values).fetchall()

    def turns(self, places: Iterable[Place]) -> dict[Place, bool]:
        """Nobody waits for anybody: whoever has this file is on this machine."""
        return dict.fromkeys(places, True)

    def leave(self, place: Place) -> None:
        """Nobody waits for it."""

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def __del__(self) -> None:
        with suppress(AttributeError, sqlite3.Error):  # it was never opened; another thread's
            self.connection.close()


def _code(error: Exception) -> int:
    """Whose fault it is: the file's, its place's, another process's, or the disk's.

    Text that cannot be decoded comes without a code.
    """
    undecoded = isinstance(error, (sqlite3.OperationalError, UnicodeDecodeError))
    unknown = sqlite3.SQLITE_CORRUPT if undecoded else sqlite3.SQLITE_MISUSE
    return int(getattr(error, "sqlite_errorcode", unknown)) & 0xFF


def _another_schema() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("another schema")
    error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
    return error

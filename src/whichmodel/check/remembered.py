"""What was found in files that have not changed since, in the user's cache directory."""

import marshal
import os
import sqlite3
from collections.abc import Iterable

from whichmodel import __version__
from whichmodel.check.known import Known

FORMAT = 4
"""Raised whenever the same file would be read differently."""
MOST = 300_000
"""Files that are remembered."""
SETTLED = 2_000_000_000
"""Nanoseconds after which a change cannot share its time with the one before."""

Row = tuple[bytes, int, int, bytes]
"""The absolute path, the size, the time of its last change, and what was found in it."""


class Remembered:
    """Rows by path; where the file cannot be used, nothing is remembered and nobody is told."""

    def __init__(self, directory: str, known: Known) -> None:
        self._mark = f"{__version__} {FORMAT} {known.mark}"
        self._connection: sqlite3.Connection | None = None
        try:
            os.makedirs(directory, exist_ok=True)
            self._connection = sqlite3.connect(
                os.path.join(directory, "mentions.sqlite"), timeout=2, isolation_level=None
            )
            self._prepare(self._connection)
        except (OSError, sqlite3.Error):
            self._connection = None

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS meta (mark TEXT)")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS files"
            " (path BLOB PRIMARY KEY, size INTEGER, changed INTEGER, found BLOB)"
        )
        if connection.execute("SELECT mark FROM meta").fetchone() != (self._mark,):
            connection.executescript("DELETE FROM files; DELETE FROM meta;")
            connection.execute("INSERT INTO meta VALUES (?)", (self._mark,))

    def all(self, below: bytes) -> dict[bytes, tuple[int, int, bytes]]:
        """Of the files below a directory: size, time of change, and what was found in them."""
        if self._connection is None:
            return {}
        query = "SELECT path, size, changed, found FROM files WHERE path >= ? AND path < ?"
        try:
            rows = self._connection.execute(query, (below, below + b"\xff")).fetchall()
        except sqlite3.Error:
            return {}
        return {path: (size, changed, found) for path, size, changed, found in rows}

    def add(self, rows: Iterable[Row]) -> None:
        """Remember what was found."""
        if self._connection is None:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
            self._connection.execute(
                "DELETE FROM files WHERE rowid <= (SELECT max(rowid) FROM files) - ?", (MOST,)
            )
            self._connection.execute("COMMIT")
        except sqlite3.Error:  # another process writes, or the disk is full: it costs time only
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()


def packed(rows: list[tuple[object, ...]]) -> bytes:
    """Rows of plain values as bytes."""
    return marshal.dumps(rows)


def unpacked(data: bytes) -> list[tuple[object, ...]]:
    """The rows in bytes of our own making; none where they are damaged."""
    try:
        rows = marshal.loads(data)  # noqa: S302 - our own cache, readable by its owner alone
    except (ValueError, EOFError, TypeError):
        return []
    return rows if isinstance(rows, list) else []

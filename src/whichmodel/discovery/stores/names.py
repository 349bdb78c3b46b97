"""The index of names in a file, so that nothing has to be read before a question is answered.

One is compiled with the bundle; where providers' own lists are remembered, another is made beside
them. What it was made from is its `origin`: an index of another origin is not used.
"""

import json
import os
import sqlite3
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from typing import Any

from whichmodel.discovery.matching.index import Entry, Name, names_of, newest, paired, posted
from whichmodel.discovery.matching.reading import PROVIDER, WORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.discovery.stores.bundle import Bundle
    from whichmodel.discovery.stores.current import Current

FORMAT = 3
"""Raised with every change of how names are read or kept."""
KEPT, KEPT_NAMES = 200, 8_000
"""So many lists of numbers, and names, are kept in memory once they were read."""
LONG = 100_000
"""A list of more numbers is read anew each time."""
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE names (
    number INTEGER PRIMARY KEY, text TEXT NOT NULL, parts TEXT NOT NULL, plain INTEGER NOT NULL,
    entries TEXT NOT NULL
);
CREATE TABLE numbers (part TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE pairs (pair TEXT PRIMARY KEY, words TEXT NOT NULL) WITHOUT ROWID;
"""
FAILURES = (sqlite3.Error, ValueError, TypeError, KeyError, OSError)


class Filed:
    """An index in a file; what is over by today's date counts as retired."""

    def __init__(
        self, connection: sqlite3.Connection, path: str, meta: Mapping[str, Any], today: str
    ) -> None:
        self.providers: Mapping[str, str] = meta["providers"]
        self.newest = str(meta["newest"])
        self.count = int(meta["count"])
        self.misspelt: dict[str, dict[str, float]] = {}
        self._connection, self._path, self._meta = connection, path, meta
        self._today = today
        self._kept: dict[str, Sequence[int]] = {}
        self._names: dict[int, Name] = {}

    def numbers(self, part: str) -> Sequence[int]:
        """The numbers of the names that have a part, ascending."""
        kept = self._kept.get(part)
        if kept is None:
            kept = self._numbers(part)
            if len(kept) < LONG:
                while len(self._kept) >= KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[part] = kept
        return kept

    def _numbers(self, part: str) -> Sequence[int]:
        row = self._one("SELECT numbers FROM numbers WHERE part = ?", part)
        found = array("I")
        if row:
            found.frombytes(row[0])
        return found

    def name(self, number: int) -> Name:
        """The name of a number."""
        kept = self._names.get(number)
        if kept is None:
            if len(self._names) >= KEPT_NAMES:
                self._names.clear()
            kept = self._names[number] = self._name(number)
        return kept

    def _name(self, number: int) -> Name:
        text, parts, plain, entries = self._one(
            "SELECT text, parts, plain, entries FROM names WHERE number = ?", number
        )
        held = tuple([self._entry(values) for values in json.loads(entries)])
        return Name(text, tuple(parts.split(" ")) if parts else (), held, bool(plain))

    def _entry(self, values: list[Any]) -> Entry:
        values[12] = tuple(values[12])
        entry = Entry(*values)
        own = entry.source in ("live", "cached")
        if entry.retires_on and entry.retires_on <= self._today and not own:
            return entry._replace(status="retired")
        return entry

    def words(self, pair: str) -> Sequence[str]:
        """The words that have a pair of letters."""
        row = self._one("SELECT words FROM pairs WHERE pair = ?", pair)
        return row[0].split(" ") if row else ()

    def beginning(self, start: str, limit: int) -> Sequence[str]:
        """Words that begin so."""
        first = WORD + start
        query = "SELECT part FROM numbers WHERE part >= ? AND part < ? ORDER BY part LIMIT ?"
        rows = self._connection.execute(query, (first, first + "\U0010ffff", limit))
        return [part[1:] for (part,) in rows]

    def _one(self, query: str, *values: str | int) -> Any:
        return self._connection.execute(query, values).fetchone()

    def again(self) -> "Filed":
        """The same for another process, with which a connection cannot be shared."""
        connection = sqlite3.connect(self._path, check_same_thread=False)
        return Filed(connection, self._path, self._meta, self._today)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    __del__ = close  # Python warns of databases that nobody closed, from 3.13 on


def origin_of(bundle: "Bundle") -> str:
    """What an index of nothing but this catalogue is made from."""
    return f"{FORMAT} {bundle.built} {json.dumps(bundle.sources(), sort_keys=True)}"


def beside(bundle: str) -> str:
    """Where the index of the names in a bundle is."""
    return bundle.removesuffix(".sqlite") + "-names.sqlite"


def open_names(path: str, origin: str, today: str) -> Filed | None:
    """The index in a file; None where there is none, or it was made from something else."""
    if not os.path.exists(path):
        return None
    try:
        connection = sqlite3.connect(path, check_same_thread=False)
        try:
            rows = connection.execute("SELECT key, value FROM meta").fetchall()
            meta = {key: json.loads(value) for key, value in rows}
            if meta.get("origin") == origin:
                return Filed(connection, path, meta, today)
        except FAILURES:
            pass
        connection.close()
    except FAILURES:
        pass
    return None


def write_names(
    path: str, origin: str, entries: Iterable[Entry], providers: Mapping[str, str]
) -> None:
    """Put an index at `path`, whole or not at all; the same input gives the same bytes."""
    partial = f"{path}.{os.getpid()}.part"
    try:
        with closing(sqlite3.connect(partial)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF;" + TABLES)
            _fill(connection, origin, names_of(entries), providers)
            connection.commit()
        os.replace(partial, path)
    finally:
        with suppress(OSError):
            os.unlink(partial)


def _fill(
    connection: sqlite3.Connection, origin: str, names: list[Name], providers: Mapping[str, str]
) -> None:
    numbers = posted(names)
    words = sorted(part[1:] for part in numbers if part[0] == WORD)
    meta = {
        "origin": origin,
        "providers": dict(providers),
        "newest": newest(numbers),
        "count": len(names),
    }
    for number, name in enumerate(names):
        for provider in {entry.provider for entry in name.entries}:
            numbers.setdefault(PROVIDER + provider, []).append(number)
    many = connection.executemany
    many("INSERT INTO meta VALUES (?, ?)", ((key, json.dumps(meta[key])) for key in meta))
    many("INSERT INTO names VALUES (?, ?, ?, ?, ?)", map(_row, enumerate(names)))
    blobs = ((part, array("I", numbers[part]).tobytes()) for part in sorted(numbers))
    many("INSERT INTO numbers VALUES (?, ?)", blobs)
    pairs = ((pair, " ".join(found)) for pair, found in sorted(paired(words).items()))
    many("INSERT INTO pairs VALUES (?, ?)", pairs)


def _row(numbered: tuple[int, Name]) -> tuple[int, str, str, bool, str]:
    number, name = numbered
    entries = json.dumps(name.entries, separators=(",", ":"))
    return number, name.text, " ".join(name.parts), name.plain, entries


def compile_names(bundle: str) -> None:
    """Put the index of a bundle's names beside it."""
    from whichmodel.discovery.catalogue.merge import merged
    from whichmodel.discovery.matching.index import entry_of
    from whichmodel.discovery.model import Listed
    from whichmodel.discovery.providers import spellings
    from whichmodel.discovery.stores.bundle import open_bundle

    with closing(open_bundle(bundle)) as known:
        providers = known.providers()
        listed = Listed("catalogue", known.date, None, None)
        entries = [
            entry_of(merged(provider, model, said, listed, known.built))
            for provider in providers.values()
            for model, said in known.records(provider.id).items()
        ]
        prefixes = {provider.id: provider.prefix for provider in providers.values()}
        entries += dropped(known, prefixes)
        write_names(beside(bundle), origin_of(known), entries, spellings(providers))


def dropped(bundle: "Bundle | Current", prefixes: Mapping[str, str]) -> list[Entry]:
    """Models that catalogues have named once, and name no more."""
    return [
        Entry(
            f"{prefixes[gone.provider]}/{gone.model}", gone.provider, gone.model, kind=gone.kind,
            created=gone.first_seen, source="dropped", witnesses=0,
        )
        for gone in bundle.dropped_models()
        if gone.provider in prefixes
    ]  # fmt: skip

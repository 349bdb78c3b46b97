"""The bundled catalogue: providers and snapshot in one SQLite file that is only ever read.

The file is compiled from the text form when the package is built (`compiling.py`).
"""

import json
import os
import sqlite3
from typing import Any, NamedTuple

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Provider, Statement
from whichmodel.discovery.providers import from_document

SCHEMA = 3
"""Raised with every change of the tables or of what is in them."""

NOTICES = frozenset(("notices", "model-retire", "curated"))
"""Sources that are no catalogues."""

FETCHED = "source:"
"""What the endpoint of a place begins with where a fetched catalogue is remembered.

Where no more than this is the endpoint, and nobody the provider, stands which of them are.
"""

PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEFAULT_PATH = os.path.join(PACKAGE, "bundle.sqlite")
ADVICE = "reinstall whichmodel (in a checkout: `pip install -e .`)"


class Dropped(NamedTuple):
    """A model that catalogues have named once and that nobody lists now: days as YYYY-MM-DD.

    Evidence that it went, never of a retirement. `kind` is None where none was told.
    """

    provider: str
    model: str
    first_seen: str
    last_seen: str
    kind: str | None


DROPPED = """
SELECT provider, model, min(first_seen), max(last_seen), max(kind) FROM dropped
WHERE NOT EXISTS (SELECT 1 FROM models
                  WHERE models.provider = dropped.provider AND models.model = dropped.model)
GROUP BY provider, model
"""


class Bundle:
    """The catalogue of one file; each method may raise SnapshotError where the file is damaged."""

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._meta = self._read_meta()
        self._dates = {name: source["date"] for name, source in self.sources().items()}

    def _read_meta(self) -> dict[str, Any]:
        meta = {key: self._json(value) for key, value in self._rows("SELECT key, value FROM meta")}
        if meta.get("schema") != SCHEMA or not isinstance(meta.get("sources"), dict):
            raise SnapshotError(f"{self._path} is of another version: {_advice(self._path)}")
        return meta

    @property
    def date(self) -> str:
        """The date of the newest catalogue: notices tell what goes, not what is there."""
        return str(max(date for name, date in self._dates.items() if name not in NOTICES))

    @property
    def built(self) -> str:
        """The date on which it was made."""
        return str(self._meta.get("built", ""))

    def sources(self) -> dict[str, dict[str, Any]]:
        """By name: version, date, date_from, licence, url and models (a number); for notices also
        how many rows were left out."""
        return dict(self._meta["sources"])

    def providers(self) -> dict[str, Provider]:
        """All providers by id: the written rows in their order, then those with data only."""
        rows = self._rows("SELECT id, document FROM providers ORDER BY rowid")
        return {provider: from_document(self._json(document)) for provider, document in rows}

    def data_only(self) -> dict[str, Provider]:
        """Providers that nobody asks: what is told of them cannot send a key anywhere."""
        return {
            provider: row._replace(base_url="", base_env=(), origin="catalogue")
            for provider, row in self.providers().items()
            if row.listing == "catalogue" and not row.calls
        }

    def records(self, provider: str) -> dict[str, tuple[Statement, ...]]:
        """What each source says of each model of one provider, by model id in sorted order."""
        rows = self._rows(
            "SELECT model, statements FROM models WHERE provider = ? ORDER BY model", provider
        )
        told = self._json(f"[{','.join(statements for _, statements in rows)}]")
        return {
            model: self._statements(model, said)
            for (model, _), said in zip(rows, told, strict=True)
        }

    def _statements(self, model: str, said: dict[str, Any]) -> tuple[Statement, ...]:
        for record in said.values():
            record["model"] = model
        dates = self._dates
        return tuple([Statement(source, dates[source], said[source]) for source in said])

    def find(self, model: str) -> list[str]:
        """The ids of the providers that have exactly this model id, sorted."""
        rows = self._rows("SELECT provider FROM models WHERE model = ? ORDER BY provider", model)
        return [provider for (provider,) in rows]

    def count(self, provider: str) -> int:
        """How many models of a provider are known."""
        return self.counts().get(provider, 0)

    def counts(self) -> dict[str, int]:
        """How many models are known, by provider; providers without any are absent."""
        return dict(self._rows("SELECT provider, count(*) FROM models GROUP BY provider"))

    def dropped(self, since: str) -> list[tuple[str, str, str, str]]:
        """Source, provider, model and the day when a published catalogue last had a model.

        Of models that its newer versions lack: evidence that they went, never of a retirement.
        """
        query = "SELECT source, provider, model, last_seen FROM dropped WHERE last_seen >= ?"
        return self._rows(query, since)

    def dropped_models(self) -> list[Dropped]:
        """Every model that a catalogue named once and that nothing here tells of now, sorted."""
        return [Dropped(*row) for row in self._rows(DROPPED)]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    __del__ = close  # Python warns of databases that nobody closed, from 3.13 on

    def _rows(self, query: str, *values: str) -> list[Any]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error:
            raise self._damaged() from None

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, TypeError):
            raise self._damaged() from None

    def _damaged(self) -> SnapshotError:
        return SnapshotError(f"the catalogue {self._path} is damaged: {_advice(self._path)}")


def open_bundle(path: str | None = None) -> Bundle:
    """The catalogue in a file, by default the one in the package.

    Nothing is locked or written, so any number of processes may read it, from any medium.
    """
    path = path or DEFAULT_PATH
    if not os.path.exists(path):
        raise SnapshotError(f"the bundled catalogue {path} is missing: {ADVICE}")
    try:
        connection = sqlite3.connect(_uri(path), uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise SnapshotError(f"the bundled catalogue {path} cannot be read: {error}") from None
    try:
        return Bundle(connection, path)
    except SnapshotError:
        connection.close()
        raise


def _advice(path: str) -> str:
    bundled = os.path.basename(path) == os.path.basename(DEFAULT_PATH)
    return ADVICE if bundled else "delete it, or `whichmodel refresh --snapshot` gets another"


def _uri(path: str) -> str:
    """The path as a URI that opens without locks or a journal; `urllib` would be slow to import."""
    plain = os.path.abspath(path)
    if os.sep == "\\":
        plain = "/" + plain.replace("\\", "/")
    for char in "%?#":
        plain = plain.replace(char, f"%{ord(char):02x}")
    return f"file://{plain}?mode=ro&immutable=1"

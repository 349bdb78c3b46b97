"""The shared store: one PostgreSQL database for any number of machines.

What is remembered stands as in the SQLite file, one JSON document a listing. Who asks a provider
holds an advisory lock until the answer is here, so that the others take that answer; a commit tells
whoever listens which provider changed. A lost connection is made again, once work needs it.
"""

import time
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import blake2b
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.postgres_connection import (
    ANSWER_SECONDS,
    Connection,
    Failure,
    connected,
    lost,
    problem,
    within,
)
from whichmodel.discovery.stores.postgres_schema import MIGRATIONS, Schema, migrated, schema_of
from whichmodel.discovery.stores.sqlrows import change_of, digest, document, listing_of, told

if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Change

RECONNECT_SECONDS = 5.0
"""For so long a database that was there a moment ago is tried again: a restart, or a failover."""
PAUSE = 0.2
CHANNEL = "whichmodel"
AT = "WHERE (provider, endpoint, credential) = (%s, %s, %s)"
GET = f"SELECT document, version FROM whichmodel_listings {AT}"  # noqa: S608 - our own words
PUT = """
INSERT INTO whichmodel_listings VALUES (%s, %s, %s, nextval('whichmodel_versions'), %s)
ON CONFLICT (provider, endpoint, credential)
DO UPDATE SET version = excluded.version, document = excluded.document
"""
BEGUN = "INSERT INTO whichmodel_begun VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
CHANGED = """
INSERT INTO whichmodel_changes (provider, endpoint, credential, at, document)
VALUES (%s, %s, %s, %s, %s)
"""
CHANGES = f"""
SELECT document FROM whichmodel_changes {AT} AND at >= %s ORDER BY at, id
"""  # noqa: S608 - our own words
TAKE = "SELECT key FROM unnest(%s::bigint[]) AS key WHERE pg_try_advisory_lock(key)"
VERSIONS = """
SELECT provider, endpoint, credential, version FROM whichmodel_listings
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS asked (provider, endpoint, credential)
USING (provider, endpoint, credential)
"""
Result = TypeVar("Result")


def open_postgres(url: str, create: bool) -> "PostgresStore | None":
    """The store in a database; None where there is none yet and `create` is false.

    Only who may create it brings an older one up to date.
    """
    connection = connected(url)
    try:
        schema = _usable(connection, create)
        if not schema.number:
            connection.close()
            return None
        return PostgresStore(url, connection, schema)
    except (Failure, TimeoutError, ValueError, KeyError) as error:
        connection.close()
        raise problem("cannot use", url, error) from None


def _usable(connection: Connection, create: bool) -> Schema:
    schema = within(ANSWER_SECONDS, lambda: schema_of(connection))
    newest = len(MIGRATIONS)
    if schema.number < newest and create:
        schema = migrated(connection)
    if 0 < schema.number < newest:
        raise ValueError("an older version made it; the next `whichmodel refresh` updates it")
    if schema.oldest > newest:
        raise ValueError("a newer version made it: update whichmodel here too")
    return schema


class PostgresStore:
    """Listings in a database, for whoever may connect to it.

    Several threads may use it, but only one may refresh: turns belong to the store, not to them.
    """

    shared = True

    def __init__(self, url: str, connection: Connection, schema: Schema) -> None:
        self.url = url
        self.connection = connection
        self.space = schema.space
        self.secret = schema.secret.encode()[:64]
        self.versions: dict[Place, int] = {}
        self.lost = False
        self.lock = RLock()

    def _do(self, work: Callable[[Connection], Result]) -> Result:
        """Do it; where the connection turns out to be lost, do it on a new one."""
        until = time.monotonic() + RECONNECT_SECONDS
        with self.lock:
            while True:
                connection = self._session(until)
                try:
                    return within(ANSWER_SECONDS, partial(work, connection), connection.close)
                except (Failure, TimeoutError, ValueError) as error:
                    self.lost = lost(connection, error)
                    if self.lost and not isinstance(error, TimeoutError):
                        connection.close()
                    if not self.lost or time.monotonic() > until:
                        raise problem("cannot use", self.url, error) from None

    def _session(self, until: float) -> Connection:
        """The session, or a new one; it may take a moment until a database is back."""
        while self.lost:
            try:
                self.connection, self.lost = connected(self.url), False
            except StoreError:
                if time.monotonic() + PAUSE > until:
                    raise
                time.sleep(PAUSE)
        return self.connection

    def credential(self, key: str | None) -> str:
        """A keyed digest, the same for all who share the database: the secret is kept in it."""
        return digest(key, self.secret) if key else ""

    def get(self, place: Place) -> Listing | None:
        """What is remembered there; an unreadable document counts as nothing."""
        row = self._do(lambda connection: connection.execute(GET, place).fetchone())
        self.versions[place] = row[1] if row else 0
        return listing_of(row[0]) if row else None

    def put(self, listings: Iterable[tuple[Place, Listing]]) -> None:
        """Remember all of them and what each changes, or nothing at all; then tell who listens.

        Writers take turns, so that each list is compared with the one before it.
        """
        rows = [(place, listing, document(listing)) for place, listing in listings]

        def write(connection: Connection) -> None:
            with connection.transaction():
                key = self._key("writing")
                connection.execute("SELECT pg_advisory_xact_lock(%s)", (key,))
                for row in rows:
                    _replace(connection, *row)

        if rows:
            self._do(write)

    def places(self) -> list[Place]:
        """Where something is remembered."""
        query = "SELECT provider, endpoint, credential FROM whichmodel_listings"
        return [Place(*row) for row in self._rows(query)]

    def state(self) -> str:
        """The newest version, of which no two puts have the same."""
        ((version,),) = self._rows("SELECT coalesce(max(version), 0) FROM whichmodel_listings")
        return f"{digest('state', self.secret)} {version}"

    def changes(self, since: str, place: Place) -> "list[Change]":
        """What changed there at or after a time; what cannot be read is left out."""
        rows = self._rows(CHANGES, *place, since)
        return [change for (text,) in rows if (change := change_of(text))]

    def begun(self) -> dict[Place, str]:
        """The time of the first whole list that a change was measured against, by place."""
        rows = self._rows("SELECT provider, endpoint, credential, at FROM whichmodel_begun")
        return {Place(*place): at for *place, at in rows}

    def _rows(self, query: str, *values: str) -> list[Any]:
        sql = query.encode()
        return self._do(lambda connection: connection.execute(sql, values).fetchall())

    def turns(self, places: Iterable[Place]) -> dict[Place, bool]:
        """Whose turn it is, by advisory locks; and where a version tells of somebody's answer."""
        keys = {self._key("asking", *place): place for place in places}
        return self._do(lambda connection: self._turns(connection, keys))

    def _turns(self, connection: Connection, keys: dict[int, Place]) -> dict[Place, bool]:
        """Locked first and looked at then: who has just left has put its answer before."""
        taken = {keys[key] for (key,) in connection.execute(TAKE, (list(keys),)).fetchall()}
        columns = [[place[column] for place in keys.values()] for column in range(3)]
        answered = {
            Place(*place)
            for *place, version in connection.execute(VERSIONS, columns).fetchall()
            if version != self.versions.get(Place(*place), 0)
        }
        for place in taken & answered:
            self._unlock(connection, place)
        return dict.fromkeys(taken, True) | dict.fromkeys(answered, False)

    def leave(self, place: Place) -> None:
        """Unlock it; a session that was lost has left already."""
        self._do(lambda connection: self._unlock(connection, place))

    def _unlock(self, connection: Connection, place: Place) -> None:
        connection.execute("SELECT pg_advisory_unlock(%s)", (self._key("asking", *place),))

    def _key(self, *words: str) -> int:
        """The number of an advisory lock; other programs may lock in the same database."""
        plain = "\0".join(("whichmodel", self.space, *words)).encode("utf-8", "surrogatepass")
        return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big", signed=True)

    def close(self) -> None:
        """Let go of the database, and of every turn."""
        self.connection.close()

    def __del__(self) -> None:
        """A process that runs on must not keep sessions that nobody has any more."""
        self.close()


def _replace(connection: Connection, place: Place, listing: Listing, text: str) -> None:
    """One listing; nothing is written, and nobody told, where it is there already."""
    row = connection.execute(GET, place).fetchone()
    previous = listing_of(row[0]) if row else None
    if previous == listing:
        return
    begun, changes = told(place, previous, listing)
    with connection.pipeline():
        if begun:
            connection.execute(BEGUN, (*place, begun))
        for change in changes:
            connection.execute(CHANGED, (*place, *change))
        connection.execute(PUT, (*place, text))
        connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, place.provider))

"""The tables in PostgreSQL, and how an older schema becomes the newest.

History cannot be fetched again, so nothing is ever dropped: each migration adds to what is there.
Several versions of the program may share a database, as long as a migration says so.
"""

import os
from typing import NamedTuple

from whichmodel.discovery.stores.postgres_connection import Connection

MIGRATING = 0x77686D6F
"""The advisory lock of whoever migrates."""


class Migration(NamedTuple):
    """What one schema has more than the one before; `oldest` is the oldest schema whose programs
    can go on with what this makes of it."""

    statements: str
    oldest: int


MIGRATIONS = (
    Migration(
        """
        CREATE TABLE whichmodel_meta (name text PRIMARY KEY, value text NOT NULL);
        CREATE SEQUENCE whichmodel_versions;
        CREATE TABLE whichmodel_listings (
            provider text COLLATE "C", endpoint text COLLATE "C", credential text COLLATE "C",
            version bigint NOT NULL, document text NOT NULL,
            PRIMARY KEY (provider, endpoint, credential));
        CREATE TABLE whichmodel_changes (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            provider text COLLATE "C" NOT NULL, endpoint text COLLATE "C" NOT NULL,
            credential text COLLATE "C" NOT NULL,
            at text COLLATE "C" NOT NULL, document text NOT NULL);
        CREATE INDEX whichmodel_changes_at
            ON whichmodel_changes (provider, endpoint, credential, at, id);
        CREATE TABLE whichmodel_begun (
            provider text COLLATE "C", endpoint text COLLATE "C", credential text COLLATE "C",
            at text COLLATE "C" NOT NULL, PRIMARY KEY (provider, endpoint, credential));
        """,
        oldest=1,
    ),
)


THERE = """
SELECT coalesce(current_schema(), ''), EXISTS (
    SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relname = 'whichmodel_meta' AND nspname = ANY (current_schemas(false)))
"""
"""Not to_regclass, which may go on remembering that there was nothing before somebody's commit."""


class Schema(NamedTuple):
    """What a database holds: its name space, the number of its schema (0 for nothing), the oldest
    whose programs can use it, and the secret that digests of keys are made with."""

    space: str
    number: int
    oldest: int
    secret: str


def schema_of(connection: Connection) -> Schema:
    """What is there now."""
    space, there = connection.execute(THERE).fetchone() or ("", False)
    if not there:
        return Schema(space, 0, 0, "")
    rows = connection.execute("SELECT name, value FROM whichmodel_meta").fetchall()
    meta: dict[str, str] = dict(rows)
    return Schema(space, int(meta["schema"]), int(meta["oldest"]), meta["secret"])


def migrated(connection: Connection) -> Schema:
    """The newest schema, made of whatever is there, in one step or not at all.

    One process does it; others that come meanwhile wait, and find it done.
    """
    with connection.transaction():
        connection.execute("SET LOCAL statement_timeout = 0")
        connection.execute("SET LOCAL lock_timeout = 0")
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
        number = schema_of(connection).number
        for migration in MIGRATIONS[number:]:
            connection.execute(migration.statements.encode())
        if number < len(MIGRATIONS):
            _number(connection)
        return schema_of(connection)


def _number(connection: Connection) -> None:
    meta = {
        "schema": str(len(MIGRATIONS)),
        "oldest": str(max(migration.oldest for migration in MIGRATIONS)),
    }
    for name, value in meta.items():
        connection.execute(
            "INSERT INTO whichmodel_meta VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
    connection.execute(
        "INSERT INTO whichmodel_meta VALUES ('secret', %s) ON CONFLICT DO NOTHING",
        (os.urandom(32).hex(),),
    )

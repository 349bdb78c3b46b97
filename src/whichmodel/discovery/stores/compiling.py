"""Compiles the bundle from providers.toml and the text form of the snapshot.

It runs when the package is built, so it needs the standard library and this package only. The same
input gives the same bytes with the same SQLite.
"""

import os
import sqlite3
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers import document_of
from whichmodel.discovery.providers.rows import provider_row
from whichmodel.discovery.sources import history, text
from whichmodel.discovery.stores.bundle import SCHEMA
from whichmodel.discovery.stores.names import compile_names

DISCOVERY = Path(__file__).parent.parent
PROVIDERS = DISCOVERY / "providers" / "providers.toml"
SNAPSHOT = DISCOVERY / "catalogue" / "snapshot"
NOTICE = DISCOVERY.parents[2] / "NOTICE"
"""In a checkout; an installed package has it elsewhere."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE providers (id TEXT PRIMARY KEY, document TEXT NOT NULL);
CREATE TABLE models (
    provider TEXT NOT NULL, model TEXT NOT NULL, statements TEXT NOT NULL,
    PRIMARY KEY (provider, model)
) WITHOUT ROWID;
CREATE INDEX offers ON models (model);
CREATE TABLE dropped (
    source TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, kind TEXT,
    PRIMARY KEY (source, provider, model)
) WITHOUT ROWID;
"""


def compile_bundle(target: Path, providers: Path = PROVIDERS, snapshot: Path = SNAPSHOT) -> None:
    """Put the bundle at `target`, whole or not at all; SnapshotError where the text is damaged."""
    models = text.read(snapshot)
    sources = text.read_sources(snapshot)
    meta = {"schema": SCHEMA, "built": sources.pop("built"), "sources": sources}
    rows = all_rows(tomllib.loads(providers.read_text(encoding="utf-8")), models)
    partial = target.with_name(f"{target.name}.{os.getpid()}.part")
    partial.unlink(missing_ok=True)
    try:
        _fill(partial, meta, rows, models, _dropped(snapshot, sources))
        partial.replace(target)
        compile_names(str(target))
    finally:
        partial.unlink(missing_ok=True)


def all_rows(tables: dict[str, Any], models: Iterable[str]) -> list[Provider]:
    """The written providers, then one row for each that only the snapshot knows."""
    written = [provider_row(provider, table) for provider, table in tables.items()]
    data_only = {"listing": "catalogue", "calls": [], "origin": "catalogue"}
    return written + [provider_row(name, data_only) for name in models if name not in tables]


def _dropped(snapshot: Path, sources: Iterable[str]) -> Iterable[tuple[str | None, ...]]:
    """What the histories tell of models that their source has no more."""
    for source in sorted(sources):
        for provider, models in history.read(snapshot, source).seen.items():
            for model, (first, *last) in models.items():
                if last:
                    yield source, provider, model, first, last[0], last[1] if last[1:] else None


def _fill(
    path: Path,
    meta: dict[str, Any],
    providers: list[Provider],
    models: Mapping[str, text.Models],
    dropped: Iterable[tuple[str | None, ...]],
) -> None:
    documents = ((provider.id, text.compact(document_of(provider))) for provider in providers)
    told = (
        (provider, model, text.compact(statements))
        for provider in sorted(models)
        for model, statements in sorted(models[provider].items())
    )
    pairs = ((key, text.compact(value)) for key, value in meta.items())
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF;" + TABLES)
        connection.executemany("INSERT INTO meta VALUES (?, ?)", pairs)
        connection.executemany("INSERT INTO providers VALUES (?, ?)", documents)
        connection.executemany("INSERT INTO models VALUES (?, ?, ?)", told)
        connection.executemany("INSERT INTO dropped VALUES (?, ?, ?, ?, ?, ?)", dropped)
        connection.commit()
        connection.execute("VACUUM")

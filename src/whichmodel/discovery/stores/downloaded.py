"""A newer catalogue than the bundled one, downloaded as a file of the same form.

It brings data only: whom to ask, where and with which key stays as it is in the package, so a
snapshot from elsewhere cannot send a key anywhere.
"""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from typing import Any

from whichmodel.discovery.errors import SnapshotError, Unavailable
from whichmodel.discovery.providers import fields
from whichmodel.discovery.sources.sanity import NINE, SMALLEST_SHARE, absurd
from whichmodel.discovery.stores.bundle import Bundle, open_bundle

CONTENT = {
    ("table", "meta"), ("table", "providers"), ("table", "models"), ("index", "offers"),
    ("table", "dropped"),
}  # fmt: skip
LONGEST = 2000
"""Characters of a value; none of ours comes near."""


def in_use(bundled: Bundle, path: str, warnings: list[str]) -> Bundle:
    """The downloaded catalogue, unless the bundled one is newer.

    One that is damaged, or of another version, is set aside with a warning.
    """
    try:
        found = open_bundle(path)
    except (SnapshotError, OSError) as error:
        with suppress(OSError):
            os.replace(path, path + ".damaged")
        warnings.append(f"the downloaded catalogue was set aside: {error}")
        return bundled
    if found.built >= bundled.built:
        return found
    found.close()
    return bundled


def install(data: bytes, sha256: str, path: str, current: Bundle) -> Bundle:
    """Put a downloaded catalogue at `path`, whole or not at all.

    Unavailable where the checksum differs, or where it is older or much smaller than the current
    one, lacks a main provider, or holds what no catalogue of ours holds.
    """
    found = hashlib.sha256(data).hexdigest()
    if found != sha256.strip().lower():
        raise Unavailable(f"the snapshot has the SHA-256 {found}, not the one that was told")
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    partial = f"{path}.{os.getpid()}.part"
    try:
        with open(partial, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _refuse_absurd(partial, current)
        os.replace(partial, path)
    finally:
        with suppress(OSError):
            os.unlink(partial)
    return open_bundle(path)


def _refuse_absurd(path: str, current: Bundle) -> None:
    try:
        _refuse_foreign(path)
        with closing(open_bundle(path)) as bundle:
            problem = _problem(bundle, current)
    except (sqlite3.Error, SnapshotError, TypeError, KeyError, AttributeError, ValueError):
        raise Unavailable("the snapshot is not a catalogue that this version can read") from None
    if problem:
        raise Unavailable(f"the snapshot was refused: {problem}")


def _refuse_foreign(path: str) -> None:
    """Nothing but our tables: no view or trigger that would run when they are read."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
        ((sound,),) = connection.execute("PRAGMA integrity_check(1)").fetchall()
    ours = {row for row in rows if not row[1].startswith("sqlite_autoindex")}
    if ours != CONTENT or sound != "ok":
        raise SnapshotError("not our tables")


def _problem(bundle: Bundle, current: Bundle) -> str | None:
    """What is wrong with a catalogue that can be read."""
    if bundle.built < current.built:
        return f"it is of {bundle.built}, and the one in use of {current.built}"
    counts, had = bundle.counts(), sum(current.counts().values())
    missing = sorted(NINE - counts.keys())
    if missing:
        return f"it tells nothing of {', '.join(missing)}"
    if sum(counts.values()) < had * SMALLEST_SHARE:
        return f"it has {sum(counts.values())} models, and the one in use {had}"
    bundle.providers()
    for provider in counts:
        for model, statements in bundle.records(provider).items():
            records = [said.record for said in statements]
            values = [value for record in records for value in record.values()]
            if fields.identifier(model) != model or not all(map(_plain, values)):
                return f"{provider} has a model with odd characters"
            wrong = next((words for record in records for words in absurd(record)), None)
            if wrong:
                return f"{provider} {model}: {wrong}"
    return None


def _plain(value: Any) -> bool:
    """Whether a value is safe to show: short, and without characters that steer a terminal."""
    if isinstance(value, list):
        return all(map(_plain, value))
    if isinstance(value, str):
        return len(value) <= LONGEST and value.isprintable()
    return isinstance(value, int)

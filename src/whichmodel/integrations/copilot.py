"""What GitHub Copilot offers its user: nobody can tell but its own SDK, if it is installed here."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from typing import Any, cast

from whichmodel.discovery.api import opened
from whichmodel.discovery.catalogue.query import Query, selected
from whichmodel.discovery.catalogue.remember import remembered
from whichmodel.discovery.discover import recall
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Catalogue, Listing, Provider, Record
from whichmodel.discovery.world import World, place, remembered_listing
from whichmodel.integrations.answering import Question

PROVIDER = "github_copilot"
STOPPING = 0.3
"""Seconds that the SDK has to end what it started."""


def ask(question: Question, seconds: float) -> Catalogue:
    """What the SDK says now, remembered; without it what is known from elsewhere."""
    with opened(question.environ, None, create=True) as known:
        provider = known.providers[PROVIDER]
        listing = None if known.settings.offline else _listing(known, provider, seconds)
        found = recall(known, [provider], {PROVIDER: listing} if listing else None)
    wish = Query(question.kind, ("tools",) if question.tools else ())
    return found._replace(models=tuple(selected(found.models, wish)))


def _listing(known: World, provider: Provider, seconds: float) -> Listing | None:
    """The listing to keep; None where there is no SDK."""
    rows: list[Any] = []
    failure = None
    try:
        rows = asyncio.run(_rows(import_module("copilot").CopilotClient(), seconds))
    except ImportError:
        return None
    except TimeoutError:
        failure = "timeout", f"the Copilot SDK gave no answer within {seconds:g} s"
    except Exception as problem:  # noqa: BLE001 - it starts programs and asks GitHub
        failure = "unreachable", f"the Copilot SDK failed: {type(problem).__name__}"
    previous = remembered_listing(known, provider)
    records, skipped = read(rows)
    listing = remembered(provider, previous, records, skipped, failure, None, {}, known.time)
    _remember(known, provider, listing)
    return listing


async def _rows(client: Any, seconds: float) -> list[Any]:
    try:
        async with asyncio.timeout(max(0.0, seconds - STOPPING)):
            await client.start()
            return list(await client.list_models() or ())
    finally:
        with suppress(Exception):
            await asyncio.wait_for(client.stop(), STOPPING)


def _remember(known: World, provider: Provider, listing: Listing) -> None:
    if known.store is None or known.broken:
        return
    try:
        known.store.put([(place(known.store, provider, known.environ), listing)])
    except StoreError as error:
        known.warnings.append(str(error))


def read(rows: Iterable[Any]) -> tuple[list[Record], int]:
    """The records in what the SDK gave, each model once, and how many rows could not be read.

    How hard a model may think is kept as the SDK states it, beside what records have otherwise.
    """
    found: dict[str, Record] = {}
    skipped = 0
    for row in rows:
        model = _text(_of(row, "id"))
        if model is None:
            skipped += 1
        else:
            found.setdefault(model, _record(model, row))
    return list(found.values()), skipped


def _record(model: str, row: Any) -> Record:
    stated = {
        "model": model,
        "name": _text(_of(row, "name")),
        "reasoning_efforts": _efforts(_of(row, "supported_reasoning_efforts")),
        "default_reasoning_effort": _text(_of(row, "default_reasoning_effort")),
    }
    return cast("Record", {field: value for field, value in stated.items() if value})


def _of(row: Any, field: str) -> Any:
    """A field of an object or of a dictionary."""
    return row.get(field) if isinstance(row, dict) else getattr(row, field, None)


def _text(value: Any) -> str | None:
    return (str(value).strip() or None) if value is not None else None


def _efforts(value: Any) -> list[str]:
    """Each once, in the order given."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list | tuple | set):
        return []
    return list(dict.fromkeys(filter(None, map(_text, values))))

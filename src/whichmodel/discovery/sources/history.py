"""When each model appeared in a published catalogue, and when it was dropped from it.

LiteLLM ships its map in every release, genai-prices its prices, so old releases tell when they
first knew a model. That is evidence of age ("known since at the latest") and of having been
dropped; never of retirement.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Record


class History(NamedTuple):
    """`until` is the date of the newest map that was read (empty before any).

    `seen` gives, by provider and model, the dates of the first map with the model and, where
    newer maps lack it, of the last: `[first]` or `[first, last]`.
    """

    until: str
    seen: dict[str, dict[str, list[str]]]


NOTHING = History("", {})


def extended(history: History, on: str, told: Mapping[str, Iterable[Record]]) -> History:
    """The history with one more map, of a later date; one that is not later changes nothing."""
    if on <= history.until:
        return history
    now = {provider: {record["model"] for record in records} for provider, records in told.items()}
    providers = sorted(history.seen.keys() | now.keys())
    seen = {
        provider: _followed(
            history.seen.get(provider, {}), now.get(provider, set()), on, history.until
        )
        for provider in providers
    }
    return History(on, seen)


def _followed(
    before: dict[str, list[str]], now: set[str], on: str, until: str
) -> dict[str, list[str]]:
    """Dates by model after one more map: what is there again was never gone."""
    kept = {
        model: dates[:1] if model in now else [dates[0], dates[-1] if len(dates) > 1 else until]
        for model, dates in before.items()
    }
    return dict(sorted({**{model: [on] for model in now}, **kept}.items()))


def first_seen(history: History, provider: str, record: Record) -> Record:
    """The record with the date of the first map that had its model."""
    dates = history.seen.get(provider, {}).get(record["model"])
    return {**record, "first_seen": dates[0]} if dates else record


def file_of(source: str) -> str:
    """The name of the file with a source's history."""
    return f"history-{source}.json"


def read(directory: Path, source: str) -> History:
    """What `write` wrote; nothing where nothing was written."""
    path = directory / file_of(source)
    if not path.exists():
        return NOTHING
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return History(document["until"], document["seen"])
    except (ValueError, KeyError, TypeError):
        raise SnapshotError(f"{path.name} is damaged") from None


def write(directory: Path, source: str, history: History) -> None:
    """One line per model, so that a month's difference is easy to review."""
    parts = []
    for provider, models in history.seen.items():
        rows = ",\n".join(
            f"  {json.dumps(model, ensure_ascii=False)}: {json.dumps(dates)}"
            for model, dates in models.items()
        )
        parts.append(f" {json.dumps(provider)}: {{\n{rows}\n }}")
    body = ",\n".join(parts)
    text = f'{{"until": {json.dumps(history.until)}, "seen": {{\n{body}\n}}}}\n'
    directory.mkdir(parents=True, exist_ok=True)
    (directory / file_of(source)).write_text(text, encoding="utf-8", newline="\n")

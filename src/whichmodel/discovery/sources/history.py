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

    `seen` gives, by provider and model, the date of the first map with the model and, where newer
    maps lack it, that of the last, and its kind where one is known: `[first]`, `[first, last]` or
    `[first, last, kind]`.
    """

    until: str
    seen: dict[str, dict[str, list[str]]]


Kinds = Mapping[str, Mapping[str, str]]
"""The kind of each model, by provider and model, where one is known."""
NO_KINDS: Kinds = {}

NOTHING = History("", {})


def extended(
    history: History, on: str, told: Mapping[str, Iterable[Record]], before: Kinds = NO_KINDS
) -> History:
    """The history with one more map, of a later date; one that is not later changes nothing.

    `before` holds the kinds that the map before told of: what is dropped keeps its own.
    """
    if on <= history.until:
        return history
    now = {provider: {record["model"] for record in records} for provider, records in told.items()}
    seen = {}
    for provider in sorted(history.seen.keys() | now.keys()):
        has, had = now.get(provider, set()), history.seen.get(provider, {})
        known = before.get(provider, {})
        kept = {
            model: dates[:1] if model in has else _gone(dates, history.until, known.get(model))
            for model, dates in had.items()
        }
        seen[provider] = dict(sorted({**{model: [on] for model in has}, **kept}.items()))
    return History(on, seen)


def _gone(dates: list[str], until: str, kind: str | None) -> list[str]:
    """What is noted of a model that the new map lacks: what is there again was never gone."""
    return dates if len(dates) > 1 else [*dates, until, *([kind] if kind else [])]


def kinds(told: Mapping[str, Iterable[Record]]) -> Kinds:
    """The kinds that a map tells of."""
    return {
        provider: {record["model"]: record["kind"] for record in records if "kind" in record}
        for provider, records in told.items()
    }


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

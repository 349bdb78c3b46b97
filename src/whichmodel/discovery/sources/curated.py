"""Our own list of retirement notices, for providers and models that the public feed lacks.

`curated.toml` holds batches of notices: a batch is one announcement with its `provider`, its `url`,
the day on which we read it and what it says in our words; `[batch.models]` maps each model to its
replacement on the same provider, or to "" where the announcement names none that is still served.
"""

import re
from datetime import date
from typing import Any

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Record

REQUIRED = frozenset(("provider", "url", "read_on", "says", "models"))
DAYS = frozenset(("deprecated_on", "retires_on", "read_on"))
ALLOWED = REQUIRED | DAYS | {"seen_at"}


def read(document: dict[str, Any]) -> dict[str, list[Record]]:
    """The records of each provider, sorted by model; SnapshotError names a batch that is wrong."""
    found: dict[str, dict[str, Record]] = {}
    for number, batch in enumerate(document["batch"], 1):
        problem = _problem(batch)
        if problem:
            raise SnapshotError(f"curated notices, batch {number}: {problem}")
        models = found.setdefault(batch["provider"], {})
        for model, replacement in batch["models"].items():
            if model in models:
                raise SnapshotError(f"curated notices, batch {number}: {model} a second time")
            models[model] = _record(batch, model, replacement)
    return {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
    }


def read_on(document: dict[str, Any]) -> str:
    """The last day on which any of the announcements was read."""
    return max(str(batch["read_on"]) for batch in document["batch"])


def _problem(batch: dict[str, Any]) -> str | None:
    """What a batch lacks, or has and must not have."""
    if REQUIRED - batch.keys() or batch.keys() - ALLOWED:
        return f"has {', '.join(sorted(batch))}"
    if not all(type(batch[key]) is date for key in batch.keys() & DAYS):
        return "a day is no date"
    if not batch.keys() & {"deprecated_on", "retires_on"}:
        return "neither deprecated_on nor retires_on"
    if not re.fullmatch(r"https://\S+", batch["url"]):
        return f"{batch['url']!r} is no address"
    return None


def _record(batch: dict[str, Any], model: str, replacement: str) -> Record:
    record = Record(model=model, notice=batch["url"])
    if "deprecated_on" in batch:
        record["deprecated_on"] = batch["deprecated_on"].isoformat()
    if "retires_on" in batch:
        record["retires_on"] = batch["retires_on"].isoformat()
    if replacement:
        record["replacement"] = replacement
    return record

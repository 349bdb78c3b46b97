"""Our own list of what providers published and the public feed and the catalogues lack.

`curated.toml` holds batches of retirement notices and tables of facts. A batch is one announcement
with its `provider`, its `url`, the day on which we read it and what it says in our words;
`[batch.models]` maps each model to its replacement on the same provider, or to "" where the
announcement names none that is still served. A table of facts is of one page of documentation:
`[facts.context_window]` maps models to the context windows that it states, in tokens.
"""

import re
from datetime import date
from typing import Any

from whichmodel.discovery.errors import SnapshotError
from whichmodel.discovery.model import Record

READ = frozenset(("provider", "url", "read_on", "says"))
NOTICE = READ | {"models"}
FACTS = READ | {"context_window"}
DAYS = frozenset(("deprecated_on", "retires_on", "read_on"))


def read(document: dict[str, Any]) -> dict[str, list[Record]]:
    """The records of each provider, sorted by model; SnapshotError names a batch that is wrong."""
    found: dict[str, dict[str, Record]] = {}
    for number, batch in enumerate(document["batch"], 1):
        _check(f"notices, batch {number}", _notice_problem(batch))
        models = found.setdefault(batch["provider"], {})
        for model, replacement in batch["models"].items():
            _check(f"notices, batch {number}", model in models and f"{model} a second time")
            models[model] = _record(batch, model, replacement)
    for number, page in enumerate(document.get("facts", ()), 1):
        _check(f"facts, table {number}", _facts_problem(page))
        models = found.setdefault(page["provider"], {})
        for model, tokens in page["context_window"].items():
            record = models.setdefault(model, Record(model=model))
            twice = "context_window" in record and f"{model} a second time"
            _check(f"facts, table {number}", twice)
            record["context_window"] = tokens
    return {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
    }


def read_on(document: dict[str, Any]) -> str:
    """The last day on which any of the announcements or pages was read."""
    return max(str(part["read_on"]) for part in (*document["batch"], *document.get("facts", ())))


def _check(where: str, problem: str | bool | None) -> None:
    if problem:
        raise SnapshotError(f"curated {where}: {problem}")


def _notice_problem(batch: dict[str, Any]) -> str | None:
    if not batch.keys() & {"deprecated_on", "retires_on"}:
        return "neither deprecated_on nor retires_on"
    return _problem(batch, NOTICE, NOTICE | DAYS)


def _facts_problem(page: dict[str, Any]) -> str | None:
    for model, tokens in page.get("context_window", {}).items():
        if type(tokens) is not int or tokens < 1:
            return f"{model} has a context window of {tokens!r}"
    return _problem(page, FACTS, FACTS)


def _problem(part: dict[str, Any], required: frozenset[str], allowed: frozenset[str]) -> str | None:
    """What a part of the list lacks, or has and must not have."""
    if required - part.keys() or part.keys() - allowed - {"seen_at"}:
        return f"has {', '.join(sorted(part))}"
    if not all(type(part[key]) is date for key in part.keys() & DAYS):
        return "a day is no date"
    if not re.fullmatch(r"https://\S+", part["url"]):
        return f"{part['url']!r} is no address"
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

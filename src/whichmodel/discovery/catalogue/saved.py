"""What `whichmodel list --json` printed, read back to be compared."""

from datetime import datetime
from typing import Any, NamedTuple

from whichmodel.discovery.catalogue.changes import Change, Changes, compared, ordered
from whichmodel.discovery.catalogue.merge import LISTING
from whichmodel.discovery.model import Record


class Saved(NamedTuple):
    """The time of the answer, and by provider its name, source, prefix and models."""

    at: str
    names: dict[str, str]
    sources: dict[str, str]
    prefixes: dict[str, str]
    records: dict[str, list[Record]]


def read(document: Any) -> Saved:
    """The parsed JSON as what it says; ValueError where it is something else."""
    try:
        if document["schema"] != 1:
            raise ValueError("another version")
        saved = Saved(_time(document["generated_at"]), {}, {}, {}, {})
        for status in document["providers"]:
            saved.names[_word(status["id"])] = _word(status["name"])
            saved.sources[status["id"]] = _word(status["source"])
            saved.prefixes[status["id"]] = status["id"]
            saved.records[status["id"]] = []
        for row in document["models"]:
            saved.records[row["provider"]].append(_record(row))
            saved.prefixes[row["provider"]] = row["id"].removesuffix(f"/{row['model']}")
    except (KeyError, TypeError, AttributeError, ValueError):
        raise ValueError("not an answer of `whichmodel list --json`") from None
    return saved


def _time(words: str) -> str:
    datetime.fromisoformat(words)
    return words


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _record(row: dict[str, Any]) -> Record:
    price = {f"price_{part}": value for part, value in (row["price"] or {}).items()}
    stage = {**row["lifecycle"], "lifecycle": row["lifecycle"]["status"]}
    stated: Any = {**row, **row["capabilities"], **price, **stage, "model": _word(row["model"])}
    return stated  # type: ignore[no-any-return]


def difference(old: Saved, new: Saved) -> Changes:
    """What changed from one answer to the other, at the providers that both tell of."""
    found: list[Change] = []
    both = [provider for provider in new.records if provider in old.records]
    for provider in both:
        source = "catalogue" if new.sources[provider] == "catalogue" else LISTING
        lists = old.records[provider], new.records[provider]
        found += compared(*lists, provider, new.at, source)
    prefixes = {each: new.prefixes[each] if new.records[each] else old.prefixes[each]
                for each in both}  # fmt: skip
    return Changes(
        old.at, new.at, ordered(found), prefixes, {each: new.names[each] for each in both}
    )


def incomparable(old: Saved, new: Saved) -> list[str]:
    """The providers of which the two know in different ways, or of which only one tells."""
    every = sorted(old.sources.keys() | new.sources.keys())
    return [each for each in every if _manner(old, each) != _manner(new, each)]


def _manner(saved: Saved, provider: str) -> str | None:
    source = saved.sources.get(provider)
    return "cached" if source == "live" else source

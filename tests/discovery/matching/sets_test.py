"""What is promised of the labelled sets holds with the catalogue that is in this tree."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.matching.search import search
from whichmodel.discovery.matching.suggest import suggest
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.stores.compiling import compile_bundle
from whichmodel.discovery.stores.names import Filed, beside, open_names, origin_of

SETS = Path(__file__).parents[2] / "data" / "matching"
TODAY = "2026-11-22"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """All that the bundled catalogue knows."""
    path = str(tmp_path_factory.mktemp("bundle") / "bundle.sqlite")
    compile_bundle(Path(path))
    bundle = open_bundle(path)
    names = open_names(beside(path), origin_of(bundle), TODAY)
    bundle.close()
    assert isinstance(names, Filed)
    yield names
    names.close()


def rows(name: str) -> list[dict[str, Any]]:
    lines = (SETS / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def plain(index: Index, provider: str, string: str) -> str:
    """A model's name without the prefix of its provider, in whatever spelling."""
    first, slash, rest = string.lower().partition("/")
    return rest if slash and index.providers.get(first) == provider else string.lower()


def test_what_was_typed_by_mistake_is_understood(index: Index) -> None:
    first = among = 0
    known = [row for row in rows("typed.jsonl") if row["known"]]
    for row in known:
        provider = index.providers[row["provider"].lower()]
        found = [
            each.model.lower() if each.provider == provider else ""
            for each in suggest(index, row["typed"], provider)
        ]
        meant = plain(index, provider, row["meant"].removeprefix("models/"))
        first += found[:1] == [meant]
        among += meant in found
    assert first >= 0.85 * len(known)
    assert among >= 0.95 * len(known)


def test_what_is_searched_for_is_found(index: Index) -> None:
    first = among = 0
    known = rows("searched.jsonl")
    for row in known:
        found = [f"{hit.entry.provider}/{hit.entry.model}" for hit in search(index, row["query"])]
        first += found[:1] != [] and found[0] in row["meant"]
        among += not set(found[:5]).isdisjoint(row["meant"])
    assert first >= 0.95 * len(known)
    assert among >= 0.99 * len(known)


def test_legitimate_names_that_nobody_knows_are_left_alone(index: Index) -> None:
    known = rows("legitimate.jsonl")
    answered = [
        row["string"]
        for row in known
        if suggest(index, row["string"], index.providers.get((row["provider"] or "").lower()))
    ]
    assert len(answered) <= 0.02 * len(known)

"""The three sets that matching is measured by hold what tests/data/matching/README.md says."""

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from whichmodel.discovery.sources import text
from whichmodel.discovery.stores.compiling import SNAPSHOT

HERE = Path(__file__).parent / "data" / "matching"
SAMPLE = Path(__file__).parents[2] / "shared" / "data" / "typos.sample.jsonl"
FIELDS: dict[str, dict[str, type]] = {
    "typed": {
        "typed": str,
        "meant": str,
        "provider": str,
        "error": str,
        "basis": str,
        "known": bool,
        "typed_known": bool,
    },
    "searched": {"query": str, "meant": list, "class": str, "why": str, "rule": str},
    "legitimate": {"string": str, "kind": str},
}
EVERYWHERE: dict[str, type] = {"source": str, "url": str, "split": str}
LEAST = {"typed": 220, "searched": 210, "legitimate": 240}
KEYS = {
    "typed": ("typed", "provider"),
    "searched": ("query",),
    "legitimate": ("string", "provider"),
}
OWNED = re.compile(r"(issue|pull):(?P<repository>[\w.-]+/[\w.-]+)#(?P<number>\d+)")

Row = dict[str, Any]

each_set = pytest.mark.parametrize("name", FIELDS)


def rows(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines()]


def key(name: str, row: Row) -> str:
    return "|".join(str(row[field]) for field in KEYS[name])


def thread(source: str) -> str | None:
    """The address of the issue or the pull request that a source names."""
    named = OWNED.fullmatch(source)
    if named is None:
        return None
    kind = "issues" if named[1] == "issue" else "pull"
    return f"https://github.com/{named['repository']}/{kind}/{named['number']}"


@each_set
def test_every_row_has_its_fields(name: str) -> None:
    wanted = {**FIELDS[name], **EVERYWHERE}
    lacking = [row for row in rows(name) if any(type(row[f]) is not t for f, t in wanted.items())]

    assert lacking == []


@each_set
def test_no_row_stands_twice_and_there_are_enough(name: str) -> None:
    counted = Counter(key(name, row) for row in rows(name))

    assert [again for again, times in counted.items() if times > 1] == []
    assert len(counted) >= LEAST[name]


@each_set
def test_every_source_is_named_and_its_address_is_its_own(name: str) -> None:
    for row in rows(name):
        place = thread(row["source"])
        if place is not None:
            assert row["url"] == place
        elif row["source"].startswith("code:"):
            assert row["url"].startswith("https://github.com/search?type=code&q=%22")
        elif row["source"].startswith("doc:"):
            assert row["url"].startswith("https://")
        else:
            assert (row["source"].split(":")[0], row["url"]) == ("made by us", "")


@each_set
def test_the_split_is_decided_by_the_row_alone(name: str) -> None:
    for row in rows(name):
        first = hashlib.sha256(f"whichmodel:{key(name, row)}".encode()).digest()[0]
        assert row["split"] == ("held-out" if first % 2 else "develop")


@each_set
def test_both_halves_are_large_enough_to_measure_by(name: str) -> None:
    halves = Counter(row["split"] for row in rows(name))

    assert min(halves["develop"], halves["held-out"]) >= 0.4 * halves.total()


@each_set
def test_the_readme_counts_what_is_there(name: str) -> None:
    halves = Counter(row["split"] for row in rows(name))
    line = f"| `{name}.jsonl` | {halves.total()} | {halves['develop']} | {halves['held-out']} |"

    assert line in (HERE / "README.md").read_text("utf-8")


def test_mistakes_are_spread_over_kinds_and_providers() -> None:
    found = rows("typed")
    kinds = Counter(row["error"] for row in found)

    assert max(kinds.values()) <= 0.25 * len(found)
    assert len({row["provider"] for row in found}) >= 12
    assert sum(row["known"] for row in found) >= 170


def test_a_mistake_differs_from_what_was_meant() -> None:
    same = [row for row in rows("typed") if row["typed"] in (row["meant"], *row.get("also", []))]

    assert same == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample lies beside the checkout only")
def test_no_mistake_is_taken_from_the_sample() -> None:
    sample = {json.loads(line)["typed"] for line in SAMPLE.read_text("utf-8").splitlines()}

    assert sample & {row["typed"] for row in rows("typed")} == set()


def test_every_answer_to_a_query_is_what_its_rule_says() -> None:
    for row in rows("searched"):
        assert row["meant"]
        for answer in row["meant"]:
            provider, model = answer.split("/", 1)
            assert row["provider"] in (None, provider)
            assert re.search(row["rule"], model.lower())
            assert not ("except" in row and re.search(row["except"], model.lower()))


def test_nothing_is_a_mistake_and_legitimate_at_once() -> None:
    mistakes = {row["typed"] for row in rows("typed")}

    assert mistakes & {row["string"] for row in rows("legitimate")} == set()


def test_no_catalogue_knows_a_legitimate_string() -> None:
    known = {model for models in text.read(SNAPSHOT).values() for model in models}

    assert {row["string"] for row in rows("legitimate")} & known == set()

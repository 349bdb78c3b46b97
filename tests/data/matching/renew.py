"""Bring what depends on the catalogue up to date in the three sets, after a new snapshot.

    python tests/data/matching/renew.py            writes typed.jsonl and searched.jsonl
    python tests/data/matching/renew.py --print    tells what would change instead

No label is made here: what was meant by a typing mistake, and the rule that tells which models
answer a query, were written by hand. Strings of legitimate.jsonl that a catalogue has come to know
are named, and have to be taken out by hand.
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from whichmodel.discovery.stores.bundle import open_bundle

HERE = Path(__file__).parent
LIST = [sys.executable, "-m", "whichmodel", "list"]
EVERYTHING = ["--status", "all", "--kind", "all", "--format", "jsonl"]

Row = dict[str, Any]
Ids = dict[str, set[str]]


def read(name: str) -> list[Row]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def write(name: str, rows: Iterable[Row]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (HERE / name).write_text("".join(lines), encoding="utf-8")


def catalogue() -> list[Row]:
    """Every model of the bundle with its merged facts, as `whichmodel list` tells them."""
    answer = subprocess.run([*LIST, *EVERYTHING], capture_output=True, check=True, encoding="utf-8")
    return [json.loads(line) for line in answer.stdout.splitlines()]


def spellings(string: str, provider: str, prefixes: dict[str, str]) -> set[str]:
    """The string, and what it is without the prefixes that may stand before an id."""
    found = {string}
    starts = (f"{provider}/", f"{prefixes.get(provider, provider)}/", f"{provider}:", "models/")
    for _ in range(2):
        found |= {known[len(s) :] for known in found for s in starts if known.startswith(s)}
    return found


def cost(row: Row, name: str) -> float | None:
    price = (row["price"] or {}).get(name)
    return None if price is None else float(price)


def is_free(row: Row) -> bool:
    return row["model"].endswith(":free") or cost(row, "input") == cost(row, "output") == 0


FILTERS: dict[str, Callable[[Row, float], bool]] = {
    "tools": lambda row, _: bool((row["capabilities"] or {}).get("tools")),
    "vision": lambda row, _: bool((row["capabilities"] or {}).get("vision")),
    "free": lambda row, _: is_free(row),
    ">": lambda row, tokens: (row["context_window"] or 0) > tokens,
    "<": lambda row, dollars: (price := cost(row, "input")) is not None and price < dollars,
}


def passes(row: Row, written: str) -> bool:
    """Whether a model passes a filter: a word, `>` and tokens, `<` and $ per 1M input tokens."""
    if written[0] in "<>":
        return FILTERS[written[0]](row, float(written[1:]))
    return FILTERS[written](row, 0)


def answers(query: Row, models: list[Row]) -> list[str]:
    """The models that answer a query, as provider/model; for filters none that is retired."""
    found = [
        row
        for row in models
        if query["provider"] in (None, row["provider"])
        and re.search(query["rule"], row["model"].lower())
        and not ("except" in query and re.search(query["except"], row["model"].lower()))
        and all(passes(row, written) for written in query.get("filters", []))
    ]
    if query["class"] == "filter":
        found = [row for row in found if row["lifecycle"]["status"] != "retired"] or found
    return sorted({f"{row['provider']}/{row['model']}" for row in found})


def judged(row: Row, listed: Ids, named: Ids, prefixes: dict[str, str]) -> Row:
    """A typing mistake, with whether what was meant, and what was typed, is in the catalogue."""
    where = row["provider"]

    def has(string: str, ids: Ids) -> bool:
        return bool(spellings(string, where, prefixes) & ids[where])

    meant = [row["meant"], *row.get("also", [])]
    return {
        **row,
        "known": any(has(string, named) for string in meant),
        "typed_known": has(row["typed"], listed),
    }


def main() -> int:
    models, bundle = catalogue(), open_bundle()
    prefixes = {known.id: known.prefix for known in bundle.providers().values()}
    listed: Ids = defaultdict(set)
    for row in models:
        listed[row["provider"]].add(row["model"])
    named: Ids = defaultdict(set, {provider: set(ids) for provider, ids in listed.items()})
    for gone in bundle.dropped_models():
        named[gone.provider].add(gone.model)
    typed = [judged(row, listed, named, prefixes) for row in read("typed.jsonl")]
    searched = [{**row, "meant": answers(row, models)} for row in read("searched.jsonl")]
    for name, rows, key in (("typed", typed, "typed"), ("searched", searched, "query")):
        changed = [n[key] for n, o in zip(rows, read(f"{name}.jsonl"), strict=True) if n != o]
        print(f"{name}.jsonl: {len(changed)} of {len(rows)} rows change")
        if "--print" not in sys.argv:
            write(f"{name}.jsonl", rows)
    for row in searched:
        if not row["meant"]:
            print(f"nothing answers {row['query']!r} any more")
    everywhere = set().union(*listed.values())
    for row in read("legitimate.jsonl"):
        if spellings(row["string"], row["provider"] or "", prefixes) & everywhere:
            print(f"a catalogue knows {row['string']!r} now")
    return 0


if __name__ == "__main__":
    sys.exit(main())

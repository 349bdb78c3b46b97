"""How well and how fast names are matched, beside simple methods: `python benchmarks/matching.py`.

Right answers are counted on the three labelled sets in tests/data/matching; times are of one
process, each question asked once. The table goes to the screen and into matching.md beside this
file. `--sizes 6000,60000,2000000` chooses how many models are asked about: the real ones first,
then variations of them. rapidfuzz is measured where it is installed; nothing of ours needs it.
"""

import argparse
import difflib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from whichmodel.discovery import finding
from whichmodel.discovery.matching.index import Entry, Index, spellings
from whichmodel.discovery.matching.search import search
from whichmodel.discovery.matching.suggest import suggest
from whichmodel.discovery.stores.names import Filed, open_names, write_names
from whichmodel.discovery.world import world

HERE = Path(__file__).parent
SETS = HERE.parent / "tests" / "data" / "matching"
RESULTS = HERE / "matching.md"
TODAY = "2026-11-22"
Ranking = Callable[[str, str | None], list[str]]
"""A string and a provider become ids (provider/model), best first."""


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


def methods(index: Index, entries: list[Entry]) -> dict[str, Ranking]:
    """Ours and the simple ones, over the same models."""
    names = [(f"{each.provider}/{each.model}", each) for each in entries]

    def ours(string: str, provider: str | None) -> list[str]:
        return [f"{each.provider}/{each.model}" for each in suggest(index, string, provider)]

    def simple(best: Callable[[str, list[str]], list[str]]) -> Ranking:
        def ranking(string: str, provider: str | None) -> list[str]:
            held = {each.model: name for name, each in names if each.provider == provider}
            every = held if provider else {name: name for name, _ in names}
            return [every[found] for found in best(string, list(every))]

        return ranking

    return {"whichmodel": ours, **{name: simple(best) for name, best in rivals().items()}}


def rivals() -> dict[str, Callable[[str, list[str]], list[str]]]:
    """The five best of all names, by each method."""
    found: dict[str, Callable[[str, list[str]], list[str]]] = {
        "difflib": lambda string, every: difflib.get_close_matches(string, every, 5, 0.6),
        "substring": lambda string, every: sorted(
            (name for name in every if string.lower() in name.lower()), key=len
        )[:5],
    }
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return found
    for name, scorer in (("rapidfuzz WRatio", fuzz.WRatio), ("rapidfuzz ratio", fuzz.ratio)):
        found[name] = lambda string, every, scorer=scorer: [
            row[0] for row in process.extract(string, every, scorer=scorer, limit=5)
        ]
    return found


def counted(asked: Iterable[tuple[list[str], set[str]]]) -> str:
    """The shares of right answers, first and among five."""
    every = list(asked)
    first = sum(bool(found) and found[0].lower() in meant for found, meant in every)
    among = sum(not meant.isdisjoint(each.lower() for each in found[:5]) for found, meant in every)
    return f"{first / len(every):.1%} | {among / len(every):.1%}"


def accuracy(index: Index, entries: list[Entry]) -> list[str]:
    """A table of all methods over the sets, and ours by kind of error."""
    typed = [row for row in rows("typed.jsonl") if row["known"]]
    lines = [
        f"| | typed by mistake ({len(typed)}), first | among five | searched "
        f"({len(rows('searched.jsonl'))}), first | among five | legitimate answered |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, ranking in methods(index, entries).items():
        searching = ours_searched(index) if name == "whichmodel" else ranking
        lines.append(
            f"| {name} | {counted(typed_answers(index, ranking, typed))} "
            f"| {counted(searched_answers(searching))} | {answered(index, ranking)} |"
        )
    return [*lines, "", *by_error(index, entries, typed)]


def by_error(index: Index, entries: list[Entry], typed: list[dict[str, Any]]) -> list[str]:
    """Ours on each kind of error."""
    ours = methods(index, entries)["whichmodel"]
    lines = ["| error | strings | first | among five |", "|---|---:|---:|---:|"]
    for error in sorted({row["error"] for row in typed}):
        same = [row for row in typed if row["error"] == error]
        lines.append(f"| {error} | {len(same)} | {counted(typed_answers(index, ours, same))} |")
    return lines


def ours_searched(index: Index) -> Ranking:
    return lambda string, _: [
        f"{hit.entry.provider}/{hit.entry.model}" for hit in search(index, string, 5)
    ]


def typed_answers(
    index: Index, ranking: Ranking, typed: list[dict[str, Any]]
) -> Iterable[tuple[list[str], set[str]]]:
    for row in typed:
        provider = index.providers[row["provider"].lower()]
        first, slash, rest = row["meant"].lower().removeprefix("models/").partition("/")
        named = slash and index.providers.get(first) == provider
        meant = rest if named else f"{first}{slash}{rest}"
        yield ranking(row["typed"], provider), {f"{provider}/{meant}"}


def searched_answers(ranking: Ranking) -> Iterable[tuple[list[str], set[str]]]:
    for row in rows("searched.jsonl"):
        yield ranking(row["query"], None), {name.lower() for name in row["meant"]}


def answered(index: Index, ranking: Ranking) -> str:
    """How many legitimate strings get a suggestion."""
    every = rows("legitimate.jsonl")
    providers = [index.providers.get((row["provider"] or "").lower()) for row in every]
    pairs = zip(every, providers, strict=True)
    return f"{sum(bool(ranking(row['string'], each)) for row, each in pairs) / len(every):.1%}"


def varied(entries: list[Entry], wanted: int) -> Iterable[Entry]:
    """The real models, then variations of them until there are as many as wanted."""
    yield from entries[:wanted]
    chance = random.Random(4)
    endings = ("instruct", "gguf", "awq", "lora", "dpo", "merged", "v2", "v3", "8bit", "sft")
    for number in range(wanted - len(entries)):
        entry = entries[chance.randrange(len(entries))]
        ending = f"{chance.choice(endings)}-{chance.choice(endings)}{chance.randrange(999)}"
        model = f"user{number % 90_000}/{entry.model.rpartition('/')[2]}-{ending}"
        yield Entry(f"huggingface/{model}", "huggingface", model, created=entry.created)


def speed(size: int, directory: str) -> str:
    """A line of times at one size, measured in a process of its own."""
    path = os.path.join(directory, f"{size}.sqlite")
    entries = finding.entries(world({}))
    start = time.perf_counter()
    write_names(path, str(size), varied(entries, size), spellings(entries))
    built = time.perf_counter() - start
    command = [sys.executable, __file__, "--time", path, str(size)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return f"| {size:,} | {ran.stdout.strip()} | {built:.1f} s, {os.path.getsize(path) >> 20} MB |"


def timed(path: str, origin: str) -> str:
    """Median and 99th percentile of suggestions and of keystrokes, and the peak of memory."""
    index = open_names(path, origin, TODAY)
    assert isinstance(index, Filed)
    strings = [(row["typed"], index.providers.get(row["provider"])) for row in rows("typed.jsonl")]
    queries = [row["query"] for row in rows("searched.jsonl")]
    keys = [query[:end] for query in queries for end in range(3, len(query) + 1, 3)]
    suggested = sorted(seconds(partial(suggest, index, *pair)) for pair in strings)
    pressed = sorted(seconds(partial(search, index, text)) for text in keys)
    return f"{spread(suggested)} | {spread(pressed)} | {peak()} MB"


def peak() -> int:
    """The most memory that this process has had; rusage would count its parent's."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20
    line = next(row for row in status.read_text().splitlines() if row.startswith("VmHWM"))
    return int(line.split()[1]) >> 10


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def spread(times: list[float]) -> str:
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    return f"{middle * 1000:.1f} | {late * 1000:.1f}"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="6000,60000,2000000")
    parser.add_argument("--time", nargs=2)
    args = parser.parse_args()
    if args.time:
        print(timed(*args.time))
        return
    known = world({})
    entries = finding.entries(known)
    index = finding.index(known)
    lines = [f"# Matching, measured on {datetime.now(UTC):%Y-%m-%d}", "", "## Right answers", ""]
    lines += accuracy(index, entries)
    lines += ["", "## Times", "", "Milliseconds; the index is on disk and the process new.", ""]
    lines += ["| models | suggest, median | p99 | a keystroke, median | p99 | memory | the index |"]
    lines += ["|---:|---:|---:|---:|---:|---:|---|"]
    with tempfile.TemporaryDirectory() as directory:
        lines += [speed(int(size), directory) for size in args.sizes.split(",")]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()

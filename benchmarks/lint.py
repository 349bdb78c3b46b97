"""What `check` finds in labelled files, beside others: `python lint.py [-v] [DIRECTORY...]`.

A directory holds `labels.jsonl` and the files under `files/`. Each tool is run once over all files,
as its own process, and is asked which ids are stale: retired, or with a day on which they go.
Counted are places that a label says are stale and that were found or missed, and places that were
called stale and are not. WHICHMODEL_BENCH_RIVALS has the others (see rivals.py), each by itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rivals import DIRECTORY

ROOT = Path(__file__).parents[1]
SETS = (ROOT / "tests/data/lint", ROOT.parent / "shared/data/lint")
DATED = ("retired-model", "retiring-model")
OVER = (*DATED, "deprecated-model", "unlisted-model")
STALE = ("retired", "deprecated")
UNLABELLED: dict[str, Any] = {"kind": "decoy", "expect": "noflag", "status": None, "text": ""}


class Report(NamedTuple):
    """A place that a tool calls stale: columns from 1, the end exclusive; by which rule."""

    path: str
    line: int
    column: int
    end: int
    rule: str


class Tool(NamedTuple):
    """A name, its command without the directory, and how its answer is read."""

    name: str
    command: list[str]
    read: Callable[[Any], Iterator[Report]]


def ours(rules: tuple[str, ...]) -> Callable[[Any], Iterator[Report]]:
    """The findings of these rules that are more than information."""

    def read(document: Any) -> Iterator[Report]:
        for each in document["findings"]:
            if each["rule"] in rules:
                place = each["line"], each["column"], each["end_column"]
                yield Report(each["path"], *place, each["rule"])

    return read


def sunset(document: Any) -> Iterator[Report]:
    for each in document["findings"]:
        end = each["column"] + len(each["match"])
        yield Report(each["path"], each["line"], each["column"], end, each["status"])


def depdesk(document: Any) -> Iterator[Report]:
    """It tells lines and no columns: the identifier's first place in the line stands for it."""
    for each in document["findings"]:
        if each["retires_on"]:
            for place in each["locations"]:
                yield Report(place["path"], place["line"], 0, 0, each["identifier"])


CHECK = [sys.executable, "-m", "whichmodel", "check", "--json", "--no-cache"]
TOOLS = (
    Tool("whichmodel check (dated rules)", CHECK, ours(DATED)),
    Tool("whichmodel check (all of lifecycle)", CHECK, ours(OVER)),
    Tool(
        "llm-sunset",
        ["llm-sunset", "scan", "--format", "json", "--offline", "--include-docs", "--no-gitignore",
         "--include-hidden", "--provider", "all", "--warn-within", "-1"],
        sunset,
    ),
    Tool(
        "depdesk",
        ["depdesk", "check", "--json", "--no-unknown", "--locations", "100000"],
        depdesk,
    ),
)  # fmt: skip


class Score(NamedTuple):
    """Numbers of places, and those that were missed and false in words."""

    found: int
    missed: list[str]
    false: list[str]
    decoys: int
    by_type: "Counter[tuple[str, str]]"

    @property
    def precision(self) -> float:
        return self.found / ((self.found + len(self.false)) or 1)

    @property
    def recall(self) -> float:
        return self.found / ((self.found + len(self.missed)) or 1)


Labels = dict[tuple[str, int], list[dict[str, Any]]]


def labels(directory: Path) -> Labels:
    """The labels of a set by path below `files` and line."""
    found: Labels = defaultdict(list)
    for line in (directory / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found[f"{label['repo']}/{label['file']}", label["line"]].append(label)
    return found


def answer(tool: Tool, directory: Path) -> tuple[list[Report], float]:
    """What a tool reports, with paths below the directory, and the seconds that it took."""
    program, *words = tool.command
    path = DIRECTORY / program / "bin" / program
    command = [str(path) if path.exists() else program, *words, str(directory)]
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as cache:
        environ = {
            **os.environ, "PYTHONPATH": str(ROOT / "src"), "WHICHMODEL_CACHE_DIR": cache,
        }  # fmt: skip
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environ)
    seconds = time.perf_counter() - start
    found = tool.read(json.loads(ran.stdout))
    return [each._replace(path=below(each.path, directory)) for each in found], seconds


def below(path: str, directory: Path) -> str:
    """A path as the labels have it."""
    try:
        return str(Path(path).resolve().relative_to(directory.resolve()))
    except ValueError:
        return path


def is_stale(label: dict[str, Any]) -> bool:
    return label["kind"] == "id" and label["status"] in STALE


def score(reports: list[Report], expected: Labels) -> Score:
    """Compare the reports with the labels; what no label has is no id."""
    by_type: Counter[tuple[str, str]] = Counter()
    hit: set[int] = set()
    false, decoys = [], 0
    for each in sorted(set(reports)):
        label = labelled(each, expected)
        if label.get("expect") == "optional" or is_stale(label):
            hit.add(id(label))
            continue
        decoys += label["kind"] == "decoy"
        by_type[suffix(each.path), "false"] += 1
        false.append(f"{each.path}:{each.line}: {label['text'] or 'unlabelled'} {each.rule}")
    missed, found = [], 0
    for (path, line), those in expected.items():
        for label in those:
            if is_stale(label) and label["expect"] == "check":
                was = id(label) in hit
                found += was
                by_type[suffix(path), "found" if was else "missed"] += 1
                missed += [] if was else [f"{path}:{line}: {label['text']} {label['status']}"]
    return Score(found, missed, false, decoys, by_type)


def labelled(report: Report, expected: Labels) -> dict[str, Any]:
    """The label at the place of a report; of a line without a column, one that fits it best."""
    there = expected.get((report.path, report.line), [])
    if report.column:
        for label in there:
            if label["col_start"] < report.end - 1 and report.column - 1 < label["col_end"]:
                return label
        return UNLABELLED
    fitting = [label for label in there if report.rule in label["text"]]
    return max(fitting, key=is_stale, default=UNLABELLED)


def suffix(path: str) -> str:
    return Path(path).suffix or Path(path).name


def shown(tool: Tool, result: Score, seconds: float) -> str:
    return (
        f"{tool.name:36} {result.found:5} found {len(result.missed):4} missed "
        f"{len(result.false):4} false  precision {result.precision:.4f}  "
        f"recall {result.recall:.4f}  decoys {result.decoys:3}  {seconds:6.2f} s"
    )


def main(arguments: list[str]) -> None:
    """Print a line for each tool and set; with -v what was missed and false, and kinds of files."""
    named = [Path(each) for each in arguments if not each.startswith("-")]
    for directory in named or [each for each in SETS if each.exists()]:
        print(f"\n{directory}")
        expected = labels(directory)
        for tool in TOOLS:
            try:
                reports, seconds = answer(tool, directory / "files")
            except OSError as error:
                print(f"{tool.name:36} {error}")
                continue
            result = score(reports, expected)
            print(shown(tool, result, seconds))
            if "-v" in arguments:
                for kind in sorted({kind for kind, _ in result.by_type}):
                    cells = [result.by_type[kind, what] for what in ("found", "missed", "false")]
                    print(f"    {kind:12} {cells}")
                print(*result.missed, sep="\n    missed ")
                print(*result.false, sep="\n    false ")


if __name__ == "__main__":
    main(sys.argv[1:])

"""How well mentions are found in labelled files: `python tests/check/score.py [-v] DIRECTORY...`.

A directory holds `labels.jsonl` and the files under `files/`. Counted are spans: an id that should
be found and was (exactly), one that was missed, and what was found where no id is.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from whichmodel.check.known import Known, known_of
from whichmodel.check.mentions import Finder, Mention
from whichmodel.check.reading import text_of
from whichmodel.discovery.world import world

Span = tuple[int, int, int]
ROOT = Path(__file__).parents[2]
SETS = [ROOT / "tests/data/lint", ROOT.parent / "shared/data/lint"]


class Tally(NamedTuple):
    """Numbers of spans: found rightly, missed, found wrongly; of decoys and those found."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    decoys: int = 0
    caught: int = 0

    def __add__(self, other: Any) -> "Tally":
        return Tally(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)

    def __str__(self) -> str:
        return (
            f"{self.right:5} right {self.missed:4} missed {self.wrong:4} wrong  "
            f"precision {self.precision:.4f}  recall {self.recall:.4f}  "
            f"decoys {self.caught}/{self.decoys}"
        )


class Score(NamedTuple):
    """The tallies by kind of file, what was missed and wrong in words, and whose provider."""

    by_type: dict[str, Tally]
    missed: list[str]
    wrong: list[str]
    providers: Counter[str]
    misread: list[str]


def labels(directory: Path) -> dict[Path, list[dict[str, Any]]]:
    """The labels of each file of a set."""
    found: dict[Path, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted((directory / "files").rglob("*")):
        if path.is_file():
            found[path] = []
    for line in (directory / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found[directory / "files" / label["repo"] / label["file"]].append(label)
    return dict(found)


def span(label: dict[str, Any]) -> Span:
    return label["line"], label["col_start"], label["col_end"]


def span_of(mention: Mention) -> Span:
    return mention.line, mention.column - 1, mention.end_column - 1


def overlaps(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def score(directories: list[Path], known: Known) -> Score:
    """Find the mentions in every labelled file, and compare."""
    whole = Score(defaultdict(Tally), [], [], Counter(), [])
    finder = Finder(known)
    for directory in directories:
        for path, expected in labels(directory).items():
            text = text_of(path.read_bytes()).text
            found = finder.find(text, str(path.relative_to(directory / "files")))
            kind = path.suffix or path.name
            whole.by_type[kind] += compared(str(path), expected, found, whole, known)
    return whole


def compared(
    path: str, expected: list[dict[str, Any]], found: list[Mention], whole: Score, known: Known
) -> Tally:
    ids = {span_of(mention): mention for mention in found if mention.kind == "id"}
    wanted = {span(each): each for each in expected if each["kind"] == "id"}
    decoys = [each for each in expected if each["expect"] == "noflag"]
    name = "/".join(path.split("/")[-2:])
    must = {at: each for at, each in wanted.items() if each["expect"] == "check"}
    missed = [each for at, each in must.items() if at not in ids]
    wrong = [mention for at, mention in ids.items() if at not in wanted]
    # A span that is nearly right is one mistake, not a miss and a false report.
    caught = [
        each for each in decoys if any(overlaps(span(each), at) for at in ids)
        and each["kind"] == "decoy"
    ]  # fmt: skip
    whole.missed.extend(told(name, each) for each in missed)
    whole.wrong.extend(
        f"{name}:{each.line}:{each.column} {each.text!r} {each.where}" for each in wrong
    )
    whose(name, must, ids, whole, known)
    right = len(must) - len(missed)
    return Tally(
        right, len(missed), len(wrong), sum(d["kind"] == "decoy" for d in decoys), len(caught)
    )


def told(name: str, label: dict[str, Any]) -> str:
    return (
        f"{name}:{label['line']}:{label['col_start'] + 1} {label['text']!r} "
        f"{label['kind']}/{label['subtype']}/{label['ctx']}/{label['expect']}"
    )


def whose(
    name: str,
    must: dict[Span, dict[str, Any]],
    ids: dict[Span, Mention],
    whole: Score,
    known: Known,
) -> None:
    """Count the providers that were read as labelled."""
    for at, each in must.items():
        if at in ids and each.get("provider"):
            ours = known.providers.get(each["provider"].lower(), each["provider"])
            same = ours == ids[at].provider
            whole.providers["same" if same else "other"] += 1
            if not same:
                whole.misread.append(f"{told(name, each)}: {ours}, read {ids[at].provider}")


def main(arguments: list[str]) -> None:
    """Print the figures, with -v also each miss and each false report."""
    directories = [Path(each) for each in arguments if not each.startswith("-")]
    known = known_of(world({}))
    result = score(directories or [each for each in SETS if each.exists()], known)
    for kind, tally in sorted(result.by_type.items()):
        print(f"{kind:14} {tally}")
    total = sum(result.by_type.values(), Tally())
    print(f"{'all':14} {total}")
    print(f"providers: {result.providers['same']} as labelled, {result.providers['other']} others")
    if "-v" in arguments:
        for title in ("missed", "wrong", "misread"):
            print(f"\n{title}:", *getattr(result, title), sep="\n  ")


if __name__ == "__main__":
    main(sys.argv[1:])

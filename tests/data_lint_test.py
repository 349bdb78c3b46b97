"""The labelled files under tests/data/lint say what their labels say they do."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent / "data" / "lint"
MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
KINDS = {"id", "name", "family", "decoy"}
STATUSES = {"current", "deprecated", "retired", "nonexistent-typo", "unknown"}
EXPECT = {"check", "optional"}
STALE = {"deprecated", "retired"}
REFERENCE_DATE = "2026-11-22"

Label = dict[str, Any]


def read(path: Path) -> list[str]:
    data = path.read_bytes()
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    return data.decode(encoding).split("\n")


@pytest.fixture(scope="module")
def labels() -> list[Label]:
    with (ROOT / "labels.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def by_file(labels: list[Label]) -> dict[Path, list[Label]]:
    found: dict[Path, list[Label]] = defaultdict(list)
    for label in labels:
        found[ROOT / "files" / label["repo"] / label["file"]].append(label)
    return found


def files() -> Iterator[Path]:
    return (path for path in (ROOT / "files").rglob("*") if path.is_file())


def test_every_label_quotes_its_span(by_file: dict[Path, list[Label]]) -> None:
    wrong = []
    for path, rows in by_file.items():
        lines = read(path)
        for row in rows:
            text = lines[row["line"] - 1][row["col_start"] : row["col_end"]]
            if not text or text != row["text"]:
                wrong.append((row["file"], row["line"], row["text"], text))
    assert wrong == []


def test_labels_do_not_overlap(by_file: dict[Path, list[Label]]) -> None:
    for rows in by_file.values():
        spans = sorted((row["line"], row["col_start"], row["col_end"]) for row in rows)
        for (line, _, end), (next_line, start, _) in pairwise(spans):
            assert (line, end) <= (next_line, start)


def test_ids_have_provider_and_status_and_the_rest_is_never_to_be_flagged(
    labels: list[Label],
) -> None:
    for row in labels:
        assert row["kind"] in KINDS
        if row["kind"] == "id":
            assert row["provider"] and row["status"] in STATUSES, row
            assert row["expect"] in EXPECT or row["subtype"] == "private", row
        else:
            assert (row["provider"], row["status"], row["expect"]) == (None, None, "noflag"), row


def test_dates_agree_with_statuses(labels: list[Label]) -> None:
    for row in labels:
        if date := row.get("shutdown_date"):
            assert row["status"] == ("retired" if date <= REFERENCE_DATE else "deprecated"), row
        if row["status"] == "nonexistent-typo":
            assert row["replacement"], row


def test_the_set_is_large_and_varied_enough_to_measure_with(labels: list[Label]) -> None:
    ids = [row for row in labels if row["kind"] == "id"]
    must = [row for row in ids if row["expect"] == "check"]
    assert len(list(files())) >= 130
    assert len(labels) >= 1600
    assert len(must) >= 700
    assert sum(row["status"] in STALE for row in must) >= 200
    assert sum(row["kind"] == "decoy" for row in labels) >= 250
    assert len({row["provider"] for row in ids}) >= 20
    assert len({row["filetype"] for row in ids}) >= 10


def test_some_files_are_in_awkward_encodings() -> None:
    starts = Counter(path.read_bytes()[:2] for path in files())
    assert starts[b"\xff\xfe"] and starts[b"\xef\xbb"]
    assert any(b"\r\n" in path.read_bytes() for path in files())

"""Findings in labelled files: what is stale is found, and what is no model is let be."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from whichmodel.check.findings import Finding
from whichmodel.check.judging import Judge
from whichmodel.check.known import known_of
from whichmodel.check.lookup import Lookup
from whichmodel.check.mentions import Finder
from whichmodel.check.reading import text_of
from whichmodel.check.settings import Settings
from whichmodel.discovery.world import world
from whichmodel.routing import route

ROOT = Path(__file__).parents[2]
SETS = [
    each
    for each in (ROOT / "tests/data/lint", ROOT.parent / "shared/data/lint")
    if (each / "labels.jsonl").exists()
]
DAY = "2026-11-22"
"""The day of which the labels speak."""
DATED = ("retired-model", "retiring-model")
OVER = (*DATED, "deprecated-model")
STALE = ("retired", "deprecated")
NOTHING: dict[str, Any] = {"kind": None, "status": None, "expect": None}

Label = dict[str, Any]


class Compared(NamedTuple):
    """Every finding with its label, and every id that must be found with its finding."""

    findings: list[tuple[Finding, Label]]
    labels: list[tuple[Label, Finding | None]]


@pytest.fixture(scope="module", params=SETS, ids=lambda path: path.parts[-4])
def compared(request: pytest.FixtureRequest) -> Compared:
    about = world({})
    known = known_of(about)
    finder, judge = Finder(known), Judge(Lookup(about, known, route), Settings(), DAY)
    found: dict[tuple[str, int, int], Finding] = {}
    files = request.param / "files"
    for path in sorted(files.rglob("*")):
        if path.is_file():
            name = str(path.relative_to(files))
            for mention in finder.find(text_of(path.read_bytes()).text, name):
                for finding in judge.findings(mention):
                    found[name, finding.line, finding.column] = finding
    labels: dict[tuple[str, int, int], Label] = {}
    for line in (request.param / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels[f"{label['repo']}/{label['file']}", label["line"], label["col_start"] + 1] = label
    must = {at: each for at, each in labels.items() if each["expect"] == "check"}
    return Compared(
        [(finding, labels.get(at, NOTHING)) for at, finding in found.items()],
        [(label, found.get(at)) for at, label in must.items()],
    )


def test_stale_models_are_found(compared: Compared) -> None:
    stale = [(label, found) for label, found in compared.labels if label["status"] in STALE]
    missed = [label["text"] for label, found in stale if not found or found.rule not in OVER]
    assert len(missed) <= 0.03 * len(stale), missed


def test_what_is_called_retired_or_retiring_is(compared: Compared) -> None:
    """A dated notice that we name goes before a label that is made of a map without dates."""
    told = [(finding, label) for finding, label in compared.findings if finding.rule in DATED]
    wrong = [
        f"{finding.text}: {finding.message}"
        for finding, label in told
        if label["status"] not in STALE
        and label["expect"] != "optional"
        and not (label["status"] == "current" and finding.source_url)
    ]
    assert len(wrong) <= 0.01 * len(told), wrong


def test_what_is_no_id_is_never_warned_of(compared: Compared) -> None:
    warned = [
        f"{finding.path}:{finding.line} {finding.text} {label['kind']}"
        for finding, label in compared.findings
        if label["expect"] == "noflag" and finding.severity != "info"
    ]
    assert warned == []


def test_a_model_in_use_is_never_called_wrong_by_other_rules(compared: Compared) -> None:
    current = [(label, found) for label, found in compared.labels if label["status"] == "current"]
    warned = [
        found.message
        for _, found in current
        if found and found.rule not in OVER and found.severity != "info"
    ]
    assert len(warned) <= 0.01 * len(current), warned


def test_files_of_this_kind_have_enough_of_everything() -> None:
    texts = [(each / "labels.jsonl").read_text(encoding="utf-8") for each in SETS]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    kinds: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        kinds[row["status"] or row["kind"]] += row["expect"] in ("check", "noflag")
    assert kinds["retired"] >= 600 and kinds["current"] >= 400 and kinds["decoy"] >= 250

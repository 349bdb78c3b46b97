"""`--fix` over whole trees: what it writes parses, only the spans differ, and once is enough."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from whichmodel.check.checking import Checked, Request, applied, check, remaining
from whichmodel.check.reading import text_of
from whichmodel.check.settings import Settings
from whichmodel.discovery.world import world
from whichmodel.routing import route

ROOT = Path(__file__).parents[2]
SETS = [
    each
    for each in (ROOT / "tests/data/lint", ROOT.parent / "shared/data/lint")
    if (each / "files").exists()
]
MASSGEN = "massgen==0.1.97"


class Tags(yaml.SafeLoader):
    """YAML whose tags of other tools are read as they stand."""


Tags.add_multi_constructor("", lambda loader, suffix, node: str(node.value))


def in_yaml(data: bytes) -> list[Any]:
    return list(yaml.load_all(text_of(data).text, Loader=Tags))


PARSERS: dict[str, Any] = {
    ".yaml": in_yaml,
    ".yml": in_yaml,
    ".toml": lambda data: tomllib.loads(text_of(data).text),
    ".json": lambda data: json.loads(text_of(data).text),
    ".ipynb": lambda data: json.loads(text_of(data).text),
    ".py": ast.parse,
}


def parses(path: Path, data: bytes) -> str:
    """ "parsed", the name of the error, or "" where nobody parses such a file."""
    parser = PARSERS.get(path.suffix)
    if parser is None:
        return ""
    try:
        parser(data)
    except Exception as error:
        return type(error).__name__
    return "parsed"


def checked(directory: Path, **settings: Any) -> Checked:
    request = Request([str(directory)], Settings(**settings), 0, {}, afresh=True)
    return check(world({}), request, route)


def prove(directory: Path) -> int:
    """Fix the tree and compare; the number of places that were written."""
    before = {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}
    found = checked(directory)
    done = applied(found.changes, write=True)
    assert done.problems == {}
    wanted: dict[Path, list[Any]] = defaultdict(list)
    for finding in found.report.findings:
        if finding.fixable:
            wanted[Path(finding.path)].append(finding)
    for path, data in before.items():
        after = path.read_bytes()
        assert parses(path, after) == parses(path, data), path
        assert text_of(after).text == expected(text_of(data).text, wanted[path]), path
        assert after.count(b"\r\n") == data.count(b"\r\n")
    again = checked(directory)
    assert again.changes == []
    left = remaining(found.report.findings, done)
    assert len(again.report.findings) <= len(left) + sum(map(len, done.written.values()))
    return sum(map(len, done.written.values()))


def expected(text: str, findings: list[Any]) -> str:
    """The text in which each finding is replaced, and nothing else."""
    lines = text.split("\n")
    for each in sorted(findings, key=lambda finding: -finding.column):
        line = lines[each.line - 1]
        assert line[each.column - 1 : each.end_column - 1] == each.text
        lines[each.line - 1] = (
            line[: each.column - 1] + each.replacement + line[each.end_column - 1 :]
        )
    return "\n".join(lines)


@pytest.fixture(params=SETS, ids=lambda path: path.parts[-4])
def labelled(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the files that may be written, and the labels."""
    shutil.copytree(request.param / "files", tmp_path / "files", copy_function=shutil.copyfile)
    return tmp_path / "files", request.param / "labels.jsonl"


def test_labelled_files_parse_and_differ_only_in_the_spans(labelled: tuple[Path, Path]) -> None:
    assert prove(labelled[0]) > 40


def test_only_ids_in_use_are_written(labelled: tuple[Path, Path]) -> None:
    files, labels = labelled
    never = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        about = label["subtype"] in ("mapping-key", "alias", "private", "config-key")
        if label["kind"] != "id" or about:
            place = files / label["repo"] / label["file"], label["line"], label["col_start"] + 1
            never[place] = label["text"]
    written = {
        (Path(change.path), edit.line, edit.column)
        for change in checked(files).changes
        for edit in change.edits
    }
    assert [never[place] for place in written & never.keys()] == []


@pytest.mark.slow
def test_every_example_of_massgen_parses_and_differs_only_in_the_spans(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pip", "download", MASSGEN, "--no-deps", "-q", "-d", str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    wheels = list(tmp_path.glob("*.whl"))
    if ran.returncode or not wheels:
        pytest.skip(f"pip could not get {MASSGEN}: {ran.stderr.strip()[-200:]}")
    with zipfile.ZipFile(wheels[0]) as archive:
        archive.extractall(tmp_path / "massgen")
    assert len(list((tmp_path / "massgen").rglob("*.yaml"))) > 200
    assert prove(tmp_path / "massgen") > 200

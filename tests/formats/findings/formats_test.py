"""Findings in every format: what tools read in them, whatever paths and texts hold."""

import json
import re
import shutil
import subprocess
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import HOSTILE

from whichmodel.check.findings import SEVERITIES, Finding, Report
from whichmodel.check.rules import described
from whichmodel.formats.findings import FORMATS, render

ONE = Finding(
    "retired-model", "error", "docs/a b.md", 12, 9, 25, "claude-3-opus-20240229", "anthropic",
    "claude-3-opus-20240229 was retired at anthropic on 2026-01-05: use claude-opus-4-8",
    "claude-opus-4-8", "https://example.com/notice", True,
)  # fmt: skip
INFO = ONE._replace(severity="info", line=13, replacement=None, source_url=None, fixable=False)
REPORT = Report((ONE, INFO), 120, 340, described())
EMPTY = Report((), 3, 0, described())
FINDINGS = st.builds(
    Finding,
    rule=st.sampled_from(("retired-model", "unknown-model")),
    severity=st.sampled_from(SEVERITIES),
    path=HOSTILE.filter(bool),
    line=st.integers(1, 10**6),
    column=st.integers(1, 10**4),
    end_column=st.integers(1, 10**4),
    text=HOSTILE,
    provider=st.none() | HOSTILE,
    message=HOSTILE,
    replacement=st.none() | HOSTILE,
    source_url=st.none() | HOSTILE,
    fixable=st.booleans(),
)
REPORTS = st.lists(FINDINGS, max_size=3).map(lambda found: Report(tuple(found), 2, 5, described()))


@pytest.mark.parametrize("name", FORMATS)
@given(report=REPORTS)
def test_anything_can_be_written(name: str, report: Report) -> None:
    text = render(name, report)
    assert not text or text.endswith("\n")
    if name != "text":  # the terminal takes what it can, the others are files
        text.encode("utf-8")


def test_text_is_a_line_for_each_finding() -> None:
    assert (
        render("text", REPORT).splitlines()[0]
        == f"docs/a b.md:12:9: error {ONE.rule}: {ONE.message}"
    )
    assert render("text", EMPTY) == ""


@given(REPORTS)
def test_no_path_or_message_makes_a_line_or_a_control_character_of_text(report: Report) -> None:
    lines = render("text", report).split("\n")
    assert len(lines) == len(report.findings) + 1
    assert all(line.isprintable() for line in lines)


def test_json_is_what_the_design_says() -> None:
    assert json.loads(render("json", REPORT)) == {
        "schema": 1,
        "findings": [
            {
                "rule": "retired-model", "severity": "error", "path": "docs/a b.md", "line": 12,
                "column": 9, "end_column": 25, "text": "claude-3-opus-20240229",
                "provider": "anthropic", "message": ONE.message,
                "replacement": "claude-opus-4-8", "source_url": "https://example.com/notice",
                "fixable": True,
            },
            INFO._asdict(),
        ],
        "files": 120,
        "mentions": 340,
    }  # fmt: skip


@given(REPORTS)
def test_jsonl_has_the_rows_of_json_one_a_line(report: Report) -> None:
    lines = render("jsonl", report).split("\n")[:-1]
    whole = json.loads(render("json", report))
    assert [json.loads(line) for line in lines] == whole["findings"]


# ── GitHub ───────────────────────────────────────────────────────────────────────────────────────


def test_github_gets_a_command_with_the_place_and_the_level() -> None:
    first, second = render("github", REPORT).splitlines()
    assert first == (
        "::error file=docs/a b.md,line=12,endLine=12,col=9,endColumn=25,"
        "title=whichmodel retired-model::claude-3-opus-20240229 was retired at anthropic on "
        "2026-01-05: use claude-opus-4-8"
    )
    assert second.startswith("::notice ")


@given(REPORTS)
def test_nothing_ends_a_command_or_begins_another(report: Report) -> None:
    lines = render("github", report).split("\n")[:-1]
    assert len(lines) == len(report.findings)
    for line, finding in zip(lines, report.findings, strict=True):
        read = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert read and "\r" not in line
        values = dict(pair.split("=", 1) for pair in read[2].split(","))
        assert set(values) == {"file", "line", "endLine", "col", "endColumn", "title"}
        path = unescaped(values["file"])
        assert path == shown(finding.path.removeprefix("./"))


def unescaped(text: str) -> str:
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def shown(text: str) -> str:
    return "".join(c if c.isprintable() or c in "\r\n" else "\ufffd" for c in text)


# ── XML and Markdown ─────────────────────────────────────────────────────────────────────────────


@given(REPORTS)
def test_junit_is_well_formed_and_counts_its_cases(report: Report) -> None:
    (suite,) = ET.fromstring(render("junit", report))
    cases = suite.findall("testcase")
    assert suite.get("tests") == str(len(cases)) == str(max(1, len(report.findings)))
    failures = [each.severity != "info" for each in report.findings]
    assert suite.get("failures") == str(sum(failures))
    assert sum(case.find("failure") is not None for case in cases) == sum(failures)


def test_junit_names_the_place() -> None:
    (suite,) = ET.fromstring(render("junit", REPORT))
    case = suite[0]
    assert (case.get("file"), case.get("line")) == ("docs/a b.md", "12")
    failure = case.find("failure")
    assert failure is not None and failure.get("message") == ONE.message


@given(REPORTS.filter(lambda report: report.findings))
def test_markdown_is_a_table_in_which_nothing_acts(report: Report) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True}).enable("table").parse(render("markdown", report))
    )
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {
        "text", "code_inline", "strong_open", "strong_close", "text_special",
    }  # fmt: skip
    assert sum(token.type == "tr_open" for token in tokens) == len(report.findings) + 1


def test_markdown_counts_and_ends() -> None:
    assert render("markdown", EMPTY) == "**whichmodel**: nothing to tell of 0 mentions in 3 files\n"
    many = Report((ONE,) * 250, 1, 250)
    text = render("markdown", many)
    assert text.startswith("**whichmodel**: 250 errors among 250 mentions in 1 file\n")
    assert text.count(ONE.message) == 200 and text.endswith("and 50 more\n")


# ── SARIF ────────────────────────────────────────────────────────────────────────────────────────

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
"""Carries the schema that OASIS has published."""


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm to get the schema with")
    directory = tmp_path_factory.mktemp("schema")
    ran = subprocess.run(
        [npm, "pack", PACKAGE, "--silent"], cwd=directory, capture_output=True, text=True,
        timeout=120, check=False, env={"PATH": str(Path(npm).parent) + ":/usr/bin:/bin",
                                       "HOME": str(directory)},
    )  # fmt: skip
    archives = list(directory.glob("*.tgz"))
    if ran.returncode or not archives:
        pytest.skip(f"npm could not get the schema: {ran.stderr.strip()[-200:]}")
    with tarfile.open(archives[0]) as archive:
        found = archive.extractfile("package/lib/schemas/sarif-2.1.0-rtm.5.json")
        assert found
        return json.load(found)


@pytest.mark.slow
def test_sarif_is_valid_whatever_it_holds(schema: Any) -> None:
    validator = jsonschema.validators.validator_for(schema)(
        schema, format_checker=jsonschema.FormatChecker()
    )

    @given(REPORTS)
    def whatever(report: Report) -> None:
        validator.validate(json.loads(render("sarif", report)))

    whatever()
    for report in (REPORT, EMPTY):
        validator.validate(json.loads(render("sarif", report)))
    broken = json.loads(render("sarif", REPORT))
    broken["runs"][0]["results"][0]["level"] = "fatal"
    assert not validator.is_valid(broken)


def test_sarif_has_places_rules_and_fixes() -> None:
    (run,) = json.loads(render("sarif", REPORT))["runs"]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/a%20b.md"
    assert place["region"] == {"startLine": 12, "startColumn": 9, "endLine": 12, "endColumn": 25}
    assert run["columnKind"] == "unicodeCodePoints"
    (replacement,) = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": "claude-opus-4-8"}
    assert second["level"] == "note" and "fixes" not in second
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} >= {first["ruleId"]}


@given(st.text(min_size=1).filter(lambda path: path.isprintable() and "\\" not in path))
def test_the_address_of_a_path_leads_back_to_it(path: str) -> None:
    report = REPORT._replace(findings=(ONE._replace(path=path),))
    (run,) = json.loads(render("sarif", report))["runs"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri).removeprefix("file://") == path.removeprefix("./")
    assert re.fullmatch(r"[\w.\-~/%:]*", uri, re.ASCII)

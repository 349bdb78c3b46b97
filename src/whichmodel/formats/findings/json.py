"""Findings as JSON, version 1."""

from typing import Any

from whichmodel.check.findings import Finding, Report
from whichmodel.formats.envelope import SCHEMA
from whichmodel.formats.json import indented


def render(report: Report) -> str:
    """Write the findings, and how many files and mentions were looked at, ending with a newline."""
    document = {
        "schema": SCHEMA,
        "findings": [row(finding) for finding in report.findings],
        "files": report.files,
        "mentions": report.mentions,
    }
    return indented(document) + "\n"


def row(finding: Finding) -> dict[str, Any]:
    """One finding; what is unknown is None."""
    return finding._asdict()

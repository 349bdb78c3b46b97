"""Findings as workflow commands, which GitHub shows at their lines in a pull request."""

from whichmodel.check.findings import Finding, Report
from whichmodel.formats.words import visible

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**MESSAGE, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Write one command for each finding; no path or text can end it or begin another."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    places = {
        "file": finding.path.removeprefix("./"),
        "line": str(finding.line),
        "endLine": str(finding.line),
        "col": str(finding.column),
        "endColumn": str(finding.end_column),
        "title": f"whichmodel {finding.rule}",
    }
    said = ",".join(f"{name}={_escaped(value, PROPERTY)}" for name, value in places.items())
    return f"::{LEVELS[finding.severity]} {said}::{_escaped(visible(finding.message), MESSAGE)}"


def _escaped(text: str, table: dict[str, str]) -> str:
    shown = "".join(char if char.isprintable() or char in table else "\ufffd" for char in text)
    return "".join(table.get(char, char) for char in shown)

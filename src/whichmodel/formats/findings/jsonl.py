"""Findings as JSON, one a line."""

import json

from whichmodel.check.findings import Report
from whichmodel.formats.findings.json import row


def render(report: Report) -> str:
    """Write one object for each finding."""
    return "".join(f"{json.dumps(row(finding))}\n" for finding in report.findings)

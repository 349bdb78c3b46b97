"""A line for each finding, as compilers write them: editors and people find the place."""

from whichmodel.check.findings import Finding, Report
from whichmodel.formats.words import visible


def render(report: Report) -> str:
    """Write `path:line:column: severity rule: message`."""
    return "".join(f"{line(finding)}\n" for finding in report.findings)


def line(finding: Finding) -> str:
    """One finding in one line, whatever its path and text hold."""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return visible(f"{place}: {finding.severity} {finding.rule}: {finding.message}")

"""A summary in Markdown, for a job's page or a comment: how many of what, then a table."""

from collections import Counter

from whichmodel.check.findings import SEVERITIES, Finding, Report
from whichmodel.formats.markdown import code, escaped

MOST = 200
"""Rows that are shown: a comment on GitHub has an end."""
HEAD = "| place | severity | rule | what |\n| --- | --- | --- | --- |\n"


def render(report: Report) -> str:
    """Write a summary in which no path, id or message can act as markup."""
    found = report.findings
    looked = f"{_number(report.mentions, 'mention')} in {_number(report.files, 'file')}"
    if not found:
        return f"**whichmodel**: nothing to tell of {looked}\n"
    counts = Counter(finding.severity for finding in found)
    said = ", ".join(_number(counts[each], each) for each in SEVERITIES if counts[each])
    more = len(found) - MOST
    rest = f"\nand {more} more\n" if more > 0 else ""
    rows = "".join(map(_line, found[:MOST]))
    return f"**whichmodel**: {said} among {looked}\n\n{HEAD}{rows}{rest}"


def _line(finding: Finding) -> str:
    place = code(f"{finding.path}:{finding.line}")
    return f"| {place} | {finding.severity} | {finding.rule} | {escaped(finding.message)} |\n"


def _number(count: int, word: str) -> str:
    """Info has no plural."""
    return f"{count} {word}{'s' * (count != 1 and word != 'info')}"

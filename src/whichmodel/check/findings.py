"""What is wrong with a mention: a value between the rules that judge and the formats that show."""

from typing import NamedTuple

SEVERITIES = ("error", "warning", "info")
"""The gravest first; info never fails a run."""


class Finding(NamedTuple):
    """One mention that is no longer true; lines and columns count from 1, the end is exclusive.

    `replacement` is the whole text to write instead, None where nobody names one; `fixable` tells
    that `--fix` would write it.
    """

    rule: str
    severity: str
    path: str
    line: int
    column: int
    end_column: int
    text: str
    provider: str | None
    message: str
    replacement: str | None
    source_url: str | None
    fixable: bool


class Described(NamedTuple):
    """A rule in words: name, severity unless it was set, one sentence, and the whole page."""

    name: str
    severity: str
    summary: str
    page: str


class Report(NamedTuple):
    """All findings in the order of files and lines, among how many files and mentions."""

    findings: tuple[Finding, ...]
    files: int
    mentions: int
    rules: tuple[Described, ...] = ()


def fails(findings: "list[Finding] | tuple[Finding, ...]", strict: bool = False) -> bool:
    """Whether a run with these findings has failed: info does so only where it is `strict`."""
    return any(strict or finding.severity != "info" for finding in findings)


def milder(severity: str) -> str:
    """One grade lower: for what stands in a comment."""
    return SEVERITIES[min(SEVERITIES.index(severity) + 1, len(SEVERITIES) - 1)]

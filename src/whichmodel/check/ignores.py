"""Comments that say: let this be. `whichmodel: ignore[rule] until 2027-01-31 because …`

A comment counts for its own line; one that has a line to itself counts for the next line as well.
Without rules it counts for all of them, without a day for ever. After its day it no longer counts.
"""

import difflib
import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from whichmodel.check.findings import Finding

MARK = "whichmodel:"
_IGNORE = re.compile(
    r"whichmodel:\s*ignore\b(?:\s*\[(?P<rules>[^\]\n]*)\])?(?:\s+until\s+(?P<until>[^\s,;*]+?)(?=--|[\s,;*]|$))?"
)
_ALONE = re.compile(r"\s*(?:#|//|<!--|--|/\*|\*|;|%|\.\.\s|\{#|\"//\"|rem\b|>)", re.IGNORECASE)


class Ignore(NamedTuple):
    """One comment: its line, from 1, and the lines it counts for; no rules are all rules."""

    line: int
    lines: tuple[int, ...]
    rules: frozenset[str]
    until: str | None


class Kept(NamedTuple):
    """The findings that nobody told to ignore, and what is to be said about the comments."""

    findings: list[Finding]
    notes: list[str]


def ignores(lines: list[str]) -> list[Ignore]:
    """The comments in the lines of a text."""
    return [
        _ignore(number, line, found)
        for number, line in enumerate(lines, 1)
        if MARK in line
        for found in _IGNORE.finditer(line)
    ]


def _ignore(number: int, line: str, found: "re.Match[str]") -> Ignore:
    rules = frozenset(word.strip() for word in (found["rules"] or "").split(",") if word.strip())
    counts = (number, number + 1) if _ALONE.match(line) else (number,)
    return Ignore(number, counts, rules, found["until"])


def kept(findings: Iterable[Finding], lines: list[str], today: str, names: tuple[str, ...]) -> Kept:
    """The findings of one file without those that its comments tell to ignore."""
    all_findings = list(findings)
    found = ignores(lines)
    if not found:
        return Kept(all_findings, [])
    notes, valid = [], []
    for each in found:
        problem = _problem(each, today, names)
        path = all_findings[0].path if all_findings else ""
        if problem:
            notes.append(f"{path}:{each.line}: {problem}")
        if not _is_over(each, today):
            valid.append(each)
    return Kept([each for each in all_findings if not _is_ignored(each, valid)], notes)


def _problem(each: Ignore, today: str, names: tuple[str, ...]) -> str:
    for rule in sorted(each.rules - {*names}):
        near = difflib.get_close_matches(rule, names, 1, 0.5)
        advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(names)}"
        return f"no rule is called {rule!r}: {advice}"
    if each.until and not _is_day(each.until):
        return f"{each.until!r} is no day: write it as 2027-01-31"
    return f"this was to be ignored until {each.until}" if _is_over(each, today) else ""


def _is_over(each: Ignore, today: str) -> bool:
    """Whether its day has passed; what is no day has always passed."""
    return each.until is not None and (not _is_day(each.until) or each.until < today)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_ignored(finding: Finding, valid: list[Ignore]) -> bool:
    return any(
        finding.line in each.lines and (not each.rules or finding.rule in each.rules)
        for each in valid
    )

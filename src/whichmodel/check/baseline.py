"""What was found once and is to be dealt with later: only what is new since then is told of.

Findings are known by rule, path and text and counted, so that lines may move.
"""

import json
import os
from collections import Counter
from collections.abc import Iterable

from whichmodel.check.findings import Finding
from whichmodel.discovery.errors import UsageError

SCHEMA = 1
Key = tuple[str, str, str]
"""Rule, path from the baseline's directory with slashes, and text."""


def counted(findings: Iterable[Finding], directory: str) -> "Counter[Key]":
    """How often each was found."""
    return Counter(key(finding, directory) for finding in findings)


def key(finding: Finding, directory: str) -> Key:
    """What a finding is known by, wherever its line goes."""
    path = os.path.relpath(finding.path, directory or ".").replace(os.sep, "/")
    return finding.rule, path, finding.text


def new(findings: Iterable[Finding], known: "Counter[Key]", directory: str) -> list[Finding]:
    """The findings beyond those that are known, of equal ones the last."""
    left = Counter(known)
    found = []
    for finding in findings:
        its = key(finding, directory)
        if left[its] > 0:
            left[its] -= 1
        else:
            found.append(finding)
    return found


def document(findings: Iterable[Finding], directory: str) -> str:
    """The baseline as JSON, in a steady order."""
    rows = [
        {"rule": rule, "path": path, "text": text, "count": count}
        for (rule, path, text), count in sorted(counted(findings, directory).items())
    ]
    return json.dumps({"schema": SCHEMA, "findings": rows}, indent=2, ensure_ascii=False) + "\n"


def read(text: str, file: str) -> "Counter[Key]":
    """What a baseline holds; UsageError where it is none."""
    try:
        rows = json.loads(text)
        if rows["schema"] != SCHEMA:
            raise UsageError(f"{file} is a baseline of another version: write it again")
        return Counter(
            {(row["rule"], row["path"], row["text"]): int(row["count"]) for row in rows["findings"]}
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UsageError(
            f"{file} is no baseline: `whichmodel check … --write-baseline {file}` makes one"
        ) from None

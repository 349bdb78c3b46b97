"""What `--fix` writes: only the text of a finding, only where it names the model to use today.

Left as they are: comments, sentences and headings, keys, tables that lead from old names to new
ones, what was recorded, and changelogs.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from whichmodel.check.findings import Finding
from whichmodel.check.mentions import Mention

SPOKEN = frozenset(("prose", "heading", "comment", "label", "id"))
"""Places where a model is spoken of, or something is called after it."""

_RECORDED = re.compile(
    r"(?:^|/)(?:cassettes?|recordings?|recorded|fixtures?|__snapshots__|snapshots?|goldens?"
    r"|testdata|leaderboards?|logs?|outputs?|results?|trajector(?:y|ies)|transcripts?|history|archive)(?:/|$)"
    r"|(?:change[-_]?log|release[-_]?notes|history|news|leaderboard|results?\b|migrat\w*)[^/]*$|\.(?:log|jsonl|csv|tsv)$",
    re.IGNORECASE,
)
_KEY = re.compile(r"[\"'`]?\s*(?::(?!:)|=>|=(?!=))(?=\s|$|[\"'\d\[{(])")
NEAR = 80
"""Characters beside a mention that are looked at, however long the line is."""

_OLD = re.compile(
    r"\b(?:old|from|deprecated|legacy|replaces|replaced|previous|former|retired|before|was)\w*"
    r"[\"'`]?\s*[:=]\s*[\"'`\[]*$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"[\s\"'`|,)\]]*(?:->|=>|→|:|=|\||⇒|➜|to|with|by)[\s\"'`|(\[]*", re.IGNORECASE)


class Edit(NamedTuple):
    """One span of a line, counted from 1, and what to write there."""

    line: int
    column: int
    end_column: int
    text: str
    replacement: str


@lru_cache
def is_recorded(path: str) -> bool:
    """Whether a path tells that its file holds what happened once."""
    return bool(_RECORDED.search(path.replace("\\", "/")))


def fixable(finding: Finding, mention: Mention, beside: Iterable[Mention], line: str) -> bool:
    """Whether a finding may be written; `beside` are the mentions before and after it."""
    return (
        finding.fixable
        and mention.where not in SPOKEN
        and not is_recorded(finding.path)
        and not _KEY.match(line, mention.end_column - 1)
        and not _OLD.search(line[max(0, mention.column - NEAR) : mention.column - 1])
        and not _leads_on(mention, beside, line)
    )


def _leads_on(mention: Mention, beside: Iterable[Mention], line: str) -> bool:
    """Whether it is one side of `old -> new`."""
    for other in beside:
        if other.line != mention.line or other is mention:
            continue
        first, second = sorted((mention, other), key=lambda each: each.column)
        start, end = first.end_column - 1, second.column - 1
        if end - start < NEAR and _LEADS.fullmatch(line, start, end):
            return True
    return False


def edits(findings: Iterable[Finding]) -> list[Edit]:
    """The edits of fixable findings; where two overlap, the first counts."""
    found: list[Edit] = []
    for each in sorted(findings, key=lambda finding: (finding.line, finding.column)):
        if not each.fixable or each.replacement is None:
            continue
        clear = not found or (found[-1].line, found[-1].end_column) <= (each.line, each.column)
        if clear:
            found.append(Edit(each.line, each.column, each.end_column, each.text, each.replacement))
    return found


def fixed(text: str, wanted: Sequence[Edit]) -> str | None:
    """The text with the edits; None where a span no longer holds what was found there."""
    lines = text.split("\n")
    for number, those in groupby(sorted(wanted), key=lambda edit: edit.line):
        line = _spliced(lines[number - 1], list(those)) if number <= len(lines) else None
        if line is None:
            return None
        lines[number - 1] = line
    return "\n".join(lines)


def _spliced(line: str, wanted: Sequence[Edit]) -> str | None:
    """The line with its edits, which stand in their order."""
    parts, at = [], 0
    for edit in wanted:
        start, end = edit.column - 1, edit.end_column - 1
        if line[start:end] != edit.text:
            return None
        parts += [line[at:start], edit.replacement]
        at = end
    return "".join([*parts, line[at:]])


def difference(path: str, before: str, after: str) -> str:
    """A unified diff that `patch -p1` and `git apply` take."""
    name = path.replace("\\", "/").lstrip("/").removeprefix("./")
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}")
    unended = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith("\n") else line + unended for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as `patch` counts them: nothing but a newline ends one."""
    *whole, last = text.split("\n")
    return [f"{line}\n" for line in whole] + ([last] if last else [])

"""A text with its tables as they read today; what says the same in another spacing stays."""

import re
from collections.abc import Callable
from typing import NamedTuple

from whichmodel.check.tables.markers import Marker, Problem, found, language_of
from whichmodel.discovery.errors import UsageError

Render = Callable[[str, str], list[str]]
"""The lines of a table from the words of its marker and the language of its text.

Raises UsageError where the words ask for nothing that there is. The last line tells the source.
"""

_DASHES = re.compile(r"-{2,}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Refreshed(NamedTuple):
    """A text, how many tables it has, and what is wrong with its markers.

    With problems it is the text as it was.
    """

    text: str
    tables: int
    problems: list[Problem]


class Block(NamedTuple):
    """A table as it stands and as it reads today."""

    marker: Marker
    before: str
    after: str


def refreshed(text: str, path: str, render: Render) -> Refreshed:
    """The text with every table written anew; `path` tells the language."""
    blocks, problems = _blocks(text, path, render)
    if problems:
        return Refreshed(text, len(blocks), problems)
    parts, at = [], 0
    for marker, _, after in blocks:
        parts += [text[at : marker.start], after]
        at = marker.end
    return Refreshed("".join((*parts, text[at:])), len(blocks), [])


def stale(text: str, path: str, render: Render) -> list[tuple[int, str]]:
    """The line, from 1, at which each table would first change, and every broken marker."""
    blocks, problems = _blocks(text, path, render)
    told = [*problems]
    told += [_difference(block, path) for block in blocks if block.before != block.after]
    return sorted((line, message) for line, message in told)


def _blocks(text: str, path: str, render: Render) -> tuple[list[Block], list[Problem]]:
    language = language_of(path)
    if language is None:
        return [], []
    markers, problems = found(text, language)
    blocks, problems = [], [*problems]
    for marker in markers:
        try:
            lines = render(marker.words, language)
        except UsageError as error:
            problems.append(Problem(marker.line, str(error)))
        else:
            before = text[marker.start : marker.end]
            blocks.append(Block(marker, before, _after(before, marker, lines)))
    return blocks, sorted(problems)


def _after(before: str, marker: Marker, lines: list[str]) -> str:
    """The new table; the old one where it says the same, or the same as of another day."""
    after = "".join(_line(marker, line) for line in ("", *lines, ""))
    return before if _said(before) == _said(after) else after


def _line(marker: Marker, line: str) -> str:
    return (marker.margin + line).rstrip() + marker.newline


def _said(block: str) -> list[str]:
    """Lines to compare: formatters align columns, and what is still true is not worth a change."""
    lines = [_DASHES.sub("--", " ".join(line.split())) for line in block.splitlines()]
    *rows, source = [line for line in lines if line] or [""]
    return [*rows, _DATE.sub("", source)]


def _difference(block: Block, path: str) -> Problem:
    """The first line that would change; that of the marker where there is no table yet."""
    before, after = block.before.splitlines(), block.after.splitlines()
    pairs = zip(before, after, strict=False)
    same = next((at for at, (old, new) in enumerate(pairs) if old != new), len(before))
    line = block.marker.line + min(same + 1, len(before))
    return Problem(line, f"this table would read otherwise today: run `whichmodel docs {path}`")

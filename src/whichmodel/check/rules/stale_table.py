"""A generated table that would read otherwise if it were written today.

Tables of models that stand between markers are made anew by the verb `docs`; this tells that one
is out of date, at the line where it first differs.

bad:  a table of models between markers, written in June
good: the same after `whichmodel docs README.md`
"""

from collections.abc import Callable
from typing import NamedTuple

NAME = "stale-table"
SEVERITY = "error"
ON = True
SUFFIXES = (".md", ".markdown", ".mkd", ".rst", ".rest")
"""Files that may hold such tables."""
SIGN = b"whichmodel:"
"""What every marker holds."""

Tables = Callable[[str, str], list[tuple[int, str]]]
"""Of a text and its path, the lines at which tables would change, and what is wrong there."""


class Stale(NamedTuple):
    """A line, from 1, its text, and what is wrong there."""

    line: int
    text: str
    message: str


def judge(text: str, path: str, tables: Tables) -> list[Stale]:
    """Where the tables of a text are out of date, or their markers are broken."""
    lines = text.split("\n")
    return [
        Stale(line, lines[line - 1].rstrip() if line <= len(lines) else "", message)
        for line, message in tables(text, path)
    ]

"""A table for a page of documentation, in the language of the page."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

LANGUAGES = {
    "markdown": "whichmodel.formats.tables.markdown",
    "rst": "whichmodel.formats.tables.rst",
}
CODE, TEXT, OURS = "code", "text", "ours"
"""What a cell holds: an id, what others wrote, or a phrase of ours."""
NOTHING = "No model is known that fits."


class Table(NamedTuple):
    """Titles, what each column holds, rows of plain text, and the line that tells the source."""

    titles: tuple[str, ...]
    holds: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    source: str


def render(language: str, table: Table) -> list[str]:
    """The lines of a table in which nothing acts as markup; the last tells the source."""
    lines: list[str] = import_module(LANGUAGES[language]).render(table)
    return lines

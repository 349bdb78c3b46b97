"""A table as a list: it needs no columns of equal width, and a change is a change of one line."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from whichmodel.formats.markdown import PLAIN
from whichmodel.formats.tables import CODE, NOTHING, OURS, TEXT, Table
from whichmodel.formats.words import visible

HEAD = (".. list-table::", "   :header-rows: 1", "")
MARKUP = re.compile(r"[\\`*_|@]|:(?=\S)")
BEGINS = re.compile(r"[^\w$~\\]|[$~](?![\d ])|_|\w+[.)](?=\s|$)")
"""What at the start of a text could make it a list, a comment, a title or a line."""


def render(table: Table) -> list[str]:
    """Write the lines."""
    if not table.rows:
        return [NOTHING, "", escaped(table.source)]
    titles = [escaped(title) for title in table.titles]
    rows = [
        [WRITERS[holds](cell) for holds, cell in zip(table.holds, row, strict=True)]
        for row in table.rows
    ]
    listed = [line for row in (titles, *rows) for line in _row(row)]
    return [*HEAD, *listed, "", escaped(table.source)]


def _row(cells: Sequence[str]) -> Iterator[str]:
    for bullet, cell in zip(chain("*", repeat(" ")), cells, strict=False):
        yield f"   {bullet} - {cell}".rstrip()


def code(text: str) -> str:
    """Write an id as a literal, or, where it holds characters that ids do not have, as text."""
    return f"``{text}``" if text and PLAIN.issuperset(text) else escaped(text)


def escaped(text: str) -> str:
    """Write a text so that it reads as itself, wherever it stands."""
    shown = visible(text).strip()
    begins = BEGINS.match(shown)
    places = {found.start() for found in MARKUP.finditer(shown)}
    places |= {begins.end() - 1} if begins else set()
    written = "".join(f"\\{char}" if at in places else char for at, char in enumerate(shown))
    return f"\\ {written}" if shown.startswith("\\") else written  # or it could be a line of them


WRITERS = {CODE: code, TEXT: escaped, OURS: escaped}

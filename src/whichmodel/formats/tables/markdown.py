"""A table of pipes."""

from collections.abc import Callable, Sequence

from whichmodel.formats.markdown import code, escaped
from whichmodel.formats.tables import CODE, NOTHING, OURS, TEXT, Table

WRITERS: dict[str, Callable[[str], str]] = {CODE: code, TEXT: escaped, OURS: str}


def render(table: Table) -> list[str]:
    """Write the lines."""
    if not table.rows:
        return [NOTHING, "", escaped(table.source)]
    writers = [WRITERS[each] for each in table.holds]
    rows = [
        tuple(write(cell) for write, cell in zip(writers, row, strict=True)) for row in table.rows
    ]
    head = (table.titles, ("---",) * len(table.titles))
    return [*map(_line, (*head, *rows)), "", escaped(table.source)]


def _line(row: Sequence[str]) -> str:
    return f"| {' | '.join(row)} |"

"""Suggestions as text: a table for people, JSON as the contract has it, or bare ids."""

from whichmodel.formats.widths import drawn, shortened
from whichmodel.formats.words import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from whichmodel.discovery.matching.suggest import Suggestion


SCHEMA = 1
GAP = "  "


def render(form: str, query: str, found: "Iterable[Suggestion]", width: int | None = None) -> str:
    """The suggestions in the format of that name: table, json or ids."""
    rows = list(found)
    if form == "json":
        return as_json(query, rows)
    if form == "ids":
        return "".join(f"{visible(row.id)}\n" for row in rows)
    return as_table(rows, width)


def as_json(query: str, found: "Iterable[Suggestion]") -> str:
    """The contract's document, best first."""
    from whichmodel.formats.json import indented

    document = {
        "schema": SCHEMA,
        "query": query,
        "suggestions": [
            {
                "id": row.id,
                "provider": row.provider,
                "model": row.model,
                "score": row.score,
                "reason": row.reason,
            }
            for row in found
        ],
    }
    return indented(document) + "\n"


def as_table(found: "list[Suggestion]", width: int | None = None) -> str:
    """A line for each: its id, how likely it is, and why."""
    widest = max((drawn(visible(row.id)) for row in found), default=0)
    lines = []
    for row in found:
        name = visible(row.id)
        space = " " * (widest - drawn(name))
        line = f"{name}{space}{GAP}{row.score:4.0%}{GAP}{visible(row.reason)}"
        lines.append(line if width is None else shortened(line, max(width, drawn(name))))
    return "".join(f"{line}\n" for line in lines)

"""Notebooks: JSON whose cells are Python or Markdown; what was printed is no text of anybody's."""

import re

from whichmodel.check.syntax import JSON, PROSE, PYTHON, Syntax

_CELL = re.compile(r'"cell_type":\s*"(code|markdown|raw)"|"(source|outputs|metadata)":\s*[\[{"]')
RECORDED = Syntax("recorded")


def regions(text: str) -> list[tuple[int, Syntax]]:
    """Where the source of each cell begins, and where it ends."""
    found: list[tuple[int, Syntax]] = [(0, JSON)]
    kind = ""
    for mark in _CELL.finditer(text):
        if mark[1]:
            kind = mark[1]
            found.append((mark.end(), JSON))
        elif mark[2] == "source":
            found.append((mark.end(), PROSE if kind == "markdown" else PYTHON))
        else:
            found.append((mark.end(), RECORDED if mark[2] == "outputs" else JSON))
    return found

"""What changed, in Markdown: for each provider its name and how much, then a list."""

from whichmodel.discovery.catalogue.changes import CHANGED, Change, Changes
from whichmodel.formats.changes.words import by_provider, origin, phrase
from whichmodel.formats.markdown import code, escaped


def render(told: Changes) -> str:
    """Write lists in which no name, id or value can act as markup; newest first."""
    blocks = []
    for name, changes in by_provider(told):
        lines = "".join(_line(told, change) for change in changes)
        number = f"{len(changes)} change{'s' * (len(changes) != 1)}"
        blocks.append(f"**{escaped(name)}**: {number}\n\n{lines}")
    return "\n".join(blocks)


def _line(told: Changes, change: Change) -> str:
    what = f": {escaped(phrase(change))}" if change.kind == CHANGED else ""
    return f"- {change.kind} {code(told.id(change))}{what} ({escaped(origin(change))})\n"

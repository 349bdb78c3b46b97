"""What changed, for a terminal: under each provider a line for each change."""

from whichmodel.discovery.catalogue.changes import CHANGED, Change, Changes
from whichmodel.formats.changes.words import MARKS, by_provider, origin, phrase
from whichmodel.formats.widths import drawn
from whichmodel.formats.words import visible


def render(told: Changes) -> str:
    """Write + for what appeared, − for what disappeared, ~ for what changed; newest first."""
    return "\n".join(_block(told, name, changes) for name, changes in by_provider(told))


def _block(told: Changes, name: str, changes: list[Change]) -> str:
    ids = [visible(told.id(change)) for change in changes]
    days = [visible(origin(change)) for change in changes]
    wide, long = (max(map(drawn, column)) for column in (ids, days))
    lines = [
        f"  {MARKS[change.kind]} {_padded(name, wide)}  {_padded(day, long)}  {_what(change)}"
        for change, name, day in zip(changes, ids, days, strict=True)
    ]
    return "".join(f"{line.rstrip()}\n" for line in (visible(name), *lines))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - drawn(text))


def _what(change: Change) -> str:
    return visible(phrase(change)) if change.kind == CHANGED else ""

"""What changed, as JSON, version 1."""

from typing import Any

from whichmodel.discovery.catalogue.changes import Change, Changes
from whichmodel.formats.envelope import SCHEMA
from whichmodel.formats.json import indented


def render(told: Changes) -> str:
    """Write the span of time and its changes, ending with a newline."""
    rows = [change_row(told, change) for change in told.changes]
    document = {"schema": SCHEMA, "since": told.since, "until": told.until, "changes": rows}
    return indented(document) + "\n"


def change_row(told: Changes, change: Change) -> dict[str, Any]:
    """One change; `field`, `old` and `new` are None where a model appeared or disappeared."""
    return {
        "at": change.at,
        "provider": change.provider,
        "id": told.id(change),
        "model": change.model,
        "kind": change.kind,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "source": change.source,
    }

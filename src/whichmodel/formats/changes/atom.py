"""What changed, as a feed that news readers follow (RFC 4287): an entry for each change.

The same change has the same id in every feed, so that a reader shows it once.
"""

from html import escape
from uuid import NAMESPACE_URL, uuid5

from whichmodel.discovery.catalogue.changes import Change, Changes
from whichmodel.discovery.catalogue.merge import LISTING
from whichmodel.formats.changes.json import change_row
from whichmodel.formats.changes.words import phrase
from whichmodel.formats.json import indented
from whichmodel.formats.words import visible

NAME = "whichmodel diff"
HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
"""


def render(told: Changes) -> str:
    """Write the feed, newest first, in which no name, id or value can act as markup."""
    lines = [
        _element("id", _id(f"feed {visible(' '.join(sorted(told.names)))}")),
        _element("title", "Changes of models"),
        _element("updated", told.until),
        f"<author>{_element('name', NAME)}</author>",
        *(_entry(told, change) for change in told.changes),
    ]
    return HEAD + "".join(f"{line}\n" for line in lines) + "</feed>\n"


def _entry(told: Changes, change: Change) -> str:
    id_, words = told.id(change), phrase(change)
    where = "its own list" if change.source == LISTING else change.source
    parts = (
        _element("id", _id(indented(change_row(told, change)))),
        _element("title", f"{id_}: {words}"),
        _element("updated", _moment(change.at)),
        _element("content", f"{told.names[change.provider]}: {id_} {words}, says {where}."),
    )
    return f"<entry>{''.join(parts)}</entry>"


def _element(name: str, text: str) -> str:
    """XML has no way at all to write most control characters: `visible` replaces them."""
    return f"<{name}>{escape(visible(text))}</{name}>"


def _id(words: str) -> str:
    return uuid5(NAMESPACE_URL, f"{NAME} {words}").urn


def _moment(at: str) -> str:
    """Feeds know no days without a time."""
    return at if "T" in at else f"{at}T00:00:00Z"

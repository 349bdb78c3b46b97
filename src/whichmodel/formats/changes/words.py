"""A change in the words that people read."""

from typing import Any

from whichmodel.discovery.catalogue.changes import CHANGED, LIMITS, Change, Changes
from whichmodel.discovery.catalogue.merge import LISTING
from whichmodel.discovery.model import PRICES
from whichmodel.formats import words

MARKS = {"appeared": "+", "disappeared": "−", "changed": "~"}
FIELDS = {
    "price_input": "input price",
    "price_output": "output price",
    "price_cache_read": "cache read price",
    "price_cache_write": "cache write price",
    "deprecated_on": "deprecated on",
    "retires_on": "retires on",
}
ANSWERS = {None: words.UNKNOWN, True: "yes", False: "no"}


def phrase(change: Change) -> str:
    """What happened, without the model: `appeared`, `context window 131k -> 262k`."""
    if change.kind != CHANGED:
        return change.kind
    field = change.field or ""
    old, new = value(field, change.old), value(field, change.new)
    if old == new:  # the same in three digits
        old, new = str(change.old), str(change.new)
    return f"{FIELDS.get(field, field.replace('_', ' '))} {old}{words.ARROW}{new}"


def value(field: str, stated: Any) -> str:
    """A value as people write it: `$0.59`, `131k`, `yes`, `?` for what nobody states."""
    if stated is None or isinstance(stated, bool):
        return ANSWERS[stated]
    if field in PRICES:
        return words.money(str(stated))
    if field in LIMITS and isinstance(stated, int):
        return words.tokens(stated)
    return str(stated)


def origin(change: Change) -> str:
    """The day, and the catalogue that tells it where it is not the provider's own list."""
    day = change.at[:10]
    return day if change.source == LISTING else f"{day}, {change.source}"


def by_provider(told: Changes) -> list[tuple[str, list[Change]]]:
    """Each provider's name with its changes, in the order of the names."""
    found: dict[str, list[Change]] = {}
    for change in told.changes:
        found.setdefault(change.provider, []).append(change)
    named = [(told.names[provider], changes) for provider, changes in found.items()]
    return sorted(named, key=lambda pair: pair[0].lower())

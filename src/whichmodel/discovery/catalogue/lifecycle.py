"""Where a model stands today: a pure reading of dates and of what its provider says."""

from collections.abc import Mapping
from typing import Any

from whichmodel.discovery.model import Gone, Lifecycle, Listing

STATED = ("active", "preview", "deprecated", "retired")
GRACE = 86_400
"""Seconds between two whole lists without a model, after which it is called unlisted."""


def lifecycle(facts: Mapping[str, Any], listed: bool, today: str) -> Lifecycle:
    """The lifecycle from merged facts; `listed` tells whether the provider's own list has it.

    A date that has passed means retired, unless the provider's own list still says otherwise:
    dates are moved more often than lists lie.
    """
    return Lifecycle(
        _status(facts, listed, today),
        facts.get("deprecated_on"),
        facts.get("retires_on"),
        facts.get("replacement"),
        facts.get("notice"),
    )


def _status(facts: Mapping[str, Any], listed: bool, today: str) -> str:
    stated, retires = facts.get("lifecycle"), facts.get("retires_on")
    if stated == "retired":
        return "retired"
    if retires and retires <= today:
        return "deprecated" if listed and stated in STATED else "retired"
    if retires or stated == "deprecated" or (facts.get("deprecated_on") or "9999") <= today:
        return "deprecated"
    if stated == "preview":
        return "preview"
    return "active" if listed or stated == "active" else "unknown"


def unlisted(listing: Listing) -> list[Gone]:
    """What the list had once and has no more for certain, the latest to vanish first.

    A provider's hiccup is no news: of a model that vanished less than `GRACE` before the last
    whole list, neither presence nor absence is said.
    """
    if not (listing.gone and listing.complete and listing.fetched_at):
        return []
    now = listing.fetched_at
    return [gone for gone in listing.gone if _is_over(gone.get("absent_since", now), now)]


def _is_over(since: str, now: str) -> bool:
    try:
        return seconds(since, now) >= GRACE
    except (ValueError, TypeError):  # a damaged cache proves nothing
        return False


def departed(stage: Lifecycle, today: str) -> Lifecycle:
    """The lifecycle of a model that is unlisted: retired where a notice says so, by its date."""
    retired = stage.status == "retired" or (stage.retires_on or "9999") <= today
    return stage._replace(status="retired" if retired else "unlisted")


def seconds(since: str, until: str) -> float:
    """From one time to another, both ISO 8601."""
    from datetime import datetime

    return (datetime.fromisoformat(until) - datetime.fromisoformat(since)).total_seconds()

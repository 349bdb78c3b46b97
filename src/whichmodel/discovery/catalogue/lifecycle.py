"""Where a model stands today: a pure reading of dates and of what its provider says."""

from collections.abc import Mapping
from typing import Any

from whichmodel.discovery.model import Lifecycle

STATED = ("active", "preview", "deprecated", "retired")


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

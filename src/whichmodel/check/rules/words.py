"""Phrases that several rules use."""

from whichmodel.check.cases import Case
from whichmodel.check.standing import Standing


def about(case: Case) -> str:
    """The model, and what was judged for it: the last of its snapshots, or its undated name."""
    name = case.mention.model or case.mention.text
    snapshot = case.standing.snapshot
    return f"{name} (as {snapshot})" if snapshot else name


def at(case: Case) -> str:
    """At which provider, where one is known."""
    return f" at {case.standing.provider}" if case.provider and case.standing.provider else ""


def instead(found: Standing) -> str:
    """What to use, or what the notice names although that is no longer offered either."""
    if found.replacement:
        return f": use {found.replacement}"
    return f": its notice names {found.named}" if found.named else ""

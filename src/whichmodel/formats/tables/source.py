"""The line under a table: whose data it is, and of which day."""

from collections.abc import Iterable

from whichmodel.discovery.model import ProviderStatus
from whichmodel.formats.tables.columns import ASKED, date

MOST = 9
"""Providers that are named; of more it is told how many they are."""


Shown = dict[str, tuple[int, int]]
"""By provider how many rows are in its list, and how many beside it."""


def source(statuses: Iterable[ProviderStatus], shown: Shown | None = None) -> str:
    """`Groq (5 of 49 models): catalogue of 2026-11-12.`"""
    groups: dict[str, list[str]] = {}
    for status in statuses:
        groups.setdefault(_whose(status), []).append(_called(status, shown))
    parts = [f"{_together(names)}: {whose}" for whose, names in groups.items()]
    return f"{'; '.join(parts) or 'Nobody is known'}."


def _whose(status: ProviderStatus) -> str:
    if status.source in ASKED:
        partial = "part of " if status.status == "partial" else ""
        return f"{partial}own list of {date(status)}"
    return f"catalogue of {date(status)}" if status.source == "catalogue" else "nothing is known"


def _called(status: ProviderStatus, shown: Shown | None) -> str:
    if shown is None:
        return status.name
    models = f"model{'s' * (status.models != 1)}"
    listed, beside = shown.get(status.id, (0, 0))
    also = f" and {beside} not listed" if beside else ""
    return f"{status.name} ({listed} of {status.models} {models}{also})"


def _together(names: list[str]) -> str:
    return ", ".join(names) if len(names) <= MOST else f"{len(names)} providers"

"""What changed between one answer of a provider and the next: models, prices, limits, lifecycle.

Models are told apart by their ids alone, so the order of a list never makes a change.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from whichmodel.discovery.catalogue.merge import LISTING, OWN_WORDS
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import CAPABILITIES, PRICES, Listing, Record, Statement

UNITS = {"h": "hours", "d": "days", "w": "weeks"}
APPEARED, DISAPPEARED, CHANGED = "appeared", "disappeared", "changed"

LIMITS = ("context_window", "max_input_tokens", "max_output_tokens")
LIFECYCLE = ("lifecycle", "deprecated_on", "retires_on", "replacement")
COMMON = (*PRICES, *LIMITS, *CAPABILITIES)
WATCHED = (*COMMON, *LIFECYCLE)


class Change(NamedTuple):
    """What one source tells differently since `at`, of one model at one provider.

    `kind` is `appeared`, `disappeared` or `changed`; only the last has a field, an old and a new
    value, of which None is "not stated". `source` is `listing` for the provider's own list.
    """

    at: str
    provider: str
    model: str
    kind: str
    field: str | None = None
    old: Any = None
    new: Any = None
    source: str = LISTING


def changes(previous: Listing | None, now: Listing, source: str = LISTING) -> list[Change]:
    """What changed from one remembered listing to the next, at the time of the next.

    A first list is not a change, and neither is a part of a list, whichever of the two it is.
    Notices tell of lifecycles and not of what is there; catalogues count as lists of models only.
    """
    if previous is None or not (previous.complete and now.complete and now.fetched_at):
        return []
    told = previous.records, now.records, now.provider, now.fetched_at, source
    if source == LISTING:
        return compared(*told)
    if source in OWN_WORDS:
        return _noticed(*told)
    return [change for change in compared(*told) if change.kind != CHANGED]


def compared(
    old: Iterable[Record], new: Iterable[Record], provider: str, at: str, source: str = LISTING
) -> list[Change]:
    """What changed between two whole lists, by model id.

    Prices, limits and capabilities that one of the lists states of no model at all are left out:
    then the answer has changed, or a part of it failed, and not the models.
    """
    before = {record["model"]: record for record in old}
    after = {record["model"]: record for record in new}
    watched = (*_stated(before.values(), after.values()), *LIFECYCLE)
    found: list[Change] = []
    for model in sorted(before.keys() | after.keys()):
        if model in before and model in after:
            differing = _fields(before[model], after[model], watched)
            found += [Change(at, provider, model, CHANGED, *each, source) for each in differing]
        else:
            kind = APPEARED if model in after else DISAPPEARED
            found.append(Change(at, provider, model, kind, source=source))
    return found


def _noticed(
    old: Iterable[Record], new: Iterable[Record], provider: str, at: str, source: str
) -> list[Change]:
    before: dict[str, Any] = {record["model"]: record for record in old}
    after: dict[str, Any] = {record["model"]: record for record in new}
    return [
        Change(at, provider, model, CHANGED, *each, source)
        for model in sorted(before.keys() | after.keys())
        for each in _fields(before.get(model, {}), after.get(model, {}), LIFECYCLE)
    ]


def _stated(*lists: Iterable[Record]) -> list[str]:
    """The fields that each of the lists states of some model, lifecycles apart: these are rare."""
    stated = [
        {field for record in records for field, value in record.items() if value is not None}
        for records in lists
    ]
    return [field for field in COMMON if all(field in each for each in stated)]


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], watched: tuple[str, ...]
) -> Iterable[tuple[str, Any, Any]]:
    for field in watched:
        was, now = old.get(field), new.get(field)
        if was != now:
            yield field, was, now


class Changes(NamedTuple):
    """What changed from `since` until `until`, the newest first, each thing once.

    `prefixes` and `names` are those of all providers that were looked at, by id.
    """

    since: str
    until: str
    changes: tuple[Change, ...]
    prefixes: dict[str, str]
    names: dict[str, str]

    def id(self, change: Change) -> str:
        """The string to pass to LiteLLM."""
        return f"{self.prefixes[change.provider]}/{change.model}"


KINDS = (APPEARED, DISAPPEARED, CHANGED)


def ordered(found: Iterable[Change]) -> tuple[Change, ...]:
    """The newest first; what a provider's own list tells is not told by catalogues again.

    Nor does one catalogue tell the same twice in a day: it may be remembered here and dated there.
    """
    told = sorted(found, key=_name)
    own = [change for change in told if change.source == LISTING]
    heard = {_event(change) for change in own}
    others = {
        (*_event(change), change.source, change.at[:10]): change
        for change in told
        if change.source != LISTING and _event(change) not in heard
    }
    return tuple(sorted(sorted([*own, *others.values()], key=_name), key=_time, reverse=True))


def _name(change: Change) -> tuple[str, int, str, str]:
    return change.provider, KINDS.index(change.kind), change.model, change.source


def _event(change: Change) -> tuple[str, str, str, str | None]:
    return change.provider, change.model, change.kind, change.field


def _time(change: Change) -> str:
    return change.at


Told = Mapping[str, Iterable[Statement]]
"""What catalogues say of a provider's models, by model id."""


def beginnings(told: Mapping[str, Told]) -> dict[str, str]:
    """The first day that is known of each catalogue: what it had then did not appear then."""
    found: dict[str, str] = {}
    for models in told.values():
        for source, day, _ in _first_days(models):
            found[source] = min(day, found.get(source, day))
    return found


def published(told: Told, provider: str, first: Mapping[str, str]) -> Iterable[Change]:
    """Which models appeared in catalogues; `first` is their beginnings."""
    for source, day, model in _first_days(told):
        if day > first[source]:
            yield Change(day, provider, model, APPEARED, source=source)


def _first_days(told: Told) -> Iterable[tuple[str, str, str]]:
    for model, statements in told.items():
        for said in statements:
            day = said.record.get("first_seen")
            if day and said.source not in OWN_WORDS:
                yield said.source, day, model


def moment(words: str, now: datetime) -> str:
    """A time as `2026-10-01T00:00:00Z`: so long ago, or a date, or a time (UTC if not stated).

    UsageError for anything else.
    """
    number, unit = words[:-1], words[-1:].lower()
    try:
        if number.isascii() and number.isdecimal() and unit in UNITS:
            then = now - timedelta(**{UNITS[unit]: int(number)})
        else:
            then = datetime.fromisoformat(words)
        then = then.astimezone(UTC) if then.tzinfo else then.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{words[:40]!r} is no time: write 12h, 7d, 2w or 2026-10-01") from None
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")

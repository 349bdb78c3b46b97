"""What to remember of an answer: a good list is replaced by a good list only."""

from collections import Counter
from collections.abc import Iterable
from typing import cast

from whichmodel.discovery.catalogue.lifecycle import seconds
from whichmodel.discovery.model import Gone, Listing, Provider, Record

SHRUNK = 2
"""A list of less than one in so many of the models listed before is not believed at once."""
SMALL = 8
"""Lists shorter than this may shrink as they like."""
BELIEVED_AFTER = 3600
"""Seconds after which the same shorter list, seen again, is believed."""
MOST_GONE = 2000
SHARED = 0.8
"""A creation date that so large a share of the models has is not their creation date."""


def remembered(
    provider: Provider,
    previous: Listing | None,
    records: list[Record] | None,
    skipped: int,
    failure: tuple[str, str] | None,
    note: str | None,
    validators: dict[str, str],
    now: str,
) -> Listing:
    """The listing to keep after an answer that came at `now` (ISO 8601, UTC).

    `records` None means that nothing changed; `failure` is a status and a detail. A failed,
    partial, empty or absurdly shrunken answer leaves the records of a good list as they were,
    with their own time.
    """
    if records is None and previous and previous.complete and not failure:
        return previous._replace(
            status="ok", detail=note, fetched_at=now, attempted_at=now, suspect={},
            gone=_absent(previous.gone, now),
        )  # fmt: skip
    if records is None:
        failure = failure or ("malformed", "says that nothing changed, and no list is remembered")
    records = trusted(records or [], now)
    status, detail = failure or _doubt(provider, records, skipped) or ("ok", note)
    complete = status == "ok"
    fresh = Listing(
        provider.id, status if complete or not records else "partial", detail,
        now if records or complete else None, now, _since(previous, records, now),
        _gone(previous, records, now if complete else None), skipped, complete,
        validators if complete else {}, {},
    )  # fmt: skip
    if previous is None or (complete and not _shrunken(provider, previous, records)):
        return fresh
    if complete:
        return _second_look(previous, fresh, now)
    if not previous.complete and len(records) >= len(previous.records):
        return fresh
    return previous._replace(status=fresh.status, detail=detail, attempted_at=now)


def _doubt(provider: Provider, records: list[Record], skipped: int) -> tuple[str, str] | None:
    """Why an answer that looks fine may not be the whole list."""
    if not records and skipped:
        return "malformed", f"none of its {skipped} rows can be read"
    if not records and provider.listing != "local":
        return "partial", "answered with an empty list"
    if skipped > len(records):
        return "partial", f"{skipped} of {skipped + len(records)} rows cannot be read"
    return None


def _shrunken(provider: Provider, previous: Listing, records: list[Record]) -> bool:
    before = len(previous.records)
    if provider.listing == "local" or not previous.complete:
        return False
    return not records or (before >= SMALL and len(records) * SHRUNK < before)


def _second_look(previous: Listing, fresh: Listing, now: str) -> Listing:
    """A list that shrank absurdly is believed when it says the same again, an hour later."""
    models = "\n".join(sorted(record["model"] for record in fresh.records))
    suspect = previous.suspect
    if suspect.get("models") == models and seconds(suspect["since"], now) >= BELIEVED_AFTER:
        return fresh
    since = suspect["since"] if suspect.get("models") == models else now
    return previous._replace(
        status="partial",
        detail=f"answered with {len(fresh.records)} models where {len(previous.records)} were "
        "listed before; the earlier list is kept",
        attempted_at=now,
        suspect={"models": models, "since": since},
    )


def _since(previous: Listing | None, records: list[Record], now: str) -> list[Record]:
    known = [*previous.records, *previous.gone] if previous else []
    first = {record["model"]: record.get("first_seen") or now for record in known}
    return [{**record, "first_seen": first.get(record["model"], now)} for record in records]


def _gone(previous: Listing | None, records: list[Record], whole_at: str | None) -> list[Gone]:
    """What was listed once and is not now, with the time it was last seen.

    `whole_at` is the time of the answer if it is a whole list: a part of one proves no absence.
    """
    if previous is None:
        return []
    here = {record["model"] for record in records}
    seen = previous.fetched_at or previous.attempted_at
    left = [
        cast(Gone, {**record, "last_seen": seen})
        for record in previous.records
        if record["model"] not in here
    ]
    earlier = [record for record in previous.gone if record["model"] not in here]
    return _absent([*left, *earlier][:MOST_GONE], whole_at)


def _absent(gone: list[Gone], whole_at: str | None) -> list[Gone]:
    return [{"absent_since": whole_at, **record} for record in gone] if whole_at else gone


def trusted(records: list[Record], now: str) -> list[Record]:
    """The records without creation dates that are plainly a constant or the time of the request."""
    dates = Counter(record["created"] for record in records if "created" in record)
    untrue = set(_constants(dates, len(records), now[:10]))
    future = {date for date in dates if date > now[:10]}
    if not untrue | future:
        return records
    return [_undated(record, untrue | future) for record in records]


def _constants(dates: Counter[str], rows: int, today: str) -> Iterable[str]:
    for date, count in dates.items():
        if (date == today and count == rows) or (rows >= 5 and count >= SHARED * rows):
            yield date


def _undated(record: Record, untrue: set[str]) -> Record:
    if record.get("created") not in untrue:
        return record
    return {key: value for key, value in record.items() if key != "created"}  # type: ignore[return-value]

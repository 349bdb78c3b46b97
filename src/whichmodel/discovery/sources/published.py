"""The catalogues that others publish: where each is, how it is read, and when it is believed.

A document that is empty or absurdly smaller than what is known of the same source is kept out, as
a provider's own list would be; the same document is believed when it is there an hour later.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple

from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.model import Listing, Record

Told = dict[str, list[Record]]
Known = Mapping[str, Collection[str]]
MAX_MODELS = 100_000
"""Of one catalogue; the largest has a tenth of that."""


def _litellm(body: Any, _on: str, _known: Known) -> Told:
    from whichmodel.discovery.sources import litellm

    return litellm.read(_of_type(dict, body))


def _genai_prices(body: Any, on: str, known: Known) -> Told:
    from whichmodel.discovery.sources import genai_prices

    return genai_prices.read(genai_prices.from_document(_of_type(list, body)), on, known)


def _models_dev(body: Any, _on: str, _known: Known) -> Told:
    from whichmodel.discovery.sources import models_dev

    return models_dev.read(_of_type(dict, body))


def _notices(body: Any, _on: str, known: Known) -> Told:
    from whichmodel.discovery.sources import notices

    return notices.read(_of_type(list, body), known).records


class Source(NamedTuple):
    """A published catalogue; `lists` tells that a model new in it is new at its provider."""

    name: str
    url: str
    read: Callable[[Any, str, Known], Told]
    lists: bool


PUBLISHED = (
    Source(
        "litellm",
        "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json",
        _litellm,
        True,
    ),
    Source(
        "genai-prices",
        "https://raw.githubusercontent.com/pydantic/genai-prices/main/prices/new_data/v2/data.json",
        _genai_prices,
        False,
    ),
    Source("models.dev", "https://models.dev/api.json", _models_dev, True),
    Source("notices", "https://deprecations.info/v1/deprecations.json", _notices, False),
)


def _of_type(kind: type, body: Any) -> Any:
    if not isinstance(body, kind):
        raise ListingProblem("malformed", "the answer is not a catalogue in the shape that we know")
    return body


def read(source: Source, body: Any, on: str, known: Known) -> Told:
    """What a decoded document says, by provider; ListingProblem where it is not what it should be.

    `known` holds the model ids of each provider, for sources that add to them.
    """
    try:
        told = source.read(body, on, known)
    except (AttributeError, KeyError, LookupError, RecursionError, TypeError, ValueError) as error:
        words = f"cannot be read: {type(error).__name__}"
        raise ListingProblem("malformed", words) from None
    count = counted(told)
    if not count:
        raise ListingProblem("malformed", "tells of no models")
    if count > MAX_MODELS:
        raise ListingProblem("too_large", f"tells of more than {MAX_MODELS} models")
    return told


def counted(told: Told) -> int:
    """How many models are told of."""
    return sum(map(len, told.values()))


def accepted(
    name: str, told: Told, before: Listing | None, expected: int, validators: dict[str, str],
    now: str,
) -> Listing:  # fmt: skip
    """What to note of a document: taken, or kept out because much less than `expected` is in it.

    The records of the note are the ids of the providers that the catalogue tells of.
    """
    from whichmodel.discovery.catalogue.remember import SHRUNK

    count = counted(told)
    seen = before.suspect if before else {}
    if count * SHRUNK < expected and not _believed(seen, count, now):
        since = seen["since"] if seen.get("models") == str(count) else now
        words = f"tells of {count:,} models where {expected:,} were known; the earlier data is kept"
        kept = refused(name, ListingProblem("partial", words), before, now)
        return kept._replace(suspect={"models": str(count), "since": since})
    providers = [Record(model=provider) for provider in sorted(told)]
    # A note is no whole list of a provider, so that nobody looks for changes in it.
    return Listing(name, "ok", None, now, now, providers, [], 0, False, validators, {})


def _believed(seen: Mapping[str, str], count: int, now: str) -> bool:
    """Whether the same number was seen before, long enough ago."""
    from datetime import datetime

    from whichmodel.discovery.catalogue.remember import BELIEVED_AFTER

    if seen.get("models") != str(count):
        return False
    waited = datetime.fromisoformat(now) - datetime.fromisoformat(seen["since"])
    return waited.total_seconds() >= BELIEVED_AFTER


def refused(name: str, problem: ListingProblem, before: Listing | None, now: str) -> Listing:
    """What to note of a failure: the data before, with its own time, and what went wrong."""
    if before:
        return before._replace(status=problem.status, detail=problem.detail, attempted_at=now)
    return Listing(name, problem.status, problem.detail, None, now, [], [], 0, False, {}, {})


def unchanged(before: Listing, now: str) -> Listing:
    """What to note where the server says that nothing changed."""
    return before._replace(status="ok", detail=None, fetched_at=now, attempted_at=now, suspect={})


def dated(records: Iterable[Record], before: Mapping[str, Record], on: str) -> list[Record]:
    """The records with the day since which the source has them, where that is known.

    `before` holds the source's earlier records by model id: what they lack is new on day `on`.
    """
    return [_dated(record, before.get(record["model"]), on) for record in records]


def _dated(record: Record, earlier: Record | None, on: str) -> Record:
    since = on if earlier is None else earlier.get("first_seen")
    return {**record, "first_seen": since} if since else record

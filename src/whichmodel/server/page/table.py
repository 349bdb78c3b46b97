"""What the table, the plot and the status page show: columns of plain values, in few bytes.

Text is made visible here, once: no character of it can reorder, hide or break a line. Unknown is
an empty string, 0 tokens, or a bit that is not set.
"""

from collections.abc import Callable
from typing import Any

from whichmodel.discovery.catalogue.changes import Change
from whichmodel.discovery.catalogue.identity import identity_of
from whichmodel.discovery.catalogue.query import Query, matches
from whichmodel.discovery.catalogue.translate import spelling_of
from whichmodel.discovery.matching.index import entry_of, home
from whichmodel.discovery.matching.ranking import HOSTS
from whichmodel.discovery.model import CAPABILITIES, KINDS, Model, ProviderStatus
from whichmodel.formats.changes.words import origin, phrase
from whichmodel.formats.words import TROUBLES, since, visible
from whichmodel.server.page.subject import Subject

STATUSES = ("unknown", "active", "preview", "deprecated", "retired", "unlisted")
LATEST = 1500
"""So many changes are told of on the page; a model's own history has all of its own."""
EVERY = Query(kind="all")


def document(subject: Subject) -> dict[str, Any]:
    """Everything but names and facts; models stand in the order of the catalogue."""
    models = subject.catalogue.models
    places = {provider: place for place, provider in enumerate(subject.statuses)}
    return {
        "as_of": subject.as_of,
        "kinds": ["", *KINDS],
        "statuses": STATUSES,
        "capabilities": CAPABILITIES,
        "troubles": TROUBLES,
        "providers": [_provider(subject, status) for status in subject.catalogue.providers],
        "models": {
            "provider": [places[model.provider] for model in models],
            **{name: [read(model) for model in models] for name, read in COLUMNS.items()},
            "same": _groups(models),
        },
        "changes": [_change(places, change) for change in subject.changes.changes[:LATEST]],
    }


def _provider(subject: Subject, status: ProviderStatus) -> dict[str, Any]:
    """How its listing went; of keys no more than what their variables are called."""
    known = subject.providers.get(status.id)
    return {
        "id": status.id,
        "name": visible(status.name),
        "prefix": visible(known.prefix if known else status.id),
        "listing": status.listing,
        "source": status.source,
        "status": status.status,
        "detail": visible(status.detail or ""),
        "at": status.fetched_at or "",
        "models": status.models,
        "keys": list(status.key_env),
        "skipped": status.skipped_rows,
        "docs": known.docs if known else "",
        "massgen": spelling_of(status.id, "").massgen or "",
    }


def _kind(model: Model) -> int:
    return (KINDS.index(model.kind) + 1) if model.kind in KINDS else 0


def _abilities(model: Model) -> int:
    """Of each capability one bit for yes, and one for no four bits higher."""
    bits = 0
    for place, name in enumerate(CAPABILITIES):
        stated = getattr(model, name)
        bits |= (stated is True) << place | (stated is False) << (place + len(CAPABILITIES))
    return bits


def _stands(model: Model) -> int:
    status = model.lifecycle.status
    return STATUSES.index(status) if status in STATUSES else 0


def _price(name: str) -> Callable[[Model], str]:
    return lambda model: (getattr(model.price, name) if model.price else None) or ""


def _takes(model: Model) -> int:
    return model.context_window or model.max_input_tokens or 0


def near(model: Model) -> int:
    """Its maker's own offer 0, then the hosts in the order in which most people look there."""
    own = model.provider == home(model.model)
    return 0 if own else 1 + HOSTS.get(model.provider, len(HOSTS))


COLUMNS: dict[str, Callable[[Model], Any]] = {
    "id": lambda model: visible(model.id),
    "model": lambda model: visible(model.model),
    "name": lambda model: visible(model.name or ""),
    "kind": _kind,
    "since": since,
    "born": lambda model: entry_of(model).created or "",
    "context": _takes,
    "output": lambda model: model.max_output_tokens or 0,
    "in": _price("input"),
    "out": _price("output"),
    "can": _abilities,
    "status": _stands,
    "offered": lambda model: int(matches(model, EVERY)),
    "retires": lambda model: visible(model.lifecycle.retires_on or ""),
    "instead": lambda model: visible(model.lifecycle.replacement or ""),
    "near": near,
    "own": lambda model: int(model.listed.source in ("live", "cached")),
}


def _groups(models: tuple[Model, ...]) -> list[int]:
    """By model a number that all offers of the same model share; 0 where nobody else offers it."""
    keys = [identity.key if identity else "" for identity in map(identity_of, models)]
    counts: dict[str, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    shared = (key for key, count in counts.items() if key and count > 1)
    numbers = {key: number for number, key in enumerate(shared, 1)}
    return [numbers.get(key, 0) for key in keys]


def _change(places: dict[str, int], change: Change) -> list[Any]:
    """Its day, provider (-1 for one that is gone), model, kind, and the words."""
    words = visible(phrase(change))
    where = places.get(change.provider, -1)
    return [visible(origin(change)), where, visible(change.model), change.kind, words]

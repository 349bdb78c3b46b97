"""How the file of names is made: from everything that is known, by the rules of the listing."""

import os
from collections.abc import Iterable
from contextlib import closing

from whichmodel.discovery.catalogue.query import Query, matches
from whichmodel.discovery.discover import recall
from whichmodel.discovery.model import Catalogue, Model, Provider
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.bundle import DEFAULT_PATH
from whichmodel.discovery.world import (
    World,
    downloaded_file,
    places,
    remembered_listing,
    stored,
    world,
)
from whichmodel.formats.words import UNKNOWN, capabilities, lifecycle, price, tokens, visible
from whichmodel.integrations.names import FORM, Name, deciding, stamp

OFFERED = Query(kind="all")
DAY = 86_400
SHARED_SECONDS = 300
"""How long names are good where the store is no file whose change shows."""


def document(environ: dict[str, str]) -> str:
    """The whole file: what it was made from, the providers, and the names in the order of bytes."""
    known = world(environ)
    with closing(known.bundle):
        try:
            head = _head(known)  # before anything is read, so that later changes show
            told = list(_told(known))
        finally:
            if known.store:
                known.store.close()
    lines = ["\t".join(row) for row in _names(told)]
    lines.sort(key=str.encode)
    rows = [*head, *map(_provider_row, told)]
    return "\n".join([*("\t".join(row) for row in rows), "", *lines, ""])


def _head(known: World) -> list[list[str]]:
    settings = known.settings
    now = known.now.timestamp()
    midnight = (now // DAY + 1) * DAY
    shared = "://" in settings.store and not settings.store.startswith("sqlite:")
    store = settings.store.removeprefix("sqlite:///")
    files = [DEFAULT_PATH, downloaded_file(settings), settings.path, *([] if shared else [store])]
    return [
        [FORM],
        ["until", str(min(midnight, now + SHARED_SECONDS) if shared else midnight)],
        ["environ", *deciding(known.environ)],
        *(["file", os.path.abspath(path), *stamp(os.path.abspath(path))] for path in files if path),
    ]


def _told(known: World) -> Iterable[tuple[Provider, Catalogue]]:
    """What is offered by each provider, and nothing that is over."""
    spots = places(known)
    for provider in known.providers.values():
        catalogue = _recalled(known, provider, spots)
        models = tuple(model for model in catalogue.models if matches(model, OFFERED))
        yield provider, catalogue._replace(models=models)


def _recalled(known: World, provider: Provider, spots: list[Place]) -> Catalogue:
    """By the list that its key sees; else, as a key may not be set here, by any that is kept."""
    own = [spot for spot in spots if spot.provider == provider.id]
    if not own or remembered_listing(known, provider):
        return recall(known, [provider])
    listing = stored(known, own[-1])
    return recall(known, [provider], {provider.id: listing} if listing else None)


def _provider_row(told: tuple[Provider, Catalogue]) -> tuple[str, ...]:
    provider, catalogue = told
    count = len(catalogue.models)
    about = visible(f"{provider.name}, {count} model{'s' * (count != 1)}")
    return "provider", visible(provider.id), visible(provider.prefix) if count else "", about


def _names(told: Iterable[tuple[Provider, Catalogue]]) -> Iterable[Name]:
    """Each string once; one with odd characters would not survive a command line."""
    found = {model.id: model for _, catalogue in told for model in catalogue.models}
    for name, model in found.items():
        if name.isprintable() and not any(map(str.isspace, name)):
            yield name, model.kind or "", about(model)


def about(model: Model) -> str:
    """A few words beside a model: what it is, takes, costs and can do, and whether it goes."""
    kind = "" if model.kind in (None, "chat") else model.kind
    size = tokens(model.context_window)
    words = (
        kind,
        "" if size == UNKNOWN else size,
        price(model.price),
        capabilities(model),
        lifecycle(model.lifecycle),
    )
    return visible(", ".join(filter(None, words)))

"""What answers to questions are made from: one edition's models, names and changes.

All of it is read when the first question comes, and by one thread only.
"""

import json
import os
from typing import NamedTuple

from whichmodel.discovery.catalogue.changes import Change, Changes
from whichmodel.discovery.catalogue.query import Query, wished
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.matching.index import Index
from whichmodel.discovery.model import Catalogue, Model, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.stores.names import open_names
from whichmodel.server import rows
from whichmodel.server.edition import CHANGES, MODELS, NAMES, Edition

SELECTIONS = 8
"""So many selections are kept: who turns pages asks for the same again and again."""


class Holdings(NamedTuple):
    """The models with the status of their providers, the index of names, and every change known.

    `usual` is which models are told of where nobody says; `kept` what was last selected.
    """

    catalogue: Catalogue
    providers: dict[str, Provider]
    models: dict[str, Model]
    names: Index
    changes: Changes
    usual: Query
    kept: dict[tuple[tuple[str, ...], Query], Catalogue]

    def statuses(self, names: tuple[str, ...]) -> list[ProviderStatus]:
        """Those of the named providers, in any spelling; all where nobody is named."""
        wanted = {provider.id for provider in chosen(self.providers, list(names))}
        return [status for status in self.catalogue.providers if status.id in wanted]

    def selected(self, names: tuple[str, ...], wish: Query) -> Catalogue:
        """The wished models of the named providers, as `whichmodel list` gives them."""
        found = self.kept.get((names, wish))
        if found is None:
            statuses = tuple(self.statuses(names))
            found = wished(self.catalogue._replace(providers=statuses), wish)
            while len(self.kept) >= SELECTIONS:
                self.kept.pop(next(iter(self.kept)))
            self.kept[names, wish] = found
        return found


def holdings(edition: Edition, usual: Query) -> Holdings:
    """What an edition holds; Unavailable where a newer one has taken its place meanwhile."""
    try:
        return _holdings(edition, usual)
    except OSError:
        raise Unavailable("this edition was replaced: ask again") from None


def _holdings(edition: Edition, usual: Query) -> Holdings:
    def read(name: str) -> bytes:
        with open(os.path.join(edition.directory, name), "rb") as file:
            return file.read()

    catalogue, providers = rows.read(read(MODELS))
    today = catalogue.generated_at[:10]
    index = open_names(os.path.join(edition.directory, NAMES), edition.told["names"], today)
    if index is None:
        raise FileNotFoundError(NAMES)
    told = json.loads(read(CHANGES))
    prefixes = {provider.id: provider.prefix for provider in providers.values()}
    names = {provider.id: provider.name for provider in providers.values()}
    changes = tuple(Change(*change) for change in told["changes"])
    by_id = {model.id: model for model in reversed(catalogue.models)}
    return Holdings(
        catalogue,
        providers,
        by_id,
        index,
        Changes(told["since"], told["until"], changes, prefixes, names),
        usual,
        {},
    )

"""What rules may ask, answered from the world: only models that are mentioned are merged."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from whichmodel.check.cases import Asked, Routed
from whichmodel.check.known import Known
from whichmodel.discovery.catalogue.lifecycle import departed, unlisted
from whichmodel.discovery.catalogue.merge import LISTING, merged
from whichmodel.discovery.matching.suggest import Suggestion
from whichmodel.discovery.model import Gone, Listed, Listing, Model, Provider, Record, Statement
from whichmodel.discovery.world import World, remembered_listing

if TYPE_CHECKING:
    from whichmodel.check.meant import Meant

NOTHING = Listed("catalogue", None, None, None)


class Shelf:
    """What is known of one provider's models, before it is merged."""

    def __init__(self, world: World, provider: Provider) -> None:
        self.provider = provider
        self.records = world.bundle.records(provider.id)
        found = remembered_listing(world, provider)
        self.listing: Listing | None = found if found and found.fetched_at else None
        own = self.listing.records if self.listing else []
        self.own: dict[str, Record] = {record["model"]: record for record in own}
        gone = unlisted(self.listing) if self.listing else []
        self.gone: dict[str, Gone] = {record["model"]: record for record in gone}
        self.ids = tuple(sorted({*self.records, *self.own}))


class Lookup:
    """Knowledge of the world; every answer is remembered as long as it lives.

    `cache` is the directory in which suggestions are remembered longer.
    """

    def __init__(
        self,
        world: World,
        known: Known,
        route: Callable[[str], Routed] | None = None,
        cache: str | None = None,
    ) -> None:
        self._world = world
        self._known = known
        self._route = route
        self._shelves: dict[str, Shelf | None] = {}
        self._models: dict[tuple[str, str], Model | None] = {}
        self._dropped: dict[tuple[str, str], str] | None = None
        self._cache = cache
        self._meant: Meant | None = None

    def shelf(self, provider: str) -> Shelf | None:
        """What is known of one provider; None for a stranger."""
        if provider not in self._shelves:
            row = self._world.providers.get(provider)
            self._shelves[provider] = Shelf(self._world, row) if row else None
        return self._shelves[provider]

    def model(self, provider: str, model: str) -> Model | None:
        """What is known of a model now."""
        key = provider, model
        if key not in self._models:
            shelf = self.shelf(provider)
            self._models[key] = self._merged(shelf, model) if shelf else None
        return self._models[key]

    def _merged(self, shelf: Shelf, model: str) -> Model | None:
        told = shelf.records.get(model, ())
        own: Record | Gone | None = shelf.own.get(model) or shelf.gone.get(model)
        if own is None and not told:
            return None
        today = self._world.time[:10]
        if own is None or shelf.listing is None:
            return merged(shelf.provider, model, told, NOTHING, today)
        over = model not in shelf.own
        at = (own.get("last_seen") if over else shelf.listing.fetched_at) or ""
        listed = Listed("cached", shelf.listing.fetched_at, own.get("first_seen"), at)
        said: Record = own.copy()
        said.pop("absent_since", None)  # type: ignore[typeddict-item]
        found = merged(shelf.provider, model, (Statement(LISTING, at, said), *told), listed, today)
        return found._replace(lifecycle=departed(found.lifecycle, today)) if over else found

    def dropped(self, provider: str, model: str) -> str | None:
        """The day when a catalogue last named a model."""
        if self._dropped is None:
            self._dropped = {}
            for _, holder, name, last_seen in self._world.bundle.dropped(""):
                key = holder, name
                self._dropped[key] = max(last_seen, self._dropped.get(key, ""))
        return self._dropped.get((provider, model))

    def models(self, provider: str) -> Sequence[str]:
        """The ids that a provider has."""
        shelf = self.shelf(provider)
        return shelf.ids if shelf else ()

    def holders(self, model: str) -> Sequence[str]:
        """The providers that have, or had, a model of this id."""
        return self._known.ids.get(model, ())

    def listed(self, provider: str) -> frozenset[str] | None:
        """The ids in the person's own whole list of a provider."""
        shelf = self.shelf(provider)
        if shelf is None or shelf.listing is None or not shelf.listing.complete:
            return None
        return frozenset(shelf.own)

    def suggest(self, text: str, provider: str | None, least: float = 0.0) -> Sequence[Suggestion]:
        """What was probably meant, best first; it may be none where that scores less."""
        return self._suggestions().suggest(text, provider, least)

    def expect(self, asked: Iterable[Asked]) -> None:
        """What `suggest` will be asked."""
        strings = list(asked)
        if strings:
            self._suggestions().expect(strings)

    def _suggestions(self) -> "Meant":
        if self._meant is None:
            from whichmodel.check.meant import Meant

            self._meant = Meant(self._world, self._cache)
        return self._meant

    def close(self) -> None:
        """Remember what was suggested, and let go of the index of names, if one was opened."""
        if self._meant is not None:
            self._meant.close()
            self._meant = None

    def route(self, text: str) -> Routed | None:
        """How run time reads a string."""
        return self._route(text) if self._route and text.strip() else None

    def provider_called(self, name: str) -> str | None:
        """The id of a provider in any spelling."""
        return self._known.providers.get(name.lower())

"""The bundled catalogue with what was published since laid over it, as it is remembered.

What was fetched of a source replaces all that the bundle has of the same source, provider by
provider, if it is newer; sources that the bundle does not have add to it.
"""

from collections.abc import Callable, Iterable
from typing import Any

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing, Provider, Record, Statement
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.stores.bundle import FETCHED, NOTICES, Bundle, Dropped

Statements = tuple[Statement, ...]


def place_of(source: str, provider: str) -> Place:
    """Where it is remembered what a source says of one provider."""
    return Place(provider, FETCHED + source, "")


def note_of(source: str) -> Place:
    """Where it is remembered how the fetching of a source went, and of whom it tells."""
    return place_of(source, "")


def index(sources: Iterable[str], at: str) -> tuple[Place, Listing]:
    """What tells that sources were fetched, and its place."""
    records = [Record(model=source) for source in sources]
    return Place("", FETCHED, ""), Listing("", "ok", None, at, at, records, [], 0, False, {}, {})


def fetched(store: Store, sources: Iterable[str]) -> dict[str, Listing]:
    """The notes of the sources that were fetched, by name; of the others there is no data."""
    notes = ((source, store.get(note_of(source))) for source in sources)
    return {source: note for source, note in notes if note and note.fetched_at}


class Current:
    """What is known from catalogues, the bundled one and the fetched ones.

    Where the store cannot be read, the bundle speaks alone, and `failed` hears why.
    """

    def __init__(
        self,
        bundle: Bundle,
        store: Store,
        notes: dict[str, Listing],
        failed: Callable[[StoreError], None],
    ) -> None:
        self.bundle = bundle
        self._store = store
        self._failed = failed
        bundled = bundle.sources()
        self._dates = {
            name: note.fetched_at[:10]
            for name, note in notes.items()
            if note.fetched_at and note.fetched_at[:10] >= bundled.get(name, {}).get("date", "")
        }
        self._told = {
            name: {record["model"] for record in notes[name].records} for name in self._dates
        }

    @property
    def date(self) -> str:
        """The date of the newest catalogue: notices tell what goes, not what is there."""
        newer = (date for name, date in self._dates.items() if name not in NOTICES)
        return max((self.bundle.date, *newer))

    def sources(self) -> dict[str, dict[str, Any]]:
        """As of the bundle; of what was fetched, the date is that of fetching."""
        fresh = {name: {"version": "fetched", "date": date} for name, date in self._dates.items()}
        return {**self.bundle.sources(), **fresh}

    def providers(self) -> dict[str, Provider]:
        """As of the bundle."""
        return self.bundle.providers()

    def records(self, provider: str) -> dict[str, Statements]:
        """What each source says of each model of one provider, by model id in sorted order."""
        told = self.bundle.records(provider)
        fresh = self._fresh(provider)
        if fresh is None:
            return told
        models: dict[str, list[Statement]] = {
            model: [said for said in statements if said.source not in self._dates]
            for model, statements in told.items()
        }
        for name, records in fresh.items():
            for record in records:
                model = record["model"]
                said = Statement(name, self._dates[name], _since(record, name, told.get(model, ())))
                models.setdefault(model, []).append(said)
        return {model: tuple(models[model]) for model in sorted(models) if models[model]}

    def _fresh(self, provider: str) -> dict[str, list[Record]] | None:
        """What was fetched of one provider, by source; None where the store fails."""
        names = [name for name, providers in self._told.items() if provider in providers]
        try:
            found = [(name, self._store.get(place_of(name, provider))) for name in names]
        except StoreError as error:
            self._failed(error)
            self._dates, self._told = {}, {}
            return None
        return {name: listing.records for name, listing in found if listing}

    def find(self, model: str) -> list[str]:
        """The ids of the providers that have exactly this model id, sorted."""
        providers = set(self.bundle.find(model)).union(*self._told.values())
        return sorted(provider for provider in providers if model in self.records(provider))

    def count(self, provider: str) -> int:
        """How many models of a provider are known."""
        return len(self.records(provider))

    def counts(self) -> dict[str, int]:
        """How many models are known, by provider; providers without any are absent."""
        providers = set(self.bundle.counts()).union(*self._told.values())
        counts = {provider: self.count(provider) for provider in sorted(providers)}
        return {provider: count for provider, count in counts.items() if count}

    def dropped(self, since: str) -> list[tuple[str, str, str, str]]:
        """As of the bundle."""
        return self.bundle.dropped(since)

    def dropped_models(self) -> list[Dropped]:
        """As of the bundle."""
        return self.bundle.dropped_models()

    def close(self) -> None:
        """Let go of the bundle."""
        self.bundle.close()


def _since(record: Record, name: str, told: Statements) -> Record:
    """The record with the time since which the bundle knows that the source has the model."""
    for said in told:
        if said.source == name and "first_seen" in said.record:
            return {**record, "first_seen": said.record["first_seen"]}
    return record

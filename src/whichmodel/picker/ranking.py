"""How the list is ranked: as `search` ranks, by the number of a model in the list."""

from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock

from whichmodel.discovery.matching.index import build, entry_of
from whichmodel.discovery.matching.search import models
from whichmodel.picker.items import Items
from whichmodel.picker.state import Rank


def ranking(items: Items, providers: Mapping[str, str] | None = None) -> Rank:
    """A ranking of these models; `providers` are spellings of providers' names.

    Its index is made when it is first asked, by whichever thread.
    """
    lock = Lock()

    @cache
    def index() -> Rank:
        return _ranked(items, providers)

    def rank(words: str, limit: int | None) -> Sequence[int]:
        with lock:
            found = index()
        return found(words, limit)

    return rank


def _ranked(items: Items, providers: Mapping[str, str] | None) -> Rank:
    entries = [entry_of(row.model) for row in items.rows if row.model]
    numbers = {(entry.provider, entry.id): number for number, entry in enumerate(entries)}
    index = build(entries, providers)

    def rank(words: str, limit: int | None) -> Sequence[int]:
        found = models(index, words, limit)
        return [numbers[entry.provider, entry.id] for entry in found]

    return rank

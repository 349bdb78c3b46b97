"""Finding models in what is known: the world becomes an index, and the index answers."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress

from whichmodel.discovery.errors import StoreError, UsageError
from whichmodel.discovery.matching.index import Entry, Index, build, entry_of
from whichmodel.discovery.providers import spellings
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.bundle import DEFAULT_PATH, Bundle
from whichmodel.discovery.stores.names import beside, dropped, open_names, origin_of, write_names
from whichmodel.discovery.world import World, broken, place, places

TYPE_CHECKING = False  # who suggests need not load what searches
if TYPE_CHECKING:
    from whichmodel.discovery.matching.filters import Wish
    from whichmodel.discovery.matching.search import Hit
    from whichmodel.discovery.matching.suggest import Suggestion
    from whichmodel.discovery.model import Model

NAMES = "names.sqlite"
"""In the cache: the index of what is remembered."""


def search(
    world: World, words: str, limit: int | None = 20, wish: "Wish | None" = None
) -> "list[Hit]":
    """The models that the words may mean, best first; `wish` holds filters beside the words."""
    from whichmodel.discovery.matching.filters import Wish
    from whichmodel.discovery.matching.search import ranked

    with closing(index(world)) as known:
        return ranked(known, words, wish or Wish(), limit)


def suggest(
    world: World, string: str, provider: str | None = None, limit: int = 5
) -> "list[Suggestion]":
    """What was probably meant by a string that failed; UsageError for an unknown provider."""
    from whichmodel.discovery.matching import suggest as matching

    with closing(index(world)) as known:
        return matching.suggest(known, string, provider_id(known, provider), limit)


def provider_id(known: Index, name: str | None) -> str | None:
    """The id of a provider in any spelling."""
    if name is None:
        return None
    found = known.providers.get(name.strip().rstrip("/").lower())
    if found is None:
        raise UsageError(f"no provider is called {name!r}: `whichmodel providers` names them")
    return found


def index(world: World) -> Index:
    """The index of all that is known: from a file where one fits, else made now; close it after.

    One that holds remembered lists is kept beside them, if that can be.
    """
    today = world.time[:10]
    remembered = places(world)
    if isinstance(world.bundle, Bundle) and not (remembered or world.settings.providers):
        compiled = open_names(beside(DEFAULT_PATH), origin_of(world.bundle), today)
        if compiled:
            return compiled
    path, origin = _kept(world, remembered)
    return (open_names(path, origin, today) if path else None) or _made(world, path, origin)


def _kept(world: World, remembered: list[Place]) -> tuple[str, str]:
    """Where an index of remembered lists is kept, and what it has to be made from; "" for nowhere.

    What the store holds is told by its state, before any of it is read: an index may be newer than
    its origin says, and never older.
    """
    if world.store is None or world.broken or not world.settings.cache:
        return "", ""
    bundle = world.bundle if isinstance(world.bundle, Bundle) else world.bundle.bundle
    try:
        state = world.store.state()
    except StoreError as error:
        broken(world, error)
        return "", ""
    lists = sorted(
        place(world.store, world.providers[spot.provider], world.environ)
        for spot in {spot.provider: spot for spot in remembered}.values()
        if spot.provider in world.providers
    )
    origin = (state, lists, sorted(world.settings.providers))
    return os.path.join(world.settings.cache, NAMES), f"{origin_of(bundle)} {origin}"


def _made(world: World, path: str, origin: str) -> Index:
    """An index made now; where it cannot be kept it is made again next time."""
    known = entries(world)
    names = spellings(world.providers)
    if path and not world.broken:  # else some of what is remembered may be missing
        with suppress(OSError, sqlite3.Error):
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            write_names(path, origin, known, names)
    return build(known, names)


def entries(world: World) -> list[Entry]:
    """All models that are known, and those that catalogues named once."""
    from whichmodel.discovery.discover import recall

    found = [entry_of(model) for model in recall(world, world.providers.values()).models]
    have = {(entry.provider, entry.model) for entry in found}
    prefixes = {provider.id: provider.prefix for provider in world.providers.values()}
    gone = dropped(world.bundle, prefixes)
    return found + [entry for entry in gone if (entry.provider, entry.model) not in have]


def models(world: World, hits: "Iterable[Hit]") -> "dict[str, Model]":
    """All that is known of the models that were found, by id."""
    from whichmodel.discovery.discover import recall

    wanted = {hit.entry.id for hit in hits}
    asked = dict.fromkeys(hit.entry.provider for hit in hits)
    providers = [world.providers[provider] for provider in asked if provider in world.providers]
    return {model.id: model for model in recall(world, providers).models if model.id in wanted}

"""Everything that answers are made from, opened once: data, memory, settings, and the time."""

import os
from datetime import UTC, datetime
from typing import NamedTuple

from whichmodel.discovery.configuration import Configuration, configuration
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing, Provider
from whichmodel.discovery.providers import key_of, located
from whichmodel.discovery.stores import Place, Store, open_store
from whichmodel.discovery.stores.bundle import FETCHED, Bundle, open_bundle

TYPE_CHECKING = False  # who has fetched no catalogues need not load what lays them over
if TYPE_CHECKING:
    from whichmodel.discovery.stores.current import Current

    Known = Bundle | Current
else:
    Known = Bundle  # a name in quotes would be compiled whenever this starts


class World(NamedTuple):
    """Who can be asked, what is known, what is remembered, what is set, and when it is.

    `warnings` tell what cannot be used, and why; a store that is `broken` is not tried again.
    """

    providers: dict[str, Provider]
    bundle: Known
    store: Store | None
    settings: Configuration
    environ: dict[str, str]
    now: datetime
    warnings: list[str]
    broken: list[str]

    @property
    def time(self) -> str:
        """Now, as `2026-11-22T08:00:00Z`."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def world(environ: dict[str, str], now: datetime | None = None, create: bool = False) -> World:
    """The world as the environment describes it; `create` makes the store if there is none.

    A store that cannot be used is a warning, not a reason to say nothing.
    """
    settings = configuration(environ)
    warnings: list[str] = []
    bundle = open_bundle()
    providers = located(bundle.providers(), environ)
    newer = downloaded_file(settings)
    if os.path.exists(newer):
        from whichmodel.discovery.stores.downloaded import in_use

        bundle = in_use(bundle, newer, warnings)
        providers |= {k: row for k, row in bundle.data_only().items() if k not in providers}
    if any(environ.get(name) for provider in providers.values() for name in provider.base_env):
        from whichmodel.discovery.providers.rows import at_environment

        providers = at_environment(providers, environ)
    if settings.providers:
        from whichmodel.discovery.providers.rows import configured

        providers = configured(providers, settings.providers)
    opened = World(
        providers, bundle, None, settings, environ, now or datetime.now(UTC), warnings, []
    )
    try:
        store = open_store(settings.store, create)
        if store is None:
            return opened
        return opened._replace(store=store, bundle=_up_to_date(opened, bundle, store))
    except StoreError as error:
        broken(opened, error)
        return opened


def downloaded_file(settings: Configuration) -> str:
    """Where a newer catalogue than the bundled one is, if there is one; "" without a cache."""
    return settings.cache and os.path.join(settings.cache, "catalogue.sqlite")


def _up_to_date(world: World, bundle: Bundle, store: Store) -> Known:
    """The bundle with what was fetched of published catalogues, if anything was."""
    index = store.get(Place("", FETCHED, ""))
    if index is None:
        return bundle
    from whichmodel.discovery.stores.current import Current, fetched

    notes = fetched(store, [record["model"] for record in index.records])
    return Current(bundle, store, notes, lambda error: broken(world, error))


def broken(world: World, error: StoreError) -> None:
    """Note that the store cannot be used, so that it is not tried again."""
    world.warnings.append(str(error))
    world.broken.append(str(error))


def remembered_listing(world: World, provider: Provider) -> Listing | None:
    """The last answer of this provider, at this endpoint, to this key."""
    if world.store is None or world.broken:
        return None
    try:
        spot = place(world.store, provider, world.environ)
    except StoreError as error:
        broken(world, error)
        return None
    return stored(world, spot)


def stored(world: World, spot: Place) -> Listing | None:
    """What is remembered there; nothing, with a warning, where the store cannot be read."""
    if world.store is None or world.broken:
        return None
    try:
        return world.store.get(spot)
    except StoreError as error:
        broken(world, error)
        return None


def places(world: World) -> list[Place]:
    """Where a provider's answer is remembered; nowhere, with a warning, where the store cannot be
    read."""
    if world.store is None or world.broken:
        return []
    try:
        return [spot for spot in world.store.places() if not spot.endpoint.startswith(FETCHED)]
    except StoreError as error:
        broken(world, error)
        return []


def place(store: Store, provider: Provider, environ: dict[str, str]) -> Place:
    """Where a provider's answer is remembered: a key that is never sent is no part of it."""
    asks_with_key = any(not call.public for call in provider.calls)
    key = key_of(provider, environ) if asks_with_key else None
    return Place(provider.id, provider.base_url, store.credential(key))


def askable(provider: Provider, key: bool) -> bool:
    """Whether a provider can be asked at all with what there is."""
    open_to_all = provider.listing == "local" or any(call.public for call in provider.calls)
    return bool(provider.calls and provider.base_url) and (key or open_to_all)


def missing(provider: Provider) -> tuple[str, str]:
    """Why a provider cannot be asked with what there is: a status, and what to do about it."""
    if not provider.calls:
        return "unsupported", provider.note or "known from published catalogues only"
    if not provider.base_url:
        return "no_key", f"set {provider.base_env[0]} and {provider.key_env[0]}"
    needed = provider.key_env[0] if provider.key_env else "its key_env in the configuration"
    return "no_key", f"set {needed}"

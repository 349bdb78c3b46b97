"""Everything that answers are made from, opened once: data, memory, settings, and the time."""

from datetime import UTC, datetime
from typing import NamedTuple

from whichmodel.discovery.configuration import Configuration, configuration
from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.model import Listing, Provider
from whichmodel.discovery.providers import key_of, located
from whichmodel.discovery.stores import Place, Store, open_store
from whichmodel.discovery.stores.bundle import Bundle, open_bundle


class World(NamedTuple):
    """Who can be asked, what is known, what is remembered, what is set, and when it is.

    `warnings` tell why the store cannot be used; a store that failed once is not tried again.
    """

    providers: dict[str, Provider]
    bundle: Bundle
    store: Store | None
    settings: Configuration
    environ: dict[str, str]
    now: datetime
    warnings: list[str]

    @property
    def time(self) -> str:
        """Now, as `2026-11-22T08:00:00Z`."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")


def world(environ: dict[str, str], now: datetime | None = None, create: bool = False) -> World:
    """The world as the environment describes it; `create` makes the store if there is none.

    A store that cannot be used is a warning, not a reason to say nothing.
    """
    settings = configuration(environ)
    bundle = open_bundle()
    providers = located(bundle.providers(), environ)
    if any(environ.get(name) for provider in providers.values() for name in provider.base_env):
        from whichmodel.discovery.providers.rows import at_environment

        providers = at_environment(providers, environ)
    if settings.providers:
        from whichmodel.discovery.providers.rows import configured

        providers = configured(providers, settings.providers)
    warnings: list[str] = []
    store = None
    try:
        store = open_store(settings.store, create)
    except StoreError as error:
        warnings.append(str(error))
    return World(providers, bundle, store, settings, environ, now or datetime.now(UTC), warnings)


def remembered_listing(world: World, provider: Provider) -> Listing | None:
    """The last answer of this provider, at this endpoint, to this key."""
    if world.store is None or world.warnings:
        return None
    try:
        return world.store.get(place(world.store, provider, world.environ))
    except StoreError as error:
        world.warnings.append(str(error))
        return None


def places(world: World) -> list[Place]:
    """Where something is remembered; nowhere, with a warning, where the store cannot be read."""
    if world.store is None or world.warnings:
        return []
    try:
        return world.store.places()
    except StoreError as error:
        world.warnings.append(str(error))
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

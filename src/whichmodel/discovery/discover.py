"""The story: what is remembered is told at once; who is asked answers in parallel, in time.

Reading never touches the network. Asking keeps the last good list whatever goes wrong, and says
what went wrong.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from whichmodel.discovery.catalogue.merge import LISTING, merged
from whichmodel.discovery.errors import StoreError, Unavailable
from whichmodel.discovery.model import (
    Catalogue,
    Listed,
    Listing,
    Model,
    Provider,
    ProviderStatus,
    Statement,
)
from whichmodel.discovery.providers import key_of
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.world import (
    World,
    askable,
    missing,
    place,
    places,
    remembered_listing,
)


def recall(
    world: World, providers: Iterable[Provider], asked: dict[str, Listing] | None = None
) -> Catalogue:
    """What is known of these providers' models, without asking anybody.

    `asked` holds listings of providers that were asked just now: they count as live.
    """
    statuses: list[ProviderStatus] = []
    models: list[Model] = []
    for provider, listing, live in _listings(world, providers, asked or {}):
        found = _models(world, provider, listing, live)
        statuses.append(_status(world, provider, listing, live, len(found)))
        models.extend(found)
    return Catalogue(world.time, tuple(statuses), tuple(models))


def statuses(
    world: World, providers: Iterable[Provider], asked: dict[str, Listing] | None = None
) -> Catalogue:
    """The same without the models: how many there are, how that is known, how it went."""
    known = world.bundle.counts()
    found = [
        _status(world, provider, listing, live, _count(listing, known.get(provider.id, 0)))
        for provider, listing, live in _listings(world, providers, asked or {})
    ]
    return Catalogue(world.time, tuple(found), ())


def _count(listing: Listing | None, in_catalogue: int) -> int:
    return len(listing.records) if listing and listing.fetched_at else in_catalogue


def _listings(
    world: World, providers: Iterable[Provider], asked: dict[str, Listing]
) -> Iterable[tuple[Provider, Listing | None, bool]]:
    for provider in providers:
        live = asked.get(provider.id)
        yield provider, live or remembered_listing(world, provider), live is not None


def _models(world: World, provider: Provider, listing: Listing | None, live: bool) -> list[Model]:
    known = world.bundle.records(provider.id)
    today = world.time[:10]
    if listing is None or not listing.fetched_at:
        listed = Listed("catalogue", world.bundle.date, None, None)
        return [
            merged(provider, model, statements, listed, today)
            for model, statements in known.items()
        ]
    source = "live" if live and adopted(listing) else "cached"
    at = listing.fetched_at
    found = []
    for record in listing.records:
        statements = (Statement(LISTING, at, record), *known.get(record["model"], ()))
        listed = Listed(source, at, record.get("first_seen"), at)
        found.append(merged(provider, record["model"], statements, listed, today))
    return found


def adopted(listing: Listing) -> bool:
    """Whether the records are what the last asking brought, rather than an earlier list kept."""
    usable = listing.status == "ok" or (listing.status == "partial" and not listing.complete)
    return usable and listing.fetched_at == listing.attempted_at


def _status(
    world: World, provider: Provider, listing: Listing | None, live: bool, count: int
) -> ProviderStatus:
    fetched_at = listing.fetched_at if listing else None
    if fetched_at and listing:
        source = "live" if live and adopted(listing) else "cached"
    else:
        source = "catalogue" if count else "none"
        fetched_at = world.bundle.date if count else None
    has_key = key_of(provider, world.environ) is not None
    status, detail = _outcome(provider, listing, has_key)
    return ProviderStatus(
        provider.id, provider.name, provider.listing, source, status, detail, fetched_at,
        _age(fetched_at, world.now), count, provider.key_env, has_key,
        listing.skipped_rows if listing else 0,
    )  # fmt: skip


def _outcome(provider: Provider, listing: Listing | None, key: bool) -> tuple[str, str | None]:
    """How the last asking went, or why nobody was asked."""
    if listing:
        return listing.status, listing.detail
    if askable(provider, key):
        return "not_asked", f"`whichmodel refresh {provider.id}` asks it"
    return missing(provider)


def _age(at: str | None, now: datetime) -> int | None:
    try:
        then = datetime.fromisoformat(at or "")
    except (ValueError, TypeError):  # nothing known, or not a time
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(0, int((now - then).total_seconds()))


def wanted(world: World, providers: Iterable[Provider], named: bool) -> list[Provider]:
    """Whom a refresh asks: those that were named, else all that can be asked without a guess.

    A server on this machine is asked when it was named, set in the configuration or the
    environment, or asked before; nobody's ports are probed unbidden.
    """
    if named:
        return list(providers)
    before = {known.provider for known in places(world)}
    return [
        provider
        for provider in providers
        if askable(provider, key_of(provider, world.environ) is not None)
        and (
            provider.listing != "local"
            or provider.origin != "providers.toml"
            or provider.id in before
        )
    ]


def refresh(
    world: World,
    providers: Iterable[Provider],
    timeout: float,
    on_answer: Callable[[ProviderStatus, Listing | None, Listing], None],
) -> dict[str, Listing]:
    """Ask the providers now, in parallel, `timeout` seconds in all, and remember what they say.

    `on_answer` hears of each as it comes: its status, the listing before, and the listing now.
    Raises Unavailable when the network is switched off.
    """
    if world.settings.offline:
        raise Unavailable("WHICHMODEL_OFFLINE is set: nobody was asked")
    from whichmodel.discovery.asking import asked

    asked_now: dict[str, Listing] = {}
    try:
        for provider, previous, listing in asked(world, list(providers), timeout):
            asked_now[provider.id] = listing
            models = len(listing.records)
            on_answer(_status(world, provider, listing, True, models), previous, listing)
    finally:
        _remember(world, asked_now)
    return asked_now


def _remember(world: World, listings: dict[str, Listing]) -> None:
    """One transaction for all, so that an interruption loses the new and never the old."""
    if world.store is None or not listings:
        return
    store = world.store
    found = (
        (place(store, world.providers[provider_id], world.environ), listing)
        for provider_id, listing in listings.items()
    )
    try:
        store.put([pair for pair in found if not _outdated(store, *pair)])
    except StoreError as error:
        world.warnings.append(str(error))


def _outdated(store: Store, spot: Place, listing: Listing) -> bool:
    """Whether a list that was kept is no longer there, because another process got a new one."""
    stored = None if adopted(listing) else store.get(spot)
    return stored is not None and stored.fetched_at != listing.fetched_at

"""The story: what is remembered is told at once; who is asked answers in parallel, in time.

Reading never touches the network. Asking keeps the last good list whatever goes wrong, and says
what went wrong.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from whichmodel.discovery.catalogue.lifecycle import departed, unlisted
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
from whichmodel.discovery.providers import key_of, spellings
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.stores.bundle import FETCHED
from whichmodel.discovery.world import (
    World,
    askable,
    missing,
    place,
    places,
    remembered_listing,
)

TYPE_CHECKING = False  # what tells two lists apart is loaded by whoever asks for it
if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Change


def recall(
    world: World, providers: Iterable[Provider], asked: dict[str, Listing] | None = None
) -> Catalogue:
    """What is known of these providers' models, without asking anybody; unlisted ones come last.

    Behind a provider's own list comes what published notices say it has shut down: a list cannot
    say that. `asked` holds listings of providers that were asked just now: they count as live.
    """
    statuses: list[ProviderStatus] = []
    models: list[Model] = []
    for provider, listing, live in _listings(world, providers, asked or {}):
        found = _models(world, provider, listing, live)
        statuses.append(_status(world, provider, listing, live, len(found)))
        models += found
        if listing and listing.fetched_at:
            gone = list(_unlisted(world, provider, listing)) if listing.gone else []
            models += [*gone, *_shut_down(world, provider, [*found, *gone])]
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


def _unlisted(world: World, provider: Provider, listing: Listing) -> Iterable[Model]:
    """What the provider's list had once, as it was said last."""
    gone = unlisted(listing)
    known = world.bundle.records(provider.id) if gone else {}
    today = world.time[:10]
    for record in gone:
        at = record.get("last_seen") or ""
        said = record.copy()
        said.pop("absent_since", None)
        statements = (Statement(LISTING, at, said), *known.get(record["model"], ()))
        listed = Listed("cached", listing.fetched_at, record.get("first_seen"), at)
        model = merged(provider, record["model"], statements, listed, today)
        yield model._replace(lifecycle=departed(model.lifecycle, today))


def _shut_down(world: World, provider: Provider, told: list[Model]) -> Iterable[Model]:
    """What notices call retired by now, of what neither the list nor its past has told."""
    have = {model.model for model in told}
    today = world.time[:10]
    listed = Listed("catalogue", world.bundle.date, None, None)
    for name, statements in world.bundle.records(provider.id).items():
        if name not in have and any(said.record.get("retires_on") for said in statements):
            model = merged(provider, name, statements, listed, today)
            if model.lifecycle.status == "retired":
                yield model


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


def named(world: World, models: Iterable[Model], string: str) -> tuple[Model, ...]:
    """The models that a string names: at the provider of its prefix, else wherever it is known."""
    prefix, slash, rest = string.partition("/")
    provider = spellings(world.providers).get(prefix.lower()) if slash else None
    names = {string, rest if provider else string}
    found = [model for model in models if model.id == string or model.model in names]
    own = [model for model in found if model.provider == provider and model.model == rest]
    return tuple(own or found)


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
    untold: dict[str, Listing] = {}
    try:
        for provider, previous, listing, ours in asked(world, list(providers), timeout):
            asked_now[provider.id] = listing
            if ours:
                untold[provider.id] = listing
                _tell(world, untold)
            models = len(listing.records)
            on_answer(_status(world, provider, listing, True, models), previous, listing)
    finally:
        _remember(world, untold)
    return asked_now


def _tell(world: World, untold: dict[str, Listing]) -> None:
    """Remember at once what others wait for; what cannot be is left for later."""
    if world.store and world.store.shared and not world.broken:
        try:
            _put(world.store, world, untold)
        except StoreError as error:
            world.broken.append(str(error))
        else:
            untold.clear()


def _remember(world: World, listings: dict[str, Listing]) -> None:
    """One transaction for all, so that an interruption loses the new and never the old."""
    if world.store is None or not listings:
        return
    try:
        _put(world.store, world, listings)
    except StoreError as error:
        world.warnings.append(str(error))


def _put(store: Store, world: World, listings: dict[str, Listing]) -> None:
    found = (
        (place(store, world.providers[provider_id], world.environ), listing)
        for provider_id, listing in listings.items()
    )
    store.put([pair for pair in found if not _outdated(store, *pair)])


def _outdated(store: Store, spot: Place, listing: Listing) -> bool:
    """Whether a list that was kept is no longer there, because another process got a new one."""
    stored = None if adopted(listing) else store.get(spot)
    return stored is not None and stored.fetched_at != listing.fetched_at


def changed(
    world: World, providers: Iterable[Provider], since: str
) -> "tuple[list[Change], dict[str, str]]":
    """What changed at these providers since a time, as their own lists and catalogues tell.

    Also, by provider, since when its own list is compared with the one before.
    """
    asked = list(providers)
    found, begun = _changed_lists(world, asked, since)
    return [*found, *_changed_catalogues(world, asked, since)], begun


def _changed_lists(
    world: World, providers: list[Provider], since: str
) -> "tuple[list[Change], dict[str, str]]":
    found: list[Change] = []
    begun: dict[str, str] = {}
    if world.store is None or world.broken:
        return found, begun
    try:
        known = world.store.begun()
        for provider in providers:
            spots = _spots(place(world.store, provider, world.environ), known)
            if spots:
                begun[provider.id] = min(known[spot] for spot in spots)
            for spot in [*spots, *_fetched(provider, known)]:
                found += world.store.changes(since, spot)
    except StoreError as error:
        world.warnings.append(str(error))
        world.broken.append(str(error))
    return found, begun


def _spots(now: Place, known: Iterable[Place]) -> list[Place]:
    """Where the provider answers now; else, as its key may not be set here, wherever it did."""
    spots = [
        spot
        for spot in known
        if spot.provider == now.provider and not spot.endpoint.startswith(FETCHED)
    ]
    return [now] if now in spots else spots


def _fetched(provider: Provider, known: Iterable[Place]) -> list[Place]:
    """Where it is remembered what published catalogues say of a provider."""
    return [
        spot for spot in known if spot.provider == provider.id and spot.endpoint.startswith(FETCHED)
    ]


def _changed_catalogues(world: World, providers: list[Provider], since: str) -> "Iterable[Change]":
    from whichmodel.discovery.catalogue.changes import Change, beginnings, published

    told = {provider: world.bundle.records(provider) for provider in world.bundle.counts()}
    first = beginnings(told)
    for provider in providers:
        for change in published(told.get(provider.id, {}), provider.id, first):
            if change.at >= since[: len(change.at)]:
                yield change
    named = {provider.id for provider in providers}
    for source, provider_id, model, last_seen in world.bundle.dropped(since[:10]):
        if provider_id in named:
            yield Change(last_seen, provider_id, model, "disappeared", source=source)

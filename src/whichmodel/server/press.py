"""The process that makes an edition and ends: `python -m whichmodel.server.press ROOT`.

It asks providers first where its orders say so. Whatever asking, merging and compressing cost, they
cost it in a process of their own, so that nobody who is being answered waits for them.
"""

import gc
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from whichmodel.discovery import discover, fetching
from whichmodel.discovery.catalogue.changes import Changes, ordered
from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.errors import Unavailable, WhichModelError
from whichmodel.discovery.matching.index import build, entry_of
from whichmodel.discovery.model import Catalogue, Listing, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.stores.bundle import DEFAULT_PATH, Bundle
from whichmodel.discovery.stores.current import note_of
from whichmodel.discovery.stores.names import beside, dropped, open_names, origin_of, write_names
from whichmodel.discovery.world import World, places, remembered_listing, stored, world
from whichmodel.server import openapi, rows
from whichmodel.server.edition import CHANGES, MODELS, NAMES, Answer, current, write
from whichmodel.server.holdings import Holdings
from whichmodel.server.parameters import Parameters
from whichmodel.server.prepared import Kind, coded, plain
from whichmodel.server.questions import dumped
from whichmodel.server.routes import DOCUMENT, ROUTES, Route
from whichmodel.server.static import StaticFile

BEGINNING = "2000-01-01T00:00:00Z"
CATALOGUES_SECONDS = 24 * 3600
"""Published catalogues change once a day at most."""
TOLD = 100
"""So many models that appeared or disappeared are named in an event."""
LOCK = "serve.lock"
NICE = 10


class Orders(NamedTuple):
    """What is to be done: whom to ask (None nobody, empty whoever was not asked for `fresh`
    seconds), how long that may take, which models are told of where nobody says, whether those who
    answer need the processor more, whether it is to be whole: with the web page, and coded, and
    whether the last edition is better than one that lacks what is remembered."""

    ask: list[str] | None
    fresh: float
    timeout: float
    usual: Query
    quiet: bool = False
    whole: bool = True
    keep: bool = False


def main(root: str, given: Orders) -> dict[str, Any]:
    """Make an edition below `root`; how that went. Unavailable where the last one is better."""
    if given.quiet and hasattr(os, "nice"):
        os.nice(NICE)
    known = world(dict(os.environ), create=given.ask is not None)
    asked = refreshed(known, given) if given.ask is not None else {}
    if asked and not known.broken:  # what was just fetched is laid over the bundle by opening anew
        known = world(dict(os.environ))
    _better(known, given)
    catalogue = discover.recall(known, known.providers.values(), unremembered(known, asked))
    edition = f"{time.time_ns():020}"
    answers, files = made(known, catalogue, given.usual)
    answers += [of_file(file) for file in (_page(known, catalogue) if given.whole else ())]
    origin, files[NAMES] = _names(known, catalogue, edition)
    _better(known, given)  # it may have gone meanwhile
    told = {**news(root, edition, catalogue), "names": origin}
    spelt = spellings(known.providers)
    write(root, told, spelt, answers, files, coded if given.whole else plain)
    statuses = {provider: listing.status for provider, listing in asked.items()}
    return {
        "edition": edition,
        "asked": statuses,
        "warnings": known.warnings,
        "broken": bool(known.broken),
        "remembered": known.store is not None and not known.broken,
    }


def _better(known: World, given: Orders) -> None:
    """Unavailable where an edition would have to do without the lists that the last one has."""
    if known.broken and given.keep:
        raise Unavailable(known.broken[0])


def unremembered(known: World, asked: dict[str, Listing]) -> dict[str, Listing]:
    """The answers that could not be put in the store: they are told as long as this edition is."""

    def is_lost(provider_id: str, listing: Listing) -> bool:
        kept = remembered_listing(known, known.providers[provider_id])
        return kept is None or kept.attempted_at < listing.attempted_at

    return {name: listing for name, listing in asked.items() if is_lost(name, listing)}


def refreshed(known: World, given: Orders) -> dict[str, Listing]:
    """Ask, unless another process on this machine does: then its answers will be in the store."""
    if known.settings.offline or (not given.ask and given.fresh <= 0):
        return {}
    with _alone(known) as alone:
        if not alone:
            return {}
        providers = chosen(known.providers, given.ask or [])
        wanted = discover.wanted(known, providers, bool(given.ask))
        if not given.ask:
            wanted = outdated(known, wanted, given.fresh)
            return _with_catalogues(known, wanted, given.timeout)
        return discover.refresh(known, wanted, given.timeout, lambda *_: None)


@contextmanager
def _alone(known: World) -> Iterator[bool]:
    """Whether nobody else who serves from this cache asks now; a shared store sees to it itself."""
    if not known.settings.cache or (known.store and known.store.shared):
        yield True
        return
    try:
        import fcntl
    except ImportError:  # Windows
        yield True
        return
    try:
        file = open(os.path.join(known.settings.cache, LOCK), "w")  # noqa: SIM115 - closed below
    except OSError:  # where nothing can be written, nobody else waits
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def outdated(known: World, providers: list[Provider], fresh: float) -> list[Provider]:
    """Those who were not asked for so many seconds, whatever came of it."""

    def old(status: ProviderStatus) -> bool:
        return status.source != "cached" or (status.age_seconds or 0) >= fresh

    found = {each.id for each in discover.statuses(known, providers).providers if old(each)}
    return [provider for provider in providers if provider.id in found]


def _with_catalogues(known: World, wanted: list[Provider], timeout: float) -> dict[str, Listing]:
    """Ask providers, and fetch catalogues that are a day old meanwhile."""
    sources = [each for each in fetching.fetchable(known) if _is_old(known, each.name)]
    begun = fetching.begin(known, sources, timeout) if sources else None
    asked = discover.refresh(known, wanted, timeout, lambda *_: None) if wanted else {}
    if begun:
        for outcome in fetching.finished(known, begun):
            if outcome.status != "ok":
                known.warnings.append(f"{outcome.name}: {outcome.status}: {outcome.detail or ''}")
    return asked


def _is_old(known: World, source: str) -> bool:
    from datetime import datetime

    note = stored(known, note_of(source))
    if note is None:
        return True
    with suppress(ValueError):
        then = datetime.fromisoformat(note.attempted_at)
        return (known.now - then).total_seconds() >= CATALOGUES_SECONDS
    return True


def made(known: World, catalogue: Catalogue, usual: Query) -> tuple[list[Answer], dict[str, bytes]]:
    """All answers, and what questions are answered from."""
    changes = _changes(known, catalogue)
    spelt = spellings(known.providers)
    holdings = Holdings(catalogue, known.providers, {}, build([], spelt), changes, usual, {})
    answers = [
        Answer(paths, route.question(holdings, Parameters(b""), "").body, route.kind)
        for route, paths in _prepared().items()
    ]
    answers.append(Answer((DOCUMENT,), dumped(openapi.document()), Kind()))
    files = {
        MODELS: rows.written(catalogue, known.providers),
        CHANGES: dumped(changes._replace(prefixes={}, names={})._asdict()),
    }
    return answers, files


def _page(known: World, catalogue: Catalogue) -> list[StaticFile]:
    """The files of the web page."""
    from whichmodel.server.page.page import source

    return source(known, catalogue)


def of_file(file: StaticFile) -> Answer:
    """A file as an answer."""
    return Answer((file.path,), file.body, Kind(file.media, (), file.immutable))


def _prepared() -> dict[Route, tuple[str, ...]]:
    """The routes that are answered before anybody asks, each with all its paths."""
    paths: dict[Route, tuple[str, ...]] = {}
    for path, route in ROUTES.items():
        if route.prepared:
            paths[route] = (*paths.get(route, ()), path)
    return paths


def _changes(known: World, catalogue: Catalogue) -> Changes:
    """Everything that is known to have changed, since anything was known."""
    providers = list(known.providers.values())
    found, _ = discover.changed(known, providers, BEGINNING)
    prefixes = {provider.id: provider.prefix for provider in providers}
    names = {provider.id: provider.name for provider in providers}
    return Changes(BEGINNING, catalogue.generated_at, ordered(found), prefixes, names)


def _names(known: World, catalogue: Catalogue, edition: str) -> tuple[str, bytes]:
    """The index of all names, as the bytes of its file, and what it was made from.

    Where nothing is known but the bundle, the one that was compiled with it will do.
    """
    if isinstance(known.bundle, Bundle) and not (places(known) or known.settings.providers):
        origin, compiled = origin_of(known.bundle), beside(DEFAULT_PATH)
        index = open_names(compiled, origin, known.time[:10])
        if index:
            index.close()
            return origin, _content(compiled)
    entries = [entry_of(model) for model in catalogue.models]
    have = {(entry.provider, entry.model) for entry in entries}
    prefixes = {provider.id: provider.prefix for provider in known.providers.values()}
    gone = dropped(known.bundle, prefixes)
    entries += [entry for entry in gone if (entry.provider, entry.model) not in have]
    with TemporaryDirectory() as directory:
        path = os.path.join(directory, NAMES)
        write_names(path, edition, entries, spellings(known.providers))
        return edition, _content(path)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def news(root: str, edition: str, catalogue: Catalogue) -> dict[str, Any]:
    """What is told of an edition to whoever waits for one: which models are new, and which went."""
    now = {model.id for model in catalogue.models}
    before = _ids(root)
    appeared = sorted(now - before) if before else []
    gone = sorted(before - now)
    return {
        "edition": edition,
        "generated_at": catalogue.generated_at,
        "models": len(catalogue.models),
        "appeared": len(appeared),
        "disappeared": len(gone),
        "appeared_ids": appeared[:TOLD],
        "disappeared_ids": gone[:TOLD],
    }


def _ids(root: str) -> set[str]:
    """The ids of the edition before."""
    with suppress(OSError), open(os.path.join(root, current(root), MODELS), "rb") as file:
        return {row[0] for row in json.loads(file.read())["models"]}
    return set()


def orders(text: str) -> Orders:
    """What the keeper wrote; JSON knows no tuples."""
    given = json.loads(text)
    usual = given["usual"]
    lists = {name: tuple(usual[name]) for name in ("capabilities", "status") if name in usual}
    return Orders(**{**given, "usual": Query(**{**usual, **lists})})


if __name__ == "__main__":
    gc.disable()  # a process of a second has no garbage worth looking for
    try:
        print(json.dumps(main(sys.argv[1], orders(sys.stdin.read()))))  # noqa: T201 - to the keeper
    except WhichModelError as error:
        sys.exit(f"whichmodel: {error}")

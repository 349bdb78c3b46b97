"""Fetching published catalogues, and whole snapshots: one thread each, one deadline for all.

What is good is remembered at once; whatever is worse than what is there is refused, and said. Where
others fetch too, one of all fetches each catalogue at a time, and the rest take what it brought.
"""

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from whichmodel.discovery.errors import ListingProblem, StoreError, Unavailable, UsageError
from whichmodel.discovery.fetch import NOT_MODIFIED, Answer, Connection
from whichmodel.discovery.model import Listing, Record
from whichmodel.discovery.providers.urls import is_loopback, origin
from whichmodel.discovery.sources import published
from whichmodel.discovery.sources.published import Source
from whichmodel.discovery.stores import Place
from whichmodel.discovery.stores.bundle import Bundle
from whichmodel.discovery.stores.current import Current, index, note_of, place_of
from whichmodel.discovery.stores.downloaded import install
from whichmodel.discovery.turns import Line
from whichmodel.discovery.wire import MAX_BODY, Request
from whichmodel.discovery.world import World, downloaded_file, remembered_listing, stored

MAX_SUM = 4096
"""Bytes of a file that holds a checksum."""
PATIENCE = 3.0
"""Seconds beyond the deadline in which others may put what they fetched: they wait for providers
until then, as we do."""
SOMEBODY = "somebody else is fetching it, and no answer came"


def snapshot(world: World, url: str, sha256: str | None, sum_url: str, timeout: float) -> Bundle:
    """Download a newer catalogue and put it to use: the bundle that is in use then.

    `url` is https, loopback or a path. The checksum is `sha256`, or what the file at `sum_url`
    begins with. Unavailable where anything is wrong; then all stays as it was.
    """
    path = downloaded_file(world.settings)
    if not path:
        raise Unavailable("there is no cache directory: set WHICHMODEL_CACHE_DIR")
    deadline, connection = time.monotonic() + timeout, Connection()

    def content(place: str) -> bytes:
        return _content(world, connection, place, deadline)

    told = sha256 or content(sum_url)[:MAX_SUM].decode("ascii", "replace")
    words = told.split()
    if not words:
        raise Unavailable(f"{sum_url} holds no checksum: give it with --sha256")
    current = world.bundle.bundle if isinstance(world.bundle, Current) else world.bundle
    return install(content(url), words[0], path, current)


def _content(world: World, connection: Connection, place: str, deadline: float) -> bytes:
    """A file, here or elsewhere."""
    if "://" not in place:
        try:
            with open(place, "rb") as file:
                return file.read(MAX_BODY)
        except OSError as error:
            raise Unavailable(f"{place}: {error.strerror}") from None
    if world.settings.offline:
        raise Unavailable("WHICHMODEL_OFFLINE is set: nobody was asked")
    if not _secure(place):
        raise UsageError(f"{place}: a snapshot comes by https, from this machine, or from a path")
    try:
        answer = connection.get(Request(place, {}, False), deadline, {}, decode=bytes)
    except ListingProblem as problem:
        raise Unavailable(f"{place}: {problem.status}: {problem.detail}") from None
    return bytes(answer.body)


def _secure(url: str) -> bool:
    """Whether nobody on the way can change what comes from a URL."""
    return origin(url)[0] == "https" or (origin(url)[0] == "http" and is_loopback(url))


Came = Answer | ListingProblem | Listing
"""What a server answered, what went wrong, or what somebody else has remembered meanwhile."""


class Fetching(NamedTuple):
    """Published catalogues on their way."""

    sources: list[Source]
    notes: dict[str, Listing | None]
    timeout: float
    deadline: float
    answers: SimpleQueue[tuple[str, Came]]
    connection: Connection
    line: Line


class Outcome(NamedTuple):
    """How the fetching of a catalogue went: a status, what else there is to say, and its models.

    `fetched_at` is the time of the data that is in use, None where there is none but the bundle's.
    """

    name: str
    status: str
    detail: str | None
    models: int
    fetched_at: str | None


def fetchable(world: World) -> list[Source]:
    """The published catalogues that are not switched off, with the URLs that are set."""
    found = []
    for source in published.PUBLISHED:
        settings = world.settings.catalogues.get(source.name, {})
        if settings.get("enabled", True):
            found.append(source._replace(url=settings.get("url", source.url)))
    return found


def begin(world: World, sources: list[Source], timeout: float) -> Fetching:
    """Start to fetch catalogues; `finished` waits for them. Unavailable where that is forbidden."""
    if world.settings.offline:
        raise Unavailable("WHICHMODEL_OFFLINE is set: nobody was asked")
    notes = {source.name: stored(world, note_of(source.name)) for source in sources}
    deadline = time.monotonic() + timeout
    line = Line(world, notes, lambda _, name: note_of(name))
    this = Fetching(sources, notes, timeout, deadline, SimpleQueue(), Connection(), line)
    _come(this)
    return this


def _come(this: Fetching) -> None:
    """Fetch those whose turn it is; the others that came were fetched by somebody else."""
    named = {source.name: source for source in this.sources}
    for name, ours in this.line.come():
        theirs = None if ours else stored(this.line.world, note_of(name))
        if theirs:
            this.answers.put((name, theirs))
        else:
            Thread(target=_fetch, args=(this, named[name]), daemon=True).start()


def _fetch(this: Fetching, source: Source) -> None:
    try:
        this.answers.put((source.name, _document(this, source)))
    except ListingProblem as problem:
        this.answers.put((source.name, problem))
    except Exception as error:  # noqa: BLE001 - one odd catalogue must not silence the others
        words = f"could not be read: {type(error).__name__}"
        this.answers.put((source.name, ListingProblem("malformed", words)))


def _document(this: Fetching, source: Source) -> Answer:
    if not _secure(source.url):
        raise ListingProblem("unsupported", "will not fetch it over plain http; use https")
    note = this.notes[source.name]
    validators = note.validators if note else {}
    return this.connection.get(Request(source.url, {}, False), this.deadline, validators)


def finished(world: World, this: Fetching) -> Iterator[Outcome]:
    """How each catalogue went, in their order; what is good is remembered first."""
    answers = _answers(this)
    known = _known(world)
    try:
        for source in this.sources:
            answer, note = answers.get(source.name), this.notes[source.name]
            if isinstance(answer, Listing):
                yield _of_others(world, source, answer, answer)
            elif source.name in this.line.standing:
                yield _of_others(world, source, _late(this, SOMEBODY), note)
            else:
                yield _taken(world, source, note, answer or _late(this, "no answer"), known)
            this.line.leave(source.name)
    finally:
        this.line.leave_all()


def _answers(this: Fetching) -> dict[str, Came]:
    """All that come in time, ours or those of others."""
    answers: dict[str, Came] = {}
    line = this.line
    while len(answers) < len(this.sources):
        _come(this)
        until = this.deadline + (PATIENCE if line.standing else 0)
        left = max(0.0, until - time.monotonic())
        try:
            name, came = this.answers.get(timeout=min(left, line.pause) if line.standing else left)
            answers[name] = came
        except Empty:
            if not left:
                break
    return answers


def _late(this: Fetching, words: str) -> ListingProblem:
    return ListingProblem("timeout", f"{words} within {this.timeout:g} s")


def _of_others(
    world: World, source: Source, answer: Listing | ListingProblem, note: Listing | None
) -> Outcome:
    """What somebody else has fetched, or why we wait no longer; then nothing is remembered."""
    models = published.counted(_before(world, source, note)) or _bundled_models(world, source)
    at = note.fetched_at if note else None
    return Outcome(source.name, answer.status, answer.detail, models, at)


def _known(world: World) -> dict[str, set[str]]:
    """The model ids of each provider, from catalogues and from its own list."""
    known = {}
    for provider in world.providers.values():
        own = remembered_listing(world, provider)
        listed = {record["model"] for record in own.records} if own else set()
        known[provider.id] = listed.union(world.bundle.records(provider.id))
    return known


def _taken(
    world: World,
    source: Source,
    note: Listing | None,
    answer: Answer | ListingProblem,
    known: dict[str, set[str]],
) -> Outcome:
    """Remember what came, unless it is worse than what is there."""
    before = _before(world, source, note)
    had = published.counted(before)
    expected = had or _bundled_models(world, source)
    places: dict[str, list[Record]] = {}
    try:
        if isinstance(answer, ListingProblem):
            raise answer
        if answer.body is NOT_MODIFIED and note and note.fetched_at:
            now = published.unchanged(note, world.time)
        else:
            told = published.read(source, answer.body, world.time[:10], known)
            now = published.accepted(
                source.name, told, note, expected, answer.validators, world.time
            )
            if now.status == "ok":
                places = _dated(world, source, told, before)
                had = published.counted(told)
    except ListingProblem as problem:
        now = published.refused(source.name, problem, note, world.time)
    _keep(world, source, now, places)
    return Outcome(source.name, now.status, now.detail, had or expected, now.fetched_at)


def _bundled_models(world: World, source: Source) -> int:
    return int(world.bundle.sources().get(source.name, {}).get("models", 0))


def _before(world: World, source: Source, note: Listing | None) -> dict[str, list[Record]]:
    """What is remembered of a source, by provider."""
    if note is None:
        return {}
    providers = [record["model"] for record in note.records]
    found = ((p, stored(world, place_of(source.name, p))) for p in providers)
    return {provider: listing.records for provider, listing in found if listing}


def _dated(
    world: World,
    source: Source,
    told: dict[str, list[Record]],
    before: dict[str, list[Record]],
) -> dict[str, list[Record]]:
    """What to remember, by provider; nothing of those that the source no longer tells of."""
    gone: dict[str, list[Record]] = {provider: [] for provider in before.keys() - told.keys()}
    if not source.lists:
        return {**told, **gone}
    dated = {}
    for provider, records in told.items():
        earlier = {record["model"]: record for record in before.get(provider, [])}
        if not before:
            earlier = _bundled(world, source, provider)
        on = world.time[:10]
        dated[provider] = published.dated(records, earlier, on) if earlier else records
    return {**dated, **gone}


def _bundled(world: World, source: Source, provider: str) -> dict[str, Record]:
    """What the bundle has of a source, where it is all that the source told: it has a history."""
    found = {
        model: said.record
        for model, statements in world.bundle.records(provider).items()
        for said in statements
        if said.source == source.name
    }
    return found if any("first_seen" in record for record in found.values()) else {}


def _keep(world: World, source: Source, note: Listing, places: dict[str, list[Record]]) -> None:
    """One transaction for a catalogue, so that it is never there by half."""
    if world.store is None:
        return
    names = [each.name for each in published.PUBLISHED]
    rows: list[tuple[Place, Listing]] = [
        index(names, world.time),
        (note_of(source.name), note),
    ]
    for provider, records in places.items():
        told = note._replace(provider=provider, records=records, complete=True, validators={})
        rows.append((place_of(source.name, provider), told))
    try:
        world.store.put(rows)
    except StoreError as error:
        world.warnings.append(str(error))

"""Asking many providers at once: one thread each, one deadline for all.

Threads are daemons and hand their answers over a queue, so a provider that never answers delays
neither the others nor the end of the program.
"""

import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Thread

from whichmodel.discovery.catalogue.remember import remembered
from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.fetch import Answer, Connection, Fetched, listing
from whichmodel.discovery.model import Listing, Provider
from whichmodel.discovery.providers import key_of
from whichmodel.discovery.signing import signed
from whichmodel.discovery.wire import Request
from whichmodel.discovery.world import World, remembered_listing

Answered = tuple[Provider, Listing | None, Listing]


def asked(world: World, providers: list[Provider], timeout: float) -> Iterator[Answered]:
    """Each provider with its listing before and now, in the order in which they answer."""
    deadline = time.monotonic() + timeout
    connection = Connection()
    queue: SimpleQueue[tuple[str, Fetched]] = SimpleQueue()
    before = {provider.id: remembered_listing(world, provider) for provider in providers}
    waiting = {provider.id: provider for provider in providers}
    for provider in providers:
        validators = _validators(before[provider.id])
        task = (queue, world.environ, provider, connection, deadline, validators)
        Thread(target=_ask, args=task, daemon=True).start()
    while waiting:
        provider_id, fetched = _next(queue, deadline) or _late(waiting, timeout)
        answering = waiting.pop(provider_id, None)
        if answering:
            previous = before[provider_id]
            yield answering, previous, _listing(answering, previous, fetched, world.time)


def _next(queue: "SimpleQueue[tuple[str, Fetched]]", deadline: float) -> tuple[str, Fetched] | None:
    try:
        return queue.get(timeout=max(0.0, deadline - time.monotonic()))
    except Empty:
        return None


def _late(waiting: dict[str, Provider], timeout: float) -> tuple[str, Fetched]:
    problem = ListingProblem("timeout", f"no answer within {timeout:g} s")
    return next(iter(waiting)), Fetched(None, 0, problem, None, {})


def _validators(previous: Listing | None) -> dict[str, str]:
    return previous.validators if previous and previous.complete else {}


def _ask(
    queue: "SimpleQueue[tuple[str, Fetched]]", environ: dict[str, str], provider: Provider,
    connection: Connection, deadline: float, validators: dict[str, str],
) -> None:  # fmt: skip
    key = key_of(provider, environ)
    try:
        fetched = _fetched(environ, provider, key, connection, deadline, validators)
    except ListingProblem as problem:
        fetched = Fetched(None, 0, problem, None, {})
    except Exception as error:  # noqa: BLE001 - one odd provider must not silence the others
        words = f"could not be read: {type(error).__name__}"
        fetched = Fetched(None, 0, ListingProblem("malformed", words), None, {})
    queue.put((provider.id, _discreet(fetched, key)))


def _fetched(
    environ: dict[str, str], provider: Provider, key: str | None, connection: Connection,
    deadline: float, validators: dict[str, str],
) -> Fetched:  # fmt: skip
    if not provider.calls:
        raise ListingProblem("unsupported", provider.note or "has no listing to ask")
    if not provider.base_url:
        raise ListingProblem("no_key", f"set {provider.base_env[0]} and {provider.key_env[0]}")
    if key is not None and not (key.isascii() and key.isprintable()):
        raise ListingProblem("auth_failed", f"{provider.key_env[0]} holds characters no key has")
    if key is None and provider.listing != "local" and not any(c.public for c in provider.calls):
        raise ListingProblem("no_key", f"set {provider.key_env[0]}" if provider.key_env else "")
    sign = signed(provider.auth, environ, deadline)

    def get(request: Request, known: dict[str, str]) -> Answer:
        return connection.get(sign(request), deadline, known)

    return listing(provider, key, get, validators)


def _discreet(fetched: Fetched, key: str | None) -> Fetched:
    """Servers quote keys in their errors; we do not."""
    problem = fetched.problem
    if problem is None or not key or key not in problem.detail:
        return fetched
    clean = ListingProblem(problem.status, problem.detail.replace(key, "…"))
    return fetched._replace(problem=clean)


def _listing(provider: Provider, previous: Listing | None, fetched: Fetched, now: str) -> Listing:
    problem = fetched.problem
    failure = (problem.status, _hinted(provider, problem)) if problem else None
    records = [] if failure and fetched.records is None else fetched.records
    return remembered(
        provider, previous, records, fetched.skipped, failure, fetched.note, fetched.validators, now
    )


def _hinted(provider: Provider, problem: ListingProblem) -> str:
    """A refused key may simply be of the provider's other site."""
    if problem.status != "auth_failed" or not provider.regions:
        return problem.detail
    sites = [
        f'region = "{region}" ({url.split("/")[2]})'
        for region, url in provider.regions.items()
        if url != provider.base_url
    ]
    return (
        f"{problem.detail}; a key of one site does not work at another: if yours is of another, "
        f"set {' or '.join(sites)} under [providers.{provider.id}] in the configuration"
    )

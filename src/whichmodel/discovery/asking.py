"""Asking many providers: one thread each, one deadline for all.

Threads are daemons and hand their answers over a queue, so a provider that never answers delays
neither the others nor the end of the program. Where others ask too, one of all asks each provider
at a time, and the rest take that answer.
"""

import re
import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from whichmodel.discovery.catalogue.remember import remembered
from whichmodel.discovery.errors import ListingProblem
from whichmodel.discovery.fetch import Answer, Connection, Fetched, listing
from whichmodel.discovery.model import Listing, Provider
from whichmodel.discovery.providers import key_of, unseen
from whichmodel.discovery.signing import signed, token_of
from whichmodel.discovery.turns import Line
from whichmodel.discovery.wire import Request
from whichmodel.discovery.world import World, askable, missing, place, remembered_listing


class Answered(NamedTuple):
    """A provider's listing before and now; `ours` unless it is the answer to somebody else."""

    provider: Provider
    previous: Listing | None
    listing: Listing
    ours: bool


class Round(NamedTuple):
    """What the threads of one refresh share."""

    environ: dict[str, str]
    connection: Connection
    deadline: float
    answers: SimpleQueue[tuple[str, Fetched]]


def asked(world: World, providers: list[Provider], timeout: float) -> Iterator[Answered]:
    """Each provider with its listing before and now, in the order in which they answer.

    Nobody else asks one until its answer was taken and the next is wanted.
    """
    this = Round(world.environ, Connection(), time.monotonic() + timeout, SimpleQueue())
    before = {provider.id: remembered_listing(world, provider) for provider in providers}
    waiting = {provider.id: provider for provider in providers}
    named = dict(waiting)
    line = Line(world, named, lambda store, name: place(store, named[name], world.environ))
    try:
        while waiting:
            for provider, theirs in _begun(this, line, named, before):
                waiting.pop(provider.id)
                yield Answered(provider, before[provider.id], theirs, ours=False)
            for provider_id, fetched in _next(this, line, waiting, timeout):
                answering = waiting.pop(provider_id, None)
                if answering:
                    previous = before[provider_id]
                    now = _listing(answering, previous, fetched, world.time)
                    yield Answered(answering, previous, now, provider_id not in line.standing)
                    line.leave(provider_id)
    finally:
        line.leave_all()


def _begun(
    this: Round, line: Line, named: dict[str, Provider], before: dict[str, Listing | None]
) -> Iterator[tuple[Provider, Listing]]:
    """Start to ask those whose turn it is; the others that came have answered somebody else."""
    for provider_id, ours in line.come():
        provider = named[provider_id]
        theirs = None if ours else remembered_listing(line.world, provider)
        if theirs:
            yield provider, theirs
        else:
            arguments = (this, provider, _validators(before[provider_id]))
            Thread(target=_ask, args=arguments, daemon=True).start()


def _next(
    this: Round, line: Line, waiting: dict[str, Provider], timeout: float
) -> Iterator[tuple[str, Fetched]]:
    """The next answer, if one is awaited and comes before it is time to look at others again."""
    if not waiting:
        return
    left = max(0.0, this.deadline - time.monotonic())
    try:
        yield this.answers.get(timeout=min(left, line.pause) if line.standing else left)
    except Empty:
        if time.monotonic() >= this.deadline:
            provider_id = next(iter(waiting))
            yield provider_id, _late(line, provider_id, timeout)


def _late(line: Line, provider_id: str, timeout: float) -> Fetched:
    asking = provider_id not in line.standing
    words = "no answer" if asking else "somebody else is asking, and no answer came"
    return _nothing(ListingProblem("timeout", f"{words} within {timeout:g} s"))


def _nothing(problem: ListingProblem) -> Fetched:
    return Fetched([], 0, problem, None, {})


def _validators(previous: Listing | None) -> dict[str, str]:
    return previous.validators if previous and previous.complete else {}


def _ask(this: Round, provider: Provider, validators: dict[str, str]) -> None:
    key = key_of(provider, this.environ) or unseen(provider)
    try:
        fetched = _fetched(this, provider, key, validators)
    except ListingProblem as problem:
        fetched = _nothing(problem)
    except Exception as error:  # noqa: BLE001 - one odd provider must not silence the others
        words = f"could not be read: {type(error).__name__}"
        fetched = _nothing(ListingProblem("malformed", words))
    this.answers.put((provider.id, _discreet(fetched, key)))


def _fetched(
    this: Round, provider: Provider, key: str | None, validators: dict[str, str]
) -> Fetched:
    if not askable(provider, key is not None):
        raise ListingProblem(*missing(provider))
    if key is not None and not (key.isascii() and key.isprintable()):
        name = next(name for name in provider.key_env if this.environ.get(name, "").strip() == key)
        raise ListingProblem("auth_failed", f"{name} holds characters that no key has")
    sign = signed(provider.auth, this.environ, this.deadline)

    def get(request: Request, known: dict[str, str]) -> Answer:
        opened = sign(request)
        return this.connection.get(opened, this.deadline, known, token_of(opened) or key)

    return listing(provider, key, get, validators)


def _discreet(fetched: Fetched, key: str | None) -> Fetched:
    """Servers quote keys in their errors and addresses; we do not."""
    if not key:
        return fetched
    problem, note = fetched.problem, fetched.note
    if problem:
        problem = ListingProblem(problem.status, _without(key, problem.detail))
    return fetched._replace(problem=problem, note=_without(key, note) if note else None)


def _without(key: str, words: str) -> str:
    return re.sub(re.escape(key), "…", words, flags=re.IGNORECASE)


def _listing(provider: Provider, previous: Listing | None, fetched: Fetched, now: str) -> Listing:
    problem = fetched.problem
    failure = (problem.status, _hinted(provider, problem)) if problem else None
    return remembered(
        provider, previous, fetched.records, fetched.skipped, failure, fetched.note,
        fetched.validators, now,
    )  # fmt: skip


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

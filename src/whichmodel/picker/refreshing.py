"""Asking the providers behind the open list: their answers become changes of its state."""

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from whichmodel.discovery.discover import recall, refresh, statuses, wanted
from whichmodel.discovery.errors import WhichModelError
from whichmodel.discovery.model import Catalogue, Listing, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.world import World, world
from whichmodel.picker.items import Items
from whichmodel.picker.ranking import ranking
from whichmodel.picker.state import State, renewed, told

Change = Callable[[State], State]
Deliver = Callable[[Change], None]

FRESH = 600
"""Seconds for which a provider's own list is not asked for again."""

PAUSE = 1.0
"""Seconds between two renewals of the list while answers come in."""


class Wish(NamedTuple):
    """Whose models the list shows, and which of them: what `gather` makes of a catalogue."""

    environ: dict[str, str]
    providers: list[str]
    gather: Callable[[Catalogue], Items]
    timeout: float


def refreshing(wish: Wish, deliver: Deliver) -> None:
    """Ask whoever was not asked lately, and deliver what becomes known as changes of the state.

    Runs in a thread of its own, with its own store; what goes wrong is told as news.
    """
    try:
        _refresh(wish, deliver)
    except WhichModelError as problem:
        words = str(problem)
        deliver(lambda state: told(state, words))


def _refresh(wish: Wish, deliver: Deliver) -> None:
    known = world(wish.environ, create=True)
    providers = chosen(known.providers, wish.providers)
    asked = outdated(known, wanted(known, providers, bool(wish.providers)))
    if not asked:
        return
    answers: dict[str, Listing] = {}
    failed: list[str] = []
    last = monotonic()

    def on_answer(status: ProviderStatus, _before: Listing | None, now: Listing) -> None:
        nonlocal last
        answers[status.id] = now
        if status.status != "ok":
            failed.append(status.id)
        news = f"asked {len(answers)} of {len(asked)} providers"
        deliver(lambda state: told(state, news))
        if monotonic() - last > PAUSE:
            _renew(wish, known, providers, answers, deliver)
            last = monotonic()

    deliver(lambda state: told(state, f"asking {_counted(len(asked))}…"))
    refresh(known, asked, wish.timeout, on_answer)
    _renew(wish, known, providers, answers, deliver)
    deliver(lambda state: told(state, summary(len(asked), failed)))


def outdated(known: World, providers: list[Provider]) -> list[Provider]:
    """Those whose own list is not there, or no longer fresh."""
    found = statuses(known, providers).providers
    fresh = {
        status.id
        for status in found
        if status.source == "cached" and status.age_seconds is not None
        if status.age_seconds < FRESH
    }
    return [provider for provider in providers if provider.id not in fresh]


def summary(asked: int, failed: list[str]) -> str:
    """How it went, in one line."""
    answered = asked - len(failed)
    words = f"{_counted(answered)} answered"
    return f"{words}; not {', '.join(failed)}" if failed else words


def _counted(number: int) -> str:
    return f"{number} provider{'s' * (number != 1)}"


def _renew(
    wish: Wish,
    known: World,
    providers: list[Provider],
    answers: dict[str, Listing],
    deliver: Deliver,
) -> None:
    items = wish.gather(recall(known, providers, answers))
    rank = ranking(items, spellings(known.providers))
    rank("", 0)  # made here, not while somebody types
    deliver(lambda state: renewed(state, items, rank))

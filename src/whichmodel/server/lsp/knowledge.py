"""What is known of models, opened once and again when the catalogue or the store has changed."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from whichmodel.check.cases import Routed
from whichmodel.check.known import known_of
from whichmodel.check.lookup import Lookup
from whichmodel.check.mentions import Finder
from whichmodel.check.rules.stale_table import Tables
from whichmodel.discovery.configuration import Configuration
from whichmodel.discovery.stores.bundle import DEFAULT_PATH
from whichmodel.discovery.world import World, downloaded_file, world

SHARED_SECONDS = 300
"""After so long a store is read again that is no file whose change shows."""

State = tuple[object, ...]
"""Differs when what is known may differ."""


class Surfaces(NamedTuple):
    """What other parts of us do for an editor.

    `route` reads a string as run time does; `offers` are the strings that begin so, each with a few
    words about it; `tables` tells where generated tables are out of date.
    """

    route: Callable[[str], Routed]
    offers: Callable[[str], list[tuple[str, str]]]
    tables: Callable[[World], Tables]


class Held(NamedTuple):
    """What is known at one time, ready to be asked."""

    world: World
    finder: Finder
    lookup: Lookup
    tables: Tables
    state: State

    @property
    def today(self) -> str:
        """The day in UTC on which it was opened."""
        return self.world.time[:10]


class Knowledge:
    """Holds what is known; for one thread."""

    def __init__(self, environ: dict[str, str], surfaces: Surfaces) -> None:
        self.surfaces = surfaces
        self._environ = environ
        self._held: Held | None = None

    def is_old(self) -> bool:
        """Whether there is something new to be read."""
        return self._held is None or self._held.state != _state(self._held.world.settings)

    def held(self) -> Held:
        """What is known now."""
        if self._held is None or self.is_old():
            self.close()
            self._held = self._opened()
        return self._held

    def _opened(self) -> Held:
        about = world(self._environ)
        state = _state(about.settings)
        known = known_of(about)
        lookup = Lookup(about, known, self.surfaces.route)
        return Held(about, Finder(known), lookup, self.surfaces.tables(about), state)

    def close(self) -> None:
        """Let go of all files."""
        if self._held is None:
            return
        self._held.lookup.close()
        self._held.world.bundle.close()
        if self._held.world.store:
            self._held.world.store.close()
        self._held = None


def _state(settings: Configuration) -> State:
    """The day, and the files that everything is read from as they are now."""
    now = datetime.now(UTC)
    shared = "://" in settings.store and not settings.store.startswith("sqlite:")
    turn = now.timestamp() // SHARED_SECONDS if shared else 0
    store = "" if shared else settings.store.removeprefix("sqlite:///")
    files = (DEFAULT_PATH, downloaded_file(settings), settings.path, store)
    return now.date(), turn, *map(_stamp, files)


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size

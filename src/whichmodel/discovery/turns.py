"""Standing in line where many ask: one of all who share a store asks at each place, and the rest
take that answer."""

from collections.abc import Callable, Iterable
from contextlib import suppress

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.stores import Place, Store
from whichmodel.discovery.world import World, broken

SHORTEST, LONGEST = 0.05, 0.4
"""Seconds between two looks at what others do, doubled each time."""


class Line:
    """Names whose turn to be asked by us has not come, and places that are ours to ask."""

    def __init__(
        self, world: World, names: Iterable[str], spot: Callable[[Store, str], Place]
    ) -> None:
        self.world = world
        self.standing = list(names)
        self.spot = spot
        self.held: dict[str, Place] = {}
        self.pause = SHORTEST

    def come(self) -> list[tuple[str, bool]]:
        """Who may be asked now (True), or has just answered somebody else (False)."""
        turns = self._turns() if self.standing else {}
        found = [(name, turns[name]) for name in self.standing if name in turns]
        self.standing = [name for name in self.standing if name not in turns]
        self.pause = SHORTEST if found else min(2 * self.pause, LONGEST)
        return found

    def _turns(self) -> dict[str, bool]:
        """Where the store is no help, everybody may be asked."""
        store = self.world.store
        if store is None or self.world.broken:
            return dict.fromkeys(self.standing, True)
        try:
            spots = {self.spot(store, name): name for name in self.standing}
            turns = store.turns(spots)
        except StoreError as error:
            broken(self.world, error)
            return dict.fromkeys(self.standing, True)
        self.held |= {spots[spot]: spot for spot, ours in turns.items() if ours}
        return {spots[spot]: ours for spot, ours in turns.items()}

    def leave(self, name: str) -> None:
        """Let others ask there."""
        spot = self.held.pop(name, None)
        if spot and self.world.store:
            with suppress(StoreError):  # a store that is lost has let go of everything
                self.world.store.leave(spot)

    def leave_all(self) -> None:
        """Let others ask wherever we might have."""
        for name in list(self.held):
            self.leave(name)

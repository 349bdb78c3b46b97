"""Where listings are remembered: one store, whichever database is beneath it."""

import os
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from whichmodel.discovery.errors import StoreError, UsageError
from whichmodel.discovery.model import Listing

TYPE_CHECKING = False  # who only reads a list need not load what tells two apart
if TYPE_CHECKING:
    from whichmodel.discovery.catalogue.changes import Change


SERVERS = ("postgres://", "postgresql://")
"""How the URL of a store begins that many machines share."""


class Place(NamedTuple):
    """What a listing is remembered under: never a key, only its digest ("" without one)."""

    provider: str
    endpoint: str
    credential: str


class Store(Protocol):
    """Remembers the last answer of each provider, endpoint and credential apart.

    It also remembers what each answer changed, and since when: always with the answer itself.
    `shared` tells whether others, on other machines, ask and remember here too: they wait for
    answers, so each is put as it comes.
    """

    shared: bool

    def credential(self, key: str | None) -> str:
        """A digest that tells keys apart and tells nothing of them; "" for no key."""

    def get(self, place: Place) -> Listing | None:
        """What is remembered there."""

    def put(self, listings: Iterable[tuple[Place, Listing]]) -> None:
        """Remember all of them and what each changes, or nothing at all: StoreError when that
        cannot be done."""

    def places(self) -> list[Place]:
        """Where something is remembered."""

    def state(self) -> str:
        """What is another after everything that was put, and in every other store; cheap to ask."""

    def changes(self, since: str, place: Place) -> "list[Change]":
        """What changed there at or after a time (ISO 8601, UTC), in the order it happened."""

    def begun(self) -> dict[Place, str]:
        """The time of the first whole list that a change was measured against, by place."""

    def turns(self, places: Iterable[Place]) -> dict[Place, bool]:
        """Of these places those with no need to wait: True where it is this store's turn to ask,
        and nobody else's until it leaves; False where somebody else has put something since this
        store read it, which is the answer."""

    def leave(self, place: Place) -> None:
        """Let others ask there; what ends the process, or loses the database, leaves all."""

    def close(self) -> None:
        """Let go of the database."""


def open_store(url: str, create: bool) -> Store | None:
    """The store at a URL or path; None where there is none yet and `create` is false."""
    if url.startswith(SERVERS):
        from whichmodel.discovery.stores.postgres import open_postgres

        return open_postgres(url, create)
    path = url.removeprefix("sqlite:///")
    if "://" in path:
        raise UsageError(
            "a store is a file path, sqlite:///PATH or postgresql://…; others are not known"
        )
    if not create and not os.path.exists(path):
        return None
    from whichmodel.discovery.stores.sqlite import SqliteStore

    return SqliteStore(path, create)


__all__ = ["Place", "Store", "StoreError", "open_store"]

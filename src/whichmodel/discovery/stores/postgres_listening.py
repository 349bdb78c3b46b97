"""Hearing of changes that anybody makes in a shared store, for as long as one likes."""

import random
from collections.abc import Iterator
from threading import Event

from whichmodel.discovery.errors import StoreError
from whichmodel.discovery.stores.postgres import CHANNEL
from whichmodel.discovery.stores.postgres_connection import (
    ANSWER_SECONDS,
    Failure,
    connected,
    within,
)

HEARTBEAT = 1.0
"""Seconds after which a silent connection is looked at, and `ended` too."""
SHORTEST, LONGEST = 0.2, 10.0
"""Seconds between attempts to connect again, doubled each time."""


def listen(url: str, ended: Event) -> Iterator[str]:
    """The id of each provider of which something was put, until `ended` is set.

    "" comes first, and whenever the connection was made anew: anything may have changed before. It
    blocks, so give it a thread; a database that is away is tried again and again.
    """
    pause = SHORTEST
    while not ended.is_set():
        try:
            for provider in _heard(url, ended):
                pause = SHORTEST
                yield provider
        except (StoreError, Failure, TimeoutError):
            ended.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - so that not all come at once
            pause = min(2 * pause, LONGEST)


def _heard(url: str, ended: Event) -> Iterator[str]:
    connection = connected(url)
    try:
        connection.execute(f"LISTEN {CHANNEL}".encode())
        yield ""
        while not ended.is_set():
            for note in connection.notifies(timeout=HEARTBEAT):
                yield note.payload
            within(ANSWER_SECONDS, lambda: connection.execute("SELECT 1"))
    finally:
        connection.close()

"""Server-sent events: whoever listens hears of each new edition."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

MEDIA = b"text/event-stream"
MOST = 500
"""So many may listen to one worker."""
HEARTBEAT = 15.0
"""Seconds after which a comment is sent, so that nobody in between takes the line for dead."""


class Events:
    """Who listens, and what is told them; all of it on the event loop."""

    def __init__(self) -> None:
        self._listening: set[asyncio.Queue[bytes | None]] = set()
        self.ended = False

    @property
    def count(self) -> int:
        """How many listen."""
        return len(self._listening)

    def tell(self, told: dict[str, Any]) -> None:
        """Tell everybody; who does not read loses the older of two."""
        for queue in self._listening:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(event(told))

    def end(self) -> None:
        """Nobody is told anything more."""
        self.ended = True
        for queue in self._listening:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(None)

    async def listen(self, told: dict[str, Any] | None, last: str) -> AsyncGenerator[bytes, None]:
        """What is sent to one client: the current edition first, unless it was its last."""
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1)
        self._listening.add(queue)
        try:
            yield b"retry: 3000\n\n"
            if told and told["edition"] != last:
                yield event(told)
            while not self.ended:
                try:
                    heard = await asyncio.wait_for(queue.get(), HEARTBEAT)
                except TimeoutError:
                    heard = b": still here\n\n"
                if heard is None:
                    return
                yield heard
        finally:
            self._listening.discard(queue)


def event(told: dict[str, Any]) -> bytes:
    """An edition as one event; a client that comes back says its id."""
    data = json.dumps({name: value for name, value in told.items() if name != "names"})
    return f"id: {told['edition']}\nevent: edition\ndata: {data}\n\n".encode()

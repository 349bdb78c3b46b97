"""One request, as those who answer it see it."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from whichmodel.server.answering import Given, Send
from whichmodel.server.prepared import Headers

Receive = Callable[[], Awaitable[dict[str, Any]]]
READING = ("GET", "HEAD")


class Request(NamedTuple):
    """What was asked, and the headers that are added to whatever the answer is."""

    method: str
    path: str
    query: bytes
    given: Given
    extra: Headers
    receive: Receive
    send: Send

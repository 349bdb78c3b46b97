"""Our reading of a server on loopback: real dialects, a real connection, a row moved there."""

import time

from servers.loopback import Loopback
from servers.providers import at, key_for
from whichmodel.discovery.fetch import Answer, Connection, Fetched, listing
from whichmodel.discovery.model import Provider, Record
from whichmodel.discovery.wire import Request

SIGNED = ("aws", "google")
"""Ways in that no plain key opens; what signing makes of them in the end is a bearer token."""


def read(server: Loopback, provider_id: str, key: str | None = "its own") -> Fetched:
    """What `provider_id` answers from `server`; the key is the server's own unless told."""
    return fetched(at(server, provider_id), key_for(provider_id) if key == "its own" else key)


def fetched(provider: Provider, key: str | None) -> Fetched:
    """What a provider's row yields, with a deadline that no honest test comes near."""
    connection = Connection()
    deadline = time.monotonic() + 60
    row = provider._replace(auth="bearer") if provider.auth in SIGNED else provider

    def get(request: Request, validators: dict[str, str]) -> Answer:
        return connection.get(request, deadline, validators)

    return listing(row, key, get, {})


def records(server: Loopback, provider_id: str) -> dict[str, Record]:
    """The records by model, of a listing in which nothing went wrong."""
    found = read(server, provider_id)
    assert found.problem is None, found.problem
    assert found.skipped == 0
    assert found.records is not None
    return {record["model"]: record for record in found.records}


def models(server: Loopback, provider_id: str) -> list[str]:
    """The models in the order in which they came."""
    return list(records(server, provider_id))

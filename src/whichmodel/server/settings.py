"""What a server was told: where it listens, who may ask, what it tells, and when it refreshes."""

from ipaddress import ip_address
from typing import NamedTuple

from whichmodel.discovery.catalogue.query import Query
from whichmodel.discovery.errors import UsageError
from whichmodel.server.gate import LOCAL, Rules
from whichmodel.server.policy import Policy
from whichmodel.server.tokens import Token

RATE = 50.0
"""Requests a second of one client, where others than this machine can ask."""


class Settings(NamedTuple):
    """All of it. `every` is the seconds between two refreshes, 0 for none; `tokens` a path."""

    host: str
    port: int
    workers: int
    every: float
    timeout: float
    tokens: str
    rules: Rules
    policy: Policy
    usual: Query


def is_local(host: str) -> bool:
    """Whether only this machine can ask there."""
    if host.lower() in LOCAL:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Access(NamedTuple):
    """Who may ask, as somebody said it; None for a rate is the usual one."""

    tokens: list[Token]
    public: bool = False
    private: bool = False
    rate: float | None = None
    names: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()


def rules(host: str, said: Access) -> Rules:
    """On this machine everybody may ask, under its own names, unless it is to be private; elsewhere
    who has a token, and with `public` everybody may read. UsageError where nobody could."""
    local = is_local(host)
    asked_for = said.tokens if said.private or not local else None
    if asked_for == [] and not said.public:
        where = "to be private" if local else f"{host} can be reached from elsewhere"
        raise UsageError(
            f"{where}: make a token (whichmodel serve --new-token NAME), or say --public"
        )
    names = tuple(name.lower() for name in said.names)
    hosts = frozenset((*LOCAL, host.lower(), *names) if local else names)
    usual = 0.0 if local else RATE
    rate = usual if said.rate is None else said.rate
    return Rules(hosts, asked_for, said.public, rate, frozenset(said.proxies))

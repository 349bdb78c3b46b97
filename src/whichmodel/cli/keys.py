"""Where keys are found: in the environment, and in the `.env` of a directory. Never what they are.

Of a `.env` nothing but plain keys is taken. What else it may set decides where a key is sent, and
whoever wrote the file need not be who set the key: addresses, regions, cloud logins and settings
of ours count only in the environment.
"""

import os
from collections.abc import Iterable
from io import StringIO
from typing import NamedTuple

from whichmodel.discovery.discover import statuses
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import Provider, ProviderStatus
from whichmodel.discovery.providers import CREDENTIALS, key_variable
from whichmodel.discovery.world import World
from whichmodel.formats.words import outcome

FILE = ".env"
LONGEST = 1 << 20
"""Bytes of a `.env`: more is none."""

LOAD = "set -a; . ./.env; set +a, or any dotenv loader"
REFERENCE = "${"

SHOWN = 5
"""Providers of whom it is told where their keys are, where there is no key at all."""


class Keys(NamedTuple):
    """The environment with the keys of `.env` that it lacks.

    `added` names these; `withheld` tells by provider why a key of `.env` is not sent to it.
    """

    environ: dict[str, str]
    added: frozenset[str]
    withheld: dict[str, str]

    def variable(self, provider: Provider) -> str | None:
        """The variable that holds the provider's key, here or there."""
        return key_variable(provider, self.environ)

    def place(self, variable: str) -> str:
        """Where the variable was found, in words."""
        return FILE if variable in self.added else "environment"


def dotenv(path: str = FILE) -> dict[str, str]:
    """The variables of a `.env`, as its loaders read them; none where there is no such file.

    References to other variables are left as they are. Unavailable where it cannot be read.
    """
    from dotenv.parser import parse_stream

    if not os.path.isfile(path):  # many a virtual environment is a directory of this name
        return {}
    try:
        with open(path, "rb") as file:
            data = file.read(LONGEST + 1)
    except OSError as error:
        raise Unavailable(f"{path}: {error.strerror}: make it readable, or move it away") from None
    if len(data) > LONGEST:
        raise Unavailable(f"{path} is larger than {LONGEST:,} bytes: move it away")
    lines = parse_stream(StringIO(data.decode("utf-8-sig", "replace")))
    return {line.key: line.value for line in lines if line.key and line.value is not None}


def gathered(providers: Iterable[Provider], environ: dict[str, str], more: dict[str, str]) -> Keys:
    """The keys of these providers; what the environment has goes before what `.env` has."""
    added: dict[str, str] = {}
    withheld: dict[str, str] = {}
    for provider in providers:
        name = _plain_key(provider, more)
        if name is None or key_variable(provider, environ):
            continue
        added[name] = more[name]
        reason = _reason(provider, more, name)
        if reason:
            withheld[provider.id] = reason
    return Keys({**environ, **added}, frozenset(added), withheld)


def _plain_key(provider: Provider, values: dict[str, str]) -> str | None:
    """The first variable that holds a key, and is no part of a login of a cloud's library."""
    logins = {name for group in CREDENTIALS.get(provider.auth, ()) for name in group}
    names = (name for name in provider.key_env if name not in logins)
    return next((name for name in names if values.get(name, "").strip()), None)


def _reason(provider: Provider, values: dict[str, str], name: str) -> str | None:
    """Why a key that was found in `.env` must not be sent where the provider is known to be."""
    address = next((each for each in provider.base_env if values.get(each, "").strip()), None)
    if address:
        return f"{FILE} also sets {address}"
    return f"{name} refers to another variable" if REFERENCE in values[name] else None


# ── what is said of them ──────────────────────────────────────────────────────────────────────────


def told(known: World, found: Keys) -> Iterable[str]:
    """Which keys were found where, and what they open; without any, what there is to do."""
    catalogue = statuses(known, known.providers.values())
    opened = [
        (status, variable)
        for status in catalogue.providers
        if (variable := found.variable(known.providers[status.id]))
    ]
    if not opened:
        yield from _without_keys(known)
        return
    rows = [(each.name, name, found.place(name), counted(each)) for each, name in opened]
    rows.insert(0, ("provider", "key", "found in", "models"))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(wide) for cell, wide in zip(row, widths, strict=False)]
        yield "  ".join([*cells, row[3]])


def counted(status: ProviderStatus) -> str:
    """How many models there are and how that is known; that nobody asked yet is no trouble here."""
    fine = status.status == "not_asked"
    return outcome(status._replace(status="ok", detail=None) if fine else status)


def _without_keys(known: World) -> Iterable[str]:
    """Who lists models without a key, and where keys are given out."""
    asked = [provider for provider in known.providers.values() if provider.calls]
    public = [each.name for each in asked if each.listing == "public"]
    local = [each.name for each in asked if each.listing == "local"]
    yield f"No key is set, neither in the environment nor in {FILE}. Without one:"
    yield f"  on this machine   {', '.join(local)}"
    yield f"  a public list     {', '.join(public)} (a call needs a key)"
    yield "Keys are given out at:"
    given = [each for each in asked if each.keys_url and each.key_env]
    for each in given[:SHOWN]:
        yield f"  {each.name:<10}  {each.key_env[0]:<18}  {each.keys_url}"
    if len(given) > SHOWN:
        yield f"  and {len(given) - SHOWN} more: each is told when it is chosen"

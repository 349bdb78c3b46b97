"""`whichmodel doctor`: what is in use here; never a secret."""

import argparse
import os
import sys
from datetime import date

from whichmodel.cli import output
from whichmodel.discovery.providers import key_variable
from whichmodel.discovery.world import World, places, world
from whichmodel.formats.json import indented

HELP = """Show which keys (by name), endpoints, caches and versions are in use.

examples:
  whichmodel doctor
  whichmodel doctor --json
"""
VARIABLES = (
    "WHICHMODEL_CONFIG", "WHICHMODEL_CACHE_DIR", "WHICHMODEL_STORE", "WHICHMODEL_OFFLINE",
    "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
    "SSL_CERT_FILE", "SSL_CERT_DIR", "NO_COLOR",
)  # fmt: skip
LIBRARIES = ("litellm", "botocore", "google.auth", "azure.identity")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `doctor`."""
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Report; everything that is wrong is a line that says so."""
    report = examined(world(dict(os.environ)))
    if args.format == "json":
        output.write(indented({"schema": 1, **report}) + "\n")
    else:
        output.write("".join(lines(report)))
    return 0


def examined(known: World) -> dict[str, object]:
    """What is in use: versions, data, settings, variables, keys and endpoints."""
    from whichmodel import __version__

    return {
        "version": __version__,
        "python": f"{sys.version.split()[0]} ({sys.executable})",
        "catalogue": {"date": known.bundle.date, **sources(known)},
        "configuration": {"path": known.settings.path, "found": known.settings.found},
        "store": store(known),
        "offline": known.settings.offline,
        "variables": {
            name: shown(known.environ[name]) for name in VARIABLES if known.environ.get(name)
        },
        "keys": keys(known),
        "endpoints": {p.id: p.base_url for p in known.providers.values() if p.origin in _CHANGED},
        "libraries": {name: installed(name) for name in LIBRARIES},
        "warnings": known.warnings,
    }


def sources(known: World) -> dict[str, str]:
    """What is known from each catalogue: its version, its date, and how old that is."""
    today = known.now.date()
    return {
        name: f"{source['version']} of {source['date']}, {age(source['date'], today)}"
        for name, source in known.bundle.sources().items()
    }


def age(day: str, today: date) -> str:
    """How long ago a day was."""
    days = max(0, (today - date.fromisoformat(day)).days)
    return f"{days} day{'s' * (days != 1)} old"


_CHANGED = ("configuration", "environment")


def store(known: World) -> dict[str, object]:
    """Where listings are remembered, and how many."""
    url = shown(known.settings.store)
    if known.store is None:
        return {"url": url, "exists": False, "listings": 0}
    return {"url": url, "exists": True, "listings": len(places(known))}


def shown(value: str) -> str:
    """A setting without the name, the password and the parameters that a URL may hold."""
    if os.path.isabs(value):
        return value
    scheme, found, rest = value.rpartition("://")
    address, query, _ = rest.partition("?")
    _, secret, host = address.rpartition("@")
    return f"{scheme}{found}{'…@' * bool(secret)}{host}{'?…' * bool(query)}"


def keys(known: World) -> dict[str, str]:
    """Which variable opens which provider, as when asking."""
    found = {p.id: key_variable(p, known.environ) for p in known.providers.values()}
    return {provider_id: name for provider_id, name in found.items() if name}


def installed(module: str) -> str | None:
    """The version of an optional library, without importing it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(module.replace(".", "-"))
    except PackageNotFoundError:
        return None


def lines(report: dict[str, object]) -> list[str]:
    """The report for a person."""
    text = []
    for name, value in report.items():
        if isinstance(value, dict):
            text.append(f"{name}\n" if value else f"{name:<14}none\n")
            text += [f"  {key:<22}{words(item)}\n" for key, item in value.items()]
        else:
            text.append(f"{name:<14}{words(value)}\n")
    return text


def words(value: object) -> str:
    """A value as a person writes it."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {words(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "none"
    if value is None:
        return "not installed"
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)

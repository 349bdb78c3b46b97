"""`whichmodel refresh`: ask providers now, and tell what changed."""

import argparse
import os
from collections.abc import Iterable

from whichmodel.cli import output
from whichmodel.cli.list import seconds
from whichmodel.discovery.discover import refresh, statuses, wanted
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import Listing, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World, world

HELP = """Ask providers for their models now, in parallel, and remember what they answer.

Without names: all that are public, or whose key is in the environment. A server on this machine
is asked when it is named, configured, or was asked before.

examples:
  whichmodel refresh
  whichmodel refresh groq ollama --timeout 5
"""
SHOWN_CHANGES = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `refresh`."""
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all that can be")
    parser.add_argument(
        "--timeout", type=seconds, default=10.0, metavar="SECONDS", help="in all; default: 10"
    )
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Ask; exit 3 only when nobody gave a list."""
    known = world(dict(os.environ), create=True)
    providers = chosen(known.providers, args.providers)
    before = _remembered(known, providers)
    asked = ask(known, providers, bool(args.providers), args.timeout)
    if args.format == "json":
        from whichmodel.formats import render

        output.write(render("json", statuses(known, providers, asked)))
    else:
        output.write("".join(f"{line}\n" for line in changes(known, before, asked)))
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return 0 if any(listing.status in ("ok", "partial") for listing in asked.values()) else 3


def _remembered(known: World, providers: Iterable[Provider]) -> dict[str, Listing | None]:
    from whichmodel.discovery.world import remembered_listing

    return {provider.id: remembered_listing(known, provider) for provider in providers}


def ask(known: World, providers: list[Provider], named: bool, timeout: float) -> dict[str, Listing]:
    """Ask whom it makes sense to ask, with a line on stderr as each answers."""
    askable = wanted(known, providers, named)
    if not askable:
        raise Unavailable("nobody can be asked: `whichmodel providers` tells which keys to set")
    from time import monotonic

    started = monotonic()

    def progress(status: ProviderStatus, before: Listing | None, now: Listing) -> None:
        output.say(progress_line(status, before, now, monotonic() - started))

    asked = refresh(known, askable, timeout, progress)
    silent = len(providers) - len(askable)
    if silent:
        output.say(f"{silent} not asked: no key, or no listing (`whichmodel providers` tells)")
    return asked


def progress_line(
    status: ProviderStatus, before: Listing | None, now: Listing, elapsed: float
) -> str:
    """How one provider answered: name, status, models, time, and what changed."""
    parts = [f"{status.id:<14} {status.status:<12} {status.models:>5} models  {elapsed:5.1f} s"]
    appeared, gone = difference(before, now)
    if before and (appeared or gone):
        parts.append(f"+{len(appeared)} −{len(gone)}")
    if status.source == "cached":
        parts.append(f"kept the list of {status.fetched_at}")
    if status.skipped_rows:
        parts.append(f"{status.skipped_rows} rows skipped")
    if status.detail:
        parts.append(status.detail)
    return "  ".join(parts)


def difference(before: Listing | None, now: Listing) -> tuple[list[str], list[str]]:
    """Models that appeared and disappeared, sorted."""
    old = {record["model"] for record in before.records} if before else set()
    new = {record["model"] for record in now.records}
    return sorted(new - old), sorted(old - new)


def changes(
    known: World, before: dict[str, Listing | None], asked: dict[str, Listing]
) -> Iterable[str]:
    """What changed since the last time, as lines of + and −; a first list is not a change."""
    for provider_id, now in asked.items():
        earlier = before.get(provider_id)
        if earlier and earlier.records:
            prefix = known.providers[provider_id].prefix
            appeared, gone = difference(earlier, now)
            lines = [f"+ {prefix}/{m}" for m in appeared] + [f"- {prefix}/{m}" for m in gone]
            yield from lines[:SHOWN_CHANGES]
            if len(lines) > SHOWN_CHANGES:
                yield f"… and {len(lines) - SHOWN_CHANGES} more changes at {provider_id}"

"""`whichmodel refresh`: ask providers now, and tell what changed."""

import argparse
import os
from collections.abc import Iterable
from typing import NamedTuple

from whichmodel.cli import output
from whichmodel.cli.list import seconds
from whichmodel.discovery.discover import refresh, statuses, wanted
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import Listing, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World, world

HELP = """Ask providers for their models now, in parallel, and remember what they answer.

Without names: all that are public, or whose key is in the environment. A server
on this machine is asked when it is named, configured, or was asked before.

examples:
  whichmodel refresh
  whichmodel refresh groq ollama --timeout 5
"""
SHOWN_CHANGES = 20


class Asked(NamedTuple):
    """What those who were asked list now, and what was remembered of them before."""

    now: dict[str, Listing]
    before: dict[str, Listing | None]

    @property
    def code(self) -> int:
        """The exit code: 3 when nobody gave a list."""
        return 0 if any(now.status in ("ok", "partial") for now in self.now.values()) else 3


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
    asked = ask(known, providers, bool(args.providers), args.timeout)
    if args.format == "json":
        from whichmodel.formats import render

        output.write(render("json", statuses(known, providers, asked.now)))
    else:
        output.write("".join(f"{line}\n" for line in changes(known, asked)))
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return asked.code


def ask(known: World, providers: list[Provider], named: bool, timeout: float) -> Asked:
    """Ask whom it makes sense to ask, with a line on stderr as each answers."""
    askable = wanted(known, providers, named)
    if not askable:
        raise Unavailable("nobody can be asked: `whichmodel providers` tells which keys to set")
    from time import monotonic

    started = monotonic()
    before: dict[str, Listing | None] = {}

    def progress(status: ProviderStatus, previous: Listing | None, now: Listing) -> None:
        before[status.id] = previous
        output.say(progress_line(status, previous, now, monotonic() - started))

    now = refresh(known, askable, timeout, progress)
    silent = len(providers) - len(askable)
    if silent:
        output.say(f"{silent} not asked: no key, or no listing (`whichmodel providers` tells)")
    return Asked(now, before)


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


def changes(known: World, asked: Asked) -> Iterable[str]:
    """What changed since the last time, as lines of + and −; a first list is not a change."""
    for provider_id, now in asked.now.items():
        earlier = asked.before[provider_id]
        if earlier and earlier.records:
            prefix = known.providers[provider_id].prefix
            appeared, gone = difference(earlier, now)
            lines = [f"+ {prefix}/{m}" for m in appeared] + [f"- {prefix}/{m}" for m in gone]
            yield from lines[:SHOWN_CHANGES]
            if len(lines) > SHOWN_CHANGES:
                yield f"… and {len(lines) - SHOWN_CHANGES} more changes at {provider_id}"

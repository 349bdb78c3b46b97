"""`whichmodel refresh`: ask providers and published catalogues now, and tell what changed."""

import argparse
import os
from collections.abc import Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from whichmodel.cli import output
from whichmodel.cli.list import seconds
from whichmodel.discovery.discover import refresh, statuses, wanted
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import Listing, Provider, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World, world

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whichmodel.discovery.fetching import Fetching, Outcome

HELP = """Ask providers for their models now, in parallel, and remember what they answer.

Without names: all that are public, or whose key is in the environment, and the
published catalogues (LiteLLM's model map, genai-prices, models.dev, and the
retirement notices of deprecations.info). A server on this machine is asked when
it is named, configured, or was asked before.

examples:
  whichmodel refresh
  whichmodel refresh groq ollama --timeout 5
  whichmodel refresh --catalogues
  whichmodel refresh --snapshot https://models.corp.example/whichmodel.sqlite
"""
SHOWN_CHANGES = 20
SHOWN_AWAITED = 5
PATIENCE = 1.0
"""Seconds that people wait before they want to know what for."""


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
    parser.add_argument(
        "--catalogues",
        action=argparse.BooleanOptionalAction,
        help="fetch the published catalogues, and ask only who is named; default: where nobody is",
    )
    parser.add_argument(
        "--snapshot",
        nargs="?",
        const="",
        metavar="URL",
        help="only get a newer snapshot, from a URL or path; default: that of the configuration",
    )
    parser.add_argument(
        "--sha256", metavar="HEX", help="the snapshot's checksum; default: what URL.sha256 says"
    )
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Ask; exit 3 only when nobody gave a list."""
    known = world(dict(os.environ), create=args.snapshot is None)
    if args.snapshot is not None:
        if args.providers:
            raise UsageError("a snapshot comes alone: leave out the providers")
        return get_snapshot(known, args.snapshot, args.sha256, args.timeout)
    providers = chosen(known.providers, args.providers)
    catalogues = args.catalogues is not False and (args.catalogues or not args.providers)
    fetching = begun(known, args.timeout) if catalogues else None
    if args.providers or not args.catalogues:
        asked = ask(known, providers, bool(args.providers), args.timeout, fetching is not None)
    else:
        asked = Asked({}, {})
    fetched = told(known, fetching) if fetching else False
    if args.format == "json":
        from whichmodel.formats import render

        output.write(render("json", statuses(known, providers, asked.now)))
    else:
        output.write("".join(f"{line}\n" for line in changes(known, asked)))
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    from whichmodel.cli.completing import renew

    renew(known.environ)
    return 0 if fetched else asked.code


def get_snapshot(known: World, url: str, sha256: str | None, timeout: float) -> int:
    """Put a newer snapshot to use, and say which."""
    from whichmodel.discovery.fetching import snapshot

    settings = known.settings.snapshot
    place = url or settings.get("url", "")
    if not place:
        raise UsageError("say where the snapshot is: --snapshot URL, or url in [snapshot]")
    sums = ("" if url else settings.get("sha256_url")) or f"{place}.sha256"
    bundle = snapshot(known, place, sha256, sums, timeout)
    models = sum(bundle.counts().values())
    output.say(f"snapshot       ok           {models:>5,} models  built {bundle.built}")
    return 0


def begun(known: World, timeout: float) -> "Fetching | None":
    """Start to fetch the published catalogues that are not switched off, if any is left."""
    from whichmodel.discovery.fetching import begin, fetchable

    sources = fetchable(known)
    return begin(known, sources, timeout) if sources else None


def told(known: World, fetching: "Fetching") -> bool:
    """Wait for the catalogues, with a line on stderr for each; whether any of them is fine."""
    from whichmodel.discovery.fetching import finished

    fine = False
    for outcome in finished(known, fetching):
        output.say(catalogue_line(outcome))
        fine = fine or outcome.status == "ok"
    return fine


def catalogue_line(outcome: "Outcome") -> str:
    """How the fetching of one catalogue went: name, status, models, and what went wrong."""
    parts = [f"{outcome.name:<14} {outcome.status:<12} {outcome.models:>5,} models"]
    if outcome.status != "ok":
        kept = (
            f"the data of {outcome.fetched_at}" if outcome.fetched_at else "what was known before"
        )
        parts.append(f"kept {kept}")
    if outcome.detail:
        parts.append(outcome.detail)
    return "  ".join(parts)


def ask(
    known: World, providers: list[Provider], named: bool, timeout: float, else_fine: bool = False
) -> Asked:
    """Ask whom it makes sense to ask, with a line on stderr as each answers.

    Unavailable where nobody can be asked, unless that is `else_fine`.
    """
    askable = wanted(known, providers, named)
    if not askable and else_fine:
        return Asked({}, {})
    if not askable:
        raise Unavailable("nobody can be asked: `whichmodel providers` tells which keys to set")
    from time import monotonic

    started = monotonic()
    before: dict[str, Listing | None] = {}

    def progress(status: ProviderStatus, previous: Listing | None, now: Listing) -> None:
        before[status.id] = previous
        output.say(progress_line(status, previous, now, monotonic() - started))

    with patience(lambda: [each.id for each in askable if each.id not in before]):
        now = refresh(known, askable, timeout, progress)
    silent = len(providers) - len(askable)
    if silent:
        output.say(f"{silent} not asked: no key, or no listing (`whichmodel providers` tells)")
    return Asked(now, before)


@contextmanager
def patience(awaited: "Callable[[], list[str]]") -> "Iterator[None]":
    """Say once, if it takes longer than people wait unasked, who has not answered yet."""
    from threading import Timer

    def tell() -> None:
        names = awaited()
        more = f" and {len(names) - SHOWN_AWAITED} more" if len(names) > SHOWN_AWAITED else ""
        if names:
            output.say(f"waiting for {', '.join(names[:SHOWN_AWAITED])}{more}")

    timer = Timer(PATIENCE, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


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

"""`whichmodel search`: one ranked search over all that is known."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.cli.list import add_wishes, count, counted
from whichmodel.cli.origins import origins_of
from whichmodel.discovery import finding
from whichmodel.discovery.catalogue.query import STATUS
from whichmodel.discovery.discover import statuses
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.matching.filters import Wish, read
from whichmodel.discovery.matching.search import Hit
from whichmodel.discovery.model import CAPABILITIES, KINDS, Catalogue
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.world import World, world
from whichmodel.formats import found, render

HELP = """Search everything that is known: ids, names, families, providers, capabilities.
Order, separators and spelling do not matter; versions do.

Among the words may stand: >128k (tokens), <$1 (per 1M input tokens), tools,
vision, reasoning, free, provider:groq, kind:embedding, status:active.

examples:
  whichmodel search kimi k2 groq
  whichmodel search sonet 4.5 --why
  whichmodel search 'llama 70b tools >100k <$1'
"""
LIMIT = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `search`."""
    parser.add_argument("words", nargs="+", metavar="WORD")
    parser.add_argument(
        "--provider", action="append", default=[], metavar="PROVIDER", help="only of this one"
    )
    parser.add_argument(
        "--kind", choices=("all", *KINDS), metavar="KIND", help="%(choices)s; default: all"
    )
    add_wishes(parser)
    parser.add_argument("--status", choices=STATUS, help="default: all, what is over last")
    parser.add_argument(
        "--limit", type=count, default=LIMIT, metavar="N", help=f"so many at most; default: {LIMIT}"
    )
    parser.add_argument("--why", action="store_true", help="say of each why it is there")
    parser.add_argument("--no-pager", action="store_true")
    output.add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Show what was found, the likeliest first; nothing found is no error."""
    environ = dict(os.environ)
    known = world(environ)
    refuse_unknown(known, " ".join(args.words))
    hits = finding.search(known, " ".join(args.words), args.limit, wish(known, args))
    text = shown(known, hits, args, environ)
    output.write(text, paged=args.format == "table" and not args.no_pager)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    output.say(summary(hits, args.limit, known))
    return 0


def refuse_unknown(known: World, words: str) -> None:
    """UsageError for no words, and for a filter among them that names what does not exist."""
    if not words.strip():
        raise UsageError("the words are empty: say what to search for, such as 'kimi tools'")
    asked = read(words, spellings(known.providers))[1]
    chosen(known.providers, sorted(asked.providers))
    for name, value, values in (("kind", asked.kind, KINDS), ("status", asked.status, STATUS)):
        if value not in (None, "all", *values):
            raise UsageError(f"no {name} is called {value!r}: choose from {', '.join(values)}")


def wish(known: World, args: argparse.Namespace) -> Wish:
    """What the options ask for."""
    named = chosen(known.providers, args.provider) if args.provider else []
    return Wish(
        providers=frozenset(provider.id for provider in named),
        min_context=args.min_context,
        max_price=args.max_price,
        kind=args.kind,
        status=args.status,
        able=tuple(name for name in CAPABILITIES if getattr(args, name)),
    )


def shown(known: World, hits: list[Hit], args: argparse.Namespace, environ: dict[str, str]) -> str:
    """The hits in the format that was asked for, in their order."""
    models = finding.models(known, hits)
    ranked = [hit for hit in hits if hit.entry.id in models]
    if args.format == "table":
        rows = [models[hit.entry.id] for hit in ranked]
        reasons = [hit.reasons for hit in ranked] if args.why else None
        return found.table(rows, reasons, output.width(environ), output.colour(environ))
    asked = dict.fromkeys(hit.entry.provider for hit in ranked)
    listings = statuses(known, [known.providers[provider] for provider in asked])
    catalogue = Catalogue(
        known.time, listings.providers, tuple(models[hit.entry.id] for hit in ranked)
    )
    if args.format == "json":
        return found.as_json(catalogue, ranked)
    return render(args.format, catalogue)


def summary(hits: list[Hit], limit: int, known: World) -> str:
    """One line: how many were found, and whose lists and of when the data is."""
    if not hits:
        return f"whichmodel: 0 models: nothing known fits; catalogue of {known.bundle.date}"
    told = origins_of([hit.entry.provider for hit in hits], known)
    found = counted(len(hits), "model")
    if len(hits) == limit:
        found = f"the first {found} (--limit shows more)"
    return "; ".join([f"whichmodel: {found}", *told])

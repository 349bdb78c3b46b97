"""`whichmodel list`: the models of all or some providers."""

import argparse
import os
from typing import TYPE_CHECKING

from whichmodel.cli import output
from whichmodel.cli.origins import origins
from whichmodel.discovery.catalogue import query as asked
from whichmodel.discovery.catalogue.query import SORTS, STATUS, Query, matches, wished
from whichmodel.discovery.discover import recall
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import CAPABILITIES, KINDS, Catalogue, Provider
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World, world
from whichmodel.formats import render

if TYPE_CHECKING:
    from whichmodel.cli.refresh import Asked

HELP = """List models, newest first within each provider.

examples:
  whichmodel list groq nebius
  whichmodel list --tools --min-context 128k --max-price 1
  whichmodel list openai --kind embedding --format csv
  whichmodel list together --live
"""
UNLISTED = ("all", "unlisted")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `list`."""
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all")
    add_filters(parser)
    parser.add_argument("--live", action="store_true", help="ask the providers now")
    parser.add_argument(
        "--timeout", type=seconds, default=10.0, metavar="SECONDS", help="for --live; default: 10"
    )
    parser.add_argument("--no-pager", action="store_true")
    output.add_format(parser)


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Which models are wanted, and in which order; `query` reads them."""
    parser.add_argument(
        "--kind",
        choices=("all", *KINDS),
        metavar="KIND",
        help="%(choices)s; default: chat, and what nobody has classified",
    )
    add_wishes(parser)
    parser.add_argument(
        "--status",
        choices=STATUS,
        action="append",
        default=[],
        help="default: all but what is retired, unlisted or only named by old prices and notices",
    )
    parser.add_argument("--sort", choices=SORTS, default="created")
    parser.add_argument("--newest", type=count, metavar="N", help="the N newest of each provider")


def add_wishes(parser: argparse.ArgumentParser) -> None:
    """What a model has to have."""
    for name in CAPABILITIES:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, action="store_true", dest=name, help="what is known to do it")
    parser.add_argument("--min-context", type=tokens, metavar="N", help="tokens: 200000, 128k, 1m")
    parser.add_argument("--max-price", type=dollars, metavar="N", help="$ per 1M input tokens")


def run(args: argparse.Namespace) -> int:
    """Show what is known; ask first with --live."""
    environ = dict(os.environ)
    known = world(environ, create=args.live)
    providers = chosen(known.providers, args.providers)
    asked = _asked(known, providers, args) if args.live else None
    catalogue = recall(known, providers, asked.now if asked else {})
    wish = query(args)
    shown = filtered(catalogue, wish, args.format, bool(args.providers))
    text = render(args.format, shown, output.width(environ), output.colour(environ))
    output.write(text, paged=args.format == "table" and not args.no_pager)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    output.say(summary(catalogue, shown, wish, known))
    return asked.code if asked else 0


def _asked(known: World, providers: list[Provider], args: argparse.Namespace) -> "Asked":
    from whichmodel.cli.refresh import Asked, ask

    try:
        return ask(known, providers, bool(args.providers), args.timeout)
    except Unavailable as error:
        output.say(f"whichmodel: {error}")
        return Asked({}, {})


def query(args: argparse.Namespace) -> Query:
    """What was asked for."""
    return Query(
        kind=args.kind,
        capabilities=tuple(name for name in CAPABILITIES if getattr(args, name)),
        min_context=args.min_context,
        max_price=args.max_price,
        status=tuple(args.status),
        sort=args.sort,
        newest=args.newest,
    )


def filtered(catalogue: Catalogue, wish: Query, form: str, named: bool) -> Catalogue:
    """The catalogue with the wished models; a table of everybody leaves silent ones out."""
    found = wished(catalogue, wish)
    if named or form not in ("table", "markdown"):
        return found
    speaking = {model.provider for model in found.models}
    return found._replace(providers=tuple(each for each in found.providers if each.id in speaking))


def summary(catalogue: Catalogue, shown: Catalogue, wish: Query, known: World) -> str:
    """One line: what was left out, and how old the data is."""
    providers = len({model.provider for model in shown.models})
    parts = [f"{counted(len(shown.models), 'model')} of {counted(providers, 'provider')}"]
    parts += [*left_out(catalogue, shown, wish), *origins(shown.providers, known)]
    return "whichmodel: " + "; ".join(parts)


def left_out(catalogue: Catalogue, shown: Catalogue, wish: Query) -> list[str]:
    """How many models are not shown, and which option shows them."""
    every = ("all",)
    by_default = every if wish.status else ()
    steps = {
        "of other kinds left out (--kind all)": Query(kind=wish.kind, status=every),
        "no longer listed left out (--status unlisted)": Query(
            kind="all", status=by_default or tuple(each for each in STATUS if each not in UNLISTED)
        ),
        "retired or on no list left out (--status all)": Query(kind="all", status=by_default),
        "more do not match": wish,
    }
    left = dict.fromkeys(steps, 0)
    for model in catalogue.models:
        reason = next((words for words, step in steps.items() if not matches(model, step)), None)
        if reason:
            left[reason] += 1
    left["older ones not shown"] = len(catalogue.models) - len(shown.models) - sum(left.values())
    return [f"{number} {words}" for words, number in left.items() if number]


def counted(number: int, word: str) -> str:
    """A number of things: 1 model, 2 models."""
    return f"{number} {word}{'s' * (number != 1)}"


def tokens(words: str) -> int:
    """What `query.tokens` reads."""
    try:
        return asked.tokens(words)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{words!r} is not a number of tokens: 200000, 128k, 1m"
        ) from None


def dollars(words: str) -> float:
    """What `query.dollars` reads."""
    try:
        return asked.dollars(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is not a price") from None


def count(words: str) -> int:
    """A whole number from 1."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 1")
    return int(words)


def seconds(words: str) -> float:
    """A positive time."""
    try:
        value = float(words)
    except ValueError:
        value = 0.0
    if not 0 < value < 3600:
        raise argparse.ArgumentTypeError(f"{words!r} is not a time in seconds")
    return value

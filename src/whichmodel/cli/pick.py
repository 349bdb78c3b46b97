"""`whichmodel pick`: choose a model from a list on the terminal."""

import argparse
import gc
import os

from whichmodel.cli import output
from whichmodel.cli.list import add_filters, count, filtered, query, seconds
from whichmodel.discovery.discover import recall
from whichmodel.discovery.model import Catalogue, Provider
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.world import World, world

HELP = """Choose a model from a list on the terminal; stdout gets the chosen string, no more.

The list opens on what is stored and asks the providers behind it. Type to search,
enter chooses, F1 tells the other keys. What nobody lists can be chosen too: type
it and press ctrl-y.

examples:
  whichmodel pick
  MODEL=$(whichmodel pick groq cerebras --tools)
  whichmodel pick --height 12 --query "kimi k2"
"""
INLINE = 16
"""Lines of an inline list, where nobody says how many."""

SWITCHED = ("tools", "vision")
"""Options that are switches of the list too, and can be switched off there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `pick`."""
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all")
    parser.add_argument("--query", default="", metavar="WORDS", dest="words", help="begin so")
    parser.add_argument(
        "--inline", action="store_true", help="a list below the prompt, not the whole screen"
    )
    parser.add_argument("--height", type=count, metavar="N", help="inline, in N lines")
    parser.add_argument("--no-refresh", action="store_true", help="ask no provider")
    parser.add_argument(
        "--timeout", type=seconds, default=10.0, metavar="SECONDS", help="to ask; default: 10"
    )
    parser.add_argument("--free", action="store_true", help="what costs nothing")
    parser.add_argument("--mine", action="store_true", help="of providers whose key is set")
    add_filters(parser)


def run(args: argparse.Namespace) -> int:
    """Show the list; print what was chosen and remember it; 130 where nothing was."""
    from whichmodel.picker import recent

    environ = dict(os.environ)
    known = world(environ)
    project = recent.project(os.getcwd())
    before = recent.chosen_before(known.settings.cache, project)
    if args.providers:
        before = of_these(before, chosen(known.providers, args.providers))
    answer = _asked(args, known, before)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    if answer is not None:
        _remember(known.settings.cache, project, answer)
        output.write(f"{answer}\n")
    return 130 if answer is None else 0


def of_these(names: list[str], providers: list[Provider]) -> list[str]:
    """The model strings of some providers: who asks for Groq's wants no other on top."""
    prefixes = {provider.prefix for provider in providers}
    return [name for name in names if name.partition("/")[0] in prefixes]


def _asked(args: argparse.Namespace, known: World, before: list[str]) -> str | None:
    """What the person chooses from the list, which providers refresh behind it."""
    from whichmodel.picker import terminal
    from whichmodel.picker.items import FILTERS, Items, collected
    from whichmodel.picker.ranking import ranking
    from whichmodel.picker.refreshing import Deliver, Wish, refreshing
    from whichmodel.picker.state import begun

    wish = query(argparse.Namespace(**{**vars(args), **dict.fromkeys(SWITCHED, False)}))

    def gather(catalogue: Catalogue) -> Items:
        return collected(filtered(catalogue, wish, "table", bool(args.providers)), before)

    def behind(deliver: Deliver) -> None:
        rank("", 0)  # made while the list is looked at
        if not args.no_refresh:
            refreshing(Wish(known.environ, args.providers, gather, args.timeout), deliver)

    items = gather(recall(known, chosen(known.providers, args.providers)))
    rank = ranking(items, spellings(known.providers))
    switched = [name for name in FILTERS if getattr(args, name)]
    height = args.height or (INLINE if args.inline else None)
    gc.freeze()  # what is known is no rubbish to look through at every key
    gc.enable()  # but a list may stay open for hours
    state = begun(items, rank, args.words, switched)
    wanted = terminal.Wanted(height, not known.environ.get("NO_COLOR"))
    return terminal.pick(state, wanted, behind).answer


def _remember(cache: str, project: str, name: str) -> None:
    """A choice that cannot be remembered is a choice all the same."""
    from whichmodel.picker import recent

    try:
        recent.remember(cache, project, name)
    except OSError as error:
        output.say(f"whichmodel: the choice is not remembered: {error.strerror or error}")

"""`whichmodel suggest`: what was probably meant by a string that failed."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.cli.origins import origins_of
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.finding import suggest
from whichmodel.discovery.world import world

HELP = """Tell what was probably meant by a model string that failed: at its provider
first, then where else it exists. Nothing is suggested where nothing is close: a
name that nobody knows may well be your own, or of tomorrow.

examples:
  whichmodel suggest claude-4.5-sonnet --provider anthropic
  whichmodel suggest together/moonshotai/kimi-k2
  whichmodel suggest gpt5-mini --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `suggest`."""
    parser.add_argument("string", metavar="STRING", help="as it was typed")
    parser.add_argument("--provider", metavar="PROVIDER", help="who was asked for it")
    parser.add_argument(
        "--limit", type=count, default=5, metavar="N", help="so many at most; default: 5"
    )
    output.add_format(parser, ("table", "json", "ids"))


def run(args: argparse.Namespace) -> int:
    """Print the suggestions, best first; none is no error."""
    environ = dict(os.environ)
    known = world(environ)
    problem = f"nothing that is known comes close; catalogue of {known.bundle.date}"
    try:
        found = suggest(known, args.string, args.provider, args.limit)
    except UsageError as error:  # who asks in the middle of a failure has enough of errors
        found, problem = [], str(error)
    from whichmodel.formats import suggestions

    output.write(suggestions.render(args.format, args.string, found, output.width(environ)))
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    told = origins_of([each.provider for each in found], known) if found else [problem]
    output.say(f"whichmodel: {'; '.join(told)}")
    return 0


def count(words: str) -> int:
    """A whole number from 1."""
    if not words.isdecimal() or int(words) < 1:
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 1")
    return int(words)

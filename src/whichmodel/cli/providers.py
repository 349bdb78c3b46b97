"""`whichmodel providers`: how each provider is listed, and how that went."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.discovery.discover import statuses
from whichmodel.discovery.model import ProviderStatus
from whichmodel.discovery.providers import chosen, key_variable
from whichmodel.discovery.world import world

HELP = """Tell how each provider is listed: publicly or with a key, whether the key was
found, how many models are known and from where, and how the last asking went.

examples:
  whichmodel providers
  whichmodel providers groq qwen --json
  whichmodel providers --all
"""
HEADINGS = ("provider", "listing", "key", "models", "source", "age", "status")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `providers`."""
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all with a list")
    parser.add_argument(
        "--all", action="store_true", help="also those that only published catalogues know"
    )
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Show the statuses."""
    known = world(dict(os.environ))
    providers = chosen(known.providers, args.providers)
    catalogue = statuses(known, providers)
    shown = [
        (status, key_variable(provider, known.environ))
        for status, provider in zip(catalogue.providers, providers, strict=True)
        if args.all or args.providers or provider.calls
    ]
    if args.format == "json":
        from whichmodel.formats import render

        output.write(render("json", catalogue))
    else:
        output.write(table(shown, output.width(known.environ)), paged=True)
        hidden = len(providers) - len(shown)
        if hidden:
            output.say(f"whichmodel: {hidden} more are known from catalogues only (--all)")
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return 0


def table(shown: list[tuple[ProviderStatus, str | None]], width: int | None) -> str:
    """The statuses in aligned columns, each with the variable that holds its key.

    The last column is cut to the terminal.
    """
    rows = [HEADINGS, *(row(status, variable) for status, variable in shown)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEADINGS))]
    lines = [
        "  ".join(cell.ljust(wide) for cell, wide in zip(cells, widths, strict=True)).rstrip()
        for cells in rows
    ]
    return "".join(f"{line[:width]}\n" for line in lines)


def row(status: ProviderStatus, variable: str | None) -> tuple[str, ...]:
    """The cells of one provider."""
    from whichmodel.formats.words import age

    outcome = status.status if not status.detail else f"{status.status}: {status.detail}"
    return (
        status.id,
        status.listing,
        key_words(status, variable),
        str(status.models),
        status.source,
        "" if status.age_seconds is None else age(status.age_seconds),
        outcome,
    )


def key_words(status: ProviderStatus, variable: str | None) -> str:
    """Which variable the key was found in, or is looked for in first."""
    if variable:
        return f"{variable} found"
    return f"{status.key_env[0]} missing" if status.key_env else ""

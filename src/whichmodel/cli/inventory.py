"""`whichmodel inventory`: which models a repository uses, and where."""

import argparse
import os
import time
from contextlib import closing

from whichmodel.check.known import Known, known_of
from whichmodel.check.lookup import Lookup
from whichmodel.check.mentions import Mention
from whichmodel.check.remembered import Remembered
from whichmodel.check.scan import Result, scan
from whichmodel.check.walk import files
from whichmodel.cli import output
from whichmodel.cli.list import counted
from whichmodel.cli.origins import origins_of
from whichmodel.discovery.configuration import cache_file
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.world import World, world

HELP = """List every mention of a model in documentation, configuration and code.

Left out are files that .gitignore names, what is vendored, generated or locked, and changelogs,
unless they are named themselves.

examples:
  whichmodel inventory .
  whichmodel inventory README.md docs examples --json
  whichmodel inventory . --names --changelogs
"""
SHOWN_PLACES = 3
UNKNOWN = "unknown"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `inventory`."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and directories")
    parser.add_argument(
        "--names", action="store_true", help="also display names in sentences: GPT-4o"
    )
    parser.add_argument(
        "--changelogs", action="store_true", help="also changelogs and release notes"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="read files again that have not changed"
    )
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Find the mentions, and show them."""
    for path in args.paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or directory {path!r}: name what to look through")
    environ = dict(os.environ)
    about = world(environ)
    known = known_of(about)
    result = _result(about, known, args)
    kept = [each for each in result.mentions if args.names or each.kind == "id"]
    status = statuses(about, known, kept)
    text = as_json(result, kept, status) if args.format == "json" else as_text(kept, status)
    output.write(text, paged=args.format == "table")
    for outcome in result.outcomes:
        if outcome.problem:
            output.say(f"whichmodel: {outcome.path}: {outcome.problem}")
    for warning in about.warnings:
        output.say(f"whichmodel: {warning}")
    output.say("; ".join([summary(result, kept), *origins_of(_providers(kept), about)]))
    return 0


def _result(about: World, known: Known, args: argparse.Namespace) -> Result:
    remembered = (
        None if args.no_cache else Remembered(os.path.dirname(cache_file(about.environ)), known)
    )
    try:
        found = files(args.paths, args.changelogs)
        return scan(found, known, remembered, time.time_ns())
    finally:
        if remembered:
            remembered.close()


Status = dict[tuple[str | None, str | None], str]


def statuses(about: World, known: Known, mentions: list[Mention]) -> Status:
    """The lifecycle status of each mentioned model that is known, by provider and model."""
    found: Status = {}
    with closing(Lookup(about, known)) as lookup:
        for provider, name in {(each.provider, each.model) for each in mentions}:
            model = lookup.model(provider, name) if provider and name else None
            if model:
                found[provider, name] = model.lifecycle.status
    return found


def as_json(result: Result, mentions: list[Mention], status: Status) -> str:
    """One row for each mention, in the order of files and lines."""
    from whichmodel.formats.json import indented

    rows = [
        {
            "path": each.path,
            "line": each.line,
            "column": each.column,
            "end_column": each.end_column,
            "text": each.text,
            "provider": each.provider,
            "model": each.model,
            "kind": each.kind,
            "status": status.get((each.provider, each.model), UNKNOWN),
        }
        for each in mentions
    ]
    return indented({"schema": 1, "mentions": rows, "files": result.looked_at}) + "\n"


def as_text(mentions: list[Mention], status: Status) -> str:
    """A line for each model, the most mentioned first: provider, model, status, count, places."""
    groups: dict[tuple[str, str], list[Mention]] = {}
    for each in mentions:
        key = (each.provider or "-", each.model or each.text)
        groups.setdefault(key, []).append(each)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    lines = [("provider", "model", "status", "mentions", "files", "where")]
    lines += [
        (
            provider,
            model,
            status.get((provider, model), UNKNOWN),
            str(len(those)),
            str(len({each.path for each in those})),
            places(those),
        )
        for (provider, model), those in ranked
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def places(mentions: list[Mention]) -> str:
    """The first places, and how many more there are."""
    shown = ", ".join(f"{each.path}:{each.line}" for each in mentions[:SHOWN_PLACES])
    more = len(mentions) - SHOWN_PLACES
    return f"{shown} and {more} more" if more > 0 else shown


def summary(result: Result, mentions: list[Mention]) -> str:
    """One line: how much was found in how many files, and what is not shown."""
    models = len({(each.provider, each.model) for each in mentions})
    found = (
        f"whichmodel: {counted(len(mentions), 'mention')} of {counted(models, 'model')} in "
        f"{counted(result.looked_at, 'file')}"
    )
    names = len(result.mentions) - len(mentions)
    return f"{found}; {counted(names, 'display name')} left out (--names)" if names else found


def _providers(mentions: list[Mention]) -> list[str]:
    return [each.provider for each in mentions if each.provider]

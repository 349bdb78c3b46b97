"""`whichmodel diff`: what appeared, disappeared or changed, and since when that is known."""

import argparse
import json
import os

from whichmodel.cli import output
from whichmodel.cli.list import counted
from whichmodel.discovery.catalogue.changes import Changes, moment, ordered
from whichmodel.discovery.catalogue.saved import Saved, difference, incomparable, read
from whichmodel.discovery.discover import changed
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import Provider
from whichmodel.discovery.providers import chosen, key_of, spellings
from whichmodel.discovery.world import World, places, world
from whichmodel.formats.changes import FORMATS, render

HELP = """Tell what appeared, disappeared, or changed price, limits, capabilities or
lifecycle: by what each refresh found in the providers' own lists, and by when
published catalogues first had a model. The newest comes first. Or compare two
answers of `whichmodel list --json` that were saved to files, or two snapshots
(`whichmodel snapshot pack`, or directories of their text form).

examples:
  whichmodel diff --since 7d
  whichmodel diff groq openai --since 2026-10-01 --json
  whichmodel diff --mine --format atom
  whichmodel diff before.json after.json
"""
DEFAULT_SINCE = "30d"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `diff`."""
    parser.add_argument(
        "names",
        nargs="*",
        metavar="PROVIDER",
        help="default: all; or two files or snapshots, the older first",
    )
    parser.add_argument(
        "--since", metavar="TIME", help=f"12h, 7d, 2w, 2026-10-01; default: {DEFAULT_SINCE}"
    )
    parser.add_argument(
        "--mine", action="store_true", help="only whose key is set, or who was asked before"
    )
    parser.add_argument("--no-pager", action="store_true")
    output.add_format(parser, tuple(FORMATS))


def run(args: argparse.Namespace) -> int:
    """Tell what changed, and last since when changes are known."""
    known = world(dict(os.environ))
    if are_files(known, args.names):
        told, talk = of_files(known, args)
    else:
        told, talk = of_world(known, args)
    output.write(render(args.format, told), paged=args.format == "text" and not args.no_pager)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    providers = len({change.provider for change in told.changes})
    found = f"{counted(len(told.changes), 'change')} at {counted(providers, 'provider')}"
    output.say(f"whichmodel: {found} since {told.since}; {talk}")
    return 0


def are_files(known: World, names: list[str]) -> bool:
    """Whether the words are two files rather than two providers."""
    providers = spellings(known.providers)
    return len(names) == 2 and all(
        name.lower() not in providers and (os.path.exists(name) or name.endswith(".json"))
        for name in names
    )


def of_world(known: World, args: argparse.Namespace) -> tuple[Changes, str]:
    """What is remembered here and known from catalogues, and since when."""
    providers = chosen(known.providers, args.names)
    if args.mine:
        providers = mine(known, providers)
    since = moment(args.since or DEFAULT_SINCE, known.now)
    found, begun = changed(known, providers, since)
    prefixes = {provider.id: provider.prefix for provider in providers}
    names = {provider.id: provider.name for provider in providers}
    return Changes(since, known.time, ordered(found), prefixes, names), known_since(begun)


def mine(known: World, providers: list[Provider]) -> list[Provider]:
    """The providers whose key is set, or who were asked before."""
    asked = {place.provider for place in places(known)}
    return [
        provider
        for provider in providers
        if provider.id in asked or key_of(provider, known.environ) is not None
    ]


def known_since(begun: dict[str, str]) -> str:
    """Since when providers' own lists are compared, in words."""
    if not begun:
        return "no own list was remembered yet (`whichmodel refresh`): only catalogues tell"
    first, last = min(begun.values()), max(begun.values())
    latest = "" if first == last else f", the latest of them since {last}"
    lists = counted(len(begun), "own list")
    return f"{lists} compared since {first}{latest}; of all before and beside, catalogues tell"


def of_files(known: World, args: argparse.Namespace) -> tuple[Changes, str]:
    """What differs between two saved answers, and of whom they cannot tell."""
    if args.since or args.mine:
        raise UsageError("two files tell their own times and providers: no --since, no --mine")
    old, new = (saved(known, path) for path in args.names)
    apart = incomparable(old, new)
    unsure = f"; not known in the same way in both: {', '.join(apart)}" if apart else ""
    return difference(old, new), f"two files compared, the newer of {new.at}{unsure}"


def saved(known: World, path: str) -> Saved:
    """The answer in a file, or what a snapshot tells; UsageError where it holds something else."""
    if os.path.isdir(path) or path.endswith(".sqlite"):
        return of_snapshot(known, path)
    try:
        with open(path, encoding="utf-8") as file:
            return read(json.load(file))
    except OSError as error:
        raise Unavailable(f"{path!r}: {error.strerror}") from None
    except RecursionError:
        raise UsageError(f"{path!r} is nested too deeply") from None
    except ValueError as error:
        reason = "not JSON" if isinstance(error, (json.JSONDecodeError, UnicodeError)) else error
        raise UsageError(f"{path!r} is {reason}") from None


def of_snapshot(known: World, path: str) -> Saved:
    """What a snapshot tells of all models: a directory of its text form, or a packed file."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from whichmodel.discovery.discover import recall
    from whichmodel.discovery.stores.bundle import open_bundle
    from whichmodel.discovery.stores.compiling import compile_bundle
    from whichmodel.formats.envelope import envelope

    with TemporaryDirectory() as directory:
        file = path
        if os.path.isdir(path):
            file = os.path.join(directory, "packed.sqlite")
            compile_bundle(Path(file), snapshot=Path(path))
        bundle = open_bundle(file)
        told = recall(known._replace(bundle=bundle, store=None), bundle.providers().values())
        bundle.close()
    document = {**envelope(told), "generated_at": f"{bundle.date}T00:00:00Z"}
    return read(document)

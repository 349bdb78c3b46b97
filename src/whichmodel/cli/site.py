"""`whichmodel site`: the web page as files."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.cli.list import counted

HELP = """Write the web page as files: search, filters, a plot, a page for every model. They need no
server of ours: put them on any static host, below any path, or open index.html. The directory has
to be new, empty, or one that this verb has written; all of it is replaced at once.

examples:
  whichmodel site public
  whichmodel refresh && whichmodel site public
"""
SCALES = ((1_000_000, "MB"), (1_000, "kB"))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `site`."""
    parser.add_argument("directory", metavar="DIR", help="where the files go")


def run(args: argparse.Namespace) -> int:
    """Write the files, and say how large they are."""
    from whichmodel.discovery.discover import recall
    from whichmodel.discovery.world import world
    from whichmodel.server.page.page import files, subject_of
    from whichmodel.server.page.writing import replace

    known = world(dict(os.environ))
    catalogue = recall(known, known.providers.values())
    made = files(subject_of(known, catalogue))
    replace(args.directory, made)
    output.write(told(made))
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    models = counted(len(catalogue.models), "model")
    output.say(f"whichmodel: {models} in {counted(len(made), 'file')} in {args.directory}")
    return 0


def told(made: dict[str, bytes]) -> str:
    """One line for each file beside the page, one for each folder, and the sum."""
    sizes: dict[str, list[int]] = {}
    for path, body in made.items():
        folder, slash, _ = path.partition("/")
        sizes.setdefault(folder + slash, []).append(len(body))
    lines = [f"{size(sum(each)):>9}  {name}{many(each)}" for name, each in sorted(sizes.items())]
    total = size(sum(map(len, made.values())))
    return "".join(f"{line}\n" for line in [*lines, f"{total:>9}  in all"])


def many(each: list[int]) -> str:
    """How many files a folder has."""
    return f"  {counted(len(each), 'file')}" if len(each) > 1 else ""


def size(number: int) -> str:
    """A number of bytes in three digits: `512 B`, `40.2 kB`, `1.85 MB`."""
    for least, unit in SCALES:
        if number >= least:
            return f"{number / least:.3g} {unit}"
    return f"{number} B"

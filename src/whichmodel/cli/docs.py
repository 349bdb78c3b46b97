"""`whichmodel docs`: tables in documentation as they read today."""

import argparse
import os
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from whichmodel.check.fixes import difference
from whichmodel.check.reading import Text, text_of
from whichmodel.check.rules import NAMES
from whichmodel.check.settings import settings_for
from whichmodel.check.tables.markers import LANGUAGES, language_of
from whichmodel.check.tables.refreshing import Refreshed, Render, refreshed
from whichmodel.check.walk import LARGEST, Found, files
from whichmodel.check.writing import changed
from whichmodel.cli import output
from whichmodel.cli.list import counted
from whichmodel.cli.tables import renderer
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.world import world

HELP = """Refresh tables in Markdown and reStructuredText, between two comments:

  <!-- whichmodel: models groq --tools --newest 5 columns=id,context,price -->
  <!-- /whichmodel -->

A marker asks for `models` or `prices` of providers, `offers` of a model, or the
listing status of `providers`; with the filters of `whichmodel list`, --rows N,
columns=…, and --bundled for what the bundled catalogue said on its own day. In
reStructuredText: `.. whichmodel: …` and `.. /whichmodel`. A line under the table
tells the source and its date.

examples:
  whichmodel docs README.md docs
  whichmodel docs README.md --check
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `docs`."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE",
        help=f"{', '.join(LANGUAGES)}, or directories; default: what `check` is set to check",
    )  # fmt: skip
    parser.add_argument(
        "--check", action="store_true", help="write nothing; show what would change, and exit 1"
    )


class Page(NamedTuple):
    """A file with its tables as they read today; or why it cannot be looked at."""

    path: str
    before: str
    encoding: str
    refreshed: Refreshed
    problem: str


def run(args: argparse.Namespace) -> int:
    """Refresh all files, or none where a marker is wrong."""
    known = world(dict(os.environ))
    render = renderer(known)
    pages = [page(found, render) for found in wanted(args.files or configured())]
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    wrong = [f"{each.path}:{line}: {words}" for each in pages for line, words in each.refreshed[2]]
    unread = [f"{each.path}: {each.problem}" for each in pages if each.problem]
    for line in (*wrong, *unread):
        output.say(f"whichmodel: {line}")
    if wrong:
        return 2
    stale = [each for each in pages if each.refreshed.text != each.before]
    code = shown(stale) if args.check else written(stale)
    tables = counted(sum(each.refreshed.tables for each in pages), "table")
    verb = "would change" if args.check else "changed"
    told = f"{tables} in {counted(len(pages), 'file')}; {len(stale) or 'none'} {verb}"
    output.say(f"whichmodel: {told}")
    return 3 if unread else code


def configured() -> list[str]:
    """The paths of the project's settings that may have tables, as seen from here."""
    settings = settings_for(".", NAMES)
    there = (os.path.relpath(os.path.join(settings.directory, path)) for path in settings.paths)
    paths = [path for path in there if os.path.isdir(path) or language_of(path)]
    if not paths:
        raise UsageError("name files or directories, such as `whichmodel docs README.md`")
    return paths


def wanted(paths: list[str]) -> Iterator[Found]:
    """The files that may have tables, each once; one that was named has to."""
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(f"there is no file {path!r}: name Markdown or reStructuredText")
        if not os.path.isdir(path) and language_of(path) is None:
            raise UsageError(f"{path} is neither Markdown nor reStructuredText: name .md or .rst")
    seen = set()
    for found in files(paths, changelogs=True):
        place = os.path.realpath(found.path)
        if place not in seen and (found.problem or language_of(found.path)):
            seen.add(place)
            yield found


def page(found: Found, render: Render) -> Page:
    """One file, with its tables written anew."""
    text, encoding, problem = _read(found)
    return Page(found.path, text, encoding, refreshed(text, found.path, render), problem)


def _read(found: Found) -> Text:
    if found.problem:
        return Text("", "", found.problem)
    try:
        with open(found.path, "rb") as file:
            return text_of(file.read(LARGEST))
    except OSError as error:
        return Text("", "", error.strerror or str(error))


def shown(stale: list[Page]) -> int:
    """What would change, as a diff; the exit code."""
    for path, before, _, after, _ in stale:
        output.write(difference(path, before, after.text))
    return 1 if stale else 0


def written(stale: list[Page]) -> int:
    """Write the files that changed; the exit code."""
    code = 0
    for each in stale:
        problem = changed(each.path, each.encoding, partial(_after, each), True).problem
        if problem:
            code = 3
        output.say(f"whichmodel: {each.path}: {problem or 'written'}")
    return code


def _after(page: Page, text: str) -> str | None:
    return page.refreshed.text if text == page.before else None

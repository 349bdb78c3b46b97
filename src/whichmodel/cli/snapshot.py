"""`whichmodel snapshot build`: the bundled catalogue from published ones."""

import argparse
from typing import TYPE_CHECKING

from whichmodel.cli import output
from whichmodel.discovery.errors import UsageError

if TYPE_CHECKING:
    from whichmodel.discovery.sources.build import Change

HELP = """Build the text form of the bundled catalogue from the installed litellm and genai-prices.

It is what a new release of whichmodel knows without asking anybody. A result that has lost a tenth
of its models, or a main provider, is refused.

examples:
  whichmodel snapshot build
  whichmodel snapshot build --out /tmp/snapshot
"""
SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `snapshot`."""
    parser.add_argument("action", choices=["build"], help="what to do")
    parser.add_argument("--out", metavar="DIR", help="default: its place in the source tree")
    parser.add_argument("--force", action="store_true", help="accept a result that looks absurd")


def run(args: argparse.Namespace) -> int:
    """Build, and tell what changed."""
    from datetime import UTC, datetime
    from pathlib import Path

    from whichmodel.discovery.sources.build import build
    from whichmodel.discovery.stores.compiling import SNAPSHOT

    if not args.out and not SNAPSHOT.is_dir():
        raise UsageError("this is not a checkout of whichmodel: say where with --out DIR")
    directory = Path(args.out) if args.out else SNAPSHOT
    today = datetime.now(UTC).date().isoformat()
    for line in report(build(directory, today, force=args.force)):
        output.say(line)
    return 0


def report(changes: list["Change"]) -> list[str]:
    """A line for each provider that changed, and what it was."""
    if not changes:
        return ["nothing changed"]
    return [
        f"{change.provider:<24} {change.models:>5} models  {_parts(change)}" for change in changes
    ]


def _parts(change: "Change") -> str:
    marked = (("+", change.added), ("−", change.removed), ("~", change.changed))
    return "  ".join(f"{mark}{len(ids)} {_some(ids)}" for mark, ids in marked if ids)


def _some(ids: list[str]) -> str:
    more = [f"… {len(ids) - SHOWN} more"] if len(ids) > SHOWN else []
    return "(" + ", ".join([*ids[:SHOWN], *more]) + ")"

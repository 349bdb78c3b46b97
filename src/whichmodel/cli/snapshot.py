"""`whichmodel snapshot build`: the bundled catalogue from published ones."""

import argparse
from typing import TYPE_CHECKING

from whichmodel.cli import output
from whichmodel.discovery.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from whichmodel.discovery.sources.build import Change

HELP = """Build the text form of the bundled catalogue from litellm, genai-prices and llm-sunset.

It is what a new release of whichmodel knows without asking anybody. A result that has lost a tenth
of its models, or a main provider, is refused.

examples:
  whichmodel snapshot build
  whichmodel snapshot build --out /tmp/snapshot
  whichmodel snapshot history --maps maps
"""
SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `snapshot`."""
    parser.add_argument(
        "action",
        choices=["build", "history"],
        help="build the snapshot, or write anew since when a source has known each model",
    )
    parser.add_argument("--source", choices=["litellm", "genai-prices"], default="litellm")
    parser.add_argument(
        "--maps", metavar="DIR", help="for history: the source's maps of the past, YYYY-MM-DD.json"
    )
    parser.add_argument("--out", metavar="DIR", help="default: its place in the source tree")
    parser.add_argument(
        "--litellm-date",
        metavar="DATE",
        type=day,
        help="of litellm's release, where its package does not tell",
    )
    parser.add_argument("--force", action="store_true", help="accept a result that looks absurd")


def run(args: argparse.Namespace) -> int:
    """Build, and tell what changed."""
    from datetime import UTC, datetime
    from pathlib import Path

    from whichmodel.discovery.sources.build import LITELLM, build, installed_litellm
    from whichmodel.discovery.stores.compiling import SNAPSHOT

    if not args.out and not SNAPSHOT.is_dir():
        raise UsageError("this is not a checkout of whichmodel: say where with --out DIR")
    directory = Path(args.out) if args.out else SNAPSHOT
    if args.action == "history":
        return _history(directory, args.source, args.maps)
    today = datetime.now(UTC).date().isoformat()
    given = {LITELLM: installed_litellm(args.litellm_date)}
    for line in report(build(directory, today, given, args.force)):
        output.say(line)
    return 0


def _history(directory: "Path", source: str, maps: str | None) -> int:
    from pathlib import Path

    from whichmodel.discovery.sources.build import remember

    if not maps:
        raise UsageError("say where the maps of the past are with --maps DIR")
    past = remember(directory, source, Path(maps))
    output.say(f"{sum(map(len, past.seen.values()))} models, the newest map is of {past.until}")
    return 0


def day(text: str) -> str:
    """A calendar date as YYYY-MM-DD."""
    from datetime import date

    return date.fromisoformat(text).isoformat()


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

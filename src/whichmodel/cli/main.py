"""Which verb was meant; what a problem is worth as an exit code.

Exit codes: 0 fine, 1 findings, 2 usage, 3 could not do what was asked, 130 interrupted.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from whichmodel.cli import output

VERBS = {
    "list": "models of all or some providers",
    "pick": "choose a model from a list on the terminal",
    "search": "models by any words, ranked",
    "suggest": "what was probably meant by a string that failed",
    "show": "everything known about one model, each fact with its source",
    "providers": "how each provider is listed, and how that went",
    "refresh": "ask providers for their models now",
    "diff": "what appeared, disappeared or changed since a time",
    "init": "find keys, choose a model, write its configuration",
    "config": "an example configuration of a tool, with models that are listed",
    "resolve": "how a model string is routed at run time",
    "run": "call a model",
    "try": "call several models side by side",
    "translate": "how other tools spell a model string",
    "coverage": "of how many models each fact is known",
    "check": "find models that are retired, going or misspelt in files",
    "inventory": "which models a repository uses, and where",
    "docs": "refresh tables in documentation, or tell which are out of date",
    "lsp": "what check finds, in an editor: a language server",
    "serve": "the catalogue over HTTP, for everybody",
    "site": "the web page as files, for any static host",
    "mcp": "the catalogue for coding agents (Model Context Protocol)",
    "doctor": "which keys, endpoints, caches and versions are in use",
    "completion": "make a shell complete verbs, options and model strings",
    "snapshot": "build the bundled catalogue from published ones",
}
EPILOG = """\
examples:
  whichmodel list groq                  the models of one provider
  whichmodel list --tools --newest 3    the three newest of each that can call tools
  whichmodel refresh                    ask everybody who can be asked
  whichmodel show groq/openai/gpt-oss-120b

Every answer says where it comes from and how old it is.
"""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help in 80 columns: to look for the terminal's, argparse would import shutil."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        output.say(f"whichmodel: {message}; `{self.prog} --help` tells more")
        self.exit(2)


class VerbParser(Parser):
    """The parser of one verb: its options are defined in the verb's own module, when needed."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Define the verb's options, then parse."""
        module = self.define()
        words = list(sys.argv[1:] if args is None else args)
        rest = words.index("--") if hasattr(module, "REST") and "--" in words else len(words)
        known, unknown = super().parse_known_args(words[:rest], namespace)
        if hasattr(module, "REST"):
            setattr(known, module.REST, words[rest + 1 :])
        if unknown:  # said here, the advice names the verb
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return known, unknown

    def define(self) -> Any:
        """Take description, options and action from the verb's module.

        A module with `REST` gets what follows `--` under that name.
        """
        module: Any = import_module(f"whichmodel.cli.{self.prog.rsplit(' ', 1)[-1]}")
        self.description = module.HELP
        module.add_arguments(self)
        self.set_defaults(run=module.run)
        return module


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = Parser(
        prog="whichmodel",
        description="Which model string can I use?",
        epilog=EPILOG,
        formatter_class=Formatter,
    )
    top.add_argument("-V", "--version", action=_Version, nargs=0, help="show the version and exit")
    # Without `prog` argparse formats a usage line to find it.
    verbs = top.add_subparsers(
        prog="whichmodel", dest="verb", metavar="VERB", required=True, parser_class=VerbParser
    )
    for verb, line in VERBS.items():
        verbs.add_parser(verb, help=line, formatter_class=Formatter)
    return top


def help_of(verb: str) -> str:
    """What `whichmodel VERB --help` prints."""
    own = VerbParser(prog=f"whichmodel {verb}", formatter_class=Formatter)
    own.define()
    return own.format_help()


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from whichmodel import __version__

        print(f"whichmodel {__version__}")
        parser.exit()


def start() -> NoReturn:
    """The command: `main`, and then the end of the process, whoever is still awaited.

    Threads in the middle of asking do not outlive an interpreter that tidies up around them: now
    and then it crashed.
    """
    code = main()
    threads = sys.modules.get("threading")
    if threads and threads.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    raise SystemExit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; a problem becomes one line on stderr and an exit code."""
    gc.disable()  # a process of a few milliseconds has no garbage worth looking for
    _open_what_is_closed()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        gc.freeze()  # or the interpreter would look through all that is about to go
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read us has seen enough
        _give_up_output()
        return 0
    except OSError as error:
        _give_up_output()
        output.say(f"whichmodel: {error.filename or 'output'}: {error.strerror or error}")
        return 3
    except Exception as error:  # noqa: BLE001 - what is not ours is raised again
        return _explained(error)
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as done:  # after a help text, which is output like any other
        return int(done.code or 0)
    code: int = chosen.run(chosen)
    return code


def _open_what_is_closed() -> None:
    """`2>&-` leaves stderr None, and print would then put our talk among the data."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - until the process ends


def _give_up_output() -> None:
    """What is left in the buffer goes nowhere, or the interpreter would complain at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _explained(error: Exception) -> int:
    from whichmodel.discovery.errors import UsageError, WhichModelError

    if not isinstance(error, WhichModelError):
        raise error
    output.say(f"whichmodel: {error}")
    return 2 if isinstance(error, UsageError) else 3

"""Which verb was meant; what a problem is worth as an exit code.

Exit codes: 0 fine, 1 findings, 2 usage, 3 could not do what was asked, 130 interrupted.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

VERBS = {
    "list": "models of all or some providers",
    "show": "everything known about one model, each fact with its source",
    "providers": "how each provider is listed, and how that went",
    "refresh": "ask providers for their models now",
    "resolve": "how a model string is routed at run time",
    "doctor": "which keys, endpoints, caches and versions are in use",
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


class VerbParser(argparse.ArgumentParser):
    """The parser of one verb: its options are defined in the verb's own module, when needed."""

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Define the verb's options, then parse."""
        self.define()
        return super().parse_known_args(args, namespace)

    def define(self) -> None:
        """Take description, options and action from the verb's module."""
        module: Any = import_module(f"whichmodel.cli.{self.prog.rsplit(' ', 1)[-1]}")
        self.formatter_class = argparse.RawDescriptionHelpFormatter
        self.description = module.HELP
        module.add_arguments(self)
        self.set_defaults(run=module.run)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="whichmodel",
        description="Which model string can I use?",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    # Without `prog` argparse formats a usage line to find it, and imports shutil for that.
    verbs = top.add_subparsers(
        prog="whichmodel", dest="verb", metavar="VERB", required=True, parser_class=VerbParser
    )
    for verb, line in VERBS.items():
        verbs.add_parser(verb, help=line)
    return top


def help_of(verb: str) -> str:
    """What `whichmodel VERB --help` prints."""
    own = VerbParser(prog=f"whichmodel {verb}")
    own.define()
    return own.format_help()


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from whichmodel import __version__

        print(f"whichmodel {__version__}")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; a problem becomes one line on stderr and an exit code."""
    gc.disable()  # a process of a few milliseconds has no garbage worth looking for
    try:
        chosen = parser().parse_args(arguments)
        code: int = chosen.run(chosen)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has seen enough; the interpreter must not complain of it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _explained(error)
    return code


def _explained(error: Exception) -> int:
    from whichmodel.discovery.errors import UsageError, WhichModelError

    if isinstance(error, OSError) and not isinstance(error, WhichModelError):
        print(f"whichmodel: cannot write: {error.strerror or error}", file=sys.stderr)
        return 3
    if not isinstance(error, WhichModelError):
        raise error
    print(f"whichmodel: {error}", file=sys.stderr)
    return 2 if isinstance(error, UsageError) else 3

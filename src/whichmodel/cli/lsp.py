"""`whichmodel lsp`: what `check` finds, in an editor."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.discovery.errors import Unavailable

HELP = """Speak the language server protocol on stdin and stdout: editors start this.

While you write: what `check` finds, with its fixes; limits, price and lifecycle of the model under
the pointer; model strings completed where one is expected. Nothing is asked over the network.

examples:
  whichmodel lsp
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `lsp`."""
    parser.add_argument("--stdio", action="store_true", help="what it does anyway")


def run(args: argparse.Namespace) -> int:  # noqa: ARG001 - there is one way to serve
    """Answer an editor until it ends."""
    import gc
    import sys

    try:
        from whichmodel.server.lsp.serving import serve
    except ModuleNotFoundError as missing:
        words = f"{missing.name} is not installed: pip install 'whichmodel[lsp]'"
        raise Unavailable(words) from None
    from whichmodel.cli.check import stale_tables
    from whichmodel.cli.completing import models
    from whichmodel.routing import route
    from whichmodel.server.lsp.knowledge import Surfaces

    environ = dict(os.environ)
    if sys.stdin.isatty():
        output.say("whichmodel: an editor speaks here, not a person; Ctrl-C ends it")
    gc.enable()  # this process stays
    offers = Surfaces(route, lambda begun: list(models(begun, "all", environ)), stale_tables)
    return serve(environ, offers)

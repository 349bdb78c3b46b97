"""`whichmodel mcp`: the catalogue for coding agents."""

import argparse
import os
import sys

from whichmodel.cli import output
from whichmodel.cli.serve import port, token_file
from whichmodel.discovery.errors import Unavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.server.gate import Rules

HELP = """Answer coding agents over the Model Context Protocol: which models exist, what was meant
by an id, and which ids in a snippet are over. On stdin and stdout, for whoever starts it; with
--http over streamable HTTP at /mcp. It reads what is remembered, and asks no provider.
On this machine everybody may ask; elsewhere a token of `whichmodel serve` is needed.

examples:
  whichmodel mcp
  whichmodel mcp --http 8767
  whichmodel mcp --http 0.0.0.0:8767 --tokens /etc/whichmodel/tokens.json
"""
HOST = "127.0.0.1"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `mcp`."""
    parser.add_argument(
        "--http", type=address, metavar="[HOST:]PORT", help=f"default host: {HOST}; port 0 for any"
    )
    parser.add_argument("--public", action="store_true", help="everybody may ask, without a token")
    parser.add_argument("--tokens", metavar="FILE", help="default: beside the configuration")
    parser.add_argument(
        "--host-name", action="append", default=[], metavar="NAME",
        help="a name that this server goes by; elsewhere than on this machine, default: any",
    )  # fmt: skip


def address(words: str) -> tuple[str, int]:
    """`8767`, `0.0.0.0:8767`, `[::1]:8767`."""
    host, _, number = words.rpartition(":")
    return host or HOST, port(number)


def run(args: argparse.Namespace) -> int:
    """Serve until the client goes, or until told to stop."""
    import gc
    import logging

    environ = dict(os.environ)
    try:
        from whichmodel.server import mcp
    except ModuleNotFoundError as missing:
        name = (missing.name or "mcp").partition(".")[0]
        raise Unavailable(f"{name} is not installed: pip install 'whichmodel[mcp]'") from None
    logging.basicConfig(format="whichmodel: %(message)s", level=logging.WARNING)
    gc.enable()  # this process stays
    if args.http is None:
        if sys.stdin.isatty():
            output.say("whichmodel: an agent's client starts this; Ctrl-C ends it")
        mcp.over_stdio(environ)
        return 0
    host, number = args.http
    rules = allowed(host, args, environ)
    with mcp.listening(host, number) as bound:
        where = f"{host}:{bound.getsockname()[1]}{mcp.PATH}"
        output.say(f"whichmodel: serving at http://{where}")
        mcp.over_http(environ, bound, rules)
    return 0


def allowed(host: str, args: argparse.Namespace, environ: dict[str, str]) -> "Rules":
    """Who may ask; UsageError where strangers could and nobody said so."""
    from whichmodel.server.settings import Access, rules
    from whichmodel.server.tokens import read

    tokens = read(args.tokens or token_file(environ))
    return rules(host, Access(tokens, args.public, names=tuple(args.host_name)))

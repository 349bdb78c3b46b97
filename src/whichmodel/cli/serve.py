"""`whichmodel serve`: the catalogue over HTTP."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.cli.list import add_filters, count, query, seconds
from whichmodel.discovery.configuration import configuration
from whichmodel.discovery.errors import Unavailable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from whichmodel.server.settings import Settings

HELP = """Serve the catalogue over HTTP, in the shapes that clients of OpenAI, Anthropic,
OpenRouter, models.dev, LiteLLM and Ollama speak, and refresh it in the background.
On this machine everybody may ask; elsewhere a token is needed, unless --public.

examples:
  whichmodel serve
  whichmodel serve --new-token ci
  whichmodel serve --host 0.0.0.0 --workers 2 --every 30
  whichmodel serve --kind chat --tools --cors https://app.example
"""
SIGNS = ("new_token", "revoke_token", "list_tokens")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    parser.add_argument("--port", type=port, default=8766, help="default: %(default)s; 0 for any")
    parser.add_argument("--workers", type=count, default=1, metavar="N", help="default: 1")
    parser.add_argument(
        "--every", type=amount, default=60.0, metavar="MINUTES",
        help="refresh so often those who can be asked; 0 for never; default: 60",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=seconds, default=30.0, metavar="SECONDS", help="of a refresh; default: 30"
    )
    add_access(parser)
    group = parser.add_argument_group("which models other services' clients are told of")
    add_filters(group)  # type: ignore[arg-type]  # a group takes arguments as a parser does
    parser.set_defaults(kind="all")


def add_access(parser: argparse.ArgumentParser) -> None:
    """Who may ask, and how often."""
    parser.add_argument("--public", action="store_true", help="everybody may read, without a token")
    parser.add_argument("--private", action="store_true", help="ask for a token here too")
    parser.add_argument("--tokens", metavar="FILE", help="default: beside the configuration")
    parser.add_argument("--new-token", metavar="NAME", help="make a token, print it, and end")
    parser.add_argument(
        "--scope", choices=("read", "refresh"), default="read", help="of --new-token"
    )
    parser.add_argument("--revoke-token", metavar="NAME", help="take a token back, and end")
    parser.add_argument("--list-tokens", action="store_true", help="who has a token, and end")
    parser.add_argument(
        "--rate", type=amount, metavar="N",
        help="requests a second of one client; 0 for any; default: 0 on this machine, else 50",
    )  # fmt: skip
    parser.add_argument(
        "--cors", action="append", default=[], metavar="ORIGIN",
        help="pages that may read; * for all",
    )  # fmt: skip
    parser.add_argument(
        "--host-name", action="append", default=[], metavar="NAME",
        help="a name that this server goes by; elsewhere than on this machine, default: any",
    )  # fmt: skip
    parser.add_argument(
        "--proxy", action="append", default=[], metavar="ADDRESS",
        help="a proxy whose X-Forwarded-For is believed",
    )  # fmt: skip
    parser.add_argument(
        "--max-age", type=whole, default=60, metavar="SECONDS",
        help="for so long others may keep an answer; default: 60",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop; or see to the tokens."""
    environ = dict(os.environ)
    path = args.tokens or token_file(environ)
    if any(getattr(args, name) for name in SIGNS):
        return see_to_tokens(args, path)
    ready = settings(args, path)
    import gc
    import logging

    try:
        from whichmodel.server.running import run as serve
    except ModuleNotFoundError as missing:
        words = f"{missing.name} is not installed: pip install 'whichmodel[serve]'"
        raise Unavailable(words) from None
    logging.basicConfig(format="whichmodel: %(message)s", level=logging.WARNING)
    logging.getLogger("whichmodel").setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
    gc.enable()  # this process stays
    return serve(ready, environ, lambda line: output.say(f"whichmodel: serving at {line}"))


def token_file(environ: dict[str, str]) -> str:
    """Where the tokens are unless another file is named."""
    from whichmodel.server.tokens import FILE

    return os.path.join(os.path.dirname(configuration(environ).path), FILE)


def see_to_tokens(args: argparse.Namespace, path: str) -> int:
    """Make one, take one back, or tell whose there are."""
    from datetime import UTC, datetime

    from whichmodel.server import tokens

    if args.new_token:
        today = datetime.now(UTC).strftime("%Y-%m-%d")
        output.write(tokens.create(path, args.new_token, args.scope, today) + "\n")
        output.say(f"whichmodel: only its digest is kept, in {path}: note it now")
    elif args.revoke_token:
        tokens.revoke(path, args.revoke_token)
        output.say("whichmodel: revoked; servers that run read the file again on SIGHUP")
    else:
        rows = tokens.read(path)
        output.write("".join(f"{row.created}  {row.scope:<8} {row.name}\n" for row in rows))
    return 0


def settings(args: argparse.Namespace, path: str) -> "Settings":
    """What the options say; UsageError where strangers could ask and nobody said so."""
    from whichmodel.server.policy import Policy
    from whichmodel.server.settings import Access, Settings, rules
    from whichmodel.server.tokens import read

    said = Access(
        read(path), args.public, args.private, args.rate, tuple(args.host_name), tuple(args.proxy)
    )
    who = rules(args.host, said)
    policy = Policy(who.tokens is not None and not who.free, args.max_age, tuple(args.cors))
    return Settings(
        args.host, args.port, args.workers, args.every * 60, args.timeout, path, who, policy,
        query(args),
    )  # fmt: skip


def port(words: str) -> int:
    """A TCP port."""
    number = whole(words)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{words!r} is not a port")
    return number


def whole(words: str) -> int:
    """A whole number from 0."""
    if not (words.isascii() and words.isdecimal()):
        raise argparse.ArgumentTypeError(f"{words!r} is not a whole number from 0")
    return int(words)


def amount(words: str) -> float:
    """A number from 0."""
    try:
        value = float(words)
    except ValueError:
        value = -1.0
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number from 0")
    return value

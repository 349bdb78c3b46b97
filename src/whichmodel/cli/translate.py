"""`whichmodel translate`: one offer's string as other tools spell it."""

import argparse
import os
from typing import Any, NamedTuple

from whichmodel.cli import output
from whichmodel.discovery.catalogue.translate import ECOSYSTEMS, reason, translate
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.providers import spellings
from whichmodel.discovery.world import World, world
from whichmodel.routing import route

HELP = """Spell a model string as other tools do. No list is asked whether the model exists: one
of this minute is translated like any other.

examples:
  whichmodel translate together/moonshotai/Kimi-K2
  whichmodel translate dashscope/qwen3.8-max --to pydantic-ai
  whichmodel translate claude-sonnet-5-5 --json
"""
NO_PROVIDER = "the string does not tell the provider: put its prefix in front, as in groq/…"


class Translated(NamedTuple):
    """A string taken apart, and its other spellings; `reasons` tell why there is none."""

    provider: str | None
    model: str
    strings: dict[str, str | None]
    reasons: dict[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `translate`."""
    parser.add_argument(
        "string", metavar="STRING", help="as you have it: with a prefix, any of them"
    )
    parser.add_argument(
        "--to", choices=ECOSYSTEMS, metavar="TOOL", help="%(choices)s; default: all"
    )
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Print every spelling, or the one asked for; exit 3 where that one does not exist."""
    known = world(dict(os.environ))
    found = translated(known, args.string)
    wanted = (args.to,) if args.to else ECOSYSTEMS
    if args.format == "json":
        output.write(as_json(args.string, found, wanted))
    elif args.to is None:
        output.write(as_text(found))
    elif found.strings[args.to] is None:
        raise Unavailable(found.reasons[args.to])
    else:
        output.write(f"{output.printable(found.strings[args.to] or '')}\n")
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return 0


def translated(known: World, words: str) -> Translated:
    """The spellings of a string; what tells no provider goes to LiteLLM as it is."""
    provider_id, model = apart(known, words) if words.strip() else (None, "")
    if not model:
        raise UsageError("the string names no model")
    if provider_id is None:
        strings: dict[str, str | None] = {**dict.fromkeys(ECOSYSTEMS), "litellm": words}
        name = None
    else:
        provider = known.providers[provider_id]
        strings, name = translate(provider_id, model, provider.prefix), provider.name
    missing = [ecosystem for ecosystem in ECOSYSTEMS if strings[ecosystem] is None]
    reasons = {tool: reason(tool, name) if name else NO_PROVIDER for tool in missing}
    return Translated(provider_id, model, strings, reasons)


def apart(known: World, words: str) -> tuple[str | None, str]:
    """The provider's id, None where nothing tells it, and its own name of the model."""
    names = spellings(known.providers)
    prefix, _, rest = words.partition("/")
    if rest and prefix.lower() in names:
        return names[prefix.lower()], rest
    routed = route(words)
    return names.get((routed.provider or "").lower()), routed.model


def as_json(typed: str, found: Translated, wanted: tuple[str, ...]) -> str:
    """The wished spellings; null where there is none, with the reason."""
    from whichmodel.formats.json import indented

    document: dict[str, Any] = {
        "schema": 1,
        "input": typed,
        "provider": found.provider,
        "model": found.model,
        "strings": {tool: found.strings[tool] for tool in wanted},
        "reasons": {tool: why for tool, why in found.reasons.items() if tool in wanted},
    }
    return indented(document) + "\n"


def as_text(found: Translated) -> str:
    """A line for each tool: its string, or why it has none."""
    lines = []
    for tool, string in found.strings.items():
        words = f"- ({found.reasons[tool]})" if string is None else string
        lines.append(f"{tool:<12}  {output.printable(words)}\n")
    return "".join(lines)

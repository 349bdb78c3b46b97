"""`whichmodel resolve`: how a string is routed at run time; knows routing and nothing else."""

import argparse
import json

from whichmodel.cli import output
from whichmodel.routing import Route, route

HELP = """Tell how a model string is routed at run time: by its characters alone.

examples:
  whichmodel resolve together/moonshotai/Kimi-K2
  whichmodel resolve claude-sonnet-9 --json
"""
RULES = {
    "prefix": "{provider} is a prefix that LiteLLM knows",
    "prefix alias": "{typed}/ is another spelling of LiteLLM's {provider}/",
    "name": "names that begin so are {provider}'s by convention",
    "none": "no rule knows it; LiteLLM gets it untouched",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `resolve`."""
    parser.add_argument("string", metavar="STRING")
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Print the route; exit 2 for an empty string."""
    try:
        found = route(args.string)
    except ValueError as error:
        output.say(f"whichmodel: {error}")
        return 2
    write = as_json if args.format == "json" else as_text
    output.write(write(args.string, found))
    return 0


def as_json(typed: str, found: Route) -> str:
    """The route as the contract's JSON."""
    document = {
        "schema": 1,
        "input": typed,
        "provider": found.provider,
        "model": found.model,
        "litellm_model": found.litellm_model,
        "rule": found.rule,
    }
    return json.dumps(document, indent=2, ensure_ascii=not typed.isprintable()) + "\n"


def as_text(typed: str, found: Route) -> str:
    """The route, explained."""
    why = RULES[found.rule].format(provider=found.provider, typed=typed.partition("/")[0])
    rows = (
        ("string", typed),
        ("provider", found.provider or "(left to LiteLLM)"),
        ("model", found.model),
        ("LiteLLM gets", found.litellm_model),
        ("rule", f"{found.rule}: {why}"),
    )
    return "".join(f"{name:<14}{output.printable(value)}\n" for name, value in rows)

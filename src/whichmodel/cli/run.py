"""`whichmodel run`: one call of one model, whatever its string."""

import argparse
import json
import sys

from whichmodel.cli import calling, output
from whichmodel.cli.calling import Answer

HELP = """Call a model through LiteLLM and show its answer as it comes. Any string is taken:
nothing is looked up before the call. Needs the extra: pip install 'whichmodel[run]'

examples:
  whichmodel run groq/openai/gpt-oss-120b "Name three rivers."
  git diff | whichmodel run anthropic/claude-sonnet-4-5 "Write a commit message."
  whichmodel run openai/my-own-model "Hello" -o api_base=http://127.0.0.1:8000/v1
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `run`."""
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("prompt", metavar="PROMPT", nargs="?", help="what is piped in follows it")
    calling.add_call(parser)
    output.add_format(parser, ("text", "json"))


def run(args: argparse.Namespace) -> int:
    """Stream the answer to stdout and say tokens and price on stderr; 3 where the call failed."""
    said = calling.messages(args, calling.prompt(args.prompt))
    calling.ready()
    show = _show if args.format == "text" else None
    given = calling.answer(args.model, said, calling.options(args), show)
    if args.format == "json":
        output.write(json.dumps({"schema": 1, **calling.row(given)}, indent=2) + "\n")
    elif given.text and not given.text.endswith("\n"):
        output.write("\n")
    if given.error:
        for line in calling.explained(args.model, given.error):
            output.say(f"whichmodel: {line}" if line[0] != " " else line)
        return 3
    output.say(_summary(given))
    return 0


def _show(text: str) -> None:
    sys.stdout.write(calling.piece(text))
    sys.stdout.flush()


def _summary(given: Answer) -> str:
    """Tokens, price where it is known, and times."""
    parts = [f"{given.total:.1f} s"]
    if not given.text:
        parts.insert(0, "no text in the answer")
    if given.first_token is not None:
        parts.insert(0, f"first token after {given.first_token:.1f} s")
    if given.usage:
        parts.insert(0, f"{given.usage.input:,} tokens in, {given.usage.output:,} out")
        costs = calling.spent(given)
        if costs:
            parts.insert(1, str(costs))
    return f"{given.model}: {', '.join(parts)}"

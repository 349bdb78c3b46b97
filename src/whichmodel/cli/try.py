"""`whichmodel try`: several models side by side on one prompt."""

import argparse
import json
from collections.abc import Iterator, Sequence
from queue import SimpleQueue
from threading import Thread

from whichmodel.cli import calling, output
from whichmodel.cli.calling import Answer
from whichmodel.formats.widths import drawn

HELP = """Ask several models the same, at once, and compare: time to the first token, time in
all, tokens, cost. A model that fails stands beside the others with its reason. Needs the extra:
pip install 'whichmodel[run]'

examples:
  whichmodel try groq/openai/gpt-oss-120b cerebras/gpt-oss-120b -- "Name three rivers."
  cat question.txt | whichmodel try gpt-5-mini claude-haiku-4-5 --json
"""
REST = "prompt"
"""What follows `--` is the prompt."""
TITLES = ("model", "first token", "total", "in", "out", "cost", "outcome")
NUMBERS = range(1, 6)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `try`."""
    parser.add_argument("models", metavar="MODEL", nargs="+")
    calling.add_call(parser)
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Show each answer as it is complete, then the table; 3 where every call failed."""
    said = calling.messages(args, calling.prompt(" ".join(args.prompt) or None))
    calling.ready()
    models = list(dict.fromkeys(args.models))
    given: dict[str, Answer] = {}
    try:
        for answer in answers(models, said, calling.options(args)):
            given[answer.model] = answer
            if args.format == "table":
                output.write(_page(answer))
    finally:  # whoever interrupts sees what there is
        done = [given[model] for model in models if model in given]
        if done:
            output.write(_result(done, args.format))
    return 0 if any(answer.error is None for answer in given.values()) else 3


def answers(
    models: Sequence[str], said: list[dict[str, str]], handed: dict[str, object]
) -> Iterator[Answer]:
    """What each model answers, in the order in which they are done."""
    done: SimpleQueue[Answer] = SimpleQueue()

    def ask(model: str) -> None:
        done.put(calling.answer(model, said, handed))

    for model in models:  # daemons: one that hangs does not keep the program from ending
        Thread(target=ask, args=(model,), daemon=True).start()
    for _ in models:
        yield done.get()


def _page(answer: Answer) -> str:
    lines = [f"── {output.printable(answer.model)} ──"]
    if answer.text:
        lines.append(calling.piece(answer.text.rstrip("\n")))
    if answer.error:
        lines += [output.printable(x) for x in calling.explained(answer.model, answer.error)]
    return "\n".join(lines) + "\n\n"


def _result(given: list[Answer], form: str) -> str:
    if form == "json":
        rows = [calling.row(answer) for answer in given]
        return json.dumps({"schema": 1, "results": rows}, indent=2) + "\n"
    return table(given)


def table(given: list[Answer]) -> str:
    """A line for each model, and who states the prices."""
    costs = [calling.spent(answer) for answer in given]
    rows = [TITLES]
    for answer, cost in zip(given, costs, strict=True):
        used = answer.usage
        rows.append(
            (
                output.printable(answer.model),
                "–" if answer.first_token is None else f"{answer.first_token:.2f} s",
                f"{answer.total:.2f} s",
                f"{used.input:,}" if used else "–",
                f"{used.output:,}" if used else "–",
                f"${cost.dollars:.6f}" if cost else "–",
                type(answer.error).__name__ if answer.error else "ok",
            )
        )
    widths = [max(map(drawn, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(_padded(*cell) for cell in enumerate(zip(r, widths, strict=True))) for r in rows
    ]
    named = dict.fromkeys(cost.source for cost in costs if cost)
    prices = [f"prices of {'; '.join(named)}"] if named else []
    return "".join(f"{line.rstrip()}\n" for line in [*lines, *prices])


def _padded(index: int, cell: tuple[str, int]) -> str:
    text, width = cell
    space = " " * (width - drawn(text))
    return space + text if index in NUMBERS else text + space

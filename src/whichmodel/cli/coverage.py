"""`whichmodel coverage`: of how many models each fact is known."""

import argparse
import os

from whichmodel.cli import output
from whichmodel.cli.origins import origins
from whichmodel.discovery.catalogue.coverage import Coverage, coverage
from whichmodel.discovery.discover import recall
from whichmodel.discovery.model import Catalogue, Model
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import world

HELP = """Tell of how many models of each provider a context window, a price, capabilities
and a date are known, and of how many a notice of their retirement.

Counted are models for chat that are neither retired nor unlisted and are listed by the
provider itself or by a catalogue that drops what is gone; notices are counted of all models.

examples:
  whichmodel coverage openai groq
  whichmodel coverage --json
"""
TITLES = {
    "models": "models",
    "notices": "with a notice",
    "chat": "for chat",
    "context_window": "context window",
    "size": "window or longest input",
    "price": "price",
    "capabilities": "capabilities",
    "created": "created or first seen",
}
SHARES = ("context_window", "size", "price", "capabilities", "created")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `coverage`."""
    parser.add_argument("providers", nargs="*", metavar="PROVIDER", help="default: all")
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Count, and show."""
    known = world(dict(os.environ))
    catalogue = recall(known, chosen(known.providers, args.providers))
    rows = covered(catalogue)
    text = as_json(catalogue, rows) if args.format == "json" else as_text(rows)
    output.write(text, paged=True)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    output.say("whichmodel: " + "; ".join(origins(catalogue.providers, known)))
    return 0


def covered(catalogue: Catalogue) -> list[Coverage]:
    """The coverage of each provider of a catalogue, in its order."""
    models: dict[str, list[Model]] = {status.id: [] for status in catalogue.providers}
    for model in catalogue.models:
        models[model.provider].append(model)
    return [coverage(provider, theirs) for provider, theirs in models.items()]


def as_json(catalogue: Catalogue, rows: list[Coverage]) -> str:
    """The numbers under the names of the fields."""
    from whichmodel.formats.json import indented

    document = {
        "schema": 1,
        "generated_at": catalogue.generated_at,
        "coverage": [row._asdict() for row in rows],
    }
    return indented(document) + "\n"


def as_text(rows: list[Coverage]) -> str:
    """A line for each provider that has models."""
    lines = [("provider", *TITLES.values()), *(cells(row) for row in rows if row.models)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)


def cells(row: Coverage) -> tuple[str, ...]:
    """The numbers of one provider; those of facts with their share of the models for chat."""
    numbers = row._asdict()
    return (
        row.provider,
        *(share(numbers[field], row.chat) if field in SHARES else str(numbers[field])
          for field in TITLES),
    )  # fmt: skip


def share(number: int, whole: int) -> str:
    """A number and its part of the whole in percent, rounded down: `62 (82 %)`."""
    return f"{number} ({number * 100 // whole} %)" if whole else "-"

"""`whichmodel show`: everything known about one model, each fact with its source."""

import argparse
import os
from typing import Any

from whichmodel.cli import output
from whichmodel.discovery.catalogue.merge import facts_of
from whichmodel.discovery.discover import recall
from whichmodel.discovery.errors import Unavailable
from whichmodel.discovery.model import Catalogue, Fact, Model, Provider
from whichmodel.discovery.providers import chosen, spellings
from whichmodel.discovery.world import World, places, world
from whichmodel.formats.json import indented
from whichmodel.formats.words import lifecycle, outcome, price, tokens, visible

HELP = """Show everything known about a model: each fact with who stated it and when,
facts on which sources disagree with all that was said, and every other provider
with a model of that name.

examples:
  whichmodel show groq/openai/gpt-oss-120b
  whichmodel show gpt-4o-mini --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `show`."""
    parser.add_argument("model", metavar="MODEL", help="with or without the provider's prefix")
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Show all models that the string names exactly; exit 3 where there is none."""
    known = world(dict(os.environ))
    catalogue = named(known, args.model)
    if not catalogue.models:
        raise Unavailable(
            f"no model is listed as {args.model!r}, which may be callable all the same; "
            "`whichmodel refresh` asks for newer lists"
        )
    output.write(as_json(catalogue) if args.format == "json" else as_text(catalogue), paged=True)
    for warning in known.warnings:
        output.say(f"whichmodel: {warning}")
    return 0


def named(known: World, words: str) -> Catalogue:
    """The models that a string names: at the provider of its prefix, else wherever it is known."""
    catalogue = recall(known, candidates(known, words))
    names = {words, bare(known, words)}
    models = tuple(m for m in catalogue.models if m.id == words or m.model in names)
    offering = {model.provider for model in models}
    providers = tuple(status for status in catalogue.providers if status.id in offering)
    return catalogue._replace(providers=providers, models=models)


def candidates(known: World, words: str) -> list[Provider]:
    """Whom to look at: the provider that the prefix names, else all that may have such a model."""
    prefix, slash, rest = words.partition("/")
    names = spellings(known.providers)
    provider_id = names.get(prefix.lower()) if slash else None
    if provider_id and _lists(known, provider_id, rest):
        return [known.providers[provider_id]]
    asked = {place.provider for place in places(known)}
    holders = asked.union(known.bundle.find(words), known.bundle.find(rest or words))
    return [provider for key, provider in known.providers.items() if key in holders]


def _lists(known: World, provider_id: str, model: str) -> bool:
    found = recall(known, chosen(known.providers, [provider_id]))
    return any(item.model == model for item in found.models)


def bare(known: World, words: str) -> str:
    """The provider's own id in a string that begins with a provider's prefix."""
    prefix, slash, rest = words.partition("/")
    return rest if slash and prefix.lower() in spellings(known.providers) else words


def as_json(catalogue: Catalogue) -> str:
    """The envelope, with `facts` for each model: field, value, source, time; winners first."""
    from whichmodel.formats.envelope import envelope

    document = envelope(catalogue)
    for row, model in zip(document["models"], catalogue.models, strict=True):
        row["facts"] = [fact._asdict() for fact in facts_of(model)]
    return indented(document) + "\n"


def as_text(catalogue: Catalogue) -> str:
    """A page for the first model, and a line for each other offer of that name."""
    statuses = {status.id: status for status in catalogue.providers}
    first, *others = catalogue.models
    lines = [first.id, f"  {outcome(statuses[first.provider])}", *lifecycle_lines(first)]
    lines += [f"  {line}" for line in fact_lines(facts_of(first))]
    if others:
        lines += ["", "also offered as", *offer_lines(others)]
    return "".join(f"{visible(line)}\n" for line in lines)


def offer_lines(models: list[Model]) -> list[str]:
    """Other offers of the same name, compared: context, price, lifecycle, how we know."""
    rows = [
        (model.id, tokens(model.context_window), price(model.price), lifecycle(model.lifecycle),
         f"{model.listed.source}, {model.listed.at}")
        for model in models
    ]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def lifecycle_lines(model: Model) -> list[str]:
    """Where the model stands, when that is known."""
    stands = model.lifecycle
    if stands.status == "unknown":
        return []
    words = [stands.status]
    if stands.retires_on:
        words.append(f"retires on {stands.retires_on}")
    if stands.replacement:
        words.append(f"replaced by {stands.replacement}")
    return [f"  lifecycle: {', '.join(words)}"]


def fact_lines(facts: list[Fact]) -> list[str]:
    """One line per statement; what contradicts a better source is marked."""
    lines: list[str] = []
    won: dict[str, Any] = {}
    for fact in facts:
        overruled = won.setdefault(fact.field, fact.value) != fact.value
        value = " ".join(fact.value) if isinstance(fact.value, list) else str(fact.value)
        unit = " $/1M tokens" if fact.field.startswith("price_") else ""
        mark = "  (overruled)" if overruled else ""
        source = f"{fact.source}, {fact.at}" if fact.at else fact.source
        lines.append(f"{fact.field.replace('_', ' '):<20}{value + unit:<34}{source}{mark}")
    return lines

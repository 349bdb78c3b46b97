"""`whichmodel show`: everything known about one model, and its offers at other providers."""

import argparse
import os
from collections.abc import Iterable
from typing import Any, NamedTuple

from whichmodel.cli import output
from whichmodel.discovery.catalogue.explain import SIZES, Explained, explained
from whichmodel.discovery.catalogue.identity import Evidence, identity_of, offers, same
from whichmodel.discovery.discover import named, recall
from whichmodel.discovery.errors import Unavailable, UsageError
from whichmodel.discovery.model import OVER, Catalogue, Listed, Model
from whichmodel.discovery.providers import spellings
from whichmodel.discovery.world import World, world
from whichmodel.formats.columns import TITLES, cells
from whichmodel.formats.json import indented
from whichmodel.formats.widths import drawn
from whichmodel.formats.words import UNKNOWN, outcome, visible

HELP = """Show everything known about a model: each fact with who stated it and when, what
others state that contradicts it (marked !=), and the offers of the same model at other
providers, compared. With --sources, what every source states, which won and why.

examples:
  whichmodel show groq/openai/gpt-oss-120b
  whichmodel show gpt-4o-mini --sources
  whichmodel show kimi-k2.6 --json
"""
DIFFERS = "!="
SECTIONS = {
    True: "other offers of the same model",
    None: "may be the same model; its name does not tell",
    False: "other models of that name",
}
OFFERED = (
    "id", "provider", "model", "context_window", "max_output_tokens", "capabilities",
    "price", "lifecycle", "listed",
)  # fmt: skip
"""What the row of an offer has of the row of its model."""


class Compared(NamedTuple):
    """A model beside the one that is shown; `same` False where only the name is."""

    model: Model
    same: bool | None
    variant: str | None
    evidence: tuple[Evidence, ...]


class Shown(NamedTuple):
    """The models that a string names, each with its offers elsewhere."""

    catalogue: Catalogue
    offers: list[list[Compared]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `show`."""
    parser.add_argument("model", metavar="MODEL", help="with or without the provider's prefix")
    parser.add_argument("--sources", action="store_true", help="every statement, and why one won")
    output.add_format(parser, ("table", "json"))


def run(args: argparse.Namespace) -> int:
    """Show all models that the string names exactly; exit 3 where there is none."""
    if not args.model.strip():
        raise UsageError("the model string is empty: pass one such as 'provider/model'")
    known = world(dict(os.environ))
    found = shown(known, args.model)
    if not found.catalogue.models:
        raise Unavailable(
            f"no model is listed as {args.model!r}, which may be callable all the same; "
            "`whichmodel refresh` asks for newer lists"
        )
    text = as_json(found) if args.format == "json" else as_text(found, args.sources)
    output.write(text, paged=True)
    for warning in [*known.warnings, *elsewhere(known, found.catalogue.models, args.model)]:
        output.say(f"whichmodel: {warning}")
    return 0


def elsewhere(known: World, models: Iterable[Model], words: str) -> list[str]:
    """That the provider whose prefix was typed is not known to have it, only others are."""
    prefix, slash, rest = words.partition("/")
    provider = spellings(known.providers).get(prefix.lower()) if slash else None
    if provider is None or provider in {model.provider for model in models}:
        return []
    name = known.providers[provider].name
    return [f"{name} is not known to have {rest!r}; shown is what others call {words!r}"]


def shown(known: World, words: str) -> Shown:
    """What a string names, compared with everything that is known."""
    everything = recall(known, known.providers.values())
    # What still answers is what the page is about; one that is over only where nothing else is.
    found = named(known, everything.models, words)
    models = tuple(sorted(found, key=lambda model: model.lifecycle.status in OVER))
    statuses = {status.id: status for status in everything.providers}
    providers = tuple(map(statuses.__getitem__, dict.fromkeys(each.provider for each in models)))
    catalogue = everything._replace(providers=providers, models=models)
    return Shown(catalogue, [compared(model, models, everything.models) for model in models])


def compared(model: Model, alike: Iterable[Model], models: Iterable[Model]) -> list[Compared]:
    """The other offers of a model, then those that may be; last, what else has the same name.

    What is retired comes last in each part.
    """
    known = offers(model, models)
    rows = [Compared(o.model, o.same, o.identity.variant, o.identity.evidence) for o in known]
    told = {row.model.id for row in rows}
    rows += [_alike(model, other) for other in alike if other.id not in told]
    order = list(SECTIONS)
    rows.sort(key=lambda row: (order.index(row.same), row.model.lifecycle.status == "retired"))
    return [row for row in rows if row.model.id != model.id]


def _alike(model: Model, other: Model) -> Compared:
    own = identity_of(other)
    relation = same(identity_of(model), own)
    return Compared(other, relation, own.variant if own else None, own.evidence if own else ())


def as_json(found: Shown) -> str:
    """The envelope, with `facts` and `offers` for each model; what won comes first."""
    from whichmodel.formats.envelope import envelope

    document = envelope(found.catalogue)
    pairs = zip(document["models"], found.catalogue.models, found.offers, strict=True)
    for row, model, others in pairs:
        row["facts"] = [fact._asdict() for fact in explained(model)]
        row["offers"] = [offer_row(other) for other in others]
    return indented(document) + "\n"


def offer_row(offer: Compared) -> dict[str, Any]:
    """One offer: what it costs and can, whether it is the same model, and the evidence."""
    from whichmodel.formats.envelope import model_row

    row = model_row(offer.model)
    return {
        **{field: row[field] for field in OFFERED},
        "max_input_tokens": offer.model.max_input_tokens,
        "same": offer.same,
        "variant": offer.variant,
        "evidence": [piece._asdict() for piece in offer.evidence],
    }


def as_text(found: Shown, sources: bool) -> str:
    """A page for the first model, and a line for each other offer of it."""
    statuses = {status.id: status for status in found.catalogue.providers}
    first = found.catalogue.models[0]
    status = statuses[first.provider]
    lines = [first.id, f"  {status.name}: {outcome(status)}", f"  listed: {listed(first.listed)}"]
    facts = explained(first)
    lines += [*lifecycle_lines(first), *(source_lines(facts) if sources else fact_lines(facts))]
    for relation, title in SECTIONS.items():
        rows = [offer.model for offer in found.offers[0] if offer.same is relation]
        if rows:
            lines += ["", title, *offer_lines(rows)]
    return "".join(f"{visible(line)}\n" for line in lines)


def offer_lines(models: list[Model]) -> list[str]:
    """Offers beside each other: sizes, prices, abilities, where listed and when."""
    rows = [(model.id, *cells(model), listed(model.listed)) for model in models]
    return table([("", *TITLES, "listed"), *rows])


def listed(stated: Listed) -> str:
    """How we know that it is there, as of when, and since when."""
    since = f", since {stated.first_seen[:10]}" if stated.first_seen else ""
    return f"{stated.source}, {(stated.at or UNKNOWN)[:16].replace('T', ' ')}{since}"


def lifecycle_lines(model: Model) -> list[str]:
    """Where the model stands, when that is known."""
    stands = model.lifecycle
    if stands.status == "unknown":
        return []
    words = [stands.status]
    if stands.retires_on and stands.status == "retired":
        words = [f"retired on {stands.retires_on}"]
    elif stands.retires_on:
        words.append(f"retires on {stands.retires_on}")
    if stands.replacement:
        words.append(f"replaced by {stands.replacement}")
    return [f"  lifecycle: {', '.join(words)}"]


def fact_lines(facts: list[Explained]) -> list[str]:
    """The fact that won for each field, and whatever contradicts it; the three sizes always."""
    told = [fact for fact in facts if fact.won or fact.conflict]
    stated = {fact.field for fact in facts}
    unknown = [
        Explained(field, UNKNOWN, "nobody states it", "", True, "", False)
        for field in SIZES - stated
    ]
    told = sorted([*told, *unknown], key=lambda fact: fact.field)
    return table([(*_start(fact), _mark(fact)) for fact in told])


def _mark(fact: Explained) -> str:
    if not fact.conflict:
        return ""
    return f"{DIFFERS} sources differ" if fact.won else f"{DIFFERS} {fact.why}"


def source_lines(facts: list[Explained]) -> list[str]:
    """Every statement of every field; the winner's line says by which rule it won."""
    return table([(*_start(fact), DIFFERS if fact.conflict else "", _rule(fact)) for fact in facts])


def _rule(fact: Explained) -> str:
    return f"won: {fact.why}" if fact.won else fact.why


def _start(fact: Explained) -> tuple[str, str, str]:
    value = " ".join(fact.value) if isinstance(fact.value, list) else str(fact.value)
    value = {True: "yes", False: "no"}[fact.value] if isinstance(fact.value, bool) else value
    unit = " $/1M tokens" if fact.field.startswith("price_") else ""
    source = f"{fact.source}, {fact.at}" if fact.at else fact.source
    return fact.field.replace("_", " "), value + unit, source


def table(rows: list[tuple[str, ...]]) -> list[str]:
    """Rows in columns as wide as their longest cell."""
    rows = [tuple(map(visible, row)) for row in rows]
    widths = [max(map(drawn, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - drawn(cell))

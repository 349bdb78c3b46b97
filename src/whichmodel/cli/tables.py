"""What the marker of a table asks for, in the words of the command line, and its answer.

models PROVIDER…       prices PROVIDER…       offers MODEL       providers PROVIDER…
"""

import argparse
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple, NoReturn

from whichmodel.check.tables.refreshing import Render
from whichmodel.cli.list import add_filters, count, query
from whichmodel.discovery.catalogue.identity import offers
from whichmodel.discovery.catalogue.query import Query, selected, wished
from whichmodel.discovery.discover import named, recall, statuses
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import Catalogue, Model
from whichmodel.discovery.providers import chosen, located
from whichmodel.discovery.stores.bundle import open_bundle
from whichmodel.discovery.world import World
from whichmodel.formats.columns import by_provider, counts
from whichmodel.formats.tables import Table, render
from whichmodel.formats.tables.columns import MODELS, PROVIDERS, Column
from whichmodel.formats.tables.source import source


class Marker(argparse.ArgumentParser):
    """Reads the words of a marker; a mistake is a UsageError."""

    def error(self, message: str) -> NoReturn:
        """Raise it."""
        raise UsageError(message)


class Kind(NamedTuple):
    """A kind of table: what is named, the columns there are and those by default, its defaults.

    `answer` makes it; `filtered` tells whether the filters of `list` apply.
    """

    names: str
    several: bool
    columns: dict[str, Column]
    default: str
    answer: Callable[[World, argparse.Namespace, list[Column]], Table]
    filtered: bool
    defaults: dict[str, Any]


def renderer(known: World) -> Render:
    """Writes tables with what is known here; `--bundled` with what the bundled catalogue knows."""
    catalogue = cache(lambda: bundled(known))

    def lines(words: str, language: str) -> list[str]:
        kind, asked = request(words)
        columns = [kind.columns[name] for name in asked.columns]
        about = catalogue() if asked.bundled else known
        return render(language, kind.answer(about, asked, columns))

    return cache(lines)


def bundled(known: World) -> World:
    """The bundled catalogue on its own day, the same on every machine for ever."""
    bundle = open_bundle()
    return known._replace(
        bundle=bundle,
        providers=located(bundle.providers(), {}),
        store=None,
        now=datetime.fromisoformat(bundle.date).replace(tzinfo=UTC),
    )


def request(words: str) -> tuple[Kind, argparse.Namespace]:
    """What a marker asks for; UsageError where it cannot be understood."""
    try:
        name, *rest = shlex.split(words) or [""]
    except ValueError as error:
        raise UsageError(f"{words!r} cannot be read: {str(error).lower()}") from None
    if name not in KINDS:
        raise UsageError(f"no table is called {name!r}: write {', '.join(KINDS)}")
    asked = _parser(name).parse_intermixed_args(
        [f"--{word}" if word.startswith("columns=") else word for word in rest]
    )
    return KINDS[name], asked


@cache
def _parser(name: str) -> Marker:
    kind = KINDS[name]
    parser = Marker(prog=name, add_help=False, allow_abbrev=False)
    parser.add_argument("names", nargs="*" if kind.several else 1, metavar=kind.names)
    if kind.filtered:
        add_filters(parser)
        parser.add_argument("--rows", type=count, metavar="N")
    parser.add_argument("--bundled", action="store_true")
    parser.add_argument("--columns", type=_columns(name), default=kind.default)
    parser.set_defaults(**kind.defaults)
    return parser


def _columns(table: str) -> Callable[[str], list[str]]:
    def names(words: str) -> list[str]:
        known = KINDS[table].columns
        for name in words.split(","):
            if name not in known:
                advice = f"{table} has {', '.join(known)}"
                raise argparse.ArgumentTypeError(f"no column is called {name!r}: {advice}")
        return words.split(",")

    return names


def _models(known: World, asked: argparse.Namespace, columns: list[Column]) -> Table:
    catalogue = recall(known, chosen(known.providers, asked.names))
    models = _wished(catalogue, query(asked), asked)
    groups = by_provider(catalogue._replace(models=tuple(models)))
    shown = {status.id: counts(status, own) for status, own in groups if own}
    told = [each for each in catalogue.providers if asked.names or each.id in shown]
    return _table(columns, models, source(told, shown))


def _wished(catalogue: Catalogue, wish: Query, asked: argparse.Namespace) -> list[Model]:
    """The models of all providers, newest first within each, or all in one other order."""
    found = list(wished(catalogue, wish).models)
    if asked.sort != "created":
        found = selected(found, wish._replace(sort=asked.sort, newest=None))
    return found[: asked.rows]


def _offers(known: World, asked: argparse.Namespace, columns: list[Column]) -> Table:
    everything = recall(known, known.providers.values())
    models = named(known, everything.models, asked.names[0])
    if not models:
        raise UsageError(f"no model is listed as {asked.names[0]!r}: `whichmodel search` finds it")
    same = [offer.model for offer in offers(models[0], everything.models) if offer.same]
    found = {model.id: model for model in (*models[:1], *same)}
    rows = selected(found.values(), query(asked))[: asked.rows]
    offering = {model.provider for model in rows}
    told = [each for each in everything.providers if each.id in offering]
    return _table(columns, rows, source(told))


def _providers(known: World, asked: argparse.Namespace, columns: list[Column]) -> Table:
    rows = [
        provider
        for provider in chosen(known.providers, asked.names)
        if asked.names or provider.calls
    ]
    found = statuses(known, rows).providers
    return _table(columns, found, source(found))


def _table(columns: list[Column], values: Any, told: str) -> Table:
    return Table(
        tuple(column.title for column in columns),
        tuple(column.holds for column in columns),
        [tuple(column.cell(value) for column in columns) for value in values],
        told,
    )


BY_PRICE: dict[str, Any] = {"sort": "price"}
KINDS = {
    "models": Kind(
        "PROVIDER", True, MODELS, "id,context,price,created,capabilities,lifecycle",
        _models, True, {},
    ),
    "prices": Kind(
        "PROVIDER", True, MODELS, "id,input,output,cache-read,cache-write", _models, True, BY_PRICE,
    ),
    "offers": Kind(
        "MODEL", False, MODELS, "provider,id,context,price,lifecycle",
        _offers, True, {**BY_PRICE, "kind": "all"},
    ),
    "providers": Kind(
        "PROVIDER", True, PROVIDERS, "provider,id,listing,key,models,source,status",
        _providers, False, {},
    ),
}  # fmt: skip
"""The tables there are."""

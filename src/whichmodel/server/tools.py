"""What agents may ask: five tools that read what is remembered, and never the network.

Each answers in few rows and few fields, with the rows of `formats.envelope`, and says how the
providers in them are known.
"""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, NamedTuple

from whichmodel.discovery import finding
from whichmodel.discovery.catalogue.explain import explained
from whichmodel.discovery.catalogue.query import Query, selected
from whichmodel.discovery.discover import named, recall, statuses
from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.matching.filters import Wish
from whichmodel.discovery.matching.suggest import Suggestion
from whichmodel.discovery.model import Model, ProviderStatus
from whichmodel.discovery.providers import chosen
from whichmodel.discovery.world import World
from whichmodel.formats.envelope import model_row, provider_row
from whichmodel.server import schemas
from whichmodel.server.plain import plain
from whichmodel.server.schemas import Schema, gives, several, takes, text, whole

Answer = dict[str, Any]
Rows = list[dict[str, Any]]
VERBATIM = "corrected_text"
"""The caller's own text, given back: the one field that is not cleaned."""
NEAR = 3
"""Suggestions for a model that nobody knows."""


class Tool(NamedTuple):
    """One tool: what it is for, what it takes and gives, and what it answers from the world."""

    title: str
    about: str
    takes: Schema
    gives: Schema
    answer: Callable[..., Answer]


def answered(tool: Tool, world: World, arguments: dict[str, Any]) -> Answer:
    """The whole answer of a tool: made plain, dated, and with what could not be read."""
    told = tool.answer(world, **arguments)
    verbatim = {VERBATIM: told.pop(VERBATIM)} if VERBATIM in told else {}
    told |= {"generated_at": world.time, "catalogue_date": world.bundle.date}
    if world.warnings:
        told["warnings"] = world.warnings
    cleaned: Answer = plain(told)
    return cleaned | verbatim


def search_models(
    world: World,
    words: str = "",
    provider: str | None = None,
    kind: str | None = None,
    able: Iterable[str] = (),
    min_context: int | None = None,
    max_price: float | None = None,
    limit: int = 10,
) -> Answer:
    """The likeliest models first; without words the newest that are not over."""
    rows = chosen(world.providers, [provider] if provider else [])
    if words.strip():
        named_only = frozenset(row.id for row in rows) if provider else frozenset()
        wish = Wish(named_only, min_context, None, max_price, kind=kind, able=tuple(able))
        hits = finding.search(world, words, limit + 1, wish)
        known = finding.models(world, hits)
        found = [known[hit.entry.id] for hit in hits if hit.entry.id in known]
    else:
        query = Query(kind, tuple(able), min_context, max_price, newest=limit + 1)
        found = selected(recall(world, rows).models, query)
    return _models(world, found[:limit], _shortly) | {"more": len(found) > limit}


def show_model(world: World, model: str) -> Answer:
    """All that is known of the models of exactly that name; else the nearest names."""
    found = named(world, recall(world, world.providers.values()).models, model)
    told = _models(world, found[: schemas.MOST // 10], _wholly)
    return told | {
        "more": len(found) > schemas.MOST // 10,
        "suggestions": [] if found else _suggested(finding.suggest(world, model, None, NEAR)),
    }


def suggest_model(world: World, model: str, provider: str | None = None, limit: int = 5) -> Answer:
    """What was probably meant, best first."""
    found = finding.suggest(world, model, provider, limit)
    return {
        "suggestions": _suggested(found),
        "providers": _standings(world, (each.provider for each in found)),
    }


def check_text(world: World, text: str, filename: str = "") -> Answer:
    """The models in a text that are over, going or misspelt, and the text without them."""
    from whichmodel.server.snippet import Judged, checked

    def row(each: Judged) -> dict[str, Any]:
        told = each.finding._asdict()
        for name in ("path", "end_column", "fixable"):
            told.pop(name)
        more = {"alternatives": each.alternatives} if each.alternatives else {}
        return {**told, **more, "corrected": each.finding.fixable}

    found = checked(world, text, filename)
    changed = {VERBATIM: found.corrected} if found.corrected != text else {}
    return changed | {
        "mentions": found.mentions,
        "findings": [row(each) for each in found.found[: schemas.MOST]],
        "more": len(found.found) > schemas.MOST,
        "providers": _standings(world, found.providers),
    }


def list_providers(world: World, provider: str | None = None, limit: int = 10) -> Answer:
    """How providers are listed: first those whose own lists are known, or who have a key here."""
    asked = chosen(world.providers, [provider] if provider else [])
    found = sorted(statuses(world, asked).providers, key=_foremost)
    return {
        "providers": [_picked(provider_row(each), schemas.PROVIDER_ROW) for each in found[:limit]],
        "known": len(found),
    }


def _foremost(status: ProviderStatus) -> tuple[bool, bool, int, str]:
    own = status.source in ("live", "cached")
    return not own, not status.key_found, -status.models, status.id


def _models(world: World, found: Iterable[Model], row: Callable[[Model], dict[str, Any]]) -> Answer:
    models = list(found)
    return {
        "models": [row(model) for model in models],
        "providers": _standings(world, (model.provider for model in models)),
    }


def _shortly(model: Model) -> dict[str, Any]:
    told = _picked(model_row(model), schemas.MODEL)
    told["lifecycle"].pop("notice")
    return told


def _wholly(model: Model) -> dict[str, Any]:
    said = [{"source": each.source, "at": each.at} for each in model.statements]
    disputed = [each._asdict() for each in explained(model) if each.conflict]
    told = _picked(model_row(model), schemas.WHOLE_MODEL)
    more = {"disputed": disputed[: schemas.MOST // 10]} if disputed else {}
    return {**told, "stated_by": said, **more}


def _standings(world: World, providers: Iterable[str]) -> Rows:
    """How these providers' models are known, and how old that is."""
    asked = [world.providers[name] for name in dict.fromkeys(providers) if name in world.providers]
    found = statuses(world, islice(asked, schemas.MOST)).providers
    return [_picked(provider_row(each), schemas.STANDING) for each in found]


def _suggested(found: Iterable[Suggestion]) -> Rows:
    return [each._asdict() for each in found]


def _picked(told: dict[str, Any], schema: Schema) -> dict[str, Any]:
    """The fields that a schema has, and within them too."""
    fields = schema["properties"]
    return {
        name: _picked(value, fields[name]) if isinstance(value, dict) else value
        for name, value in told.items()
        if name in fields
    }


def tool(name: str) -> Tool:
    """The tool of a name; UsageError with the names there are for another."""
    if name not in TOOLS:
        raise UsageError(f"no tool is called {name!r}: there are {', '.join(TOOLS)}")
    return TOOLS[name]


TOOLS = {
    "search_models": Tool(
        "Search models",
        "Find models that exist, by any words of ids, names and families, and by need. Without "
        "words: the newest. Use it before writing a model id.",
        takes(
            words=text("such as: sonnet 4.5, kimi tools; may hold >128k, <$1, free"),
            provider=schemas.PROVIDER,
            kind=schemas.KIND,
            able=schemas.ABLE,
            min_context=whole("tokens"),
            max_price={
                "type": "number",
                "minimum": 0,
                "description": "US dollars per million input tokens",
            },
            limit=schemas.LIMIT,
        ),
        gives(("models", "more"), models=several(schemas.MODEL), more=schemas.FLAG),
        search_models,
    ),
    "show_model": Tool(
        "Show a model",
        "All that is known of one model id, with or without a provider's prefix, at every provider "
        "that has it; the nearest ids where nobody lists it.",
        takes(("model",), model=text("such as groq/openai/gpt-oss-120b or gpt-4o")),
        gives(
            ("models", "more", "suggestions"),
            models=several(schemas.WHOLE_MODEL),
            more=schemas.FLAG,
            suggestions=several(schemas.SUGGESTION),
        ),
        show_model,
    ),
    "suggest_model": Tool(
        "Suggest a model",
        "What was probably meant by a model id that failed or may be misspelt or retired. An id "
        "that is not known may be right all the same.",
        takes(
            ("model",),
            model=text("the id as it was written"),
            provider=schemas.PROVIDER,
            limit=whole("rows at most", 5, schemas.MOST),
        ),
        gives(("suggestions",), suggestions=several(schemas.SUGGESTION)),
        suggest_model,
    ),
    "check_text": Tool(
        "Check a text",
        "Check the model ids in code, configuration or documentation before it is written: which "
        "are retired, going or misspelt, what to write instead, and the corrected text. It is left "
        "out where nothing changes.",
        takes(
            ("text",),
            text=text("the snippet or file", schemas.TEXT),
            filename=text("such as app.py or config.yaml: how the text is read"),
        ),
        gives(
            ("mentions", "findings", "more"),
            mentions=schemas.NUMBER,
            findings=several(schemas.FINDING),
            more=schemas.FLAG,
            corrected_text=schemas.STRING,
        ),
        check_text,
    ),
    "list_providers": Tool(
        "List providers",
        "How each provider's models are known, how old that is, and which keys were found; first "
        "those whose own lists are known here.",
        takes(provider=schemas.PROVIDER, limit=schemas.LIMIT),
        gives(("known",), providers=several(schemas.PROVIDER_ROW), known=schemas.NUMBER),
        list_providers,
    ),
}

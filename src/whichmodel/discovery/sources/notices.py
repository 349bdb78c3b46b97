"""Retirement notices: the public feed of deprecations.info, and llm-sunset's copy of its facts.

One JSON list of rows. Read as

    provider                                   ours, where we know it by that name
    model_id                                   model, exactly as it stands there
    announcement_date, else deprecation_date   deprecated_on, where it precedes the shutdown
    shutdown_date                              retires_on
    replacement_models, else replacement_model replacement: the first that can be an id
    url                                        notice

A row is evidence of its own id at its own provider, and of nothing else. Left out, and counted,
are rows of providers that we do not know, rows that name no model (products, endpoints, families of
fine-tuned models, display names), and rows without a shutdown: those are mostly misread changelogs.

Where the day of the announcement is not known, the feed repeats that of the shutdown, or gives the
day on which it first read the page.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields

OURS = {
    "anthropic": ("anthropic",),
    "aws bedrock": ("bedrock",),
    "azure": ("azure", "azure_ai"),
    "cerebras": ("cerebras",),
    "cohere": ("cohere",),
    "deepseek": ("deepseek",),
    "fireworks": ("fireworks",),
    "google": ("gemini",),
    "google vertex": ("vertex",),
    "groq": ("groq",),
    "mistral": ("mistral",),
    "mistral ai": ("mistral",),
    "moonshot": ("moonshot",),
    "nebius": ("nebius",),
    "openai": ("openai",),
    "openrouter": ("openrouter",),
    "perplexity": ("perplexity",),
    "together": ("together",),
    "together ai": ("together",),
    "xai": ("xai",),
}
"""The feed's providers in lower case as ours; Azure's models are reached by two prefixes."""

ID = re.compile(r"[A-Za-z0-9@][\w.:/@+-]*")
NO_MODELS = re.compile(r"^ft[-:]|-completions$|-finetuned$", re.IGNORECASE)
"""What the feed calls fine-tuned models of a base, or one endpoint of a model."""

GLUED = re.compile(r"((?P<family>[a-z]+)-.+?)or(?P=family)-.+")
"""Two ids that lost the spaces around "or": gpt-image-1orgpt-image-1-mini."""

SEPARATOR = re.compile(r",|\s+or\s+|\s+and\s+")


class Notices(NamedTuple):
    """The records of each provider, sorted by model, and how many rows are in none of them."""

    records: dict[str, list[Record]]
    left_out: int


def read(rows: Iterable[Any], known: Mapping[str, Collection[str]] | None = None) -> Notices:
    """The notices of a feed; of two about one model, the one that was observed last counts.

    `known` holds the model ids of each of our providers: an id that only one of a platform's two
    prefixes is known to have is told for that one.
    """
    found: dict[str, dict[str, Record]] = {}
    left_out = 0
    for row in sorted(filter(_is_row, rows), key=observed):
        record = _record(row)
        providers = OURS.get(str(row.get("provider")).strip().lower())
        if record is None or providers is None:
            left_out += 1
            continue
        for provider in _having(record, providers, known or {}):
            found.setdefault(provider, {})[record["model"]] = record
    ordered = {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
    }
    return Notices(ordered, left_out)


def observed(row: Mapping[str, Any]) -> str:
    """The last day on which the feed is known to have seen the row's page; empty if it is not."""
    keys = ("last_observed", "scraped_at", "announcement_date", "deprecation_date")
    return next(filter(None, (fields.date(row.get(key)) for key in keys)), "")


def _is_row(row: Any) -> bool:
    return isinstance(row, dict)


def _having(
    record: Record, providers: tuple[str, ...], known: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    having = tuple(ours for ours in providers if record["model"] in known.get(ours, ()))
    return having or providers


def _record(row: Mapping[str, Any]) -> Record | None:
    """What a row states; None where it names no model or no day of its shutdown."""
    model, retires_on = _id(row.get("model_id")), fields.date(row.get("shutdown_date"))
    if model is None or retires_on is None:
        return None
    record = {
        "model": model,
        "deprecated_on": _announced(row, retires_on),
        "retires_on": retires_on,
        "replacement": next((name for name in _replacements(row) if name != model), None),
        "notice": _url(row.get("url")),
    }
    return cast(Record, {field: value for field, value in record.items() if value is not None})


def is_id(words: str) -> bool:
    """Whether the words are a model id, and not a name, a list, or more than one model."""
    return bool(ID.fullmatch(words)) and not NO_MODELS.search(words)


def _id(value: Any) -> str | None:
    usable = fields.identifier(value)
    return usable if usable and is_id(usable) else None


def _announced(row: Mapping[str, Any], retires_on: str) -> str | None:
    day = fields.date(row.get("announcement_date") or row.get("deprecation_date"))
    return day if day and day < retires_on else None


def _replacements(row: Mapping[str, Any]) -> Iterator[str]:
    """The ids among what the feed has as replacements: it has sentences and settings too."""
    stated = row.get("replacement_models") or row.get("replacement_model") or ()
    for words in [stated] if isinstance(stated, str) else stated:
        for part in SEPARATOR.split(words) if isinstance(words, str) else ():
            glued = GLUED.fullmatch(part.strip())
            name = _id(glued[1] if glued else part.strip())
            if name and _specific(name):
                yield name


def _specific(name: str) -> bool:
    """Whether the word can be an id: a hyphen or a digit tells it from "GPT" and "None"."""
    return any(not char.isalpha() for char in name)


def _url(value: Any) -> str | None:
    usable = fields.identifier(value)
    return usable if usable and re.fullmatch(r"https://[^\s\"<>]+", usable) else None

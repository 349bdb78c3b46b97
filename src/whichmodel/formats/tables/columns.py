"""The columns that a table in documentation can have, by the name that a marker gives them.

No cell tells how long ago something was: a table changes only when what it tells has changed.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from whichmodel.discovery.model import Model, Price, ProviderStatus
from whichmodel.formats import words
from whichmodel.formats.tables import CODE, OURS, TEXT

NOBODY = Price(None, None, None, None)
ASKED = ("live", "cached")
"""Sources that are a provider's own list."""


class Column(NamedTuple):
    """The title, what the cells hold, and the cell of a model or a provider."""

    title: str
    holds: str
    cell: Callable[[Any], str]


def _of(field: str) -> Callable[[Any], str]:
    return lambda value: getattr(value, field) or ""


def _tokens(field: str) -> Callable[[Model], str]:
    return lambda model: words.tokens(getattr(model, field))


def _dollars(field: str) -> Callable[[Model], str]:
    def cell(model: Model) -> str:
        stated = getattr(model.price or NOBODY, field)
        return "" if stated is None else words.money(stated)

    return cell


def _able(field: str) -> Callable[[Model], str]:
    answers = {True: "yes", False: "no", None: words.UNKNOWN}
    return lambda model: answers[getattr(model, field)]


def _stage(field: str) -> Callable[[Model], str]:
    return lambda model: getattr(model.lifecycle, field) or ""


def _price(model: Model) -> str:
    return words.price(model.price)


def _lifecycle(model: Model) -> str:
    return words.lifecycle(model.lifecycle)


def _key(status: ProviderStatus) -> str:
    return status.key_env[0] if status.key_env else ""


def _status(status: ProviderStatus) -> str:
    """How the provider answered when it was asked; which keys are set here is not told."""
    if status.source in ASKED:
        return words.TROUBLES.get(status.status, status.status)
    return words.TROUBLES["unsupported" if status.status == "unsupported" else "not_asked"]


def _source(status: ProviderStatus) -> str:
    return "own list" if status.source in ASKED else status.source


def date(status: ProviderStatus) -> str:
    """The day of what is known."""
    return (status.fetched_at or "")[:10]


MODELS = {
    "id": Column("model", CODE, _of("id")),
    "provider": Column("provider", CODE, _of("provider")),
    "model": Column("provider's id", CODE, _of("model")),
    "name": Column("name", TEXT, _of("name")),
    "family": Column("family", TEXT, _of("family")),
    "kind": Column("kind", TEXT, _of("kind")),
    "created": Column("created", TEXT, words.since),
    "context": Column("context", OURS, _tokens("context_window")),
    "max-input": Column("max input", OURS, _tokens("max_input_tokens")),
    "max-output": Column("max output", OURS, _tokens("max_output_tokens")),
    "price": Column("$ per 1M tokens, in / out", OURS, _price),
    "input": Column("$ per 1M tokens in", OURS, _dollars("input")),
    "output": Column("out", OURS, _dollars("output")),
    "cache-read": Column("read from cache", OURS, _dollars("cache_read")),
    "cache-write": Column("written to cache", OURS, _dollars("cache_write")),
    "capabilities": Column("capabilities", TEXT, words.capabilities),
    "tools": Column("tools", OURS, _able("tools")),
    "vision": Column("vision", OURS, _able("vision")),
    "reasoning": Column("reasoning", OURS, _able("reasoning")),
    "structured-output": Column("structured output", OURS, _able("structured_output")),
    "lifecycle": Column("lifecycle", TEXT, _lifecycle),
    "status": Column("status", TEXT, _stage("status")),
    "deprecated": Column("deprecated", TEXT, _stage("deprecated_on")),
    "retires": Column("retires", TEXT, _stage("retires_on")),
    "replacement": Column("replacement", CODE, _stage("replacement")),
}
PROVIDERS = {
    "provider": Column("provider", TEXT, _of("name")),
    "id": Column("id", CODE, _of("id")),
    "listing": Column("listing", TEXT, _of("listing")),
    "key": Column("key", CODE, _key),
    "models": Column("models", OURS, lambda status: str(status.models)),
    "source": Column("source", TEXT, _source),
    "status": Column("status", TEXT, _status),
    "date": Column("as of", TEXT, date),
}

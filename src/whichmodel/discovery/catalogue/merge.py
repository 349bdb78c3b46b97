"""All that is said of a model becomes one model, and nothing that was said is lost.

The provider's own listing comes first, then published notices, then catalogues, then guesses by
name. For each field the first of them that states it wins; the others stay in the statements.

When a model goes and what replaces it, a provider says in its listing and in its notices alike:
there the newer of the two wins.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from whichmodel.discovery.catalogue.kinds import kind_by_name
from whichmodel.discovery.catalogue.lifecycle import lifecycle
from whichmodel.discovery.model import (
    Fact,
    Listed,
    Model,
    Price,
    Provider,
    Record,
    Statement,
)

LISTING = "listing"
GUESS = "name rule"
RANKS = {
    LISTING: 0, "notices": 1, "model-retire": 1, "curated": 1,
    "litellm": 2, "pi-ai": 2, "genai-prices": 3, "models.dev": 4, GUESS: 9,
}  # fmt: skip
"""Whose word counts first; sources that are not named stand between catalogues and guesses.

Of two sources of one rank the newer counts: all kinds of notices are what providers published.
pi-ai has a copy of OpenRouter's own list, so it counts before those who gather prices.
"""

OWN_WORDS = frozenset((LISTING, "notices", "model-retire", "curated"))
"""Sources that hold what the provider itself published."""

NOTICED = ("deprecated_on", "retires_on", "replacement", "notice")
"""Fields that published notices decide."""

NOT_FACTS = frozenset(("model", "first_seen", "last_seen"))

UNPRICED = (None, None, None, None)


def ranked(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements in order of precedence: newest first within one source.

    A source makes one statement of a model at a time, so the order they come in does not matter.
    """
    order = list(statements)
    if len(order) > 1:
        order.sort(key=_time, reverse=True)
        order.sort(key=_rank)
    return tuple(order)


def _time(said: Statement) -> tuple[str, str]:
    return said.at, said.source


def _rank(said: Statement) -> int:
    return RANKS.get(said.source, 5)


def for_notices(order: Iterable[Statement]) -> list[Statement]:
    """Ranked statements in the order that counts for the fields that notices decide."""
    own: list[Statement] = []
    others: list[Statement] = []
    for said in order:
        (own if said.source in OWN_WORDS else others).append(said)
    own.sort(key=lambda said: said.at, reverse=True)
    return own + others


def merged(provider: Provider, model: str, statements: Iterable[Statement], listed: Listed,
           today: str) -> Model:  # fmt: skip
    """One model from all statements about it."""
    order = ranked(statements)
    facts: dict[str, Any] = {}
    for statement in reversed(order):
        facts.update(statement.record)
    own = bool(order) and order[0].source == LISTING
    if own and len(order) > 1:
        facts.update(_noticed(order))
    if "kind" not in facts:
        order, facts["kind"] = _guessed(order, model)
    told = facts.get
    return Model(
        f"{provider.prefix}/{model}",
        provider.id,
        model,
        told("name"),
        told("family"),
        facts["kind"],
        told("created"),
        told("context_window"),
        told("max_input_tokens"),
        told("max_output_tokens"),
        _words(told("input_modalities")),
        _words(told("output_modalities")),
        told("tools"),
        told("vision"),
        told("reasoning"),
        told("structured_output"),
        _price(facts),
        lifecycle(facts, own, today),
        _since(listed, order),
        order,
    )


def _noticed(order: tuple[Statement, ...]) -> dict[str, Any]:
    """The fields that notices decide, where a listing may have a newer word."""
    facts: dict[str, Any] = {}
    for statement in reversed(for_notices(order)):
        stated: Mapping[str, Any] = statement.record
        facts.update((field, stated[field]) for field in NOTICED if field in stated)
    return facts


def _since(listed: Listed, statements: Iterable[Statement]) -> Listed:
    """With the earliest time at which any source is known to have had the model."""
    first = listed.first_seen
    for statement in statements:
        time = statement.record.get("first_seen")
        if time and (not first or time < first):
            first = time
    return listed if first == listed.first_seen else _seen_first(listed, first)


def _seen_first(listed: Listed, first: str | None) -> Listed:
    # A third of the time of `_replace`, for each of thousands of models.
    return Listed(listed.source, listed.at, first, listed.last_seen)


def _guessed(order: tuple[Statement, ...], model: str) -> tuple[tuple[Statement, ...], str | None]:
    kind = kind_by_name(model)
    if kind is None:
        return order, None
    return (*order, Statement(GUESS, "", Record(kind=kind))), kind


def _words(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None


def _price(facts: Mapping[str, Any]) -> Price | None:
    told = facts.get
    parts = (
        told("price_input"), told("price_output"), told("price_cache_read"),
        told("price_cache_write"),
    )  # fmt: skip
    return None if parts == UNPRICED else Price(*parts)


def facts_of(model: Model) -> list[Fact]:
    """Every field of a model as every source states it, the one that won first."""
    order = model.statements
    found = [*_facts(order, NOTICED, without=True), *_facts(for_notices(order), NOTICED)]
    return sorted(found, key=lambda fact: fact.field)


def _facts(
    order: Iterable[Statement], fields: tuple[str, ...], without: bool = False
) -> Iterable[Fact]:
    for statement in order:
        for field, value in statement.record.items():
            if field not in NOT_FACTS and (field in fields) is not without:
                yield Fact(field, value, statement.source, statement.at)

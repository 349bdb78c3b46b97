"""All that is said of a model becomes one model, and nothing that was said is lost.

The provider's own listing comes first, then published notices, then catalogues, then guesses by
name. For each field the first of them that states it wins; the others stay in the statements.
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
    LISTING: 0, "notices": 1, "curated": 1,
    "litellm": 2, "genai-prices": 3, "models.dev": 4, GUESS: 9,
}  # fmt: skip
"""Whose word counts first; sources that are not named stand between catalogues and guesses.

Of two sources of one rank the newer counts: both kinds of notices are what providers published.
"""

NOT_FACTS = frozenset(("model", "first_seen", "last_seen"))


def ranked(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements in order of precedence: newest first within one source.

    A source makes one statement of a model at a time, so the order they come in does not matter.
    """
    by_time = sorted(statements, key=lambda said: (said.at, said.source), reverse=True)
    return tuple(sorted(by_time, key=lambda statement: RANKS.get(statement.source, 5)))


def merged(provider: Provider, model: str, statements: Iterable[Statement], listed: Listed,
           today: str) -> Model:  # fmt: skip
    """One model from all statements about it."""
    order = ranked(statements)
    facts: dict[str, Any] = {}
    for statement in reversed(order):
        facts.update(statement.record)
    if "kind" not in facts:
        order, facts["kind"] = _guessed(order, model)
    own = any(statement.source == LISTING for statement in order)
    return Model(
        id=f"{provider.prefix}/{model}",
        provider=provider.id,
        model=model,
        name=facts.get("name"),
        family=facts.get("family"),
        kind=facts["kind"],
        created=facts.get("created"),
        context_window=facts.get("context_window"),
        max_input_tokens=facts.get("max_input_tokens"),
        max_output_tokens=facts.get("max_output_tokens"),
        input_modalities=_words(facts.get("input_modalities")),
        output_modalities=_words(facts.get("output_modalities")),
        tools=facts.get("tools"),
        vision=facts.get("vision"),
        reasoning=facts.get("reasoning"),
        structured_output=facts.get("structured_output"),
        price=_price(facts),
        lifecycle=lifecycle(facts, own, today),
        listed=_since(listed, order),
        statements=order,
    )


def _since(listed: Listed, statements: Iterable[Statement]) -> Listed:
    """With the earliest time at which any source is known to have had the model."""
    times = [statement.record.get("first_seen") for statement in statements]
    known = [time for time in (listed.first_seen, *times) if time]
    return listed._replace(first_seen=min(known)) if known else listed


def _guessed(order: tuple[Statement, ...], model: str) -> tuple[tuple[Statement, ...], str | None]:
    kind = kind_by_name(model)
    if kind is None:
        return order, None
    return (*order, Statement(GUESS, "", Record(kind=kind))), kind


def _words(values: list[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None


def _price(facts: Mapping[str, Any]) -> Price | None:
    parts = [facts.get(f"price_{part}") for part in Price._fields]
    return Price(*parts) if any(part is not None for part in parts) else None


def facts_of(model: Model) -> list[Fact]:
    """Every field of a model as every source states it, the one that won first."""
    found = [
        Fact(field, value, statement.source, statement.at)
        for statement in model.statements
        for field, value in statement.record.items()
        if field not in NOT_FACTS
    ]
    return sorted(found, key=lambda fact: fact.field)

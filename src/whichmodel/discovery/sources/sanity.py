"""What no catalogue may hold, and what no catalogue may have become since the last one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from whichmodel.discovery.model import PRICES

Models = Mapping[str, Mapping[str, Any]]
"""Model id to what each source says of it."""

NINE = frozenset(
    (
        "openrouter", "openai", "anthropic", "groq", "nebius", "together", "cerebras", "qwen",
        "moonshot",
    )
)  # fmt: skip
"""Providers without which a snapshot is not worth having."""

SMALLEST_SHARE = 0.9
"""A snapshot with less than this share of the models before it is taken for a mistake."""

DEAREST = Decimal(10_000)
"""Dollars per million tokens that nobody asks for."""
TOKENS = ("context_window", "max_input_tokens", "max_output_tokens")
LARGEST = 100_000_000
"""Tokens that no model takes."""
FACTOR = 100
"""Times that a price is too high or too low to be the same price: somebody mistook its unit."""


def problem(before: Mapping[str, Models], after: Mapping[str, Models]) -> str | None:
    """Why a snapshot that follows another looks absurd; None where it does not."""
    missing = lacking(after)
    if missing:
        return f"nothing of {', '.join(missing)} in the new snapshot"
    old, new = (sum(map(len, side.values())) for side in (before, after))
    if new < old * SMALLEST_SHARE:
        return f"the new snapshot has {new} models, the one before {old}"
    return _first([*absurdities(after), *leaps(before, after)])


def lacking(providers: Mapping[str, Models]) -> list[str]:
    """The main providers of which nothing is told."""
    return sorted(provider for provider in NINE if not providers.get(provider))


def _first(problems: list[str]) -> str | None:
    more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
    return problems[0] + more if problems else None


def absurdities(providers: Mapping[str, Models]) -> Iterator[str]:
    """Values that cannot be true, each as a sentence."""
    for provider, models in providers.items():
        for model, statements in models.items():
            for source, record in statements.items():
                for words in absurd(record):
                    yield f"{provider} {model}: {words} ({source})"


def absurd(record: Mapping[str, Any]) -> Iterator[str]:
    """What cannot be true in one record: numbers of no model, prices of nobody."""
    for field in TOKENS:
        tokens = record.get(field)
        if tokens is not None and not (type(tokens) is int and 0 < tokens < LARGEST):
            yield f"{field} is {tokens}"
    for field in PRICES:
        if field in record:
            amount = _amount(record[field])
            if amount is None or not 0 <= amount < DEAREST:
                yield f"{field} is {record[field]}"


def leaps(before: Mapping[str, Models], after: Mapping[str, Models]) -> Iterator[str]:
    """Prices that are a hundred times what the same source said last, or a hundredth."""
    for provider, models in after.items():
        for model, statements in models.items():
            earlier = before.get(provider, {}).get(model, {})
            for source, record in statements.items():
                for field in PRICES:
                    old, new = _amount(earlier.get(source, {}).get(field)), record.get(field)
                    if _leapt(old, _amount(new)):
                        yield f"{provider} {model}: {field} was {old} and is {new} ({source})"


def _leapt(old: Decimal | None, new: Decimal | None) -> bool:
    """From nothing, or to nothing, is no leap."""
    return bool(old and new and not (old < new * FACTOR and new < old * FACTOR))


def _amount(value: Any) -> Decimal | None:
    """A price as it is written, None where it is none."""
    try:
        amount = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return amount if amount is not None and amount.is_finite() else None

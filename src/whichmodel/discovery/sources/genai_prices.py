"""The genai-prices package: prices, names and context windows, with rules for matching model ids.

Read as

    id, and ids that the matching rule names by equality      model
    name, context_window                                      name, context_window
    deprecated                                                lifecycle "deprecated"
    prices: input_mtok, output_mtok, cache_read_mtok, cache_write_mtok     price_…
    the same of price_variants: batch, flex, priority, fast                price_…_batch, …

Of prices with a start date the last that has begun counts; of prices for certain hours none does;
of tiers the first counts, and those of longer prompts are kept as price_…_above_Nk. Variants by
anything else than how a request is processed (a route, a kind of search) are left out.

The package keeps the prices of models that are long gone and rarely says that they are, and an
entry is often a family (`claude-3-opus-latest`, for all ids that begin so) or an id as another
platform writes it. So it adds facts to models that are known otherwise. It adds models only where
nobody else lists the provider's models, or where it says itself that they are deprecated; and
only ids that its rule names by equality, never the name of a family.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields

OURS = {
    "anthropic": ("anthropic",),
    "aws": ("bedrock",),
    "azure": ("azure",),
    "baseten": ("baseten",),
    "cerebras": ("cerebras",),
    "cloudflare": ("cloudflare",),
    "cohere": ("cohere",),
    "databricks": ("databricks",),
    "deepseek": ("deepseek",),
    "fireworks": ("fireworks",),
    "github-copilot": ("github_copilot",),
    "google": ("gemini", "vertex"),
    "groq": ("groq",),
    "meta": ("meta",),
    "minimax": ("minimax",),
    "mistral": ("mistral",),
    "moonshotai": ("moonshot",),
    "novita": ("novita",),
    "openai": ("openai",),
    "openrouter": ("openrouter",),
    "ovhcloud": ("ovhcloud",),
    "perplexity": ("perplexity",),
    "together": ("together",),
    "typesafe": ("typesafe",),
    "voyageai": ("voyage",),
    "x-ai": ("xai",),
    "zai": ("zai",),
    "zhipuai": ("bigmodel",),
}
"""Its providers as ours. Others are left out: LiteLLM has no prefix for them, so no string of ours
would reach them, or (Hugging Face) a price is one of several offers for the same model."""

NEEDS_VENDOR = frozenset(("openrouter",))
"""Providers whose ids are always `vendor/model`: an id without a slash is another platform's."""

PRICES = {
    "price_input": "input_mtok",
    "price_output": "output_mtok",
    "price_cache_read": "cache_read_mtok",
    "price_cache_write": "cache_write_mtok",
}
VARIANTS = frozenset(("batch", "flex", "priority", "fast"))
"""Ways to process a request that have prices of their own."""
PER_MILLION = Decimal(1)


def read(
    providers: Iterable[Any], on: str, known: Mapping[str, Collection[str]]
) -> dict[str, list[Record]]:
    """The records of each provider, sorted by model, with the prices of the day `on`.

    `providers` are the package's own objects, or any with the same attributes; `known` holds the
    model ids of each of our providers that other sources list.
    """
    found: dict[str, dict[str, Record]] = {}
    for provider in providers:
        for ours in OURS.get(provider.id, ()):
            models = found.setdefault(ours, {})
            for model in sorted(provider.models, key=_deprecated_last):
                for name in _ids(ours, model, known.get(ours, ())):
                    models.setdefault(name, _record(name, model, on))
    return {
        provider: [models[name] for name in sorted(models)]
        for provider, models in sorted(found.items())
        if models
    }


def from_document(document: Iterable[Any]) -> list[Any]:
    """The data that genai-prices publishes as JSON, as objects like the package's own.

    Entries that are not of the published shape are left out.
    """
    return [
        SimpleNamespace(id=row["id"], models=[_model(each) for each in _entries(row)])
        for row in document
        if _is_entry(row)
    ]


def _entries(row: Mapping[str, Any]) -> list[Any]:
    return [entry for entry in _list(row.get("models")) if _is_entry(entry)]


def _is_entry(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _model(entry: Mapping[str, Any]) -> Any:
    prices = entry.get("prices")
    several = [_interval(each) for each in _list(prices) if isinstance(each, dict)]
    return SimpleNamespace(
        id=entry["id"],
        name=entry.get("name"),
        context_window=entry.get("context_window"),
        deprecated=entry.get("deprecated"),
        match=_rule(entry.get("match")),
        prices=several if isinstance(prices, list) else _amounts(prices),
        price_variants=[
            SimpleNamespace(when=_words(each.get("when")), **vars(_interval(each)))
            for each in _list(entry.get("price_variants"))
            if isinstance(each, dict)
        ],
    )


def _words(stated: Any) -> dict[str, str]:
    rows = stated.items() if isinstance(stated, dict) else ()
    return {key: value for key, value in rows if isinstance(value, str)}


def _rule(rule: Any) -> Any:
    """A matching rule: only equalities and choices among rules are of use here."""
    stated = rule if isinstance(rule, dict) else {}
    if isinstance(stated.get("equals"), str):
        return SimpleNamespace(equals=stated["equals"])
    return SimpleNamespace(or_=[_rule(part) for part in _list(stated.get("or"))])


def _interval(stated: Mapping[str, Any]) -> Any:
    constraint = stated.get("constraint")
    return SimpleNamespace(
        constraint=None if constraint is None else SimpleNamespace(start_date=_start(constraint)),
        prices=_amounts(stated.get("prices")),
    )


def _start(constraint: Any) -> date | None:
    stated = constraint.get("start_date") if isinstance(constraint, dict) else None
    day = fields.date(stated)
    return date.fromisoformat(day) if day else None


def _amounts(stated: Any) -> Any:
    prices = stated if isinstance(stated, dict) else {}
    return SimpleNamespace(**{key: _tiered(prices.get(key)) for key in PRICES.values()})


def _tiered(amount: Any) -> Any:
    if not isinstance(amount, dict):
        return amount
    tiers = [tier for tier in _list(amount.get("tiers")) if isinstance(tier, dict)]
    return SimpleNamespace(
        base=amount.get("base"),
        tiers=[
            SimpleNamespace(start=tier["start"], price=tier.get("price"))
            for tier in tiers
            if fields.tokens(tier.get("start"))
        ],
    )


def _deprecated_last(model: Any) -> bool:
    return model.deprecated is True


def _ids(provider: str, model: Any, known: Collection[str]) -> Iterator[str]:
    """The ids that an entry speaks of: known ones, and its own where it may add a model."""
    named = set(_equalities(model.match))
    yield from sorted((named | {model.id}) & set(known))
    own = model.id in named and (not known or model.deprecated is True)
    wanted = provider not in NEEDS_VENDOR or "/" in model.id
    if own and wanted and model.id not in known and fields.identifier(model.id):
        yield model.id


def _equalities(rule: Any) -> Iterator[str]:
    if hasattr(rule, "equals"):
        yield rule.equals
    for part in getattr(rule, "or_", ()):
        yield from _equalities(part)


def _record(name: str, model: Any, on: str) -> Record:
    record: dict[str, Any] = {
        "model": name,
        "name": fields.text(model.name),
        "context_window": fields.tokens(model.context_window),
        "lifecycle": "deprecated" if model.deprecated is True else None,
    }
    record |= _stated(_prices(model.prices, on))
    for name, prices in _variants(model, on):
        record |= {f"{field}_{name}": price for field, price in _stated(prices).items()}
    return cast(Record, {field: value for field, value in record.items() if value is not None})


def _stated(prices: Any) -> dict[str, str | None]:
    """Prices by field; those of longer prompts under the length from which on they count."""
    found = {}
    for field, key in PRICES.items():
        amount = getattr(prices, key, None)
        found[field] = _price(getattr(amount, "base", amount))
        for tier in getattr(amount, "tiers", ()):
            found[f"{field}_above_{round(tier.start / 1000)}k"] = _price(tier.price)
    return found


def _variants(model: Any, on: str) -> Iterator[tuple[str, Any]]:
    """The variants that hold on a day, by the one word that asks for each; the last one wins."""
    for each in getattr(model, "price_variants", None) or ():
        words = list(each.when.values())
        if len(words) == 1 and words[0] in VARIANTS and _holds(each.constraint, on):
            yield words[0], each.prices


def _prices(prices: Any, on: str) -> Any:
    """The prices of that day, whatever the hour."""
    if not isinstance(prices, list):
        return prices
    begun = [price.prices for price in prices if _holds(price.constraint, on)]
    return begun[-1] if begun else None


def _holds(constraint: Any, on: str) -> bool:
    start = getattr(constraint, "start_date", None)
    return constraint is None or (start is not None and str(start.isoformat()) <= on)


def _price(amount: Any) -> str | None:
    return fields.price(amount, PER_MILLION)

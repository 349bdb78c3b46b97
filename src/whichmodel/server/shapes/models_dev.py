"""models.dev's `/api.json`: providers with their models.

There a string is put together from both keys: with our prefix as the first and the provider's own
id as the second it is the string to pass to LiteLLM.
"""

from collections import Counter
from typing import Any

from whichmodel.discovery.model import Model, Price, Provider
from whichmodel.server.shapes import Offered, day, stated


def document(offered: Offered) -> dict[str, Any]:
    """All providers that serve any of the models."""
    models: dict[str, list[Model]] = {}
    for model in offered.models:
        models.setdefault(model.provider, []).append(model)
    shared = Counter(offered.providers[name].prefix for name in models)
    return {
        key(offered.providers[name], shared): _provider(offered.providers[name], found, shared)
        for name, found in models.items()
    }


def key(provider: Provider, shared: "Counter[str]") -> str:
    """A provider's prefix; its id where others have the same prefix."""
    return provider.prefix if shared[provider.prefix] == 1 else provider.id


def _provider(provider: Provider, models: list[Model], shared: "Counter[str]") -> dict[str, Any]:
    known = provider.origin == "providers.toml" and provider.base_url  # else it is somebody's own
    return stated({
        "id": key(provider, shared),
        "name": provider.name,
        "env": list(provider.key_env),
        "api": provider.base_url if known else None,
        "npm": "@ai-sdk/openai-compatible" if known else None,
        "doc": provider.docs or None,
        "models": {model.model: row(model) for model in models},
    })  # fmt: skip


def row(model: Model) -> dict[str, Any]:
    """One model; a capability or price that nobody states is left out."""
    into, out = model.input_modalities, model.output_modalities
    return stated({
        "id": model.model,
        "name": model.name or model.model,
        "family": model.family,
        "attachment": model.vision,
        "reasoning": model.reasoning,
        "tool_call": model.tools,
        "structured_output": model.structured_output,
        "release_date": day(model),
        "modalities": {"input": list(into), "output": list(out)} if into and out else None,
        "cost": _cost(model.price) if model.price else None,
        "limit": _limit(model),
        "status": "deprecated" if model.lifecycle.status in ("deprecated", "retired") else None,
    })  # fmt: skip


def _cost(price: Price) -> dict[str, float] | None:
    known = {name: float(dollars) for name, dollars in price._asdict().items() if dollars}
    return known if {"input", "output"} <= known.keys() else None


def _limit(model: Model) -> dict[str, object] | None:
    limits: dict[str, object] = {
        "context": model.context_window,
        "input": model.max_input_tokens,
        "output": model.max_output_tokens,
    }
    return stated(limits) or None

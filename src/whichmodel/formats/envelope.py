"""Version 1 of the rows that every surface gives: the CLI, HTTP, Python and MCP."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from whichmodel.discovery.model import Catalogue, Model, Price, ProviderStatus

SCHEMA = 1


def envelope(catalogue: "Catalogue") -> "dict[str, Any]":
    """All of a catalogue: the models, and how the listing of each provider went."""
    return {
        "schema": SCHEMA,
        "generated_at": catalogue.generated_at,
        "providers": [provider_row(provider) for provider in catalogue.providers],
        "models": [model_row(model) for model in catalogue.models],
    }


def provider_row(provider: "ProviderStatus") -> "dict[str, Any]":
    """How the listing of one provider went; what is unknown is None."""
    return {
        "id": provider.id,
        "name": provider.name,
        "listing": provider.listing,
        "source": provider.source,
        "status": provider.status,
        "detail": provider.detail,
        "fetched_at": provider.fetched_at,
        "age_seconds": provider.age_seconds,
        "models": provider.models,
        "key_env": list(provider.key_env),
        "key_found": provider.key_found,
        "skipped_rows": provider.skipped_rows,
    }


def model_row(model: "Model") -> "dict[str, Any]":
    """One model; what is unknown is None, and so is a price of which nobody states any part."""
    return {
        "id": model.id,
        "provider": model.provider,
        "model": model.model,
        "name": model.name,
        "family": model.family,
        "kind": model.kind,
        "created": model.created,
        "context_window": model.context_window,
        "max_output_tokens": model.max_output_tokens,
        "input_modalities": _listed(model.input_modalities),
        "output_modalities": _listed(model.output_modalities),
        "capabilities": {
            "tools": model.tools,
            "vision": model.vision,
            "reasoning": model.reasoning,
            "structured_output": model.structured_output,
        },
        "price": _price(model.price),
        "lifecycle": model.lifecycle._asdict(),
        "listed": model.listed._asdict(),
    }


def _listed(words: tuple[str, ...] | None) -> list[str] | None:
    return None if words is None else list(words)


def _price(price: "Price | None") -> dict[str, str | None] | None:
    if price is None or not any(price):
        return None
    return {"currency": "USD", "unit": "1M tokens", **price._asdict()}

"""The LiteLLM proxy's `/model/info`."""

from typing import Any

from whichmodel.discovery.model import Model, Price
from whichmodel.server.shapes import Offered, stated

MODES = {
    "image": "image_generation",
    "video": "video_generation",
    "speech": "audio_speech",
    "transcription": "audio_transcription",
}
"""LiteLLM's word for a kind, where it is another."""


def document(offered: Offered) -> dict[str, Any]:
    """The whole list; a provider goes by its prefix, which is LiteLLM's name for it."""
    prefixes = {name: provider.prefix for name, provider in offered.providers.items()}
    return {"data": [_row(model, prefixes[model.provider]) for model in offered.models]}


def _row(model: Model, prefix: str) -> dict[str, Any]:
    return {
        "model_name": model.id,
        "litellm_params": {"model": model.id},
        "model_info": _info(model, prefix),
    }


def _info(model: Model, prefix: str) -> dict[str, Any]:
    return stated({
        "id": model.id,
        "key": model.id,
        "db_model": False,
        "litellm_provider": prefix,
        "mode": MODES.get(model.kind, model.kind) if model.kind else None,
        "max_tokens": model.max_output_tokens,
        "max_input_tokens": model.max_input_tokens or model.context_window,
        "max_output_tokens": model.max_output_tokens,
        "supports_function_calling": model.tools,
        "supports_vision": model.vision,
        "supports_reasoning": model.reasoning,
        "supports_response_schema": model.structured_output,
        "deprecation_date": model.lifecycle.retires_on,
        **(_costs(model.price) if model.price else {}),
    })  # fmt: skip


def _costs(price: Price) -> dict[str, float | None]:
    """Dollars per token."""
    return {
        "input_cost_per_token": _each(price.input),
        "output_cost_per_token": _each(price.output),
        "cache_read_input_token_cost": _each(price.cache_read),
        "cache_creation_input_token_cost": _each(price.cache_write),
    }


def _each(dollars: str | None) -> float | None:
    return None if dollars is None else float(f"{dollars}e-6")

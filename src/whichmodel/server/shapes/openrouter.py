"""OpenRouter's `/api/v1/models`. A price that nobody states is -1, as OpenRouter itself has it."""

from typing import Any

from whichmodel.discovery.model import Model, Price
from whichmodel.server.shapes import Offered, per_token, seconds, stated

UNSTATED = Price(None, None, None, None)
PARAMETERS = {
    "tools": ("tools", "tool_choice"),
    "reasoning": ("reasoning", "include_reasoning"),
    "structured_output": ("structured_outputs", "response_format"),
}
"""What a model that is known to do something takes."""


def document(offered: Offered) -> dict[str, Any]:
    """The whole list, which is one page."""
    rows = [row(model) for model in offered.models]
    return {"data": rows, "links": {"next": None}, "total_count": len(rows)}


def row(model: Model) -> dict[str, Any]:
    """One model, with every field that OpenRouter's SDK insists on."""
    return {
        "id": model.id,
        "canonical_slug": model.id,
        "name": model.name or model.id,
        "created": seconds(model),
        "description": "",
        "context_length": model.context_window or model.max_input_tokens,
        "architecture": _architecture(model),
        "pricing": _pricing(model.price or UNSTATED),
        "top_provider": {
            "context_length": model.context_window or model.max_input_tokens,
            "max_completion_tokens": model.max_output_tokens,
            "is_moderated": False,
        },
        "per_request_limits": None,
        "supported_parameters": [
            word for name, words in PARAMETERS.items() if getattr(model, name) for word in words
        ],
        "supported_voices": None,
        "default_parameters": None,
        "expiration_date": model.lifecycle.retires_on,
        "links": {"details": f"/v1/models/{model.id}"},
    }


def _architecture(model: Model) -> dict[str, Any]:
    into, out = model.input_modalities, model.output_modalities
    return {
        "modality": f"{'+'.join(into)}->{'+'.join(out)}" if into and out else None,
        "input_modalities": list(into or ()),
        "output_modalities": list(out or ()),
        "tokenizer": "Other",
        "instruct_type": None,
    }


def _pricing(price: Price) -> dict[str, object]:
    return stated({
        "prompt": per_token(price.input) or "-1",
        "completion": per_token(price.output) or "-1",
        "input_cache_read": per_token(price.cache_read),
        "input_cache_write": per_token(price.cache_write),
    })  # fmt: skip

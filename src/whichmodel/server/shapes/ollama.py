"""Ollama's `/api/tags`. Nobody's disk holds these models: they have no size and no digest."""

from typing import Any

from whichmodel.discovery.model import Model
from whichmodel.server.shapes import EPOCH, Offered, day, stated


def document(offered: Offered) -> dict[str, Any]:
    """The whole list."""
    return {"models": [row(model) for model in offered.models]}


def row(model: Model) -> dict[str, Any]:
    """One model."""
    return {
        "name": model.id,
        "model": model.id,
        "modified_at": f"{day(model) or EPOCH}T00:00:00Z",
        "size": 0,
        "digest": "",
        "details": stated({
            "format": "",
            "family": model.family or "",
            "families": [model.family] if model.family else None,
            "parameter_size": "",
            "quantization_level": "",
        }),
    }  # fmt: skip

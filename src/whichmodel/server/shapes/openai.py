"""OpenAI's `/v1/models`, which most clients can read.

Beside its four fields stand three that other servers of this shape have.
"""

from typing import Any

from whichmodel.discovery.model import Model
from whichmodel.server.shapes import Offered, seconds, stated


def document(offered: Offered) -> dict[str, Any]:
    """The whole list."""
    return {"object": "list", "data": [row(model) for model in offered.models]}


def row(model: Model) -> dict[str, Any]:
    """One model, as `/v1/models/{id}` gives it too."""
    return stated({
        "id": model.id,
        "object": "model",
        "created": seconds(model),
        "owned_by": model.provider,
        "name": model.name,
        "context_window": model.context_window,
        "max_output_tokens": model.max_output_tokens,
    })  # fmt: skip

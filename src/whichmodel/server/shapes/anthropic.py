"""Anthropic's paged `/v1/models`."""

from itertools import islice
from typing import Any, NamedTuple

from whichmodel.discovery.errors import UsageError
from whichmodel.discovery.model import Model
from whichmodel.server.shapes import EPOCH, Offered, day

STAGES = {"deprecated": "deprecated", "retired": "retired", "unlisted": "retired"}


class Page(NamedTuple):
    """Which part of the list: so many after one id, or before another; everything by default."""

    limit: int | None = None
    after_id: str | None = None
    before_id: str | None = None


def document(offered: Offered, page: Page = Page()) -> dict[str, Any]:  # noqa: B008 - a value
    """One page; UsageError where the id that it begins from is not there."""
    models = offered.models
    start, end = 0, len(models)
    if page.after_id is not None:
        start = _position(models, page.after_id) + 1
    if page.before_id is not None:
        end = _position(models, page.before_id)
    if page.limit is not None:
        backwards = page.before_id is not None and page.after_id is None
        start = max(start, end - page.limit) if backwards else start
        end = min(end, start + page.limit)
    more = start > 0 if page.before_id is not None and page.after_id is None else end < len(models)
    rows = [row(model) for model in islice(models, start, max(start, end))]
    return {
        "data": rows,
        "has_more": more,
        "first_id": rows[0]["id"] if rows else None,
        "last_id": rows[-1]["id"] if rows else None,
    }


def _position(models: list[Model], id_: str) -> int:
    for number, model in enumerate(models):
        if model.id == id_:
            return number
    raise UsageError(f"no model has the id {id_!r}")


def row(model: Model) -> dict[str, Any]:
    """One model; a day that nobody tells is the epoch, as Anthropic's own list has it."""
    stage = model.lifecycle
    deprecated = stage.deprecated_on
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.name or model.id,
        "created_at": f"{day(model) or EPOCH}T00:00:00Z",
        "deprecated_at": f"{deprecated[:10]}T00:00:00Z" if deprecated else None,
        "lifecycle": STAGES.get(stage.status, "active"),
        "max_input_tokens": model.max_input_tokens or model.context_window,
        "max_tokens": model.max_output_tokens,
        "capabilities": None,
        "line": None,
    }

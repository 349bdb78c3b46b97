"""OpenRouter's own listing as the npm package pi-ai has it: models for chat that can use tools.

The package is made anew from OpenRouter's public list for each of its releases; a manifest tells
when. Read as

    id, name                      model, name
    type                          kind; what classifies is no model for a conversation
    contextWindow, maxTokens      context_window, max_output_tokens
    input                         vision: it tells text and images only
    reasoning                     reasoning
    cost                          price_…, already per million tokens

It holds models for chat only if they can use tools, so it says so of each of them, and absence from
it says nothing.
"""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields

SOURCE = "pi-ai"
PACKAGE = "@earendil-works/pi-ai"
MANIFEST = "dist/providers/data/.manifest.json"
LISTING = "dist/providers/data/openrouter.json"
KINDS = {"chat": "chat", "image": "image"}
PRICES = {
    "price_input": "input",
    "price_output": "output",
    "price_cache_read": "cacheRead",
    "price_cache_write": "cacheWrite",
}
PER_MILLION = Decimal(1)


def document(files: Mapping[str, bytes]) -> tuple[str, dict[str, Any]]:
    """The day on which the listing was taken, and the listing, numbers exact."""
    day = fields.date(json.loads(files[MANIFEST])["generatedAt"])
    return day or "", json.loads(files[LISTING], parse_float=Decimal)


def read(listing: Mapping[str, Mapping[str, Any]]) -> dict[str, list[Record]]:
    """The records of OpenRouter, sorted by model; a model that is for chat too counts as that."""
    models: dict[str, Record] = {}
    for entry in sorted(_entries(listing), key=lambda entry: str(entry.get("type"))):
        model = fields.identifier(entry.get("id"))
        if model and "/" in model and entry.get("type") in KINDS:
            models.setdefault(model, _record(model, entry))
    return {"openrouter": [models[model] for model in sorted(models)]}


def _entries(listing: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for group in listing.values():
        yield from (entry for entry in group.values() if isinstance(entry, dict))


def _record(model: str, entry: dict[str, Any]) -> Record:
    kind = KINDS[entry["type"]]
    record: dict[str, Any] = {
        "model": model,
        "name": fields.text(entry.get("name")),
        "kind": kind,
        "context_window": fields.tokens(entry.get("contextWindow")),
        "max_output_tokens": fields.tokens(entry.get("maxTokens")),
        "vision": "image" in entry["input"] if isinstance(entry.get("input"), list) else None,
        "reasoning": fields.flag(entry.get("reasoning")),
        "tools": True if kind == "chat" else None,
    }
    cost = entry.get("cost")
    for field, key in PRICES.items():
        record[field] = _price(model, cost.get(key) if isinstance(cost, dict) else None)
    return cast(Record, {field: value for field, value in record.items() if value is not None})


def _price(model: str, cost: Any) -> str | None:
    """Dollars per million tokens; 0 is a price only where the model is called free."""
    price = fields.price(cost, PER_MILLION)
    return None if price == "0" and not model.lower().endswith("free") else price

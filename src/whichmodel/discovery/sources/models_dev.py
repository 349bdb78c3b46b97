"""models.dev: one JSON object from provider to its models, of its API document `api.json`.

Read as

    id, else the key                     model
    name, family                         name, family
    release_date                         created, where it is a day and not a month
    limit.context                        context_window
    limit.input, limit.output            max_input_tokens, max_output_tokens
    modalities.input, .output            input_modalities (with vision), output_modalities
    tool_call, reasoning, structured_output    tools, reasoning, structured_output
    cost.input, .output, .cache_read, .cache_write    price_…, already per million tokens
    status                               lifecycle: alpha and beta are previews

Everything may be missing: fields are added to the document and rows are written by many hands.
A cost of 0 also stands for what a subscription pays.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields

SOURCE = "models.dev"

OURS = {
    "alibaba": "qwen",
    "amazon-bedrock": "bedrock",
    "cloudflare-workers-ai": "cloudflare",
    "fireworks-ai": "fireworks",
    "github-copilot": "github_copilot",
    "github-models": "github",
    "google": "gemini",
    "google-vertex": "vertex",
    "google-vertex-anthropic": "vertex",
    "llama": "meta_llama",
    "moonshotai": "moonshot",
    "novita-ai": "novita",
    "nvidia": "nvidia_nim",
    "togetherai": "together",
    "xiaomi": "xiaomi_mimo",
    "zhipuai": "bigmodel",
}
"""Its providers as ours, where the two names differ; others keep their name.

What it lists apart by region or by plan (alibaba-cn, moonshotai-cn, zai-coding-plan) keeps its own
name too: prices and models differ.
"""

STAGES = {"alpha": "preview", "beta": "preview", "deprecated": "deprecated"}
PRICES = {
    "price_input": "input",
    "price_output": "output",
    "price_cache_read": "cache_read",
    "price_cache_write": "cache_write",
}
PER_MILLION = Decimal(1)


def read(document: Mapping[str, Any]) -> dict[str, list[Record]]:
    """The records of each provider, sorted by model; numbers may be Decimal, int or float."""
    found: dict[str, dict[str, Record]] = {}
    for name, provider in document.items():
        models = found.setdefault(OURS.get(name, name), {})
        for key, entry in _table(provider, "models").items():
            model = fields.identifier(entry.get("id") or key) if isinstance(entry, dict) else None
            if model:
                models[model] = _record(model, entry)
    return {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
        if models
    }


def _table(value: Any, key: str) -> dict[str, Any]:
    """The mapping at a key; empty where there is none."""
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _record(model: str, entry: dict[str, Any]) -> Record:
    limit, modalities = _table(entry, "limit"), _table(entry, "modalities")
    inputs = fields.modalities(modalities.get("input"), 0)
    tools = _table(entry, "tool_call").get("supported", entry.get("tool_call"))
    record: dict[str, Any] = {
        "model": model,
        "name": fields.text(entry.get("name")),
        "family": fields.text(entry.get("family")),
        "created": fields.date(entry.get("release_date")),
        "context_window": fields.tokens(limit.get("context")),
        "max_input_tokens": fields.tokens(limit.get("input")),
        "max_output_tokens": fields.tokens(limit.get("output")),
        "input_modalities": inputs,
        "output_modalities": fields.modalities(modalities.get("output"), 1),
        "tools": fields.flag(tools),
        "vision": None if inputs is None else "image" in inputs,
        "reasoning": fields.flag(entry.get("reasoning")),
        "structured_output": fields.flag(entry.get("structured_output")),
        "lifecycle": STAGES.get(str(entry.get("status"))),
    }
    for field, key in PRICES.items():
        record[field] = _price(model, _table(entry, "cost").get(key))
    return cast(Record, {field: value for field, value in record.items() if value is not None})


def _price(model: str, cost: Any) -> str | None:
    """Dollars per million tokens; 0 is a price only where the model is called free."""
    price = fields.price(cost, PER_MILLION)
    return None if price == "0" and not model.lower().endswith("free") else price

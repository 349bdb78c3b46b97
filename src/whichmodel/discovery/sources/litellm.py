"""LiteLLM's model map: one JSON object from model key to what it costs and can do.

A key is the model's id behind LiteLLM's prefix, or bare where LiteLLM knows the id by heart. Our
prefix, a slash and our model id route to the same model in LiteLLM. Read as

    max_input_tokens                     max_input_tokens, and context_window (see `_window`)
    max_output_tokens, else max_tokens   max_output_tokens
    mode                                 kind
    supported_modalities                 input_modalities
    supported_output_modalities          output_modalities
    supports_function_calling, supports_vision, supports_reasoning, supports_response_schema
                                         tools, vision, reasoning, structured_output
    *_cost_per_token, *_token_cost       price_…, times a million; of batches price_…_batch, of
                                         prompts longer than N thousand tokens price_…_above_Nk
    deprecation_date                     retires_on: compared with the notices of the providers it
                                         is the day of the shutdown, never that of the announcement

Left out are keys that are prices and not models: by region, image size, quality, steps,
commitment or size class, of tools (search, guardrails, containers), and of fine-tuned families.
The `source` of an entry is mostly a price page, so it is no notice of a retirement.
"""

import re
from decimal import Decimal
from typing import Any, cast

from whichmodel.discovery.model import Record
from whichmodel.discovery.providers import fields

OURS = {
    "azure_text": ("azure", "azure"),
    "amazon_nova": ("amazon_nova", "amazon-nova"),
    "bedrock_converse": ("bedrock", "bedrock"),
    "cohere_chat": ("cohere", "cohere_chat"),
    "dashscope": ("qwen", "dashscope"),
    "fireworks_ai": ("fireworks", "fireworks_ai"),
    "fireworks_ai-embedding-models": ("fireworks", "fireworks_ai"),
    "friendliai": ("friendli", "friendliai"),
    "hosted_vllm": ("vllm", "hosted_vllm"),
    "lm_studio": ("lmstudio", "lm_studio"),
    "text-completion-openai": ("openai", "text-completion-openai"),
    "together_ai": ("together", "together_ai"),
    "vercel_ai_gateway": ("vercel", "vercel_ai_gateway"),
    "vertex_ai": ("vertex", "vertex_ai"),
}
"""LiteLLM's provider to our id and the prefix of its keys; others keep their name for both.

What LiteLLM reaches by another prefix stays a provider of its own, else the string would route
elsewhere: azure_ai, bedrock_mantle, codestral, text-completion-codestral, qwencloud.
"""

UNREACHABLE = frozenset(("anyscale",))
"""Providers that are left in the map though LiteLLM routes their prefix no more."""

KINDS = {
    "chat": "chat",
    "responses": "chat",
    "completion": "completion",
    "embedding": "embedding",
    "image_generation": "image",
    "image_edit": "image",
    "video_generation": "video",
    "audio_speech": "speech",
    "audio_transcription": "transcription",
    "realtime": "realtime",
    "rerank": "rerank",
    "moderation": "moderation",
    "ocr": "ocr",
}
"""Our kind for LiteLLM's mode; a mode that is not here is "other"."""

TOOLS = frozenset(("search", "guardrail", "vector_store"))
"""Modes of things that are priced beside models and are none."""

NO_MODELS = re.compile(
    r"""
    (^|/)(\d+-x-\d+|max-x-max|\d+-steps|max-steps|\d+-month-commitment|\*)(/|$)
    | (^|/)(low|medium|high|hd|standard)/\d
    | ^(fireworks-ai|together-ai)-
    | ^ft:
    | (^|/)(container|sora-2-pro-high-res)$
    """,
    re.VERBOSE,
)
"""Keys that stand for a price class."""

REGIONS = {
    "azure": re.compile(r"(apac|eu|us|us-gov|global|global-standard)/"),
    "bedrock": re.compile(r"([a-z]{2}(-[a-z]+)+-\d|invoke)/"),
    "bedrock_mantle": re.compile(r"[a-z]{2}(-[a-z]+)+-\d/"),
}
"""What stands before an id where the entry is the same model's price in one region (or by an
older call): the id without it is in the map too, and is what the provider calls the model."""

WINDOW_KINDS = frozenset(("chat", "completion", "embedding"))

PROMPT_LIMITED = frozenset(
    ("github_copilot", "qwen", "qwen_ai_platform", "qwencloud", "streamlake")
)
"""Providers whose max_input_tokens is a limit on the prompt within a larger window."""

WITHOUT_ANSWER = {111_616: 128_000, 272_000: 400_000, 917_504: 1_048_576, 922_000: 1_050_000}
"""Values of max_input_tokens that are a window less the longest answer, and the window."""

FLAGS = {
    "tools": "supports_function_calling",
    "vision": "supports_vision",
    "reasoning": "supports_reasoning",
    "structured_output": "supports_response_schema",
}
PRICES = {
    "price_input": "input_cost_per_token",
    "price_output": "output_cost_per_token",
    "price_cache_read": "cache_read_input_token_cost",
    "price_cache_write": "cache_creation_input_token_cost",
}
_FIELDS = {key: field for field, key in PRICES.items()}
ABOVE = re.compile(rf"({'|'.join(_FIELDS)})_above_(\d+)k_tokens")
PER_TOKEN = Decimal(1_000_000)


def read(document: dict[str, Any]) -> dict[str, list[Record]]:
    """The records of each provider, sorted by model; numbers may be Decimal, int or float.

    Where the map has a model twice, bare and behind its prefix, the latter counts.
    """
    found: dict[str, dict[str, Record]] = {}
    for key, entry in sorted(document.items(), key=lambda item: "/" not in item[0]):
        place = _place(key, entry)
        if place:
            provider, model = place
            found.setdefault(provider, {}).setdefault(model, _record(provider, model, entry))
    return {
        provider: [models[model] for model in sorted(models)]
        for provider, models in sorted(found.items())
    }


def _place(key: str, entry: Any) -> tuple[str, str] | None:
    """The provider and the model that a key stands for; None where it is not a model."""
    name = entry.get("litellm_provider") if isinstance(entry, dict) else None
    if not isinstance(name, str) or " " in name or name in UNREACHABLE:
        return None
    if name.startswith("vertex_ai-"):
        name = "vertex_ai"
    provider, prefix = OURS.get(name, (name, name))
    model = key.removeprefix(prefix + "/")
    region = REGIONS.get(provider)
    price_only = str(entry.get("mode")) in TOOLS or NO_MODELS.search(key)
    if price_only or (region and region.match(model)) or not fields.identifier(model):
        return None
    return provider, model


def _record(provider: str, model: str, entry: dict[str, Any]) -> Record:
    record: dict[str, Any] = {"model": model}
    if entry.get("mode"):
        record["kind"] = KINDS.get(str(entry["mode"]), "other")
    record["max_input_tokens"] = fields.tokens(entry.get("max_input_tokens"))
    record["max_output_tokens"] = fields.tokens(
        entry.get("max_output_tokens") or entry.get("max_tokens")
    )
    record["context_window"] = _window(provider, record)
    record["input_modalities"] = fields.modalities(entry.get("supported_modalities"), 0)
    record["output_modalities"] = fields.modalities(entry.get("supported_output_modalities"), 1)
    record["retires_on"] = fields.date(entry.get("deprecation_date"))
    for field, key in FLAGS.items():
        record[field] = fields.flag(entry.get(key))
    tiers = _tiers(entry.get("tiered_pricing"))
    for field, key in PRICES.items():
        record[field] = _price(model, entry.get(key, tiers[0].get(key) if tiers else None))
    record.update(_other_prices(model, entry, tiers))
    return cast(Record, {field: value for field, value in record.items() if value is not None})


def _window(provider: str, record: dict[str, Any]) -> int | None:
    """max_input_tokens, where it is the whole window and not what the answer leaves of it.

    LiteLLM means the window for most models, by comparison with other published windows; not for
    the providers and the values named above. A window smaller than the answer is a mistake.
    """
    window = record["max_input_tokens"]
    if record.get("kind") not in WINDOW_KINDS or window is None or provider in PROMPT_LIMITED:
        return None
    answer = record["max_output_tokens"] or 0
    if window in WITHOUT_ANSWER:
        whole = WITHOUT_ANSWER[window]
        return whole if window + answer == whole else None
    return None if window < answer else cast(int, window)


def _tiers(stated: Any) -> list[dict[str, Any]]:
    """Prices that grow with the length of the prompt, shortest first; the first is the price."""
    tiers = stated if isinstance(stated, list) else []
    return [tier for tier in tiers if isinstance(tier, dict)]


def _other_prices(
    model: str, entry: dict[str, Any], tiers: list[dict[str, Any]]
) -> dict[str, str | None]:
    """Prices of batches and of long prompts: price_input_batch, price_output_above_200k, …"""
    found: dict[str, str | None] = {}
    for field, key in PRICES.items():
        found[f"{field}_batch"] = _price(model, entry.get(f"{key}_batches"))
        for tier in tiers[1:]:
            start = fields.tokens((tier.get("range") or [None])[0])
            if start and start % 1000 == 0:
                found[f"{field}_above_{start // 1000}k"] = _price(model, tier.get(key))
    for key, cost in entry.items():
        above = ABOVE.fullmatch(key)
        if above:
            found[f"{_FIELDS[above[1]]}_above_{above[2]}k"] = _price(model, cost)
    return found


def _price(model: str, cost: Any) -> str | None:
    """Dollars per million tokens. 0 stands for free, for priced otherwise, for not priced and for
    not known, so it is a price only where the model is called free."""
    price = fields.price(cost, PER_TOKEN)
    return None if price == "0" and not model.lower().endswith("free") else price

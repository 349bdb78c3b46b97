"""What hosts add to the names of models: prefixes, regions, and marks of how they serve them.

A *variant* is a way of serving the same weights: cheaper, faster, queued, quantised. It is named,
never dropped. Each row says why we hold that it changes nothing but the serving.
"""

import re
from typing import NamedTuple


class Mark(NamedTuple):
    """An ending that a host gives to names: `variant` None where it says nothing at all.

    `starts` limits it to names that begin so; `known` False where nobody has published what it
    means, so that nothing can be concluded from it.
    """

    hosts: str
    ending: str
    variant: str | None
    why: str
    starts: tuple[str, ...] = ("",)
    known: bool = True


OPEN_STARTS = ("deepseek", "glm", "gpt-oss", "kimi", "llama", "minimax", "qwen")

MARKS = (
    Mark("openrouter", ":free", "free", "OpenRouter: the same model at no price, with limits"),
    Mark("openrouter", ":nitro", "nitro", "OpenRouter: sorted by throughput"),
    Mark("openrouter", ":floor", "floor", "OpenRouter: sorted by price"),
    Mark("openrouter", ":exacto", "exacto", "OpenRouter: endpoints that are good with tools"),
    Mark("openrouter", ":online", "online", "OpenRouter: with web search"),
    Mark("openrouter", ":extended", "extended", "OpenRouter: a larger output"),
    Mark("openrouter", ":batch", "batch", "OpenRouter: queued at a lower price"),
    Mark("openrouter", ":thinking", "thinking", "OpenRouter: the same slug with reasoning on"),
    Mark("openrouter", ":beta", "beta", "OpenRouter: moderated by the provider"),
    Mark("together", "-turbo", "turbo", "Together AI: Turbo endpoints run FP8"),
    Mark("together", "-lite", "lite", "Together AI: Lite endpoints run INT4"),
    Mark("together", "-reference", "reference", "Together AI: Reference endpoints run FP16"),
    Mark("together", "-tput", "tput", "Together AI: priced for throughput"),
    Mark("together", "-free", "free", "Together AI: the same model at no price, with limits"),
    Mark("together", "-de", None, "", known=False),
    Mark("deepinfra", "-turbo", "turbo", "DeepInfra: a faster, quantised endpoint"),
    Mark("deepinfra", "-ultra", None, "", known=False),
    Mark("nebius", "-fast", "fast", "Nebius: the fast flavour of the same model"),
    Mark("fireworks", "-fast", "fast", "Fireworks: a faster route to the model"),
    Mark("fireworks", "-us", "us", "Fireworks: the model in one region"),
    Mark("fireworks", "-spot", "spot", "Fireworks: the model on spare capacity"),
    Mark("fireworks", "-basic", "basic", "Fireworks: a slower, cheaper deployment"),
    Mark("fireworks", "-long", None, "", known=False),
    Mark("azure_ai baseten", "-fast", None, "", known=False),
    Mark("novita", "-turbo", None, "", starts=("deepseek",), known=False),
    Mark("novita", "/community", None, "", known=False),
    Mark("minimax novita", "-highspeed", "highspeed", "MiniMax: the same model, faster"),
    Mark("minimax", "-lightning", "lightning", "MiniMax: the same model, faster"),
    Mark("moonshot", "-turbo", "turbo", "Moonshot: the same model, faster", starts=("kimi-k2-th",)),
    Mark("moonshot", "-turbo-preview", None, "Moonshot moved it: 0711, then 0905", known=False),
    Mark("cloudflare", "-fast", "fast", "Cloudflare: a faster deployment"),
    Mark("ollama", "-cloud", "cloud", "Ollama: run on its servers"),
    Mark("vertex", "-maas", None, "Vertex AI: model as a service"),
    Mark("vertex", "@default", None, "Vertex AI: the only version"),
    Mark("*", "-fast", "fast", "Anthropic: fast mode runs the same model", starts=("claude",)),
    Mark("openrouter", "-high", "high", "OpenAI: a reasoning effort", starts=("o",)),
    Mark("*", "-fast", None, "", starts=OPEN_STARTS, known=False),
    Mark("*", "-highspeed", None, "", starts=OPEN_STARTS, known=False),
    Mark("libertai", "-thinking", None, "", known=False),
    Mark("aihubmix", "-think", None, "", known=False),
    Mark("aihubmix", "-high", None, "", known=False),
    Mark("aihubmix", "-low", None, "", known=False),
    Mark("*", "-pt", None, "Baidu: weights for PyTorch", starts=("ernie",)),
    Mark("*", "-paddle", None, "Baidu: weights for PaddlePaddle", starts=("ernie",)),
    Mark("*", "-hf", None, "weights in Hugging Face's format"),
)
"""In this order, again and again until none fits."""

PRECISIONS = frozenset((
    "fp8", "fp4", "nvfp4", "mxfp4", "mxfp", "bf16", "fp16", "int8", "int4", "awq", "gptq",
    "gguf", "dynamic", "4bit", "8bit",
))  # fmt: skip
"""Number formats: published as quantisations of the same weights, named as variants."""

PREFIXES = {
    "fireworks": ("accounts/fireworks/models/", "accounts/fireworks/routers/", "spot-"),
    "cloudflare": ("@cf/", "@hf/"),
    "databricks": ("databricks-", "system.ai."),
    "azure_ai": ("fw-",),
    "gemini": ("models/",),
    "openinfer": ("@oi/",),
    "bedrock": (
        "us-gov.", "us.", "eu.", "apac.", "au.", "jp.", "ca.", "in.", "global.", "claude_platform/",
    ),
}  # fmt: skip
"""What hosts put in front of names: catalogues, regions and accounts."""

MAKERS_IN_FRONT = {
    "gradient_ai": {"anthropic-": "anthropic", "openai-": "openai", "alibaba-": "qwen"},
    "snowflake": {"openai-": "openai"},
    "cerebras": {"zai-": "zai"},
    "mistral": {"zai-": "zai"},
}
"""Where the maker is joined to the name by a dash."""

DOTTED = frozenset(("bedrock", "bedrock_mantle", "oci"))
"""Where it is joined by a dot."""

REWRITES = {
    "fireworks": ((re.compile(r"(?<=\d)p(?=\d)"), "."),),
    "azure": ((re.compile(r"^gpt-35-"), "gpt-3.5-"),),
    "lambda_ai": ((re.compile(r"^qwen25-"), "qwen2.5-"),),
    "bedrock": (
        (re.compile(r":0$"), ""),
        (
            re.compile(
                r"^((?:anthropic|meta|ai21|deepseek|qwen|mistral|writer)\..*|claude.*)-v\d$"
            ),
            r"\1",
        ),
        (re.compile(r"^(openai.*)-\d$"), r"\1"),
    ),
}
"""Other spellings of one host: 4p5 for 4.5, revisions behind Bedrock's ids."""

MAKES_ITS_OWN = frozenset((
    "assemblyai", "aws_polly", "bespoke", "cognition", "deepgram", "elevenlabs", "inception",
    "morph", "runwayml", "soniox", "stability", "v0", "voyage", "gigachat", "recraft",
))  # fmt: skip
"""Providers that list models of their own under names that elsewhere mean others' (nova-2)."""

TUNED = frozenset((
    "cerebras", "snowflake", "vercel", "kyma", "inferenceapis", "databricks", "bedrock_mantle",
))  # fmt: skip
"""Hosts of tuned models only: their `llama3.1-8b` is the instruct model."""

REPOSITORY_NAMES = frozenset((
    "together", "nebius", "hyperbolic", "deepinfra", "huggingface", "fireworks", "openrouter",
    "replicate", "novita",
))  # fmt: skip
"""Hosts that keep the repository's name, where a bare name is the base model."""

ROUTERS = frozenset((
    "auto", "auto-instant", "firerouter", "model-router", "model_router", "router", "rune",
    "compound", "compound-mini",
))  # fmt: skip
"""Names that stand for a choice between models."""


def marks_of(host: str, name: str) -> list[Mark]:
    """The marks at the end of a name, outermost first."""
    for mark in MARKS:
        ours = mark.hosts == "*" or host in mark.hosts.split()
        if ours and name.endswith(mark.ending) and name.rpartition("/")[2].startswith(mark.starts):
            shorter = name[: -len(mark.ending)]
            return [mark, *marks_of(host, shorter)] if shorter else []
    return []

"""How other tools spell the same offer: a table of the names that they give to providers.

The names were read in models.dev (`providers/`), pydantic-ai 2.68.0 (`infer_provider_class`),
any-llm 1.40.2 (`LLMProvider` and its registry) and MassGen 0.1.97 (`create_backend`).
"""

from typing import NamedTuple

ECOSYSTEMS = ("litellm", "openrouter", "models.dev", "pydantic-ai", "any-llm", "massgen", "sdk")


class Spelling(NamedTuple):
    """What four tools call one provider; None where a tool does not know it."""

    models_dev: str | None
    pydantic_ai: str | None
    any_llm: str | None
    massgen: str | None


UNKNOWN = Spelling(None, None, None, None)

SPELLINGS = {
    "openrouter": Spelling("openrouter", "openrouter", "openrouter", "openrouter"),
    "openai": Spelling("openai", "openai", "openai", "openai"),
    "anthropic": Spelling("anthropic", "anthropic", "anthropic", "claude"),
    "groq": Spelling("groq", "groq", "groq", "groq"),
    "nebius": Spelling("nebius", "nebius", "nebius", "nebius"),
    "together": Spelling("togetherai", "together", "together", "together"),
    "cerebras": Spelling("cerebras", "cerebras", "cerebras", "cerebras"),
    "qwen": Spelling("alibaba", "alibaba", "dashscope", "qwen"),
    "moonshot": Spelling("moonshotai", "moonshotai", "moonshot", "moonshot"),
    "gemini": Spelling("google", "google", "gemini", "gemini"),
    "mistral": Spelling("mistral", "mistral", "mistral", None),
    "deepseek": Spelling("deepseek", "deepseek", "deepseek", None),
    "xai": Spelling("xai", "xai", "xai", "grok"),
    "fireworks": Spelling("fireworks-ai", "fireworks", "fireworks", "fireworks"),
    "poe": Spelling("poe", None, None, "poe"),
    "cohere": Spelling("cohere", "cohere", "cohere", None),
    "perplexity": Spelling("perplexity", None, "perplexity", None),
    "huggingface": Spelling("huggingface", "huggingface", "huggingface", None),
    "deepinfra": Spelling("deepinfra", None, "deepinfra", None),
    "nvidia_nim": Spelling("nvidia", None, None, "nvidia_nim"),
    "sambanova": Spelling("sambanova", "sambanova", "sambanova", None),
    "novita": Spelling("novita-ai", None, None, None),
    "zai": Spelling("zai", "zai", "zai", "zai"),
    "minimax": Spelling("minimax", None, "minimax", None),
    "vercel": Spelling("vercel", "vercel", None, None),
    "azure": Spelling("azure", "azure", "azureopenai", "azure_openai"),
    "azure_ai": Spelling(None, None, "azure", None),
    "bedrock": Spelling("amazon-bedrock", "bedrock", "bedrock", None),
    "bedrock_mantle": Spelling(None, "bedrock-mantle", None, None),
    "vertex": Spelling("google-vertex", None, None, None),
    "chutes": Spelling("chutes", None, None, None),
    "baseten": Spelling("baseten", None, None, None),
    "friendli": Spelling("friendli", None, None, None),
    "github": Spelling("github-models", "github", "github", None),
    "github_copilot": Spelling("github-copilot", "github-copilot", None, "copilot"),
    "ollama": Spelling("ollama", "ollama", "ollama", None),
    "lmstudio": Spelling("lmstudio", None, "lmstudio", "lmstudio"),
    "vllm": Spelling(None, "vllm", "vllm", "vllm"),
    "llamacpp": Spelling(None, None, "llamacpp", None),
    "litellm_proxy": Spelling(None, "litellm", None, None),
    "meta": Spelling("meta", "meta", "meta", None),
    "meta_llama": Spelling("llama", None, "llama", None),
    "databricks": Spelling("databricks", None, "databricks", None),
    "snowflake": Spelling(None, "snowflake", None, None),
    "cloudflare": Spelling("cloudflare-workers-ai", None, None, None),
    "ovhcloud": Spelling("ovhcloud", "ovhcloud", "ovhcloud", None),
    "scaleway": Spelling("scaleway", None, None, None),
    "wandb": Spelling("wandb", None, None, None),
    "inception": Spelling("inception", None, "inception", None),
    "crusoe": Spelling(None, "crusoe", None, None),
    "heroku": Spelling(None, "heroku", None, None),
    "gmi": Spelling(None, None, "gmi", None),
    "watsonx": Spelling(None, None, "watsonx", None),
    "sagemaker": Spelling(None, None, "sagemaker", None),
    "voyage": Spelling(None, "voyageai", "voyage", None),
    "morph": Spelling("morph", None, None, None),
    "v0": Spelling("v0", None, None, None),
}
"""By our provider id."""

BY_MODEL = {
    ("vertex", "gemini"): Spelling("google-vertex", "google-cloud", "vertexai", None),
    ("vertex", "claude"): Spelling("google-vertex-anthropic", None, "vertexaianthropic", None),
    ("azure_ai", "claude"): Spelling(None, None, "azureanthropic", None),
}
"""Where a tool keeps one provider's models apart by how their names begin."""


def translate(provider_id: str, model_id: str, prefix: str) -> dict[str, str | None]:
    """One offer's string in every ecosystem; None where the ecosystem does not know the provider.

    `prefix` is LiteLLM's spelling of the provider. OpenRouter has strings for its own offers only.
    MassGen takes a backend type and a model: `type: groq, model: "openai/gpt-oss-120b"`.
    """
    known = spelling_of(provider_id, model_id)
    return {
        "litellm": f"{prefix}/{model_id}",
        "openrouter": model_id if provider_id == "openrouter" else None,
        "models.dev": _joined(known.models_dev, "/", model_id),
        "pydantic-ai": _joined(known.pydantic_ai, ":", model_id),
        "any-llm": _joined(known.any_llm, ":", model_id),
        "massgen": _backend(known.massgen, model_id),
        "sdk": model_id,
    }


def reason(ecosystem: str, provider: str) -> str:
    """Why an ecosystem has no string for an offer of a provider, in words."""
    if ecosystem == "openrouter":
        return "OpenRouter has strings for its own offers only: `whichmodel show` compares them"
    return f"{ecosystem} does not know {provider}"


def spelling_of(provider_id: str, model_id: str) -> Spelling:
    """What the tools call a provider when they mean this model."""
    name = model_id.lower().rpartition("/")[2]
    for (provider, start), spelling in BY_MODEL.items():
        if provider == provider_id and name.startswith(start):
            return spelling
    return SPELLINGS.get(provider_id, UNKNOWN)


def _joined(name: str | None, mark: str, model_id: str) -> str | None:
    return f"{name}{mark}{model_id}" if name else None


def _backend(name: str | None, model_id: str) -> str | None:
    quoted = model_id.replace("\\", "\\\\").replace('"', '\\"')
    return f'type: {name}, model: "{quoted}"' if name else None

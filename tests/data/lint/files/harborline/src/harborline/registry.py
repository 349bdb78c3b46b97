"""What Harborline knows about models."""

from typing import NamedTuple


class Entry(NamedTuple):
    id: str
    provider: str
    context: int
    label: str


MODELS = [
    Entry("gpt-4.1", "openai", 1_047_576, "GPT-4.1"),
    Entry("gpt-5-2025-08-07", "openai", 400_000, "GPT-5"),
    Entry("claude-opus-4-1-20250805", "anthropic", 200_000, "Claude Opus 4.1"),
    Entry("claude-3-7-sonnet-latest", "anthropic", 200_000, "Claude 3.7 Sonnet"),
    Entry("gemini-2.5-flash-preview-05-20", "google", 1_048_576, "Gemini 2.5 Flash"),
    Entry("llama-3.1-8b-instant", "groq", 131_072, "Llama 3.1 8B"),
    Entry("llama-4-scout-17b-16e-instruct", "cerebras", 32_768, "Llama 4 Scout"),
    Entry("deepseek-reasoner", "deepseek", 65_536, "DeepSeek R1"),
    Entry("kimi-k2.6", "moonshot", 262_144, "Kimi K2.6"),
    Entry("qwen3-max", "dashscope", 262_144, "Qwen3 Max"),
    Entry("command-a-03-2025", "cohere", 256_000, "Command A"),
    Entry("mistral-medium-latest", "mistral", 131_072, "Mistral Medium"),
    Entry("grok-code-fast-1", "xai", 256_000, "Grok Code Fast"),
    Entry("sonar-deep-research", "perplexity", 128_000, "Sonar Deep Research"),
]

RETIRED = {
    "gpt-4-0314": "gpt-4.1",
    "claude-instant-1.1": "claude-haiku-4-5-20251001",
}


def load_gpt4_tokenizer():
    import gpt4_tokenizer as t

    return t.load("cl100k_base")


def is_legacy(model: str) -> bool:
    """True for the gpt-3.5 and claude-2 families."""
    return model.startswith("gpt-3.5") or model.startswith("claude-2")

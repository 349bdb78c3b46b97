"""Dollars per million tokens; kept by hand."""

COSTS = {
    "openai": {
        "gpt-4": (30.0, 60.0),
        "gpt-4-turbo": (10.0, 30.0),
        "gpt-4o": (2.5, 10.0),
        "gpt-5.4": (2.5, 15.0),
        "o1-mini": (1.1, 4.4),
    },
    "anthropic": {
        "claude-3-5-sonnet-20241022": (3.0, 15.0),
        "claude-opus-5": (5.0, 25.0),
    },
    "groq": {
        "llama-3.3-70b-versatile": (0.59, 0.79),
        "openai/gpt-oss-120b": (0.15, 0.6),
        "deepseek-r1-distill-qwen-32b": (0.69, 0.69),
    },
    "cerebras": {"llama-3.3-70b": (0.85, 1.2)},
    "dashscope": {"qwen-turbo": (0.05, 0.2), "qwen3-max": (1.2, 6.0)},
    "nebius": {"deepseek-ai/DeepSeek-V3": (0.5, 1.5)},
}


def cost(provider: str, model: str, tokens_in: int, tokens_out: int) -> float:
    price_in, price_out = COSTS[provider][model]
    return (tokens_in * price_in + tokens_out * price_out) / 1_000_000


DEFAULT = cost("openai", "gpt-4o-mini", 1, 1) if "gpt-4o-mini" in COSTS["openai"] else 0.0
GPT4_COSTS = COSTS["openai"]

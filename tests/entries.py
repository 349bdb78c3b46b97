"""A few models, so that a test does not depend on what the real catalogue knows."""

from whichmodel.discovery.matching.index import Entry, Index, build

PREFIXES = {"together": "together_ai"}
ROWS = (
    ("openai", "gpt-3.5-turbo", {"status": "retired", "retires_on": "2026-10-23",
                                 "replacement": "gpt-5-mini"}),
    ("openai", "gpt-4", {}),
    ("openai", "gpt-4.1", {"created": "2025-04-14"}),
    ("openai", "gpt-4o", {"created": "2024-05-13"}),
    ("openai", "gpt-4o-2024-08-06", {"created": "2024-08-06"}),
    ("openai", "gpt-4o-mini", {"created": "2024-07-18"}),
    ("openai", "gpt-5", {"created": "2025-08-07"}),
    ("openai", "gpt-5-mini", {"created": "2025-08-07", "context": 400_000, "price": 0.25,
                              "capabilities": ("tools", "vision")}),
    ("openai", "o3-mini", {"created": "2025-01-31"}),
    ("openai", "text-embedding-3-small", {"kind": "embedding"}),
    ("anthropic", "claude-3-5-sonnet-20241022", {"status": "retired"}),
    ("anthropic", "claude-opus-4-1-20250805", {"created": "2025-08-05"}),
    ("anthropic", "claude-sonnet-4-5", {"created": "2025-09-29", "name": "Claude Sonnet 4.5"}),
    ("anthropic", "claude-sonnet-4-5-20250929", {"created": "2025-09-29"}),
    ("anthropic", "claude-sonnet-5-5", {"created": "2026-11-01"}),
    ("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", {}),
    ("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", {}),
    ("gemini", "gemini-2.0-flash", {"created": "2025-02-05", "context": 1_000_000}),
    ("gemini", "gemini-2.5-pro", {"created": "2025-06-17"}),
    ("deepseek", "deepseek-reasoner", {"name": "DeepSeek R1"}),
    ("groq", "llama-3.3-70b-versatile", {"source": "cached"}),
    ("groq", "moonshotai/kimi-k2-instruct", {"context": 131_072, "price": 1.0,
                                             "capabilities": ("tools",)}),
    ("moonshot", "kimi-k2", {}),
    ("mistral", "ministral-3b-2512", {}),
    ("openrouter", "mistralai/ministral-3b", {}),
    ("openrouter", "meta-llama/llama-3.3-70b-instruct:free", {"price": 0.0}),
    ("together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", {}),
    ("together", "Qwen/Qwen3-Coder-480B-A35B-Instruct", {}),
    ("cerebras", "gpt-oss-20b", {}),
    ("cerebras", "gpt-oss-120b", {}),
    ("azure", "gpt-4.1", {}),
    ("xai", "grok-4", {"created": "2025-07-09"}),
)  # fmt: skip


def entries() -> list[Entry]:
    """Well attested all of them, and one that catalogues have dropped."""
    known = [
        Entry(f"{PREFIXES.get(provider, provider)}/{model}", provider, model)._replace(
            **{"witnesses": 2, **facts}
        )
        for provider, model, facts in ROWS
    ]
    gone = Entry("openai/gpt-4-vision-preview", "openai", "gpt-4-vision-preview")
    return [*known, gone._replace(source="dropped", witnesses=0)]


def index() -> Index:
    """Their index, in memory."""
    return build(entries())

"""Ask with:

    saltmarsh --model gpt-4-0613 "hello"
    saltmarsh --model groq/llama3-70b-8192 "hello"
"""

import os

GROQ_MODELS = ["llama-3.1-8b-instant", "openai/gpt-oss-20b"]
MISTRAL_MODELS = ("mistral-tiny", "mistral-medium-latest")
DEFAULTS = dict(openai="gpt-4-turbo", anthropic="claude-2.1", xai="grok-beta")
BY_TIER = {
    "free": {"provider": "groq", "model": "gemma2-9b-it"},
    "paid": {"provider": "anthropic", "model": "claude-opus-4-8"},
    "batch": {"model": "deepseek-reasoner", "provider": "deepseek"},
}

MODEL = os.getenv("SALTMARSH_MODEL", "gpt-4o")
FAST = os.environ.get("SALTMARSH_FAST") or "claude-3-haiku-20240307"
CONFIG = """
model: gpt-4-32k
judge: claude-3-opus-20240229
"""
URL = f"https://api.openai.com/v1/models/{MODEL}"
TITLE = f"GPT-4 answers ({MODEL})"


def route(name: str) -> str:
    """`gpt-4` goes to OpenAI, `claude-*` to Anthropic."""
    if name == "gpt-3.5-turbo" or name.startswith("gpt-4-"):
        return "openai"
    match name:
        case "claude-3-5-sonnet-20241022" | "claude-opus-5":
            return "anthropic"
        case "gemini-1.5-flash":
            return "gemini"
    return f"groq/{name}"


assert route("gpt-4-turbo") == "openai", "gpt4_broken"
print("done with GPT-4o", "gpt-4o-2024-05-13")

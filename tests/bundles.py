"""A small bundle of our own, so that a test does not depend on what the real one knows."""

from pathlib import Path

from whichmodel.discovery.sources import text
from whichmodel.discovery.stores.compiling import compile_bundle

SOURCES = {
    "litellm": {"version": "1.0", "date": "2026-11-12", "models": 20},
    "genai-prices": {"version": "2.0", "date": "2026-11-09", "models": 1},
    "notices": {"version": "3.0", "date": "2026-10-02", "models": 1},
    "built": "2026-11-22",
}
GROQ = {
    "openai/gpt-oss-120b": {
        "litellm": {"context_window": 131072, "first_seen": "2025-08-19"},
        "genai-prices": {"price_input": "0.15"},
    },
    "openai/gpt-oss-20b": {"genai-prices": {"price_input": "0.075"}},
    "old": {"litellm": {"context_window": 8192, "first_seen": "2024-01-31"}},
    "gone": {"notices": {"retires_on": "2026-01-31"}},
}


def small_bundle(directory: Path) -> str:
    """Compile it, with the real providers, and tell where it is."""
    text.write(directory / "text", {"groq": GROQ}, dict(SOURCES))
    compile_bundle(directory / "small.sqlite", snapshot=directory / "text")
    return str(directory / "small.sqlite")

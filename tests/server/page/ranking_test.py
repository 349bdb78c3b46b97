"""The page ranks like the command line, whether it asks `serve` or has to do it by itself."""

from typing import Any

import pytest
from homes import Home
from server.started import Served

from whichmodel.discovery import finding
from whichmodel.discovery.world import World

from .conftest import tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ORDINARY = (
    "kimi k2", "kimi", "claude sonnet 4.5", "gpt-4o", "gpt 4o mini", "llama 3.3 70b",
    "llama 70b groq", "deepseek v3", "deep seek r1", "gemini 2.5 flash", "gemini flash",
    "qwen3 coder", "mistral large", "sonet 4.5", "claude", "opus", "gpt-5", "gpt 5 mini", "o3",
    "o4-mini", "grok 4", "glm 4.6", "minimax", "gemma 3 27b", "phi 4", "command r", "nova pro",
    "groq/llama-3.3-70b-versatile", "openai/gpt-oss-120b", "gpt oss 20b", "kimi tools >128k <$1",
    "llama 70b tools >100k <$1", "vision free", "provider:groq", "whisper", "dall-e 3", "devstral",
    "codestral", "haiku", "claude 3.5 sonnet bedrock", "anthropic", "gpt4", "gpt-3.5-turbo",
    "mixtral 8x7b", "rerank", "flux", "lama 3.1", "clade opus", "qwen 2.5 72b instruct", "sonar",
)  # fmt: skip
TOP = 5
FIRST, ALIKE = 0.98, 0.94
"""The shares of ordinary searches in which the page's own first, and its first five, are the
command line's: it does fewer steps, so that a rare search may differ."""


@pytest.fixture(scope="module")
def known(tmp_path_factory: Any) -> World:
    return Home(tmp_path_factory.mktemp("ranking")).world()


def expected(known: World, words: str) -> list[str]:
    return [hit.entry.id for hit in finding.search(known, words, 20)]


def typed(seen: Any, words: str) -> list[str]:
    """What the page shows for these words."""
    seen.page.evaluate("words => { location.hash = new URLSearchParams({ q: words }); }", words)
    seen.page.wait_for_function(
        "words => document.getElementById('count').dataset.for === words", arg=words
    )
    found: list[str] = seen.ids()[:20]
    return found


def test_a_static_page_puts_what_was_meant_first(browser: Any, site: str, known: World) -> None:
    with tab(browser, site) as seen:
        shown = {words: typed(seen, words) for words in ORDINARY}
    wanted = {words: expected(known, words) for words in ORDINARY}
    for top, share in ((1, FIRST), (TOP, ALIKE)):
        apart = [words for words in ORDINARY if shown[words][:top] != wanted[words][:top]]
        assert len(apart) <= (1 - share) * len(ORDINARY), apart


def test_a_served_page_shows_the_engine_s_own_order(
    browser: Any, known: World, served: Served
) -> None:
    with tab(browser, f"{served.url}/") as seen:
        for words in ORDINARY[:12]:
            assert typed(seen, words) == expected(known, words)
        assert any("/api/search?" in url for url in seen.asked)

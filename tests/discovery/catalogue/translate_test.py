"""One offer's string in each tool is what that tool's own documentation would have one write."""

import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.catalogue.translate import ECOSYSTEMS, SPELLINGS, translate

ROWS = Path(__file__).parents[3] / "src/whichmodel/discovery/providers/providers.toml"
PAGE = Path(__file__).parents[3] / "docs/reference/identity.md"


def test_groq_in_every_ecosystem() -> None:
    assert translate("groq", "openai/gpt-oss-120b", "groq") == {
        "litellm": "groq/openai/gpt-oss-120b",
        "openrouter": None,
        "models.dev": "groq/openai/gpt-oss-120b",
        "pydantic-ai": "groq:openai/gpt-oss-120b",
        "any-llm": "groq:openai/gpt-oss-120b",
        "massgen": 'type: groq, model: "openai/gpt-oss-120b"',
        "sdk": "openai/gpt-oss-120b",
    }


@pytest.mark.parametrize(
    ("provider", "prefix", "model", "ecosystem", "expected"),
    [
        ("together", "together_ai", "Qwen/QwQ-32B", "litellm", "together_ai/Qwen/QwQ-32B"),
        ("together", "together_ai", "Qwen/QwQ-32B", "models.dev", "togetherai/Qwen/QwQ-32B"),
        ("together", "together_ai", "Qwen/QwQ-32B", "pydantic-ai", "together:Qwen/QwQ-32B"),
        ("qwen", "dashscope", "qwen3.8-max", "models.dev", "alibaba/qwen3.8-max"),
        ("qwen", "dashscope", "qwen3.8-max", "pydantic-ai", "alibaba:qwen3.8-max"),
        ("qwen", "dashscope", "qwen3.8-max", "any-llm", "dashscope:qwen3.8-max"),
        ("qwen", "dashscope", "qwen3.8-max", "massgen", 'type: qwen, model: "qwen3.8-max"'),
        ("moonshot", "moonshot", "kimi-k3", "pydantic-ai", "moonshotai:kimi-k3"),
        ("moonshot", "moonshot", "kimi-k3", "any-llm", "moonshot:kimi-k3"),
        ("anthropic", "anthropic", "claude-opus-5", "massgen",
         'type: claude, model: "claude-opus-5"'),
        ("openrouter", "openrouter", "x-ai/grok-4.6:batch", "openrouter", "x-ai/grok-4.6:batch"),
        ("openrouter", "openrouter", "x-ai/grok-4.6:batch", "any-llm",
         "openrouter:x-ai/grok-4.6:batch"),
        ("gemini", "gemini", "gemini-2.5-pro", "pydantic-ai", "google:gemini-2.5-pro"),
        ("gemini", "gemini", "gemini-2.5-pro", "models.dev", "google/gemini-2.5-pro"),
        ("vertex", "vertex_ai", "gemini-2.5-pro", "pydantic-ai", "google-cloud:gemini-2.5-pro"),
        ("vertex", "vertex_ai", "claude-opus-5", "any-llm", "vertexaianthropic:claude-opus-5"),
        ("vertex", "vertex_ai", "claude-opus-5", "pydantic-ai", None),
        ("hyperbolic", "hyperbolic", "Qwen/QwQ-32B", "pydantic-ai", None),
        ("nobody", "nobody", "x", "models.dev", None),
        ("nobody", "nobody", "x", "litellm", "nobody/x"),
    ],
)  # fmt: skip
def test_strings(
    provider: str, prefix: str, model: str, ecosystem: str, expected: str | None
) -> None:
    assert translate(provider, model, prefix)[ecosystem] == expected


@given(st.sampled_from(sorted(SPELLINGS)), st.text(min_size=1))
def test_nothing_of_a_model_is_lost(provider: str, model: str) -> None:
    told = translate(provider, model, provider)
    assert tuple(told) == ECOSYSTEMS
    for ecosystem in ("litellm", "models.dev", "pydantic-ai", "any-llm", "sdk"):
        assert (told[ecosystem] or model).endswith(model)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_the_massgen_pair_is_yaml(model: str) -> None:
    text = translate("groq", model, "groq")["massgen"]
    assert yaml.safe_load("{" + str(text) + "}") == {"type": "groq", "model": model}


def test_every_provider_that_can_be_asked_is_in_the_table_or_known_to_no_one() -> None:
    providers = set(tomllib.loads(ROWS.read_text(encoding="utf-8")))
    assert providers - set(SPELLINGS) == {"hyperbolic", "gpustack"}


def table() -> str:
    rows = ["| provider | models.dev | pydantic-ai | any-llm | MassGen |", "|---|---|---|---|---|"]
    for provider, names in SPELLINGS.items():
        cells = [f"`{name}`" if name else "" for name in (provider, *names)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def test_the_page_has_every_name() -> None:
    assert table() in PAGE.read_text(encoding="utf-8")


def test_every_ecosystem_is_documented() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [name for name in ECOSYSTEMS if f"`{name}`" not in page] == []

"""LiteLLM's map is read for what it says of models, and for nothing else."""

import json
import os
import subprocess
import sys
import tomllib
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.model import KINDS, Record
from whichmodel.discovery.sources import litellm
from whichmodel.discovery.sources.build import installed_litellm
from whichmodel.discovery.stores.compiling import PROVIDERS, all_rows


def only(key: str, **entry: Any) -> tuple[str, Record]:
    """The provider and the record of a map with one entry."""
    found = litellm.read({key: {"litellm_provider": "openai", "mode": "chat", **entry}})
    assert len(found) == 1
    (provider, records), *_ = found.items()
    assert len(records) == 1
    return provider, records[0]


@pytest.mark.parametrize(
    ("key", "litellm_provider", "provider", "model"),
    [
        ("gpt-5", "openai", "openai", "gpt-5"),
        ("openai/sora-2", "openai", "openai", "sora-2"),
        ("gpt-3.5-turbo-instruct", "text-completion-openai", "openai", "gpt-3.5-turbo-instruct"),
        ("claude-haiku-4-5", "anthropic", "anthropic", "claude-haiku-4-5"),
        ("groq/openai/gpt-oss-120b", "groq", "groq", "openai/gpt-oss-120b"),
        ("together_ai/zai-org/GLM-5", "together_ai", "together", "zai-org/GLM-5"),
        ("dashscope/qwen-max", "dashscope", "qwen", "qwen-max"),
        (
            "fireworks_ai/thenlper/gte-base",
            "fireworks_ai-embedding-models",
            "fireworks",
            "thenlper/gte-base",
        ),
        ("gemini-2.5-pro", "vertex_ai-language-models", "vertex", "gemini-2.5-pro"),
        ("vertex_ai/claude-4@1", "vertex_ai-anthropic_models", "vertex", "claude-4@1"),
        ("gemini/gemini-2.5-pro", "gemini", "gemini", "gemini-2.5-pro"),
        ("us.anthropic.claude-v2:1", "bedrock_converse", "bedrock", "us.anthropic.claude-v2:1"),
        (
            "bedrock/claude_platform/claude-5",
            "bedrock",
            "bedrock",
            "claude_platform/claude-5",
        ),
        ("command-r7b-12-2024", "cohere_chat", "cohere", "command-r7b-12-2024"),
        ("amazon-nova/nova-pro-v1", "amazon_nova", "amazon_nova", "nova-pro-v1"),
        ("vercel_ai_gateway/zai/glm-5", "vercel_ai_gateway", "vercel", "zai/glm-5"),
        ("azure_ai/claude-5", "azure_ai", "azure_ai", "claude-5"),
    ],
)
def test_a_key_becomes_our_provider_and_the_providers_own_id(
    key: str, litellm_provider: str, provider: str, model: str
) -> None:
    found, record = only(key, litellm_provider=litellm_provider)

    assert (found, record["model"]) == (provider, model)


@pytest.mark.parametrize(
    ("key", "litellm_provider"),
    [
        ("sample_spec", "one of https://docs.litellm.ai/docs/providers"),
        ("1024-x-1024/50-steps/stability.stable-diffusion-xl-v1", "bedrock"),
        ("max-x-max/max-steps/stability.stable-diffusion-xl-v0", "bedrock"),
        ("low/1024-x-1536/gpt-image-1", "openai"),
        ("1024-x-1536/gpt-image-1.5", "openai"),
        ("azure/hd/1024-x-1024/dall-e-3", "azure"),
        ("fal_ai/low/1024-x-768/openai/gpt-image-2/edit", "fal_ai"),
        ("fireworks-ai-up-to-4b", "fireworks_ai"),
        ("fireworks-ai-embedding-up-to-150m", "fireworks_ai-embedding-models"),
        ("together-ai-81.1b-110b", "together_ai"),
        ("ft:gpt-4o-2024-08-06", "openai"),
        ("openai/container", "openai"),
        ("bedrock/us-east-1/anthropic.claude-v2:1", "bedrock"),
        ("bedrock/us-gov-west-1/anthropic.claude-v2:1", "bedrock"),
        ("bedrock/us-east-1/1-month-commitment/anthropic.claude-v1", "bedrock"),
        ("bedrock/*/1-month-commitment/cohere.command-text-v14", "bedrock"),
        ("bedrock/invoke/anthropic.claude-3", "bedrock"),
        ("bedrock_mantle/us-gov-west-1/openai.gpt-oss-20b", "bedrock_mantle"),
        ("azure/eu/gpt-4o", "azure"),
        ("azure/global-standard/gpt-4o", "azure"),
        ("anyscale/google/gemma-7b-it", "anyscale"),
    ],
)
def test_a_key_that_is_a_price_and_no_model_is_left_out(key: str, litellm_provider: str) -> None:
    assert litellm.read({key: {"litellm_provider": litellm_provider, "mode": "chat"}}) == {}


@pytest.mark.parametrize("mode", sorted(litellm.TOOLS))
def test_priced_tools_are_left_out(mode: str) -> None:
    assert litellm.read({"exa/x": {"litellm_provider": "exa", "mode": mode}}) == {}


def test_an_entry_behind_its_prefix_counts_more_than_a_bare_one() -> None:
    bare = {"litellm_provider": "deepseek", "max_output_tokens": 1}
    prefixed = {"litellm_provider": "deepseek", "max_output_tokens": 2}

    found = litellm.read({"deepseek-chat": bare, "deepseek/deepseek-chat": prefixed})

    assert found == {"deepseek": [{"model": "deepseek-chat", "max_output_tokens": 2}]}


def test_what_is_not_stated_is_absent() -> None:
    assert litellm.read({"x": {"litellm_provider": "openai"}}) == {"openai": [{"model": "x"}]}


def test_every_stated_field_is_read() -> None:
    _, record = only(
        "x",
        max_input_tokens=200_000,
        max_output_tokens=Decimal("64000.0"),
        supported_modalities=["text", "image"],
        supported_output_modalities=["text"],
        supports_function_calling=True,
        supports_vision=False,
        supports_reasoning=True,
        supports_response_schema=False,
        input_cost_per_token=Decimal("3E-7"),
        output_cost_per_token=Decimal("0.0000015"),
        cache_read_input_token_cost=Decimal("3E-8"),
        cache_creation_input_token_cost=Decimal("3.75E-7"),
        deprecation_date="2026-11-30",
    )

    assert record == {
        "model": "x",
        "kind": "chat",
        "context_window": 200_000,
        "max_input_tokens": 200_000,
        "max_output_tokens": 64_000,
        "input_modalities": ["image", "text"],
        "output_modalities": ["text"],
        "tools": True,
        "vision": False,
        "reasoning": True,
        "structured_output": False,
        "price_input": "0.3",
        "price_output": "1.5",
        "price_cache_read": "0.03",
        "price_cache_write": "0.375",
        "retires_on": "2026-11-30",
    }


def test_every_kind_is_one_of_ours() -> None:
    assert set(litellm.KINDS.values()) | {"other"} <= set(KINDS)


@pytest.mark.parametrize(
    ("mode", "kind"), [("responses", "chat"), ("image_edit", "image"), ("evaluation", "other")]
)
def test_a_mode_becomes_a_kind(mode: str, kind: str) -> None:
    assert only("x", mode=mode)[1]["kind"] == kind


def test_max_tokens_is_the_longest_answer_only_where_nothing_better_is_stated() -> None:
    assert only("x", max_tokens=5)[1]["max_output_tokens"] == 5
    assert only("x", max_tokens=5, max_output_tokens=7)[1]["max_output_tokens"] == 7


@pytest.mark.parametrize(
    ("provider", "entry", "window"),
    [
        ("openai", {"max_input_tokens": 128_000, "max_output_tokens": 16_384}, 128_000),
        ("openai", {"max_input_tokens": 272_000, "max_output_tokens": 128_000}, 400_000),
        ("openai", {"max_input_tokens": 272_000, "max_output_tokens": 64_000}, None),
        ("openai", {"max_input_tokens": 922_000, "max_output_tokens": 128_000}, 1_050_000),
        ("dashscope", {"max_input_tokens": 997_952, "max_output_tokens": 32_768}, None),
        ("github_copilot", {"max_input_tokens": 128_000, "max_output_tokens": 16_000}, None),
        ("openai", {"max_input_tokens": 4_000, "max_output_tokens": 50_000}, None),
        ("openai", {"max_input_tokens": 4_000, "mode": "speech"}, None),
        ("openai", {"max_input_tokens": 0}, None),
    ],
)
def test_the_window_is_told_only_where_max_input_tokens_is_the_window(
    provider: str, entry: dict[str, Any], window: int | None
) -> None:
    _, record = only(f"{provider}/x", litellm_provider=provider, **entry)

    assert record.get("context_window") == window


def test_a_cost_of_zero_is_a_price_only_where_the_model_is_called_free() -> None:
    assert "price_input" not in only("x", input_cost_per_token=0)[1]
    assert only("x-free", input_cost_per_token=0)[1]["price_input"] == "0"


@pytest.mark.parametrize("date", ["soon", "2026-02-30", "", None])
def test_a_date_that_is_none_is_not_told(date: Any) -> None:
    assert "retires_on" not in only("x", deprecation_date=date)[1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
ENTRY = st.dictionaries(
    st.sampled_from([*litellm.FLAGS.values(), *litellm.PRICES.values()])
    | st.sampled_from(["mode", "max_tokens", "max_input_tokens", "supported_modalities"]),
    JSON,
)


@given(st.dictionaries(st.text(max_size=12), JSON | ENTRY), st.sampled_from(["openai", "x y"]))
def test_nonsense_is_never_fatal(document: dict[str, Any], provider: str) -> None:
    for entry in document.values():
        if isinstance(entry, dict):
            entry["litellm_provider"] = provider

    for records in litellm.read(document).values():
        names = [record["model"] for record in records]
        assert names == sorted(set(names))


LOGS_IN = frozenset(("github_copilot", "chatgpt"))
"""LiteLLM asks the network for a login as soon as these are named."""

ELSEWHERE = {"ai21_chat": "ai21", "azure/mistral-large-latest": "azure"}
"""What LiteLLM answers for its own entries under another name, and the provider that it means."""

ASK = """
import json, sys
import litellm
def answer(string):
    try:
        return litellm.get_llm_provider(string)[:2]
    except litellm.BadRequestError:
        return None
answers = [answer(string) for string in json.load(sys.stdin)]
print()
json.dump(answers, sys.stdout)
"""


@pytest.mark.skipif(find_spec("litellm") is None, reason="needs litellm")
def test_our_prefix_and_model_route_to_the_same_model_in_litellm(tmp_path: Path) -> None:
    path = installed_map()
    found = litellm.read(json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    rows = {row.id: row for row in all_rows(tomllib.loads(PROVIDERS.read_text()), found)}
    sample = [
        (provider, record["model"], f"{rows[provider].prefix}/{record['model']}")
        for provider, records in found.items()
        if provider not in LOGS_IN
        for record in records[:: max(1, len(records) // 5)]
    ]
    answers = in_litellm([string for _, _, string in sample], tmp_path)
    routed = [place for place in zip(sample, answers, strict=True) if place[1]]

    # A release may tell of a provider before it routes to it.
    assert len(routed) > 0.9 * len(sample)
    for (provider, model, string), (their_model, theirs) in routed:
        meant = ELSEWHERE.get(string) or ELSEWHERE.get(theirs, theirs)
        assert litellm.OURS.get(meant, (meant,))[0] == provider
        assert their_model == (string if string in ELSEWHERE else model)


def installed_map() -> Path:
    spec = find_spec("litellm")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model_prices_and_context_window_backup.json"


def in_litellm(strings: list[str], home: Path) -> list[Any]:
    """Asked in a process of its own: its warnings are not ours, nor is its home."""
    environ = {**os.environ, "LITELLM_LOCAL_MODEL_COST_MAP": "True", "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps(strings),
        capture_output=True,
        text=True,
        env=environ,
        check=True,
    )
    answers: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return answers


@pytest.mark.skipif(find_spec("litellm") is None, reason="needs litellm")
def test_litellm_is_read_without_importing_it() -> None:
    before = "litellm" in sys.modules
    published = installed_litellm("2026-11-12")

    assert ("litellm" in sys.modules) == before
    assert len(published.data) > 1000


def test_where_the_price_grows_with_the_prompt_the_price_of_short_prompts_counts() -> None:
    tiers = [
        {"input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07, "range": [0, 256_000]},
        {"input_cost_per_token": 2.5e-07, "output_cost_per_token": 2e-06, "range": [256_000, 1e6]},
    ]
    record = only("dashscope/x", litellm_provider="dashscope", tiered_pricing=tiers)[1]

    assert (record["price_input"], record["price_output"]) == ("0.05", "0.4")
    assert record["price_input_above_256k"] == "0.25"  # type: ignore[typeddict-item]


def test_prices_of_batches_and_of_long_prompts_are_kept() -> None:
    record = only(
        "x",
        input_cost_per_token="3e-06",
        input_cost_per_token_batches="1.5e-06",
        output_cost_per_token_above_200k_tokens="2.25e-05",
        output_cost_per_token_above_200k_tokens_priority="9e-05",
        cache_read_input_token_cost_above_200k_tokens="6e-07",
    )[1]

    assert {field: value for field, value in record.items() if field.startswith("price_")} == {
        "price_input": "3",
        "price_input_batch": "1.5",
        "price_output_above_200k": "22.5",
        "price_cache_read_above_200k": "0.6",
    }

"""What each provider serves is read with every field in our unit.

Windows and limits in tokens, prices as decimal strings in US dollars per million tokens, dates as
YYYY-MM-DD. `None` stands for a field that must be absent: nobody states it, or what is stated is
of something else.
"""

from typing import Any

import pytest
from servers.providers import ANSWERS, ROWS, at, key_for, speaking
from servers.reading import fetched, read, records

Expected = dict[str, dict[str, Any]]

EXPECTED: dict[str, Expected] = {
    "openrouter": {
        "acme/orion-1": {
            "name": "Acme: Orion 1", "kind": "chat", "created": "2025-08-07",
            "context_window": 272000, "max_output_tokens": 128000,
            "input_modalities": ["file", "image", "text"], "output_modalities": ["text"],
            "tools": True, "vision": True, "reasoning": True, "structured_output": True,
            "price_input": "1.25", "price_output": "10", "price_cache_read": "0.125",
            "price_cache_write": "1.5625", "canonical": "acme/orion-1-2025-08-07",
            "hugging_face_id": "acme/Orion-1", "retires_on": None,
        },
        "acme/orion-mini:free": {
            "price_input": "0", "price_output": "0", "tools": False, "vision": False,
            "max_output_tokens": None, "hugging_face_id": None,
        },
        "openrouter/auto": {"price_input": None, "price_output": None, "context_window": 131072},
        "acme/noise": {"price_input": "0.0833333333333", "price_output": "0.0100000002"},
        "acme/sunset-7b": {"retires_on": "2026-12-31"},
        "~acme/orion-latest": {"canonical": "acme/orion-latest"},
        "acme/limits-unknown": {"context_window": 131072, "price_input": "1"},
        "acme/embedder-3": {
            "kind": "embedding", "output_modalities": ["embedding"], "price_input": "0.02",
        },
        "acme/painter": {"kind": "image", "vision": True},
        "acme/ranker": {"kind": "rerank"},
    },
    "openai": {
        "gpt-4o-mini": {"created": "2024-07-16", "retires_on": "2026-12-15"},
        "acme-omni-2": {"created": "2024-05-10", "retires_on": None, "kind": None},
        "ft:gpt-4o-mini-2024-07-18:acme-inc::AbC123xY": {"created": "2024-09-26"},
    },
    "anthropic": {
        "claude-acme-5-20260914": {
            "name": "Claude Acme 5", "created": "2026-09-14", "family": "opus",
            "context_window": 1000000, "max_input_tokens": 1000000, "max_output_tokens": 128000,
            "vision": True, "reasoning": True, "structured_output": True, "lifecycle": "active",
            "deprecated_on": None, "retires_on": None,
        },
        "claude-acme-4-20250514": {
            "lifecycle": "deprecated", "deprecated_on": "2026-06-01", "retires_on": "2027-01-15",
            "reasoning": False, "max_output_tokens": 64000,
        },
        "claude-acme-3-0001": {"created": "2025-02-24", "lifecycle": None, "vision": None},
        "claude-acme-0": {"created": None, "context_window": None},
    },
    "groq": {
        "llama-acme-70b-versatile": {
            "created": "2024-12-06", "context_window": 131072, "max_output_tokens": 32768,
        },
        "openai/gpt-oss-acme": {"max_output_tokens": 65536},
        "whisper-acme-v3": {"context_window": 448},
    },
    "nebius": {
        "acme/nimbus-70b": {
            "name": "nimbus-70b", "kind": "chat", "context_window": 131072, "created": None,
            "tools": True, "reasoning": True, "structured_output": True,
            "price_input": "0.13", "price_output": "0.4",
        },
        "acme/nimbus-70b-fast": {"tools": True, "reasoning": None, "price_output": "0.75"},
        "acme/nimbus-vision": {"vision": True, "tools": None},
        "BAAI/acme-embed": {"kind": "embedding", "price_input": "0.01"},
        "acme/flux": {"kind": "image", "context_window": None},
    },
    "together": {
        "acme-ai/Comet-70B-Turbo": {
            "name": "Comet 70B Turbo", "kind": "chat", "created": "2025-05-15",
            "context_window": 131072, "max_output_tokens": 16384,
            "price_input": "0.88", "price_output": "0.9", "price_cache_read": "0.22",
        },
        "acme-ai/Comet-8B-Free": {"created": None, "price_input": "0", "price_output": "0"},
        "acme-ai/comet-base": {"kind": "completion"},
        "acme-ai/comet-embed": {"kind": "embedding", "price_input": "0.08", "price_output": None},
        "black-acme-labs/FLUX": {
            "kind": "image", "context_window": None, "price_input": None, "price_output": None,
        },
        "acme-ai/comet-voice": {"kind": "speech"},
        "acme-ai/comet-listen": {"kind": "transcription"},
        "acme-ai/comet-guard": {"kind": "moderation"},
        "acme-ai/comet-rank": {"kind": "rerank"},
    },
    "cerebras": {
        "gpt-oss-acme-120b": {
            "name": "Acme gpt-oss-acme-120b", "kind": "chat", "created": None,
            "context_window": 131072, "max_output_tokens": 32768, "tools": True, "vision": False,
            "reasoning": False, "structured_output": True, "lifecycle": "active",
            "price_input": "0.35", "price_output": "0.75",
            "hugging_face_id": "acme/gpt-oss-acme-120b",
            "listed_by": ["the public list", "your key's list"],
        },
        "acme-next-preview": {"lifecycle": "preview"},
        "acme-gone-8b": {"lifecycle": "deprecated"},
        "acme-public-only": {"listed_by": ["the public list"]},
        "acme-private-70b": {"listed_by": ["your key's list"], "created": None, "kind": None},
    },
    "qwen": {
        "qwen-acme-max": {
            "name": "Qwen Acme Max", "kind": "chat", "created": "2026-04-02",
            "context_window": 262144, "max_input_tokens": 258048, "max_output_tokens": 65536,
            "tools": True, "reasoning": True, "structured_output": True, "vision": False,
            "price_input": "1.2", "price_output": "6", "price_cache_read": "1.21",
        },
        "qwen-acme-vl": {
            "context_window": 262144, "vision": True, "reasoning": False,
            "input_modalities": ["image", "text", "video"],
            "price_input": "0.2", "price_output": "0.8",
        },
        "qwen-acme-cny": {"price_input": None, "price_output": None},
        "acme-embedding-v4": {"kind": "embedding", "output_modalities": ["embedding"]},
        "wan-acme-t2i": {"kind": "image"},
        "wan-acme-t2v": {"kind": "video"},
        "acme-asr-flash": {"kind": "transcription", "input_modalities": ["audio"]},
        "acme-tts-flash": {"kind": "speech"},
    },
    "moonshot": {
        "kimi-acme-moonshot": {
            "context_window": 262144, "vision": True, "reasoning": True, "created": None,
        },
        "kimi-acme-lite": {"vision": False, "reasoning": False},
        "moonshot-v1-128k": {"context_window": None, "vision": None},
    },
    "gemini": {
        "gemini-acme-pro": {
            "name": "Gemini Acme Pro", "context_window": 1048576, "max_input_tokens": 1048576,
            "max_output_tokens": 65536, "reasoning": True, "created": None,
        },
        "gemini-acme-flash": {"reasoning": None, "max_output_tokens": 8192},
        "embedding-acme-001": {"kind": "embedding", "context_window": 2048},
        "imagen-acme-4": {"kind": "image"},
        "veo-acme-3": {"kind": "video"},
        "gemini-acme-live": {"kind": "realtime"},
    },
    "mistral": {
        "mistral-acme-latest": {
            "name": "mistral-acme-2611", "kind": "chat", "context_window": 131072,
            "tools": True, "vision": True, "reasoning": False, "created": None,
            "retires_on": None, "replacement": None,
        },
        "magistral-acme-2609": {"reasoning": True},
        "acme-old-2407": {
            "retires_on": "2026-11-30", "replacement": "mistral-acme-latest",
            "context_window": 32768,
        },
        "voxtral-acme-2507": {"kind": "chat", "name": "voxtral-acme-2507"},
        "mistral-acme-ocr": {"kind": "ocr"},
        "acmestral-fim": {"kind": "completion"},
        "mistral-acme-embed": {"context_window": 8192},
    },
    "deepseek": {
        "acme-seek-v5": {
            "name": "Acme Seek V5", "kind": "chat", "created": None, "context_window": 1048576,
            "max_output_tokens": 393216, "input_modalities": ["image", "text"],
            "output_modalities": ["text"], "vision": True, "tools": True,
        },
        "deepseek-chat": {"context_window": None, "tools": None},
    },
    "xai": {
        "grok-acme-6": {
            "created": "2026-04-19", "kind": "chat", "context_window": 256000, "vision": True,
            "price_input": "2", "price_output": "10", "price_cache_read": "0.5",
        },
        "grok-acme-mini": {
            "context_window": 131072, "price_input": "0.3", "price_output": "0.5",
            "price_cache_read": "0.075", "output_modalities": ["text"],
        },
        "grok-acme-imagine": {"price_input": None, "kind": None},
    },
    "fireworks": {
        "accounts/fireworks/models/comet-v3": {
            "name": "Comet V3", "kind": "chat", "created": "2025-01-20",
            "context_window": 163840, "tools": False, "vision": False, "retires_on": "2027-03-09",
        },
        "accounts/fireworks/models/flux-acme": {"kind": "image", "context_window": None},
    },
    "poe": {
        "Acme-Muse-4": {
            "name": "Acme Muse 4", "kind": "chat", "created": "2025-02-18",
            "context_window": 200000, "max_output_tokens": 64000, "tools": True, "vision": True,
            "price_input": "2.6", "price_output": "13", "price_cache_read": "0.26",
            "price_cache_write": "3.2",
        },
        "Acme-Painter": {"kind": "image", "price_input": None},
        "Acme-Composer": {"kind": "speech"},
    },
    "cohere": {
        "command-acme-09-2026": {
            "kind": "chat", "context_window": 256000, "tools": True, "vision": True,
            "structured_output": True, "lifecycle": "active",
        },
        "command-acme-light": {"kind": "completion", "lifecycle": "deprecated"},
        "embed-acme-v5.0": {"kind": "embedding", "tools": None},
        "rerank-acme-v4.0": {"kind": "rerank"},
    },
    "perplexity": {
        "anthropic/claude-acme-5": {
            "created": None, "price_input": "3", "price_output": "15", "price_cache_read": "0.3",
            "price_cache_write": "3.75",
        },
        "perplexity/sonar": {"price_input": "0.25", "price_cache_read": "0.0625"},
    },
    "huggingface": {
        "acme/Hub-32B": {
            "created": "2024-10-23", "context_window": 262144, "tools": True, "vision": True,
            "structured_output": False, "price_input": "0.9", "price_output": "3.1",
            "hugging_face_id": "acme/Hub-32B",
        },
        "acme/Hub-Contested": {"price_input": None, "price_output": "2"},
        "acme/Hub-Bare": {"context_window": None, "tools": None, "price_input": None},
    },
    "deepinfra": {
        "acme-ai/Deep-235B": {
            "kind": "chat", "created": None, "context_window": 1048576,
            "max_output_tokens": 65536, "vision": True, "reasoning": True,
            "price_input": "0.5", "price_output": "3", "price_cache_read": "0.25",
        },
        "acme-ai/flux": {"context_window": None, "kind": None, "price_input": None},
    },
    "nvidia_nim": {"acme/nemotron-49b": {"created": None, "kind": None}},
    "sambanova": {
        "Acme-R2-0528": {
            "context_window": 32768, "max_output_tokens": 7168, "price_input": "5",
            "price_output": "7", "created": None,
        },
        "Acme-E5-Instruct": {"price_input": "0.13"},
    },
    "hyperbolic": {
        "acme-ai/Hyper-70B": {
            "kind": "chat", "created": None, "context_window": 131072, "tools": True,
            "vision": False,
        },
        "FLUX.1-acme": {"kind": None, "context_window": None},
    },
    "novita": {
        "acme/nova-5": {
            "name": "Nova 5", "kind": "chat", "created": "2026-08-26", "context_window": 1048576,
            "max_output_tokens": 131072, "tools": True, "reasoning": True, "vision": True,
            "structured_output": True, "price_input": "0.15", "price_output": "0.5",
            "price_cache_read": "0.03",
        },
        "acme/nova-2": {"price_input": "0.05", "price_output": "0.05", "created": "2024-11-29"},
        "acme/nova-embed": {"kind": "embedding"},
    },
    "zai": {"glm-acme-5": {"created": "2025-07-27"}},
    "minimax": {"MiniMax-Acme-3": {"created": "2026-06-01"}},
    "vercel": {
        "acme/flash-3": {
            "name": "Acme Flash 3", "kind": "chat", "created": "2025-08-01",
            "context_window": 1048576, "max_output_tokens": 65536, "tools": True, "vision": True,
            "reasoning": True, "price_input": "0.15", "price_output": "0.6",
            "price_cache_read": "0.03", "price_cache_write": "0.2",
        },
        "acme/embed-3": {
            "kind": "embedding", "context_window": None, "max_output_tokens": None,
            "price_input": "0.02", "price_output": None,
        },
        "acme/draw-3": {"kind": "image", "price_input": None},
        "acme/rank-3": {"kind": "rerank"},
    },
    "azure": {
        "gpt-acme-2026-04-01": {
            "kind": "chat", "created": "2023-08-11", "lifecycle": "active",
            "retires_on": "2026-12-31",
        },
        "gpt-acme-preview": {"lifecycle": "preview", "retires_on": None},
        "gpt-acme-legacy": {
            "kind": "completion", "lifecycle": "deprecated", "retires_on": "2026-02-18",
        },
        "text-embedding-acme": {"kind": "embedding", "lifecycle": "active", "retires_on": None},
    },
    "bedrock": {
        "acme.atlas-v2:0": {
            "kind": "chat", "created": "2025-05-22", "context_window": 163840,
            "max_output_tokens": 16384, "vision": True, "reasoning": True, "lifecycle": "active",
        },
        "acme.atlas-v1:0": {
            "context_window": 128000, "lifecycle": "deprecated", "created": "2024-03-04",
            "deprecated_on": "2026-01-15", "retires_on": "2026-12-15",
        },
        "acme.atlas-v1:0:8k": {"context_window": None, "lifecycle": "active"},
        "acme.embed-v1": {"kind": "embedding", "output_modalities": ["embedding"]},
        "acme.canvas-v1:0": {"kind": "image"},
        "us.acme.atlas-v2:0": {"name": "US us.acme.atlas-v2:0", "lifecycle": "active"},
    },
    "vertex": {
        "gemini-acme-002": {"lifecycle": "active", "created": None},
        "gemini-acme-exp": {"lifecycle": "preview"},
        "gemini-acme-preview": {"lifecycle": "preview"},
    },
    "chutes": {
        "acme/Chute-32B": {
            "context_window": 32768, "created": None, "price_input": "0.01",
            "price_output": "0.0400032",
        },
    },
    "baseten": {
        "acme/Stone-235B": {
            "name": "Acme Stone 235B", "created": "2025-07-30", "context_window": 262144,
            "max_output_tokens": 131072, "tools": True, "reasoning": True,
            "structured_output": True, "price_input": "0.22", "price_output": "0.8",
        },
    },
    "friendli": {
        "acme-ai/Friend-32B": {
            "created": "2025-07-31", "context_window": 131072, "max_output_tokens": 65536,
            "tools": True, "structured_output": False, "price_input": "0.6", "price_output": "1",
        },
    },
    "ollama": {
        "acme-think:8b": {
            "kind": "chat", "family": "acme3", "tools": True, "reasoning": True, "vision": False,
            "created": None,
        },
        "acme-see:latest": {"vision": True, "tools": False},
        "acme-embed-text:latest": {"kind": "embedding"},
        "old-acme:latest": {"family": "llama", "tools": None, "kind": None},
    },
    "lmstudio": {
        "acme/gem-26b-a4b": {
            "name": "Gem 26B A4B", "kind": "chat", "family": "acme4", "context_window": 262144,
            "tools": True, "vision": True,
        },
        "text-embedding-acme": {"kind": "embedding", "tools": None, "context_window": 2048},
    },
    "vllm": {
        "/data/models/Acme-Distill-14B": {"context_window": 32768, "created": None},
        "acme-sql-lora": {"context_window": None},
    },
    "llamacpp": {
        "../models/Acme-8B-Q4_K_M.gguf": {
            "kind": "chat", "context_window": 131072, "vision": True, "created": None,
        },
    },
    "litellm_proxy": {
        "acme-fast": {
            "kind": "chat", "created": None, "max_input_tokens": 128000,
            "max_output_tokens": 16384, "tools": True, "vision": False, "reasoning": None,
            "structured_output": True, "price_input": "0.15", "price_output": "0.6",
            "price_cache_read": "0.075",
        },
        "acme-embed": {"kind": "embedding", "price_input": "0.02"},
        "openai/*": {"kind": None, "price_input": None},
    },
    "gpustack": {
        "acme-llama": {
            "kind": "chat", "context_window": 8192, "tools": True, "vision": False,
            "reasoning": False, "created": None,
        },
        "acme-embed": {"kind": "embedding", "context_window": None},
    },
}  # fmt: skip


def test_every_provider_that_can_be_asked_has_a_server_and_its_expectations() -> None:
    askable = {name for name, row in ROWS.items() if row.calls}
    assert set(ANSWERS) == askable
    assert set(EXPECTED) == askable


@pytest.mark.parametrize("provider", EXPECTED)
def test_fields_are_read_in_our_units(provider: str) -> None:
    expected = EXPECTED[provider]
    with speaking(provider) as server:
        found = records(server, provider)
    actual = {
        model: {field: found[model].get(field) for field in fields}
        for model, fields in expected.items()
    }
    assert actual == expected


@pytest.mark.parametrize("provider", EXPECTED)
def test_no_field_is_empty(provider: str) -> None:
    """What is not stated is absent: never None, "", 0 or an empty list."""
    with speaking(provider) as server:
        found = records(server, provider)
    for record in found.values():
        assert not [name for name, value in record.items() if value in (None, "", [])]
        assert 0 not in [value for value in record.values() if not isinstance(value, bool)]


# ── the same providers in another mood ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("server_name", "provider", "model", "field", "value"),
    [
        ("qwen_without_native", "qwen", "qwen-acme-max", "context_window", None),
        ("qwen_compatible_only", "qwen", "qwen-acme-max", "created", "2024-10-11"),
        ("azure_classic", "azure", "gpt-acme-preview", "lifecycle", "preview"),
        ("lmstudio_v0", "lmstudio", "acme/gem-26b-a4b", "tools", True),
        ("lmstudio_plain", "lmstudio", "acme/gem-26b-a4b", "tools", None),
        ("vllm_keyed", "vllm", "acme-sql-lora", "created", None),
    ],
)
def test_an_older_door_is_tried_when_the_newer_is_closed(
    server_name: str, provider: str, model: str, field: str, value: object
) -> None:
    with speaking(server_name) as server:
        answer = read(server, provider)
    found = {record["model"]: record for record in answer.records or []}
    assert answer.problem is None
    assert found[model].get(field) == value


@pytest.mark.parametrize("server_name", ["moonshot_cn", "qwen_cn"])
def test_the_chinese_sites_speak_alike_to_their_own_keys(server_name: str) -> None:
    provider = server_name.removesuffix("_cn")
    with speaking(server_name) as server:
        home = fetched(at(server, provider), key_for(server_name))
        abroad = fetched(at(server, provider), key_for(provider))
    assert home.problem is None
    assert len(home.records or []) >= 4
    assert abroad.problem is not None
    assert abroad.problem.status == "auth_failed"


def test_nothing_pulled_is_an_empty_list_and_no_error() -> None:
    with speaking("ollama_empty") as server:
        assert records(server, "ollama") == {}


def test_a_server_that_still_loads_says_so() -> None:
    with speaking("llamacpp_loading") as server:
        answer = read(server, "llamacpp")
    assert answer.problem is not None
    assert answer.problem.status == "unreachable"
    assert "Loading model" in answer.problem.detail

"""models.dev's document is read for what it states; the documents here are ours, in its shape."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.model import Record
from whichmodel.discovery.sources import models_dev


def document(provider: str = "groq", model: str = "m-1", **fields: Any) -> dict[str, Any]:
    return {
        provider: {
            "id": provider,
            "name": "Somebody",
            "env": ["SOMEBODY_API_KEY"],
            "npm": "@ai-sdk/somebody",
            "doc": "https://somebody.example/docs",
            "models": {model: {"id": model, **fields}},
        }
    }


def only(**fields: Any) -> Record:
    ((record,),) = models_dev.read(document(**fields)).values()
    return record


def test_every_stated_field_is_read() -> None:
    assert only(
        name="Model One",
        family="model",
        attachment=True,
        reasoning=True,
        tool_call=True,
        structured_output=False,
        temperature=True,
        knowledge="2025-06",
        release_date="2026-03-09",
        last_updated="2026-04-01",
        modalities={"input": ["text", "image", "pdf"], "output": ["text"]},
        open_weights=True,
        limit={"context": 400_000, "input": 272_000, "output": 128_000},
        cost={"input": 1.25, "output": 10, "cache_read": Decimal("0.125"), "cache_write": 1.5},
        status="beta",
    ) == {
        "model": "m-1",
        "name": "Model One",
        "family": "model",
        "created": "2026-03-09",
        "context_window": 400_000,
        "max_input_tokens": 272_000,
        "max_output_tokens": 128_000,
        "input_modalities": ["file", "image", "text"],
        "output_modalities": ["text"],
        "tools": True,
        "vision": True,
        "reasoning": True,
        "structured_output": False,
        "lifecycle": "preview",
        "price_input": "1.25",
        "price_output": "10",
        "price_cache_read": "0.125",
        "price_cache_write": "1.5",
    }


def test_what_is_not_stated_is_absent() -> None:
    assert only() == {"model": "m-1"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("alibaba", "qwen"),
        ("moonshotai", "moonshot"),
        ("togetherai", "together"),
        ("google", "gemini"),
        ("google-vertex-anthropic", "vertex"),
        ("amazon-bedrock", "bedrock"),
        ("fireworks-ai", "fireworks"),
        ("openai", "openai"),
        ("alibaba-cn", "alibaba-cn"),
    ],
)
def test_their_provider_becomes_ours(theirs: str, ours: str) -> None:
    assert list(models_dev.read(document(theirs))) == [ours]


def test_two_of_their_providers_may_be_one_of_ours() -> None:
    both = {
        **document("google-vertex", "gemini-9"),
        **document("google-vertex-anthropic", "claude-9"),
    }

    assert [record["model"] for record in models_dev.read(both)["vertex"]] == [
        "claude-9",
        "gemini-9",
    ]


@pytest.mark.parametrize("released", ["2025-04", "2025", "soon", "", None, 20250401])
def test_a_release_without_a_day_is_not_known(released: Any) -> None:
    assert "created" not in only(release_date=released)


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("alpha", "preview"),
        ("beta", "preview"),
        ("deprecated", "deprecated"),
        ("new", None),
        (None, None),
    ],
)
def test_a_status_becomes_a_stage(status: Any, stage: str | None) -> None:
    assert only(status=status).get("lifecycle") == stage


def test_tools_may_be_told_in_detail() -> None:
    assert only(tool_call={"supported": True, "streaming": False})["tools"] is True
    assert "tools" not in only(tool_call={"streaming": False})


def test_a_cost_of_zero_is_a_price_only_where_the_model_is_called_free() -> None:
    assert "price_input" not in only(cost={"input": 0})
    assert only(model="m-1:free", cost={"input": 0})["price_input"] == "0"


def test_a_limit_of_zero_is_not_known() -> None:
    assert only(limit={"context": 0, "output": 0}) == {"model": "m-1"}


def test_the_key_is_the_id_where_a_model_has_none() -> None:
    assert models_dev.read({"groq": {"models": {"a/b": {}}}}) == {"groq": [{"model": "a/b"}]}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELD = st.sampled_from(["id", "limit", "cost", "modalities", "tool_call", "status", "name"])
MODELS = st.dictionaries(st.text(max_size=8), JSON | st.dictionaries(FIELD, JSON))


@given(st.dictionaries(st.text(max_size=8), JSON | st.fixed_dictionaries({"models": MODELS})))
def test_nonsense_is_never_fatal(nonsense: dict[str, Any]) -> None:
    for records in models_dev.read(nonsense).values():
        names = [record["model"] for record in records]
        assert names == sorted(set(names))

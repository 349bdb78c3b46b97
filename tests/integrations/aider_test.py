"""aider's two questions, answered in the shapes of aider and LiteLLM."""

import json
from pathlib import Path
from typing import Any

import pytest
from configs.loading import loaded
from homes import Home
from hypothesis import given, settings
from hypothesis import strategies as st

from whichmodel.discovery import api
from whichmodel.integrations.aider import fuzzy_match_models, model_info

LOADER = Path(__file__).parent / "loaders/aider_models.py"
OSS = "groq/openai/gpt-oss-120b"
TYPES: dict[str, type | tuple[type, ...]] = {
    "key": str, "litellm_provider": str, "mode": str,
    "max_tokens": int, "max_input_tokens": int, "max_output_tokens": int,
    "input_cost_per_token": (int, float), "output_cost_per_token": (int, float),
    "cache_read_input_token_cost": (int, float), "cache_creation_input_token_cost": (int, float),
    "supports_function_calling": bool, "supports_vision": bool, "supports_reasoning": bool,
    "supports_response_schema": bool,
}  # fmt: skip


@pytest.mark.usefixtures("home")
def test_strings_of_chat_models_with_these_letters_are_found_in_order() -> None:
    found = fuzzy_match_models("GPT-OSS-120b")
    assert OSS in found
    assert found == sorted(found)
    assert all("gpt-oss-120b" in string.lower() for string in found)
    assert "openai/text-embedding-3-large" not in fuzzy_match_models("embedding")


@pytest.mark.usefixtures("home")
def test_a_misspelt_name_finds_what_was_meant() -> None:
    found = fuzzy_match_models("groq/openai/gpt-os-120b")
    assert OSS in found
    assert len(found) <= 3
    assert fuzzy_match_models("zzzzqqqqxxxx") == []


@pytest.mark.usefixtures("home")
def test_a_model_is_told_in_litellms_words() -> None:
    info = model_info(OSS)
    (model,) = api.show(OSS).models
    assert model.price
    assert info["litellm_provider"] == "groq"
    assert info["mode"] == "chat"
    assert info["max_input_tokens"] == model.context_window
    assert info["input_cost_per_token"] * 1e6 == pytest.approx(float(model.price.input or 0))
    assert info["supports_function_calling"] is True


def test_what_nobody_states_is_absent(home: Home) -> None:
    home.configure(corp={"base_url": "http://127.0.0.1:9/v1"})
    known = [model for model in api.list_models(kind="all").models if model.price is None]
    for model in known[:100]:
        info = model_info(model.id)
        assert "input_cost_per_token" not in info
        assert None not in info.values()
    assert model_info("corp/unheard-of") == model_info("unheard-of") == {}


@pytest.mark.usefixtures("home")
def test_where_only_the_window_is_stated_that_much_goes_in() -> None:
    models = api.list_models("openrouter").models
    model = next(each for each in models if each.context_window and not each.max_input_tokens)
    assert model_info(model.id)["max_input_tokens"] == model.context_window


@pytest.mark.usefixtures("home")
def test_a_bare_name_is_told_of_the_provider_it_is_routed_to() -> None:
    assert model_info("gpt-4o")["litellm_provider"] == "openai"
    assert model_info("claude-opus-4-5")["key"] == "anthropic/claude-opus-4-5"


@settings(max_examples=25)
@given(st.one_of(st.text(max_size=30), st.none(), st.integers()))
def test_whatever_the_name_is_nothing_is_raised(name: Any) -> None:
    assert isinstance(fuzzy_match_models(name), list)
    assert isinstance(model_info(name), dict)


def test_with_a_broken_configuration_nothing_is_known_and_nothing_raised(home: Home) -> None:
    home.config.write_text("this is not [a configuration")
    assert (fuzzy_match_models("gpt"), model_info("gpt-4o")) == ([], {})


@pytest.mark.slow
@pytest.mark.target
@pytest.mark.usefixtures("home")
def test_shapes_and_types_are_those_of_the_real_aider() -> None:
    theirs = loaded("aider", str(LOADER), "gpt-4o", "gpt-oss-120b")
    assert theirs["signature"] == "(name)"
    for name, info in theirs["info"].items():
        ours = model_info(name)
        shared = {field for field in ours.keys() & info.keys() if info[field] is not None}
        assert {"max_input_tokens", "input_cost_per_token", "mode"} <= shared
        for field in shared:
            assert isinstance(info[field], TYPES[field]), field
            assert isinstance(ours[field], TYPES[field]), field
        assert ours.keys() <= TYPES.keys()
        assert ours["litellm_provider"] == info["litellm_provider"]
        assert ours["mode"] == info["mode"]
    assert all(isinstance(string, str) for string in theirs["matches"])
    assert set(theirs["matches"]) & set(fuzzy_match_models("gpt-oss-120b"))
    assert json.dumps(model_info("gpt-4o"))

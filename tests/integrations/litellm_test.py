"""LiteLLM's `get_valid_models`: its arguments, strings that it takes, and who is asked when."""

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import litellm
import pytest
from homes import Home, key_for
from hypothesis import given
from hypothesis import strategies as st
from servers import liar, providers

from whichmodel.integrations.litellm import get_valid_models

GIVEN = "canary-given-81b20c"


def test_the_arguments_are_those_of_the_real_one() -> None:
    ours, theirs = (
        inspect.signature(function).parameters
        for function in (get_valid_models, litellm.get_valid_models)
    )
    assert list(ours) == list(theirs)
    assert [each.default for each in ours.values()] == [each.default for each in theirs.values()]


@pytest.mark.usefixtures("home")
def test_without_keys_there_is_no_provider_and_with_one_there_is_its_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert get_valid_models() == []
    monkeypatch.setenv("GROQ_API_KEY", key_for("groq"))
    assert {string.partition("/")[0] for string in get_valid_models()} == {"groq"}
    monkeypatch.setenv("TOGETHER_API_KEY", key_for("together"))
    assert {string.partition("/")[0] for string in get_valid_models()} == {"groq", "together_ai"}


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("name", ["groq", "together_ai", "anthropic", "openai", "vertex_ai"])
def test_litellm_takes_the_strings_for_the_provider_that_was_named(name: str) -> None:
    found = get_valid_models(custom_llm_provider=name)
    assert found
    for string in found:
        _, provider, _, _ = litellm.get_llm_provider(string)
        assert provider in (name, *(["vertex_ai_beta"] if name == "vertex_ai" else []))
    static = litellm.get_valid_models(custom_llm_provider=name)
    assert all(isinstance(string, str) for string in [*found, *static])


def test_providers_are_asked_only_where_it_is_wished(
    home: Home, serve: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(liar.listed("of-today"))
    home.configure(groq={"base_url": server.origin + "/v1"})
    monkeypatch.setenv("GROQ_API_KEY", key_for("groq"))
    assert "groq/of-today" not in get_valid_models()
    assert server.requests == []
    assert get_valid_models(check_provider_endpoint=True) == ["groq/of-today"]
    assert get_valid_models() == ["groq/of-today"]
    assert len(server.requests) == 1


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("as_parameters", [False, True])
def test_a_key_and_an_address_that_are_given_are_used(serve: Any, as_parameters: bool) -> None:
    server = serve(liar.listed("of-today"))
    told = {"api_key": GIVEN, "api_base": server.origin + "/v1"}
    arguments = {"litellm_params": SimpleNamespace(**told)} if as_parameters else told
    found = get_valid_models(True, "openai", **arguments)
    assert found == ["openai/of-today"]
    assert [asked.headers["authorization"] for asked in server.requests] == [f"Bearer {GIVEN}"]


def test_a_key_is_not_sent_where_its_address_does_not_count(home: Home, serve: Any) -> None:
    configured, given_ = serve(liar.listed("theirs")), serve(liar.listed("ours"))
    home.configure(openai={"base_url": configured.origin + "/v1"})
    told = {"api_key": GIVEN, "api_base": given_.origin + "/v1"}
    assert "openai/theirs" not in get_valid_models(True, "openai", **told)
    assert get_valid_models(True, "gemini", **told)  # reads no address from the environment
    assert configured.requests == given_.requests == []


def test_all_kinds_are_listed_as_in_litellm(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with providers.speaking("groq") as server:
        home.configure(groq={"base_url": server.origin + "/openai/v1"})
        monkeypatch.setenv("GROQ_API_KEY", providers.key_for("groq"))
        found = get_valid_models(check_provider_endpoint=True)
    assert {"groq/whisper-acme-v3", "groq/llama-acme-70b-versatile"} <= set(found)


@pytest.mark.slow
def test_who_never_answers_leaves_what_is_known(home: Home, serve: Any) -> None:
    home.configure(groq={"base_url": serve(liar.hang()).origin + "/v1"})
    assert get_valid_models(True, "groq", api_key=GIVEN)
    assert GIVEN.encode() not in home.files()


NAMES = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.sampled_from(["groq", "xai"]))


@given(NAMES, NAMES, NAMES)
def test_whatever_is_given_nothing_is_raised(name: Any, key: Any, base: Any) -> None:
    assert isinstance(get_valid_models(None, name, None, key, base), list)


def test_with_a_broken_configuration_the_list_is_empty(home: Home) -> None:
    home.config.write_text("this is not [a configuration")
    assert get_valid_models() == []

"""One offer's string as other tools spell it, without asking any list."""

import json
from typing import Any

import pytest
from commands import Run
from homes import Home

from whichmodel.discovery.catalogue.translate import ECOSYSTEMS


def translated(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("translate", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    document: dict[str, Any] = json.loads(ran.out)
    return document


def test_every_tool_has_its_line(run: Run) -> None:
    ran = run("translate", "together/moonshotai/Kimi-K2")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.lines] == list(ECOSYSTEMS)
    told = dict(line.split(maxsplit=1) for line in ran.lines)
    assert told["litellm"] == "together_ai/moonshotai/Kimi-K2"
    assert told["pydantic-ai"] == "together:moonshotai/Kimi-K2"
    assert told["sdk"] == "moonshotai/Kimi-K2"


@pytest.mark.parametrize(
    ("typed", "tool", "string"),
    [
        ("qwen/qwen3.8-max", "litellm", "dashscope/qwen3.8-max"),
        ("dashscope/qwen3.8-max", "models.dev", "alibaba/qwen3.8-max"),
        ("Together AI/a/b", "models.dev", "togetherai/a/b"),
        ("openrouter/openai/gpt-oss-120b:free", "openrouter", "openai/gpt-oss-120b:free"),
        ("claude-sonnet-9", "pydantic-ai", "anthropic:claude-sonnet-9"),
        ("groq/of-this-minute", "massgen", 'type: groq, model: "of-this-minute"'),
    ],
)
def test_one_tool_is_the_string_alone(run: Run, typed: str, tool: str, string: str) -> None:
    ran = run("translate", typed, "--to", tool)
    assert (ran.code, ran.out, ran.err) == (0, f"{string}\n", "")
    assert translated(run, typed, "--to", tool)["strings"] == {tool: string}


def test_a_model_that_nobody_lists_is_translated_like_any_other(run: Run) -> None:
    document = translated(run, "groq/of/this-minute")
    assert (document["provider"], document["model"]) == ("groq", "of/this-minute")
    assert {tool for tool, string in document["strings"].items() if string is None} == {
        "openrouter"
    }


def test_what_a_tool_does_not_know_is_null_with_the_reason(run: Run) -> None:
    document = translated(run, "cloudflare/@cf/meta/llama-4")
    unknown = {tool for tool, string in document["strings"].items() if string is None}
    assert unknown == document["reasons"].keys()
    assert "pydantic-ai" in unknown
    assert document["reasons"]["pydantic-ai"].startswith("pydantic-ai does not know cloudflare")

    ran = run("translate", "cloudflare/@cf/meta/llama-4", "--to", "pydantic-ai")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"whichmodel: {document['reasons']['pydantic-ai']}\n"


@pytest.mark.parametrize("typed", ["who-knows", "nobody/nothing", "/"])
def test_without_a_provider_litellm_gets_the_string_as_it_is(run: Run, typed: str) -> None:
    document = translated(run, typed)
    assert document["provider"] is None
    assert document["strings"] == {**dict.fromkeys(ECOSYSTEMS), "litellm": typed}
    assert all("prefix" in why for why in document["reasons"].values())


@pytest.mark.parametrize("typed", ["", " ", "groq/"])
def test_a_string_without_a_model_is_a_usage_error(run: Run, typed: str) -> None:
    ran = run("translate", typed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "whichmodel: the string names no model\n"


def test_a_provider_of_ones_own_has_a_string_for_litellm(run: Run, home: Home) -> None:
    home.configure(corp={"base_url": "https://llm.corp.example/v1", "litellm_prefix": "openai"})
    document = translated(run, "corp/llama")
    assert document["strings"]["litellm"] == "openai/llama"
    assert document["strings"]["models.dev"] is None


def test_a_string_that_a_terminal_would_obey_is_not_repeated_to_it(run: Run) -> None:
    ran = run("translate", "groq/x\x1b]0;title\x07")
    assert all(line.isprintable() for line in ran.lines)

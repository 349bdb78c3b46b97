"""A string in, a route out: for every string, by its characters alone, as LiteLLM would read it."""

import copy
import doctest
import json
import os
import pickle
import runpy
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.routing import (
    HUB_ORGANISATIONS,
    NAME_BEGINNINGS,
    PREFIX_ALIASES,
    PREFIXES,
    Route,
    route,
)

ROOT = Path(__file__).parents[1]
MAKER = ROOT / "tests" / "data" / "make_routing.py"
PAGE = ROOT / "docs" / "reference" / "routing.md"
SAMPLE = ROOT.parent / "shared" / "data" / "routing.sample.jsonl"


def read_rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


HEADER, *ROWS = read_rows((ROOT / "tests" / "data" / "routing.jsonl").read_text(encoding="utf-8"))

# The providers that LiteLLM's map of models makes of a known prefix: (ours, LiteLLM's).
BY_THE_MAP = {("ai21", "ai21_chat"), ("azure", "openai"), ("cohere", "cohere_chat")}

names = st.text(min_size=1).filter(lambda text: "/" not in text)
rests = st.text() | st.sampled_from(
    ["claude-2", "us-east-1/x", "us-east-1/", "chat/id/model", "agent/id/a/b", "a/b"]
)
prefixes = st.sampled_from(sorted(PREFIXES))
aliases = st.sampled_from(sorted(PREFIX_ALIASES))
bare = st.builds("".join, st.tuples(st.sampled_from(sorted(NAME_BEGINNINGS)), names))
strings = (
    st.text()
    | bare
    | st.builds("/".join, st.tuples(prefixes | aliases | names, rests))
    | st.builds("{}.{}".format, st.sampled_from(["amazon", "us.anthropic", "us"]), names)
).filter(lambda text: text.strip() != "")


# Routes as people meet them


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("groq/x", Route("groq", "x", "groq/x", "prefix")),
        ("groq/", Route("groq", "", "groq/", "prefix")),
        ("openrouter/a/b:free", Route("openrouter", "a/b:free", "openrouter/a/b:free", "prefix")),
        ("together/x", Route("together_ai", "x", "together_ai/x", "prefix alias")),
        ("qwen/qwen-max", Route("dashscope", "qwen-max", "dashscope/qwen-max", "prefix alias")),
        ("kimi/k", Route("moonshot", "k", "moonshot/k", "prefix alias")),
        ("Groq/x", Route("groq", "x", "groq/x", "prefix alias")),
        ("TOGETHER/x", Route("together_ai", "x", "together_ai/x", "prefix alias")),
        (
            "claude-sonnet-9",
            Route("anthropic", "claude-sonnet-9", "anthropic/claude-sonnet-9", "name"),
        ),
        ("gpt-99", Route("openai", "gpt-99", "openai/gpt-99", "name")),
        ("o3", Route("openai", "o3", "openai/o3", "name")),
        ("gemini-9", Route("gemini", "gemini-9", "gemini/gemini-9", "name")),
        ("ft:gpt-4o:me::1", Route("openai", "ft:gpt-4o:me::1", "openai/ft:gpt-4o:me::1", "name")),
        ("amazon.x-v1:0", Route("bedrock", "amazon.x-v1:0", "bedrock/amazon.x-v1:0", "name")),
        ("nobody/x", Route(None, "nobody/x", "nobody/x", "none")),
        ("brand-new", Route(None, "brand-new", "brand-new", "none")),
    ],
)
def test_a_string_leads_where_the_rules_say(model: str, expected: Route) -> None:
    assert route(model) == expected


@pytest.mark.parametrize(
    "model",
    [
        "llama3:8b",
        "deepseek-r1:7b",
        "gpt-oss:20b",
        "mistral:latest",
        "openai:gpt-4o",
        "gpt-oss-120b",
        "o3de",
        "DeepSeek-V3",
        "Qwen/Qwen3-32B",
        "mistralai/Mixtral-8x7B-Instruct-v0.1",
        "groq",
        "us.example",
        "/x",
        " groq/x",
    ],
)
def test_what_may_mean_something_else_is_left_untouched(model: str) -> None:
    assert route(model) == Route(None, model, model, "none")


@pytest.mark.parametrize("model", ["", " ", "\t\n", "\u3000"])
def test_an_empty_string_is_refused_with_advice_on_one_line(model: str) -> None:
    with pytest.raises(ValueError, match=r"^the model string is empty: pass one such as .*$"):
        route(model)


@pytest.mark.parametrize("model", [None, 3, b"groq/x", ["groq/x"]])
def test_what_is_not_a_string_is_a_type_error(model: Any) -> None:
    with pytest.raises(TypeError, match=type(model).__name__):
        route(model)


# Promises for every string


@given(strings)
def test_routing_what_was_routed_changes_nothing(model: str) -> None:
    first = route(model)
    again = route(first.litellm_model)
    assert (again.provider, again.model, again.litellm_model) == (
        first.provider,
        first.model,
        first.litellm_model,
    )


@given(strings)
def test_no_character_of_the_name_is_lost(model: str) -> None:
    routed = route(model)
    prefix, _, rest = model.partition("/")
    expected = {
        "prefix": model,
        "prefix alias": f"{PREFIX_ALIASES.get(prefix.lower(), prefix.lower())}/{rest}",
        "name": f"{routed.litellm_model.partition('/')[0]}/{model}",
        "none": model,
    }
    assert routed.litellm_model == expected[routed.rule]


@given(strings)
def test_provider_and_model_make_up_the_string_but_for_three_oddities(model: str) -> None:
    routed = route(model)
    if routed.provider is None:
        assert routed.model == routed.litellm_model == model
    elif f"{routed.provider}/{routed.model}" != routed.litellm_model:
        prefix = routed.litellm_model.partition("/")[0]
        assert prefix in {"anthropic", "bedrock_mantle", "ragflow"}
        assert routed.litellm_model.endswith(routed.model)


@given(strings)
def test_a_provider_is_always_a_prefix_that_litellm_knows(model: str) -> None:
    assert route(model).provider in PREFIXES | {None}


@given(prefixes, rests)
def test_a_known_prefix_is_handed_over_as_it_is(prefix: str, rest: str) -> None:
    routed = route(f"{prefix}/{rest}")
    assert (routed.litellm_model, routed.rule) == (f"{prefix}/{rest}", "prefix")


@given(names, rests)
def test_an_unknown_prefix_is_no_reason_to_refuse(prefix: str, rest: str) -> None:
    assert route(f"{prefix}/{rest}").litellm_model.endswith(f"/{rest}")


# A route is a value


def test_a_route_is_equal_to_another_of_the_same_parts_and_hashes_alike() -> None:
    assert route("groq/x") == Route("groq", "x", "groq/x", "prefix") != route("groq/y")
    assert len({route("groq/x"), route("groq/x"), route("groq/y")}) == 2
    assert route("groq/x") != ("groq", "x", "groq/x", "prefix")


def test_a_route_cannot_be_changed() -> None:
    routed = route("groq/x")
    with pytest.raises(AttributeError, match="model"):
        routed.model = "y"
    with pytest.raises(AttributeError, match="model"):
        del routed.model
    with pytest.raises(AttributeError):
        routed.note = "y"
    assert routed == route("groq/x")


def test_a_route_shows_what_it_is_made_of() -> None:
    routed = route("groq/x")
    assert repr(routed) == (
        "Route(provider='groq', model='x', litellm_model='groq/x', rule='prefix')"
    )
    assert eval(repr(routed)) == routed


def test_a_route_can_be_copied_pickled_and_matched() -> None:
    routed = route("groq/x")
    assert copy.deepcopy(routed) == pickle.loads(pickle.dumps(routed)) == routed
    match routed:
        case Route(provider, model, _, _):
            assert (provider, model) == ("groq", "x")


# The tables


def test_an_alias_is_lower_case_unknown_to_litellm_and_leads_to_what_it_knows() -> None:
    assert [alias for alias in PREFIX_ALIASES if alias != alias.lower()] == []
    assert PREFIX_ALIASES.keys() & PREFIXES == set()
    assert set(PREFIX_ALIASES.values()) <= PREFIXES
    assert list(PREFIX_ALIASES) == sorted(PREFIX_ALIASES)


def test_a_capital_of_a_hub_organisation_is_needed_only_where_an_alias_would_take_it() -> None:
    assert {name.lower() for name in HUB_ORGANISATIONS} <= PREFIX_ALIASES.keys()


def test_no_beginning_of_a_name_is_hidden_by_one_above_it() -> None:
    seen: list[str] = []
    for beginning in NAME_BEGINNINGS:
        assert [above for above in seen if beginning.startswith(above)] == []
        seen.append(beginning)
    assert {prefix for prefix in NAME_BEGINNINGS.values() if prefix} <= PREFIXES


# Agreement with LiteLLM, from a record of its answers


def test_every_known_prefix_is_in_the_record_and_the_reverse() -> None:
    assert sorted(PREFIXES) == HEADER["prefixes"]


def test_a_known_prefix_is_read_as_litellm_reads_it_unless_its_map_decides() -> None:
    known = [r for r in ROWS if "/" in r["model"] and r["model"].partition("/")[0] in PREFIXES]
    assert len(known) > 5 * len(PREFIXES)
    other = [(route(row["model"]), row) for row in known if not agrees(row)]
    assert {(ours.provider, row["provider"]) for ours, row in other} == BY_THE_MAP
    assert [row for ours, row in other if ours.litellm_model != row["model"]] == []


def test_litellm_refuses_every_string_that_an_alias_rewrites() -> None:
    rewritten = [row for row in ROWS if route(row["model"]).rule == "prefix alias"]
    assert {row["model"].partition("/")[0] for row in rewritten} >= PREFIX_ALIASES.keys()
    assert [row for row in rewritten if row["provider"] is not None] == []


def test_a_name_that_litellm_knows_goes_elsewhere_only_from_vertex_to_gemini() -> None:
    named = [(route(row["model"]), row) for row in ROWS if row["provider"]]
    other = {
        (ours.provider, row["provider"])
        for ours, row in named
        if ours.rule == "name" and not agrees(row)
    }
    assert other == {("gemini", "vertex_ai")}


def agrees(row: dict[str, Any]) -> bool:
    """Whether we read the string as LiteLLM did, or it refused it and there is nothing to match."""
    ours = route(row["model"])
    return row["provider"] is None or (ours.provider, ours.model) == (
        row["provider"],
        row["stripped"],
    )


@pytest.mark.skipif(not SAMPLE.exists(), reason="the independent sample is not here")
def test_an_independent_sample_agrees() -> None:
    rows = read_rows(SAMPLE.read_text(encoding="utf-8"))
    asked = [row for row in rows if row["custom_llm_provider"] is None and row["api_base"] is None]
    assert len(asked) > 30
    for row in asked:
        assert agrees({**row, "stripped": row["stripped_model"]}), row


# Agreement with the LiteLLM that is installed


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What the maker of the record prints when run with the installed LiteLLM."""
    if find_spec("litellm") is None:
        pytest.skip("litellm is not installed")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path_factory.mktemp("home"))}
    environment["PYTHONPATH"] = str(ROOT / "src")
    ran = subprocess.run(
        [sys.executable, MAKER, "--print"], env=environment, capture_output=True, check=True
    )
    return read_rows(ran.stdout.decode())


def test_the_installed_litellm_knows_the_same_prefixes(installed: list[dict[str, Any]]) -> None:
    known = set(installed[0]["prefixes"])
    assert (sorted(known - PREFIXES), sorted(PREFIXES - known)) == ([], [])


def test_the_record_is_what_its_litellm_says(installed: list[dict[str, Any]]) -> None:
    if version("litellm") != HEADER["litellm"]:
        pytest.skip(f"the record is of LiteLLM {HEADER['litellm']}")
    assert installed == [HEADER, *ROWS]


# The page


def test_the_tables_of_the_page_are_those_of_the_code_and_the_record() -> None:
    maker = runpy.run_path(str(MAKER))
    text = PAGE.read_text(encoding="utf-8")
    assert text == maker["page"](text, maker["tables"](ROWS))


def test_the_examples_of_the_page_are_true() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 0
    assert outcome.failed == 0

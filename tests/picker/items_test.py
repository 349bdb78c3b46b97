"""Which names are snapshots of which, and who passes which switch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picker.lists import priced
from samples import catalogue, model, provider

from whichmodel.picker.items import aliases, collected, is_mine


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("openai/gpt-5.5-2026-04-23", "openai/gpt-5.5"),
        ("anthropic/claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"),
        ("vertex_ai/claude-sonnet-4-5@20250929", "vertex_ai/claude-sonnet-4-5"),
        ("openai/gpt-4-0613", "openai/gpt-4"),
        ("moonshot/kimi-k2-0905", "moonshot/kimi-k2"),
        ("mistral/mistral-large-2411", "mistral/mistral-large-latest"),
        ("cohere/command-r-08-2024", "cohere/command-r"),
    ],
)
def test_a_dated_name_is_a_snapshot_of_the_undated_one(name: str, alias: str) -> None:
    assert aliases([name, "x/other", alias]) == (2, -1, -1)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("a/gpt-5.5-2026-04-23", "b/gpt-5.5"),
        ("a/llama-3.1-405b", "a/llama-3.1"),
        ("a/model-1500", "a/model"),
        ("a/gpt-4-32k", "a/gpt-4"),
        ("a/kimi-k2-0905", "a/kimi"),
        ("a/gpt-5-20251307", "a/gpt-5"),
    ],
)
def test_what_is_no_date_of_the_same_name_stands_alone(name: str, other: str) -> None:
    assert aliases([name, other]) == (-1, -1)


@given(st.lists(st.from_regex(r"\A[ab](-0905|-2411|-2026-04-23|-latest){0,3}\Z"), unique=True))
def test_an_alias_is_never_a_snapshot_itself(ids: list[str]) -> None:
    found = aliases(ids)
    assert all(alias == -1 or found[alias] == -1 for alias in found)
    assert all(alias != number for number, alias in enumerate(found))


def test_the_unknown_passes_no_switch() -> None:
    known = catalogue(
        model("a/one"),
        model("a/two", tools=True, vision=False, price=priced("0", "0.0")),
        model("a/three", tools=False, vision=True, price=priced("0", None)),
        providers=(provider("a", key_found=False),),
    )
    able = {name: list(flags) for name, flags in collected(known).able.items()}
    assert able == {
        "tools": [False, True, False],
        "vision": [False, False, True],
        "free": [False, True, False],
        "mine": [False, False, False],
    }


def test_mine_is_a_key_that_is_set_or_a_server_of_ones_own_that_answered() -> None:
    assert is_mine(provider(key_found=True))
    assert not is_mine(provider(key_found=False))
    assert is_mine(provider(key_found=False, listing="local"))
    assert not is_mine(provider(key_found=False, listing="local", source="none"))
    assert not is_mine(None)


def test_models_of_a_provider_stay_together_in_their_order() -> None:
    known = catalogue(model("a/1"), model("b/1"), model("a/2"), model("b/2"))
    assert [row.name for row in collected(known).rows] == ["a/1", "a/2", "b/1", "b/2"]

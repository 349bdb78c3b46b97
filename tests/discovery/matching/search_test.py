"""The model that was meant stands first, whatever was typed."""

from random import Random

import entries
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.matching.index import Entry, build
from whichmodel.discovery.matching.search import models as searched
from whichmodel.discovery.matching.search import search

INDEX = entries.index()
LISTED = [entry for entry in entries.entries() if entry.source != "dropped"]


def first(words: str) -> str:
    return search(INDEX, words)[0].entry.id


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sonet 4.5", "anthropic/claude-sonnet-4-5"),
        ("4-5 sonnet bedrock", "bedrock/anthropic.claude-sonnet-4-5-20250929-v1:0"),
        ("opus 4.1", "anthropic/claude-opus-4-1-20250805"),
        ("gpt5 mini", "openai/gpt-5-mini"),
        ("gpt 4.1", "openai/gpt-4.1"),
        ("qwen3 coder 480b", "together_ai/Qwen/Qwen3-Coder-480B-A35B-Instruct"),
        ("kimi k2 groq", "groq/moonshotai/kimi-k2-instruct"),
        ("groq/kimi", "groq/moonshotai/kimi-k2-instruct"),
        ("llama 3.3 70b together", "together_ai/meta-llama/Llama-3.3-70B-Instruct-Turbo"),
        ("gemini flash", "gemini/gemini-2.0-flash"),
        ("deepseek r1", "deepseek/deepseek-reasoner"),
        ("embed small", "openai/text-embedding-3-small"),
    ],
)
def test_what_was_meant_is_first(words: str, meant: str) -> None:
    assert first(words) == meant


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: entry.id)
def test_an_exact_id_is_first(entry: entries.Entry) -> None:
    assert first(entry.id) == entry.id


def test_of_a_family_the_newest_is_first() -> None:
    assert first("sonnet") == "anthropic/claude-sonnet-5-5"


def test_the_makers_own_offer_is_first_even_when_it_will_be_retired() -> None:
    own = Entry("xai/grok-3", "xai", "grok-3", status="deprecated")
    others = [Entry(f"{host}/grok-3", host, "grok-3") for host in ("aihubmix", "openrouter")]
    found = [hit.entry.provider for hit in search(build([*others, own]), "grok 3")]
    assert found == ["xai", "openrouter", "aihubmix"]


def test_an_alias_is_before_its_snapshots_and_both_before_a_batch_price() -> None:
    names = ("gpt-4o:batch", "gpt-4o-2024-08-06", "gpt-4o")
    index = build([Entry(f"openai/{name}", "openai", name) for name in names])
    assert [hit.entry.model for hit in search(index, "gpt 4o")] == list(reversed(names))


def test_a_day_that_a_single_source_states_does_not_make_a_model_the_newest() -> None:
    known = [
        Entry("moonshot/kimi-k3", "moonshot", "kimi-k3", created="2026-07-16", witnesses=3),
        Entry("tencent/kimi-k2.8", "tencent", "kimi-k2.8", created="2026-11-01", witnesses=1),
    ]
    assert search(build(known), "kimi")[0].entry.model == "kimi-k3"


@pytest.mark.parametrize("words", ["kimi tools groq", "gpt 4", "free", ""])
def test_the_models_alone_are_those_of_the_hits(words: str) -> None:
    assert searched(INDEX, words) == [hit.entry for hit in search(INDEX, words, None)]


def test_what_is_retired_comes_after_what_is_current() -> None:
    found = [hit.entry for hit in search(INDEX, "claude sonnet") if "sonnet" in hit.entry.model]
    assert [entry.status == "retired" for entry in found] == [False] * (len(found) - 1) + [True]


def test_what_the_own_key_lists_comes_before_what_is_merely_catalogued() -> None:
    assert first("llama 3.3 70b") == "groq/llama-3.3-70b-versatile"


def test_a_family_alone_means_what_says_no_more_at_its_maker() -> None:
    names = ("codestral-embed", "codestral-mamba-latest", "codestral-latest")
    known = [Entry(f"mistral/{name}", "mistral", name) for name in names]
    assert search(build(known), "codestral")[0].entry.model == "codestral-latest"


def test_the_same_version_elsewhere_is_before_another_version_here() -> None:
    hits = search(INDEX, "gpt 5 azure")
    assert [hit.entry.id for hit in hits[:1]] == ["openai/gpt-5"]
    assert search(INDEX, "gpt 4.1 azure")[0].entry.id == "azure/gpt-4.1"


def test_another_version_is_another_model() -> None:
    hits = {hit.entry.model: hit.score for hit in search(INDEX, "gpt 4.1")}
    assert hits["gpt-4.1"] > max(score for model, score in hits.items() if model != "gpt-4.1")


def test_filters_leave_out_what_is_not_known_to_fulfil_them() -> None:
    assert [hit.entry.id for hit in search(INDEX, "tools >200k")] == ["openai/gpt-5-mini"]
    assert [hit.entry.id for hit in search(INDEX, "llama free")] == [
        "openrouter/meta-llama/llama-3.3-70b-instruct:free"
    ]
    assert {hit.entry.provider for hit in search(INDEX, "provider:groq")} == {"groq"}


def test_every_hit_says_why_it_is_there() -> None:
    hit = search(INDEX, "kimi tools groq")[0]
    assert hit.reasons == ("has kimi", "at groq", "known for tools")
    assert all(hit.reasons for hit in search(INDEX, "sonet 4.5"))
    assert "sonnet for sonet" in search(INDEX, "sonet 4.5")[0].reasons


def test_what_catalogues_dropped_is_not_searched_for() -> None:
    assert "gpt-4-vision-preview" not in {hit.entry.model for hit in search(INDEX, "gpt 4 vision")}


def test_no_words_and_an_empty_index_have_no_hits() -> None:
    assert search(INDEX, "") == search(INDEX, " / ") == []
    assert search(build([]), "gpt") == []


def test_at_most_as_many_as_wanted_are_found() -> None:
    assert len(search(INDEX, "gpt", 3)) == 3
    assert len(search(INDEX, "gpt", None)) > 3


@pytest.mark.parametrize("words", ["sonnet 4.5 bedrock", "llama 3.3 70b free", "mini gpt 5"])
def test_the_order_of_words_does_not_change_the_first_hit(words: str) -> None:
    shuffled = words.split()
    for seed in range(6):
        Random(seed).shuffle(shuffled)
        assert first(" ".join(shuffled)) == first(words)


@given(st.text())
def test_any_text_can_be_searched_for(words: str) -> None:
    assert all(0 < hit.score <= 1 for hit in search(INDEX, words))


@given(st.permutations(["claude", "sonnet", "20250929", "bedrock"]))
def test_permuted_words_find_the_same_first(words: list[str]) -> None:
    assert first(" ".join(words)).startswith("bedrock/")

"""What was meant is suggested, and a name that may be somebody's own is left alone."""

import entries
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.matching.index import Entry, build
from whichmodel.discovery.matching.suggest import Suggestion, suggest

INDEX = entries.index()
KNOWN = [entry for entry in entries.entries() if entry.source != "dropped"]


def models(string: str, provider: str | None = None) -> list[str]:
    return [found.model for found in suggest(INDEX, string, provider)]


@pytest.mark.parametrize(
    ("string", "provider", "meant"),
    [
        ("claude-4.5-sonnet", "anthropic", "claude-sonnet-4-5"),
        ("claude-sonet-4-5", "anthropic", "claude-sonnet-4-5"),
        ("claude-sonnet-4-5-20250930", "anthropic", "claude-sonnet-4-5-20250929"),
        ("claude-3-sonnet-20241022", "anthropic", "claude-3-5-sonnet-20241022"),
        ("anthropic.claude-4.5-sonnet-v1:0", "bedrock", KNOWN[15].model),
        ("gtp-4", "openai", "gpt-4"),
        ("gpt4", "openai", "gpt-4"),
        ("gpt-3", "openai", "gpt-3.5-turbo"),
        ("openai::text_embedding_3_small", "openai", "text-embedding-3-small"),
        ("gemini-2.O-flash", "gemini", "gemini-2.0-flash"),
        ("models/gemini-2.5-pro", "gemini", "gemini-2.5-pro"),
        ("ministral-3b", "openrouter", "mistralai/ministral-3b"),
        ("DeepSeek-R1", "deepseek", "deepseek-reasoner"),
        ("gpt-oss-70b", "cerebras", "gpt-oss-120b"),
        ("gptoss120b", "cerebras", "gpt-oss-120b"),
        ("gpt_4o.2024 08 06", "openai", "gpt-4o-2024-08-06"),
        ("gptt-4o", "openai", "gpt-4o"),
        ("anthropic.claude_sonnet_4_5_20250929_v1:0", "bedrock", KNOWN[15].model),
        ("us.anthropic.claude-sonnet-4-5", "anthropic", "claude-sonnet-4-5"),
        ("openai-gpt-5-mini", "openai", "gpt-5-mini"),
        ("claude-opus-4-1-2025", "anthropic", "claude-opus-4-1-20250805"),
        ("gpt-4.2-mini", "openai", "gpt-4o-mini"),
        ("llama-3.2-70b-versatile", "groq", "llama-3.3-70b-versatile"),
    ],
)
def test_what_was_meant_is_first(string: str, provider: str, meant: str) -> None:
    assert models(string, provider)[0] == meant


@pytest.mark.parametrize("string", ["claude-sonet-4-5", "claude-4-reasoner", "gptt-4-mni"])
def test_what_was_asked_before_changes_nothing(string: str) -> None:
    index = entries.index()
    first = suggest(index, string)
    for other in ("claude", "thinking mini sonet", "mni-gptt-reasoner"):
        suggest(index, other)
    assert suggest(index, string) == first == suggest(INDEX, string)


@pytest.mark.parametrize(
    ("string", "provider"),
    [
        ("gpt-7-mini", None),
        ("gpt-7-mini", "openai"),
        ("claude-opus-7", "anthropic"),
        ("acme/llama-3.1-8b-support-v2", None),
        ("ft:gpt-4o-2024-08-06:acme::AbC123", "openai"),
        ("gpt-4.1-prod", "azure"),
        ("gpt-4o-2031-08-06", "openai"),
        ("customer-support-bot", None),
        ("gpt-4o", "a provider that nobody knows"),
        ("", None),
        ("/", "openai"),
    ],
)
def test_a_legitimate_unknown_name_is_left_alone(string: str, provider: str | None) -> None:
    assert suggest(INDEX, string, provider) == []


def test_the_provider_comes_first_and_then_where_else_it_exists() -> None:
    found = suggest(INDEX, "gpt4.1", "azure")
    assert [each.provider for each in found[:2]] == ["azure", "openai"]
    assert found[1].reason == "the same parts; at openai, not azure"


def test_a_wrong_prefix_leads_to_where_the_model_is() -> None:
    found = suggest(INDEX, "openai/claude-sonnet-4-5")
    assert found[0].id == "anthropic/claude-sonnet-4-5"
    assert found[0].reason == "the same name; at anthropic, not openai"


def test_a_misspelt_prefix_is_told() -> None:
    found = suggest(INDEX, "antropic/claude-sonnet-4-5")
    assert found[0].id == "anthropic/claude-sonnet-4-5"
    assert "anthropic/ for antropic/" in found[0].reason


def test_what_replaces_a_retired_model_stands_right_behind_it() -> None:
    first, second, *_ = suggest(INDEX, "gpt3.5-turbo", "openai")
    assert (first.model, first.reason) == ("gpt-3.5-turbo", "the same parts; retired 2026-10-23")
    assert (second.model, second.reason) == ("gpt-5-mini", "replaces gpt-3.5-turbo")


def test_what_catalogues_dropped_is_named_and_marked() -> None:
    found = suggest(INDEX, "gpt-4-vison-preview", "openai")
    assert found[0].model == "gpt-4-vision-preview"
    assert found[0].reason == "vision for vison; no longer in any catalogue"


def test_a_string_that_failed_and_that_nobody_confirms_stands_behind_a_likelier_one() -> None:
    once = Entry("openai/gpt_4o", "openai", "gpt_4o", witnesses=1)
    index = build([*entries.entries(), once])
    found = [each.model for each in suggest(index, "gpt_4o", "openai", limit=9)]
    assert found[0] == "gpt-4o"
    assert "gpt_4o" in found


def of(provider: str, *names: str) -> list[Entry]:
    return [Entry(f"{provider}/{name}", provider, name, witnesses=2) for name in names]


OPENAI = of(
    "openai", "gpt-4", "gpt-4-32k", "gpt-4-turbo", "text-embedding-3-large",
    "text-embedding-ada-002",
)  # fmt: skip
GEMINI = of("gemini", "gemini-3.1-flash-image", "gemini-3-pro-image", "gemini-2.5-flash-image")


@pytest.mark.parametrize(
    ("string", "meant"),
    [
        ("gpt-4-32", "gpt-4-32k"),
        ("text-embedding-ada-02", "text-embedding-ada-002"),
        ("text-embedding-ada-2", "text-embedding-ada-002"),
        ("text-embedding-ada-3-large", "text-embedding-3-large"),
        ("gpt-4-turble", "gpt-4-turbo"),
    ],
)
def test_numbers_cut_short_mixed_names_and_slurred_words_are_understood(
    string: str, meant: str
) -> None:
    assert suggest(build(OPENAI), string, "openai")[0].model == meant


def test_a_word_of_no_other_name_makes_a_name_of_its_own() -> None:
    known = [*OPENAI, *of("elsewhere", "text-embedding-nova-1")]
    assert suggest(build(known), "text-embedding-nova-3-large", "openai") == []


def test_where_a_provider_has_close_names_no_other_provider_is_named() -> None:
    others = of("aihubmix", *(entry.model for entry in GEMINI), "gemini-4-pro")
    found = suggest(build([*GEMINI, *others]), "gemini-3-flash-image", "gemini")
    assert {each.provider for each in found} == {"gemini"}


def test_a_listed_name_of_its_provider_that_was_cut_short_is_completed() -> None:
    index = build(of("databricks", "databricks-gte-large-en", "databricks-llama-4-maverick"))
    found = suggest(index, "databricks-gte-large", "databricks")
    assert [each.model for each in found] == ["databricks-gte-large-en"]
    assert suggest(index, "databricks-my-bot", "databricks") == []


def test_the_same_letters_are_before_a_name_with_a_revision_even_if_dropped() -> None:
    gone = Entry("gemini/gemini-1.0-pro", "gemini", "gemini-1.0-pro", source="dropped", witnesses=0)
    known = [gone, *of("gemini", "gemini-1.0-pro-001")]
    found = suggest(build(known), "gemini.1.0-pro", "gemini")
    assert [each.model for each in found] == ["gemini-1.0-pro", "gemini-1.0-pro-001"]


def test_a_family_without_versions_is_no_reason_to_fail() -> None:
    assert suggest(build([Entry("openai/gpt-x", "openai", "gpt-x")]), "gpt-9", "openai") == []


@pytest.mark.parametrize("entry", KNOWN, ids=lambda entry: entry.id)
def test_a_listed_id_is_suggested_itself_or_not_at_all(entry: entries.Entry) -> None:
    for string, provider in ((entry.id, None), (entry.model, entry.provider)):
        found = suggest(INDEX, string, provider)
        assert [each.id for each in found[:1]] in ([], [entry.id])


def test_at_most_as_many_as_wanted_are_suggested() -> None:
    assert len(suggest(INDEX, "gpt-4", "openai", limit=2)) == 2


@given(st.text(), st.sampled_from([None, "openai", "azure", "nobody"]))
def test_any_string_can_be_asked_about(string: str, provider: str | None) -> None:
    for found in suggest(INDEX, string, provider):
        assert isinstance(found, Suggestion)
        assert 0 < found.score <= 1
        assert found.reason


@given(st.sampled_from("a-1/:.o \u2028\x00\U0001f600"))
def test_a_very_long_string_is_read_in_part(letter: str) -> None:
    suggest(INDEX, letter * 10_000)
    suggest(INDEX, f"claude-{letter}" * 2_000, "anthropic")

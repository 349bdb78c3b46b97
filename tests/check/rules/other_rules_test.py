"""Rules of models that are misspelt, misplaced, or can change."""

from typing import Any

import pytest
from knowledge import Knowledge, case, mention, named

from whichmodel.check.rules import (
    floating_alias,
    stale_table,
    unknown_model,
    wrong_limit,
    wrong_prefix,
    wrong_provider,
)
from whichmodel.discovery.model import Price, Statement
from whichmodel.routing import route

VERSATILE = named("groq/llama-3.3-70b-versatile")
TYPO = "llama-3.3-70b-versatlie"


@pytest.mark.parametrize(
    ("score", "told", "sure"), [(0.96, True, True), (0.7, True, False), (0.5, False, False)]
)
def test_a_misspelling_is_told_of_where_it_is_close(score: float, told: bool, sure: bool) -> None:
    known = Knowledge(VERSATILE, suggestions={TYPO: ("groq/llama-3.3-70b-versatile", score)})
    problem = unknown_model.judge(case(known, mention(f"groq/{TYPO}", "groq")))
    assert (problem is not None) is told
    assert problem is None or (problem.sure, problem.replacement) == (sure, VERSATILE.model)


def test_a_misspelling_of_a_model_that_is_over_is_not_written() -> None:
    over = named("groq/gemma2-9b-it", status="retired", retires_on="2025-10-08")
    known = Knowledge(over, suggestions={"gemma2-9b-itt": ("groq/gemma2-9b-it", 0.97)})
    problem = unknown_model.judge(case(known, mention("gemma2-9b-itt", "groq")))
    assert problem and not problem.sure


def test_what_was_meant_and_is_over_is_named_with_what_replaces_it() -> None:
    over = named(
        "groq/gemma2-9b-it", status="retired", retires_on="2025-10-08", replacement=VERSATILE.model
    )
    suggestions = {"gemma2-9b-itt": ("groq/gemma2-9b-it", 0.97)}
    known = Knowledge(over, VERSATILE, suggestions=suggestions)
    problem = unknown_model.judge(case(known, mention("gemma2-9b-itt", "groq")))
    assert problem and problem.replacement == VERSATILE.model
    assert "did you mean gemma2-9b-it, which is retired: use llama" in problem.message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("BAAI/bge-large-en-v1.5", "cloudflare/@cf/baai/bge-large-en-v1.5"),
        ("eu/gpt-9", "openai/gpt-9"),
        ("yi-34b-chat-0205", "fireworks/yi-34b-chat"),  # far from sure
    ],
)
def test_another_maker_in_front_is_no_correction(text: str, meant: str) -> None:
    known = Knowledge(suggestions={text: (meant, 0.8 if "0205" in text else 1.0)})
    of = mention(text, None, known=False)
    assert unknown_model.judge(case(known, of)) is None


@pytest.mark.parametrize(
    ("text", "provider", "other"),
    [
        ("qwen2.5-coder:7b", "together", {}),  # a tag of a local server
        ("my-deployment", "azure", {}),  # users name them
        ("qwen/qwen3-4b-2507", "qwen", {}),  # weights that anybody may run
        (TYPO, "groq", {"expected": False}),  # nothing says that it is a model
        ("some", "groq", {}),  # the beginning of a family
        ("SOMETHING", "groq", {}),  # in capitals
    ],
)
def test_what_may_be_right_is_let_be(text: str, provider: str, other: dict[str, Any]) -> None:
    of = mention(text, provider, **other)
    near = {of.model or "": (f"{provider}/something", 0.8)}
    assert unknown_model.judge(case(Knowledge(suggestions=near), of)) is None


def test_a_suggestion_of_another_provider_is_no_correction() -> None:
    known = Knowledge(suggestions={"gemma-9b-it": ("together/gemma-9b-it", 1.0)})
    assert unknown_model.judge(case(known, mention("groq/gemma-9b-it", "groq"))) is None


def test_a_whole_own_list_without_the_model_is_enough() -> None:
    known = Knowledge(lists={"groq": {"llama-4"}})
    problem = unknown_model.judge(case(known, mention("groq/anything", "groq")))
    assert problem and problem.message == "groq does not list anything"
    assert unknown_model.judge(case(Knowledge(), mention("groq/anything", "groq"))) is None


def test_a_model_that_its_maker_keeps_is_wrong_where_there_is_nothing_of_the_kind() -> None:
    others = [named(f"groq/llama-{number}") for number in range(12)]
    claude = named("anthropic/claude-opus-4-8")
    wrong = mention("groq/claude-opus-4-8", "groq")
    problem = wrong_provider.judge(case(Knowledge(claude, *others), wrong))
    assert (
        problem and problem.message == "groq does not offer claude-opus-4-8, which is at anthropic"
    )
    has_some = Knowledge(claude, named("groq/claude-haiku-4-5"), *others)
    assert wrong_provider.judge(case(has_some, wrong)) is None
    little_known = Knowledge(claude, *others[:3])
    assert wrong_provider.judge(case(little_known, wrong)) is None


def test_a_provider_that_only_stands_nearby_is_not_certain() -> None:
    others = [named(f"groq/llama-{number}") for number in range(12)]
    known = Knowledge(named("anthropic/claude-opus-4-8"), *others)
    assert wrong_provider.judge(case(known, mention("claude-opus-4-8", "groq"))) is None


def test_new_weights_at_a_host_are_not_wrong() -> None:
    others = [named(f"groq/llama-{number}") for number in range(12)]
    known = Knowledge(named("together/zai-org/GLM-9"), *others)
    assert wrong_provider.judge(case(known, mention("groq/zai-org/GLM-9", "groq"))) is None


def test_a_prefix_that_litellm_does_not_know_is_told_of_with_the_one_it_knows() -> None:
    known = Knowledge(named("together/openai/gpt-oss-120b"), route=route)
    problem = wrong_prefix.judge(case(known, mention("together/openai/gpt-oss-120b", "together")))
    assert problem and (problem.replacement, problem.whole) == (
        "together_ai/openai/gpt-oss-120b",
        True,
    )


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("together_ai/openai/gpt-oss-120b", "together"),
        ("groq/llama-3.3-70b-versatile", "groq"),
        ("together/openai/gpt-oss-120b", "openrouter"),  # an organisation there
        ("nobody/model", None),
    ],
)
def test_right_prefixes_and_other_peoples_strings_are_let_be(
    text: str, provider: str | None
) -> None:
    assert wrong_prefix.judge(case(Knowledge(route=route), mention(text, provider))) is None


def test_nothing_is_said_of_prefixes_where_run_time_is_not_asked() -> None:
    of = mention("together/openai/gpt-oss-120b", "together")
    assert wrong_prefix.judge(case(Knowledge(), of)) is None


def test_an_alias_can_be_pinned_to_its_latest_snapshot_that_stands() -> None:
    known = Knowledge(
        named("openai/gpt-5.4"),
        named("openai/gpt-5.4-2026-03-05"),
        named("openai/gpt-5.4-2026-06-01"),
        named("openai/gpt-5.4-2026-09-01", status="retired", retires_on="2026-10-01"),
    )
    problem = floating_alias.judge(case(known, mention("gpt-5.4", "openai")))
    assert problem and problem.replacement == "gpt-5.4-2026-06-01"
    pinned = mention("gpt-5.4-2026-03-05", "openai")
    assert floating_alias.judge(case(known, pinned)) is None


SIZED = named("groq/gpt-oss-120b", price=Price("0.15", "0.6", None, None))._replace(
    statements=(
        Statement("litellm", "", {"context_window": 131072, "max_output_tokens": 32768}),
        Statement("genai-prices", "", {"price_input": "0.15", "price_output": "0.6"}),
    )
)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("gpt-oss-120b has a 32k context", False),  # the longest answer is 32k
        ("gpt-oss-120b has a 128k context", False),
        ("gpt-oss-120b, context window: 131,072 tokens", False),
        ("gpt-oss-120b, context: 200k", True),
        ("gpt-oss-120b with 1M-token context", True),
        ("gpt-oss-120b costs $0.15 per 1M input tokens", False),
        ("gpt-oss-120b costs $0.25 per million tokens", True),
        ("gpt-oss-120b was released in 2025 with 120 parameters", False),
        ("gpt-oss-120b costs us $40 a month", False),
    ],
)
def test_a_number_is_wrong_where_no_source_states_it(line: str, told: bool) -> None:
    found = wrong_limit.judge(case(Knowledge(SIZED), mention("gpt-oss-120b", "groq"), line=line))
    assert (found is not None) is told


def test_of_a_model_without_numbers_no_number_is_wrong() -> None:
    known = Knowledge(named("groq/new"))
    line = "new, context: 200k, $9 per 1M tokens"
    assert wrong_limit.judge(case(known, mention("new", "groq"), line=line)) is None


def test_each_table_that_would_change_is_told_of_at_its_line() -> None:
    text = "a\r\n| 1 |\r\n"
    told = [(2, "this table would read otherwise today"), (9, "never closed")]
    found = stale_table.judge(text, "a.md", lambda *_: told)
    assert [tuple(each) for each in found] == [
        (2, "| 1 |", "this table would read otherwise today"), (9, "", "never closed"),
    ]  # fmt: skip
    assert stale_table.judge(text, "a.md", lambda *_: []) == []

"""Spellings of one name have the same parts; names of different models have not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.matching.reading import LONGEST, parts

SAME = (
    ("claude-sonnet-4-5", "Claude 4.5 Sonnet", "claude_sonnet_4_5", "claude-4p5-sonnet"),
    ("gpt-4o-mini", "gpt4o-mini", "gpt-4-o-mini", "GPT 4o mini"),
    ("gemini-2.0-flash", "gemini-2.O-flash"),
    ("gpt-oss-120b", "GPT OSS 120B"),
    ("o3-mini", "03-mini"),
    ("claude-sonnet-4-20250514", "claude-4-sonnet-2025-05-14", "claude-4-sonnet@20250514"),
    ("llama3.3:70b", "llama-3.3-70b", "llama-3-3-70B"),
    ("command-r-plus", "command-r+"),
    ("gemini flash 05 20", "gemini-flash-05-20", "gemini-flash-0520"),
    ("mistral-medium-3-5-26-04", "mistral-medium-3.5-2604"),
)
APART = (
    ("gpt-4.1", "gpt-4.5"),
    ("gpt-3.5-turbo", "gpt-5.3-turbo"),
    ("llama-3-8b", "llama-3.8b"),
    ("o4-mini", "4o-mini"),
    ("gpt-4-32k", "gpt-4.32"),
    ("gpt 20 05", "gpt-2005"),
    ("qwen3-30b-a3b", "qwen3-3b-a30b"),
)


@pytest.mark.parametrize("spellings", SAME)
def test_order_separators_and_lookalikes_do_not_matter(spellings: tuple[str, ...]) -> None:
    assert len({frozenset(parts(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), APART)
def test_versions_and_sizes_matter(one: str, other: str) -> None:
    assert set(parts(one)) != set(parts(other))


def test_what_stands_in_front_is_the_owner() -> None:
    assert parts("us.anthropic.claude-v2:1") == ("ous", "oanthropic", "wclaude", "v2.1")
    assert parts("meta-llama/Llama-4") == ("ometa", "ollama", "wllama", "v4")


def test_the_revision_of_a_name_is_no_version() -> None:
    assert parts("amazon.nova-pro-v1:0") == ("oamazon", "wnova", "wpro", "r1")


@given(st.text(max_size=2 * LONGEST))
def test_anything_can_be_read(text: str) -> None:
    found = parts(text)
    assert len(found) == len(set(found))
    assert all(part and part[0] in "wovzdr" for part in found)

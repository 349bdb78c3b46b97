"""A whole string is recognised by its letters, whatever separates them."""

import entries
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.matching.reading import lettered, letters
from whichmodel.discovery.matching.spelling import (
    BEGUN,
    ENTIRE,
    SAME,
    SLIP,
    begun,
    spelling,
    spelt_alike,
)

INDEX = entries.index()
NAMES = [entry.model for entry in entries.entries()]


def spelt(typed: str, name: str) -> float:
    alike = spelt_alike(INDEX, typed)
    number = next(each for each in range(INDEX.count) if INDEX.name(each).text == name)
    return spelling(typed, alike)(number, name)


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("gpt4omini", "gpt-4o-mini", ENTIRE),
        ("claude-4-5-sonnet", "claude-sonnet-4-5", ENTIRE),
        ("llama3.3_70b/versatile", "llama-3.3-70b-versatile", ENTIRE),
        ("kimi-k2-instruct", "moonshotai/kimi-k2-instruct", SAME),
        ("gpt-4o-mni", "gpt-4o-mini", SLIP),
        ("gpt-5o-mini", "gpt-4o-mini", 0.0),
        ("gpt-5", "gpt-4", 0.0),
    ],
)
def test_how_nearly_a_name_is_spelt_as_it_was_typed(typed: str, name: str, value: float) -> None:
    assert spelt(typed, name) == value


def test_the_beginning_of_a_name_is_worth_less_the_more_is_left_out() -> None:
    long, short = "claude-sonnet-4-5-2025", "claude-sonnet"
    name = "claude-sonnet-4-5-20250929"
    assert not begun(long, name)  # a number was cut
    assert 0 < spelt(short, name) < spelt("claude-sonnet-4-5", name) <= BEGUN
    assert begun("claude-son", name)


@given(st.sampled_from(NAMES), st.sampled_from(["", "-", "_", ".", " ", "/"]))
def test_separators_do_not_change_the_letters(name: str, separator: str) -> None:
    written = "".join(separator if char in "-_./: " else char for char in name)
    assert letters(written) == letters(name)


@given(st.text())
def test_any_text_has_letters_or_none(text: str) -> None:
    assert all(len(form) > 1 for form in lettered(text))

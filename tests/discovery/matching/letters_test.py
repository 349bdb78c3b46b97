"""Words are alike as far as few letters differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whichmodel.discovery.matching.letters import distance, likeness

WORDS = st.text("abcd", max_size=8)


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [("sonet", "sonnet", 1), ("flahs", "flash", 1), ("clude", "claude", 1), ("haiku", "haiku", 0)],
)
def test_a_letter_left_out_or_swapped_is_one_error(one: str, other: str, errors: int) -> None:
    assert distance(one, other, 2) == errors


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) == (one == other)


@given(WORDS, WORDS, st.integers(0, 3))
def test_what_is_refused_early_is_too_far(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(distance(one, other, 8), most + 1)


@pytest.mark.parametrize(
    ("typed", "known"), [("gtp", "gpt"), ("gork", "grok"), ("visionn", "vision"),
                         ("reasoner", "reasoning"), ("anthropci", "anthropic"),
                         ("turble", "turbo"), ("lasted", "latest")]
)  # fmt: skip
def test_a_slip_of_the_fingers_is_alike(typed: str, known: str) -> None:
    assert 0.5 < likeness(typed, known) < 1


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("prod", "pro"),
        ("pro", "mini"),
        ("opus", "haiku"),
        ("lambda", "latest"),
        ("turtle", "turbo"),
    ],
)
def test_other_words_are_not(typed: str, known: str) -> None:
    assert likeness(typed, known) == 0

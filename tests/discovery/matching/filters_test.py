"""Filters stand among the words of a search, and leave the words alone."""

import pytest

from whichmodel.discovery.matching.filters import Wish, fulfils, joined, read
from whichmodel.discovery.matching.index import Entry

NAMES = {"groq": "groq", "together_ai": "together"}
ENTRY = Entry("groq/a", "groq", "a", kind="chat", context=128_000, price=0.5)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        (">128k", Wish(min_context=128_000)),
        (">=1m", Wish(min_context=1_000_000)),
        ("<$1", Wish(max_price=1.0)),
        ("<1$", Wish(max_price=1.0)),
        ("<0.5", Wish(max_price=0.5)),
        ("provider:together_ai", Wish(providers=frozenset(["together"]))),
        ("kind:embedding status:active", Wish(kind="embedding", status="active")),
        ("vision free", Wish(words=("vision", "free"))),
    ],
)
def test_a_filter_is_read_wherever_it_stands(words: str, wish: Wish) -> None:
    assert read(f"kimi {words} k2", NAMES) == ("kimi k2", wish)


@pytest.mark.parametrize("words", [">", "<$", ">abc", "a:b", "kind:", "llama3:8b"])
def test_what_is_no_filter_is_a_word(words: str) -> None:
    assert read(words, NAMES) == (words, Wish())


def test_filters_of_two_places_hold_together() -> None:
    both = joined(Wish(max_price=1.0, able=("tools",)), Wish(min_context=5, able=("vision",)))
    assert both == Wish(min_context=5, max_price=1.0, able=("tools", "vision"))


def test_what_is_unknown_does_not_match_a_filter() -> None:
    assert fulfils(ENTRY, Wish(min_context=128_000, max_price=0.5, kind="chat"))
    assert not fulfils(ENTRY._replace(context=None), Wish(min_context=1))
    assert not fulfils(ENTRY._replace(price=None), Wish(max_price=100.0))
    assert not fulfils(ENTRY, Wish(able=("tools",)))
